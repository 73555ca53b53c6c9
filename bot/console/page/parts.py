"""The parts of a page are read beside one another; one that takes too long is left out, and the page says so."""

from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from bot.errors import QueryTooLong, StorageError

T = TypeVar("T")


class Lack(StrEnum):
    """Why a part is not shown."""

    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a page, or the reason why it is not there."""

    value: T | None
    lack: Lack | None = None


async def read_part(reading: Awaitable[T]) -> Part[T]:
    """The part, or why it could not be read in time."""
    try:
        return Part(await reading)
    except QueryTooLong:
        return Part(None, Lack.TOO_LONG)
    except StorageError:
        return Part(None, Lack.UNREADABLE)

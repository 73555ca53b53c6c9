"""The latest errors of all kinds, in the order in which they happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.overview import Errors, FailedMessage, SetAsideUpdates, TroubledLine


class ErrorKind(StrEnum):
    """The parts of the page of errors."""

    FAILED = "failed"
    UNREAD = "unread"
    TROUBLED = "troubled"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that went wrong."""

    at: datetime
    kind: ErrorKind
    what: FailedMessage | SetAsideUpdates | TroubledLine


def latest_of(errors: Errors, limit: int) -> list[Event]:
    """The latest first, at most so many."""
    events = [Event(one.at, ErrorKind.FAILED, one) for one in errors.latest_failed]
    events += [Event(one.last_at, ErrorKind.UNREAD, one) for one in errors.latest_unread]
    events += [Event(one.found_at, ErrorKind.TROUBLED, one) for one in errors.latest_troubled]
    return sorted(events, key=lambda event: event.at, reverse=True)[:limit]

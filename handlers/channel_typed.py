"""What people type after /channel: a place, the title of a channel, or that they want its log."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram.filters import CommandObject, Filter
from aiogram.types import Message

from bot.model import Chat, ChatKind
from bot.services.connections import Connections
from handlers.context import Conversation

_SITE = r"(?:https?://)?(?:t\.me|telegram\.me)/"
_NAME = re.compile(rf"(?:{_SITE}|@)?([A-Za-z]\w{{3,31}})(?:/(\d{{1,10}}))?/?", re.ASCII)
_PRIVATE = re.compile(rf"{_SITE}c/(\d{{1,13}})(?:/(\d{{1,10}}))?/?", re.ASCII)
"""The link to a message or a topic of a chat without a name: its id lacks the -100 in front."""
_ID = re.compile(r"-\d{1,16}")
_LOG = {"log", "журнал"}
_SET_UP = re.compile(r"group(-\d{1,16})", re.ASCII)
"""What a link to the settings of a group carries: no secret, since rights are checked."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """What follows `/channel`: a place, and perhaps a query."""

    name: str
    """As it was typed."""
    address: str | int
    topic: int
    query: str


class NamesPlace(Filter):
    """Lets through what names a place, and adds it as `named`."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"named": NamedPlace})

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        name, _, query = (command.args or "").strip().partition(" ")
        place = _place(name)
        return place is not None and {"named": NamedPlace(name, *place, query.strip())}


class NamesGroup(NamesPlace):
    """The same for a link from a group to its settings."""

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        match = _SET_UP.fullmatch(command.args or "")
        return match is not None and {"named": NamedPlace(match[1], int(match[1]), 0, "")}


class NamesOwnChannel(Filter):
    """Lets through the title of a channel that the person publishes to, and adds it as `chat`."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"chat": Chat})

    async def __call__(
        self, _message: Message, command: CommandObject, conversation: Conversation, connections: Connections
    ) -> bool | dict[str, Any]:
        chat = named_channel(command.args or "", await connections.targets(conversation.chat))
        return chat is not None and {"chat": chat}


def named_channel(title: str, targets: Sequence[Chat]) -> Chat | None:
    """The channel of that title."""
    wanted = " ".join(title.strip(' «»"“”').split()).casefold()
    return next((one for one in targets if one.kind is ChatKind.CHANNEL and one.title.casefold() == wanted), None)


class AsksLog(Filter):
    """Lets through that somebody wants a log, and adds the title after it as `wanted`."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"wanted": str})

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        word, _, title = (command.args or "").strip().partition(" ")
        return word.casefold() in _LOG and {"wanted": title.strip()}


def _place(name: str) -> tuple[str | int, int] | None:
    """The address of a chat for Telegram, and the topic: from a name, an id, or a link, perhaps of a topic."""
    if _ID.fullmatch(name):
        return int(name), 0
    if match := _PRIVATE.fullmatch(name):
        return int(f"-100{match[1]}"), int(match[2] or 0)
    match = _NAME.fullmatch(name)
    return (f"@{match[1]}", int(match[2] or 0)) if match else None

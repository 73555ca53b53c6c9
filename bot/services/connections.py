"""Channels and groups as targets: rights are checked when they matter, not when they were granted."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import AnswerUnclear, RateLimited, TelegramUnavailable
from bot.model import Chat, ChatKind, Connection, LeftOut, Limit, Notice, Standing, Topic
from bot.ports import ConnectionStorage, Rights, SubscriptionStorage
from bot.runtime.clock import Clock
from bot.services.allowance import EVERYTHING, Allowance

_log = logging.getLogger(__name__)

_CHECKED_EVERY = timedelta(days=1)
_LOOK_EVERY_S = 600.0
_AT_ONCE = 50
_APART_S = 1.0
"""The pause between two daily checks of two requests each, so that nobody notices them."""


class ConnectionsStorage(ConnectionStorage, SubscriptionStorage, Protocol):
    """Connections, and what people subscribe to."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or group, as its administrators see it."""

    owners: Sequence[Chat]
    """The private chats of those who have connected it."""
    suspended: int
    """Subscriptions to this target of people who are no longer connected to it."""


class Connections:
    """Who has which channels and groups as targets, while they may."""

    def __init__(
        self, storage: ConnectionsStorage, rights: Rights, clock: Clock, allowance: Allowance = EVERYTHING
    ) -> None:
        self._storage = storage
        self._allowance = allowance
        self._rights = rights
        self._clock = clock

    async def run(self) -> None:
        """Check existing connections once a day, until cancelled."""
        while True:
            await self.check_standing()
            await self._clock.sleep(_LOOK_EVERY_S)

    async def check_standing(self) -> None:
        """Check the connections that were not checked for a day. If Telegram does not answer, nothing changes."""
        since = self._clock.now() - _CHECKED_EVERY
        while unchecked := await self._storage.unchecked_connections(since, _AT_ONCE):
            for one in unchecked:
                try:
                    await self.check(one.owner, one.target)
                except AnswerUnclear as error:  # perhaps only this one; tomorrow it is checked again
                    _log.warning("the rights of person %d are not clear: %s", one.owner.telegram_id, error)
                except (TelegramUnavailable, RateLimited) as error:
                    _log.warning("rights cannot be checked at present: %s", error)
                    return
                await self._storage.note_checked(one.owner.key, one.target.key, self._clock.now())
                await self._clock.sleep(_APART_S)

    async def check(self, owner: Chat, target: Chat) -> Standing:
        """The rights of the bot and a person in a target now; a person who no longer administers it loses it.

        Raises TelegramUnavailable and RateLimited.
        """
        standing = await self.ask(target.telegram_id, target.kind, owner)
        if standing is Standing.NOT_YOU:
            await self._lose(owner, target)
        return standing

    async def ask(self, telegram_id: int, kind: ChatKind, owner: Chat) -> Standing:
        """As `check`, without consequences: for a chat that is no target yet."""
        return await self._rights.standing(telegram_id, kind, owner.telegram_id)

    async def changed(self, telegram_id: int, person: int) -> None:
        """Telegram reports that somebody's rights in a chat have changed. Raises as `check`."""
        target, owner = await self._storage.known_chat(telegram_id), await self._storage.known_chat(person)
        if target is None or owner is None:
            return
        if any(one.key == target.key for one in await self._storage.targets(owner.key)):
            await self.check(owner, target)

    async def connect(self, owner: Chat, target: Chat) -> None:
        """Make a chat a target, or do so again; the caller checks whether the person may."""
        await self._storage.connect(owner.key, target.key)

    async def end(self, owner: Chat, target: Chat, by: Chat) -> None:
        """Remove a chat from the owner's targets; if somebody else does it, the owner is told."""
        notice = Notice("connection-ended", {"title": target.title, "name": by.title})
        tell = {} if by.key == owner.key else {owner.telegram_id: notice}
        await self._storage.disconnect(owner.key, target.key, self._clock.now(), tell)

    async def take_over(self, owner: Chat, target: Chat) -> tuple[int, LeftOut | None]:
        """Resume a target's suspended subscriptions as the owner's; how many resumed, and how many did not."""
        quotas = self._allowance.of(owner)
        came = await self._storage.take_over(owner.key, target.key, quotas)
        return came.taken, LeftOut(Limit.SUBSCRIPTIONS, quotas.subscriptions, came.left) if came.left else None

    async def place(self, target: Chat) -> Place:
        connected = await self._storage.connections(target.key)
        return Place([one.owner for one in connected], await self._storage.suspended(target.key))

    async def targets(self, owner: Chat) -> list[Chat]:
        """The chats that the owner's subscriptions can be sent to: the owner's own first."""
        return [owner, *await self._storage.targets(owner.key)]

    async def name_topic(self, chat: Chat, topic: Topic, renamed_at: datetime | None) -> None:
        """Note the name that a topic got then, or was made with for None."""
        await self._storage.name_topic(chat.key, topic.id, topic.name or "", renamed_at)

    async def topics(self, chat: Chat) -> list[Topic]:
        """The topics of a forum, as far as they are known."""
        return await self._storage.topics(chat.key)

    async def lost(self, owner: Chat) -> list[Chat]:
        """A former target of the owner's."""
        return await self._storage.lost_targets(owner.key)

    async def _lose(self, owner: Chat, target: Chat) -> None:
        """Tell the dismissed person, and those who remain and can take the subscriptions over."""
        tell: dict[int, Notice] = {}
        if any(one.chat.key == target.key for one in await self._storage.subscriptions(owner.key)):
            notice = Notice("rights-lost-of", {"title": target.title, "name": owner.title})
            tell = dict.fromkeys(await self._remaining(target), notice)
        tell[owner.telegram_id] = Notice("rights-lost", {"title": target.title})
        if await self._storage.disconnect(owner.key, target.key, self._clock.now(), tell):
            _log.info("chat %d is no target of person %d any more", target.telegram_id, owner.telegram_id)

    async def _remaining(self, target: Chat) -> list[int]:
        """The administrators of a target, as Telegram lists them, and the people who connected it."""
        connected: list[Connection] = await self._storage.connections(target.key)
        try:
            administrators = await self._rights.administrators(target.telegram_id)
        except (TelegramUnavailable, RateLimited):
            administrators = []
        return [*administrators, *(one.owner.telegram_id for one in connected)]

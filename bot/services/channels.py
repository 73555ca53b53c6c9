"""Channels that people publish to: how, from which sources, and with whom."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Protocol

from bot.delivery.timing import zone_of
from bot.feeds.pack import is_official
from bot.model import (
    Cause,
    Channel,
    ChannelCounts,
    ChannelSettings,
    Chat,
    Desk,
    Editor,
    Invitation,
    PersonKey,
    RepostEntry,
    SourceId,
    Subscription,
    WatchedSource,
)
from bot.ports import ChannelStorage, ConnectionStorage, SourceStorage, SubscriptionStorage
from bot.runtime.clock import Clock

INVITED = "editor-"
"""What a link that makes somebody an editor carries, before the token."""
INVITED_FOR = timedelta(days=1)
"""For so long an invitation can be accepted."""
_TOKEN_BYTES = 16
_MARK = 16
"""Characters."""


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel as somebody sees it who publishes there."""

    chat: Chat
    settings: ChannelSettings | None
    """None if nobody has said yet how it publishes."""
    subscriptions: Sequence[Subscription] = ()
    """Those of this person, the oldest first."""
    sources: int = 0
    """How many of the sources that this person watches are ticked."""
    desk: Chat | None = None
    """Where cards are decided on."""
    others: Sequence[Chat] = ()
    """The private chats of the others who publish there."""
    suspended: int = 0
    """Subscriptions of people who publish there no longer."""


@dataclass(frozen=True, slots=True)
class TickedSource:
    """A source that somebody watches, and whether it is ticked for a channel."""

    source: WatchedSource
    is_ticked: bool


class _ChannelsStorage(ChannelStorage, ConnectionStorage, SourceStorage, SubscriptionStorage, Protocol):
    """Channels, what is watched, what goes there, and who has connected them."""


class Channels:
    """How channels publish. Whether somebody may change that is up to the caller."""

    def __init__(self, storage: _ChannelsStorage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def view(self, owner: Chat, chat: Chat) -> ChannelView:
        """A channel as one of its owners sees it: what other people have added or subscribed to is no part of it."""
        channel = await self._storage.channel(chat.key)
        subscriptions = [one for one in await self._storage.subscriptions(owner.key) if one.chat.key == chat.key]
        if channel is None:
            return ChannelView(chat, None, subscriptions)
        ticked = sum(one.is_ticked for one in await self.sources(owner, chat))
        desk = channel.settings.desk
        place = None if desk is None else await self._storage.place(desk.chat)
        others = [one.owner for one in await self._storage.connections(chat.key) if one.owner.key != owner.key]
        suspended = await self._storage.suspended(chat.key)
        return ChannelView(chat, channel.settings, subscriptions, ticked, place, others, suspended)

    async def place(self, desk: Desk) -> Chat | None:
        """The chat where cards are decided on."""
        return await self._storage.place(desk.chat)

    async def settings(self, chat: Chat) -> ChannelSettings | None:
        """How a channel publishes; None if nobody has set that up."""
        channel = await self._storage.channel(chat.key)
        return None if channel is None else channel.settings

    async def change(self, chat: Chat, rule: Callable[[ChannelSettings], ChannelSettings]) -> Channel | None:
        """Let a channel publish as `rule` says of how it does; None if nobody has set it up."""
        return await self._storage.change_channel(chat.key, rule)

    async def set_up(self, chat: Chat, settings: ChannelSettings, sources: Collection[SourceId]) -> None:
        """Let a channel publish so from now on, from these sources alone."""
        await self._storage.set_up_channel(chat.key, settings, self._clock.now(), sources)

    async def ticked(self, chat: Chat) -> set[SourceId]:
        """All sources of which something may be in a channel, also those that other people watch."""
        return await self._storage.ticked(chat.key)

    async def choices(self, owner: Chat, chat: Chat | None = None) -> list[Subscription]:
        """What a person can send to a channel: each query once, that of the channel or else that of the person."""
        found: dict[str, Subscription] = {}
        for one in await self._storage.subscriptions(owner.key):
            known = found.get(one.query)
            if known is None or _is_in(one, chat) or (one.chat.key == owner.key and not _is_in(known, chat)):
                found[one.query] = one
        return list(found.values())

    async def sources(self, owner: Chat, chat: Chat) -> list[TickedSource]:
        """The sources that somebody watches, and which of them are ticked for a channel."""
        ticked = await self._storage.ticked(chat.key)
        return [TickedSource(one, one.id in ticked) for one in await self._watched(owner)]

    async def sources_at_first(self, owner: Chat) -> list[TickedSource]:
        """The same for a channel that nobody has set up: all but the official ones and own channels are ticked."""
        watched = await self._watched(owner)
        return [TickedSource(one, not (one.is_own_channel or is_official(one.pack))) for one in watched]

    async def _watched(self, owner: Chat) -> list[WatchedSource]:
        return [one for one in await self._storage.watched_sources(owner.key) if not one.muted]

    async def tick(self, owner: Chat, chat: Chat, sources: Collection[SourceId], *, is_ticked: bool) -> None:
        """Tick sources for a channel, or strike them off, as far as the person watches them."""
        theirs = {one.id for one in await self._watched(owner)}
        await self._storage.tick(chat.key, theirs.intersection(sources), self._clock.now(), is_ticked=is_ticked)

    async def today(self, chat: Chat) -> ChannelCounts:
        """What became of the stories for a channel since midnight there."""
        now = self._clock.now().astimezone(zone_of(chat.preferences))
        return await self._storage.channel_counts(chat.key, now.replace(hour=0, minute=0, second=0, microsecond=0))

    def is_paused(self, chat: Chat) -> bool:
        """Whether nothing goes to a channel until it is resumed."""
        until = chat.preferences.paused_until
        return until is not None and until > self._clock.now()

    async def log(self, chat: Chat, limit: int, skipped: int = 0) -> Sequence[tuple[RepostEntry, str]]:
        """What was done with the cards of a channel, and the title of each story; the newest first."""
        return await self._storage.channel_log(chat.key, limit, skipped)

    async def editors(self, chat: Chat) -> list[Editor]:
        """The editors of a channel by invitation."""
        return await self._storage.editors(chat.key)

    async def dismiss(self, chat: Chat, editor: PersonKey) -> bool:
        """End that somebody is an editor; False if they are none."""
        return await self._storage.dismiss_editor(chat.key, editor)

    async def take_back(self, owner: Chat, name: str, chat: Chat, editor: PersonKey) -> None:
        """Make somebody an editor again, with the rights of the owner, who is called `name`."""
        by = await self._storage.meet_person(owner.telegram_id, name)
        await self._storage.make_editor(chat.key, editor, by)

    async def invite(self, owner: Chat, name: str, chat: Chat, cause: Cause) -> str:
        """The token of a new invitation; who accepts it decides with the rights of the owner, who is called `name`."""
        by = await self._storage.meet_person(owner.telegram_id, name)
        return await self._storage.invite(chat.key, by, token_urlsafe(_TOKEN_BYTES), self._clock.now(), cause)

    async def invitations(self, chat: Chat) -> list[Invitation]:
        """The invitations that can still be accepted."""
        return await self._storage.invitations(chat.key, self._clock.now() - INVITED_FOR)

    async def withdraw(self, chat: Chat, mark: str) -> bool:
        """End the invitation of that `mark_of`; False if somebody has used it, or it has ended."""
        found = next((one for one in await self.invitations(chat) if mark_of(one) == mark), None)
        return found is not None and await self._storage.withdraw_invitation(chat.key, found.token)

    async def ask_later(self, person: int, chat: Chat) -> None:
        """Ask somebody, by their Telegram id, what a channel publishes as soon as they write to the bot."""
        await self._storage.ask_later(person, chat.key, self._clock.now())

    async def asked_about(self, person: Chat) -> list[Chat]:
        """The channels that somebody is still to be asked about."""
        return await self._storage.asked_about(person.telegram_id)

    async def was_asked(self, person: Chat, chat: Chat) -> None:
        """Note that somebody was asked about a channel."""
        await self._storage.end_question(person.telegram_id, chat.key)

    def now(self) -> datetime:
        """The present."""
        return self._clock.now()


def mark_of(invitation: Invitation) -> str:
    """What tells an invitation from others, and lets nobody accept it: buttons that others see carry it."""
    return sha256(invitation.token.encode()).hexdigest()[:_MARK]


def _is_in(one: Subscription, chat: Chat | None) -> bool:
    return chat is not None and one.chat.key == chat.key

"""A channel is set up: what somebody has chosen so far, step by step, and what follows when it is all said."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from pydantic import TypeAdapter, ValidationError

from bot.errors import QuotaReached
from bot.model import (
    AS_THE_CHAT,
    NOTHING_SAID,
    Cause,
    ChannelSettings,
    Chat,
    ChatKind,
    Desk,
    Haste,
    KeptTextId,
    LeftOut,
    Publishing,
    SourceId,
    Standing,
    Subscription,
    SubscriptionId,
)
from bot.services.channels import Channels, TickedSource
from bot.services.chats import Chats
from bot.services.subscription_lines import written
from bot.services.subscriptions import Subscriptions
from bot.services.target_setup import TargetSetup


@dataclass(frozen=True, slots=True)
class SetUp:
    """What somebody has chosen so far for a channel."""

    channel: int
    """Telegram's id."""
    title: str
    subscriptions: tuple[SubscriptionId, ...] = ()
    """What is to go there as well, of what the person is told."""
    queries: tuple[str, ...] = ()
    """What is to go there alone."""
    publishing: Publishing = Publishing.AUTOMATIC
    desk: Desk | None = None
    joins: bool = False
    """Whether others publish there already, so that how is not asked."""
    otherwise: tuple[SourceId, ...] = ()
    """The sources that are ticked other than at first."""

    def ticking(self, subscription: SubscriptionId, *, is_ticked: bool) -> Self:
        """With the subscription, or without it."""
        others = tuple(one for one in self.subscriptions if one != subscription)
        return replace(self, subscriptions=(*others, subscription) if is_ticked else others)

    def asking(self, query: str) -> Self:
        """With a query that goes there alone."""
        return replace(self, queries=tuple(dict.fromkeys([*self.queries, query])))

    def without(self, number: int) -> Self:
        """Without the query of that number, counted from 0."""
        return replace(self, queries=tuple(one for place, one in enumerate(self.queries) if place != number))

    def from_sources(self, sources: Iterable[TickedSource], wanted: set[SourceId]) -> Self:
        """With these sources alone, of what the person watches; `sources` says what is ticked at first."""
        otherwise = tuple(one.source.id for one in sources if (one.source.id in wanted) != one.is_ticked)
        return replace(self, otherwise=otherwise)

    def sources(self, at_first: Iterable[TickedSource]) -> list[TickedSource]:
        """The sources that the person watches, as they are chosen by now."""
        otherwise = set(self.otherwise)
        return [replace(one, is_ticked=one.is_ticked != (one.source.id in otherwise)) for one in at_first]


_FORM = TypeAdapter(SetUp)


class ChannelSetUp:
    """Sets a channel up, once everything is said."""

    def __init__(
        self, chats: Chats, channels: Channels, target_setup: TargetSetup, subscriptions: Subscriptions
    ) -> None:
        self._chats = chats
        self.channels = channels
        self._target_setup = target_setup
        self._subscriptions = subscriptions

    async def begin(self, telegram_id: int, title: str) -> SetUp:
        """Nothing chosen yet for a channel."""
        known = await self._chats.known(telegram_id)
        joins = known is not None and await self.channels.settings(known) is not None
        return SetUp(telegram_id, title, joins=joins)

    async def keep(self, owner: Chat, setup: SetUp, cause: Cause) -> KeptTextId:
        """Keep what was chosen until a button is pressed."""
        return await self._chats.keep_text(owner, _FORM.dump_json(setup, exclude_defaults=True).decode(), cause)

    async def kept(self, owner: Chat, kept: int) -> SetUp | None:
        """What was chosen; None if it is somebody else's, of something else, or too old."""
        try:
            return _FORM.validate_json(await self._chats.kept_text(KeptTextId(kept), owner) or "")
        except ValidationError:
            return None

    async def is_over(self, owner: Chat, setup: SetUp) -> Chat | None:
        """The channel, if the person publishes something there by now; else None."""
        targets = await self._target_setup.targets(owner)
        chat = next((one for one in targets if one.telegram_id == setup.channel), None)
        if chat is None or await self.channels.settings(chat) is None:
            return None
        return chat if any(one.chat.key == chat.key for one in await self._subscriptions.all(owner)) else None

    async def desk(self, setup: SetUp) -> Chat | None:
        """The chat that was chosen to decide on cards."""
        return None if setup.desk is None else await self.channels.place(setup.desk)

    async def choices(self, owner: Chat) -> list[Subscription]:
        """What can be ticked."""
        return await self.channels.choices(owner)

    async def at_first(self, owner: Chat) -> list[TickedSource]:
        """The sources that the person watches, and which are ticked at first."""
        return await self.channels.sources_at_first(owner)

    async def standing(self, owner: Chat, setup: SetUp) -> Standing:
        """How the bot and the person stand to the channel now. Raises TelegramUnavailable and RateLimited."""
        return await self._target_setup.standing(owner, setup.channel, ChatKind.CHANNEL)

    async def adopt(self, owner: Chat, group: Chat) -> None:
        """Let a group be one where the person's cards can be decided on. Whether they may is up to the caller."""
        await self._target_setup.connect(owner, group.telegram_id, group.kind, group.title)

    async def connect(self, owner: Chat, telegram_id: int, title: str) -> None:
        """Let a channel be a target of the person's subscriptions, before anything is said of how it publishes."""
        chat = await self._target_setup.connect(owner, telegram_id, ChatKind.CHANNEL, title)
        await self.set_up_unasked(owner, chat)

    async def set_up_unasked(self, owner: Chat, chat: Chat) -> None:
        """Let a channel of which nobody has said how it publishes do that automatically, from what is ticked at first.

        Of a group, nobody is asked.
        """
        if chat.kind is ChatKind.CHANNEL and await self.channels.settings(chat) is None:
            sources = [one.source.id for one in await self.at_first(owner) if one.is_ticked]
            await self.channels.set_up(chat, ChannelSettings(), sources)

    async def reconnect(self, owner: Chat, telegram_id: int, title: str, *, is_named: bool) -> Chat | None:
        """The channel, if it is set up, and the person publishes there from now on; else None.

        That they do is clear if they did before, or have named it.
        """
        known = await self._chats.known(telegram_id)
        if known is None or await self.channels.settings(known) is None:
            return None
        if not is_named and not await self._target_setup.has_connected(owner, known):
            return None
        return await self._target_setup.connect(owner, telegram_id, ChatKind.CHANNEL, title)

    async def finish(self, owner: Chat, setup: SetUp, cause: Cause) -> tuple[Chat, LeftOut | None]:
        """Connect the channel, let it publish, and subscribe it; the channel, and what a quota left out.

        Subscriptions of the person stay as they are: copies of them go to the channel. Somebody who joins others that
        publish there adds to what they have ticked. Whether the person may is up to the caller. Raises QueryError.
        """
        chat = await self._target_setup.connect(owner, setup.channel, ChatKind.CHANNEL, setup.title)
        sources = {one.source.id for one in setup.sources(await self.at_first(owner)) if one.is_ticked}
        known = await self.channels.settings(chat) or ChannelSettings()
        if setup.joins:
            sources |= await self.channels.ticked(chat)
        else:
            known = replace(known, publishing=setup.publishing, desk=setup.desk or known.desk)
        await self.channels.set_up(chat, known, sources)
        return chat, await self.send_there(owner, chat, await self._lines(owner, setup), cause)

    async def send_there(self, owner: Chat, chat: Chat, lines: Iterable[str], cause: Cause) -> LeftOut | None:
        """Subscribe a channel to lines as people type them; what a quota left out. Raises QueryError."""
        left_out: LeftOut | None = None
        for number, line in enumerate(lines):
            try:
                await self._subscriptions.subscribe(owner, line, Cause(f"{cause}/{number}"), target=chat)
            except QuotaReached as reached:
                count = 1 if left_out is None else left_out.count + 1
                left_out = self._subscriptions.left_out(owner, reached.limit, count)
        return left_out

    async def _lines(self, owner: Chat, setup: SetUp) -> list[str]:
        ticked = [one for one in await self._subscriptions.all(owner) if one.id in setup.subscriptions]
        return [*map(line_for_channel, ticked), *setup.queries]


def line_for_channel(one: Subscription) -> str:
    """A subscription as a line that brings the same to a channel; in no folder, and as soon as the channel wants."""
    plain = replace(one, folder="", manner=AS_THE_CHAT, of_folder=NOTHING_SAID, silent=False, haste=Haste.AT_ONCE)
    return written(plain)

"""Channels that the bot administers as sources: Telegram brings their posts."""

from typing import Protocol

from bot.feeds.telegram_channel import channel_address
from bot.model import Cause, ChannelToRead, Chat, ChatKey, LeftOut, Limit, Notice, OwnChannel, OwnPost
from bot.ports import OwnPostStorage, SourceStorage
from bot.ports.known_chats import KnownChats
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.allowance import EVERYTHING, Allowance


class OwnChannelStorage(OwnPostStorage, SourceStorage, KnownChats, Protocol):
    """Own channels as chats and as sources."""


class OwnChannels:
    """Who reads which of the channels that they have connected, and what is posted there."""

    def __init__(
        self,
        storage: OwnChannelStorage,
        clock: Clock,
        *,
        posts: Bell,
        mentions: Bell,
        allowance: Allowance = EVERYTHING,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._posts = posts
        self._mentions = mentions
        self._allowance = allowance

    async def all(self, owner: Chat) -> list[OwnChannel]:
        """The channels that somebody has connected."""
        return await self._storage.own_channels(owner.key)

    async def read(self, owner: Chat, channel: Chat, cause: Cause) -> bool:
        """Read a connected channel as a source from now on; the caller checks whether the person may.

        False if it is not connected. Raises QuotaReached.
        """
        wanted = ChannelToRead(channel.key, channel_address(channel.telegram_id, None))
        quotas = self._allowance.of(owner)
        source = await self._storage.read_channel(owner.key, wanted, self._clock.now(), cause, quotas)
        self._mentions.ring()  # it may be one that comes back
        return source is not None

    async def stop(self, owner: Chat, channel: ChatKey, cause: Cause) -> str | None:
        """Read a channel no longer; its title, or None if it is not read. It is added again like any source."""
        one = next((one for one in await self.all(owner) if one.chat.key == channel), None)
        if one is None or one.source is None:
            return None
        await self._storage.drop_sources([one.source], owner.key, self._clock.now(), cause)
        self._mentions.ring()  # what was owed for its posts is sorted
        return one.chat.title

    def left_out(self, owner: Chat, limit: str) -> LeftOut:
        """What a reached quota says."""
        return LeftOut(Limit(limit), self._allowance.of(owner).of(Limit(limit)), 1)

    async def take(self, post: OwnPost) -> None:
        """Take a message of a channel, if anybody reads that as a source."""
        if await self._storage.keep_own_post(post, self._clock.now()):
            self._posts.ring()

    async def left(self, telegram_id: int) -> None:
        """Note that the bot is in a channel no longer, and tell those who read it."""
        channel = await self._storage.known_chat(telegram_id)
        if channel is not None:
            notice = Notice("own-channel-left", {"title": channel.title})
            await self._storage.leave_channel(channel.key, notice, self._clock.now())

from datetime import datetime
from typing import Protocol

from bot.model import (
    ArticleId,
    Cause,
    ChannelToRead,
    ChatKey,
    GatheredPost,
    Notice,
    OwnChannel,
    OwnPost,
    OwnPostRecord,
    Quotas,
    SourceId,
    TitleRule,
)


class OwnPostStorage(Protocol):
    """Channels that the bot administers as sources, and their posts."""

    async def own_channels(self, owner: ChatKey) -> list[OwnChannel]:
        """The channels that the owner has connected, oldest first."""
        ...

    async def read_channel(
        self, owner: ChatKey, channel: ChannelToRead, now: datetime, cause: Cause, quotas: Quotas = ...
    ) -> SourceId | None:
        """Let the owner watch a channel that they have connected, from now on; what it is as a source.

        None, without effect, if they have not connected it. Raises QuotaReached.
        """
        ...

    async def leave_channel(self, channel: ChatKey, notice: Notice, now: datetime) -> None:
        """Let nobody read a channel any longer; `notice` goes to each of those who did."""
        ...

    async def keep_own_post(self, post: OwnPost, now: datetime) -> bool:
        """Keep a message until its post is gathered; False if nobody who has connected its channel reads it.

        A message that is kept already is replaced, unless that one was edited later.
        """
        ...

    async def gathered_posts(self, now: datetime, limit: int) -> list[GatheredPost]:
        """Posts of which nothing has come for `GATHERED_FOR`, the oldest first."""
        ...

    async def record_own_post(self, record: OwnPostRecord, is_retitled: TitleRule = ...) -> ArticleId | None:
        """Record what a post says, if it is as it was when it was gathered; its article, if there is one to match.

        What Dozor has posted itself is dropped. While a message to the channel is on its way, so that nobody knows its
        number yet, the post waits, up to a minute.
        """
        ...

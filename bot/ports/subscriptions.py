from datetime import datetime
from typing import Protocol

from bot.model import (
    Cause,
    ChatKey,
    Notice,
    Quotas,
    ReplyMode,
    Subscribed,
    SubscribeIntent,
    Subscription,
    SubscriptionId,
)


class SubscriptionStorage(Protocol):
    """Subscriptions, and through them the set of queries."""

    async def subscribe(self, intent: SubscribeIntent, now: datetime, cause: Cause, quotas: Quotas = ...) -> Subscribed:
        """Subscribe a chat to articles recorded from now on; an equal subscription, if there is one, is kept.

        Raises QuotaReached if the owner may have no more.
        """
        ...

    async def unsubscribe(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> str | None:
        """Remove a subscription; its text, or None if the owner has no such subscription."""
        ...

    async def edit(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause, *, text: str, query: str
    ) -> bool:
        """Change the query of a subscription; stories that it delivered before are not sent again.

        False if the owner has no such subscription, or if its chat already has an equal one.
        """
        ...

    async def pause(self, subscription: SubscriptionId, owner: ChatKey, *, paused: bool) -> None: ...

    async def set_silent(self, subscription: SubscriptionId, owner: ChatKey, *, silent: bool) -> None: ...

    async def set_reply_mode(self, subscription: SubscriptionId, owner: ChatKey, mode: ReplyMode) -> None:
        """Choose which further articles of a story are sent as replies, from the next article on."""
        ...

    async def set_main_only(self, subscription: SubscriptionId, owner: ChatKey, *, main_only: bool) -> None:
        """Choose whether only what stands in the title or the lead is sent, from the next article on."""
        ...

    async def ask_about_replies(self, question: Notice, now: datetime, limit: int) -> int:
        """Owe `question` to some of the chats that have not chosen a reply mode, since an older version chose it.

        Each is asked once; how many there were.
        """
        ...

    async def retarget(self, subscription: SubscriptionId, owner: ChatKey, target: ChatKey, topic: int = 0) -> None:
        """Deliver to another chat or topic from now on. No effect if the same subscription exists there."""
        ...

    async def subscriptions(self, owner: ChatKey) -> list[Subscription]:
        """The subscriptions of an owner, oldest first."""
        ...

from datetime import datetime
from typing import Protocol

from bot.model import (
    Cause,
    ChatKey,
    Quotas,
    ReplyMode,
    Subscribed,
    SubscribeIntent,
    Subscription,
    SubscriptionId,
)


class SubscriptionStorage(Protocol):
    """Subscriptions, and the set of queries that they make."""

    async def subscribe(self, intent: SubscribeIntent, now: datetime, cause: Cause, quotas: Quotas = ...) -> Subscribed:
        """Articles that are recorded from now on are told; an equal subscription, if there is one, is kept.

        Raises QuotaReached if the owner may have no other.
        """
        ...

    async def unsubscribe(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> str | None:
        """The text of what was removed; None if the owner has no such subscription."""
        ...

    async def edit(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause, *, text: str, query: str
    ) -> bool:
        """Let a subscription look for another query; what it was told before is not told again.

        False if the owner has no such subscription, or the chat that it is told to has an equal one.
        """
        ...

    async def pause(self, subscription: SubscriptionId, owner: ChatKey, *, paused: bool) -> None: ...

    async def set_silent(self, subscription: SubscriptionId, owner: ChatKey, *, silent: bool) -> None: ...

    async def set_reply_mode(self, subscription: SubscriptionId, owner: ChatKey, mode: ReplyMode) -> None:
        """Tell of further articles of a story, from the next one on."""
        ...

    async def retarget(self, subscription: SubscriptionId, owner: ChatKey, target: ChatKey, topic: int = 0) -> None:
        """Tell another chat, or topic of it, from now on. Nothing happens if there is the same subscription there."""
        ...

    async def subscriptions(self, owner: ChatKey) -> list[Subscription]:
        """Oldest first."""
        ...

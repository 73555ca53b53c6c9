from datetime import datetime
from typing import Protocol

from bot.model import (
    Brought,
    Cause,
    ChatKey,
    Delivery,
    EditOutcome,
    Manner,
    Notice,
    Quotas,
    Removed,
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

        One that its owner has removed lately is restored, as `restore` does.

        Raises QuotaReached if the owner may have no more.
        """
        ...

    async def unsubscribe(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> Removed | None:
        """Remove a subscription; None if the owner has no such subscription.

        It is kept until `tidy` deletes it, a day later. Only `removed_subscription` knows of it meanwhile, and what is
        owed to it alone, by then or later, waits on the shelf.
        """
        ...

    async def restore(
        self,
        subscription: SubscriptionId,
        owner: ChatKey,
        now: datetime,
        cause: Cause,
        quotas: Quotas = ...,
    ) -> bool:
        """Take back that a subscription was removed; `fan_out` owes anew what is on the shelf for it.

        False if the owner has no such subscription, or it has ended. Raises QuotaReached if the owner may have no more.
        """
        ...

    async def removed_subscription(self, subscription: SubscriptionId, owner: ChatKey) -> Subscription | None:
        """A subscription that the owner has removed, and may restore."""
        ...

    async def edit(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause, *, text: str, query: str
    ) -> EditOutcome:
        """Change the query of a subscription; stories that it delivered before are not sent again."""
        ...

    async def pause(self, subscription: SubscriptionId, owner: ChatKey, *, paused: bool) -> None:
        """Pause or resume. What it alone is owed by then waits until it resumes; what comes meanwhile is not owed."""
        ...

    async def set_manner(self, subscription: SubscriptionId, owner: ChatKey, manner: Manner, *, silent: bool) -> None:
        """Choose how news come: for what is owed already, and from now on."""
        ...

    async def set_reply_mode(self, subscription: SubscriptionId, owner: ChatKey, mode: ReplyMode) -> None:
        """Choose which further articles of a story are sent as replies, from the next article on."""
        ...

    async def set_main_only(self, subscription: SubscriptionId, owner: ChatKey, *, main_only: bool) -> None:
        """Choose whether only what stands in the title or the lead is sent, from the next article on."""
        ...

    async def set_name(self, subscription: SubscriptionId, owner: ChatKey, name: str) -> None:
        """Call it that from now on; by its query, if the name is empty."""
        ...

    async def rename_folder(self, owner: ChatKey, folder: str, name: str, now: datetime, cause: Cause) -> int:
        """Call a folder something else, or dissolve it for an empty name; how many subscriptions were in it."""
        ...

    async def set_folder(self, subscription: SubscriptionId, owner: ChatKey, folder: str) -> None:
        """Put it into the folder of that name, and out of any for an empty one.

        A folder comes with its first subscription, and goes with its last, and so does what it says.
        """

    async def set_folder_delivery(self, folder: str, owner: ChatKey, delivery: Delivery) -> None:
        """Set how the news of all that is in a folder come, also what is owed, unless a subscription says otherwise."""
        ...

    async def brought(self, owner: ChatKey, since: datetime) -> dict[SubscriptionId, Brought]:
        """What each subscription of an owner has brought, its stories since that time."""
        ...

    async def ask_about_replies(self, question: Notice, now: datetime, limit: int) -> int:
        """Owe `question` to some of the chats that have not chosen a reply mode, since an older version chose it.

        Each is asked once; how many there were.
        """
        ...

    async def retarget(self, subscription: SubscriptionId, owner: ChatKey, target: ChatKey, topic: int = 0) -> None:
        """Deliver to another chat or topic from now on. No effect if the same subscription exists there.

        What waits by then is told where it was owed, except in a channel, which it leaves for good.
        """
        ...

    async def subscriptions(self, owner: ChatKey) -> list[Subscription]:
        """The subscriptions of an owner, oldest first."""
        ...

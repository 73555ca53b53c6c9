from datetime import datetime
from typing import Protocol

from bot.model import Cause, ChatKey, Exclusion, ExclusionId, NotExcluded, SubscriptionId


class ExclusionStorage(Protocol):
    """What subscriptions must not bring."""

    async def exclude(
        self, owner: ChatKey, query: str, now: datetime, cause: Cause, *, subscription: SubscriptionId | None = None
    ) -> Exclusion | NotExcluded:
        """Keep what meets a canonical query from a subscription, or from all of the owner's: from the next article on.

        An equal exclusion, if there is one, is kept. An owner may have `MOST_EXCLUSIONS`.
        """
        ...

    async def end_exclusion(
        self, exclusion: ExclusionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> Exclusion | None:
        """End an exclusion, from the next article on; None if the owner has no such exclusion."""
        ...

    async def exclusions(self, owner: ChatKey) -> list[Exclusion]:
        """The exclusions of an owner, oldest first."""
        ...

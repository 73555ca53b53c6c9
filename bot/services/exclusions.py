"""Exclusions: what a subscription, or all subscriptions of a chat, must not bring."""

from bot.matching.query import parse
from bot.model import Cause, Chat, Exclusion, ExclusionId, NotExcluded, SubscriptionId
from bot.ports import ExclusionStorage
from bot.runtime.clock import Clock
from bot.services.doubts import asks_for_function_words


class Exclusions:
    """What chats do not want to hear of."""

    def __init__(self, storage: ExclusionStorage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def of_all(self, owner: Chat) -> list[Exclusion]:
        """Those that hold for all subscriptions of a chat, oldest first."""
        return [one for one in await self._storage.exclusions(owner.key) if one.subscription is None]

    async def add(
        self, owner: Chat, text: str, cause: Cause, *, subscription: SubscriptionId | None = None
    ) -> Exclusion | NotExcluded:
        """Exclude what meets a query from a subscription, or from all of the chat's. Raises QueryError."""
        parsed = parse(text)
        if asks_for_function_words(parsed):
            return NotExcluded.EVERYTHING
        return await self._storage.exclude(owner.key, str(parsed), self._clock.now(), cause, subscription=subscription)

    async def end(self, owner: Chat, exclusion: ExclusionId, cause: Cause) -> Exclusion | None:
        """End an exclusion; None if the chat has none of that id."""
        return await self._storage.end_exclusion(exclusion, owner.key, self._clock.now(), cause)

    async def end_numbered(self, owner: Chat, number: int, cause: Cause) -> Exclusion | None:
        """End the one that has that number among those of all subscriptions, counted from 1."""
        present = await self.of_all(owner)
        # Repeated after it is gone, the command answers as the first time.
        exclusion = present[number - 1].id if 0 < number <= len(present) else ExclusionId(0)
        return await self.end(owner, exclusion, cause)

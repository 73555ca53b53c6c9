"""Stories that were told: why, and no more of them."""

from bot.clock import Clock
from bot.model import Chat, DispatchId
from bot.pipeline.matching import Matching, QueryWords
from bot.ports import Storage


class Stories:
    """What was told to chats."""

    def __init__(self, storage: Storage, matching: Matching, clock: Clock) -> None:
        self._storage = storage
        self._matching = matching
        self._clock = clock

    async def explain(self, chat: Chat, dispatch: DispatchId) -> list[QueryWords]:
        """Why the chat was told, a query each; nothing if it never was."""
        explanation = await self._storage.explain(dispatch, chat.key)
        if explanation is None:
            return []
        return await self._matching.explain(explanation.queries, explanation.article)

    async def mute(self, chat: Chat, dispatch: DispatchId) -> bool:
        """Tell the chat nothing more of that story; False if it was never told."""
        return await self._storage.mute_story(dispatch, chat.key, self._clock.now())

from datetime import datetime
from typing import Protocol

from bot.model import ChatKey, DispatchId, Explanation, StoryId, StoryUpdate


class SentStoryStorage(Protocol):
    """Stories that chats were told."""

    async def mute_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey, now: datetime) -> bool:
        """Tell the chat nothing more of a story. False if that dispatch did not tell it to the chat."""
        ...

    async def explain(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> list[Explanation]:
        """Why the chat was told a story, a query each; nothing if that dispatch did not tell it, or long ago."""
        ...

    async def sent_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> StoryUpdate | None:
        """What the dispatch told the chat of a story; None if it did not."""
        ...

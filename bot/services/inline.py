"""Stories for a query that somebody types after the bot's name, in whatever chat."""

import asyncio

from bot.matching import Query
from bot.model import Chat
from bot.services.archive import REACH, Archive, Found, story_of
from bot.stories.topics import StoryKey

_SHOWN = 10
_PATIENCE_S = 1.0
"""Somebody is still typing."""


class Inline:
    """Works on the newest query of each person alone: they come with each letter that is typed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._running: dict[int, asyncio.Task[list[Found]]] = {}

    async def find(self, person: int, query: Query, chat: Chat) -> list[Found] | None:
        """The latest stories from what the person's chat watches; None if a newer query of the person came."""
        if (older := self._running.get(person)) is not None:
            older.cancel()
        task = self._running[person] = asyncio.create_task(self._stories(query, chat))
        try:
            await asyncio.wait([task])
        finally:
            if self._running.get(person) is task:
                del self._running[person]
            task.cancel()
        return None if task.cancelled() else task.result()

    async def _stories(self, query: Query, chat: Chat) -> list[Found]:
        stories: dict[StoryKey, Found] = {}
        async for found in self._archive.find(query, chat.key, self._archive.now() - REACH, within_s=_PATIENCE_S):
            stories.setdefault(story_of(found.archived), found)
            if len(stories) == _SHOWN:
                break
        return list(stories.values())

"""Stories that were told: why they were, and how to mute them."""

from dataclasses import replace

from bot.delivery.render import Renderer
from bot.delivery.story_message import word_story
from bot.matching.engine import Matching, QueryWords
from bot.model import Chat, DispatchId, Explanation, OutgoingMessage, StoryId
from bot.ports import SentStoryStorage
from bot.runtime.clock import Clock


class Stories:
    """What was told to chats."""

    def __init__(self, storage: SentStoryStorage, matching: Matching, renderer: Renderer, clock: Clock) -> None:
        self._storage = storage
        self._matching = matching
        self._renderer = renderer
        self._clock = clock

    async def explain(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> list[QueryWords]:
        """The queries for which the chat was told; empty if it never was."""
        return [await self._explained(one) for one in await self._storage.explain(dispatch, story, chat.key)]

    async def _explained(self, one: Explanation) -> QueryWords:
        explained = await self._matching.explain(one.query, one.article)
        return explained if one.words is None else replace(explained, words=one.words)

    async def show(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> OutgoingMessage | None:
        """A story of a digest as a notification of its own; None if it never was told."""
        sent = await self._storage.sent_story(dispatch, story, chat.key)
        return None if sent is None else await word_story(sent, self._matching, self._renderer, chat, dispatch)

    async def part(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> OutgoingMessage | None:
        """Take an akin story for another event; its message as it reads then, or None if it was never told as akin."""
        if not await self._storage.part_story(dispatch, story, chat.key):
            return None
        return await self.show(chat, dispatch, story)

    async def mute(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> OutgoingMessage | None:
        """Mute a story for the chat; its message as it reads then, or None if the chat was never told of it."""
        if not await self._storage.mute_story(dispatch, story, chat.key, self._clock.now()):
            return None
        return await self.show(chat, dispatch, story)

    async def follow(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> OutgoingMessage | None:
        """Take back that a story is muted; its message as it reads then, or None if the chat was never told of it."""
        if not await self._storage.follow_story(dispatch, story, chat.key):
            return None
        return await self.show(chat, dispatch, story)

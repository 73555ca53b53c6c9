"""Stories that were told: why they were, and how to mute them."""

import asyncio
from dataclasses import dataclass, replace

from bot.delivery.render import Renderer
from bot.delivery.story_message import word_story
from bot.matching.engine import Matching, QueryWords
from bot.model import Chat, DispatchId, Explanation, MutedStory, OutgoingMessage, StoryId
from bot.ports import SentStoryStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.stories.together import in_common

_MUTED_SHOWN = 20
"""So many fit a page with a button each."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Another report of a story, and what it has in common with the one that was told."""

    source: str
    words: tuple[str, ...]
    """Names, numbers and words as they stand in the report that was told, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a chat was told of a story."""

    met: tuple[QueryWords, ...]
    subscriptions: tuple[str, ...]
    """Their texts, as far as they still exist."""
    joined: Joined | None
    """The report that joined the story last."""


class Stories:
    """What was told to chats."""

    def __init__(
        self, storage: SentStoryStorage, matching: Matching, renderer: Renderer, clock: Clock, *, debts: Bell
    ) -> None:
        self._storage = storage
        self._matching = matching
        self._renderer = renderer
        self._clock = clock
        self._debts = debts

    async def explain(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> Why | None:
        """Why the chat was told of a story; None if it never was."""
        reasons = await self._storage.explain(dispatch, story, chat.key)
        told = await self._storage.sent_story(dispatch, story, chat.key)
        if not reasons or told is None:
            return None
        joined = await self._storage.joined_report(dispatch, story, chat.key)
        words = () if joined is None else await asyncio.to_thread(in_common, told.article, joined)
        return Why(
            met=tuple([await self._explained(one) for one in reasons]),
            subscriptions=told.subscriptions,
            joined=None if joined is None or not words else Joined(joined.source, words),
        )

    async def _explained(self, one: Explanation) -> QueryWords:
        explained = await self._matching.explain(one.query, one.article)
        return explained if one.words is None else replace(explained, words=one.words)

    async def digest(self, chat: Chat, dispatch: DispatchId, page: int) -> OutgoingMessage | None:
        """A page of a digest, counted from 0; None if it is forgotten, or never was the chat's."""
        sent = await self._storage.sent_digest(dispatch, chat.key, page)
        return None if sent is None else self._renderer.digest(sent, chat, dispatch)

    async def card(self, chat: Chat, dispatch: DispatchId, *, asks: bool) -> OutgoingMessage | None:
        """A card that gathers a burst, or the question whether to tell that one by one; None if it gathers no more."""
        card = await self._storage.open_card(dispatch, chat.key, self._clock.now(), asks=asks)
        if card is None:
            return None
        return (self._renderer.question if asks else self._renderer.card)(card, chat, dispatch)

    async def end_card(self, chat: Chat, dispatch: DispatchId) -> bool:
        """Let a card that gathers a burst become its digest at once. False if it gathers no more."""
        is_ended = await self._storage.end_card(dispatch, chat.key, self._clock.now())
        self._debts.ring()
        return is_ended

    async def tell_one_by_one(self, chat: Chat, dispatch: DispatchId) -> int | None:
        """Tell what a card has gathered in messages of their own; how many, or None if it gathers no more."""
        told = await self._storage.tell_one_by_one(dispatch, chat.key, self._clock.now())
        self._debts.ring()
        return told

    async def show(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> OutgoingMessage | None:
        """The message that told a story, or the story as opened from a digest; None if it never was told."""
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
        """Take back that a story is muted; its message as it reads by now, or None if the chat was never told of it."""
        if not await self._storage.follow_story(dispatch, story, chat.key, is_shown=True):
            return None
        return await self.show(chat, dispatch, story)

    async def muted(self, chat: Chat) -> list[MutedStory]:
        """The newest stories that the chat has muted."""
        return await self._storage.muted_stories(chat.key, _MUTED_SHOWN)

    async def follow_unseen(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> bool:
        """Take back that a story is muted, away from its message, which is edited soon. False if it never was told."""
        followed = await self._storage.follow_story(dispatch, story, chat.key)
        self._debts.ring()
        return followed

from datetime import datetime
from typing import Protocol

from bot.model import (
    BurstCard,
    ChatKey,
    Digest,
    DispatchId,
    Explanation,
    MutedStory,
    ReadArticle,
    StoryId,
    StoryUpdate,
    SubscriptionId,
)


class SentStoryStorage(Protocol):
    """Stories that were sent to chats."""

    async def mute_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey, now: datetime) -> bool:
        """Mute a story in the chat: nothing of it is sent or edited. False if that dispatch did not send it there."""
        ...

    async def follow_story(
        self, dispatch: DispatchId, story: StoryId, chat: ChatKey, *, is_shown: bool = False
    ) -> bool:
        """Take back that a story is muted; its messages follow it again, and are edited soon.

        If it `is_shown`, the caller brings the message of the dispatch up to date. False if that dispatch did not send
        it.
        """
        ...

    async def told_for(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> set[SubscriptionId]:
        """The subscriptions for which that dispatch sent a story, as far as they still exist; empty if it did not."""
        ...

    async def muted_stories(self, chat: ChatKey, limit: int) -> list[MutedStory]:
        """The newest stories that the chat has muted."""
        ...

    async def part_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> bool:
        """Take a story for another event than the one it was told as akin to, and later akin ones in the chat, too.

        False if that dispatch did not send it there as akin.
        """
        ...

    async def explain(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> list[Explanation]:
        """Why the chat got a story, one entry a query; empty if that dispatch did not send it, or is forgotten."""
        ...

    async def joined_report(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> ReadArticle | None:
        """The report that joined the story last, of those that the message lists or could; None if there is none."""
        ...

    async def sent_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> StoryUpdate | None:
        """What the message shows of a story by now, or a digest when the story is opened; None if that dispatch did not
        send it.
        """
        ...

    async def open_card(self, dispatch: DispatchId, chat: ChatKey, now: datetime, *, asks: bool) -> BurstCard | None:
        """What a card says by now that gathers a burst; None if that dispatch is none, or has become a digest.

        If the chat is asked something (`asks`), the card grows no more until it is the digest.
        """
        ...

    async def end_card(self, dispatch: DispatchId, chat: ChatKey, now: datetime) -> bool:
        """Let a card become its digest at once. False if that dispatch is none, or is the digest already."""
        ...

    async def tell_one_by_one(self, dispatch: DispatchId, chat: ChatKey, now: datetime) -> int | None:
        """Tell what a card has gathered in messages of their own; how many, also when it is repeated.

        None if that dispatch is no card, or has become a digest.
        """
        ...

    async def sent_digest(self, dispatch: DispatchId, chat: ChatKey, page: int) -> Digest | None:
        """The page of that number of a digest, counted from 0, or the nearest; None if that dispatch sent none."""
        ...

"""«Off-topic»: how a subscription can be narrowed so that it does not bring what somebody did not want."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import QueryError
from bot.matching import Query, parse
from bot.matching.engine import Matching
from bot.model import Chat, DispatchId, ReadArticle, StoryId, Subscription
from bot.ports import SentStoryStorage
from bot.services.archive import Archive, Found, story_of
from bot.services.subscriptions import Subscriptions, wanted
from bot.stories.topics import StoryKey, telling, topics

DAYS = 30
"""What would have been dropped of the last days is counted."""
_ARTICLES = 200
"""So many of the newest are looked at: half a second of the matcher's time, in portions."""
_WITHIN_S = 1.5
_MUTED = 50
_WORDS = 4
"""Words that are offered."""
_QUOTES = re.compile(r'["«»“”„]')


@dataclass(frozen=True, slots=True)
class Cut:
    """A query that may be excluded from a subscription."""

    query: str
    dropped: int
    """How many stories it would have dropped."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The ways to narrow a subscription, and what each would have dropped lately."""

    stories: int
    """How many stories it found."""
    dropped_by_main: int | None
    """How many of these it would not have brought as «only the main things»; None if it is that already."""
    words: Sequence[Cut]
    source: Cut | None
    """The source of the article that was not wanted."""


class Narrowing:
    """Finds ways to narrow a subscription."""

    def __init__(
        self, storage: SentStoryStorage, subscriptions: Subscriptions, archive: Archive, matching: Matching
    ) -> None:
        self._storage = storage
        self._subscriptions = subscriptions
        self._archive = archive
        self._matching = matching

    async def behind(self, chat: Chat, dispatch: DispatchId, story: StoryId) -> list[Subscription]:
        """The subscriptions of the chat itself for which it was told of a story; those of others are theirs."""
        told = await self._storage.told_for(dispatch, story, chat.key)
        return [one for one in await self._subscriptions.all(chat) if one.id in told]

    async def choices(self, chat: Chat, dispatch: DispatchId, story: StoryId, one: Subscription) -> Choices | None:
        """How to narrow a subscription that brought a story; None if the chat was never told of it."""
        told = await self._storage.sent_story(dispatch, story, chat.key)
        return None if told is None else await self.ways(chat, told.article, story, one)

    async def ways(self, chat: Chat, told: ReadArticle, story: StoryId, one: Subscription) -> Choices:
        """How to narrow a subscription of a chat's that brought an article of a story."""
        found = await self._found(chat, one)
        stories = {story_of(article.archived) for article in found}
        main = {story_of(article.archived) for article in found if article.hit.prominence.is_main}
        words = await self._matching.nouns(topics(told), told.language)
        source = from_source(told.source)
        dropped = await self._dropped([*words, *([source] if source else [])], found)
        of_source = dropped.pop(source, frozenset())
        muted = await self._storage.muted_stories(chat.key, _MUTED)
        kept = stories - {(False, int(one.story)) for one in muted} - {(False, int(story))}
        return Choices(
            stories=len(stories),
            dropped_by_main=None if one.main_only else len(stories - main),
            words=[Cut(word, len(dropped[word])) for word in telling(dropped, kept, _WORDS)],
            source=Cut(source, len(of_source)) if of_source else None,
        )

    async def _found(self, chat: Chat, one: Subscription) -> list[Found]:
        """What the subscription finds in the last days, the newest first."""
        since = self._archive.now() - timedelta(days=DAYS)
        found = []
        async for article in self._archive.find(wanted(one), chat.key, since, within_s=_WITHIN_S):
            found.append(article)
            if len(found) == _ARTICLES:
                break
        return found

    async def _dropped(self, texts: Sequence[str], found: Sequence[Found]) -> dict[str, frozenset[StoryKey]]:
        """The stories that each of some queries drops: those of which it meets every article that was found."""
        queries = {text: query for text in texts if (query := _parsed(text)) is not None}
        met = await self._matching.met(list(queries.values()), [article.archived.article for article in found])
        left: dict[str, set[StoryKey]] = defaultdict(set)
        for article, hits in zip(found, met, strict=True):
            for text, is_met in zip(queries, hits, strict=True):
                if not is_met:
                    left[text].add(story_of(article.archived))
        stories = frozenset(story_of(article.archived) for article in found)
        return {text: stories - left[text] for text in queries}


def from_source(title: str) -> str:
    """A query for all that comes from the source of that title, in canonical form; empty if none can be written."""
    query = _parsed(f'source:"{_QUOTES.sub(" ", title)}"')
    return "" if query is None else str(query)


def _parsed(text: str) -> Query | None:
    try:
        return parse(text)
    except QueryError:
        return None

"""Private stories that everybody's new story is akin to, for those who were told them.

What chats add themselves shapes nothing of what others are told, so an article of a pack never joins a story that began
with a private article. But who has that story's message should hear of the other one as of an akin one.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.model import EVERYBODY, ArticleId, Clue, KnownArticle, Scope, StoryId
from bot.ports import StoryStorage
from bot.stories.choosing import LEAST_CROWD, LISTED, ClueLists, choose_similar
from bot.stories.fingerprint import Fingerprint
from bot.stories.frequencies import Counts


@dataclass(frozen=True, slots=True)
class Beginning:
    """An article that begins a story for everybody."""

    clues: Mapping[Clue, float]
    """Those by which private articles are found."""
    fingerprint: Fingerprint
    found_at: datetime


async def private_stories(
    storage: StoryStorage, beginnings: Sequence[Beginning], since: date, counts: Counts
) -> list[tuple[StoryId, ...]]:
    """For each beginning, the private stories that it is akin to: one in each scope at most."""
    listed = await storage.articles_with({clue for one in beginnings for clue in one.clues}, since, LISTED)
    if not listed:
        return [()] * len(beginnings)
    lists = ClueLists(listed)
    closest = [lists.closest(one.clues) for one in beginnings]
    known: defaultdict[ArticleId, list[KnownArticle]] = defaultdict(list)
    for article in await storage.known_articles({number for near in closest for number in near}):
        known[article.id].append(article)
    return await asyncio.to_thread(
        lambda: [
            _akin(one, [article for number in near for article in known[number]], counts)
            for one, near in zip(beginnings, closest, strict=True)
        ]
    )


def _akin(beginning: Beginning, articles: Sequence[KnownArticle], counts: Counts) -> tuple[StoryId, ...]:
    scoped: defaultdict[Scope, list[KnownArticle]] = defaultdict(list)
    for article in articles:
        if article.scope != EVERYBODY:
            scoped[article.scope].append(article)
    found = (
        choose_similar(beginning.fingerprint, beginning.found_at, there, counts, LEAST_CROWD)
        for there in scoped.values()
    )
    stories = [one.story for same, akin in found if (one := same or akin) is not None and one.story is not None]
    return tuple(dict.fromkeys(stories))

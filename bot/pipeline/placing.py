"""In which stories articles belong: decided for as many at a time as do not hang on one another."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, takewhile

from bot.model import ArticleId, CandidateStory, KnownArticle, ReadArticle, StoryId, WaitingArticle
from bot.ports import Storage
from bot.stories.fingerprint import pack
from bot.stories.grouping import LISTED, WINDOW, Lists, Traits, choose_alike, choose_story, traits
from bot.stories.novelty import is_development
from bot.text.language import detect

_TOLD = 12
"""So many articles of a story, the latest ones, say what it has told: some 10 ms to read through."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An article, with the story that it joins."""

    article: WaitingArticle
    read: ReadArticle
    traits: Traits
    story: StoryId | None
    """None if it begins one."""
    develops: bool = False


class Placing:
    """Finds the stories of articles that are recorded in their order.

    Whether they come one by one or by the dozen, and with what stops in between, they make the same stories: each is
    compared with those before it in the same go as if they were recorded, and where it would join them, it waits until
    they are.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def place(self, articles: Sequence[WaitingArticle]) -> list[Placed]:
        """The first ones of the articles, at least one, up to one whose story hangs on theirs."""
        day = articles[0].found_at.date()  # the lists of all of them have to reach back to the same day
        read = await asyncio.to_thread(_read, [*takewhile(lambda one: one.found_at.date() == day, articles)])
        since = min(one.article.found_at for one in read) - WINDOW
        stories, listed = await asyncio.gather(
            self._storage.candidate_stories(chain.from_iterable(one.traits.keys for one in read), since),
            self._storage.articles_with({clue for one in read for clue in one.traits.clues}, since.date(), LISTED),
        )
        closest = _closest(read, Lists(listed))
        known = await self._known(read, set(chain.from_iterable(closest)))
        placed = await asyncio.to_thread(
            _choose, read, stories, [[known[i] for i in ids if i in known] for ids in closest]
        )
        return [await self._developed(one) for one in placed]

    async def _known(self, read: Sequence[Placed], asked: set[ArticleId]) -> dict[ArticleId, KnownArticle]:
        known = {
            one.article.id: KnownArticle(one.article.id, one.article.found_at, pack(one.traits.fingerprint))
            for one in read
            if one.article.id in asked and one.traits.fingerprint is not None
        }
        if stored := asked - known.keys():
            known |= {article.id: article for article in await self._storage.known_articles(stored)}
        return known

    async def _developed(self, placed: Placed) -> Placed:
        """Say whether the article brings news to a story that it joins; of one that is matched again, that is said."""
        if placed.story is None or placed.article.story_id is not None:
            return placed
        told = await self._storage.articles_of(placed.story, _TOLD)
        return replace(placed, develops=bool(told) and await asyncio.to_thread(is_development, placed.read, told))


def _read(articles: Sequence[WaitingArticle]) -> list[Placed]:
    placed = []
    for article in articles:
        read = ReadArticle(
            title=article.title,
            text=article.text,
            source=article.source_title,
            site=article.site,
            language=article.language or detect(f"{article.title}\n{article.text}"),
        )
        placed.append(Placed(article, read, traits(article, read), article.story_id))
    return placed


def _closest(read: Sequence[Placed], lists: Lists) -> list[list[ArticleId]]:
    """What each of the articles is compared with, those before it among them."""
    closest = []
    for one in read:
        closest.append(lists.closest(one.traits.clues))
        lists.add(one.article.id, one.traits.clues)
    return closest


def _choose(
    read: Sequence[Placed], stories: Sequence[CandidateStory], closest: Sequence[Sequence[KnownArticle]]
) -> list[Placed]:
    placed: list[Placed] = []
    met: set[str | StoryId] = set()
    for one, near in zip(read, closest, strict=True):
        own = one.traits
        live = [story for story in stories if story.joined_at > one.article.found_at - WINDOW]
        touched: set[str | StoryId] = {*own.keys, *(story.id for story in live if story.keys & {*own.keys})}
        story = one.story or choose_story(own, live)
        if story is None and own.fingerprint is not None:
            nearest = choose_alike(own.fingerprint, one.article.found_at, near)
            if nearest is not None and nearest.story is None:
                break
            story = nearest.story if nearest else None
        if story is not None:
            touched.add(story)
        if not met.isdisjoint(touched):
            break
        met |= touched
        placed.append(replace(one, story=story))
    return placed

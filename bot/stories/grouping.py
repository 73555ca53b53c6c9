"""Assigns articles to stories, as many at a time as do not depend on one another."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, takewhile

from bot.model import (
    EVERYBODY,
    ArticleId,
    CandidateStory,
    Clue,
    KnownArticle,
    Novelty,
    ReadArticle,
    Scope,
    SourceId,
    StoryId,
    WaitingArticle,
)
from bot.ports import StoryStorage
from bot.stories.beside import Beginning, private_stories
from bot.stories.choosing import LISTED, WINDOW, ClueLists, Traits, choose_similar, choose_story, traits
from bot.stories.fingerprint import Fingerprint, pack, unpack
from bot.stories.frequencies import Counts
from bot.stories.novelty import development, quoted
from bot.stories.recent import RecentCounts
from bot.stories.semantic import Opinion, SecondOpinion, overrule
from bot.stories.similarity import likeness_of
from bot.text.language import detect

Known = dict[ArticleId, list[KnownArticle]]
"""Articles to compare others with, each once for every scope."""

_COUNTED_FOR = timedelta(days=3)
"""For so long an article counts for how rare words are. Fingerprints are kept longer."""
_COUNTED_TOGETHER = 64
"""Articles, by their numbers, that share one state of the counts: to update these for each would cost too much."""
_READ_TOGETHER = 2_000
_REPORTED = 12
"""The latest articles of a story that show what it has reported; reading so many takes some 10 ms."""


@dataclass(frozen=True, slots=True)
class View:
    """An article in one scope, with the story that it joins there."""

    scope: Scope
    traits: Traits
    story: StoryId | None
    """None if it begins a story."""
    novelty: Novelty | None = None
    """What is new in the article, if it is a development of the story that it joins."""
    akin: StoryId | None = None
    """The earliest story that is probably about the same event, if it begins a story."""
    silence: timedelta = timedelta(0)
    """How long nothing has joined the story that it joins."""
    beside: tuple[StoryId, ...] = ()
    """Private stories that a story which begins for everybody is akin to; see `bot.stories.beside`."""

    @property
    def indexed_clues(self) -> tuple[Clue, ...]:
        """The clues by which others find it."""
        private = () if self.scope == EVERYBODY else tuple(self.traits.private_clues)
        return self.traits.indexed_clues + private


@dataclass(frozen=True, slots=True)
class Grouped:
    """An article with the stories that it joins: one for everybody, or one for each watcher of its source."""

    article: WaitingArticle
    read: ReadArticle
    views: tuple[View, ...]
    """At least one."""

    @property
    def fingerprint(self) -> Fingerprint | None:
        return self.views[0].traits.fingerprint

    @property
    def begins_for_everybody(self) -> bool:
        first, *others = self.views
        return not others and first.scope == EVERYBODY and first.story is None and first.traits.fingerprint is not None


_Asked = tuple[ArticleId, Scope]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """An article that is akin to a story in a scope, on which a second opinion is wanted."""

    article: ReadArticle
    asked: _Asked
    story: StoryId


@dataclass(frozen=True, slots=True)
class _Nearby:
    """What articles are compared with."""

    stories: Sequence[CandidateStory]
    closest: Sequence[Sequence[ArticleId]]
    """For each article, in each of its scopes."""
    known: Known
    counts: Counts


@dataclass(frozen=True, slots=True)
class _Similar:
    """What an article is similar to in a scope."""

    seen: Sequence[KnownArticle] = ()
    same: KnownArticle | None = None
    akin: KnownArticle | None = None
    waits: bool = False
    """Until an article before it is recorded, or until there is a second opinion."""
    doubt: _Doubt | None = None


class Grouping:
    """Finds the stories of articles, which are recorded in order.

    The stories are the same however the articles are batched: each is compared with those before it in the batch as if
    they were recorded, and if it would join one of them, it waits until that one is.
    """

    def __init__(self, storage: StoryStorage, second_opinion: SecondOpinion | None = None) -> None:
        """Without a second opinion, what is akin stays akin."""
        self._storage = storage
        self._second_opinion = second_opinion
        self._recent = RecentCounts()

    async def group(self, articles: Sequence[WaitingArticle]) -> list[Grouped]:
        """The first articles with their stories: at least one, up to the first whose story depends on theirs."""
        day = articles[0].found_at.date()  # the clue lists of all must reach back to the same day
        block = articles[0].number // _COUNTED_TOGETHER  # and so must the counts
        of_day = [
            *takewhile(lambda one: one.found_at.date() == day and one.number // _COUNTED_TOGETHER == block, articles)
        ]
        counts = await self._counts(block * _COUNTED_TOGETHER, day)
        narrow = {one.source_id for one in of_day if one.scope is None}
        scopes = await self._storage.scopes(narrow) if narrow else {}
        read = await asyncio.to_thread(read_articles, of_day, scopes, counts)
        views = [view for one in read for view in one.views]
        since = min(one.article.found_at for one in read) - WINDOW
        stories, listed = await asyncio.gather(
            self._storage.candidate_stories({key for view in views for key in view.traits.keys}, since),
            self._storage.articles_with({clue for view in views for clue in view.traits.clues}, since.date(), LISTED),
        )
        closest = _closest(read, ClueLists(listed))
        known = await self._known(read, set(chain.from_iterable(closest)))
        nearby = _Nearby(stories, closest, known, counts)
        chosen = await self._beside(await self._chosen(read, nearby), since.date(), counts)
        return [await self._developed(one) for one in chosen]

    async def _chosen(self, read: Sequence[Grouped], nearby: _Nearby) -> list[Grouped]:
        """The first articles with their stories, after second opinions on those that are akin to others."""
        opinions: dict[_Asked, Opinion] | None = None if self._second_opinion is None else {}
        while True:
            grouped, doubt = await asyncio.to_thread(_choose, read, nearby, opinions)
            if doubt is None or opinions is None or self._second_opinion is None:
                return grouped
            reported = await self._storage.articles_of(doubt.story, _REPORTED, {EVERYBODY, doubt.asked[1]})
            opinions[doubt.asked] = await self._second_opinion.on(doubt.article, reported)

    async def _beside(self, grouped: Sequence[Grouped], since: date, counts: Counts) -> list[Grouped]:
        """The first articles, with the private stories that are akin to the ones that they begin.

        An article waits until those before it are recorded that may have begun such a story.
        """
        before: set[Clue] = set()
        ready: list[Grouped] = []
        for one in grouped:
            if one.begins_for_everybody and not before.isdisjoint(one.views[0].traits.private_clues):
                break
            if one.views[0].scope != EVERYBODY:
                before |= one.views[0].traits.private_clues.keys()
            ready.append(one)
        beginnings = [
            Beginning(one.views[0].traits.private_clues, one.fingerprint, one.article.found_at)
            for one in ready
            if one.begins_for_everybody and one.fingerprint is not None
        ]
        found = iter(await private_stories(self._storage, beginnings, since, counts) if beginnings else ())
        return [
            replace(one, views=(replace(one.views[0], beside=next(found)),)) if one.begins_for_everybody else one
            for one in ready
        ]

    async def _counts(self, before: int, day: date) -> Counts:
        """How many of the articles before that number have which term; of those found in the days up to `day`.

        One that is matched again has an early number. It stays in its story, so later counts do for it, too.
        """
        since = day - _COUNTED_FOR
        self._recent.forget(since)
        while fingerprints := await self._storage.fingerprints(self._recent.counted, before, since, _READ_TOGETHER):
            await asyncio.to_thread(self._recent.add, fingerprints)
        self._recent.counted = max(before, self._recent.counted)
        return self._recent.total

    async def _known(self, read: Sequence[Grouped], asked: set[ArticleId]) -> Known:
        known: Known = {
            one.article.id: [
                KnownArticle(one.article.id, one.article.found_at, pack(one.fingerprint), scope=view.scope)
                for view in one.views
            ]
            for one in read
            if one.article.id in asked and one.fingerprint is not None
        }
        if stored := asked - known.keys():
            for article in await self._storage.known_articles(stored):
                known.setdefault(article.id, []).append(article)
        return known

    async def _developed(self, grouped: Grouped) -> Grouped:
        """Find out in which scopes the article is a development; of one that is matched again, it is known."""
        if grouped.article.story_id is not None or all(view.story is None for view in grouped.views):
            return grouped
        views = [replace(view, novelty=await self._novelty(grouped.read, view)) for view in grouped.views]
        return replace(grouped, views=tuple(views))

    async def _novelty(self, read: ReadArticle, view: View) -> Novelty | None:
        if view.story is None:
            return None
        reported = await self._storage.articles_of(view.story, _REPORTED, {EVERYBODY, view.scope})
        if not reported:
            return None
        found = await asyncio.to_thread(development, read, reported, view.silence)
        return None if found is None else quoted(found, read.text)


def read_articles(
    articles: Sequence[WaitingArticle], narrow: Mapping[SourceId, Sequence[Scope]], counts: Counts
) -> list[Grouped]:
    """Prepare articles for grouping; `narrow` has the scopes of sources that are in no pack."""
    grouped = []
    for article in articles:
        read = ReadArticle(
            title=article.title,
            text=article.text,
            source=article.source_title,
            site=article.site,
            language=article.language or detect(f"{article.title}\n{article.text}"),
            author=article.author,
            url=article.url,
        )
        scopes = narrow[article.source_id] if article.scope is None else (article.scope,)
        found = zip(scopes, traits(article, read, counts, scopes), strict=True)
        grouped.append(Grouped(article, read, tuple(View(scope, own, article.story_id) for scope, own in found)))
    return grouped


def _closest(read: Sequence[Grouped], lists: ClueLists) -> list[list[ArticleId]]:
    """The articles to compare each view with, including those before it in the batch."""
    closest = []
    for one in read:
        closest += [lists.closest(view.traits.clues) for view in one.views]
        for view in one.views:
            lists.add(one.article.id, view.traits.indexed_clues)
    return closest


def _choose(
    read: Sequence[Grouped], nearby: _Nearby, opinions: Mapping[_Asked, Opinion] | None
) -> tuple[list[Grouped], _Doubt | None]:
    """The first articles with their stories; and on what a second opinion is wanted, if that is why there are no more.

    `opinions` is None if none can be had.
    """
    grouped: list[Grouped] = []
    known = dict(nearby.known)
    met: set[str | StoryId] = set()
    unsettled: set[ArticleId] = set()
    closest = iter(nearby.closest)
    for one in read:
        live = [story for story in nearby.stories if story.joined_at > one.article.found_at - WINDOW]
        touched: set[str | StoryId] = set()
        views = []
        joined: dict[Scope, KnownArticle] = {}
        for view, near in zip(one.views, closest, strict=False):
            sought = {*view.traits.keys}
            touched |= sought | {story.id for story in live if not story.keys.isdisjoint(sought)}
            story = one.article.story_id or choose_story(view.traits, live)
            similar = _Similar()
            if story is None and view.traits.fingerprint is not None:
                if not unsettled.isdisjoint(near):
                    return grouped, None
                seen = [article for number in near for article in known.get(number, ())]
                similar = _similar(one, view, seen, nearby.counts, opinions)
                if similar.waits:
                    return grouped, similar.doubt
                if similar.same is not None:
                    story, joined[view.scope] = similar.same.story, similar.same
            told_at = [candidate.joined_at for candidate in live if candidate.id == story]
            told_at += [article.found_at for article in similar.seen if article.story == story]
            silence = max(one.article.found_at - max(told_at), timedelta(0)) if told_at else timedelta(0)
            akin_id = (similar.akin.akin or similar.akin.story) if similar.akin else None
            views.append(replace(view, story=story, akin=akin_id, silence=silence))
        touched |= {view.story for view in views if view.story is not None}
        if not met.isdisjoint(touched):
            break
        met |= touched.union(*(view.traits.indexed_keys for view in views))
        grouped.append(replace(one, views=tuple(views)))
        if any(view.story is not None and view.scope not in joined for view in views):
            unsettled.add(one.article.id)
        elif one.article.id in known:
            known[one.article.id] = [_settled(article, joined) for article in known[one.article.id]]
    return grouped, None


def _similar(
    one: Grouped, view: View, seen: Iterable[KnownArticle], counts: Counts, opinions: Mapping[_Asked, Opinion] | None
) -> _Similar:
    """What an article is similar to in a scope, of the articles that it is compared with."""
    there = [article for article in seen if article.scope in {EVERYBODY, view.scope}]
    if view.traits.fingerprint is None:
        return _Similar()
    same, akin = choose_similar(view.traits.fingerprint, one.article.found_at, there, counts)
    if any(found is not None and found.story is None for found in (same, akin)):
        return _Similar(waits=True)
    if akin is not None and akin.story is not None and opinions is not None:
        asked = one.article.id, view.scope
        if asked not in opinions:
            return _Similar(waits=True, doubt=_Doubt(one.read, asked, akin.story))
        likeness = likeness_of(view.traits.fingerprint, unpack(akin.fingerprint), counts)
        same, akin = overrule(akin, likeness, opinions[asked], one.article.found_at)
    return _Similar(there, same, akin)


def _settled(article: KnownArticle, joined: Mapping[Scope, KnownArticle]) -> KnownArticle:
    """The article as it will be recorded, with the story that it joins."""
    there = joined.get(article.scope)
    if there is None:
        return article
    return replace(article, story=there.story, akin=there.akin, founder=there.founder, founded_at=there.founded_at)

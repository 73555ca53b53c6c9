"""Stories: what it costs to find the story of an article, and to let others find it, however many there are.

    python -m benchmarks.stories [--sizes 10000 100000] [--folder DIRECTORY]

Made-up news, of which a fifth report what another of the last thousand does, in other words, come in by fifty, all
within 48 hours. Words have the frequencies of Zipf's law; half of the events belong to topics, which have words of
their own and come and go. Of the last thousands of each size the CPU time of all threads is counted, in microseconds an
article:

    place     read, fingerprints, look-ups and comparisons
    record    the transaction, with what others find it by
    without   the same transaction without that
    all       place and record; 3,000 is the limit
    fts5      what SQLite's own full-text search takes to find the twenty articles most like a title, as a peer

The search index is left empty, and so is what decides whether an article brings news to its story.

`joined` is how many of those that report what another does were recognised, and `wrongly` how many of all joined a
story of something else. `go` is how many were decided on together.
"""

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from bot.model import (
    ArticleFound,
    ArticleRecord,
    BootId,
    Generation,
    Lease,
    NewSource,
    PollRecord,
    ReadArticle,
    Scope,
    StoryId,
    WaitingArticle,
)
from bot.stories.choosing import WINDOW
from bot.stories.fingerprint import pack
from bot.stories.grouping import Grouped, Grouping
from storage.sqlite import SqliteStorage

SIZES = (10_000, 100_000)
_AT_ONCE = 50
_MEASURED = 2_000
_RETOLD = 0.2
_WITHIN = 1_000
_OUTLETS = 80
_WORDS = 20_000
"""And as many names."""
_TOPICS = 40
_TOPIC_LASTS = 25
"""Events of all topics."""
_ASKED = 200
"""Titles that the peer looks for."""
_PEER = "CREATE VIRTUAL TABLE peer USING fts5(title, text)"
_SYLLABLES = [consonant + vowel for consonant in "бвгдзклмнпрст" for vowel in "аеиоу"]


@dataclass(frozen=True, slots=True)
class Event:
    """What articles report."""

    number: int
    names: tuple[str, ...]
    words: tuple[str, ...]


class News:
    """Events, and reports of them; words and names have the frequencies of Zipf's law."""

    def __init__(self) -> None:
        self._random = random.Random(5)
        self._words = [self._word() for _ in range(_WORDS)]
        self._names = [self._word().capitalize() for _ in range(_WORDS)]
        self._weights = [*accumulate(1 / (rank + 20) for rank in range(_WORDS))]
        self._last: list[Event] = []
        self._topics = [self._topic() for _ in range(_TOPICS)]

    def report(self, number: int) -> tuple[Event, str, str]:
        """A report of a new event, or of one of the last ones: its title and its text."""
        if self._last and self._random.random() < _RETOLD:
            event = self._random.choice(self._last)
        else:
            event = self._event(number)
        self._last = [*self._last[1 - _WITHIN :], event]
        title = [*self._random.sample(event.names, 3), *self._random.sample(event.words, 4)]
        opening = [*event.names, *self._random.sample(event.words, 20), *self._some(self._words, 2)]
        rest = [*self._some(self._names, 2), *self._some(self._words, 25)]
        for words in (title, opening, rest):
            self._random.shuffle(words)
        return event, " ".join(["Сегодня", *title]), f"Сегодня {' '.join(opening)}. Также {' '.join(rest)}."

    def _event(self, number: int) -> Event:
        if self._random.random() < 1 / _TOPIC_LASTS:
            self._topics[self._random.randrange(_TOPICS)] = self._topic()
        names, words = self._random.choice(self._topics) if self._random.random() < 1 / 2 else ((), ())
        return Event(
            number,
            (*names, *self._some(self._names, 6 - len(names))),
            (*words, *self._some(self._words, 24 - len(words))),
        )

    def _topic(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self._some(self._names, 2), self._some(self._words, 8)

    def _word(self) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=4))

    def _some(self, words: Sequence[str], count: int) -> tuple[str, ...]:
        return tuple(words[bisect(self._weights, self._random.random() * self._weights[-1])] for _ in range(count))


@dataclass
class Costs:
    """CPU seconds, and what they were spent on."""

    place: float = 0.0
    record: float = 0.0
    articles: int = 0
    goes: int = 0


class Reticent(SqliteStorage):
    """Does not say what a story has told: whether an article brings news of it is another question."""

    async def articles_of(  # the Protocol's arguments
        self,
        story: StoryId,  # noqa: ARG002
        limit: int,  # noqa: ARG002
        scopes: Iterable[Scope] = (),  # noqa: ARG002
    ) -> list[ReadArticle]:
        return []


class Ingesting:
    """Articles on their way into stories, in a database on disk."""

    def __init__(self, storage: SqliteStorage, size: int) -> None:
        self._storage = storage
        self._grouping = Grouping(storage)
        self._step = WINDOW / (size * 1.1)
        self._news = News()
        self._now = datetime(2026, 3, 1, tzinfo=UTC)
        self._number = 0
        self.events: dict[str, Event] = {}

    async def begin(self) -> None:
        await self._storage.share_sources([NewSource("https://feed.example/", pack="p")], self._now)

    async def go(self, articles: int, *, with_clues: bool = True) -> Costs:
        costs = Costs()
        while costs.articles < articles:
            waiting = await self._arrive()
            costs.articles += len(waiting)
            while waiting:
                began = time.process_time()
                placed = await self._grouping.group(waiting)
                decided = time.process_time()
                records = [self._made(one, with_clues=with_clues) for one in placed]
                await self._storage.record_articles(records)
                costs.record += time.process_time() - decided
                costs.place += decided - began
                costs.goes += 1
                waiting = waiting[len(placed) :]
        return costs

    async def _arrive(self) -> list[WaitingArticle]:
        lease = Lease(BootId("benchmark"), self._now + timedelta(hours=1))
        (source,) = await self._storage.claim_due_sources(self._now, 1, lease)
        self._now += self._step * _AT_ONCE
        found = tuple(self._found() for _ in range(_AT_ONCE))
        state = replace(source.state, next_poll_at=self._now, baseline_at=self._now)
        await self._storage.record_poll(PollRecord(source.id, source.lease, self._now, state, found=found))
        return await self._storage.claim_waiting_articles(self._now, _AT_ONCE, lease)

    def _found(self) -> ArticleFound:
        self._number += 1
        event, title, text = self._news.report(self._number)
        site = f"outlet{self._number % _OUTLETS}.example"
        url = f"https://{site}/{self._number}"
        self.events[url] = event
        return ArticleFound((url,), url, title, text, url, url, site, "ru", self._now, speaks_for_site=True)

    def _made(self, placed: Grouped, *, with_clues: bool) -> ArticleRecord:
        (view,) = placed.views
        own = view.traits
        return ArticleRecord(
            article_id=placed.article.id,
            lease=placed.article.lease,
            at=self._now,
            language="ru",
            story_id=view.story,
            story_keys=own.keys,
            generation=Generation(0),
            queries={},
            terms=frozenset(),
            clues=own.indexed_clues if with_clues else (),
            fingerprint=pack(own.fingerprint) if with_clues and own.fingerprint else b"",
        )


def found(path: Path, events: Mapping[str, Event]) -> tuple[float, float, float]:
    """The share of the retold that were recognised, of all that joined a story of something else, and the file's MB."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT url, story_id FROM articles WHERE story_id IS NOT NULL ORDER BY recorded").fetchall()
    told: dict[Event, int] = {}
    begun: dict[int, Event] = {}
    retold = joined = wrongly = 0
    for url, story in rows:
        event = events[url]
        retold += event in told
        joined += told.get(event) == story
        wrongly += begun.setdefault(story, event) != event
        told.setdefault(event, story)
    return joined / max(1, retold), wrongly / max(1, len(rows)), path.stat().st_size / 1e6


def peer(path: Path, number: int) -> float:
    """The CPU seconds that a look-up takes among so many articles in SQLite's full-text search."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(_PEER)
        with closing(sqlite3.connect(path)) as articles:
            db.executemany(
                "INSERT INTO peer VALUES (?, ?)",
                articles.execute("SELECT title, text FROM articles LIMIT ?", (number,)),
            )
            titles = articles.execute("SELECT title FROM articles ORDER BY id DESC LIMIT ?", (_ASKED,)).fetchall()
        began = time.process_time()
        for (title,) in titles:
            words = " OR ".join(f'"{word}"' for word in title.split())
            db.execute("SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 20", (words,)).fetchall()
        return (time.process_time() - began) / len(titles)


async def measure(sizes: Sequence[int], measured: int, path: Path) -> None:
    print(
        f"{'articles':>9} {'place':>7} {'record':>7} {'without':>8} {'all':>6} {'fts5':>7} {'a go':>6}"
        f" {'joined':>7} {'wrongly':>8} {'MB':>6}"
    )
    async with Reticent(str(path)) as storage:
        ingesting = Ingesting(storage, max(sizes) + 2 * measured * len(sizes))
        await ingesting.begin()
        so_far = 0
        for size in sizes:
            await ingesting.go(size - so_far)
            costs = await ingesting.go(measured)
            without = await ingesting.go(measured, with_clues=False)
            so_far = size + 2 * measured
            joined, wrongly, megabytes = found(path, ingesting.events)
            both = costs.place + costs.record
            print(
                f"{size:9} {costs.place / costs.articles * 1e6:7.0f} {costs.record / costs.articles * 1e6:7.0f}"
                f" {without.record / without.articles * 1e6:8.0f} {both / costs.articles * 1e6:6.0f}"
                f" {peer(path, size) * 1e6:7.0f} {costs.articles / costs.goes:6.1f}"
                f" {joined:7.1%} {wrongly:8.2%} {megabytes:6.0f}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles of the last 48 hours")
    parser.add_argument("--measured", type=int, default=_MEASURED, help="articles that are measured at each size")
    parser.add_argument("--folder", help="where the database is made; it should be on a disk")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        asyncio.run(measure(sorted(options.sizes), options.measured, Path(folder) / "dozor.db"))


if __name__ == "__main__":
    main()

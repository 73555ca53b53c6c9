"""A year: how the database grows when nothing is kept for ever.

    python -m benchmarks.year [--days 425] [--articles 2000] [--told 40] [--folder DIRECTORY]

Articles of 1 KB come out day by day and are recorded by the intents of the storage, with a clock that is passed; some
are told to a chat, and every day is tidied up after. Each line tells the size of the file (MB), how much it grew a day
since the line before (KB), and what of it is free (MB).

Up to KEEP_ARTICLES (90 days) it grows by all new articles, then only by sent ones, and after KEEP_TOLD (365 days) it
no longer grows.
"""

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.size_made import made_up_texts
from bot.delivery.outcome import after_sending
from bot.delivery.owing import owe
from bot.model import (
    ArticleFound,
    ArticleRecord,
    BootId,
    Cause,
    ChatKind,
    Clue,
    Cooldown,
    Generation,
    Language,
    Lease,
    NewSource,
    PollRecord,
    Prominence,
    Sent,
    SubscribeIntent,
    TellOne,
    WaitingArticle,
)
from storage.sqlite import SqliteStorage

_START = datetime(2026, 1, 1, tzinfo=UTC)
_BOOT = BootId("benchmark")
_QUERY = "коалиция"
_AT_ONCE = 50
_FINGERPRINT_BYTES = 250
_CLUES = 20
_STEP = 15


class Year:
    """A source, a chat, and the days that go by."""

    def __init__(self, storage: SqliteStorage, texts: Sequence[str]) -> None:
        self._storage = storage
        self._texts = texts
        self._now = _START
        self._chance = random.Random(1)

    async def begin(self) -> None:
        chat = await self._storage.see_chat(1, ChatKind.PRIVATE, "Chat", Language.RUSSIAN, self._now)
        await self._storage.add_source(NewSource("https://one.example/feed"), chat.key, self._now, Cause("source"))
        intent = SubscribeIntent(chat.key, chat.key, 0, _QUERY, _QUERY)
        await self._storage.subscribe(intent, self._now, Cause("subscription"))
        changes = await self._storage.index_changes(Generation(0))
        self._generation = changes.generation
        (self._query,) = changes.added

    async def day(self, number: int, articles: int, told: int) -> None:
        """Let a day go by: so many articles come out, of which so many are told; what is old is forgotten."""
        end = _START + timedelta(days=number + 1)
        for first in range(0, articles, _AT_ONCE):
            self._now += timedelta(days=_AT_ONCE / articles)
            await self._publish([f"{number}-{first + place}" for place in range(_AT_ONCE)])
            waiting = await self._storage.claim_waiting_articles(self._now, _AT_ONCE, self._lease())
            is_told = [(first + place) * told % articles < told for place in range(len(waiting))]
            records = [self._made(one, is_told=what) for one, what in zip(waiting, is_told, strict=True)]
            await self._storage.record_articles(records)
            await self._deliver()
        self._now = end
        await self._storage.tidy(self._now)

    def _lease(self) -> Lease:
        return Lease(_BOOT, self._now + timedelta(minutes=5))

    async def _publish(self, names: Sequence[str]) -> None:
        (source,) = await self._storage.claim_due_sources(self._now, 1, self._lease())
        state = replace(source.state, next_poll_at=self._now, baseline_at=_START, polled_at=self._now)
        found = tuple(map(self._found, names))
        await self._storage.record_poll(PollRecord(source.id, source.lease, self._now, state, found=found))

    def _found(self, name: str) -> ArticleFound:
        return ArticleFound(
            keys=(f"guid:{name}", f"url:one.example/{name}"),
            content_hash=name,
            title=f"Статья номер {name} о событии дня",
            text=self._chance.choice(self._texts),
            url=f"https://one.example/{name}",
            canonical_url=f"one.example/{name}",
            site="one.example",
            language="ru",
            published_at=self._now,
        )

    def _made(self, article: WaitingArticle, *, is_told: bool) -> ArticleRecord:
        return ArticleRecord(
            article_id=article.id,
            lease=article.lease,
            at=self._now,
            language="ru",
            story_id=None,
            story_keys=(f"title:{article.title}", f"address:{article.canonical_url}"),
            generation=self._generation,
            queries={self._query: Prominence.TITLE} if is_told else {},
            terms=frozenset(f"{article.title} {article.text}".lower().split()),
            clues=tuple(Clue(self._chance.getrandbits(32)) for _ in range(_CLUES)),
            fingerprint=self._chance.randbytes(_FINGERPRINT_BYTES),
        )

    async def _deliver(self) -> None:
        while await self._storage.fan_out(self._now, 500, owe):
            pass
        while dispatches := await self._storage.claim_dispatches(self._now, 30, self._lease(), lambda *_: TellOne()):
            for dispatch in dispatches:
                await self._storage.settle(
                    dispatch, after_sending(dispatch, Sent(1), self._now, Cooldown(self._now, self._now))
                )


async def live(path: Path, days: int, articles: int, told: int) -> None:
    async with SqliteStorage(str(path)) as storage:
        year = Year(storage, [text for _, text, _ in made_up_texts()])
        await year.begin()
        began, before = time.process_time(), 0
        for number in range(days):
            await year.day(number, articles, told)
            if (number + 1) % _STEP == 0:
                size, free = _size(path)
                growth = (size - before) / _STEP / 1e3
                print(
                    f"day {number + 1:4} {size / 1e6:9.1f} MB {growth:+9.1f} KB a day"
                    f" {growth / told:+7.2f} a told story {free / 1e6:8.1f} MB free"
                    f" {time.process_time() - began:7.0f} s of CPU",
                    flush=True,
                )
                before = size
        print(f"the longest transaction took {storage.longest_hold_s * 1e3:.0f} ms")


def _size(path: Path) -> tuple[int, int]:
    """Of the database, and what of it is free, in bytes."""
    with closing(sqlite3.connect(path)) as db:
        page, pages, free = (
            db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_size", "page_count", "freelist_count")
        )
        return page * pages, page * free


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=425)
    parser.add_argument("--articles", type=int, default=2_000, help="a day; a multiple of 50")
    parser.add_argument("--told", type=int, default=40, help="a day")
    parser.add_argument("--folder", type=Path, help="where the database is left; none if it is not to be")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (options.folder or Path(folder)) / "year.db"
        asyncio.run(live(path, options.days, options.articles, options.told))


if __name__ == "__main__":
    main()

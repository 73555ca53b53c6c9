"""Ingesting: how many articles a CPU second come from their text to debts, with everything that the stages do.

    python -m benchmarks.ingesting [--articles 3000] [--subscriptions 10000] [--folder DIRECTORY]

Articles of some 400 words, whose text is extracted, are found by fifty, as polls find them; each meets about one of the
queries. They are recorded, matched, put into stories, searched, handed out. The time of all threads is counted; the
limit is 150 articles a second.
"""

import argparse
import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.newsprint import Newsprint
from benchmarks.stages import SEED, fill
from bot.matching.engine import Matching
from bot.model import ArticleFound, BootId, Lease, PollRecord
from bot.pipeline.fan_out import FanOut
from bot.pipeline.ingest import Ingest
from bot.runtime.clock import SystemClock
from bot.runtime.memory import freeze_memory
from bot.runtime.supervise import Bell
from bot.text.forms import Morphology
from storage.sqlite import SqliteStorage

_AT_ONCE = 50
_WARMING = 1_000
_BOOT = BootId("benchmark")
_SITES = 40
_MET = 3
"""Queries whose words an article has; of most, these stand apart."""


class Ingesting:
    """Articles on their way to debts."""

    def __init__(self, storage: SqliteStorage, matching: Matching, queries: list[str]) -> None:
        clock = SystemClock()
        articles, mentions, debts = (Bell() for _ in range(3))
        self._storage = storage
        self._ingest = Ingest(storage, matching, clock=clock, boot=_BOOT, articles=articles, mentions=mentions)
        self._fan_out = FanOut(storage, clock, mentions=mentions, reposts=Bell(), debts=debts)
        self._news = Newsprint(SEED + 1)
        self._queries = queries
        self._number = 0
        self._now = datetime.now(UTC)

    async def go(self, articles: int) -> float:
        """Articles a CPU second."""
        spent = 0.0
        for _ in range(articles // _AT_ONCE):
            found = tuple(self._found() for _ in range(_AT_ONCE))
            began = time.process_time()
            await self._record(found)
            while await self._ingest.step() or await self._fan_out.step():
                pass
            spent += time.process_time() - began
        return articles / spent

    async def _record(self, found: tuple[ArticleFound, ...]) -> None:
        self._now += timedelta(minutes=1)
        lease = Lease(_BOOT, self._now + timedelta(hours=1))
        (source,) = await self._storage.claim_due_sources(self._now, 1, lease)
        state = replace(source.state, next_poll_at=self._now, baseline_at=self._now - timedelta(days=1))
        await self._storage.record_poll(PollRecord(source.id, source.lease, self._now, state, found=found))

    def _found(self) -> ArticleFound:
        self._number += 1
        url = f"https://outlet{self._number % _SITES}.example/{self._number}"
        first = self._number * _MET % (len(self._queries) - _MET)
        text = self._news.article(self._queries[first : first + _MET])
        title, site = text.split(".", 1)[0][:90], f"outlet{self._number % _SITES}.example"
        return ArticleFound((url,), url, title, text, url, url, site, "ru", self._now, speaks_for_site=True)


async def measure(articles: int, subscriptions: int, path: str) -> None:
    await fill(path, sources=["https://feed.example/"], subscriptions=subscriptions)
    async with SqliteStorage(path) as storage, Matching(Morphology()) as matching:
        ingesting = Ingesting(storage, matching, Newsprint(SEED).queries(1_000))
        await ingesting.go(_WARMING)
        freeze_memory()
        print(f"{articles} articles, {subscriptions} subscriptions: {await ingesting.go(articles):.0f} a CPU second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--subscriptions", type=int, default=10_000)
    parser.add_argument("--folder", help="where the database is made; it should be on a disk")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        asyncio.run(measure(options.articles, options.subscriptions, str(Path(folder) / "dozor.db")))


if __name__ == "__main__":
    main()

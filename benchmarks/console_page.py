"""The operators' page: how long each of its parts takes with very many sources, beside `reader` (PyPI).

    python -m benchmarks.console_page [--sources 10000] [--articles 300000] [--times 30] [--folder DIRECTORY]

Over HTTP on loopback, from the request to the last byte, through the real server with a token. `CPU` is that of this
process for a request, the client's part included: it says the same on a busy machine. `reader` lists as many feeds: the
first 50 by title, with the averages of their entries, as its own web page does, without rendering one. The bar: 300 ms.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from benchmarks.console_made import Made, make
from bot.console.access import Access
from bot.console.hosts import Hosts
from bot.console.page import PARAMETERS, OperatorsPage
from bot.console.server import Console, Site
from bot.i18n import Translations
from bot.model import Language
from bot.model.console import ListenAt
from bot.model.running import Running
from bot.runtime.clock import SystemClock
from storage.sqlite.console import SqliteConsole

_TOKEN = "a-token-for-this-benchmark"  # noqa: S105  of this very run
_PAGES = (
    "/",
    "/sources",
    "/sources?sort=name",
    "/sources?sort=articles",
    "/sources?q=вечерний",
    "/sources?page=150",
    "/sources/77",
    "/hosts",
    "/chats",
    "/errors",
)
_SHOWN = 50
_PEER_ENTRIES = 20_000


async def measure(database: Path, times: int) -> None:
    """Print what each page takes."""
    print(f"{'in milliseconds':34}{'median':>8}{'worst':>8}{'first':>8}{'CPU':>8}")
    started = datetime.now(UTC)

    async def running() -> Running:
        return Running(started_at=started, version="0", stages=("poll", "deliver"))

    async with SqliteConsole(str(database)) as storage:
        page = OperatorsPage(storage, running, Translations()[Language.ENGLISH], SystemClock())
        site = Site(page.routes(), PARAMETERS, page.sign_in)
        console = Console(site, Hosts(ListenAt("127.0.0.1", 0), ()), Access(_TOKEN, SystemClock()))
        headers = {"Authorization": f"Bearer {_TOKEN}"}
        async with console, aiohttp.ClientSession(headers=headers) as session:
            for path in _PAGES:
                address, took, text = f"http://{console.place}{path}", [], ""
                spent = time.process_time()
                for _ in range(times + 1):
                    began = time.perf_counter()
                    async with session.get(address) as answer:
                        answer.raise_for_status()
                        text = await answer.text()
                    took.append(time.perf_counter() - began)
                    assert "took too long" not in text
                _print(f"dozor {path}, {len(text) // 1_024} KB", took, time.process_time() - spent)


def _print(name: str, took: Sequence[float], spent: float) -> None:
    first, *others = (seconds * 1_000 for seconds in took)
    cpu = spent * 1_000 / len(took)
    print(f"{name:34}{statistics.median(others):8.1f}{max(others):8.1f}{first:8.1f}{cpu:8.1f}", flush=True)


def _took(do: Callable[[], None]) -> float:
    """In seconds."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def measure_peer(database: Path, feeds: int, times: int) -> None:
    """Print what `reader` takes for the data of such a page."""
    from reader import make_reader  # noqa: PLC0415  it is no dependency

    is_new = not database.exists()
    with closing(make_reader(str(database))) as reader:
        if is_new:
            for number in range(feeds):
                reader.add_feed(f"https://outlet{number}.example/rss.xml")
            for number in range(_PEER_ENTRIES):
                feed = f"https://outlet{number % 400}.example/rss.xml"
                reader.add_entry({"feed_url": feed, "id": str(number), "title": f"{number}"})

        def ask() -> None:
            shown = list(reader.get_feeds(limit=_SHOWN))
            assert len(shown) == _SHOWN
            assert reader.get_feed_counts().total == feeds
            for feed in shown:
                assert len(reader.get_entry_counts(feed=feed).averages) == 3

        spent = time.process_time()
        took = [_took(ask) for _ in range(times + 1)]
        _print("reader, its data alone", took, time.process_time() - spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = options.folder or Path(spare)
        database = folder / f"console-{options.sources}-{options.articles}.db"
        if not database.exists():
            made = Made(options.sources, options.articles, chats=2_000, messages=200_000, is_broken=True)
            make(database, made, datetime.now(UTC))
        asyncio.run(measure(database, options.times))
        measure_peer(folder / f"reader-{options.sources}.db", options.sources, options.times)


if __name__ == "__main__":
    main()

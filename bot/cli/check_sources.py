"""`dozor sources check`: can the sources be read, and have they anything new?"""

import argparse
import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TextIO

from bot.cli.loop import run_in_loop
from bot.cli.sources import DEADLINE_S, guard_of, known_sources, named_source, said
from bot.config import Settings
from bot.errors import AddressRefused, SourceError, StorageError
from bot.feeds.addresses import written_address
from bot.feeds.find import find_feeds
from bot.feeds.indexes import with_parts
from bot.feeds.pack import default_pack
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched, FetchRequest, RequestProfile
from bot.fetching.guard import AddressGuard
from bot.model import KnownSource, ParsedFeed, SourceHealth, SourceSettings
from bot.runtime.clock import Clock, SystemClock

_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of checking a source."""

    url: str
    seconds: float
    feed: ParsedFeed | None
    failure: str = ""

    @property
    def newest_at(self) -> datetime | None:
        dates = [item.published_at for item in self.feed.items if item.published_at] if self.feed else []
        return max(dates, default=None)

    def verdict(self, now: datetime, stale_after: timedelta) -> str:
        """What is wrong with it; empty if nothing. Items without dates count as new."""
        if self.feed is None:
            return self.failure
        if not self.feed.items:
            return "no items"
        newest_at = self.newest_at
        return "nothing new" if newest_at is not None and now - newest_at > stale_after else ""


def run(settings: Settings, options: argparse.Namespace) -> int:
    return run_in_loop(check_sources(settings, options.addresses, options.days))


async def check_sources(
    settings: Settings, addresses: Sequence[str], days: float, out: TextIO = sys.stdout, clock: Clock | None = None
) -> int:
    """Check sources: the given ones, with the feeds of given pages; without any, those of the database or the pack.

    Prints for each its items, the date of the newest, its encoding, the seconds it took, and what is wrong. Returns
    1 if anything is: a source is unreadable, empty, or has had nothing new for so many days.
    """
    clock = clock or SystemClock()
    now, failed = clock.now(), 0
    async with (
        ParserPool(1, DEADLINE_S) as parsers,
        Fetcher(guard_of(settings), user_agent=settings.user_agent, proxies=settings.proxies) as fetcher,
    ):
        hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        free = asyncio.Semaphore(_AT_ONCE)

        async def check(named: str, polled: RequestProfile | None) -> list[Checked]:
            async with hosts[_host(named)], free:
                if polled is None:
                    return await _look(named, guard_of(settings), fetcher, parsers)
                return [await _check(named, polled, fetcher, parsers)]

        checked = 0
        async with asyncio.TaskGroup() as tasks:
            wanted = await _to_check(settings, addresses)
            for task in [tasks.create_task(check(*one)) for one in wanted]:
                for one in await task:
                    verdict = one.verdict(now, timedelta(days=days))
                    checked += 1
                    failed += bool(verdict)
                    print(_row(one, verdict), file=out, flush=True)
    print(f"{checked} sources, {failed} failing", file=out)
    return int(failed > 0)


def _host(named: str) -> str:
    """The host of an address, also of one without a scheme; a channel's name stands for itself."""
    return named.rpartition("://")[2].partition("/")[0].casefold()


async def _look(written: str, guard: AddressGuard, fetcher: Fetcher, parsers: ParserPool) -> list[Checked]:
    """The sources at an address that a person gives: several, if it is a page with several feeds."""
    began = time.monotonic()
    try:
        found = await find_feeds(written_address(written, guard), fetcher, parsers)
    except SourceError as error:
        return [Checked(written, time.monotonic() - began, None, said(error))]
    return [Checked(one.url, time.monotonic() - began, one.feed) for one in found]


async def _check(named: str, polled: RequestProfile, fetcher: Fetcher, parsers: ParserPool) -> Checked:
    """A source as it is polled."""
    began = time.monotonic()
    zone = polled.settings.zone
    asking = fetcher.with_profile(polled)
    feed, failure = None, ""
    try:
        answer = await asking.fetch(FetchRequest(polled.url))
        if isinstance(answer, Fetched):
            read = await parsers.parse(answer.body, content_type=answer.content_type, url=answer.url, zone=zone)
            feed = await with_parts(read, asking, parsers, zone)
    except SourceError as error:
        failure = said(error)
    return Checked(named, time.monotonic() - began, feed, failure)


def _row(checked: Checked, verdict: str) -> str:
    items = len(checked.feed.items) if checked.feed else 0
    newest_at = checked.newest_at
    newest = f"{newest_at:%Y-%m-%d %H:%M}" if newest_at else "-"
    encoding = checked.feed.encoding if checked.feed else "-"
    mark = "FAIL" if verdict else "ok"
    reason = f"  {verdict}" if verdict else ""
    return f"{mark:4} {items:5} {newest:16} {encoding:14} {checked.seconds:6.2f}s  {checked.url}{reason}"


async def _to_check(settings: Settings, addresses: Sequence[str]) -> list[tuple[str, RequestProfile | None]]:
    """The wanted sources, by name, and their settings; for named addresses, only unusual settings."""
    try:
        known = await known_sources(settings)
    except StorageError:  # no database yet
        if not addresses:
            return [(new.url, RequestProfile(new.url, SourceSettings())) for new in default_pack()]
        known = []
    if not addresses:
        return [
            (one.key, RequestProfile(one.url, one.settings)) for one in known if one.health is not SourceHealth.RETIRED
        ]
    return [(address, _profile_of(known, address, guard_of(settings))) for address in addresses]


def _profile_of(sources: Sequence[KnownSource], address: str, guard: AddressGuard) -> RequestProfile | None:
    try:
        one = named_source(sources, address, guard)
    except AddressRefused:
        return None
    return RequestProfile(one.url, one.settings) if one is not None and one.settings else None

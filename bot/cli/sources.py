"""`dozor sources`: what is polled, from the command line.

list | export     what the database holds, also while the bot runs
add | remove | import    what every chat watches, in packs of the operator's; the bot must not run meanwhile
set               how a source is asked for and read; the bot must not run meanwhile
check             whether sources can be read, and have anything new
"""

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TextIO

from bot.config import Settings
from bot.errors import AddressRefused, NotAFeed, SourceError, SourceSettingRefused, StorageError
from bot.feeds.addresses import written_address
from bot.feeds.find import find_feeds
from bot.feeds.indexes import with_its_parts
from bot.feeds.manner import Change
from bot.feeds.opml import OpmlEntry, read_list, write_opml
from bot.feeds.pack import default_pack, named_sites
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetched, Fetcher, FetchRequest, Manner
from bot.fetching.guard import AddressGuard
from bot.i18n import Texts, Translations
from bot.model import Failure, KnownSource, Language, NewSource, ParsedFeed, SourceHealth, SourceSettings
from bot.runtime.clock import Clock, SystemClock
from bot.services.sources import SettingWish, setting_change
from storage import open_catalogue, open_storage

_AT_ONCE = 16
_DEADLINE_S = 20.0
_SETTING_REFUSED = {
    "agent": "a User-Agent has up to 300 characters of ASCII, in one line",
    "header-name": "a header is written as 'Name: value'",
    "header-ours": "Dozor sets this header itself: a request would not work without it",
    "header-many": "a source has five headers at most",
    "header-insecure": "headers are sent over https alone, and the address of this source is http",
    "header-value": "the value of a header has up to 4,000 characters of ASCII, in one line",
    "zone": "no such zone; it looks like Europe/Kyiv",
}
_STANDARD = "-"
"""The standard input or output, in place of a file."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of looking at a source."""

    url: str
    seconds: float
    feed: ParsedFeed | None
    failure: str = ""

    @property
    def newest_at(self) -> datetime | None:
        dates = [item.published_at for item in self.feed.items if item.published_at] if self.feed else []
        return max(dates, default=None)

    def verdict(self, now: datetime, stale_after: timedelta) -> str:
        """What is wrong with it; empty if nothing is. Items without dates are taken for new."""
        if self.feed is None:
            return self.failure
        if not self.feed.items:
            return "no items"
        newest_at = self.newest_at
        return "nothing new" if newest_at is not None and now - newest_at > stale_after else ""


async def list_sources(settings: Settings, out: TextIO = sys.stdout) -> int:
    """Print every source: how it fares, its pack, its address, its title."""
    for one in await _known(settings):
        failure = f"  {_said(one.failure)}" if one.failure else ""
        manner = f"  [{_without_secrets(one.settings)}]" if one.settings else ""
        print(f"{one.health:8} {one.pack or '-':20} {one.key}  {one.title}{manner}{failure}", file=out)
    return 0


async def set_source(
    settings: Settings, address: str, wishes: Sequence[SettingWish], out: TextIO = sys.stdout
) -> int | str:
    """Ask for a source of whomever in another manner, and print in which; without wishes, only print that."""
    known = _named(await _known(settings), address, _guard(settings))
    if known is None:
        return f"dozor: {address}: no such source"
    try:
        now = _in_manner(wishes, known.url)(known.settings)
    except SourceSettingRefused as error:
        return f"dozor: {_SETTING_REFUSED[error.reason]}"
    if wishes:
        async with open_storage(settings.database) as storage:
            await storage.set_source(known.key, _in_manner(wishes, known.url), SystemClock().now())
    print(f"{known.key}  [{_without_secrets(now)}]", file=out)
    return 0


def _named(sources: Sequence[KnownSource], address: str, guard: AddressGuard) -> KnownSource | None:
    """The source that an operator names: what is everybody's before what is of one chat at the same address.

    Raises AddressRefused for what names none and is no address.
    """
    by_name = {one.url: one for one in reversed(sources)} | {one.key: one for one in sources}
    return by_name.get(address) or by_name.get(written_address(address, guard))


def _in_manner(wishes: Sequence[SettingWish], url: str) -> Change:
    def change(settings: SourceSettings) -> SourceSettings:
        for wish in wishes:
            settings = setting_change(wish, url, settings)(settings)
        return settings

    return change


def _without_secrets(settings: SourceSettings) -> str:
    parts = [f"User-Agent: {settings.user_agent}"] if settings.user_agent else []
    parts += [f"{name}: •••" for name, _ in settings.headers]
    parts += ["any certificate"] if settings.any_certificate else []
    parts += [f"zone {settings.zone}"] if settings.zone else []
    return "; ".join(parts) or "as usual"


async def add_sources(settings: Settings, addresses: Sequence[str], pack: str, out: TextIO = sys.stdout) -> int:
    """Let every chat watch what stands at the addresses: feeds, pages that name one, channels. 1 if any cannot be."""
    found, failed = [], 0
    async with (
        open_storage(settings.database) as storage,
        ParserPool(1, _DEADLINE_S) as parsers,
        Fetcher(_guard(settings), user_agent=settings.user_agent, proxies=settings.proxies) as fetcher,
    ):
        for address in addresses:
            try:
                feeds = await find_feeds(written_address(address, _guard(settings)), fetcher, parsers)
            except SourceError as error:
                failed += 1
                print(f"{address}: {_said(error)}", file=out)
                continue
            if len(feeds) > 1:
                failed += 1
                print(f"{address}: several feeds, add one of them:", file=out)
                print(*(f"  {feed.url}  {feed.title}" for feed in feeds), sep="\n", file=out)
            else:
                found += [NewSource(feed.url, feed.title, feed.feed.language or "", pack) for feed in feeds]
        await storage.share_sources(found, SystemClock().now())
    for new in found:
        print(f"added {new.url}  {new.title}", file=out)
    return int(failed > 0)


async def remove_sources(settings: Settings, addresses: Sequence[str], out: TextIO = sys.stdout) -> int:
    """Take sources out of the operator's packs; chats that have added them keep them. 1 if any was in none."""
    missed = 0
    await _known(settings)  # says so if there is no database, instead of making one
    async with open_storage(settings.database) as storage:
        for address in addresses:
            try:
                removed = await storage.unshare_source(written_address(address, _guard(settings)))
            except AddressRefused:
                removed = False
            missed += not removed
            print(f"removed {address}" if removed else f"{address}: in no pack of yours", file=out)
    return int(missed > 0)


async def import_sources(settings: Settings, file: str, out: TextIO = sys.stdout) -> int | str:
    """Let every chat watch what a list names, in packs by its outlines; 1 if a line of it could not be taken.

    The list is OPML, or a text with an address a line; "-" is the standard input.
    """
    body = await asyncio.to_thread(sys.stdin.buffer.read if file == _STANDARD else Path(file).read_bytes)
    try:
        document = read_list(body)
    except NotAFeed as error:
        return f"dozor: {file}: {_said(error)}"
    problems = [f"line {problem.line}: no address: {problem.text}" for problem in document.problems]
    new: dict[str, NewSource] = {}
    for entry in document.entries:
        try:
            url = written_address(entry.url, _guard(settings))
        except AddressRefused as error:
            problems.append(f"{entry.url}: {_said(error)}")
        else:
            pack = pack_name("/".join(entry.categories))
            new.setdefault(url, NewSource(url, entry.title, entry.language, pack, sites=named_sites(entry)))
    async with open_storage(settings.database) as storage:
        await storage.share_sources(list(new.values()), SystemClock().now())
    left_out = len(problems) + document.left_out
    print(*problems, f"{len(new)} sources, {left_out} lines left out", sep="\n", file=out)
    return int(left_out > 0)


async def export_sources(settings: Settings, file: str | None) -> int:
    """Write the packs as OPML, to a file or to the standard output.

    What chats have added themselves is theirs: imported again, it would be everybody's.
    """
    entries = [
        OpmlEntry(one.url, one.title, tuple(one.pack.split("/")), one.language, _front_pages(one.sites))
        for one in await _known(settings)
        if one.pack and one.health is not SourceHealth.RETIRED
    ]
    body = write_opml("Dozor", entries, SystemClock().now())
    if file in {None, _STANDARD}:
        sys.stdout.buffer.write(body)
    else:
        await asyncio.to_thread(Path(file or _STANDARD).write_bytes, body)
    return 0


def _front_pages(sites: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"https://{site}/" for site in sites)


async def check_sources(
    settings: Settings, addresses: Sequence[str], days: float, out: TextIO = sys.stdout, clock: Clock | None = None
) -> int:
    """Look at sources: those given, or that a given page leads to; else those of the database, or that come along.

    Prints for each its items, the date of the newest, its encoding, the seconds that it took, and what is wrong. 1 if
    anything is: it cannot be read, it is empty, or it has had nothing new for so many days.
    """
    clock = clock or SystemClock()
    now, failed = clock.now(), 0
    async with (
        ParserPool(1, _DEADLINE_S) as parsers,
        Fetcher(_guard(settings), user_agent=settings.user_agent, proxies=settings.proxies) as fetcher,
    ):
        hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        free = asyncio.Semaphore(_AT_ONCE)

        async def check(named: str, polled: Manner | None) -> list[Checked]:
            async with hosts[named.partition("://")[2].partition("/")[0]], free:
                if polled is None:
                    return await _look(named, _guard(settings), fetcher, parsers)
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


async def _look(written: str, guard: AddressGuard, fetcher: Fetcher, parsers: ParserPool) -> list[Checked]:
    """What stands at an address that a person gives: several feeds, if it is a page."""
    began = time.monotonic()
    try:
        found = await find_feeds(written_address(written, guard), fetcher, parsers)
    except SourceError as error:
        return [Checked(written, time.monotonic() - began, None, _said(error))]
    return [Checked(one.url, time.monotonic() - began, one.feed) for one in found]


async def _check(named: str, polled: Manner, fetcher: Fetcher, parsers: ParserPool) -> Checked:
    """A source as it is polled."""
    began = time.monotonic()
    zone = polled.settings.zone
    asking = fetcher.in_manner(polled)
    feed, failure = None, ""
    try:
        answer = await asking.fetch(FetchRequest(polled.url))
        if isinstance(answer, Fetched):
            read = await parsers.parse(answer.body, content_type=answer.content_type, url=answer.url, zone=zone)
            feed = await with_its_parts(read, asking, parsers, zone)
    except SourceError as error:
        failure = _said(error)
    return Checked(named, time.monotonic() - began, feed, failure)


def _row(checked: Checked, verdict: str) -> str:
    items = len(checked.feed.items) if checked.feed else 0
    newest_at = checked.newest_at
    newest = f"{newest_at:%Y-%m-%d %H:%M}" if newest_at else "-"
    encoding = checked.feed.encoding if checked.feed else "-"
    mark = "FAIL" if verdict else "ok"
    reason = f"  {verdict}" if verdict else ""
    return f"{mark:4} {items:5} {newest:16} {encoding:14} {checked.seconds:6.2f}s  {checked.url}{reason}"


async def _to_check(settings: Settings, addresses: Sequence[str]) -> list[tuple[str, Manner | None]]:
    """What is wanted, by name, and how it is polled; of what is named, only if that is otherwise than usual."""
    try:
        known = await _known(settings)
    except StorageError:  # no database yet
        if not addresses:
            return [(new.url, Manner(new.url, SourceSettings())) for new in default_pack()]
        known = []
    if not addresses:
        return [(one.key, Manner(one.url, one.settings)) for one in known if one.health is not SourceHealth.RETIRED]
    return [(address, _set_manner(known, address, _guard(settings))) for address in addresses]


def _set_manner(sources: Sequence[KnownSource], address: str, guard: AddressGuard) -> Manner | None:
    try:
        one = _named(sources, address, guard)
    except AddressRefused:
        return None
    return Manner(one.url, one.settings) if one is not None and one.settings else None


def _said(failure: Failure | SourceError) -> str:
    """Why a source cannot be read, in words, and a detail."""
    reason = _english().plain(f"source-failure-{failure.reason}")
    return f"{reason} ({failure.detail})" if failure.detail else reason


@cache
def _english() -> Texts:
    """Read once: that takes 50 ms."""
    return Translations()[Language.ENGLISH]


async def _known(settings: Settings) -> list[KnownSource]:
    async with open_catalogue(settings.database) as catalogue:
        return await catalogue.known_sources()


def pack_name(written: str) -> str:
    """A name that fits a button, which carries 64 bytes: up to 40, without colons."""
    name = written.replace(":", " ").strip("/ ").encode()[:40].decode("utf-8", "ignore").strip()
    return name or "own"


def _guard(settings: Settings) -> AddressGuard:
    return AddressGuard(allow_private=settings.allow_private_networks)

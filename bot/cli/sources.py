"""`dozor sources`: the polled sources, from the command line.

list | export            show the sources in the database, also while the bot runs
add | remove | import    change what every chat watches, in the operator's packs; the bot must be stopped
set                      change how a source is requested and read; the bot must be stopped
"""

import argparse
import asyncio
import sys
from collections.abc import Coroutine, Sequence
from functools import cache
from pathlib import Path
from typing import TextIO

from bot.cli.loop import run_in_loop
from bot.config import Settings
from bot.errors import AddressRefused, NotAFeed, SourceError, SourceSettingRefused
from bot.feeds.addresses import written_address
from bot.feeds.find import find_feeds
from bot.feeds.opml import OpmlEntry, read_list, write_opml
from bot.feeds.pack import named_sites
from bot.feeds.source_settings import SettingChange
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.guard import AddressGuard
from bot.i18n import Texts, Translations
from bot.model import Failure, KnownSource, Language, NewSource, SourceHealth, SourceSettings
from bot.runtime.clock import SystemClock
from bot.services.sources import SettingKind, SettingWish, setting_change
from storage import open_catalogue, open_storage

DEADLINE_S = 20.0
"""The most time for reading one document, in seconds."""
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


def run(settings: Settings, options: argparse.Namespace) -> int | str:
    match options.action:
        case "list":
            work: Coroutine[None, None, int | str] = list_sources(settings)
        case "add":
            work = add_sources(settings, options.addresses, pack_name(options.pack))
        case "remove":
            work = remove_sources(settings, options.addresses)
        case "import":
            work = import_sources(settings, options.file)
        case "export":
            work = export_sources(settings, options.file)
        case _:
            work = set_source(settings, options.address, _wishes(options))
    return run_in_loop(work)


def _wishes(options: argparse.Namespace) -> list[SettingWish]:
    wishes = [SettingWish(SettingKind.HEADER, header) for header in options.header or ()]
    if options.user_agent is not None:
        wishes.append(SettingWish(SettingKind.AGENT, options.user_agent))
    if options.any_certificate is not None:
        wishes.append(SettingWish(SettingKind.CERTIFICATE, "any" if options.any_certificate == "yes" else ""))
    if options.zone is not None:
        wishes.append(SettingWish(SettingKind.ZONE, options.zone))
    if options.pages is not None:
        wishes.append(SettingWish(SettingKind.PAGES, "off" if options.pages == "off" else ""))
    return wishes


async def list_sources(settings: Settings, out: TextIO = sys.stdout) -> int:
    """Print every source: its state, its pack, its address, its title, and how the reading of its pages goes."""
    for one in await known_sources(settings):
        failure = f"  {said(one.failure)}" if one.failure else ""
        shown_settings = f"  [{_without_secrets(one.settings)}]" if one.settings else ""
        pages = f"  {shown}" if (shown := _pages(one)) else ""
        print(f"{one.health:8} {one.pack or '-':20} {one.key}  {one.title}{shown_settings}{pages}{failure}", file=out)
    return 0


async def set_source(
    settings: Settings, address: str, wishes: Sequence[SettingWish], out: TextIO = sys.stdout
) -> int | str:
    """Change and print the settings of anybody's source; without wishes, only print them."""
    known = named_source(await known_sources(settings), address, guard_of(settings))
    if known is None:
        return f"dozor: {address}: no such source"
    try:
        now = _applied(wishes, known.url)(known.settings)
    except SourceSettingRefused as error:
        return f"dozor: {_SETTING_REFUSED[error.reason]}"
    if wishes:
        async with open_storage(settings.database) as storage:
            await storage.set_source(known.key, _applied(wishes, known.url), SystemClock().now())
    print(f"{known.key}  [{_without_secrets(now)}]", file=out)
    return 0


def named_source(sources: Sequence[KnownSource], address: str, guard: AddressGuard) -> KnownSource | None:
    """The source that an operator names; at one address, everybody's source before a chat's own.

    Raises AddressRefused if it names no source and is not an address.
    """
    by_name = {one.url: one for one in reversed(sources)} | {one.key: one for one in sources}
    return by_name.get(address) or by_name.get(written_address(address, guard))


def _applied(wishes: Sequence[SettingWish], url: str) -> SettingChange:
    def change(settings: SourceSettings) -> SourceSettings:
        for wish in wishes:
            settings = setting_change(wish, url, settings)(settings)
        return settings

    return change


def _pages(one: KnownSource) -> str:
    """What became of the pages of its articles; empty if none was asked for."""
    pages = one.pages
    if not (pages.read or pages.refused or pages.failed):
        return ""
    trouble = f"; {said(Failure(pages.trouble, ''))}" if pages.trouble else ""
    return f"(pages: {pages.read} read, {pages.refused} refused, {pages.failed} failed{trouble})"


def _without_secrets(settings: SourceSettings) -> str:
    parts = [f"User-Agent: {settings.user_agent}"] if settings.user_agent else []
    parts += [f"{name}: •••" for name, _ in settings.headers]
    parts += ["any certificate"] if settings.any_certificate else []
    parts += [f"zone {settings.zone}"] if settings.zone else []
    parts += [] if settings.reads_pages else ["pages off"]
    return "; ".join(parts) or "as usual"


async def add_sources(settings: Settings, addresses: Sequence[str], pack: str, out: TextIO = sys.stdout) -> int:
    """Let every chat watch feeds, pages that name one feed, or channels. Returns 1 if any cannot be added."""
    found, failed = [], 0
    async with (
        open_storage(settings.database) as storage,
        ParserPool(1, DEADLINE_S) as parsers,
        Fetcher(guard_of(settings), user_agent=settings.user_agent, proxies=settings.proxies) as fetcher,
    ):
        for address in addresses:
            try:
                feeds = await find_feeds(written_address(address, guard_of(settings)), fetcher, parsers)
            except SourceError as error:
                failed += 1
                print(f"{address}: {said(error)}", file=out)
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
    """Take sources out of the operator's packs; chats that added them keep them. Returns 1 if any was in none."""
    missed = 0
    await known_sources(settings)  # fails without a database, instead of creating one
    async with open_storage(settings.database) as storage:
        for address in addresses:
            try:
                removed = await storage.unshare_source(written_address(address, guard_of(settings)))
            except AddressRefused:
                removed = False
            missed += not removed
            print(f"removed {address}" if removed else f"{address}: in no pack of yours", file=out)
    return int(missed > 0)


async def import_sources(settings: Settings, file: str, out: TextIO = sys.stdout) -> int | str:
    """Let every chat watch the sources of a list, in packs by its outlines. Returns 1 if a line is unusable.

    The list is OPML, or a text with an address a line; "-" is the standard input.
    """
    body = await asyncio.to_thread(sys.stdin.buffer.read if file == _STANDARD else Path(file).read_bytes)
    try:
        document = read_list(body)
    except NotAFeed as error:
        return f"dozor: {file}: {said(error)}"
    problems = [f"line {problem.line}: no address: {problem.text}" for problem in document.problems]
    new: dict[str, NewSource] = {}
    for entry in document.entries:
        try:
            url = written_address(entry.url, guard_of(settings))
        except AddressRefused as error:
            problems.append(f"{entry.url}: {said(error)}")
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

    Sources that chats added stay out: imported again, they would become everybody's.
    """
    entries = [
        OpmlEntry(one.url, one.title, tuple(one.pack.split("/")), one.language, _front_pages(one.sites))
        for one in await known_sources(settings)
        if one.pack and one.health is not SourceHealth.RETIRED
    ]
    body = write_opml("Dozor", entries, SystemClock().now())
    if file is None or file == _STANDARD:
        sys.stdout.buffer.write(body)
    else:
        await asyncio.to_thread(Path(file).write_bytes, body)
    return 0


def _front_pages(sites: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"https://{site}/" for site in sites)


def said(failure: Failure | SourceError) -> str:
    """Why a source cannot be read, in words, and a detail."""
    reason = _english().plain(f"source-failure-{failure.reason}")
    return f"{reason} ({failure.detail})" if failure.detail else reason


@cache
def _english() -> Texts:
    """Read once: that takes 50 ms."""
    return Translations()[Language.ENGLISH]


async def known_sources(settings: Settings) -> list[KnownSource]:
    async with open_catalogue(settings.database) as catalogue:
        return await catalogue.known_sources()


def pack_name(written: str) -> str:
    """A pack's name that fits a button of 64 bytes: up to 40, without colons."""
    name = written.replace(":", " ").strip("/ ").encode()[:40].decode("utf-8", "ignore").strip()
    return name or "own"


def guard_of(settings: Settings) -> AddressGuard:
    return AddressGuard(allow_private=settings.allow_private_networks)

"""Finds the feeds at any address that a person gives."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.errors import NotAFeed, SourceError
from bot.feeds.discover import FeedLink, is_of_comments
from bot.feeds.indexes import fetch_whole, with_parts
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched
from bot.fetching.reasons import FailureReason
from bot.model import ParsedFeed

_TRIED_AT_ONCE = 4
_MOST_TRIED = 12
_MOST_PAGES = 2
_MOST_REQUESTS = 40
"""The most requests to find the feeds of one page."""
_PAGES: frozenset[str] = frozenset({FailureReason.HTML_PAGE, FailureReason.NO_FEED_INSIDE})


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was fetched and parsed."""

    url: str
    title: str
    feed: ParsedFeed


async def find_feeds(address: str, fetcher: Fetcher, parsers: ParserPool) -> list[FoundFeed]:
    """The feed at an address; else the feeds that its page links to; else the first one in a usual place.

    All were parsed. If there is none, raises the error of the address itself: AddressRefused, FetchFailed or NotAFeed.
    """
    answer = await fetch_whole(address, fetcher)
    try:
        return [await _read(answer, else_title="", fetcher=fetcher, parsers=parsers)]
    except NotAFeed as error:
        if not is_page(error.reason):
            raise
        found = await feeds_behind(answer, fetcher, parsers)
        if not found:
            raise
        return found


def is_page(reason: str) -> bool:
    """Whether a document that failed for that `FailureReason` may link to feeds."""
    return reason in _PAGES


async def feeds_behind(page: Fetched, fetcher: Fetcher, parsers: ParserPool) -> list[FoundFeed]:
    """The feeds that a page, or its list of feeds, links to; else the first one in a usual place. All were parsed."""
    links, usual = await _pointed_to(page, parsers)
    found, pages = await _tried(links, fetcher, parsers)
    tried = len(links[:_MOST_TRIED])
    if not found:  # «RSS» at the foot of a page often links to a list of feeds
        behind = [await _pointed_to(one, parsers) for one in pages[:_MOST_PAGES]]
        further = [link for listed, _ in behind for link in listed if link not in links]
        found, _ = await _tried(further, fetcher, parsers)
        tried += len(further[:_MOST_TRIED])
    found = _to_choose_from(found)
    return found or await _first_working(usual[: _MOST_REQUESTS - tried], fetcher, parsers)


def _to_choose_from(found: Sequence[FoundFeed]) -> list[FoundFeed]:
    """The feeds worth choosing from: sites offer the same feed in several formats, and comments besides news."""
    news = [one for one in found if not is_of_comments(one.url, one.title)] or found
    chosen: list[FoundFeed] = []
    listed: list[set[str]] = []
    for one in news:
        items = {item.url or item.guid or item.title for item in one.feed.items}
        if not items or items not in listed:
            chosen.append(one)
            listed.append(items)
    return chosen


async def _pointed_to(page: Fetched, parsers: ParserPool) -> tuple[list[FeedLink], list[str]]:
    return await parsers.feeds_of_page(page.body, content_type=page.content_type, url=page.url)


async def _read(answer: Fetched, *, else_title: str, fetcher: Fetcher, parsers: ParserPool) -> FoundFeed:
    read = await parsers.parse(answer.body, content_type=answer.content_type, url=answer.url)
    feed = await with_parts(read, fetcher, parsers)
    return FoundFeed(answer.moved_to or answer.url, feed.title or else_title, feed)


async def _tried(
    links: Sequence[FeedLink], fetcher: Fetcher, parsers: ParserPool
) -> tuple[list[FoundFeed], list[Fetched]]:
    """The links that are feeds, in order, each once; and the links that are pages."""
    free = asyncio.Semaphore(_TRIED_AT_ONCE)

    async def attempt(link: FeedLink) -> FoundFeed | Fetched | None:
        async with free:
            try:
                answer = await fetch_whole(link.url, fetcher)
                return await _read(answer, else_title=link.title, fetcher=fetcher, parsers=parsers)
            except NotAFeed as error:
                return answer if is_page(error.reason) else None
            except SourceError:
                return None

    async with asyncio.TaskGroup() as tasks:
        attempts = [tasks.create_task(attempt(link)) for link in links[:_MOST_TRIED]]
    met = [task.result() for task in attempts]
    feeds = {one.url: one for one in met if isinstance(one, FoundFeed)}
    return list(feeds.values()), [one for one in met if isinstance(one, Fetched)]


async def _first_working(urls: Iterable[str], fetcher: Fetcher, parsers: ParserPool) -> list[FoundFeed]:
    """The first feed with items, tried one by one, since most sites have one of the first places."""
    for url in urls:
        found, _ = await _tried([FeedLink(url, "")], fetcher, parsers)
        if found and found[0].feed.items:
            return found
    return []

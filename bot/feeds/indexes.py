"""Reads sources of several documents: an index, and its parts with the items."""

from dataclasses import replace

from bot.errors import NotAFeed, SourceError
from bot.feeds.items import MAX_ITEMS
from bot.feeds.workers import ParserPool
from bot.fetching.documents import Fetched, Fetches, FetchRequest
from bot.fetching.reasons import FailureReason
from bot.model import Item, ParsedFeed


async def with_parts(feed: ParsedFeed, fetcher: Fetches, parsers: ParserPool, zone: str = "") -> ParsedFeed:
    """The feed with the items of its readable parts; unchanged if it has no parts.

    `zone` as in `ParserPool.parse`. If no part can be read, raises the first part's error: AddressRefused, FetchFailed
    or NotAFeed.
    """
    items: list[Item] = []
    failures: list[SourceError] = []
    for address in feed.further:  # one by one, since they are on one host
        try:
            part = await read_whole(address, fetcher, parsers, zone)
        except SourceError as error:
            failures.append(error)
            continue
        items += part.items
        feed = replace(feed, title=feed.title or part.title, language=feed.language or part.language)
    if failures and len(failures) == len(feed.further):
        raise failures[0]
    return replace(feed, items=(*feed.items, *items)[:MAX_ITEMS])


async def fetch_whole(address: str, fetcher: Fetches) -> Fetched:
    """Fetch a document without validators. Raises AddressRefused, FetchFailed and NotAFeed."""
    answer = await fetcher.fetch(FetchRequest(address))
    if not isinstance(answer, Fetched):
        raise NotAFeed(FailureReason.EMPTY_BODY)
    return answer


async def read_whole(address: str, fetcher: Fetches, parsers: ParserPool, zone: str = "") -> ParsedFeed:
    """Fetch a document without validators and parse it. Raises AddressRefused, FetchFailed and NotAFeed."""
    answer = await fetch_whole(address, fetcher)
    return await parsers.parse(answer.body, content_type=answer.content_type, url=answer.url, zone=zone)

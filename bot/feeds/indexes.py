"""Sources in several documents: an index, and the parts that hold what is new."""

from dataclasses import replace

from bot.errors import NotAFeed, SourceError
from bot.feeds.items import MAX_ITEMS
from bot.feeds.workers import ParserPool
from bot.fetching.documents import Fetched, Fetches, FetchRequest
from bot.fetching.reasons import FailureReason
from bot.model import Item, ParsedFeed


async def with_its_parts(feed: ParsedFeed, fetcher: Fetches, parsers: ParserPool, zone: str = "") -> ParsedFeed:
    """The feed with the items of its parts, as far as these can be read; one that has no parts as it is.

    `zone` as in `ParserPool.parse`.

    Raises AddressRefused, FetchFailed or NotAFeed, of the first part, if none can be.
    """
    items: list[Item] = []
    failures: list[SourceError] = []
    for address in feed.further:  # one after another: they are of one host
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
    """A document, whatever is known of it. Raises AddressRefused, FetchFailed and NotAFeed."""
    answer = await fetcher.fetch(FetchRequest(address))
    if not isinstance(answer, Fetched):
        raise NotAFeed(FailureReason.EMPTY_BODY)
    return answer


async def read_whole(address: str, fetcher: Fetches, parsers: ParserPool, zone: str = "") -> ParsedFeed:
    """A document, fetched and read, whatever is known of it. Raises AddressRefused, FetchFailed and NotAFeed."""
    answer = await fetch_whole(address, fetcher)
    return await parsers.parse(answer.body, content_type=answer.content_type, url=answer.url, zone=zone)

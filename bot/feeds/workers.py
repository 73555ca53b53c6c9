"""Parses documents from outside in processes that can be killed.

Measured on one core: a feed of 20 items takes 0.3 to 3 ms, feedparser 17 to 34 ms, and a hostile document keeps
feedparser busy for up to 26 s. So a small document (`INLINE_BYTES`; a hostile one of this size takes 10 ms) is parsed
on the loop, unless it needs feedparser; all others go to a process. Documents for feedparser have a queue of their own,
so that they hold up only each other.
"""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from bot.errors import NotAFeed, Overrun
from bot.feeds.discover import FeedLink, feeds_of_page, usual_addresses
from bot.feeds.front_page import linked_feeds
from bot.feeds.opml import OpmlDocument, read_list
from bot.feeds.parse import NeedsTolerance, parse
from bot.fetching.decode import decode
from bot.fetching.reasons import FailureReason
from bot.model import ParsedFeed
from bot.runtime.processes import Processes
from bot.runtime.turns import Turns

Read = TypeVar("Read")

INLINE_BYTES = 24_576


@dataclass(frozen=True, slots=True)
class _Refused:
    """A NotAFeed passed between processes."""

    reason: FailureReason
    detail: str


class ParserPool:
    """Parses documents in `workers` processes, and with feedparser in one more. An async context manager."""

    def __init__(self, workers: int, deadline_s: float, *, memory_bytes: int = 512 * 1024 * 1024) -> None:
        """`deadline_s` limits a document from when a process starts it; `memory_bytes` limits its memory."""
        self._strict = Processes(workers, deadline_s, memory_bytes=memory_bytes)
        self._patient = Processes(1, deadline_s, memory_bytes=memory_bytes)
        self._turns = Turns()
        self._opened = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._opened.enter_async_context(self._strict)
        await self._opened.enter_async_context(self._patient)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    async def parse(
        self, body: bytes, *, content_type: str | None, url: str, known: bytes = b"", zone: str = ""
    ) -> ParsedFeed:
        """Parse a document that came from `url`, without items whose hashes are `known`.

        `zone` is for times written without one, by its IANA name; empty for the usual zone of its country. Raises
        NotAFeed, also for a document that takes too much time or memory.
        """
        try:
            if len(body) > INLINE_BYTES:
                return await _read_in(self._strict, _parse_strictly, body, content_type, url, known, zone)
            async with self._turns:
                return parse(body, content_type=content_type, url=url, known=known, tolerant=None, zone=zone)
        except NeedsTolerance:
            return await _read_in(self._patient, _parse, body, content_type, url, known, zone)

    async def feeds_of_page(
        self, body: bytes, *, content_type: str | None, url: str
    ) -> tuple[list[FeedLink], list[str]]:
        """The feeds that the page at `url` names, and the usual places of feeds.

        The former are empty if the page takes too much time or memory.
        """
        try:
            return await self._strict.run(_feeds_of_page, body, content_type, url)
        except Overrun:
            return [], usual_addresses(url)

    async def linked_feeds(
        self, page: bytes, *, content_type: str | None, url: str, wanted: Sequence[str]
    ) -> frozenset[str]:
        """The wanted addresses that the page at `url` links to; none if it takes too much time or memory."""
        try:
            return await self._strict.run(_linked_feeds, page, content_type, url, wanted)
        except Overrun:
            return frozenset()

    async def read_list(self, body: bytes) -> OpmlDocument:
        """Read a list of sources. Raises NotAFeed if it is none, or if it takes too much time or memory."""
        if len(body) > INLINE_BYTES:
            return await _read_in(self._strict, _read_list, body)
        async with self._turns:
            return read_list(body)


async def _read_in(processes: Processes, work: Callable[..., Read | _Refused], *arguments: object) -> Read:
    try:
        answer = await processes.run(work, *arguments)
    except Overrun as error:
        raise NotAFeed(FailureReason.TOO_COMPLEX, str(error)) from error
    if isinstance(answer, _Refused):
        raise NotAFeed(answer.reason, answer.detail)
    return answer


# --- what runs in the processes


def _parse(body: bytes, content_type: str | None, url: str, known: bytes, zone: str) -> ParsedFeed | _Refused:
    return _or_refused(lambda: parse(body, content_type=content_type, url=url, known=known, zone=zone))


def _parse_strictly(body: bytes, content_type: str | None, url: str, known: bytes, zone: str) -> ParsedFeed | _Refused:
    return _or_refused(lambda: parse(body, content_type=content_type, url=url, known=known, tolerant=None, zone=zone))


def _feeds_of_page(body: bytes, content_type: str | None, url: str) -> tuple[list[FeedLink], list[str]]:
    markup, _ = decode(body, content_type)
    return feeds_of_page(markup, url), usual_addresses(url, markup)


def _linked_feeds(page: bytes, content_type: str | None, url: str, wanted: Sequence[str]) -> frozenset[str]:
    return linked_feeds(decode(page, content_type)[0], url, wanted)


def _read_list(body: bytes) -> OpmlDocument | _Refused:
    return _or_refused(lambda: read_list(body))


def _or_refused(read: Callable[[], Read]) -> Read | _Refused:
    try:
        return read()
    except NotAFeed as error:
        return _Refused(FailureReason(error.reason), error.detail)

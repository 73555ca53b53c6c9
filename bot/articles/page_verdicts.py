"""Decides what to record for an attempt at a page. Nothing here waits, fetches or stores.

A page that the site does not want to give is refused for good. One that could not be read is tried again, after half a
minute and after five; a host that fails several times in a row is left alone for longer and longer. All this is about
pages: the source of the article stays as healthy as it is.
"""

from datetime import datetime, timedelta

from bot.articles.page import ArticlePage
from bot.articles.page_text import better_address, holds_article
from bot.errors import AddressRefused, FetchFailed, SourceError
from bot.fetching.reasons import FailureReason
from bot.model import PageOutcome, PageRecord, WantedPage

_AGAIN_AFTER = (timedelta(seconds=30), timedelta(minutes=5))
"""A page is tried once more than there are pauses."""
_FAILING_AFTER = 3
"""Failures of a host in a row."""
_FIRST_HOLD = timedelta(seconds=30)
_LONGEST_HOLD = timedelta(hours=1)
_HOLD_S = 60.0
"""The pause for a host that asks for fewer requests without naming a time."""
_REFUSALS = frozenset(
    {
        FailureReason.FORBIDDEN,
        FailureReason.NOT_FOUND,
        FailureReason.GONE,
        FailureReason.STATUS_REFUSED,
        FailureReason.CHALLENGE_PAGE,
        FailureReason.ROBOTS_FORBID,
    }
)
_FOR_GOOD = frozenset(
    {
        FailureReason.TOO_LARGE,
        FailureReason.TOO_MANY_REDIRECTS,
        FailureReason.REDIRECT_MALFORMED,
        FailureReason.ENCODING_BROKEN,
        FailureReason.TOO_COMPLEX,
    }
)
"""They are the page's own, so another attempt would end the same way."""


def page_read(wanted: WantedPage, page: ArticlePage, url: str, now: datetime) -> PageRecord:
    """A page that came from `url`."""
    if not holds_article(wanted, page, url):
        return PageRecord(wanted.article, wanted.lease, wanted.host, now, PageOutcome.USELESS)
    is_undated = wanted.published_at == wanted.found_at
    is_past = page.published_at is not None and page.published_at <= wanted.found_at
    return PageRecord(
        article=wanted.article,
        lease=wanted.lease,
        host=wanted.host,
        at=now,
        outcome=PageOutcome.TEXT,
        text=page.text,
        author=page.author,
        canonical_url=better_address(wanted, page),
        published_at=page.published_at if is_undated and is_past else None,
    )


def no_page(wanted: WantedPage, now: datetime) -> PageRecord:
    """A document of another kind."""
    return PageRecord(wanted.article, wanted.lease, wanted.host, now, PageOutcome.USELESS)


def page_failed(wanted: WantedPage, error: SourceError, now: datetime) -> PageRecord:
    """No page. What concerns the page alone says nothing about its host."""
    reason = error.reason
    is_refused = isinstance(error, AddressRefused) or reason in _REFUSALS
    if is_refused or reason in _FOR_GOOD:
        outcome = PageOutcome.REFUSED if is_refused else PageOutcome.FAILED
        return PageRecord(wanted.article, wanted.lease, wanted.host, now, outcome, reason=reason)
    failures = wanted.host_failures + 1
    is_last = wanted.tries >= len(_AGAIN_AFTER)
    return PageRecord(
        article=wanted.article,
        lease=wanted.lease,
        host=wanted.host,
        at=now,
        outcome=PageOutcome.FAILED if is_last else None,
        again_at=None if is_last else now + _AGAIN_AFTER[wanted.tries],
        reason=reason,
        host_failures=failures,
        host_free_at=_free_at(error, failures, now),
    )


def _free_at(error: SourceError, failures: int, now: datetime) -> datetime | None:
    """Until when the host is left alone."""
    asked_s = error.retry_after_s if isinstance(error, FetchFailed) else None
    if error.reason == FailureReason.TOO_MANY_REQUESTS or asked_s is not None:
        return now + min(timedelta(seconds=asked_s or _HOLD_S), _LONGEST_HOLD)
    if failures < _FAILING_AFTER:
        return None
    doubled: int = 2 ** min(failures - _FAILING_AFTER, 10)
    return now + min(_FIRST_HOLD * doubled, _LONGEST_HOLD)

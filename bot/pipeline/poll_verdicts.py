"""Decides what to record for a poll's answer. Nothing here waits, fetches or stores."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from random import Random
from typing import Any

from bot.articles.abroad import split_foreign, withhold_older
from bot.articles.addresses import site_of
from bot.articles.identity import IdentifiedFeed, IdentifiedItem
from bot.articles.news import News, find_news
from bot.articles.provenance import front_page, keeps_history, move, provenance_of
from bot.articles.recognition import Memory
from bot.articles.wanted_pages import with_wishes
from bot.errors import FetchFailed, NotAFeed, SourceError
from bot.feeds.addresses import shown_address
from bot.feeds.find import FoundFeed, is_page
from bot.feeds.parse import PARSER_VERSION
from bot.feeds.schedule import Hints, Outcome, PollPlan, Schedule, is_silent, usual_gap_s
from bot.fetching.documents import Fetched, NotModified
from bot.fetching.reasons import FailureReason
from bot.model import (
    Choice,
    Failure,
    Notice,
    ParsedFeed,
    PollRecord,
    PollState,
    Sighting,
    SourceForPoll,
    Successor,
    Trouble,
)
from bot.text.hosts import to_readable
from bot.text.shortening import shorten

_FAILING_AFTER = timedelta(days=1)
_FAILURES = 3
"""In a row: a program that slept for a day between two of them, and woke before its network, knows nothing yet."""
_READ_WHOLE_EVERY = timedelta(days=1)
"""So we know to about a day what a source still lists."""
_SEARCHED_EVERY = 8
"""Failures of a page in a row: some two days."""
_MOST_CHOICES = 8
_SHOWN = 300
"""Characters of titles and addresses, so that a notice fits a message."""
_LONGEST_HOLD_S = 3_600.0
_HOLD_S = 60.0
"""The pause for a host that asks for fewer requests without naming a time."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Decides with a schedule, and a random generator that spreads load."""

    schedule: Schedule
    random: Random
    reads_pages: bool = False

    def read(
        self,
        source: SourceForPoll,
        answer: Fetched,
        document: IdentifiedFeed,
        *,
        memory: Memory,
        now: datetime,
        is_silent: bool = False,
    ) -> PollRecord:
        """A document. `is_silent` if it is there no more where the source was."""
        state, feed, where = source.state, document.feed, provenance_of(source, answer.url)
        news = find_news(document, memory, now, where.sites)
        is_news = news.is_any
        has_changed = feed.item_hashes != state.item_hashes or bool(news.found or news.edited)
        state = replace(state, ttl_s=feed.ttl_s, skip_hours=feed.skip_hours, skip_days=feed.skip_days)
        plan = self._plan(state, Outcome.NEWS if is_news else Outcome.UNCHANGED, _hints(answer, state), now)
        after = _recovered(
            state,
            plan,
            now,
            # An unchanged index says nothing about its parts.
            etag=None if feed.further else answer.etag,
            last_modified=None if feed.further else answer.last_modified,
            body_hash=None if feed.further else version(answer),
            item_hashes=feed.item_hashes,
            highest_post=feed.posts.highest if feed.posts else state.highest_post,
            baseline_at=state.baseline_at or now,
            changed_at=now if has_changed else state.changed_at,
            newest_at=_newest_at(feed) or state.newest_at,
            dating=news.dating,
            growth=news.growth,
            full_at=now,
            read_at=state.read_at if feed.unchanged else now,
            news_at=now if is_news else state.news_at,
            gap_s=usual_gap_s(state.gap_s, state.news_at, now) if is_news else state.gap_s,
            # The news themselves show that it is back.
            announced=None if is_news and state.announced is Trouble.SILENT else state.announced,
            home_site=state.home_site if source.is_of_pack else state.home_site or where.site,
            foreign_site=None,
        )
        if self.reads_pages and feed.posts is None:  # a post of a channel is whole
            news = replace(news, found=with_wishes(news.found, source.settings))
        record = _recorded(source, feed, news, after, now)
        return replace(
            _moved(record, source, answer, document, is_silent=is_silent),
            front_page=front_page(source, where, news.found),
            title=feed.title or to_readable(where.site or site_of(answer.url)) or None,
            is_partial=feed.unchanged > 0,
        )

    def read_abroad(
        self,
        source: SourceForPoll,
        answer: Fetched,
        document: IdentifiedFeed,
        *,
        memory: Memory,
        now: datetime,
        is_silent: bool = False,
    ) -> PollRecord:
        """A document from another site than the source's own: the memory of the own site stays as it is."""
        state, where = source.state, provenance_of(source, answer.url)
        news = find_news(split_foreign(document, where.site, memory.sightings), memory, now, where.sites)
        found = tuple(replace(one, shown_source=to_readable(where.site or site_of(answer.url))) for one in news.found)
        is_strange = not memory.sightings and state.foreign_site != where.site
        news = replace(news, found=withhold_older(found, state.polled_at, now) if is_strange else found)
        plan = self._plan(state, Outcome.NEWS if news.is_any else Outcome.UNCHANGED, _hints(answer, state), now)
        after = _recovered(
            state,
            plan,
            now,
            etag=None,
            last_modified=None,
            body_hash=None,
            baseline_at=state.baseline_at or now,
            news_at=now if news.is_any else state.news_at,
            foreign_site=where.site,
        )
        record = replace(
            _recorded(source, document.feed, news, after, now), front_page=front_page(source, where, news.found)
        )
        return _moved(record, source, answer, document, is_silent=is_silent)

    def unchanged(self, source: SourceForPoll, answer: Fetched | NotModified, now: datetime) -> PollRecord:
        """The known document, unchanged."""
        state = source.state
        plan = self._plan(state, Outcome.UNCHANGED, _hints(answer, state), now)
        after = _recovered(state, plan, now)
        if isinstance(answer, Fetched):
            after = replace(after, etag=answer.etag, last_modified=answer.last_modified, full_at=now)
        goes = move(source, answer.moved_to, now)
        after, notice = _told(source, replace(after, moving_to=goes.moving_to, moving_since=goes.moving_since), now)
        return PollRecord(source.id, source.lease, now, after, url=goes.url, is_foreign=goes.is_foreign, notice=notice)

    def failed(self, source: SourceForPoll, error: SourceError, now: datetime) -> PollRecord:
        """No document, or an unreadable one. A failing source hurts only itself."""
        state = source.state
        failure = Failure(error.reason, error.detail)
        retry_after_s = error.retry_after_s if isinstance(error, FetchFailed) else None
        hints = Hints(retry_after_s, skip_hours=state.skip_hours, skip_days=state.skip_days)
        plan = self._plan(state, Outcome.FAILED, hints, now)
        after = replace(
            state,
            interval_s=plan.interval_s,
            next_poll_at=plan.next_poll_at,
            failures=state.failures + 1,
            failing_since=min(state.failing_since or now, now),
            failure=failure,
            retired=isinstance(error, FetchFailed) and error.gone,
        )
        after, notice = _told(source, after, now)
        is_bare_page = failure.reason == FailureReason.HTML_PAGE and state.baseline_at is None
        fails = Notice("source-is-page" if is_bare_page else "source-fails", {"address": _address(source)}, failure)
        return PollRecord(
            source_id=source.id,
            lease=source.lease,
            at=now,
            state=after,
            notice=notice,
            welcome=notice if after.retired else fails,
            host_free_at=_host_free_at(error, retry_after_s, now),
        )

    def found(self, source: SourceForPoll, feeds: Sequence[FoundFeed], now: datetime) -> PollRecord:
        """A page that leads to feeds: to one, which the source is from now on, or to several, one of which is meant."""
        if len(feeds) == 1:
            (feed,) = feeds
            state = replace(source.state, next_poll_at=now, failures=0, failing_since=None, failure=None)
            if keeps_history(source, feed.url):
                return PollRecord(source.id, source.lease, now, state, title=feed.title or None, feed_url=feed.url)
            successor = Successor(feed.url, feed.title, listed=None)
            return PollRecord(source.id, source.lease, now, state, successor=successor)
        choices = tuple(_choices(feeds[:_MOST_CHOICES]))
        asked = Notice("source-several", {"address": _address(source)}, choices=choices)
        # In a pack there is nobody to ask: there it fails, and is polled less and less.
        failed = self.failed(source, NotAFeed(FailureReason.SEVERAL_FEEDS), now)
        return replace(failed, notice=None, welcome=asked, is_page=True)

    def _plan(self, state: PollState, outcome: Outcome, hints: Hints, now: datetime) -> PollPlan:
        return self.schedule.plan(state, outcome, hints, now, self.random)


def _choices(feeds: Sequence[FoundFeed]) -> Iterable[Choice]:
    """By their titles; equal titles get their places on the site."""
    titles = Counter(feed.title for feed in feeds)
    for feed in feeds:
        place = feed.url.partition("://")[2].partition("/")[2]
        tells = feed.title and titles[feed.title] == 1
        yield Choice(feed.title if tells else f"/{place} · {feed.title}".rstrip(" ·"), feed.url)


def _recorded(source: SourceForPoll, feed: ParsedFeed, news: News, after: PollState, now: datetime) -> PollRecord:
    """What a document has brought."""
    after, notice = _told(source, after, now)
    title = shorten(feed.title, _SHOWN) or _address(source)
    return PollRecord(
        source_id=source.id,
        lease=source.lease,
        at=now,
        state=after,
        found=news.found,
        edited=news.edited,
        seen=news.seen,
        listed=news.listed,
        notice=notice,
        welcome=Notice("source-works", {"title": title, "items": feed.unchanged + len(feed.items)}),
    )


def _moved(
    record: PollRecord,
    source: SourceForPoll,
    answer: Fetched,
    document: IdentifiedFeed,
    *,
    is_silent: bool,
) -> PollRecord:
    """Where the source goes next."""
    goes = move(source, answer.moved_to, record.at, is_silent=is_silent)
    state = replace(record.state, moving_to=goes.moving_to, moving_since=goes.moving_since)
    if goes.successor is None:
        return replace(record, state=state, url=goes.url, is_foreign=goes.is_foreign)
    listed = tuple(
        Sighting(key, one.identity.content_hash) for one in document.items for key in one.identity.keys_and_name
    )
    there = shorten(shown_address(goes.successor), _SHOWN)
    return replace(
        record,
        state=state,
        successor=Successor(goes.successor, document.feed.title, listed),
        notice=Notice("source-moved", {**_name(source), "address": there}),
    )


def _address(source: SourceForPoll) -> str:
    return shorten(shown_address(source.url), _SHOWN)


def version(answer: Fetched) -> str:
    """Equal if a body would give the same items: its hash, and the parser's version."""
    return f"{PARSER_VERSION}:{answer.body_hash}"


def known_items(state: PollState, now: datetime) -> bytes:
    """The hashes of items that need no second parsing; none about once a day, when all are parsed again."""
    was_read_so = state.body_hash is not None and state.body_hash.startswith(f"{PARSER_VERSION}:")
    is_recent = state.read_at is not None and now - state.read_at < _READ_WHOLE_EVERY
    return state.item_hashes if state.baseline_at is not None and was_read_so and is_recent else b""


def is_to_be_searched(state: PollState, error: NotAFeed) -> bool:
    """Whether to look for feeds behind a page: the first time, and rarely after, since that takes 40 requests."""
    if state.baseline_at is not None or not is_page(error.reason):
        return False
    was_page = state.failure is not None and is_page(state.failure.reason)
    return not was_page or state.failures % _SEARCHED_EVERY == 0


def keys_of(items: Iterable[IdentifiedItem]) -> set[str]:
    """Their names among them."""
    return {key for one in items for key in one.identity.keys_and_name}


def names_of(items: Iterable[IdentifiedItem]) -> set[str]:
    return {one.identity.name for one in items if one.identity.name}


def _newest_at(feed: ParsedFeed) -> datetime | None:
    dates = chain((item.published_at for item in feed.items), (item.published_at for item in feed.skipped))
    return max((date for date in dates if date is not None), default=None)


def _recovered(state: PollState, plan: PollPlan, now: datetime, **changes: Any) -> PollState:  # noqa: ANN401  of any field
    """The state after an answer, with earlier failures cleared, and `changes`."""
    return replace(
        state,
        interval_s=plan.interval_s,
        next_poll_at=plan.next_poll_at,
        polled_at=now,
        failures=0,
        failing_since=None,
        failure=None,
        **changes,
    )


def _told(source: SourceForPoll, after: PollState, now: datetime) -> tuple[PollState, Notice | None]:
    """What the owners are told about the source: each trouble once, and once its end."""
    if after.retired:
        return after, Notice("source-retired", _name(source), after.failure)
    if after.failing_since is not None:
        lasts = after.failures >= _FAILURES and now - after.failing_since >= _FAILING_AFTER
        if after.announced is Trouble.FAILING or not lasts:
            return after, None
        return replace(after, announced=Trouble.FAILING), Notice("source-failing", _name(source), after.failure)
    if after.announced is Trouble.FAILING:
        return replace(after, announced=None), Notice("source-recovered", _name(source))
    if after.announced is None and after.news_at is not None and is_silent(after.gap_s, after.news_at, now):
        days = (now - after.news_at).days
        return replace(after, announced=Trouble.SILENT), Notice("source-silent", {**_name(source), "days": days})
    return after, None


def without_new_trouble(source: SourceForPoll, record: PollRecord) -> PollRecord:
    """The record without the notice of a new trouble: a clock that leapt makes every trouble look long."""
    if record.notice is None or record.state.announced in {None, source.state.announced}:
        return record
    return replace(record, notice=None, state=replace(record.state, announced=source.state.announced))


def _name(source: SourceForPoll) -> dict[str, str | int]:
    """As a notice gives it."""
    return {"title": shorten(source.title, _SHOWN) or _address(source)}


def _host_free_at(error: SourceError, retry_after_s: float | None, now: datetime) -> datetime | None:
    """Too many requests concern the whole host, whichever source they were for."""
    if error.reason != FailureReason.TOO_MANY_REQUESTS:
        return None
    return now + timedelta(seconds=min(retry_after_s or _HOLD_S, _LONGEST_HOLD_S))


def _hints(answer: Fetched | NotModified, state: PollState) -> Hints:
    """What the server says now, and the schedule that the document promises."""
    said = answer.freshness
    return Hints(said.retry_after_s, said.fresh_for_s, state.ttl_s, state.skip_hours, state.skip_days)

"""A source with documents from the test, and what is told of them: the stage of polling without network and storage."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from random import Random

from bot.articles.identity import identify
from bot.articles.recognition import LEAST_RENUMBERED, Memory, articles_to_compare
from bot.feeds.items import RawFeed, RawItem, make_feed
from bot.feeds.schedule import Schedule
from bot.fetching.documents import Fetched
from bot.fetching.freshness import Freshness
from bot.model import (
    ArticleId,
    BootId,
    Lease,
    PollRecord,
    PollState,
    SeenArticle,
    Sighting,
    SourceForPoll,
    SourceId,
)
from bot.pipeline.poll_verdicts import Verdicts, keys_of, names_of

START = datetime(2026, 3, 4, 12, tzinfo=UTC)
"""When a source is read first: a Wednesday."""
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def span(text: str) -> timedelta:
    """As in `-26h`, `+20m`, `4d`."""
    return timedelta(**{_UNITS[text[-1]]: float(text[:-1])})


def item(name: str, at: datetime | None = None, text: str = "") -> RawItem:
    return RawItem(
        guid=f"guid {name}",
        link=f"https://one.example/{name}",
        title=f"Заголовок {name}",
        texts=(text,) if text else (),
        time=format_datetime(at) if at else "",
    )


@dataclass
class Watched:
    """Remembers as storage does; `is_partial` says whether unchanged items are skipped."""

    is_partial: bool
    state: PollState = field(default_factory=lambda: PollState(900.0, START))
    sightings: dict[str, Sighting] = field(default_factory=dict)
    articles: list[SeenArticle] = field(default_factory=list)

    def read(self, items: Iterable[RawItem], now: datetime) -> PollRecord:
        raws = list(items)
        record = self._read(raws, now, self.state.item_hashes if self.is_partial else b"")
        self._remember(record)
        return record

    def _read(self, raws: list[RawItem], now: datetime, skipped: bytes) -> PollRecord:
        feed = make_feed(RawFeed(base="https://one.example/feed"), raws, encoding="utf-8", known=skipped)
        document = identify(feed)
        if feed.unchanged:
            names = names_of(document.items) & self.sightings.keys()
            keys = {key for one in document.items for key in one.identity.keys}
            if len(names) >= LEAST_RENUMBERED or not keys.isdisjoint(self.sightings):
                return self._read(raws, now, b"")
        keys = set() if feed.unchanged else keys_of(document.items)
        known = {key: self.sightings[key] for key in keys if key in self.sightings}
        compared = articles_to_compare(document.items, known)
        memory = Memory(self.state, known, {one: self.articles[one] for one in compared})
        source = SourceForPoll(SourceId(1), "https://one.example/feed", "", self.state, Lease(BootId("test"), now))
        answer = Fetched(source.url, None, b"", str(now), None, None, None, Freshness())
        verdicts = Verdicts(Schedule(60, 600), Random(1))
        return verdicts.read(source, answer, document, memory=memory, now=now)

    def _remember(self, record: PollRecord) -> None:
        self.state = record.state
        for found in record.found:
            published_at = found.published_at if found.published_at < record.at else None
            self.articles.append(SeenArticle(found.title, found.text[:1_000], published_at))
            self._see((*found.keys, *filter(None, [found.name])), found.content_hash, len(self.articles) - 1)
        for edited in record.edited:
            seen = self.articles[edited.article_id]
            self.articles[edited.article_id] = replace(seen, title=edited.title, lead=edited.text[:1_000])
            self._see(edited.keys, edited.content_hash, edited.article_id)
        self.sightings |= {seen.key: seen for seen in record.seen}

    def _see(self, keys: Iterable[str], content_hash: str, article: int) -> None:
        self.sightings |= {key: Sighting(key, content_hash, ArticleId(article)) for key in keys}

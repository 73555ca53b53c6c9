"""Decides, purely, what of a document is news: from its items and from what its source listed before."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from operator import itemgetter

from bot.articles.addresses import site_of
from bot.articles.identity import IdentifiedFeed, IdentifiedItem
from bot.articles.listing import Entry
from bot.articles.recency import judge
from bot.articles.recognition import Memory, Recognised, recognise
from bot.feeds.sites import speaks_for
from bot.model import (
    ArticleEdited,
    ArticleFound,
    ArticleId,
    ParsedFeed,
    Sighting,
    Withheld,
)


@dataclass(frozen=True, slots=True)
class News:
    """The result of a poll."""

    found: tuple[ArticleFound, ...] = ()
    """New items, news or not."""
    edited: tuple[ArticleEdited, ...] = ()
    seen: tuple[Sighting, ...] = ()
    """New keys of items that were known by other keys."""
    listed: tuple[str, ...] = ()
    """The keys of known items that are still listed."""
    dating: int = 0
    growth: int = 0
    """As in `PollState`."""

    @property
    def is_any(self) -> bool:
        return any(one.is_news for one in self.found)


def find_news(document: IdentifiedFeed, memory: Memory, now: datetime, sites: Collection[str] = ()) -> News:
    """The news of a document; `sites` are the sites for which it speaks."""
    feed = document.feed
    recognised = recognise(document.items, memory, len(feed.items) + feed.unchanged)
    places = list(merge(_read(feed, recognised), _skipped(feed), key=itemgetter(0, 1)))
    entries = [entry for *_, entry in places]
    recency = judge(entries, feed.item_hashes, memory.state, now, is_oldest_first=feed.posts is not None)
    withheld = [why for (_, is_read, _), why in zip(places, recency.withheld, strict=True) if is_read]
    found, edited, seen, listed = [], [], [], []
    met: set[str] = set()
    listing = list(zip(document.items, recognised, withheld, strict=True))
    # Record and send what came first before the rest: a feed lists the newest item first, a channel the oldest.
    for identified, what, why in listing if feed.posts else reversed(listing):
        item, identity = identified.item, identified.identity
        if not met.isdisjoint(identity.keys):
            continue  # listed twice
        met.update(identity.keys)
        before = what.before
        if not before:
            one = _found(identified, what, withheld=why, language=feed.language or "", now=now)
            found.append(replace(one, speaks_for_site=speaks_for(sites, one.canonical_url)))
            continue
        article = _article(before)
        keys = {key: memory.sightings.get(key) for key in identity.keys_and_name}
        listed += [key for key, one in keys.items() if one is not None and one.article_id == article]
        if before[0].content_hash != identity.content_hash:
            if article is None:
                forgotten = Withheld.FORGOTTEN
                found.append(_found(identified, what, withheld=forgotten, language=feed.language or "", now=now))
            else:
                edited.append(ArticleEdited(article, tuple(keys), identity.content_hash, item.title, item.text))
            continue
        # A name belongs to the latest article that had it.
        further = [
            key for key, one in keys.items() if one is None or (key == identity.name and one.article_id != article)
        ]
        seen += [Sighting(key, identity.content_hash, article) for key in further]
    return News(tuple(found), tuple(edited), tuple(seen), tuple(listed), recency.dating, recency.growth)


def _read(feed: ParsedFeed, recognised: Sequence[Recognised]) -> Iterator[tuple[int, bool, Entry]]:
    """The parsed items in document order."""
    for at, (item, one) in enumerate(zip(feed.items, recognised, strict=True)):
        yield at, True, Entry(item.published_at, is_known=bool(one.before))


def _skipped(feed: ParsedFeed) -> Iterator[tuple[int, bool, Entry]]:
    for one in feed.skipped:
        yield one.above, False, Entry(one.published_at, is_known=True)


def _article(sightings: Iterable[Sighting]) -> ArticleId | None:
    return next((sighting.article_id for sighting in sightings if sighting.article_id is not None), None)


def _found(
    identified: IdentifiedItem, what: Recognised, *, withheld: Withheld | None, language: str, now: datetime
) -> ArticleFound:
    item, identity = identified.item, identified.identity
    # The address of a page with other content every day is no sign of the same event.
    canonical = "" if identity.address_key in what.reused else identity.canonical_url
    return ArticleFound(
        keys=identity.keys,
        content_hash=identity.content_hash,
        title=item.title,
        text=item.text,
        url=item.url or "",
        canonical_url=canonical,
        site=site_of(identity.canonical_url),
        language=language,
        published_at=min(item.published_at or now, now),
        withheld=withheld,
        name=identity.name,
        author=item.author,
    )

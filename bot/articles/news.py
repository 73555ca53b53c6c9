"""What of a document is news: pure, from what it lists and what its source was seen to list before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.articles.addresses import site_of
from bot.articles.identity import ItemIdentity
from bot.model import ArticleEdited, ArticleFound, ArticleId, Item, Sighting

_NEVER_NEWS_AFTER = timedelta(days=90)
"""What was seen is remembered as long; older than that, an unknown item may well be one that was forgotten."""


@dataclass(frozen=True, slots=True)
class News:
    """What a poll brought."""

    found: tuple[ArticleFound, ...] = ()
    edited: tuple[ArticleEdited, ...] = ()
    seen: tuple[Sighting, ...] = ()
    """Items that are no news but were not known by this key: too old, or known by another one."""
    listed: tuple[str, ...] = ()
    """The keys of items that are listed still."""


def what_is_new(
    items: Sequence[tuple[Item, ItemIdentity]],
    known: Mapping[str, Sighting],
    *,
    language: str,
    is_baseline: bool,
    now: datetime,
) -> News:
    """`known` holds the sightings of the items' keys; `is_baseline` says that none of it is to be pushed."""
    found, edited, seen, listed = [], [], [], []
    unedited = _unedited(items, known)
    met: set[str] = set()
    # A feed lists the newest first: what came first is to be recorded, and told, first.
    for item, identity in reversed(items):
        if not met.isdisjoint(identity.keys):
            continue  # listed twice
        met.update(identity.keys)
        before = _before(identity, known, unedited)
        if not before and _is_too_old(item, now) and not is_baseline:
            seen += [Sighting(key, identity.content_hash) for key in identity.keys]
        elif not before:
            found.append(_found(item, identity, language, is_news=not is_baseline, now=now))
        else:
            listed += [sighting.key for sighting in before]
            article = _article(before)
            if article is not None and before[0].content_hash != identity.content_hash:
                edited.append(ArticleEdited(article, identity.keys, identity.content_hash, item.title, item.text))
            else:
                further = [key for key in identity.keys if key not in known]
                seen += [Sighting(key, identity.content_hash, article) for key in further]
    return News(tuple(found), tuple(edited), tuple(seen), tuple(listed))


def _unedited(items: Sequence[tuple[Item, ItemIdentity]], known: Mapping[str, Sighting]) -> set[ArticleId]:
    """The articles that are listed as they were seen."""
    return {
        article
        for _, identity in items
        for key in identity.keys
        if key in known
        and known[key].content_hash == identity.content_hash
        and (article := known[key].article_id) is not None
    }


def _before(identity: ItemIdentity, known: Mapping[str, Sighting], unedited: set[ArticleId]) -> list[Sighting]:
    """The sightings of an item. A guid that moved to another says nothing: some feeds number items from the top."""
    sightings = [known[key] for key in identity.keys if key in known]
    same = {one.article_id for one in sightings if one.content_hash == identity.content_hash}
    return [one for one in sightings if (one.article_id in same if same else one.article_id not in unedited)]


def _is_too_old(item: Item, now: datetime) -> bool:
    return item.published_at is not None and now - item.published_at > _NEVER_NEWS_AFTER


def _article(sightings: Iterable[Sighting]) -> ArticleId | None:
    return next((sighting.article_id for sighting in sightings if sighting.article_id is not None), None)


def _found(item: Item, identity: ItemIdentity, language: str, *, is_news: bool, now: datetime) -> ArticleFound:
    return ArticleFound(
        keys=identity.keys,
        content_hash=identity.content_hash,
        title=item.title,
        text=item.text,
        url=item.url or "",
        canonical_url=identity.canonical_url,
        site=site_of(identity.canonical_url),
        language=language,
        published_at=min(item.published_at or now, now),
        is_news=is_news,
    )

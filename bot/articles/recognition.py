"""Recognises listed items: known ones, perhaps edited or under other ids, and new ones.

known        it has a known key that belongs to no other item of the document
reused       it has the key of another item: title and text differ, and the date is later
renumbered   all guids and addresses changed at once, as when a site changes its software. Then titles identify the
             items, if many match; a single title does not, since it may return every day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.articles.identity import IdentifiedItem, ItemIdentity, normalised_title
from bot.articles.listing import are_simultaneous
from bot.feeds.items import HASH_BYTES
from bot.model import ArticleId, Item, PollState, SeenArticle, Sighting

LEAST_RENUMBERED = 3
_RENUMBERED = 1 / 3
"""The share of the shorter list's items; the others have come or gone since the last poll."""
_ALIKE = 0.5
_STEM = 4
_LONG_TITLE = 5
"""Words; «Гороскоп: Овен» is a title every day."""
_LEAST_WORDS = 5
"""Words of a text; fewer do not show what it is about."""
_LEAD = 1_000
_ANOTHER_DAY = timedelta(hours=20)
_ANOTHER_TIME = timedelta(minutes=15)
"""Within this time, a news flash may grow into an article with another title."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a source before its document is read."""

    state: PollState
    sightings: Mapping[str, Sighting] = field(default_factory=dict)
    """By the keys and names of the document's items."""
    articles: Mapping[ArticleId, SeenArticle] = field(default_factory=dict)
    """The articles of `articles_to_compare` that are still kept."""

    def article(self, sightings: Iterable[Sighting]) -> SeenArticle | None:
        """The first of the sightings' articles that is still kept; None if there is none."""
        ids = (one.article_id for one in sightings)
        return next((self.articles[id_] for id_ in ids if id_ is not None and id_ in self.articles), None)


@dataclass(frozen=True, slots=True)
class Recognised:
    """How an item was recognised."""

    before: tuple[Sighting, ...] = ()
    """Its earlier sightings, the most reliable first; empty for a new item."""
    reused: tuple[str, ...] = ()
    """Those of its keys that belonged to another item."""


def articles_to_compare(items: Iterable[IdentifiedItem], sightings: Mapping[str, Sighting]) -> set[ArticleId]:
    """The articles to compare the items with: those that share a key with an item, but have other text."""
    found = {
        sightings[key].article_id
        for one in items
        for key in (*one.identity.keys, one.identity.name)
        if key in sightings and sightings[key].content_hash != one.identity.content_hash
    }
    return {article for article in found if article is not None}


def recognise(document: Sequence[IdentifiedItem], memory: Memory, listed: int) -> list[Recognised]:
    """Recognise the items of a document that lists `listed` items; those not in `document` are known and unchanged."""
    unedited = _unedited(document, memory.sightings)
    recognised = [_by_keys(one, memory, unedited, is_alone=listed == 1) for one in document]
    renumbered = _renumbered(document, recognised, memory, listed)
    return [Recognised((renumbered[at],)) if at in renumbered else one for at, one in enumerate(recognised)]


def _by_keys(one: IdentifiedItem, memory: Memory, unedited: set[ArticleId], *, is_alone: bool) -> Recognised:
    item, identity = one.item, one.identity
    before = _before(identity, memory.sightings, unedited)
    seen = memory.article(before)
    if seen is None or before[0].content_hash == identity.content_hash:
        return Recognised(before)
    keys = tuple(sighting.key for sighting in before)
    if not _is_another(item, seen, is_alone=is_alone, is_moved=not identity.ids <= set(keys)):
        return Recognised(before)
    again = memory.sightings.get(identity.name)
    is_back = item.published_at is None and again is not None and again.content_hash == identity.content_hash
    return Recognised((again,)) if again is not None and is_back else Recognised(reused=keys)


def _unedited(document: Sequence[IdentifiedItem], sightings: Mapping[str, Sighting]) -> set[ArticleId]:
    """The articles that are listed unchanged."""
    return {
        article
        for one in document
        for key in one.identity.keys
        if key in sightings
        and sightings[key].content_hash == one.identity.content_hash
        and (article := sightings[key].article_id) is not None
    }


def _before(
    identity: ItemIdentity, sightings: Mapping[str, Sighting], unedited: set[ArticleId]
) -> tuple[Sighting, ...]:
    """The sightings of an item. A guid that moved to another item is ignored: some feeds number items from the top."""
    own = [sightings[key] for key in identity.keys if key in sightings]
    same = {one.article_id for one in own if one.content_hash == identity.content_hash}
    return tuple(one for one in own if (one.article_id in same if same else one.article_id not in unedited))


def _is_another(item: Item, seen: SeenArticle, *, is_alone: bool, is_moved: bool) -> bool:
    """Whether an item that shares a key with an article is another article, and no edit of it.

    That is likelier if the feed lists only one item, or if the guid or the address is new.
    """
    later = item.published_at - seen.published_at if item.published_at and seen.published_at else None
    if later is not None and later <= timedelta():
        return False
    is_later, is_of_another_day = later is not None, later is not None and later >= _ANOTHER_DAY
    title, former = normalised_title(item.title), normalised_title(seen.title)
    texts_alike = _are_texts_alike(item.text, seen.lead)
    if title == former:
        return is_of_another_day and texts_alike is False
    if is_alone and is_later:
        return True
    if not _are_alike(_stems(title), _stems(former)):
        is_of_another_time = later is not None and later >= _ANOTHER_TIME
        return not texts_alike and (texts_alike is False or is_of_another_time or is_alone or is_moved)
    is_next_issue = _NUMBER.findall(title) != _NUMBER.findall(former)  # «Сводка за 27 ноября»
    if texts_alike is False:
        return is_of_another_day or (is_next_issue and is_later)
    return is_next_issue and (is_of_another_day or (is_moved and is_later))


def _renumbered(
    document: Sequence[IdentifiedItem], recognised: Sequence[Recognised], memory: Memory, listed: int
) -> dict[int, Sighting]:
    """Sightings of items that only titles identify, by their places; empty unless there are many."""
    found = {
        at: sighting
        for at, (one, what) in enumerate(zip(document, recognised, strict=True))
        if not (what.before or what.reused)
        and (sighting := memory.sightings.get(one.identity.name)) is not None
        and _reads_alike(one, sighting, memory)
    }
    since = _since(document, memory.state)
    # Items dated after the last list do not count.
    titles = {one.key for at, one in found.items() if since is None or not _is_after(document[at].item, since)}
    shorter = min(listed, len(memory.state.item_hashes) // HASH_BYTES or listed)
    return found if len(titles) >= max(LEAST_RENUMBERED, shorter * _RENUMBERED) else {}


def _since(document: Sequence[IdentifiedItem], state: PollState) -> datetime | None:
    """When the list last changed; None if the dates of this one do not count."""
    dates = [one.item.published_at for one in document if one.item.published_at is not None]
    return None if are_simultaneous(dates) else state.changed_at or state.baseline_at


def _is_after(item: Item, moment: datetime) -> bool:
    return item.published_at is not None and item.published_at > moment


def _reads_alike(one: IdentifiedItem, sighting: Sighting, memory: Memory) -> bool:
    """Whether an item's text fits the article that had its title. A long title is enough."""
    seen = memory.article([sighting])
    is_long = len(normalised_title(one.item.title).split()) >= _LONG_TITLE
    if is_long or seen is None or sighting.content_hash == one.identity.content_hash:
        return True
    return _are_texts_alike(one.item.text, seen.lead) is not False


def _are_texts_alike(text: str, former: str) -> bool | None:
    """Whether two texts are alike; None if one is too short to tell."""
    one, other = _stems(normalised_title(text[:_LEAD])), _stems(normalised_title(former[:_LEAD]))
    return None if min(len(one), len(other)) < _LEAST_WORDS else _are_alike(one, other)


def _stems(text: str) -> set[str]:
    """The beginnings of its words, which most forms of a word share."""
    return {word[:_STEM] for word in text.split() if len(word) > 2 or word.isdigit()}


def _are_alike(one: set[str], other: set[str]) -> bool:
    """Whether more than half of the shorter one's words are in the longer one."""
    return len(one & other) > _ALIKE * min(len(one), len(other))

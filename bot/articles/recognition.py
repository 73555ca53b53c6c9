"""What an item is that a source lists: one that was seen before, perhaps edited or under other ids, or another one.

known        by one of its keys, unless that belongs to another item of the document
reused       by a key that was another item's before: title and text are others, and the date is later
renumbered   all guids and addresses have changed at once, as when a site gets another engine: then the titles
             tell, of many items together. A single title says nothing, for it may be that of every day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.articles.identity import ItemIdentity, normalised_title
from bot.articles.listing import are_of_one_moment
from bot.feeds.items import HASH_BYTES
from bot.model import ArticleId, Item, PollState, SeenArticle, Sighting

LEAST_RENUMBERED = 3
_RENUMBERED = 1 / 3
"""Of the items of the shorter list: the others have come, or went, since the list was read last."""
_ALIKE = 0.5
_STEM = 4
_LONG_TITLE = 5
"""Words: «Гороскоп: Овен» is a title every day."""
_LEAST_WORDS = 5
"""Of a text: fewer do not say what it is about."""
_LEAD = 1_000
_ANOTHER_DAY = timedelta(hours=20)
_ANOTHER_TIME = timedelta(minutes=15)
"""Before that, a flash becomes an article under a title of its own."""
_NUMBER = re.compile(r"\d+")


Identified = tuple[Item, ItemIdentity]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a source before a document of it is read."""

    state: PollState
    sightings: Mapping[str, Sighting] = field(default_factory=dict)
    """Of the keys and names of the document's items."""
    articles: Mapping[ArticleId, SeenArticle] = field(default_factory=dict)
    """Those that are `to_be_compared`, as far as they are kept."""

    def article(self, sightings: Iterable[Sighting]) -> SeenArticle | None:
        """What was seen, if it is kept."""
        ids = (one.article_id for one in sightings)
        return next((self.articles[id_] for id_ in ids if id_ is not None and id_ in self.articles), None)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an item is."""

    before: tuple[Sighting, ...] = ()
    """What it was seen as, the most reliable first; nothing for what is seen for the first time."""
    reused: tuple[str, ...] = ()
    """Those of its keys that were another item's."""


def to_be_compared(identities: Sequence[ItemIdentity], sightings: Mapping[str, Sighting]) -> set[ArticleId]:
    """The articles whose words tell what an item is: those that have a key of it, but read otherwise."""
    found = {
        sightings[key].article_id
        for identity in identities
        for key in (*identity.keys, identity.name)
        if key in sightings and sightings[key].content_hash != identity.content_hash
    }
    return {article for article in found if article is not None}


def recognise(document: Sequence[Identified], memory: Memory, listed: int) -> list[Recognised]:
    """What the items of a document are that lists so many; those that it does not hold are known, and unchanged."""
    unedited = _unedited(document, memory.sightings)
    recognised = [_by_keys(*one, memory, unedited, is_alone=listed == 1) for one in document]
    renumbered = _renumbered(document, recognised, memory, listed)
    return [Recognised((renumbered[at],)) if at in renumbered else one for at, one in enumerate(recognised)]


def _by_keys(
    item: Item, identity: ItemIdentity, memory: Memory, unedited: set[ArticleId], *, is_alone: bool
) -> Recognised:
    before = _before(identity, memory.sightings, unedited)
    seen = memory.article(before)
    if seen is None or before[0].content_hash == identity.content_hash:
        return Recognised(before)
    keys = tuple(one.key for one in before)
    if not _is_another(item, seen, is_alone=is_alone, is_moved=not identity.ids <= set(keys)):
        return Recognised(before)
    again = memory.sightings.get(identity.name)
    is_back = item.published_at is None and again is not None and again.content_hash == identity.content_hash
    return Recognised((again,)) if again is not None and is_back else Recognised(reused=keys)


def _unedited(document: Sequence[Identified], sightings: Mapping[str, Sighting]) -> set[ArticleId]:
    """The articles that are listed as they were seen."""
    return {
        article
        for _, identity in document
        for key in identity.keys
        if key in sightings
        and sightings[key].content_hash == identity.content_hash
        and (article := sightings[key].article_id) is not None
    }


def _before(
    identity: ItemIdentity, sightings: Mapping[str, Sighting], unedited: set[ArticleId]
) -> tuple[Sighting, ...]:
    """The sightings of an item. A guid that moved to another says nothing: some feeds number items from the top."""
    own = [sightings[key] for key in identity.keys if key in sightings]
    same = {one.article_id for one in own if one.content_hash == identity.content_hash}
    return tuple(one for one in own if (one.article_id in same if same else one.article_id not in unedited))


def _is_another(item: Item, seen: SeenArticle, *, is_alone: bool, is_moved: bool) -> bool:
    """Whether an item that has a key of an article is not that article, edited.

    It is more likely where the feed lists one item alone, or where the guid or the address is none of the article's.
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
    document: Sequence[Identified], recognised: Sequence[Recognised], memory: Memory, listed: int
) -> dict[int, Sighting]:
    """What items were seen as, by their places, which only their titles tell; nothing unless these are many."""
    found = {
        at: sighting
        for at, ((item, identity), one) in enumerate(zip(document, recognised, strict=True))
        if not (one.before or one.reused)
        and (sighting := memory.sightings.get(identity.name)) is not None
        and _reads_alike(item, identity, sighting, memory)
    }
    since = _since(document, memory.state)
    # What says that it was published since is not counted.
    titles = {one.key for at, one in found.items() if since is None or not _is_after(document[at][0], since)}
    shorter = min(listed, len(memory.state.item_hashes) // HASH_BYTES or listed)
    return found if len(titles) >= max(LEAST_RENUMBERED, shorter * _RENUMBERED) else {}


def _since(document: Sequence[Identified], state: PollState) -> datetime | None:
    """When another list was read last; None if the dates of this one say nothing."""
    dates = [item.published_at for item, _ in document if item.published_at is not None]
    return None if are_of_one_moment(dates) else state.changed_at or state.baseline_at


def _is_after(item: Item, moment: datetime) -> bool:
    return item.published_at is not None and item.published_at > moment


def _reads_alike(item: Item, identity: ItemIdentity, sighting: Sighting, memory: Memory) -> bool:
    """Whether the text of an item is not another than that of what had its title. A long title says enough."""
    seen = memory.article([sighting])
    is_long = len(normalised_title(item.title).split()) >= _LONG_TITLE
    if is_long or seen is None or sighting.content_hash == identity.content_hash:
        return True
    return _are_texts_alike(item.text, seen.lead) is not False


def _are_texts_alike(text: str, former: str) -> bool | None:
    """None if one of them is too short to tell."""
    one, other = _stems(normalised_title(text[:_LEAD])), _stems(normalised_title(former[:_LEAD]))
    return None if min(len(one), len(other)) < _LEAST_WORDS else _are_alike(one, other)


def _stems(text: str) -> set[str]:
    """The beginnings of its words: of most, what is the same in all their forms."""
    return {word[:_STEM] for word in text.split() if len(word) > 2 or word.isdigit()}


def _are_alike(one: set[str], other: set[str]) -> bool:
    """Whether more than half of the words of the shorter one stand in the longer one."""
    return len(one & other) > _ALIKE * min(len(one), len(other))

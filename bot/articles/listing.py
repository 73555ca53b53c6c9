"""A source's list of items: how it is sorted, and how it has changed since the last poll."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import pairwise

from bot.feeds.items import HASH_BYTES

_LEAST_PAIRS = 2
_IN_ORDER = 0.8
"""The share of neighbours that must be in order: some feeds pin an item, or date it a little before it appears."""
_LATEST = timedelta(hours=36)
"""Articles that wait for a date or an editor appear 6 to 30 hours after they were written."""
_GROWS_AT_ITS_END, _MOST_GROWTH = -2, 3
_LEAST_UNIFORM = 3
_ONE_MOMENT = timedelta(minutes=2)
_SUMMER_TIMES_S = (3_600, 23 * 3_600)
"""In UTC, midnights of summer and winter are an hour apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What of a list's item matters for judging the others."""

    published_at: datetime | None
    is_known: bool
    """Whether the source listed it before."""


class Order(Enum):
    """How a list is sorted, by the dates of its known items, else by where it has grown."""

    NEWEST_FIRST = auto()
    """Also the default: hardly any feed is sorted otherwise."""
    OLDEST_FIRST = auto()
    NONE = auto()


class Place(Enum):
    """Where an unknown item stands relative to the known ones."""

    NEWER_END = auto()
    BETWEEN = auto()
    OLDER_END = auto()
    ALONE = auto()
    """No item of the list is known."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, with its newest item first if it has an order."""

    entries: tuple[Entry, ...]
    order: Order
    first_known: int
    last_known: int
    """The indexes of the first and last known entry; -1 if none is known."""
    known: int
    """How many entries are known."""
    dates: tuple[datetime, ...]
    known_dates: tuple[datetime, ...]
    """The dates of the entries, and those of the known ones."""

    def place(self, at: int) -> Place:
        """The place of the unknown entry at that index."""
        if self.last_known < 0:
            return Place.ALONE
        if at < self.first_known:
            return Place.NEWER_END
        return Place.OLDER_END if at > self.last_known else Place.BETWEEN

    @property
    def tail(self) -> int:
        """How many unknown items stand below the last known one."""
        return len(self.entries) - 1 - self.last_known


def make_listing(entries: Sequence[Entry], growth: int, *, is_oldest_first: bool) -> Listing:
    """Make a listing from a document's entries in order. Dates that are the same for all are ignored.

    `is_oldest_first` is certain; otherwise the dates decide, else `growth`, as in `PollState`.
    """
    if are_simultaneous(_dates(entries)):
        entries = [replace(entry, published_at=None) for entry in entries]
    dates = _dates(entry for entry in entries if entry.is_known)
    usual = Order.OLDEST_FIRST if growth <= _GROWS_AT_ITS_END else Order.NEWEST_FIRST
    order = Order.OLDEST_FIRST if is_oldest_first else _order(dates) or usual
    turned = tuple(reversed(entries) if order is Order.OLDEST_FIRST else entries)
    known = [at for at, entry in enumerate(turned) if entry.is_known]
    first, last = (known[0], known[-1]) if known else (-1, -1)
    return Listing(turned, order, first, last, len(known), _dates(turned), _dates(turned[at] for at in known))


def _order(dates: Sequence[datetime]) -> Order | None:
    """The order by dates; None if there are too few."""
    pairs = [(above, below) for above, below in pairwise(dates) if above != below]
    if len(pairs) < _LEAST_PAIRS:
        return None
    share = sum(above > below for above, below in pairs) / len(pairs)
    if share >= _IN_ORDER:
        return Order.NEWEST_FIRST
    return Order.OLDEST_FIRST if share <= 1 - _IN_ORDER else Order.NONE


def _dates(entries: Iterable[Entry]) -> tuple[datetime, ...]:
    return tuple(entry.published_at for entry in entries if entry.published_at is not None)


def are_simultaneous(dates: Sequence[datetime]) -> bool:
    """Whether the dates are those of the document or of an import."""
    return len(dates) >= _LEAST_UNIFORM and max(dates) - min(dates) <= _ONE_MOMENT


def are_dates_only(dates: Sequence[datetime]) -> bool:
    """Whether the dates lack a time of day: all have the same one, or one in winter and one in summer."""
    times = sorted({(date.hour * 60 + date.minute) * 60 + date.second for date in dates})
    return len(dates) > 1 and (len(times) == 1 or (len(times) == 2 and times[1] - times[0] in _SUMMER_TIMES_S))


@dataclass(frozen=True, slots=True)
class ListChange:
    """How a list has changed, by the hashes of its items."""

    is_shuffled: bool
    """Whether the remaining items stand in another order."""
    lost: int
    """How many items have left it, not counting those on its top: a list that grows at its end loses items there."""
    remained: int
    """How many items have stayed, including edited ones."""


def compare(before: bytes, after: bytes, known: int) -> ListChange:
    """Compare two documents by the hashes of their items; `known` items of the later one are known, edited or not."""
    was, now = _split(before), _split(after)
    common = set(was) & set(now)
    remained = [one for one in was if one in common]
    if not remained:
        return ListChange(is_shuffled=False, lost=len(was) - known, remained=known)
    edited = known - sum(one in common for one in now)
    gone = sum(one not in common for one in was[was.index(remained[0]) :])
    is_shuffled = remained != [one for one in now if one in common]
    return ListChange(is_shuffled, lost=gone - edited, remained=known)


def grown(entries: Sequence[Entry], change: ListChange, growth: int) -> int:
    """Where a list grows, as in `PollState`, by the places of its new items.

    New items at its end that replace others do not count as growth.
    """
    known = [at for at, entry in enumerate(entries) if entry.is_known]
    if not known:
        return growth
    on_top, at_end = known[0] > 0, known[-1] < len(entries) - 1
    if on_top:
        return min(growth + 1, _MOST_GROWTH)
    return max(growth - 1, -_MOST_GROWTH) if at_end and change.lost <= 0 else growth


def lateness(dates: Sequence[datetime]) -> timedelta:
    """How late items come by their own dates, in a list with the latest on top; 0 if unknown.

    An item that is older than one below it came late. A single such item may be pinned, and so may the top item; if one
    is days older, the list is sorted in another way.
    """
    late = []
    below = max(dates[-1:], default=None)
    for date in reversed(dates[1:]):
        if below is not None and date < below:
            late.append(below - date)
        below = date if below is None else max(below, date)
    return max(late) if len(late) > 1 and max(late) <= _LATEST else timedelta()


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]

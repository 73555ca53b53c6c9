"""Tells whether an item that is new in a list is news, or old and only came into view.

A list that loses an item, grows longer, or is sorted by popularity shows old items. The first of these signs that
applies tells them from news:

    date    An item published before the first poll, or long before the list last changed, is old. The newest item of
            an ordered list is new all the same: there, dates come late. Items on top may come as late as others did.
    place   An item below all known ones, on the side where the list does not grow, is old if it replaced others, or if
            the list grew at both ends or by a lot.

Dates do not count if they are missing, if all are the same, or if the source's dates have proved wrong: most of its
recent items were dated long before they came. When in doubt, an item is news.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.articles.listing import (
    Entry,
    ListChange,
    Listing,
    Order,
    Place,
    are_dates_only,
    compare,
    grown,
    lateness,
    make_listing,
)
from bot.model import PollState, Withheld

_TOO_OLD = timedelta(days=90)
"""Items are remembered for so long; an older unknown item may have been forgotten."""
_LATE = timedelta(days=3)
"""An article written on Friday afternoon and released on Monday morning is 66 hours late."""
_CACHED = timedelta(minutes=15)
"""An item published so shortly before the first poll may have entered the list after it."""
_FARTHEST_AHEAD = timedelta(hours=14)
"""The local time of the easternmost zone, taken for UTC."""
_DAY, _NONE = timedelta(days=1), timedelta()
_SURELY_ORDERED = 4
"""Dates; a list of that length is in order by chance once in twelve."""
_WELL_DATED, _DISTRUSTED, _BADLY_DATED = 3, -2, -3
_LONG_TAIL, _LONG_TAIL_SHARE = 3, 0.5
"""A number of items, and a share of the known ones: so many do not appear at once, but come into view."""


@dataclass(frozen=True, slots=True)
class Recency:
    """The verdict on a list."""

    withheld: tuple[Withheld | None, ...]
    """For each entry in order, why it is not news; None for news and for known entries."""
    dating: int
    growth: int
    """The new values for `PollState`."""


def judge(
    entries: Sequence[Entry], hashes: bytes, state: PollState, now: datetime, *, is_oldest_first: bool = False
) -> Recency:
    """Judge a document's entries; `hashes` are those of all its items, `state` is the source's before this poll."""
    if state.baseline_at is None:
        begun = tuple(None if entry.is_known else Withheld.BASELINE for entry in entries)
        return Recency(begun, state.dating, state.growth)
    listing = make_listing(entries, state.growth, is_oldest_first=is_oldest_first)
    change = compare(state.item_hashes, hashes, sum(entry.is_known for entry in entries))
    times = _times(listing, change, state, state.baseline_at, now)
    unknown = [at for at, entry in enumerate(listing.entries) if not entry.is_known]
    verdicts = {at: _withheld(listing, at, change, times) for at in unknown}
    withheld = [verdicts.get(at) for at in range(len(entries))]
    if listing.order is Order.OLDEST_FIRST:
        withheld.reverse()
    dating = _dating(listing, unknown, change, times, state.dating)
    return Recency(tuple(withheld), dating, grown(entries, change, state.growth))


@dataclass(frozen=True, slots=True)
class _Times:
    """The times to compare a list's dates with, and how reliable the dates are."""

    now: datetime
    baseline_at: datetime
    changed_at: datetime
    newest: datetime | None
    """The newest known date: of known items in the list, else of the list before."""
    precision: timedelta
    """How much later than its date an item may be published."""
    lateness: timedelta
    """How much later than their dates the items on top may appear."""
    ahead: timedelta
    """How much earlier than its date an item may be published."""
    are_of_now: bool
    """Whether any date is within the last months."""
    are_trusted: bool


def _times(listing: Listing, change: ListChange, state: PollState, baseline_at: datetime, now: datetime) -> _Times:
    changed_at = state.changed_at or baseline_at
    dates = listing.dates
    newest = max(listing.known_dates, default=state.newest_at)
    ahead = newest - changed_at if newest is not None else _NONE
    return _Times(
        now=now,
        baseline_at=baseline_at,
        changed_at=changed_at,
        newest=newest,
        precision=_DAY if are_dates_only(dates) else _NONE,
        lateness=_NONE if change.is_shuffled else lateness(listing.known_dates),
        ahead=ahead if _NONE < ahead <= _FARTHEST_AHEAD else _NONE,
        are_of_now=any(now - date <= _TOO_OLD for date in dates),
        are_trusted=state.dating > _DISTRUSTED or change.is_shuffled,
    )


def _withheld(listing: Listing, at: int, change: ListChange, times: _Times) -> Withheld | None:
    date = listing.entries[at].published_at
    if date is not None and date > times.now + _FARTHEST_AHEAD:
        date = None  # the date of an event, or nonsense
    into_view = Withheld.CAME_INTO_VIEW if _replaced_others(listing, at, date, change) else None
    if date is None or not times.are_trusted:
        return into_view
    if times.now - date > _TOO_OLD:
        is_newest = not times.are_of_now and _is_newest(listing, date, times, is_late=False)
        return into_view if is_newest else Withheld.TOO_OLD
    slack = max(times.precision, times.lateness if listing.place(at) is Place.NEWER_END else _CACHED)
    is_early, is_late = date + slack < times.baseline_at, _is_late(date, times)
    if (is_early or is_late) and not _is_newest(listing, date, times, is_late=is_late):
        return Withheld.BEFORE_BASELINE if is_early else Withheld.CAME_LATE
    # For items published at about the time of the first poll, the date does not decide.
    return into_view if date < times.baseline_at + times.ahead else None


def _is_late(date: datetime, times: _Times) -> bool:
    return date + times.precision < times.changed_at - _LATE


def _is_newest(listing: Listing, date: datetime, times: _Times, *, is_late: bool) -> bool:
    """Whether it is the newest by the source's own dates. A late item needs a list that is certainly in order."""
    if times.newest is None or date < times.newest:
        return False
    return not is_late or (listing.order is not Order.NONE and len(listing.known_dates) >= _SURELY_ORDERED)


def _replaced_others(listing: Listing, at: int, date: datetime | None, change: ListChange) -> bool:
    """Whether it stands below all known items, where no news are expected."""
    if listing.order is Order.NONE or listing.place(at) is not Place.OLDER_END:
        return False
    above = listing.entries[listing.last_known].published_at
    if date is not None and above is not None and date != above:
        return date < above
    if change.lost > change.remained:
        return False  # it is a different list
    is_long = listing.tail >= max(_LONG_TAIL, _LONG_TAIL_SHARE * listing.known)
    return listing.first_known > 0 or change.lost > 0 or is_long


def _dating(listing: Listing, unknown: Sequence[int], change: ListChange, times: _Times, dating: int) -> int:
    """Update the trust in dates by the new items. A list whose items change places is not sorted by date."""
    if change.is_shuffled:
        return max(dating, 0)
    for at in unknown:
        date, place = listing.entries[at].published_at, listing.place(at)
        is_new = place is Place.NEWER_END or (place is Place.BETWEEN and listing.order is not Order.NONE)
        if date is not None and is_new:
            dating = max(dating - 1, _BADLY_DATED) if _is_late(date, times) else min(dating + 1, _WELL_DATED)
    return dating

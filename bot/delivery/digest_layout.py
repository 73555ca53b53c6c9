"""Decides, purely, in which order and under which headings a digest tells its stories.

Each stands under one of its subscriptions, the one with the fewest stories here, and the smallest sections come first:
so a broad subscription hides no narrow one. What is akin to another story of the digest stands below that, also if
another subscription asked for it. In a private chat a digest is one message, whose pages are turned in place; elsewhere
each page is a message of its own, since two people would turn the pages for each other.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import chain

from bot.model import ChatKind, DigestLayout, DigestMessage, PlacedStory, SubscriptionId, WaitingStory

STORIES_ON_A_PAGE = 15
"""With those that are akin; they always fit: see `bot.delivery.digest`."""
_Entry = list[WaitingStory]
"""A story with those that are akin to it."""


def in_pages_of(per_page: int) -> DigestLayout:
    """The layout of a digest with at most so many stories on a page."""
    return partial(_lay_out, per_page=per_page)


def _lay_out(kind: ChatKind, waiting: Sequence[WaitingStory], *, per_page: int) -> tuple[DigestMessage, ...]:
    """The messages of a digest. `waiting` is in the order in which the stories of a section are told."""
    pages: list[list[PlacedStory]] = [[]]
    sections = _sections(_entries(waiting, per_page))
    numbered = ((section, entry) for section, entries in sections for entry in entries)
    for number, (section, entry) in enumerate(numbered, 1):
        if len(pages[-1]) + len(entry) > per_page:
            pages.append([])
        page = len(pages) - 1 if kind is ChatKind.PRIVATE else 0
        pages[-1] += [PlacedStory(story.debt, number, page, section) for story in entry]
    if kind is ChatKind.PRIVATE:
        return (tuple(chain.from_iterable(pages)),)
    return tuple(map(tuple, pages))


def _entries(waiting: Sequence[WaitingStory], most: int) -> list[_Entry]:
    """Each story with those that are akin to it, at most so many together."""
    here = {one.story for one in waiting}
    below: dict[int | None, _Entry] = defaultdict(list)
    for one in waiting:
        below[one.akin_to].append(one)
    entries: list[_Entry] = []
    for one in waiting:
        if one.akin_to not in here:
            entry = [one, *below[one.story]]
            entries += [entry[:most], *([akin] for akin in entry[most:])]
    return entries


def _sections(entries: Sequence[_Entry]) -> list[tuple[SubscriptionId | None, list[_Entry]]]:
    """Which entries stand under which subscription; under none what no subscription wants any more."""
    wanted = Counter(subscription for first, *_ in entries for subscription in first.subscriptions)
    sections: dict[SubscriptionId | None, list[_Entry]] = defaultdict(list)
    for entry in entries:
        narrowest = min(entry[0].subscriptions, key=lambda one: (wanted[one], one), default=None)
        sections[narrowest].append(entry)
    return sorted(sections.items(), key=lambda section: (section[0] is None, len(section[1]), section[0]))

"""Every instant that the tables hold, by its origin: what becomes of it when the clock turns out to have been wrong.

A new column that holds an instant has its line here. Times that a person chose are in `chats.arrival`, which is left as
it is written.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Awaited:
    """Reckoned by the program from what was the present then, and waited for."""

    at_most: timedelta
    """No wait is longer."""
    rows: str = "TRUE"
    """Of which rows it is waited for."""


@dataclass(frozen=True, slots=True)
class Happened:
    """When something was done; that cannot be yet to come."""

    decides: bool = False
    """What is done next hangs on it, so it does not wait until it is certain which of two times was wrong."""


class Kept(Enum):
    """An instant that a wrong clock does no harm to."""

    DERIVED = auto()
    """From other columns, and again whenever these are brought back."""
    LEASE = auto()
    """By the clock of its run, which never leaps."""
    SAID = auto()
    """By a source, and compared with what else it says."""
    OWN = auto()
    """By which a wrong clock is recognised."""


Origin = Awaited | Happened | Kept

_A_DAY = timedelta(days=1)
"""The longest that Telegram is waited for, and that a post is left as it is (EDIT_INTERVAL)."""
_LONGEST_POLL_WAIT = timedelta(days=15)
"""A week (POLL_INTERVAL_CEILING, with its jitter), and then a week of hours that the source skips."""
_LONGEST_LOOK_WAIT = timedelta(days=30)
_LONGEST_HOLD = timedelta(hours=2)
"""No host asks to be left alone, and is, for longer than an hour."""

INSTANTS: dict[str, dict[str, Origin]] = {
    "chats": {
        "met_at": Happened(),
        "dormant_at": Happened(),
        "held_until": Kept.DERIVED,
        "free_at": Awaited(_A_DAY),
        "due_at": Kept.DERIVED,
        "edit_at": Kept.DERIVED,
    },
    "connections": {"checked_at": Happened(decides=True), "lost_at": Happened()},
    "hosts": {"free_at": Awaited(_LONGEST_HOLD), "due_at": Kept.DERIVED},
    "added_sources": {"at": Happened(decides=True)},
    "host_shares": {"next_at": Kept.DERIVED, "served_at": Happened(decides=True)},
    "sources": {
        "next_poll_at": Awaited(_LONGEST_POLL_WAIT),
        "baseline_at": Happened(decides=True),
        "polled_at": Happened(decides=True),
        "news_at": Happened(decides=True),
        "full_at": Happened(decides=True),
        "read_at": Happened(decides=True),
        "changed_at": Happened(decides=True),
        "newest_at": Kept.SAID,
        "failing_since": Happened(),
        "said_since": Happened(),
        "lease_until": Kept.LEASE,
    },
    "front_pages": {"looked_at": Happened(decides=True), "due_at": Awaited(_LONGEST_LOOK_WAIT)},
    "sightings": {"listed_at": Happened()},
    "stories": {"begun_at": Happened(), "joined_at": Happened()},
    "articles": {
        "published_at": Happened(),
        "found_at": Happened(),
        "changed_at": Happened(),
        "lease_until": Kept.LEASE,
    },
    "fingerprints": {"found_at": Happened()},
    "subscriptions": {"created_at": Happened()},
    "dispatches": {
        "due_at": Awaited(_A_DAY, "state = 'due'"),
        "created_at": Happened(decides=True),  # how many messages a chat was told lately
        "settled_at": Happened(),
        "lease_until": Kept.LEASE,
    },
    "debts": {"created_at": Happened(decides=True), "settled_at": Happened()},
    "posts": {"sent_at": Happened(), "edit_after": Awaited(_A_DAY, "NOT closed"), "lease_until": Kept.LEASE},
    "offers": {"at": Happened()},
    "effects": {"at": Happened()},
    "finished_updates": {"at": Happened()},
    "inbox": {"at": Happened()},
    "unread_updates": {"at": Happened()},
    "writes": {"at": Happened()},
    "clock": {"seen_at": Kept.OWN, "aged_at": Kept.OWN},
}
"""By table and column. Whole days are in `clues.day` alone; see `storage.sqlite.stories`."""

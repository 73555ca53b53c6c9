"""The origin of every instant in the tables, which decides what happens to it when the clock was wrong.

A new column that holds an instant has its line here. Times that a person chose are in `chats.arrival`, which stays as
written.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Awaited:
    """Computed by the program from the present of that time, and waited for."""

    at_most: timedelta
    """The longest wait."""
    rows: str = "TRUE"
    """The rows that wait for it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """When something was done; it cannot be in the future."""

    decides: bool = False
    """The next step depends on it, so it is corrected before it is certain which of two times was wrong."""


class Kept(Enum):
    """An instant that a wrong clock does not harm."""

    DERIVED = auto()
    """Derived from other columns, again whenever these are corrected."""
    LEASE = auto()
    """By the run's own clock, which never leaps."""
    SAID = auto()
    """Given by a source, and compared with its other times."""
    OWN = auto()
    """Used to recognise a wrong clock."""


Origin = Awaited | Happened | Kept

_A_DAY = timedelta(days=1)
"""The longest wait for Telegram, and between two edits of a post (EDIT_INTERVAL)."""
_LONGEST_POLL_WAIT = timedelta(days=15)
"""A week (POLL_INTERVAL_CEILING, with its jitter), and then a week of hours that the source skips."""
_LONGEST_LOOK_WAIT = timedelta(days=30)
_LONGEST_LOOK_AT_LOAD = timedelta(days=7)
_LONGEST_PAGE_WAIT = timedelta(minutes=10)
"""PAGE_WAIT_S."""
_LONGEST_GATHERING = timedelta(minutes=1)
_LONGEST_DECISION = timedelta(days=30)
"""How long a card waits for a decision, at most."""
_LONGEST_HOLD = timedelta(hours=2)
"""The longest pause that a host gets is an hour."""

INSTANTS: dict[str, dict[str, Origin]] = {
    "chats": {
        "met_at": Happened(),
        "dormant_at": Happened(),
        "free_at": Awaited(_A_DAY),
        "wanted_at": Kept.DERIVED,
        "due_at": Kept.DERIVED,
        "edit_at": Kept.DERIVED,
    },
    "holds": {"until": Kept.DERIVED},
    "chat_sources": {"removed_at": Happened()},
    "topics": {"renamed_at": Kept.SAID},
    "connections": {"checked_at": Happened(decides=True), "lost_at": Happened()},
    "hosts": {"free_at": Awaited(_LONGEST_HOLD), "due_at": Kept.DERIVED},
    "added_sources": {"at": Happened(decides=True)},
    "admissions": {"at": Happened()},
    "spent_quotas": {"at": Happened(decides=True)},
    "forgotten_chats": {"at": Happened()},
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
    "own_posts": {
        "at": Happened(),
        "changed_at": Kept.SAID,
        "due_at": Awaited(_LONGEST_GATHERING, "due_at IS NOT NULL"),
    },
    "sightings": {"listed_at": Happened()},
    "stories": {"begun_at": Happened(), "joined_at": Happened()},
    "articles": {
        "published_at": Happened(),
        "found_at": Happened(),
        "changed_at": Happened(),
        "page_at": Happened(),
        "lease_until": Kept.LEASE,
    },
    "pages": {
        "due_at": Awaited(_A_DAY),
        "wait_until": Awaited(_LONGEST_PAGE_WAIT, "wait_until IS NOT NULL"),
        "late_since": Happened(),
        "lease_until": Kept.LEASE,
    },
    "page_hosts": {
        "wanted_at": Happened(),
        "free_at": Awaited(_A_DAY),
        "due_at": Kept.DERIVED,
        "robots_until": Awaited(_A_DAY),
    },
    "fingerprints": {"found_at": Happened()},
    "subscriptions": {
        "created_at": Happened(),
        "removed_at": Happened(),
        "look_at": Awaited(_LONGEST_LOOK_AT_LOAD),
    },
    "dispatches": {
        "due_at": Awaited(_A_DAY, "state = 'due'"),
        "gathers_until": Awaited(_A_DAY, "gathers_until IS NOT NULL"),
        "created_at": Happened(decides=True),  # how many messages a chat was told lately
        "settled_at": Happened(),
        "lease_until": Kept.LEASE,
    },
    "debts": {
        "created_at": Happened(decides=True),
        "waits_since": Happened(decides=True),
        "settled_at": Happened(),
    },
    "posts": {"sent_at": Happened(), "edit_after": Awaited(_A_DAY, "NOT closed"), "lease_until": Kept.LEASE},
    "reposts": {
        "due_at": Awaited(_LONGEST_DECISION, "state != 'scheduled'"),  # for what is scheduled, a person chose the time
        "edited_until": Awaited(_A_DAY, "edited_until IS NOT NULL"),
        "decided_at": Happened(),
        "posted_at": Happened(),
        "created_at": Happened(),
    },
    "cards": {"edit_after": Awaited(_A_DAY, "NOT is_gone"), "lease_until": Kept.LEASE},
    "repost_log": {"at": Happened()},
    "invitations": {"made_at": Happened(decides=True)},
    "channel_questions": {"at": Happened()},
    "offers": {"at": Happened()},
    "shared_queries": {"at": Happened()},
    "announcements": {"at": Happened()},
    "effects": {"at": Happened()},
    "finished_updates": {"at": Happened()},
    "inbox": {"at": Happened()},
    "unread_updates": {"at": Happened()},
    "writes": {"at": Happened()},
    "clock": {"seen_at": Kept.OWN, "aged_at": Kept.OWN},
}
"""By table and column. Whole days are in `clues.day`, see `storage.sqlite.stories`, and `page_hosts.day`."""

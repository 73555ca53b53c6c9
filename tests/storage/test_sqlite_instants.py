"""Every column that holds an instant has a known origin, so none is forgotten when the clock was wrong."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.sqlite import SqliteStorage
from storage.sqlite.instants import INSTANTS

_NUMBERS = {
    *{"articles.failures", "articles.interruptions", "articles.is_development", "articles.is_news"},
    *{"articles.recorded", "articles.set_aside", "articles.waiting", "former_addresses.elsewhere"},
    *{"front_pages.links", "memberships.is_development", "memberships.scope", "memberships.story_version"},
    *{"articles.scope", "articles.speaks", "story_keys.scope", "story_scopes.scope"},
    *{
        "articles.story_version",
        "chat_sources.muted",
        "chat_sources.told",
        "debts.haste",
        "holds.haste",
        "subscriptions.haste",
        "subscriptions.urgent",
        "subscriptions.lifts",
        "reasons.joined",
        "clock.only",
    },
    *{"closed_topics.topic", "clues.clue", "debts.additions", "debts.is_reply", "debts.is_silent"},
    *{"debts.lists_from", "debts.one_by_one", "dispatches.gathered", "debts.page", "debts.shelved"},
    *{"topics.topic"},
    *{"chats.asks_replies", "debts.place", "debts.topic"},
    *{"chats.packs_follow"},
    *{"debts.version", "dispatches.aside", "dispatches.attempts", "dispatches.follows", "dispatches.refusals"},
    *{"dispatches.is_sample", "dispatches.parted", "dispatches.reply_to", "dispatches.topic"},
    *{"dispatches.total", "dispatches.version", "inbox.number", "mentions.chunks", "mentions.fanned_out"},
    *{"given.only", "given.recorded", "grown_stories.marked_to", "grown_stories.turns", "posts.is_behind"},
    *{"mentions.fanned_to", "mentions.is_revision", "posts.closed", "posts.develops", "reasons.addition"},
    *{"posts.topic", "posts.version"},
    *{"host_shares.asker", "hosts.shared_turns", "sources.asker", "sources.own_of"},
    *{
        "queries.forms",
        "queries.generation",
        "queries.live",
        "sources.bundled",
        "sources.dating",
        "sources.failures",
        "sources.growth",
    },
    *{
        "sources.highest_post",
        "sources.retired",
        "sources.skip_days",
        "sources.skip_hours",
        "sources.ttl_s",
        "stories.version",
        "former_titles.version",
        "subscriptions.folder_main_only",
        "subscriptions.folder_silent",
        "subscriptions.folder_urgent",
        "subscriptions.main_only",
        "subscriptions.own_main_only",
        "subscriptions.own_silent",
        "subscriptions.paused",
    },
    *{"admissions.quota", "articles.is_late", "articles.read_no", "fingerprints.read_no", "given.read_no"},
    *{
        "page_hosts.asked",
        "page_hosts.delay_ms",
        "page_hosts.failed",
        "page_hosts.failures",
        "page_hosts.is_added",
        "page_hosts.read",
    },
    *{"own_posts.is_protected", "own_posts.waits"},
    *{"cards.is_behind", "cards.is_gone", "cards.serial", "channels.desk_topic", "posts.is_rewritten"},
    *{"repost_log.revision", "reposts.again", "reposts.is_development", "reposts.is_grown", "reposts.looked_version"},
    *{"reposts.revision", "reposts.serial", "reposts.version"},
    *{"page_hosts.refused", "pages.tries", "sources.pages_failed", "sources.pages_read", "sources.pages_refused"},
    *{"subscriptions.suspended", "subscriptions.silent", "subscriptions.since", "subscriptions.topic"},
}
"""Counts, flags, places: what is no instant. Ids and keys are known by their names."""
_DAYS = {"clues.day", "page_hosts.day"}


def _integers(db: sqlite3.Connection) -> Iterator[str]:
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    for (table,) in db.execute(tables).fetchall():
        if not table.startswith(("sqlite_", "_sqlite", "archive_")):
            for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})"):
                if kind == "INTEGER":
                    yield f"{table}.{column}"


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[sqlite3.Connection]:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path):
        with closing(sqlite3.connect(path)) as connection:
            yield connection


def test_every_whole_number_is_either_an_instant_of_known_origin_or_none(db: sqlite3.Connection) -> None:
    known = {f"{table}.{column}" for table, columns in INSTANTS.items() for column in columns}
    assert not known & _NUMBERS
    found = {name for name in _integers(db) if not name.endswith(("_id", "_key", ".id", ".key"))}
    assert found == known | _NUMBERS | _DAYS


async def test_the_instants_of_every_table_can_be_set_right(tmp_path: Path) -> None:
    """A table whose key is unknown would stop tidying, and a start after the clock went back."""
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    async with SqliteStorage(str(tmp_path / "dozor.db")) as storage:
        await storage.cap_times(now)
        await storage.bring_back(now, timedelta(hours=1))

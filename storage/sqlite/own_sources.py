"""Sources with their own settings; if a chat has set them, the source belongs to that chat alone.

Another chat that adds the same address gets another source. No move, pack or import ever joins the two, since no
address equals the `url` of such a source, which ends with its id.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.model import Cause, ChatKey, SourceId, SourceSettings
from storage.sqlite.database import Database
from storage.sqlite.host_queue import schedule_host
from storage.sqlite.renames import present_address
from storage.sqlite.rows import Row, once, settings_to_json, to_ms, to_source_settings

SettingChange = Callable[[SourceSettings], SourceSettings]

_LISTED_LATELY = timedelta(days=7)
"""How far back a chat's own source takes over the memory of the original."""
_GOES_ON = """
    UPDATE sources SET (title, language, interval_s, baseline_at, polled_at, news_at, read_at, gap_s, changed_at,
        newest_at, dating, growth, highest_post, home, failures, failing_since, failure_reason, failure_detail, told)
    = (SELECT title, language, interval_s, baseline_at, polled_at, news_at, read_at, gap_s, changed_at,
        newest_at, dating, growth, highest_post, home, 0, NULL, NULL, NULL, NULL FROM sources WHERE id = :source)
    WHERE id = :own
"""


class OwnSources:
    """Implements the part of `bot.ports.SourceStorage` that is about the settings of sources."""

    _db: Database

    async def set_own_source(
        self, source: SourceId, chat: ChatKey, change: SettingChange, now: datetime, cause: Cause
    ) -> bool:
        def effect(db: sqlite3.Connection) -> bool:
            own = _made_own(db, source, chat, now)
            if own is not None:
                _set(db, own, change, now)
                db.execute("UPDATE chat_sources SET told = 0 WHERE (chat_key, source_id) = (?, ?)", (chat, own))
            return own is not None  # without the settings: the result of an effect is stored

        return bool(await self._db.write(lambda db: once(db, chat, cause, now, lambda: effect(db))))

    async def set_source(self, key: str, change: SettingChange, now: datetime) -> SourceSettings | None:
        def effect(db: sqlite3.Connection) -> SourceSettings | None:
            find = "SELECT id FROM sources WHERE url = ? AND successor_id IS NULL"
            row = db.execute(find, (key,)).fetchone() or db.execute(find, (present_address(db, key),)).fetchone()
            return None if row is None else _set(db, row["id"], change, now)

        return await self._db.write(effect)


def own_key(db: sqlite3.Connection, address: str, chat: ChatKey) -> str | None:
    """The `url` of a chat's own source at an address; None if it has none there."""
    row = db.execute(
        "SELECT url FROM sources WHERE own_of = ? AND address = ?"
        " AND EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id AND chat_key = own_of AND NOT muted)",
        (chat, address),
    ).fetchone()
    return None if row is None else str(row["url"])


def _made_own(db: sqlite3.Connection, source: SourceId, chat: ChatKey, now: datetime) -> int | None:
    """The source, or the chat's replacement for it from now on; None if the chat has not added it."""
    row: Row | None = db.execute(
        "SELECT s.*, c.title AS name, c.reports_to_key FROM sources AS s JOIN chat_sources AS c ON c.source_id = s.id"
        " WHERE s.id = ? AND c.chat_key = ? AND NOT muted AND removed_at IS NULL"
        " AND pack IS NULL AND successor_id IS NULL",
        (source, chat),
    ).fetchone()
    if row is None:
        return None
    if row["own_of"] == chat:
        return int(source)
    others = "SELECT 1 FROM chat_sources WHERE source_id = ? AND chat_key != ?"
    dropped = "SELECT id FROM sources WHERE own_of = ? AND address = ?"
    former: Row | None = db.execute(dropped, (chat, row["url"])).fetchone()
    if former is None and db.execute(others, (source, chat)).fetchone() is None:
        own = int(source)
        # A chat that names a former address of it starts afresh.
        db.execute("DELETE FROM former_addresses WHERE source_id = ?", (own,))
        db.execute("UPDATE sources SET address = url WHERE id = ?", (own,))
    else:  # it continues for them, and they notice nothing
        own = _apart(db, row, former, now)
        db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?)", (chat, source))
        watch = "INSERT OR REPLACE INTO chat_sources (chat_key, source_id, title, reports_to_key) VALUES (?, ?, ?, ?)"
        db.execute(watch, (chat, own, row["name"], row["reports_to_key"]))
        schedule_host(db, row["host"])
    db.execute("UPDATE sources SET url = address || '#' || id, own_of = ? WHERE id = ?", (chat, own))
    return own


def _apart(db: sqlite3.Connection, source: Row, former: Row | None, now: datetime) -> int:
    """Another source at that address, which continues from the state of this one: the next items are news of both.

    If the chat had one there and dropped it, it is that one, so that repeated commands do not make many.
    """
    own: int = (
        former["id"]
        if former is not None
        else db.execute(
            "INSERT INTO sources (url, address, host, title, language, interval_s, next_poll_at)"
            " SELECT url || '#', url, host, title, language, interval_s, ? FROM sources WHERE id = ? RETURNING id",
            (to_ms(now), source["id"]),
        ).fetchone()["id"]
    )
    both = {"source": source["id"], "own": own, "since": to_ms(now - _LISTED_LATELY)}
    db.execute(_GOES_ON, both)
    db.execute(
        "INSERT OR REPLACE INTO sightings (source_id, key, content_hash, listed_at)"
        " SELECT :own, key, content_hash, listed_at FROM sightings WHERE source_id = :source AND listed_at >= :since",
        both,
    )
    return own


def _set(db: sqlite3.Connection, source: int, change: SettingChange, now: datetime) -> SourceSettings:
    """End the lease of a poll that began with other settings, so its result is not recorded."""
    row = db.execute("SELECT settings, host FROM sources WHERE id = ?", (source,)).fetchone()
    settings = change(to_source_settings(row))
    db.execute(
        "UPDATE sources SET settings = ?, etag = NULL, last_modified = NULL, body_hash = NULL, item_hashes = x'',"
        " full_at = NULL, retired = 0, moving_to = NULL, said_since = NULL, next_poll_at = min(next_poll_at, ?),"
        " lease_boot = NULL, lease_until = NULL WHERE id = ?",
        (settings_to_json(settings), to_ms(now), source),
    )
    schedule_host(db, row["host"])
    return settings

"""Sources: who watches them, when they are due, and what a poll brought."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.model import (
    ArticleFound,
    ArticleId,
    Cause,
    ChatKey,
    Failure,
    Lease,
    NewSource,
    PollRecord,
    PollState,
    Sighting,
    SourceForPoll,
    SourceHealth,
    SourceId,
    WatchedSource,
)
from storage.sqlite.database import Database
from storage.sqlite.notices import owe_notice
from storage.sqlite.rows import Row, check, from_ms, maybe_from_ms, maybe_to_ms, once, to_columns, to_ms

_FIRST_INTERVAL_S = 900.0
"""Until the schedule knows better."""
_LISTED_EVERY = timedelta(days=1)
"""How exactly `sightings.listed_at` is kept: they live for 90 days after it, so a day is enough, and saves writes."""

WATCHES = """
    (EXISTS (SELECT 1 FROM chat_sources WHERE chat_key = {owner} AND source_id = {source} AND NOT muted)
    OR (SELECT pack FROM sources WHERE id = {source}) IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM chat_sources WHERE chat_key = {owner} AND source_id = {source}))
"""
"""That a chat watches a source: its own, or one of a pack that it has not muted."""


class Sources:
    """Implements `bot.ports.SourceStorage`."""

    _db: Database

    async def add_source(self, new: NewSource, chat: ChatKey, now: datetime, cause: Cause) -> bool:
        def add(db: sqlite3.Connection) -> bool:
            db.execute(
                "INSERT INTO sources (url, title, language, interval_s, next_poll_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (url) DO UPDATE SET"
                " retired = 0, next_poll_at = min(next_poll_at, excluded.next_poll_at)",
                (new.url, new.title, new.language, _FIRST_INTERVAL_S, to_ms(now)),
            )
            source = db.execute("SELECT id, pack FROM sources WHERE url = ?", (new.url,)).fetchone()
            ours = (chat, source["id"])
            if source["pack"] is not None:
                return db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?)", ours).rowcount > 0
            return db.execute("INSERT OR IGNORE INTO chat_sources VALUES (?, ?, 0)", ours).rowcount > 0

        return bool(await self._db.write(lambda db: once(db, cause, now, lambda: add(db))))

    async def drop_source(self, source: SourceId, chat: ChatKey, now: datetime, cause: Cause) -> bool:
        def drop(db: sqlite3.Connection) -> bool:
            row = db.execute("SELECT pack FROM sources WHERE id = ?", (source,)).fetchone()
            if row is None:
                return False
            if row["pack"] is not None:
                return db.execute("INSERT OR IGNORE INTO chat_sources VALUES (?, ?, 1)", (chat, source)).rowcount > 0
            ours = (chat, source)
            return db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?)", ours).rowcount > 0

        return bool(await self._db.write(lambda db: once(db, cause, now, lambda: drop(db))))

    async def load_pack(self, sources: Sequence[NewSource], now: datetime) -> None:
        def load(db: sqlite3.Connection) -> None:
            db.execute("UPDATE sources SET pack = NULL WHERE pack IS NOT NULL")
            db.executemany(
                "INSERT INTO sources (url, title, language, pack, interval_s, next_poll_at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (url) DO UPDATE SET"
                " title = excluded.title, language = excluded.language, pack = excluded.pack",
                [(new.url, new.title, new.language, new.pack, _FIRST_INTERVAL_S, to_ms(now)) for new in sources],
            )

        await self._db.write(load)

    async def watched_sources(self, chat: ChatKey) -> list[WatchedSource]:
        def load(db: sqlite3.Connection) -> list[WatchedSource]:
            rows = db.execute(
                "SELECT sources.*, muted FROM sources"
                " LEFT JOIN chat_sources ON source_id = id AND chat_key = ?"
                " WHERE pack IS NOT NULL OR chat_key IS NOT NULL"
                " ORDER BY pack IS NOT NULL, pack, title, id",
                (chat,),
            )
            return [_to_watched(row) for row in rows]

        return await self._db.read(load)

    async def claim_due_sources(self, now: datetime, limit: int, lease: Lease) -> list[SourceForPoll]:
        def claim(db: sqlite3.Connection) -> list[SourceForPoll]:
            rows = db.execute(
                "UPDATE sources SET lease_boot = :lease_boot, lease_until = :lease_until WHERE id IN ("
                " SELECT id FROM sources WHERE NOT retired AND next_poll_at <= :now"
                " AND (lease_until IS NULL OR lease_until <= :now)"
                " AND (pack IS NOT NULL"
                "      OR EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id AND NOT muted))"
                " ORDER BY next_poll_at LIMIT :limit) RETURNING *",
                {"now": to_ms(now), "limit": limit} | to_columns(lease),
            ).fetchall()
            rows.sort(key=lambda row: row["next_poll_at"])
            return [SourceForPoll(SourceId(row["id"]), row["url"], row["title"], _to_state(row), lease) for row in rows]

        return await self._db.write(claim)

    async def sightings(self, source: SourceId, keys: Iterable[str]) -> Mapping[str, Sighting]:
        wanted = list(keys)

        def load(db: sqlite3.Connection) -> dict[str, Sighting]:
            found = {}
            for key in wanted:
                row = db.execute(
                    "SELECT * FROM sightings WHERE (source_id, key) = (?, ?)",
                    (source, key),
                ).fetchone()
                if row is not None:
                    article = None if row["article_id"] is None else ArticleId(row["article_id"])
                    found[key] = Sighting(key, row["content_hash"], article)
            return found

        return await self._db.read(load)

    async def record_poll(self, record: PollRecord) -> None:
        await self._db.write(lambda db: _record(db, record))


def _record(db: sqlite3.Connection, record: PollRecord) -> None:
    row = db.execute("SELECT * FROM sources WHERE id = ?", (record.source_id,)).fetchone()
    check(record.lease, row)
    _save_state(db, record, row)
    for found in record.found:
        article = _add_article(db, record, found)
        _see(db, record, [Sighting(key, found.content_hash, article) for key in found.keys])
    for edited in record.edited:
        db.execute(
            "UPDATE articles SET title = ?, text = ?, waiting = 1, attempts = 0, lease_boot = NULL,"
            " lease_until = NULL WHERE id = ?",
            (edited.title, edited.text, edited.article_id),
        )
        _see(db, record, [Sighting(key, edited.content_hash, edited.article_id) for key in edited.keys])
    _see(db, record, record.seen)
    db.executemany(
        "UPDATE sightings SET listed_at = ? WHERE (source_id, key) = (?, ?) AND listed_at < ?",
        [(to_ms(record.at), record.source_id, key, to_ms(record.at - _LISTED_EVERY)) for key in record.listed],
    )
    if record.notice is not None:
        owners = db.execute("SELECT chat_key FROM chat_sources WHERE source_id = ? AND NOT muted", (record.source_id,))
        for (chat,) in owners.fetchall():
            owe_notice(db, chat, record.notice, record.at)


def _save_state(db: sqlite3.Connection, record: PollRecord, row: Row) -> None:
    state = record.state
    taken = record.url is not None and db.execute("SELECT 1 FROM sources WHERE url = ?", (record.url,)).fetchone()
    db.execute(
        """
        UPDATE sources SET
            url = :url, title = :title, interval_s = :interval_s, next_poll_at = :next_poll_at, etag = :etag,
            last_modified = :last_modified, body_hash = :body_hash, baseline_at = :baseline_at, polled_at = :polled_at,
            news_at = :news_at, full_at = :full_at, failures = :failures, failing_since = :failing_since,
            failure_reason = :failure_reason, failure_detail = :failure_detail, retired = :retired,
            lease_boot = NULL, lease_until = NULL
        WHERE id = :id
        """,
        {
            "id": record.source_id,
            "url": row["url"] if record.url is None or taken else record.url,
            "title": row["title"] or record.title or "",
            "interval_s": state.interval_s,
            "next_poll_at": to_ms(state.next_poll_at),
            "etag": state.etag,
            "last_modified": state.last_modified,
            "body_hash": state.body_hash,
            "baseline_at": maybe_to_ms(state.baseline_at),
            "polled_at": maybe_to_ms(state.polled_at),
            "news_at": maybe_to_ms(state.news_at),
            "full_at": maybe_to_ms(state.full_at),
            "failures": state.failures,
            "failing_since": maybe_to_ms(state.failing_since),
            "failure_reason": state.failure.reason if state.failure else None,
            "failure_detail": state.failure.detail if state.failure else None,
            "retired": state.retired,
        },
    )


def _add_article(db: sqlite3.Connection, record: PollRecord, found: ArticleFound) -> ArticleId:
    cursor = db.execute(
        "INSERT INTO articles (source_id, url, canonical_url, site, title, text, language, published_at, found_at,"
        " is_news, waiting) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            record.source_id,
            found.url,
            found.canonical_url,
            found.site,
            found.title,
            found.text,
            found.language,
            to_ms(found.published_at),
            to_ms(record.at),
            found.is_news,
        ),
    )
    return ArticleId(cursor.lastrowid or 0)


def _see(db: sqlite3.Connection, record: PollRecord, sightings: Iterable[Sighting]) -> None:
    db.executemany(
        "INSERT INTO sightings VALUES (?, ?, ?, ?, ?) ON CONFLICT (source_id, key) DO UPDATE SET"
        " content_hash = excluded.content_hash, article_id = excluded.article_id, listed_at = excluded.listed_at",
        [(record.source_id, seen.key, seen.content_hash, seen.article_id, to_ms(record.at)) for seen in sightings],
    )


def _to_state(row: Row) -> PollState:
    return PollState(
        interval_s=row["interval_s"],
        next_poll_at=from_ms(row["next_poll_at"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        baseline_at=maybe_from_ms(row["baseline_at"]),
        polled_at=maybe_from_ms(row["polled_at"]),
        news_at=maybe_from_ms(row["news_at"]),
        full_at=maybe_from_ms(row["full_at"]),
        failures=row["failures"],
        failing_since=maybe_from_ms(row["failing_since"]),
        failure=_to_failure(row),
        retired=bool(row["retired"]),
    )


def _to_failure(row: Row) -> Failure | None:
    return None if row["failure_reason"] is None else Failure(row["failure_reason"], row["failure_detail"])


def _to_watched(row: Row) -> WatchedSource:
    return WatchedSource(
        id=SourceId(row["id"]),
        title=row["title"],
        url=row["url"],
        language=row["language"],
        pack=row["pack"],
        health=_health(row),
        failure=_to_failure(row),
        muted=bool(row["muted"]),
    )


def _health(row: Row) -> SourceHealth:
    if row["retired"]:
        return SourceHealth.RETIRED
    if row["failures"]:
        return SourceHealth.FAILING
    return SourceHealth.NEW if row["baseline_at"] is None else SourceHealth.WORKING

"""Waiting articles, until they are recorded with their mentions."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from bot.errors import Refused, StaleIndex
from bot.model import (
    OFTEN_INTERRUPTED,
    ArticleFailure,
    ArticleId,
    ArticleRecord,
    Lease,
    Prominence,
    Scope,
    SourceId,
    StoryId,
    TroubledArticle,
    WaitingArticle,
    whole_text,
)
from storage.sqlite.archive_index import put_into_archive
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, check, from_ms, taken_ms, to_columns, to_ms
from storage.sqlite.stories import join_stories

_MAIN = "({})".format(", ".join(f"'{one}'" for one in Prominence if one.is_main))
_MENTION = f"""
    INSERT INTO mentions (query_id, article_id, is_revision, prominence) SELECT id, ?, ?, ? FROM queries
        WHERE id = ? AND live
    ON CONFLICT (query_id, article_id) DO UPDATE SET prominence = excluded.prominence, fanned_to = 0, chunks = 0,
        fanned_out = 0 WHERE prominence NOT IN {_MAIN} AND excluded.prominence IN {_MAIN}
"""  # noqa: S608  constants
"""A query that an article meets. Met at a more prominent place than before an edit, it is handed out again, to those
who want the main things alone.
"""
UNSUSPECTED = f"(failures = 0 AND interruptions <= {OFTEN_INTERRUPTED})"


class Articles:
    """Implements the part of `bot.ports.ArticleStorage` that ends with a mention."""

    _db: Database

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        def claim(db: sqlite3.Connection) -> list[WaitingArticle]:
            rows = db.execute(
                "UPDATE articles SET lease_boot = :lease_boot, lease_until = :lease_until"
                " WHERE id IN (SELECT value FROM json_each(:ids))"
                " RETURNING *,"
                " coalesce(told_as, (SELECT title FROM sources AS s WHERE s.id = source_id)) AS source_title,"
                # Articles that a redirect brought from another site are not the pack's, nor what people added.
                " CASE WHEN told_as IS NOT NULL THEN -source_id"
                " WHEN (SELECT pack FROM sources AS s WHERE s.id = source_id) IS NOT NULL THEN 0 END AS grouped_for",
                {"ids": json.dumps(_claimable(db, taken_ms(lease, now), limit))} | to_columns(lease),
            ).fetchall()
            return [to_waiting(row, lease) for row in sorted(rows, key=lambda row: row["read_no"])]

        return await self._db.write(claim)

    async def record_articles(self, records: Sequence[ArticleRecord]) -> list[Refused | StoryId | None]:
        return await self._db.write(lambda db: [_outcome(db, record) for record in records])

    async def fail_article(self, failure: ArticleFailure) -> None:
        def fail(db: sqlite3.Connection) -> None:
            check(failure.lease, db.execute("SELECT * FROM articles WHERE id = ?", (failure.article_id,)).fetchone())
            db.execute(
                "UPDATE articles SET failures = failures + 1, failure = ?, set_aside = ?, lease_boot = NULL,"
                " lease_until = NULL WHERE id = ?",
                (failure.reason, failure.is_set_aside, failure.article_id),
            )

        await self._db.write(fail)

    async def troubled_articles(self, limit: int) -> tuple[int, list[TroubledArticle]]:
        def load(db: sqlite3.Connection) -> tuple[int, list[TroubledArticle]]:
            troubled = f"FROM articles WHERE waiting AND NOT {UNSUSPECTED}"
            rows = db.execute(f"SELECT * {troubled} ORDER BY read_no DESC LIMIT ?", (limit,)).fetchall()
            count = db.execute(f"SELECT count(*) {troubled}").fetchone()[0]
            return count, [
                TroubledArticle(
                    row["title"], row["url"], row["failure"] or "", row["interruptions"], bool(row["set_aside"])
                )
                for row in rows
            ]

        return await self._db.read(load)


def _claimable(db: sqlite3.Connection, taken: int, limit: int) -> list[int]:
    """The ids to claim next: the first, up to one that is read alone; suspected articles come last."""
    free = (
        "FROM articles WHERE waiting AND read_no IS NOT NULL AND NOT set_aside"
        " AND (lease_until IS NULL OR lease_until <= :taken)"
    )
    rows = db.execute(
        f"SELECT id, interruptions {free} AND {UNSUSPECTED} ORDER BY read_no LIMIT :limit",
        {"taken": taken, "limit": limit},
    ).fetchall()
    if not rows:
        rows = db.execute(
            f"SELECT id, 1 {free} ORDER BY failures, interruptions, read_no LIMIT 1",
            {"taken": taken},
        ).fetchall()
    together = [id_ for id_, _ in takewhile(lambda row: not row[1], rows)]
    return together or [id_ for id_, _ in rows[:1]]


def _outcome(db: sqlite3.Connection, record: ArticleRecord) -> Refused | StoryId | None:
    try:
        return _record(db, record)
    except Refused as refused:  # before anything was written
        return refused


def newest_number(db: sqlite3.Connection) -> int:
    """The recorded articles among them that were deleted."""
    number: int = db.execute(
        "SELECT max(recorded, coalesce((SELECT max(recorded) FROM articles), 0)) FROM given"
    ).fetchone()[0]
    return number


def _record(db: sqlite3.Connection, record: ArticleRecord) -> StoryId | None:
    """The story of the article, as everybody sees it; None if it is no news."""
    row = db.execute("SELECT * FROM articles WHERE id = ?", (record.article_id,)).fetchone()
    check(record.lease, row)
    newest = db.execute("SELECT generation FROM queries WHERE live ORDER BY generation DESC LIMIT 1").fetchone()
    if newest is not None and newest["generation"] > record.generation:
        raise StaleIndex
    story = row["story_id"]
    if row["is_news"]:
        if story is None:
            story = join_stories(db, record, row["found_at"])
        # Matched again, an article has mentions only for queries that it did not match before. What only its page
        # meets, which came late, is news all the same.
        is_revision = row["recorded"] is not None and not row["is_late"]
        db.executemany(
            _MENTION,
            [(record.article_id, is_revision, prominence, query) for query, prominence in record.queries.items()],
        )
    db.execute(
        "UPDATE articles SET waiting = 0, is_late = 0, language = ?, lease_boot = NULL, lease_until = NULL,"
        " recorded = coalesce(recorded, ?) WHERE id = ?",
        (record.language, newest_number(db) + 1, record.article_id),
    )
    put_into_archive(db, record.article_id, row["published_at"], " ".join(record.terms), to_ms(record.at))
    return None if story is None else StoryId(story)


def to_waiting(row: Row, lease: Lease) -> WaitingArticle:
    return WaitingArticle(
        id=ArticleId(row["id"]),
        number=row["read_no"],
        lease=lease,
        failures=row["failures"],
        interruptions=row["interruptions"],
        title=row["title"],
        text=whole_text(row["text"], row["page"] or ""),
        url=row["url"],
        canonical_url=row["canonical_url"],
        site=row["site"],
        language=row["language"],
        source_title=row["source_title"],
        author=row["author"],
        found_at=from_ms(row["found_at"]),
        is_news=bool(row["is_news"]),
        story_id=None if row["story_id"] is None else StoryId(row["story_id"]),
        source_id=SourceId(row["source_id"]),
        scope=None if row["grouped_for"] is None else Scope(row["grouped_for"]),
        speaks_for_site=bool(row["speaks"]),
    )

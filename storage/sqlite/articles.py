"""Articles that wait to be read, until they are recorded with what they meet."""

import sqlite3
from datetime import datetime

from bot.errors import StaleIndex
from bot.model import ArticleId, ArticleRecord, Lease, SourceId, StoryId, WaitingArticle
from storage.sqlite.archive_index import put_into_archive
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, check, from_ms, taken_ms, to_columns, to_ms
from storage.sqlite.stories import join_stories


class Articles:
    """Implements the part of `bot.ports.ArticleStorage` that ends with a mention."""

    _db: Database

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        def claim(db: sqlite3.Connection) -> list[WaitingArticle]:
            rows = db.execute(
                "WITH free AS (SELECT id, attempts FROM articles"
                " WHERE waiting AND (lease_until IS NULL OR lease_until <= :taken) ORDER BY id LIMIT :limit)"
                " UPDATE articles SET lease_boot = :lease_boot, lease_until = :lease_until, attempts = attempts + 1"
                " WHERE id = (SELECT min(id) FROM free) OR id IN (SELECT id FROM free"
                " WHERE id < coalesce((SELECT min(id) FROM free WHERE attempts > 0), (SELECT max(id) + 1 FROM free)))"
                " RETURNING *, (SELECT title FROM sources WHERE sources.id = source_id) AS source_title,"
                " (SELECT pack IS NOT NULL FROM sources WHERE sources.id = source_id) AS is_of_pack",
                {"taken": taken_ms(lease, now), "limit": limit} | to_columns(lease),
            ).fetchall()
            return [_to_waiting(row, lease) for row in sorted(rows, key=lambda row: row["id"])]

        return await self._db.write(claim)

    async def record_article(self, record: ArticleRecord) -> None:
        await self._db.write(lambda db: _record(db, record))


def newest_number(db: sqlite3.Connection) -> int:
    """Of the articles that were recorded, those among them that are forgotten."""
    number: int = db.execute(
        "SELECT max(recorded, coalesce((SELECT max(recorded) FROM articles), 0)) FROM given"
    ).fetchone()[0]
    return number


def _record(db: sqlite3.Connection, record: ArticleRecord) -> None:
    row = db.execute("SELECT * FROM articles WHERE id = ?", (record.article_id,)).fetchone()
    check(record.lease, row)
    newest = db.execute("SELECT generation FROM queries WHERE live ORDER BY generation DESC LIMIT 1").fetchone()
    if newest is not None and newest["generation"] > record.generation:
        raise StaleIndex
    if row["is_news"]:
        if row["story_id"] is None:
            join_stories(db, record, row["found_at"])
        # Matched again, an article tells only the queries that it newly meets.
        db.executemany(
            "INSERT OR IGNORE INTO mentions (query_id, article_id, is_revision)"
            " SELECT id, ?, ? FROM queries WHERE id = ? AND live",
            [(record.article_id, row["recorded"] is not None, query) for query in record.queries],
        )
    db.execute(
        "UPDATE articles SET waiting = 0, language = ?, lease_boot = NULL, lease_until = NULL,"
        " recorded = coalesce(recorded, ?) WHERE id = ?",
        (record.language, newest_number(db) + 1, record.article_id),
    )
    put_into_archive(db, record.article_id, row["published_at"], " ".join(record.terms), to_ms(record.at))


def _to_waiting(row: Row, lease: Lease) -> WaitingArticle:
    return WaitingArticle(
        id=ArticleId(row["id"]),
        lease=lease,
        attempts=row["attempts"],
        title=row["title"],
        text=row["text"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        site=row["site"],
        language=row["language"],
        source_title=row["source_title"],
        found_at=from_ms(row["found_at"]),
        is_news=bool(row["is_news"]),
        story_id=None if row["story_id"] is None else StoryId(row["story_id"]),
        source_id=SourceId(row["source_id"]),
        is_of_pack=bool(row["is_of_pack"]),
        speaks=bool(row["speaks"]),
    )

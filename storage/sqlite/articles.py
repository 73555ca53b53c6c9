"""Articles that wait to be read, and the stories that they join."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.errors import StaleIndex
from bot.model import ArticleId, ArticleRecord, CandidateStory, Lease, ReadArticle, StoryId, WaitingArticle
from storage.sqlite.archive import put_into_archive
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, check, from_ms, to_columns, to_ms


class Articles:
    """Implements the part of `bot.ports.ArticleStorage` that ends with a mention."""

    _db: Database

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        def claim(db: sqlite3.Connection) -> list[WaitingArticle]:
            rows = db.execute(
                "WITH free AS (SELECT id, attempts FROM articles"
                " WHERE waiting AND (lease_until IS NULL OR lease_until <= :now) ORDER BY id LIMIT :limit)"
                " UPDATE articles SET lease_boot = :lease_boot, lease_until = :lease_until, attempts = attempts + 1"
                " WHERE id = (SELECT min(id) FROM free) OR id IN (SELECT id FROM free"
                " WHERE id < coalesce((SELECT min(id) FROM free WHERE attempts > 0), (SELECT max(id) + 1 FROM free)))"
                " RETURNING *, (SELECT title FROM sources WHERE sources.id = source_id) AS source_title",
                {"now": to_ms(now), "limit": limit} | to_columns(lease),
            ).fetchall()
            return [_to_waiting(row, lease) for row in sorted(rows, key=lambda row: row["id"])]

        return await self._db.write(claim)

    async def candidate_stories(self, keys: Iterable[str], since: datetime) -> list[CandidateStory]:
        wanted = list(keys)

        def load(db: sqlite3.Connection) -> list[CandidateStory]:
            shared: dict[int, tuple[int, set[str]]] = {}
            for key in wanted:
                rows = db.execute(
                    "SELECT story_id, joined_at FROM story_keys JOIN stories ON id = story_id"
                    " WHERE key = ? AND joined_at > ?",
                    (key, to_ms(since)),
                )
                for row in rows:
                    shared.setdefault(row["story_id"], (row["joined_at"], set()))[1].add(key)
            return [
                CandidateStory(StoryId(story), frozenset(found), from_ms(joined_at))
                for story, (joined_at, found) in sorted(shared.items())
            ]

        return await self._db.read(load)

    async def articles_of(self, story: StoryId, limit: int) -> list[ReadArticle]:
        def load(db: sqlite3.Connection) -> list[ReadArticle]:
            rows = db.execute(
                "SELECT a.*, s.title AS source_title FROM articles AS a JOIN sources AS s ON s.id = source_id"
                " WHERE story_id = ? ORDER BY story_version DESC LIMIT ?",
                (story, limit),
            )
            return [to_read(row) for row in rows]

        return await self._db.read(load)

    async def record_article(self, record: ArticleRecord) -> None:
        await self._db.write(lambda db: _record(db, record))


def _record(db: sqlite3.Connection, record: ArticleRecord) -> None:
    row = db.execute("SELECT * FROM articles WHERE id = ?", (record.article_id,)).fetchone()
    check(record.lease, row)
    newest = db.execute("SELECT generation FROM queries WHERE live ORDER BY generation DESC LIMIT 1").fetchone()
    if newest is not None and newest["generation"] > record.generation:
        raise StaleIndex
    if row["is_news"]:
        if row["story_id"] is None:
            _join_story(db, record)
        # Matched again, an article tells only the queries that it newly meets.
        db.executemany(
            "INSERT OR IGNORE INTO mentions (query_id, article_id, is_revision)"
            " SELECT id, ?, ? FROM queries WHERE id = ? AND live",
            [(record.article_id, row["recorded"] is not None, query) for query in record.queries],
        )
    db.execute(
        "UPDATE articles SET waiting = 0, language = :language, lease_boot = NULL, lease_until = NULL,"
        " recorded = coalesce(recorded, (SELECT coalesce(max(recorded), 0) + 1 FROM articles)) WHERE id = :id",
        {"language": record.language, "id": record.article_id},
    )
    put_into_archive(db, record.article_id, record.terms)


def _join_story(db: sqlite3.Connection, record: ArticleRecord) -> None:
    now = to_ms(record.at)
    story = record.story_id
    if story is None:
        cursor = db.execute("INSERT INTO stories (version, begun_at, joined_at) VALUES (0, ?, ?)", (now, now))
        story = StoryId(cursor.lastrowid or 0)
    db.execute("UPDATE stories SET version = version + 1, joined_at = ? WHERE id = ?", (now, story))
    db.execute(
        "UPDATE articles SET story_id = :story, is_development = :is_development,"
        " story_version = (SELECT version FROM stories WHERE id = :story) WHERE id = :article",
        {"story": story, "is_development": record.is_development, "article": record.article_id},
    )
    db.executemany("INSERT OR IGNORE INTO story_keys VALUES (?, ?)", [(key, story) for key in record.story_keys])


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
    )

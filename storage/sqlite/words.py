"""The words that matched in articles: they explain a message when the text is gone."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model import MentionId, SentArticle
from storage.sqlite.content import article_row, to_read
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, to_ms


class Words:
    """Implements the part of `bot.ports.RetentionStorage` that prepares for the end of texts."""

    _db: Database

    async def sent_articles(self, before: datetime, after: int, limit: int) -> tuple[list[SentArticle], int | None]:
        def load(db: sqlite3.Connection) -> tuple[list[SentArticle], int | None]:
            rows = db.execute(
                "SELECT id, recorded, coalesce(changed_at, found_at) < ? AS is_old FROM articles"
                " WHERE recorded > ? ORDER BY recorded LIMIT ?",
                (to_ms(before), after, limit),
            ).fetchall()
            old = [row["id"] for row in rows if row["is_old"]]
            sent = [_to_told(db, article, mentions) for article in old if (mentions := _unexplained(db, article))]
            return sent, rows[-1]["recorded"] if old else None

        return await self._db.read(load)

    async def keep_words(self, words: Mapping[MentionId, Sequence[str]]) -> None:
        rows = [(json.dumps(met, ensure_ascii=False), mention) for mention, met in words.items()]
        await self._db.write(lambda db: db.executemany("UPDATE mentions SET words = ? WHERE id = ?", rows))


def kept_words(mention: Row) -> tuple[str, ...] | None:
    return None if mention["words"] is None else tuple(json.loads(mention["words"]))


def _unexplained(db: sqlite3.Connection, article: int) -> list[Row]:
    return db.execute(
        "SELECT m.id, q.text FROM mentions AS m JOIN queries AS q ON q.id = query_id WHERE article_id = ?"
        " AND words IS NULL AND EXISTS (SELECT 1 FROM reasons WHERE mention_id = m.id)",
        (article,),
    ).fetchall()


def _to_told(db: sqlite3.Connection, article: int, mentions: Sequence[Row]) -> SentArticle:
    return SentArticle(to_read(article_row(db, article)), {MentionId(row["id"]): row["text"] for row in mentions})

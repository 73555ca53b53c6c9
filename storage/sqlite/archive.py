"""The archive: recorded articles, found by their terms."""

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.model import AllOf, AnyOf, ArchivedArticle, ArticleId, ChatKey, Filter, Term
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, from_ms, to_ms
from storage.sqlite.sources import WATCHES

_SEPARATOR = re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
"""What FTS5's "ascii" tokenizer takes for the end of a term: all of ASCII but letters and digits."""


class Archive:
    """Implements `bot.ports.ArchiveStorage`."""

    _db: Database

    async def search(
        self, wanted: Filter | None, chat: ChatKey | None, since: datetime, before: ArchivedArticle | None, limit: int
    ) -> list[ArchivedArticle]:
        def load(db: sqlite3.Connection) -> list[ArchivedArticle]:
            expression = None if wanted is None else _expression(wanted)
            rows = db.execute(
                f"""
                SELECT a.*, s.title AS source_title FROM articles AS a JOIN sources AS s ON s.id = a.source_id
                WHERE a.recorded IS NOT NULL AND a.published_at > :since
                    AND (a.published_at, a.id) < (:before_at, :before_id)
                    {"AND a.id IN (SELECT rowid FROM archive WHERE archive MATCH :expression)" if expression else ""}
                    AND (:chat IS NULL OR {WATCHES.format(owner=":chat", source="a.source_id")})
                ORDER BY a.published_at DESC, a.id DESC LIMIT :limit
                """,  # noqa: S608  constants
                {
                    "since": to_ms(since),
                    "before_at": to_ms(before.published_at) if before else 1 << 62,
                    "before_id": before.id if before else 0,
                    "expression": expression,
                    "chat": chat,
                    "limit": limit,
                },
            )
            return [_to_archived(row) for row in rows]

        return await self._db.read(load)


def put_into_archive(db: sqlite3.Connection, article: int, terms: Iterable[str]) -> None:
    """Let an article be found by these terms, and by no others that it had before."""
    db.execute("INSERT OR REPLACE INTO archive (rowid, terms) VALUES (?, ?)", (article, " ".join(terms)))


def _expression(wanted: Filter) -> str:
    """The filter in the language of FTS5; empty if nothing of it can be asked for."""
    match wanted:
        case Term(text, is_prefix):
            words = [f'"{word}"' for word in _SEPARATOR.split(text) if word]
            return " AND ".join(words) + ("*" if is_prefix and words else "")
        case AllOf(parts):
            return " AND ".join(f"({found})" for part in parts if (found := _expression(part)))
        case AnyOf(parts):
            ways = [_expression(part) for part in parts]
            return " OR ".join(f"({way})" for way in ways) if all(ways) else ""


def _to_archived(row: Row) -> ArchivedArticle:
    return ArchivedArticle(
        id=ArticleId(row["id"]),
        article=to_read(row),
        url=row["url"],
        published_at=from_ms(row["published_at"]),
        number=row["recorded"],
    )

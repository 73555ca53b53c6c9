"""The queries that articles are matched with, and what they expand to."""

import sqlite3
from collections.abc import Sequence
from itertools import count

from bot.model import ExpandedQuery, Expansion, Generation, IndexChanges, QueryId
from storage.sqlite.database import Database
from storage.sqlite.queries import newest_generation

_THE_SAME = "id = ? AND text = ? AND live"
"""Ids are given again: a query of another text is another one."""


class Expansions:
    """Implements the part of `bot.ports.ArticleStorage` that the index is made of."""

    _db: Database

    async def index_changes(self, since: Generation, limit: int | None = None) -> IndexChanges:
        def load(db: sqlite3.Connection) -> IndexChanges:
            rows = db.execute(
                "SELECT * FROM queries WHERE generation > ? ORDER BY generation LIMIT ?",
                (since, -1 if limit is None else limit),
            ).fetchall()
            return IndexChanges(
                generation=Generation(rows[-1]["generation"]) if rows else since,
                added={QueryId(row["id"]): row["text"] for row in rows if row["live"]},
                removed=frozenset(QueryId(row["id"]) for row in rows if not row["live"]),
                expansions={
                    QueryId(row["id"]): Expansion(row["forms"], row["expansion"])
                    for row in rows
                    if row["live"] and row["expansion"] is not None
                },
            )

        return await self._db.read(load)

    async def keep_expansions(self, expanded: Sequence[ExpandedQuery]) -> None:
        def keep(db: sqlite3.Connection) -> None:
            db.executemany(
                f"UPDATE queries SET forms = ?, expansion = ? WHERE {_THE_SAME}",  # noqa: S608  a constant
                [(one.expansion.forms, one.expansion.body, one.query, one.text) for one in expanded],
            )

        await self._db.write(keep)

    async def renew_expansions(self, expanded: Sequence[ExpandedQuery]) -> None:
        def renew(db: sqlite3.Connection) -> None:
            generations = count(newest_generation(db) + 1)
            db.executemany(
                f"UPDATE queries SET forms = ?, expansion = ?, generation = ? WHERE {_THE_SAME}",  # noqa: S608  a constant
                [
                    (one.expansion.forms, one.expansion.body, generation, one.query, one.text)
                    for one, generation in zip(expanded, generations, strict=False)
                ],
            )

        await self._db.write(renew)

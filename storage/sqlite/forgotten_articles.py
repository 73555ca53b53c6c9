"""Sources that only a forgotten chat watched: they go with their articles, from the archive and the indexes, too."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial

from storage.sqlite.archive_index import IndexedTerms, forget_terms, terms_of
from storage.sqlite.database import Database
from storage.sqlite.forgotten_rows import UNWATCHED, Forgotten, Whose, leave_scope
from storage.sqlite.host_queue import host_of
from storage.sqlite.pages import ADDED
from storage.sqlite.retention import EXPLAINS, TOLD, delete_article, is_any, stories_of
from storage.sqlite.rows import Row

_TURN_S = 0.01
"""The longest transaction, in seconds: others wait that long for the writer."""
_LOOKED_AT = 500
_AT_ONCE = 100
_FREE = f"SELECT 1 FROM sources WHERE id = ? AND lease_until IS NULL AND {UNWATCHED}"  # noqa: S608  a constant
_STUB = """
    UPDATE sources SET url = '#' || id, address = NULL, host = '', title = '', settings = '{}', own_of = NULL,
        etag = NULL, last_modified = NULL, body_hash = NULL, item_hashes = x'', sites = '', home = NULL, abroad = NULL,
        moving_to = NULL, failure_reason = NULL, failure_detail = NULL, told = NULL, pages_reason = NULL,
        channel_key = NULL
    WHERE id = ?
"""
"""The last source stays, empty, until there is another: buttons name sources by their ids, so none is given twice."""


class ForgottenArticles:
    """Passes over what is to be forgotten, some rows in each transaction."""

    _db: Database

    async def _pass(self, kind: Forgotten, whose: Whose) -> None:
        """Delete all rows of a kind, but those under way."""
        await self._each(kind.find, asdict(whose), lambda db, row: kind.end(db, row, whose))

    async def _each(self, find: str, bound: dict[str, int], end: Callable[[sqlite3.Connection, int], bool]) -> None:
        place = {"first": -1, "second": -1}
        while True:
            look = bound | place | {"limit": _LOOKED_AT}
            rows = await self._db.read(lambda db, look=look: db.execute(find, look).fetchall())  # type: ignore[misc]
            ids = [row["id"] for row in rows]
            while ids:
                ids = ids[await self._db.write(lambda db, ids=ids: _end_some(db, ids, end)) :]  # type: ignore[misc]
            if len(rows) < _LOOKED_AT:
                return
            place = {"first": rows[-1]["first"], "second": rows[-1]["second"]}

    async def _repeat_forgetting(self, step: Callable[[sqlite3.Connection], bool]) -> None:
        """Repeat a step until nothing is left, several in each transaction."""
        while await self._db.write(lambda db: _within_a_turn(db, step)):
            pass

    async def _forget_sources(self, chat: int) -> None:
        noted = "SELECT source_id FROM forgotten_sources WHERE chat_key = ?"
        for (source,) in await self._db.read(lambda db: db.execute(noted, (chat,)).fetchall()):
            if await self._db.read(lambda db, source=source: db.execute(_FREE, (source,)).fetchone()) is not None:  # type: ignore[misc]
                await self._forget_index_of(source)
                await self._each(
                    "SELECT id, id AS first, 0 AS second FROM articles"
                    " WHERE source_id = :source AND id > :first ORDER BY id LIMIT :limit",
                    {"source": source},
                    lambda db, article, source=source: _end_article(db, article, source, chat),  # type: ignore[misc]
                )
                for table, key in (("sightings", "key"), ("own_posts", "message_id")):
                    await self._repeat_forgetting(partial(_end_listed, source=source, table=table, key=key))
            await self._db.write(lambda db, source=source: _end_source(db, source))  # type: ignore[misc]

    async def _forget_index_of(self, source: int) -> None:
        """Take a source's articles out of the indexes by which similar ones and searches find them."""

        def load(db: sqlite3.Connection) -> tuple[Sequence[Row], Sequence[IndexedTerms]]:
            articles = [id_ for (id_,) in db.execute("SELECT id FROM articles WHERE source_id = ?", (source,))]
            if not articles:
                return [], []
            found = "SELECT * FROM clues WHERE article_id IN (SELECT value FROM json_each(?))"
            return db.execute(found, (json.dumps(articles),)).fetchall(), list(terms_of(db, articles))

        clues, terms = await self._db.read(load)
        forget = "DELETE FROM clues WHERE (day, clue, article_id) = (?, ?, ?)"
        await self._in_turns(clues, lambda db, row: db.execute(forget, tuple(row)))
        await self._in_turns(terms, forget_terms)

    async def _in_turns(self, rows: Iterable[object], end: Callable[..., object]) -> None:
        left = list(rows)

        def step(db: sqlite3.Connection) -> int:
            until = time.monotonic() + _TURN_S
            done = 0
            for row in left:
                end(db, row)
                done += 1
                if time.monotonic() >= until:
                    break
            return done

        while left:
            left = left[await self._db.write(step) :]


def _within_a_turn(db: sqlite3.Connection, step: Callable[[sqlite3.Connection], bool]) -> bool:
    """Whether there may be more to do."""
    until = time.monotonic() + _TURN_S
    while step(db):
        if time.monotonic() >= until:
            return True
    return False


def _end_some(db: sqlite3.Connection, ids: Sequence[int], end: Callable[[sqlite3.Connection, int], bool]) -> int:
    """Delete the first of the rows; how many there was time for."""
    until = time.monotonic() + _TURN_S
    for done, row in enumerate(ids):
        while not end(db, row):
            if time.monotonic() >= until:
                return done
        if time.monotonic() >= until:
            return done + 1
    return len(ids)


def _end_article(db: sqlite3.Connection, article: int, source: int, chat: int) -> bool:
    """Delete an article, unless others were told of it."""
    row = db.execute("SELECT * FROM articles WHERE id = ?", (article,)).fetchone()
    if row is None or db.execute(_FREE, (source,)).fetchone() is None:
        return True
    stories = stories_of(db, article)
    if db.execute(EXPLAINS, (article,)).fetchone() is not None:
        if row["scope"] == chat:
            leave_scope(db, row)
        return True
    delete_article(db, article, stories)
    for story in stories:
        if not is_any(db, TOLD, [story]):
            db.execute("DELETE FROM story_keys WHERE story_id = ? AND scope = ?", (story, chat))
    _forget_page_hosts(db, host_of(row["url"]), source)
    return True


def _forget_page_hosts(db: sqlite3.Connection, host: str, source: int) -> None:
    """Forget how often a host was asked for pages, unless another source or page is there."""
    for name in (host, host + ADDED):
        db.execute(
            "DELETE FROM page_hosts WHERE name = :name"
            " AND NOT EXISTS (SELECT 1 FROM pages WHERE host = :name AND lease_until IS NULL)"
            " AND NOT EXISTS (SELECT 1 FROM pages WHERE host = :name AND lease_until IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM sources WHERE host = :host AND id != :source)",
            {"name": name, "host": host, "source": source},
        )


def _end_listed(db: sqlite3.Connection, source: int, table: str, key: str) -> bool:
    """Delete some of what is remembered of what a source has listed; True if there may be more."""
    if db.execute(_FREE, (source,)).fetchone() is None:
        return False
    keys = db.execute(f"SELECT {key} FROM {table} WHERE source_id = ? LIMIT ?", (source, _AT_ONCE)).fetchall()  # noqa: S608  constants
    db.executemany(f"DELETE FROM {table} WHERE (source_id, {key}) = (?, ?)", [(source, one) for (one,) in keys])  # noqa: S608  constants
    return len(keys) == _AT_ONCE


def _end_source(db: sqlite3.Connection, source: int) -> None:
    """Delete a source; one that is being polled waits for another pass, and one that somebody needs stays."""
    row = db.execute("SELECT * FROM sources WHERE id = ?", (source,)).fetchone()
    is_needed = (
        f"SELECT NOT ({UNWATCHED}) OR EXISTS (SELECT 1 FROM articles WHERE source_id = sources.id)"  # noqa: S608  a constant
        " FROM sources WHERE id = ?"
    )
    if row is not None and row["lease_until"] is not None:
        return
    db.execute("DELETE FROM forgotten_sources WHERE source_id = ?", (source,))
    if row is None or db.execute(is_needed, (source,)).fetchone()[0]:
        return
    for table in ("former_addresses", "front_pages", "channel_sources"):
        db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source,))  # noqa: S608  constants
    if db.execute("SELECT max(id) FROM sources").fetchone()[0] == source:
        db.execute("INSERT OR IGNORE INTO hosts (name) VALUES ('')")
        db.execute(_STUB, (source,))
    else:
        db.execute("DELETE FROM sources WHERE id = ?", (source,))
    db.execute(
        "DELETE FROM hosts WHERE name = ? AND NOT EXISTS (SELECT 1 FROM sources WHERE host = name)", (row["host"],)
    )

"""The archive's index: parts by week, full-text tables that keep nothing but which terms stand where.

An entry goes to the part of the week in which its article was recorded, so that what is older than anybody wants is
dropped as a whole: SQLite before 3.43 deletes nothing from a table without content. An article that is recorded again
adds its new terms; those that it lost still lead to it, and whoever looks at the article sees that.

The key of an entry, the row id, begins with the second of publication, so that a part gives its newest entries first at
no cost. A part says when its newest entry was published: it is not opened before that is reached.
"""

import heapq
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.model import ArticleId

_WEEK_MS = 7 * 24 * 3_600 * 1_000
_ID_BITS = 31
_LAST_SECOND = (1 << 32) - 1
"""An unsigned second and an id of 31 bits fill a row id of SQLite's: both last for a century."""
LAST_KEY = (1 << 63) - 1
ID_MASK = (1 << _ID_BITS) - 1
_INNER = 10
"""Up to this id, a shadow table of FTS5 holds what is needed to open it (https://www.sqlite.org/fts5.html, §10)."""
_OLD_WINDOW = 20_000
"""Ids of the undivided index that are asked about at once: some 5 ms."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How far the archive was looked through, and what stands there: None for nothing."""

    key: int
    article: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    newest: int
    """The key of its newest entry, or one above it."""
    search: Callable[[str, int, int], Iterator[int]]
    """The keys that meet an expression, between two keys, descending."""


def key_of(published_at: int, article: int) -> int:
    """Where the entry of an article stands; `published_at` in milliseconds."""
    return min(max(published_at // 1_000, 0), _LAST_SECOND) << _ID_BITS | article


def second_of(key: int) -> int:
    """When the article of an entry was published, in seconds."""
    return key >> _ID_BITS


def article_of(key: int) -> ArticleId:
    return ArticleId(key & ID_MASK)


def put_into_archive(db: sqlite3.Connection, article: int, published_at: int, terms: str, at: int) -> None:
    """Let an article be found by terms, separated by blanks, as recorded at `at`; times in milliseconds."""
    key = key_of(published_at, article)
    week = open_part(db, at // _WEEK_MS, key)
    db.execute(f"INSERT INTO {part_name(week)} (rowid, terms) VALUES (?, ?)", (key, terms))  # noqa: S608  a number


def entries(db: sqlite3.Connection, expression: str, after: int, before: int) -> Iterator[Entry]:
    """The entries between two keys that meet an expression of FTS5, newest first, and where there were none in a part.

    An entry may come twice.
    """
    parts = [part for part in (*_parts(db), *_old_parts(db)) if part.newest > after]
    unopened = sorted(parts, key=lambda part: part.newest)
    opened: list[tuple[int, int, Iterator[int]]] = []
    """The next key of each part, negative, so that the newest comes first out of the heap."""
    while unopened or opened:
        next_key = -opened[0][0] if opened else 0
        if unopened and unopened[-1].newest >= next_key:
            found = unopened.pop().search(expression, after, before)
            if (first := next(found, None)) is not None:
                heapq.heappush(opened, (-first, len(unopened), found))
                continue
            nothing_above = max(next_key, unopened[-1].newest if unopened else 0)
            yield Entry(min(nothing_above + 1, before))
        else:
            _, number, found = opened[0]
            yield Entry(next_key, article_of(next_key))
            if (following := next(found, None)) is None:
                heapq.heappop(opened)
            else:
                heapq.heapreplace(opened, (-following, number, found))


def note_misdated(db: sqlite3.Connection, now: int) -> None:
    """Let entries be looked for by the times of their articles where these claimed to be of the future, until now."""
    latest = key_of(now, ID_MASK)
    db.execute("UPDATE archive_parts SET is_misdated = 1, newest = ? WHERE newest > ?", (latest, latest))


def drop_old_part(db: sqlite3.Connection, before: int, limit: int) -> bool:
    """Empty and drop the parts that were over at `before`, so many blocks at a time; whether there may be more.

    A table of gigabytes that is dropped at once would keep the writer for as long as it takes.
    """
    row = db.execute(
        "SELECT week FROM archive_parts WHERE is_closed OR week < ? ORDER BY week LIMIT 1", (before // _WEEK_MS,)
    ).fetchone()
    if row is None:
        return False
    week = row["week"]
    db.execute("UPDATE archive_parts SET is_closed = 1 WHERE week = ?", (week,))
    if not _empty(db, part_name(week), limit):
        db.execute(f"DROP TABLE {part_name(week)}")
        db.execute("DELETE FROM archive_parts WHERE week = ?", (week,))
    return True


def divide_old_index(db: sqlite3.Connection, limit: int) -> bool:
    """Move so many entries of the index as it was before it had parts, newest first; whether there may be more."""
    if not _has_old_index(db):
        return False
    rows = db.execute("SELECT id, c0 AS terms FROM archive_content ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
    for row in rows:
        article = db.execute(
            "SELECT published_at, found_at FROM articles WHERE id = ? AND recorded IS NOT NULL", (row["id"],)
        ).fetchone()
        if article is not None:
            put_into_archive(db, row["id"], article["published_at"], row["terms"], article["found_at"])
        db.execute("DELETE FROM archive_content WHERE id = ?", (row["id"],))
    if not rows and not _empty(db, "archive", limit):
        db.execute("DROP TABLE archive")
    return True


def open_part(db: sqlite3.Connection, week: int, newest: int) -> int:
    """The part of the week, made if there is none; one that is being emptied takes nothing in any more."""
    while True:
        row = db.execute("SELECT newest, is_closed FROM archive_parts WHERE week = ?", (week,)).fetchone()
        if row is None:
            db.execute("INSERT INTO archive_parts (week, newest) VALUES (?, ?)", (week, newest))
            # Terms come folded, so nothing but their separation is left to SQLite; where they stand, and how many
            # there are, is of no interest.
            db.execute(
                f"CREATE VIRTUAL TABLE {part_name(week)} USING fts5"
                " (terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii')"
            )
            return week
        if not row["is_closed"]:
            if row["newest"] < newest:
                db.execute("UPDATE archive_parts SET newest = ? WHERE week = ?", (newest, week))
            return week
        week += 1


def _parts(db: sqlite3.Connection) -> Iterable[_Part]:
    for row in db.execute("SELECT * FROM archive_parts WHERE NOT is_closed").fetchall():
        name = part_name(row["week"])
        yield _Part(row["newest"], _as_dated(db, name) if row["is_misdated"] else _as_kept(db, name))


def _old_parts(db: sqlite3.Connection) -> Iterable[_Part]:
    """What was not moved yet of the index as it was before it had parts, by windows of ids.

    Nothing is published after it is found, and what has a lower id was found earlier.
    """
    if not _has_old_index(db):
        return
    first, last = db.execute(
        "SELECT (SELECT min(id) FROM archive_content), (SELECT max(id) FROM archive_content)"
    ).fetchone()
    newest = 0
    for start in range(first, last + 1, _OLD_WINDOW) if last is not None else ():
        end = min(start + _OLD_WINDOW - 1, last)
        found = db.execute("SELECT found_at FROM articles WHERE id <= ? ORDER BY id DESC LIMIT 1", (end,)).fetchone()
        newest = max(newest, key_of(found["found_at"], ID_MASK)) if found else newest
        yield _Part(newest, _as_dated(db, "archive", start, end))


def _as_kept(db: sqlite3.Connection, name: str) -> Callable[[str, int, int], Iterator[int]]:
    def search(expression: str, after: int, before: int) -> Iterator[int]:
        rows = db.execute(
            f"SELECT rowid FROM {name} WHERE {name} MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC",  # noqa: S608  a name of ours
            (expression, after, before),
        )
        return (key for (key,) in rows)

    return search


def _as_dated(
    db: sqlite3.Connection, name: str, start: int = 0, end: int = LAST_KEY
) -> Callable[[str, int, int], Iterator[int]]:
    """Of the entries from `start` to `end`, which are in no order of time, by when their articles were published."""

    def search(expression: str, after: int, before: int) -> Iterator[int]:
        rows = db.execute(
            f"SELECT DISTINCT published_at, id FROM {name} CROSS JOIN articles ON id = {name}.rowid & ?"  # noqa: S608  a name of ours
            f" WHERE {name} MATCH ? AND {name}.rowid >= ? AND {name}.rowid <= ?",
            (ID_MASK, expression, start, end),
        )
        keys = (key_of(published_at, article) for published_at, article in rows)
        return iter(sorted((key for key in keys if after < key < before), reverse=True))

    return search


def _has_old_index(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'archive'").fetchone() is not None


def _empty(db: sqlite3.Connection, name: str, limit: int) -> bool:
    """Delete so many rows that a full-text table keeps its terms in; whether there were any."""
    for table, key in (("data", ("id",)), ("idx", ("segid", "term")), ("docsize", ("id",))):
        shadow = f"{name}_{table}"
        if db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (shadow,)).fetchone() is None:
            continue
        kept = f"WHERE id > {_INNER}" if table == "data" else ""
        rows = db.execute(f"SELECT {', '.join(key)} FROM {shadow} {kept} LIMIT ?", (limit,)).fetchall()  # noqa: S608  constants
        db.executemany(f"DELETE FROM {shadow} WHERE {' AND '.join(f'{one} = ?' for one in key)}", rows)  # noqa: S608  constants
        if rows:
            return True
    return False


def part_name(week: int) -> str:
    """Of a part; weeks are counted from 1970."""
    return f"archive_{week}"

"""The archive's index: parts by week, full-text tables that store only which terms are in which article.

An entry goes to the part of the week in which its article was recorded, so that expired entries are dropped as a whole:
SQLite before 3.43 cannot delete from a table without content. An article that is recorded again adds its new terms; the
terms that it lost still lead to it, so a search checks the article itself.

The key of an entry, the row id, begins with the second of publication, so a part returns its newest entries first at
no cost. A part knows when its newest entry was published, and is opened only when the search gets there.
"""

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from bot.model import ArticleId

_WEEK_MS = 7 * 24 * 3_600 * 1_000
_ID_BITS = 31
_LAST_SECOND = (1 << 32) - 1
"""An unsigned second and an id of 31 bits fill a row id of SQLite: both last for a century."""
LAST_KEY = (1 << 63) - 1
ID_MASK = (1 << _ID_BITS) - 1
_INNER = 10
"""Up to this id, a shadow table of FTS5 holds what is needed to open it (https://www.sqlite.org/fts5.html, §10)."""
_OLD_WINDOW = 20_000
"""Ids of the undivided index in one look-up: some 5 ms."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How far the search got, and the entry at that point, or None."""

    key: int
    article: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    newest: int
    """The key of its newest entry, or a greater one."""
    search: Callable[[str, int, int], Iterator[int]]
    """The keys that match an expression, between two keys, descending."""


def key_of(published_at: int, article: int) -> int:
    """The key of an article's entry; `published_at` in milliseconds."""
    return min(max(published_at // 1_000, 0), _LAST_SECOND) << _ID_BITS | article


def second_of(key: int) -> int:
    """When the article of an entry was published, in seconds."""
    return key >> _ID_BITS


def article_of(key: int) -> ArticleId:
    return ArticleId(key & ID_MASK)


def put_into_archive(db: sqlite3.Connection, article: int, published_at: int, terms: str, at: int) -> None:
    """Index an article by terms, separated by blanks, as recorded at `at`; times in milliseconds."""
    key = key_of(published_at, article)
    week = open_part(db, at // _WEEK_MS, key)
    db.execute(f"INSERT INTO {part_name(week)} (rowid, terms) VALUES (?, ?)", (key, terms))  # noqa: S608  a number


def entries(db: sqlite3.Connection, expression: str, after: int, before: int) -> Iterator[Entry]:
    """The entries between two keys that match an FTS5 expression, newest first, and the ends of parts without any.

    An entry may come twice.
    """
    parts = [part for part in (*_parts(db), *_old_parts(db)) if part.newest > after]
    unopened = sorted(parts, key=lambda part: part.newest)
    opened: list[tuple[int, int, Iterator[int]]] = []
    """The next key of each part, negative, so the heap returns the newest first."""
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


def count_entries(db: sqlite3.Connection, expressions: Mapping[str, str], after: int, most: int) -> Counter[str]:
    """For each FTS5 expression, how many entries above a key match it: exactly, if they are fewer than `most`."""
    asked = json.dumps([*expressions.items()])
    counts: Counter[str] = Counter()
    for name in parts_since(db, after):
        rows = db.execute(
            "SELECT value ->> 0, (SELECT count(*) FROM (SELECT 1"  # noqa: S608  a name of ours
            f" FROM {name} WHERE {name} MATCH value ->> 1 AND rowid > :after LIMIT :most)) FROM json_each(:asked)",
            {"asked": asked, "after": after, "most": most},
        )
        for expression, count in rows:
            counts[expression] += count
    return counts


def parts_since(db: sqlite3.Connection, after: int) -> list[str]:
    """The names of the parts that have entries above a key, except for what is left of the old index."""
    parts = db.execute("SELECT week FROM archive_parts WHERE NOT is_closed AND newest > ?", (after,)).fetchall()
    return [part_name(week) for (week,) in parts]


def note_misdated(db: sqlite3.Connection, now: int) -> None:
    """Search by the times of articles for entries that claimed to be in the future, until now."""
    latest = key_of(now, ID_MASK)
    db.execute("UPDATE archive_parts SET is_misdated = 1, newest = ? WHERE newest > ?", (latest, latest))


def drop_old_part(db: sqlite3.Connection, before: int, limit: int) -> bool:
    """Empty and drop the parts that ended by `before`, some blocks at a time; True if there may be more.

    Dropping a table of gigabytes at once would block the writer.
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
    """Move some entries of the old index without parts, newest first; True if there may be more."""
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
    """The part of the week, created if missing; a part that is being emptied accepts no more entries."""
    while True:
        row = db.execute("SELECT newest, is_closed FROM archive_parts WHERE week = ?", (week,)).fetchone()
        if row is None:
            db.execute("INSERT INTO archive_parts (week, newest) VALUES (?, ?)", (week, newest))
            # Terms come folded, so SQLite only separates them; where they stand, and how many
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
    """The unmoved rest of the old index without parts, by windows of ids.

    No article is published after it is found, and lower ids were found earlier.
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
    """The entries from `start` to `end`, which are unordered, by the publication of their articles."""

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
    """Delete some rows in which a full-text table stores its terms; True if there were any."""
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


@dataclass(frozen=True, slots=True)
class IndexedTerms:
    """An entry of a part, and all terms that lead to it, separated by blanks."""

    week: int
    key: int
    terms: str


def terms_of(db: sqlite3.Connection, articles: Iterable[int]) -> Iterator[IndexedTerms]:
    """The entries of articles in all parts. It reads the parts as a whole: the index leads from terms to articles."""
    wanted = json.dumps([*articles])
    for (week,) in db.execute("SELECT week FROM archive_parts WHERE NOT is_closed").fetchall():
        with _writable_temp(db):
            db.execute("DROP TABLE IF EXISTS temp.part_terms")
            db.execute(f"CREATE VIRTUAL TABLE temp.part_terms USING fts5vocab(main, {part_name(week)}, instance)")
        rows = db.execute(
            "SELECT doc, group_concat(term, ' ') FROM temp.part_terms"
            " WHERE doc & ? IN (SELECT value FROM json_each(?)) GROUP BY doc",
            (ID_MASK, wanted),
        )
        yield from [IndexedTerms(week, key, terms) for key, terms in rows]
        with _writable_temp(db):
            db.execute("DROP TABLE temp.part_terms")


def forget_terms(db: sqlite3.Connection, entry: IndexedTerms) -> None:
    """Let no term lead to an entry any more, unless its part is being dropped."""
    if db.execute("SELECT 1 FROM archive_parts WHERE week = ? AND NOT is_closed", (entry.week,)).fetchone():
        name = part_name(entry.week)
        delete = f"INSERT INTO {name} ({name}, rowid, terms) VALUES ('delete', ?, ?)"  # noqa: S608  a name of ours
        db.execute(delete, (entry.key, entry.terms))


@contextmanager
def _writable_temp(db: sqlite3.Connection) -> Iterator[None]:
    """Readers may write to no file; a temporary table is in none."""
    db.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        db.execute("PRAGMA query_only = ON")

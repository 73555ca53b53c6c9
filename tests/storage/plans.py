"""How SQLite finds what statements ask for, in a database of millions of rows and in an empty one.

All statements that the contract tests execute are examined, so no new one is forgotten. Where a whole table is read,
 or rows are sorted aside, there are few rows, or it happens rarely; each such place is listed with its reason.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from sqlite_utils import Database

from storage.sqlite.archive_index import open_part
from storage.sqlite.migrations import migrations

_STATISTICS = Path(__file__).with_name("statistics.tsv")
"""Of 2,000,000 articles and 1,000,000 posts: what ANALYZE says of the database of `benchmarks/size.py`."""
_STATEMENT = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b")
_PART = re.compile(r"archive_\d+")

_MANY = 1_000
"""Rows that are not read to find some of them."""
_SMALL = {"archive_parts", "clock", "forgotten_chats", "given", "inbox", "sqlite_schema"}
"""Tables of a few rows."""
_QUEUES = {
    "announcements_begun",
    "articles_waiting",
    "cards_behind",
    "cards_leased",
    "chats_due",
    "chats_edits",
    "debts_shelved",
    "debts_unsorted",
    "dispatches_aside",
    "dispatches_dead",
    "dispatches_due",
    "dispatches_sending",
    "grown_stories_next",
    "hosts_due",
    "mentions_to_fan_out",
    "own_posts_due",
    "pages_leased",
    "pages_waiting",
    "posts_behind",
    "posts_leased",
    "queries_live",
    "reposts_due",
    "reposts_edited",
    "reposts_to_look_at",
    "sources_leased",
    "sources_of_packs",
}
"""Indexes of the rows that are to be dealt with, or are few otherwise: their end is their use."""
_SELDOM = {
    "SELECT * FROM admissions": "at the start; what operators have said",
    "FROM temp.part_terms": "once for each source that a forgotten chat alone watched, by a reader",
    "SELECT * FROM clues WHERE article_id IN": "as above",
    "(SELECT count(*) FROM sources WHERE NOT retired AND failures = 0": "operators ask for it",
    "AS watchers FROM sources": "operators ask for it",
    "FROM chats WHERE dormant_at IS NULL AND kind != 'channel'": "operators ask for it",
    "SELECT (SELECT count(*) FROM pages)": "operators ask for it",
    "SELECT count(*), count(dormant_at) FROM chats": "the metrics, at most once in 5 s; a reader with a deadline",
    "coalesce(sum(paused), 0) FROM subscriptions": "as above",
    "AS baseline_at, count(*) AS count FROM sources": "as above",
    "FROM debts INDEXED BY debts_by_haste": "as above",
    "FROM sources INDEXED BY sources_due": "as above",
    "SELECT id, retired, failures, told, baseline_at,": "operators look at their page; a reader with a deadline",
    "told, baseline_at FROM sources WHERE (asker IS NOT NULL": "as above",
    "AS number FROM chats": "as above",
    "SELECT count(*) FROM chats WHERE dormant_at IS NOT NULL": "as above",
    "hosts WHERE free_at > :soon ORDER BY free_at DESC LIMIT :limit": "as above",
    "FROM sources WHERE read_at < ?": "once an hour, by a reader",
    "AND TRUE AND TRUE LIMIT -1": "once an hour, by a reader; tables that people fill",
    "FROM unread_updates": "operators ask for it",
    "FROM sources AS s CROSS JOIN sightings AS seen": "operators ask for it; the sources alone are read",
    "SELECT id FROM articles WHERE canonical_url = ? ORDER BY id": "operators ask for what no source lists any longer",
    "sources WHERE bundled AND pack IS NOT NULL": "at the start",
    "sources SET pack = NULL, bundled = 0": "at the start",
    "SELECT telegram_id, free_at FROM chats WHERE free_at > ?": "at the start",
    "SELECT 1 FROM sources WHERE host != ? AND polled_at >= ?": "once a trouble of a day; nearly always the first does",
    "SELECT DISTINCT host FROM sources WHERE host != ?": "once a trouble of a day, when none can be reached",
}
"""Parts of statements that read a table which people fill, with the reason why that is tolerated."""
_FEW = {
    "WHERE ready_at <= :now ORDER BY head.haste": "the oldest of what waits for a chat, one for each haste",
    "AND version >= :least ORDER BY version DESC LIMIT :limit ) AS big": "the stories of a day, once an hour",
    "ORDER BY created_at DESC LIMIT ?) AS told": "so many messages as are asked for",
    "FROM articles WHERE id = :article AND story_id IS NOT NULL UNION": "the stories of an article",
    "FROM archive_1 CROSS JOIN articles": "a part of the archive, after the clock was wrong",
    "FROM articles WHERE waiting AND read_no IS NOT NULL AND NOT set_aside": "what is suspected to break the program",
    "JOIN dispatches AS d ON d.id = dispatch_id WHERE state = 'sent' AND NOT debts.is_silent": "at most 150 messages",
    "FROM chat_sources WHERE chat_key = :chat AND (removed_at IS NULL OR muted) ) AS offered": "what a chat may watch",
    "FROM chat_sources WHERE chat_key = :chat) AS offered": "what a chat may watch",
    "FROM connections JOIN chats": "what a chat is connected to",
    "FROM connections WHERE target_key = ?": "who is connected to a chat",
    "FROM debts JOIN dispatches AS d ON d.id = dispatch_id WHERE (debts.chat_key": "what a chat was told of a story",
    "FROM debts JOIN reasons AS r ON r.debt_id = debts.id": "what a message is owed for",
    "FROM debts JOIN stories ON stories.id = story_id WHERE dispatch_id = ?": "the stories of a message",
    "FROM debts WHERE chat_key = :chat AND topic = :topic": "the latest of what waits for a chat",
    "FROM debts WHERE dispatch_id = ? ORDER BY place": "the stories of a digest",
    "FROM dispatches WHERE state = 'sending' UNION SELECT chat_key FROM posts": "what was under way, at the start",
    "FROM json_each(:days) AS listed": "the ends of lists",
    "FROM json_each(:keys) AS entry": "the articles of some entries",
    "FROM posts WHERE (chat_key, topic, story_id) = (?, ?, ?)": "the messages of a chat about a story",
    "FROM reasons JOIN mentions ON id = mention_id WHERE debt_id = ?": "what a debt is owed for",
    "FROM story_keys JOIN stories": "so many as are looked at in one go",
    "FROM subscriptions AS s JOIN chats ON chats.key": "the subscriptions of an owner",
    "FROM subscriptions AS s CROSS JOIN debts": "what waits for the subscriptions of an owner",
    "FROM subscriptions WHERE (chat_key, topic) = (?, ?)": "the subscriptions of a topic",
    "FROM subscriptions WHERE chat_key = ?": "the subscriptions of a chat",
    "UNION SELECT id FROM memberships AS m": "the articles of a story",
    "WITH roots AS (SELECT :story AS id": "the stories about an event",
    ") AS member": "the articles of a story",
}
"""Parts of statements that sort rows aside, with what these are: few, whatever the size of the database."""


_ALL_WANTED = {
    "SELECT id FROM articles WHERE source_id = ?": "of a source that goes with a forgotten chat, by a reader",
    "SELECT published_at, title, url FROM articles WHERE source_id = :source": "the newest, in the order of the index",
    "SELECT found_at, title FROM articles WHERE source_id = ? ORDER BY id DESC LIMIT ?": "as above",
    "SELECT key FROM sightings WHERE source_id = ? LIMIT ?": "so many as are forgotten in one go",
    "OR EXISTS (SELECT 1 FROM articles WHERE source_id = sources.id)": "the first is enough",
    "AND NOT EXISTS (SELECT 1 FROM sightings WHERE source_id = sources.id)": "the first is enough",
    "SET source_id = :kept WHERE source_id = :gone": "a source joins another one, with all that was seen there",
    "content_hash, listed_at FROM sightings WHERE source_id = :source": "what a source of a chat's own begins with",
    "DELETE FROM sightings WHERE source_id = :gone": "a source joins another one, with all that was seen there",
}
"""Parts of statements that look for very many rows by the beginning of a key, with the reason."""


class Watched(sqlite3.Connection):
    """Remembers what it was told to execute, each statement once, with what was bound to it."""

    executed: ClassVar[dict[str, Any]] = {}

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401  as in sqlite3
        self.executed.setdefault(sql, parameters)
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        rows = list(parameters)
        if rows:
            self.executed.setdefault(sql, rows[0])
        return super().executemany(sql, rows)


class Plans:
    """Says which statements SQLite would search for in vain."""

    def __init__(self, folder: Path) -> None:
        self.databases = [
            _schema(folder / f"{name}.db", rows) for name, rows in (("large", _statistics()), ("new", []))
        ]
        self._tables = {name for (name,) in self.databases[0].execute("SELECT name FROM sqlite_schema")}
        self._found = {index or table: [int(rows) for rows in stat.split()] for table, index, stat in _statistics()}
        self._nullable = dict(_nullable_indexes(self.databases[0]))
        self._known = _executed_by_migrations(folder / "migrated.db")

    def close(self) -> None:
        for database in self.databases:
            database.close()

    def complaints(self, executed: Mapping[str, Any]) -> list[str]:
        """About the statements that were not looked at before, and read or sort more than they should."""
        new = {sql: bound for sql, bound in executed.items() if sql not in self._known and _STATEMENT.match(sql)}
        self._known |= new.keys()
        return [
            complaint for sql, bound in new.items() for complaint in self._about(_PART.sub("archive_1", sql), bound)
        ]

    def _about(self, sql: str, bound: Any) -> Iterator[str]:  # noqa: ANN401  as in sqlite3
        written = " ".join(sql.split())
        if any(part in written for part in _SELDOM) or "archive_content" in written or "FROM archive " in written:
            return
        is_of_few = any(part in written for part in _FEW)
        for database in self.databases:
            for *_, step in database.execute(f"EXPLAIN QUERY PLAN {sql}", bound):
                is_sorted = "TEMP B-TREE" in step and not is_of_few
                if (
                    self._reads_all(step, written)
                    or self._reads_nulls(step, written)
                    or self._reads_many(step, written)
                    or is_sorted
                    or "AUTOMATIC" in step
                ):
                    yield f"{step}: {written}"

    def _reads_nulls(self, step: str, sql: str) -> bool:
        """Whether all rows are read in which a column is null: the planner takes them to be as few as of any value."""
        index = re.search(r"USING (?:COVERING )?INDEX (\S+)", step)
        return index is not None and f"{self._nullable.get(index[1])} IS NULL" in sql

    def _reads_many(self, step: str, sql: str) -> bool:
        """Whether rows are looked for by no more than the beginning of a key, which very many have in common."""
        search = re.match(r"SEARCH (\S+) USING (?:COVERING )?(?:INDEX (\S+)|PRIMARY KEY) \((.*)\)", step)
        if search is None or re.search("[<>]", search[3]) or any(part in sql for part in _ALL_WANTED):
            return False
        named = re.search(rf"(\w+) AS {re.escape(search[1])}\b", sql)
        rows = self._found.get(search[2] or (named[1] if named else search[1]), [])
        return max(rows[search[3].count("=") :], default=0) > _MANY

    def _reads_all(self, step: str, sql: str) -> bool:
        scan = re.match(r"SCAN (\S+)(?: USING (?:COVERING )?INDEX (\S+))?", step)
        if scan is None or "VIRTUAL TABLE" in step:
            return False
        name, index = scan.groups()
        tables = {name, *re.findall(rf"(\w+) AS {re.escape(name)}\b", sql)} & self._tables
        return bool(tables - _SMALL) and index not in _QUEUES and not _PART.match(name)


def _nullable_indexes(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Indexes of whole tables whose first column may be null, with that column."""
    indexes = "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql NOT LIKE '% WHERE %'"
    for name, table in db.execute(indexes).fetchall():
        first = db.execute(f"PRAGMA index_info({name})").fetchone()[2]
        columns = {column: not_null for _, column, _, not_null, *_ in db.execute(f"PRAGMA table_info({table})")}
        if not columns[first]:
            yield name, first


def _statistics() -> list[list[str]]:
    return [line.split("\t") for line in _STATISTICS.read_text(encoding="utf-8").splitlines()]


def _schema(path: Path, statistics: Iterable[list[str]]) -> sqlite3.Connection:
    """A database without rows, that is taken to have as many as the statistics say."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.apply(Database(db))
        open_part(db, 1, 0)
        db.execute("ANALYZE")
        db.execute("DELETE FROM sqlite_stat1")
        db.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, nullif(?, ''), ?)", statistics)
    return sqlite3.connect(path)  # which reads them


def _executed_by_migrations(path: Path) -> set[str]:
    before = dict(Watched.executed)
    Watched.executed.clear()  # another database may have been brought up to date before
    with closing(sqlite3.connect(path, isolation_level=None, factory=Watched)) as db:
        migrations.apply(Database(db))
    executed = set(Watched.executed)
    Watched.executed.update(before)
    return executed

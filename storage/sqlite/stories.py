"""Stories: by what they are found, and how an article joins one.

The clues are an inverted index whose key begins with a day: what is written goes to one part of it, which the cache
holds, and what is over stands together. Kept here and not in memory, it is there after a kill as it was before, and
for every process.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from operator import itemgetter

from bot.model import ArticleId, ArticleRecord, CandidateStory, Clue, KnownArticle, ReadArticle, StoryId
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, to_ms

_DAY_MS = 24 * 3_600 * 1_000
_FIRST_DAY = date(1970, 1, 1)

_WITH_CLUES = """
    SELECT wanted.value AS clue, article_id FROM json_each(:days) AS listed CROSS JOIN json_each(:clues) AS wanted
        CROSS JOIN clues ON day = listed.value AND clue = wanted.value AND article_id >= coalesce((
            SELECT article_id FROM clues WHERE day = listed.value AND clue = wanted.value
            ORDER BY article_id DESC LIMIT 1 OFFSET :last), 0)
    ORDER BY listed.key, article_id DESC
"""
"""All of them in one statement: most lead to nothing, and a statement each costs more than the look-up."""


class Stories:
    """Implements the part of `bot.ports.ArticleStorage` that says which stories and articles there were."""

    _db: Database

    async def candidate_stories(self, keys: Iterable[str], since: datetime) -> list[CandidateStory]:
        wanted = list(keys)

        def load(db: sqlite3.Connection) -> list[CandidateStory]:
            shared: dict[int, tuple[Row, set[str]]] = {}
            for key in wanted:
                # An article joins after it was found: of the stories of old, most are told by their own row.
                rows = db.execute(
                    "SELECT k.story_id, last.found_at, body FROM story_keys AS k"
                    " JOIN stories AS s ON s.id = k.story_id AND s.joined_at > :since"
                    " JOIN articles AS last ON last.id = (SELECT id FROM articles WHERE story_id = s.id"
                    "  ORDER BY story_version DESC LIMIT 1) AND last.found_at > :since"
                    " LEFT JOIN fingerprints ON article_id = last.id WHERE key = :key",
                    {"key": key, "since": to_ms(since)},
                )
                for row in rows:
                    shared.setdefault(row["story_id"], (row, set()))[1].add(key)
            return [
                CandidateStory(StoryId(story), frozenset(found), from_ms(row["found_at"]), row["body"] or b"")
                for story, (row, found) in sorted(shared.items(), key=itemgetter(0))
            ]

        return await self._db.read(load)

    async def articles_with(self, clues: Iterable[Clue], since: date, limit: int) -> dict[Clue, list[ArticleId]]:
        wanted = list(clues)

        def load(db: sqlite3.Connection) -> dict[Clue, list[ArticleId]]:
            rows = db.execute(
                _WITH_CLUES,
                {
                    "days": json.dumps(_days(db, (since - _FIRST_DAY).days)),
                    "clues": json.dumps(wanted),
                    "last": limit - 1,
                },
            )
            found: dict[Clue, list[ArticleId]] = defaultdict(list)
            for row in rows:
                if len(articles := found[Clue(row["clue"])]) < limit:
                    articles.append(ArticleId(row["article_id"]))
            return dict(found)

        return await self._db.read(load)

    async def known_articles(self, articles: Iterable[ArticleId]) -> list[KnownArticle]:
        wanted = sorted(articles)

        def load(db: sqlite3.Connection) -> list[KnownArticle]:
            rows = db.execute(
                "SELECT own.*, founder.body AS founder, founder.found_at AS founded_at FROM json_each(?) AS wanted"
                " CROSS JOIN fingerprints AS own ON own.article_id = wanted.value"
                " LEFT JOIN fingerprints AS founder ON founder.article_id = own.founder_id",
                (json.dumps(wanted),),
            )
            return [_to_known(row) for row in rows]

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


def join_story(db: sqlite3.Connection, record: ArticleRecord, found_at: int) -> None:
    """Let an article join its story, or begin one, and others find it by that."""
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
    if record.fingerprint:
        db.execute(
            "INSERT INTO fingerprints (article_id, story_id, founder_id, found_at, body) VALUES (?, ?,"
            " (SELECT id FROM articles WHERE story_id = ? ORDER BY story_version LIMIT 1), ?, ?)",
            (record.article_id, story, story, found_at, record.fingerprint),
        )
    db.executemany(
        "INSERT OR IGNORE INTO clues (day, clue, article_id) VALUES (?, ?, ?)",
        [(found_at // _DAY_MS, clue, record.article_id) for clue in record.clues],
    )


def forget_clues(db: sqlite3.Connection, before: int, limit: int) -> int:
    """Forget so many clues of the days that were over at `before`; how many there were."""
    return db.execute(
        "DELETE FROM clues WHERE (day, clue, article_id) IN"
        " (SELECT day, clue, article_id FROM clues WHERE day < ? LIMIT ?)",
        (before // _DAY_MS, limit),
    ).rowcount


def set_clues_right(db: sqlite3.Connection, now: int, limit: int) -> int:
    """Let so many clues of days that are yet to come be of today; how many there were."""
    today = now // _DAY_MS
    rows = db.execute("SELECT * FROM clues WHERE day > ? LIMIT ?", (today, limit)).fetchall()
    db.executemany("INSERT OR IGNORE INTO clues VALUES (?, ?, ?)", [(today, *row[1:]) for row in rows])
    db.executemany("DELETE FROM clues WHERE (day, clue, article_id) = (?, ?, ?)", rows)
    return len(rows)


def _days(db: sqlite3.Connection, since: int) -> list[int]:
    """The days that there are clues of, the last one first."""
    days = []
    day = db.execute("SELECT max(day) FROM clues").fetchone()[0]
    while day is not None and day >= since:
        days.append(day)
        day = db.execute("SELECT max(day) FROM clues WHERE day < ?", (day,)).fetchone()[0]
    return days


def _to_known(row: Row) -> KnownArticle:
    return KnownArticle(
        id=ArticleId(row["article_id"]),
        found_at=from_ms(row["found_at"]),
        fingerprint=row["body"],
        story=StoryId(row["story_id"]),
        founder=row["founder"] or b"",
        founded_at=maybe_from_ms(row["founded_at"]),
    )

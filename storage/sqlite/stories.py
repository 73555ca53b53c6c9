"""Stories: how they are found, and how an article joins one.

The clues are an inverted index whose key begins with a day: new entries go to one part of it, which the cache holds,
and expired ones are together. In the database, not in memory, it survives a kill unchanged, and serves every process.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter

from bot.model import (
    EVERYBODY,
    ArticleId,
    ArticleRecord,
    CandidateStory,
    Clue,
    CountedArticle,
    KnownArticle,
    Membership,
    ReadArticle,
    Scope,
    SourceId,
    StoryId,
    scope_of,
)
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.desk_queue import note_grown
from storage.sqlite.posts import note_growth
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, novelty_to_json, to_ms
from storage.sqlite.scopes import MEMBERS, scopes_of

_DAY_MS = 24 * 3_600 * 1_000
_FIRST_DAY = date(1970, 1, 1)

_WITH_CLUES = """
    SELECT wanted.value AS clue, (
        SELECT json_group_array(article_id) FROM (
            SELECT article_id FROM clues WHERE day = listed.value AND clue = wanted.value
            ORDER BY article_id DESC LIMIT :limit
        )
    ) AS articles FROM json_each(:days) AS listed CROSS JOIN json_each(:clues) AS wanted WHERE articles != '[]'
"""
"""All clues in one statement, and a row for each: rows and statements cost more than the look-up."""

_KNOWN = """
    SELECT own.article_id, own.found_at, own.body, own.story_id, scope, founder.body AS founder,
            founder.found_at AS founded_at, akin_id
        FROM json_each(:wanted) AS wanted CROSS JOIN fingerprints AS own ON own.article_id = wanted.value
        JOIN articles ON articles.id = own.article_id JOIN stories ON stories.id = own.story_id
        LEFT JOIN fingerprints AS founder ON founder.article_id = own.founder_id
    UNION ALL SELECT own.article_id, own.found_at, own.body, m.story_id, scope, founder.body, founder.found_at, akin_id
        FROM json_each(:wanted) AS wanted CROSS JOIN memberships AS m ON m.article_id = wanted.value
        JOIN fingerprints AS own ON own.article_id = m.article_id JOIN stories ON stories.id = m.story_id
        LEFT JOIN fingerprints AS founder ON founder.article_id = m.founder_id
"""


class Stories:
    """Implements `bot.ports.StoryStorage`."""

    _db: Database

    async def candidate_stories(self, keys: Iterable[str], since: datetime) -> list[CandidateStory]:
        wanted = list(keys)

        def load(db: sqlite3.Connection) -> list[CandidateStory]:
            shared: dict[tuple[int, int], tuple[Row, set[str]]] = {}
            for key in wanted:
                rows = db.execute(
                    "SELECT k.story_id, k.scope, last.found_at, body FROM story_keys AS k"
                    " JOIN story_scopes AS s ON (s.story_id, s.scope) = (k.story_id, k.scope)"
                    " JOIN articles AS last ON last.id = s.article_id AND last.found_at > :since"
                    " LEFT JOIN fingerprints AS f ON f.article_id = last.id WHERE key = :key",
                    {"key": key, "since": to_ms(since)},
                )
                for row in rows:
                    shared.setdefault((row["story_id"], row["scope"]), (row, set()))[1].add(key)
            return [
                CandidateStory(StoryId(story), frozenset(found), from_ms(row["found_at"]), row["body"] or b"")
                for (story, _), (row, found) in sorted(shared.items(), key=itemgetter(0))
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
                    "limit": limit,
                },
            )
            found: dict[Clue, list[ArticleId]] = {}
            for clue, articles in rows:
                listed: list[ArticleId] = json.loads(articles)
                found[clue] = [*found[clue], *listed][:limit] if clue in found else listed
            return found

        return await self._db.read(load)

    async def known_articles(self, articles: Iterable[ArticleId]) -> list[KnownArticle]:
        wanted = sorted(articles)

        def load(db: sqlite3.Connection) -> list[KnownArticle]:
            rows = db.execute(_KNOWN, {"wanted": json.dumps(wanted)})
            return [_to_known(row) for row in rows]

        return await self._db.read(load)

    async def fingerprints(self, first: int, before: int, since: date, limit: int) -> list[CountedArticle]:
        from_ = (since - _FIRST_DAY).days * _DAY_MS

        def load(db: sqlite3.Connection) -> list[CountedArticle]:
            rows = db.execute(
                "SELECT f.read_no, f.found_at, body FROM fingerprints AS f JOIN articles ON id = article_id"
                " WHERE f.read_no >= ? AND f.read_no < ? AND f.found_at >= ? AND scope = 0"
                " ORDER BY f.read_no LIMIT ?",
                (first, before, from_, limit),
            )
            return [CountedArticle(row["read_no"], from_ms(row["found_at"]).date(), row["body"]) for row in rows]

        return await self._db.read(load)

    async def scopes(self, sources: Iterable[SourceId]) -> dict[SourceId, tuple[Scope, ...]]:
        wanted = list(sources)
        return await self._db.read(lambda db: {source: scopes_of(db, source) for source in wanted})

    async def articles_of(
        self, story: StoryId, limit: int, scopes: Iterable[Scope] = (EVERYBODY,)
    ) -> list[ReadArticle]:
        wanted = [*scopes]

        def load(db: sqlite3.Connection) -> list[ReadArticle]:
            rows = db.execute(
                f"""
                SELECT a.*, coalesce(a.told_as, s.title) AS source_title
                FROM {MEMBERS.format(story=":story", scopes="(SELECT value FROM json_each(:scopes))")} AS member
                    JOIN articles AS a ON a.id = article_id JOIN sources AS s ON s.id = source_id
                ORDER BY member.story_version DESC LIMIT :limit
                """,  # noqa: S608  constants
                {"scopes": json.dumps(wanted), "story": story, "limit": limit},
            )
            return [to_read(row) for row in rows]

        return await self._db.read(load)


def join_stories(db: sqlite3.Connection, record: ArticleRecord, found_at: int) -> int:
    """Let an article join or begin its stories, and make them findable by it; the first of them."""
    first = Membership(record.scope, record.story_id, record.story_keys, record.clues, record.novelty, record.akin)
    views, now = (first, *record.others), to_ms(record.at)
    story = join_views(db, record.article_id, views, record.fingerprint, now=now, found_at=found_at)
    if record.story_id is None:
        db.executemany(
            "INSERT INTO akin_stories (story_id, akin_id) SELECT ?, ?"
            " WHERE NOT EXISTS (SELECT 1 FROM articles WHERE story_id = ? AND scope = 0)",
            [(story, akin, akin) for akin in record.beside],
        )
    return story


def join_views(
    db: sqlite3.Connection, article: int, views: Sequence[Membership], fingerprint: bytes, *, now: int, found_at: int
) -> int:
    """Let an article join or begin the story of each view; that of the first. Times in milliseconds."""
    day, (first, *others) = found_at // _DAY_MS, views
    story, version, founder = _join(db, article, first, now, day)
    db.execute(
        "UPDATE articles SET story_id = ?, story_version = ?, is_development = ?, novelty = ?, scope = ? WHERE id = ?",
        (story, version, first.novelty is not None, novelty_to_json(first.novelty), first.scope, article),
    )
    if fingerprint:
        db.execute(
            "INSERT INTO fingerprints (article_id, story_id, founder_id, found_at, body, read_no)"
            " SELECT id, ?, ?, found_at, ?, read_no FROM articles WHERE id = ?",
            (story, founder, fingerprint, article),
        )
    for other in others:
        joined = _join(db, article, other, now, day)
        db.execute(
            "INSERT INTO memberships"
            " (article_id, scope, is_development, novelty, story_id, story_version, founder_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (article, other.scope, other.novelty is not None, novelty_to_json(other.novelty), *joined),
        )
    return story


def _join(db: sqlite3.Connection, article: int, own: Membership, now: int, day: int) -> tuple[int, int, int]:
    """The story, which version of it the article makes, and which article began it."""
    story = own.story_id
    if story is None:
        cursor = db.execute(
            "INSERT INTO stories (version, begun_at, joined_at, akin_id) VALUES (0, ?, ?, ?)", (now, now, own.akin)
        )
        story = StoryId(cursor.lastrowid or 0)
    version, founder = db.execute(
        "UPDATE stories SET version = version + 1, joined_at = ?, founder_id = coalesce(founder_id,"
        " (SELECT id FROM articles WHERE story_id = stories.id ORDER BY story_version LIMIT 1), ?)"
        " WHERE id = ? RETURNING version, founder_id",
        (now, article, story),
    ).fetchone()
    note_growth(db, story, own.scope, now)
    note_grown(db, story, article)
    db.executemany(
        "INSERT OR IGNORE INTO story_keys (key, story_id, scope) VALUES (?, ?, ?)",
        [(key, story, scope_of(key)) for key in own.story_keys],
    )
    db.execute("INSERT OR REPLACE INTO story_scopes VALUES (?, ?, ?)", (story, own.scope, article))
    db.executemany(
        "INSERT OR IGNORE INTO clues (day, clue, article_id) VALUES (?, ?, ?)",
        [(day, clue, article) for clue in own.clues],
    )
    return story, version, founder


def forget_fingerprints(db: sqlite3.Connection, before: int, limit: int) -> int:
    """Delete some fingerprints of articles found before that, with the keys to their stories; how many there were."""
    forgotten = db.execute(
        "DELETE FROM fingerprints WHERE article_id IN (SELECT article_id FROM fingerprints WHERE found_at < ? LIMIT ?)"
        " RETURNING story_id, article_id",
        (before, limit),
    ).fetchall()
    db.executemany("DELETE FROM story_scopes WHERE (story_id, article_id) = (?, ?)", forgotten)
    return len(forgotten)


def forget_clues(db: sqlite3.Connection, before: int, limit: int) -> int:
    """Delete some clues of days that ended by `before`; how many there were."""
    return db.execute(
        "DELETE FROM clues WHERE (day, clue, article_id) IN"
        " (SELECT day, clue, article_id FROM clues WHERE day < ? LIMIT ?)",
        (before // _DAY_MS, limit),
    ).rowcount


def set_clues_right(db: sqlite3.Connection, now: int, limit: int) -> int:
    """Date some clues of future days as today; how many there were."""
    today = now // _DAY_MS
    rows = db.execute("SELECT * FROM clues WHERE day > ? LIMIT ?", (today, limit)).fetchall()
    db.executemany("INSERT OR IGNORE INTO clues VALUES (?, ?, ?)", [(today, *row[1:]) for row in rows])
    db.executemany("DELETE FROM clues WHERE (day, clue, article_id) = (?, ?, ?)", rows)
    return len(rows)


def _days(db: sqlite3.Connection, since: int) -> list[int]:
    """The days with clues, the latest first."""
    days = []
    day = db.execute("SELECT max(day) FROM clues").fetchone()[0]
    while day is not None and day >= since:
        days.append(day)
        day = db.execute("SELECT max(day) FROM clues WHERE day < ?", (day,)).fetchone()[0]
    return days


def _to_known(row: Row) -> KnownArticle:
    article, found_at, body, story, scope, founder, founded_at, akin = row  # quicker than by name
    return KnownArticle(
        id=ArticleId(article),
        found_at=from_ms(found_at),
        fingerprint=body,
        story=StoryId(story),
        founder=founder or b"",
        founded_at=maybe_from_ms(founded_at),
        scope=Scope(scope),
        akin=None if akin is None else StoryId(akin),
    )

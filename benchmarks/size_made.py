"""A database as it is after months, made by statements that fill whole tables: a day's work in minutes.

Times end at `END`. Everything is spread over `SPAN` evenly; what the program keeps for some days only (clues,
fingerprints, keys of stories) is there for the last of these.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sqlite_utils import Database

from storage.sqlite.archive_index import key_of, open_part, part_name
from storage.sqlite.migrations import migrations
from storage.sqlite.rows import to_ms

END = datetime(2026, 6, 1, tzinfo=UTC)
SPAN = timedelta(days=89)
COMMON = "россия"
"""Stands in a third of the articles."""
RARE = "птеродактиль"
"""Stands in one of 50,000."""
SOURCES = 1_000
AUDIENCE = 2_000
"""Chats that look for one thing, whatever the size of the database."""
AUDIENCE_QUERY = "общее"
FEW_QUERY = "запрос1"
"""One chat looks for it."""
_COMPARED = timedelta(days=4)
_TEXTS = 2_000
_TEXT_BYTES = 1_000
_WORDS = 20_000
_TOLD = 50
"""One of so many stories is told."""
_SYLLABLES = [consonant + vowel for consonant in "бвгдзклмнпрст" for vowel in "аеиоу"]
_WEEK_MS = 7 * 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Size:
    articles: int
    posts: int

    @property
    def chats(self) -> int:
        return max(AUDIENCE, self.articles // 20)

    @property
    def stories(self) -> int:
        """Ten articles make seven."""
        return self.articles * 7 // 10

    @property
    def told(self) -> int:
        return self.stories // _TOLD


def make(path: Path, size: Size) -> None:
    """Make the database, unless it is there."""
    if path.exists():
        return
    began = time.monotonic()
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.apply(Database(db))
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "foreign_keys = OFF"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("CREATE TEMP TABLE numbers (i INTEGER PRIMARY KEY)")
        db.execute("CREATE TEMP TABLE texts (id INTEGER PRIMARY KEY, text TEXT, terms TEXT)")
        db.executemany("INSERT INTO texts VALUES (?, ?, ?)", made_up_texts())
        values = {
            "articles": size.articles,
            "stories": size.stories,
            "told": size.told,
            "each": size.posts // size.told,
            "chats": size.chats,
            "sources": SOURCES,
            "audience": AUDIENCE,
            "begin": to_ms(END - SPAN),
            "end": to_ms(END),
            "step": int(SPAN.total_seconds() * 1_000) // size.articles,
            "compared": to_ms(END - _COMPARED),
        }
        for statement in _STATEMENTS:
            db.execute("BEGIN")
            db.execute(statement, values)
            db.execute("COMMIT")
            print(f"  {time.monotonic() - began:6.1f} s  {' '.join(statement.split())[:60]}", flush=True)
        _fill_archive(db)
        db.execute("ANALYZE")
    unfinished.rename(path)
    print(f"{path}: {path.stat().st_size / 1e9:.2f} GB in {time.monotonic() - began:.0f} s")


def made_up_texts() -> Iterator[tuple[int, str, str]]:
    chance = random.Random(1)
    words = list({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(_WORDS)})
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    for number in range(_TEXTS):
        written = [COMMON] if number % 3 == 0 else []
        while len(" ".join(written).encode()) < _TEXT_BYTES:
            written += chance.choices(words, cum_weights=weights, k=10)
        yield number, " ".join(written), " ".join(dict.fromkeys(written))


def _fill_archive(db: sqlite3.Connection) -> None:
    first, last = (db.execute(f"SELECT {which}(found_at) FROM articles").fetchone()[0] for which in ("min", "max"))  # noqa: S608
    for week in range(first // _WEEK_MS, last // _WEEK_MS + 1):
        open_part(db, week, key_of(min(last, (week + 1) * _WEEK_MS), 0))
        db.execute("BEGIN")
        db.execute(
            f"INSERT INTO {part_name(week)} (rowid, terms)"  # noqa: S608  a name of ours
            f" SELECT (published_at / 1000) << 31 | a.id, terms || ' статья номер' || a.id ||"
            f"  CASE WHEN a.id % 50000 = 0 THEN ' {RARE}' ELSE '' END FROM articles AS a"
            " JOIN texts ON texts.id = a.id % (SELECT count(*) FROM texts) WHERE found_at / ? = ? ORDER BY 1",
            (_WEEK_MS, week),
        )
        db.execute("COMMIT")


_STATEMENTS = (
    """
    INSERT INTO temp.numbers (i)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :articles) SELECT i FROM n
    """,
    """
    INSERT INTO chats (telegram_id, kind, title, language, met_at)
        SELECT 1000 + i, 'private', 'Chat ' || i, 'ru', :begin FROM numbers WHERE i <= :chats
    """,
    """
    INSERT INTO hosts (name, due_at) SELECT 'host' || i || '.example', :begin FROM numbers WHERE i <= :sources
    """,
    """
    INSERT INTO sources (url, host, title, language, pack, interval_s, next_poll_at, baseline_at, polled_at, news_at,
            full_at, read_at, changed_at)
        SELECT 'https://host' || i || '.example/feed', 'host' || i || '.example', 'Издание ' || i, 'ru', 'ru/general',
            600, :begin, :begin, :end, :end, :end, :end, :end
        FROM numbers WHERE i <= :sources
    """,
    """
    INSERT INTO queries (text, live, generation)
        SELECT iif(i > :chats, 'общее', 'запрос' || i), 1, i FROM numbers WHERE i <= :chats + 1
    """,
    """
    INSERT INTO subscriptions (query_id, owner_key, chat_key, topic, text, since, created_at)
        SELECT i, i, i, 0, 'запрос' || i, 0, :begin FROM numbers WHERE i <= :chats
    """,
    """
    INSERT INTO subscriptions (query_id, owner_key, chat_key, topic, text, since, created_at)
        SELECT :chats + 1, i, i, 0, 'общее', 0, :begin FROM numbers WHERE i <= :audience
    """,
    """
    INSERT INTO articles (id, source_id, url, canonical_url, site, title, text, language, published_at, found_at,
            is_news, waiting, recorded, story_id, story_version, speaks)
        SELECT i, source, 'https://' || site || '/' || i, site || '/' || i, site, 'Статья номер ' || i, text, 'ru',
            found_at - i % 7 * 60000, found_at, 1, 0, i, story, i - (story * 10 - 3) / 7 + 1, 1
        FROM (SELECT i, :begin + i * :step AS found_at, (i * 7 + 9) / 10 AS story, 1 + i * 7919 % :sources AS source,
                'host' || (1 + i * 7919 % :sources) || '.example' AS site FROM numbers)
            JOIN texts ON texts.id = i % (SELECT count(*) FROM texts)
    """,
    """
    INSERT INTO stories (id, version, begun_at, joined_at, founder_id)
        SELECT story_id, count(*), min(found_at), max(found_at), min(id) FROM articles GROUP BY story_id
    """,
    """
    INSERT INTO sightings (source_id, key, content_hash, article_id, listed_at)
        SELECT source_id, kind || id, 'hash' || id, id, found_at
        FROM articles JOIN (SELECT 'guid:' AS kind UNION ALL SELECT 'url:') ORDER BY source_id, kind || id
    """,
    """
    INSERT INTO story_keys (key, story_id)
        SELECT kind || a.id, story_id FROM articles AS a JOIN (SELECT 'title:' AS kind UNION ALL SELECT 'address:')
        WHERE found_at > :compared ORDER BY 1
    """,
    """
    INSERT INTO story_scopes (story_id, scope, article_id)
        SELECT story_id, 0, max(id) FROM articles WHERE found_at > :compared GROUP BY story_id
    """,
    """
    INSERT INTO fingerprints (article_id, story_id, founder_id, found_at, body)
        SELECT id, story_id, (SELECT founder_id FROM stories WHERE stories.id = story_id), found_at, randomblob(250)
        FROM articles WHERE found_at > :compared
    """,
    """
    INSERT OR IGNORE INTO clues (day, clue, article_id)
        SELECT found_at / 86400000, (id * 40503 + i * 2654435761) % 1000003, id
        FROM articles CROSS JOIN numbers ON i <= 20 WHERE found_at > :compared ORDER BY 1, 2, 3
    """,
    """
    INSERT INTO mentions (id, query_id, article_id, chunks, fanned_out)
        SELECT i, 1 + i % :chats, (SELECT founder_id FROM stories WHERE id = i * (:stories / :told)), 1, 1
        FROM numbers WHERE i <= :told
    """,
    """
    INSERT INTO dispatches (id, chat_key, topic, state, due_at, created_at, attempts, story_id, version, settled_at,
            message_id)
        SELECT i, 1 + i * 7919 % :chats, 0, 'sent', found_at, found_at, 1, story_id, 1, found_at, i
        FROM numbers JOIN mentions AS m ON m.id = (i - 1) / :each + 1 JOIN articles ON articles.id = article_id
        WHERE i <= :told * :each
    """,
    """
    INSERT INTO debts (id, chat_key, topic, story_id, is_reply, created_at, dispatch_id, settled_at)
        SELECT id, chat_key, topic, story_id, 0, created_at, id, settled_at FROM dispatches
    """,
    """
    INSERT INTO reasons (debt_id, subscription_id, mention_id) SELECT id, chat_key, (id - 1) / :each + 1 FROM debts
    """,
    """
    INSERT INTO posts (dispatch_id, chat_key, topic, story_id, message_id, version, sent_at, edit_after)
        SELECT id, chat_key, topic, story_id, message_id, (SELECT version FROM stories WHERE stories.id = story_id),
            settled_at, settled_at
        FROM dispatches
    """,
    "UPDATE clock SET seen_at = :end, aged_at = :end",
)

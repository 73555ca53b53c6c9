"""The archive: recorded articles, found by their terms."""

import json
import re
import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from bot.model import (
    AllOf,
    AnyOf,
    ArchivedArticle,
    ArchivePage,
    ArchivePlace,
    ArchiveReach,
    ArticleId,
    BigStory,
    ChatKey,
    Filter,
    Language,
    StoryId,
    Term,
)
from storage.sqlite.archive_index import (
    ID_MASK,
    LAST_KEY,
    Entry,
    article_of,
    count_entries,
    entries,
    key_of,
    parts_since,
    second_of,
)
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.outlets import count_outlets
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, to_ms
from storage.sqlite.watching import WATCHES

_SEPARATOR = re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
"""The ends of terms for FTS5's "ascii" tokenizer: all of ASCII except letters and digits."""
_BIG = """
    SELECT title, source_id, story_id FROM (
        SELECT id FROM stories WHERE joined_at > :since AND version >= :least ORDER BY version DESC LIMIT :limit
    ) AS big CROSS JOIN articles AS a INDEXED BY articles_by_scope ON a.story_id = big.id AND a.scope = 0
    WHERE found_at > :since AND language = :language
        AND (SELECT pack FROM sources WHERE sources.id = source_id) IN (SELECT value FROM json_each(:packs))
    ORDER BY a.story_id, a.story_version
"""
_FEWEST_REPORTS = 3
_MORE = 4
"""So many times the stories that are wanted are looked at: some are in other languages, or of other packs."""
_AT_ONCE = 50
"""Entries whose articles are looked up together: about a millisecond."""


class Archive:
    """Implements `bot.ports.ArchiveStorage`."""

    _db: Database

    async def search(
        self,
        wanted: Filter | None,
        chat: ChatKey | None,
        since: datetime,
        before: ArchivePlace | None,
        limit: int,
        *,
        within_s: float,
    ) -> ArchivePage:
        def look(db: sqlite3.Connection) -> ArchivePage:
            until = time.monotonic() + within_s
            expression = None if wanted is None else _expression(wanted)
            after = key_of(to_ms(since), 0)
            place = LAST_KEY if before is None else key_of(to_ms(before.at), before.article)
            found = entries(db, expression, after, place) if expression else _all(db, after, place)
            seen: dict[int, ArchivedArticle] = {}
            for reached, keys in _batches(found):
                seen |= _articles(db, keys, chat, since)
                if len(seen) >= limit:
                    return _page(seen, list(seen)[limit - 1])
                if reached is not None and reached < place and time.monotonic() >= until:
                    return _page(seen, reached)
            return _page(seen, None)

        return await self._db.search(look)

    async def count_articles(
        self, wanted: Sequence[tuple[Filter, Filter]], chat: ChatKey, since: datetime, most: int
    ) -> list[int]:
        expressions = [(_expression(one), _expression(other)) for one, other in wanted]

        def count(db: sqlite3.Connection) -> list[int]:
            return [
                _count(db, f"({one}) NOT ({other})", chat, since, most) if one and other else 0
                for one, other in expressions
            ]

        return await self._db.search(count)

    async def known_words(self, words: Collection[str], since: datetime, most: int) -> Mapping[str, int]:
        expressions = {word: expression for word in words if (expression := _expression(Term(word)))}

        def count(db: sqlite3.Connection) -> dict[str, int]:
            counts = count_entries(db, expressions, key_of(to_ms(since), 0), most)
            return {word: min(number, most) for word, number in counts.items() if number}

        return await self._db.search(count)

    async def big_stories(
        self, language: Language, packs: Collection[str], since: datetime, limit: int
    ) -> list[BigStory]:
        asked = {"language": language, "packs": json.dumps(list(packs)), "since": to_ms(since)}
        asked |= {"least": _FEWEST_REPORTS, "limit": _MORE * limit}

        def load(db: sqlite3.Connection) -> list[BigStory]:
            rows = groupby(db.execute(_BIG, asked), itemgetter("story_id"))
            stories = [_big_story(list(reports)) for _, reports in rows]
            big = [one for one in stories if len(one.titles) >= _FEWEST_REPORTS]
            return sorted(big, key=lambda one: (one.outlets, len(one.titles)), reverse=True)[:limit]

        return await self._db.search(load)

    async def outlets(self, stories: Collection[StoryId], chat: ChatKey) -> Mapping[StoryId, int]:
        wanted = list(stories)

        def load(db: sqlite3.Connection) -> dict[StoryId, int]:
            return {story: count_outlets(db, story, chat) for story in wanted}

        return await self._db.read(load)

    async def archive_reach(self, chat: ChatKey) -> ArchiveReach:
        def load(db: sqlite3.Connection) -> ArchiveReach:
            oldest = db.execute(
                "SELECT found_at FROM articles WHERE recorded IS NOT NULL ORDER BY recorded LIMIT 1"
            ).fetchone()
            sources, read_at = db.execute(
                "SELECT count(*), min(baseline_at) FROM"  # noqa: S608  a constant
                " (SELECT id FROM sources WHERE pack IS NOT NULL"
                "  UNION SELECT source_id FROM chat_sources WHERE chat_key = :chat) AS offered"
                " JOIN sources AS s ON s.id = offered.id AND successor_id IS NULL AND NOT retired"
                f" WHERE {WATCHES.format(owner=':chat', source='s.id')}",
                {"chat": chat},
            ).fetchone()
            since = None if oldest is None or read_at is None else max(oldest["found_at"], read_at)
            return ArchiveReach(maybe_from_ms(since), sources)

        return await self._db.read(load)


def _big_story(reports: Sequence[Row]) -> BigStory:
    return BigStory(tuple(row["title"] for row in reports), len({row["source_id"] for row in reports}))


def _batches(found: Iterator[Entry]) -> Iterator[tuple[int | None, list[int]]]:
    """How far the search got, None for the end, and the keys of entries at that point, in turn."""
    keys: dict[int, None] = {}
    for entry in found:
        if entry.article is not None:
            keys[entry.key] = None
        if entry.article is None or len(keys) == _AT_ONCE:
            yield entry.key, list(keys)
            keys = {}
    yield None, list(keys)


def _page(seen: dict[int, ArchivedArticle], reached: int | None) -> ArchivePage:
    """The articles down to the last key; None for the end."""
    if reached is None:
        return ArchivePage(tuple(seen.values()))
    articles = tuple(article for key, article in seen.items() if key >= reached)
    return ArchivePage(articles, ArchivePlace(from_ms(second_of(reached) * 1_000), article_of(reached)))


def _articles(
    db: sqlite3.Connection, keys: Sequence[int], chat: ChatKey | None, since: datetime
) -> dict[int, ArchivedArticle]:
    """The articles of entries that the chat may see; an entry may lead to a deleted article."""
    rows = db.execute(
        f"""
        SELECT entry.value AS entry, a.*, coalesce(told_as, s.title) AS source_title
        FROM json_each(:keys) AS entry CROSS JOIN articles AS a ON a.id = entry.value & :id
            JOIN sources AS s ON s.id = a.source_id
        WHERE a.published_at > :since AND a.recorded IS NOT NULL
            AND (:chat IS NULL OR {WATCHES.format(owner=":chat", source="a.source_id")})
        ORDER BY entry.key
        """,  # noqa: S608  constants
        {"keys": json.dumps(keys), "id": ID_MASK, "since": to_ms(since), "chat": chat},
    )
    return {row["entry"]: _to_archived(row) for row in rows}


def _count(db: sqlite3.Connection, expression: str, chat: ChatKey, since: datetime, most: int) -> int:
    """How many articles that the chat may see match an FTS5 expression, at most `most`."""
    count = 0
    for name in parts_since(db, key_of(to_ms(since), 0)):
        (found,) = db.execute(
            f"""
            SELECT count(*) FROM (
                SELECT 1 FROM {name} CROSS JOIN articles AS a ON a.id = {name}.rowid & :id
                WHERE {name} MATCH :expression AND a.published_at > :since AND a.recorded IS NOT NULL
                    AND {WATCHES.format(owner=":chat", source="a.source_id")}
                LIMIT :most
            )
            """,  # noqa: S608  constants, and a name of ours
            {"id": ID_MASK, "expression": expression, "since": to_ms(since), "chat": chat, "most": most - count},
        ).fetchone()
        count += found
        if count >= most:
            break
    return count


def _all(db: sqlite3.Connection, after: int, before: int) -> Iterator[Entry]:
    """All articles between two keys as entries, newest first."""
    until = (second_of(before) + 1) * 1_000 if before < LAST_KEY else 1 << 62
    rows = db.execute(
        "SELECT published_at, id FROM articles WHERE recorded IS NOT NULL AND published_at >= ? AND published_at < ?"
        " ORDER BY published_at DESC",
        (second_of(after) * 1_000, until),
    )
    keys = (key_of(published_at, article) for published_at, article in rows)
    for _, same in groupby(keys, key=second_of):
        yield from (Entry(key, article_of(key)) for key in sorted(same, reverse=True) if after < key < before)


def _expression(wanted: Filter) -> str:
    """The filter as an FTS5 expression; empty if FTS5 can express none of it."""
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
        story=None if row["story_id"] is None else StoryId(row["story_id"]),
    )

"""Posts of channels that the bot administers, from Telegram to an article.

    kept ── its parts come within two seconds ──► gathered ──► an article, or its edit
                                                         └──► dropped: it says nothing, or Dozor has posted it

A row stays with the number of its message as long as its article has a text: so an edit finds the article, and who
copies or forwards a post knows its parts.
"""

import sqlite3
from datetime import datetime, timedelta

from bot.model import (
    GATHERED_FOR,
    ArticleEdited,
    ArticleId,
    GatheredPost,
    OwnPost,
    OwnPostPart,
    OwnPostRecord,
    Sighting,
    SourceId,
    TitleRule,
)
from storage.sqlite.own_channels import READERS, OwnChannels
from storage.sqlite.polls import add_article, edit_article, is_kept, see_items
from storage.sqlite.read_order import next_place
from storage.sqlite.rows import Row, from_ms, to_ms
from storage.sqlite.titles import keep_titles

_MOST_WAITS = timedelta(minutes=1) // GATHERED_FOR
_MOST_PARTS = 20
"""Of an album; Telegram sends at most ten."""
_READ_BY = f"""
    SELECT sources.* FROM chats JOIN sources ON channel_key = chats.key
    WHERE chats.telegram_id = ? AND EXISTS ({READERS.format(channel="chats.key", source="sources.id")})
"""  # noqa: S608  constants
_KEEP = """
    INSERT INTO own_posts (source_id, message_id, album, markup, at, changed_at, is_protected, kind, due_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (source_id, message_id) DO UPDATE SET markup = excluded.markup, changed_at = excluded.changed_at,
        is_protected = excluded.is_protected, kind = excluded.kind, due_at = excluded.due_at
    WHERE excluded.changed_at >= changed_at AND (excluded.markup != markup OR excluded.is_protected != is_protected)
"""


class OwnPosts(OwnChannels):
    """Implements `bot.ports.OwnPostStorage`."""

    async def keep_own_post(self, post: OwnPost, now: datetime) -> bool:
        def keep(db: sqlite3.Connection) -> bool:
            source = db.execute(_READ_BY, (post.channel_id,)).fetchone()
            if source is None:
                return False
            if (source["address"], source["title"]) != (post.address, post.channel_title):
                name = "UPDATE sources SET address = ?, title = ? WHERE id = ?"
                db.execute(name, (post.address, post.channel_title, source["id"]))
            due_at = to_ms(now + GATHERED_FOR)
            said = (post.album, post.markup, to_ms(post.at), to_ms(post.changed_at), post.is_protected, post.kind)
            db.execute(_KEEP, (source["id"], post.message_id, *said, due_at))
            if post.album:  # all parts are gathered together, also for an edit of one
                together = "UPDATE own_posts SET due_at = ? WHERE (source_id, album) = (?, ?) AND due_at IS NOT NULL"
                db.execute(together, (due_at, source["id"], post.album))
            return True

        return await self._db.write(keep)

    async def gathered_posts(self, now: datetime, limit: int) -> list[GatheredPost]:
        def load(db: sqlite3.Connection) -> list[GatheredPost]:
            due = db.execute(
                "SELECT source_id, message_id, album FROM own_posts WHERE due_at <= ? ORDER BY due_at LIMIT ?",
                (to_ms(now), limit),
            ).fetchall()
            # The due parts of an album are one post.
            first = {(row["source_id"], row["album"] or row["message_id"]): row for row in reversed(due)}
            return [_gathered(db, row) for row in reversed(first.values())]

        return await self._db.read(load)

    async def record_own_post(
        self, record: OwnPostRecord, is_retitled: TitleRule = lambda *_: False
    ) -> ArticleId | None:
        return await self._db.write(lambda db: _record(db, record, is_retitled))


def _parts(db: sqlite3.Connection, source: int, message: int, album: str) -> list[Row]:
    if not album:
        alone = "SELECT * FROM own_posts WHERE (source_id, message_id) = (?, ?)"
        return db.execute(alone, (source, message)).fetchall()
    together = "SELECT * FROM own_posts WHERE (source_id, album) = (?, ?) AND album != '' ORDER BY message_id LIMIT ?"
    return db.execute(together, (source, album, _MOST_PARTS)).fetchall()


def _gathered(db: sqlite3.Connection, one: Row) -> GatheredPost:
    source = db.execute("SELECT * FROM sources WHERE id = ?", (one["source_id"],)).fetchone()
    parts = _parts(db, one["source_id"], one["message_id"], one["album"])
    article = next((part["article_id"] for part in parts if part["article_id"] is not None), None)
    return GatheredPost(
        source_id=SourceId(source["id"]),
        address=source["address"],
        language=source["language"],
        reads_since=from_ms(source["baseline_at"]),
        parts=tuple(map(_to_part, parts)),
        article_id=ArticleId(article) if article is not None and is_kept(db, article) else None,
    )


def _to_part(row: Row) -> OwnPostPart:
    return OwnPostPart(row["message_id"], row["markup"], from_ms(row["at"]))


def _record(db: sqlite3.Connection, record: OwnPostRecord, is_retitled: TitleRule) -> ArticleId | None:
    post, source = record.post, record.post.source_id
    messages = [(source, part.message_id) for part in post.parts]
    first = db.execute("SELECT * FROM own_posts WHERE (source_id, message_id) = (?, ?)", messages[0]).fetchone()
    if first is None:
        return None
    parts = _parts(db, source, first["message_id"], first["album"])
    if tuple(map(_to_part, parts)) != post.parts:
        return None  # more of it has come meanwhile, and it is gathered anew
    channel = db.execute("SELECT channel_key FROM sources WHERE id = ?", (source,)).fetchone()["channel_key"]
    if any(_is_ours(db, channel, message) for _, message in messages):
        db.executemany("DELETE FROM own_posts WHERE (source_id, message_id) = (?, ?)", messages)
        return None
    if first["waits"] < _MOST_WAITS and _is_sending(db, channel):
        later = "UPDATE own_posts SET due_at = ?, waits = waits + 1 WHERE (source_id, message_id) = (?, ?)"
        db.executemany(later, [(to_ms(record.at + GATHERED_FOR), *message) for message in messages])
        return None
    article = _record_article(db, record, is_retitled)
    recorded = "UPDATE own_posts SET due_at = NULL, article_id = ? WHERE (source_id, message_id) = (?, ?)"
    db.executemany(recorded, [(article, *message) for message in messages])
    return None if record.found is None and record.edited is None else article


def _record_article(db: sqlite3.Connection, record: OwnPostRecord, is_retitled: TitleRule) -> ArticleId | None:
    source, found, edited = record.post.source_id, record.found, record.edited
    if found is not None:
        article = add_article(db, source, found, record.at, next_place(db))
        see_items(db, source, record.at, [Sighting(key, found.content_hash, article) for key in found.keys])
        if found.is_news:
            db.execute("UPDATE sources SET news_at = ? WHERE id = ?", (to_ms(record.at), source))
        return article
    if edited is not None and not _says_so(db, edited):
        keep_titles(db, [edited], to_ms(record.at), is_retitled)
        edit_article(db, edited, record.at)
        see_items(db, source, record.at, [Sighting(key, edited.content_hash, edited.article_id) for key in edited.keys])
    return record.post.article_id


def _says_so(db: sqlite3.Connection, edited: ArticleEdited) -> bool:
    """Whether the article says no other than before: a link or the formatting was edited."""
    same = "SELECT 1 FROM articles WHERE (id, title, text) = (?, ?, ?)"
    return db.execute(same, (edited.article_id, edited.title, edited.text)).fetchone() is not None


def _is_ours(db: sqlite3.Connection, channel: int, message: int) -> bool:
    """Whether Dozor has posted it."""
    ours = "SELECT 1 FROM dispatches WHERE (chat_key, message_id) = (?, ?) AND message_id IS NOT NULL"
    return db.execute(ours, (channel, message)).fetchone() is not None


def _is_sending(db: sqlite3.Connection, channel: int) -> bool:
    sending = "SELECT 1 FROM dispatches WHERE chat_key = ? AND state = 'sending'"
    return db.execute(sending, (channel,)).fetchone() is not None

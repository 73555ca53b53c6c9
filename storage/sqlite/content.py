"""What a message says of a story, read from the debts that it pays."""

import json
import sqlite3
from collections.abc import Iterable

from bot.model import (
    Hit,
    Notice,
    PostedArticle,
    Span,
    StoryId,
    StoryUpdate,
)
from storage.sqlite.rows import Row, from_ms, hit_from_json
from storage.sqlite.sources import WATCHES


def load_content(db: sqlite3.Connection, dispatch: Row) -> StoryUpdate | Notice:
    """What the dispatch says: always the same, since its debts and the version are frozen."""
    if dispatch["notice_key"] is not None:
        return Notice(dispatch["notice_key"], json.loads(dispatch["notice_arguments"]))
    return load_story(db, dispatch, dispatch["version"])


def load_story(db: sqlite3.Connection, dispatch: Row, version: int) -> StoryUpdate:
    """The story of a dispatch, as it stood in `version`, for the subscriptions that the dispatch is owed for."""
    reasons = db.execute(
        "SELECT r.mention_id, m.article_id, m.hit, s.text, s.silent, s.owner_key"
        " FROM debts JOIN reasons AS r ON r.debt_id = debts.id JOIN mentions AS m ON m.id = r.mention_id"
        " LEFT JOIN subscriptions AS s ON s.id = r.subscription_id"
        " WHERE dispatch_id = ? ORDER BY r.mention_id, r.subscription_id",
        (dispatch["id"],),
    ).fetchall()
    article = db.execute(
        "SELECT a.*, s.title AS source_title FROM articles AS a JOIN sources AS s ON s.id = source_id WHERE a.id = ?",
        (reasons[0]["article_id"],),
    ).fetchone()
    hits = (hit_from_json(row["hit"]) for row in reasons if row["article_id"] == article["id"])
    kept = [row for row in reasons if row["text"] is not None]
    return StoryUpdate(
        story_id=StoryId(dispatch["story_id"]),
        version=version,
        subscriptions=tuple(dict.fromkeys(row["text"] for row in kept)),
        article=PostedArticle(
            title=article["title"],
            text=article["text"],
            url=article["url"],
            source_title=article["source_title"],
            language=article["language"],
            published_at=from_ms(article["published_at"]),
            hit=_united(hits),
        ),
        further_sources=_further_sources(db, article, version, kept[0]["owner_key"] if kept else None),
        reply_to=dispatch["reply_to"],
        silent=bool(kept) and all(row["silent"] for row in kept),
    )


def _further_sources(db: sqlite3.Connection, article: Row, version: int, owner: int | None) -> tuple[str, ...]:
    """Who else had reported the story by that version, of the sources that the owner watches."""
    rows = db.execute(
        f"""
        SELECT s.title FROM articles AS a JOIN sources AS s ON s.id = a.source_id
        WHERE a.story_id = :story AND a.story_version <= :version AND a.source_id != :source
            AND {WATCHES.format(owner=":owner", source="a.source_id")}
        ORDER BY a.story_version
        """,  # noqa: S608  constants
        {"story": article["story_id"], "version": version, "source": article["source_id"], "owner": owner},
    )
    return tuple(dict.fromkeys(row["title"] for row in rows if row["title"] != article["source_title"]))


def _united(hits: Iterable[Hit]) -> Hit:
    title: set[Span] = set()
    text: set[Span] = set()
    for hit in hits:
        title.update(hit.title)
        text.update(hit.text)
    return Hit(_merged(title), _merged(text))


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)

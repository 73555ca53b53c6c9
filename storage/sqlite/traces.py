"""The life of an article, read for operators."""

import sqlite3
from operator import itemgetter

from bot.model import (
    ArticleId,
    Prominence,
    Scope,
    StoryId,
    Trace,
    TracedArticle,
    TracedExclusion,
    TracedMention,
    TracedMessage,
    TracedSighting,
    TracedStory,
    TracedSubscription,
)
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.own_traces import subscribers
from storage.sqlite.rows import Row, from_ms, maybe_from_ms
from storage.sqlite.scopes import MEMBERS

_SIGHTINGS = """
    SELECT s.title, coalesce(s.address, s.url) AS source_url, seen.key, listed_at, article_id
    FROM sources AS s CROSS JOIN sightings AS seen ON (seen.source_id, seen.key) = (s.id, :key) ORDER BY s.id
"""
_MESSAGES = """
    SELECT debts.id, c.telegram_id, debts.topic, q.text AS query, debts.created_at, d.state, d.message_id, d.settled_at,
        d.reason, d.total
    FROM mentions AS m JOIN reasons AS r ON r.mention_id = m.id JOIN debts ON debts.id = r.debt_id
        JOIN chats AS c ON c.key = debts.chat_key JOIN queries AS q ON q.id = m.query_id
        LEFT JOIN dispatches AS d ON d.id = debts.dispatch_id
    WHERE m.article_id = ?
"""
_EXCLUSIONS = """
    SELECT e.id, q.text AS query, c.telegram_id, wanted.text AS subscription
    FROM mentions AS m JOIN exclusions AS e ON e.query_id = m.query_id JOIN queries AS q ON q.id = m.query_id
        JOIN chats AS c ON c.key = e.owner_key LEFT JOIN subscriptions AS s ON s.id = e.subscription_id
        LEFT JOIN queries AS wanted ON wanted.id = s.query_id
    WHERE m.article_id = ?
"""
_MOST_ARTICLES = 20
_MOST_SUBSCRIBERS = 200
_EARLIER = 12
"""Reports that an article is compared with, to say what joined it."""


class Traces:
    """Implements `bot.ports.TraceStorage`."""

    _db: Database

    async def trace(self, key: str, canonical_url: str, chat_id: int | None = None) -> Trace:
        def load(db: sqlite3.Connection) -> Trace:
            sightings = db.execute(_SIGHTINGS, {"key": key}).fetchall()
            articles = list(dict.fromkeys(row["article_id"] for row in sightings if row["article_id"] is not None))
            if not articles:  # what sources no longer list is remembered longer than their lists
                by_address = "SELECT id FROM articles WHERE canonical_url = ? ORDER BY id LIMIT ?"
                articles = [id_ for (id_,) in db.execute(by_address, (canonical_url, _MOST_ARTICLES))]
            traced = [_article(db, article, chat_id) for article in articles[:_MOST_ARTICLES]]
            return Trace(tuple(map(_to_sighting, sightings)), tuple(one for one in traced if one is not None))

        return await self._db.read(load)


def _article(db: sqlite3.Connection, article: int, chat_id: int | None) -> TracedArticle | None:
    """None if it is forgotten."""
    row: Row | None = db.execute(
        "SELECT a.*, coalesce(told_as, s.title) AS source_title, coalesce(s.address, s.url) AS source_url"
        " FROM articles AS a JOIN sources AS s ON s.id = source_id WHERE a.id = ?",
        (article,),
    ).fetchone()
    if row is None:
        return None
    mentions = db.execute(
        "SELECT q.text AS query, m.* FROM mentions AS m JOIN queries AS q ON q.id = query_id WHERE article_id = ?",
        (article,),
    ).fetchall()
    titles = db.execute("SELECT title FROM former_titles WHERE article_id = ?", (article,)).fetchall()
    return TracedArticle(
        id=ArticleId(article),
        url=row["url"],
        canonical_url=row["canonical_url"],
        article=to_read(row),
        source_url=row["source_url"],
        published_at=from_ms(row["published_at"]),
        found_at=from_ms(row["found_at"]),
        changed_at=maybe_from_ms(row["changed_at"]),
        withheld=row["withheld"],
        is_news=bool(row["is_news"]),
        is_waiting=bool(row["waiting"]),
        failure=row["failure"],
        from_feed=len(row["text"]),
        from_page=None if row["page"] is None else len(row["page"]),
        page_reason=row["page_reason"] or row["page_outcome"],
        former_titles=tuple(dict.fromkeys(title for (title,) in titles)),
        mentions=tuple(map(_to_mention, mentions)),
        exclusions=tuple(map(_to_exclusion, sorted(db.execute(_EXCLUSIONS, (article,)), key=itemgetter("id")))),
        stories=tuple(_story(db, one) for one in _memberships(db, article)),
        messages=tuple(map(_to_message, sorted(db.execute(_MESSAGES, (article,)), key=itemgetter("id")))),
        subscribers=_subscribers(db, article, chat_id),
    )


def _subscribers(db: sqlite3.Connection, article: int, chat_id: int | None) -> tuple[TracedSubscription, ...]:
    if chat_id is None:
        of_met = "s.query_id IN (SELECT met.query_id FROM mentions AS met WHERE met.article_id = :article)"
        return subscribers(db, article, f"{of_met} LIMIT {_MOST_SUBSCRIBERS}")
    owner = "s.owner_key = (SELECT own.key FROM chats AS own WHERE own.telegram_id = :chat)"
    return subscribers(db, article, owner, chat=chat_id)


def _memberships(db: sqlite3.Connection, article: int) -> list[Row]:
    return db.execute(
        "SELECT story_id, scope, story_version, is_development FROM articles"
        " WHERE id = :article AND story_id IS NOT NULL"
        " UNION ALL SELECT story_id, scope, story_version, is_development FROM memberships WHERE article_id = :article",
        {"article": article},
    ).fetchall()


def _story(db: sqlite3.Connection, own: Row) -> TracedStory:
    earlier = db.execute(
        f"""
        SELECT a.*, coalesce(a.told_as, s.title) AS source_title
        FROM {MEMBERS.format(story=":story", scopes="(0, :scope)")} AS member
            JOIN articles AS a ON a.id = article_id JOIN sources AS s ON s.id = source_id
        WHERE member.story_version < :version ORDER BY member.story_version DESC LIMIT :limit
        """,  # noqa: S608  constants
        {"story": own["story_id"], "scope": own["scope"], "version": own["story_version"], "limit": _EARLIER},
    ).fetchall()
    (akin,) = db.execute("SELECT akin_id FROM stories WHERE id = ?", (own["story_id"],)).fetchone()
    return TracedStory(
        id=StoryId(own["story_id"]),
        scope=Scope(own["scope"]),
        is_development=bool(own["is_development"]),
        earlier=tuple((row["canonical_url"], to_read(row)) for row in earlier),
        akin=None if akin is None else StoryId(akin),
    )


def _to_sighting(row: Row) -> TracedSighting:
    article = None if row["article_id"] is None else ArticleId(row["article_id"])
    return TracedSighting(row["title"], row["source_url"], row["key"], from_ms(row["listed_at"]), article)


def _to_mention(row: Row) -> TracedMention:
    prominence = None if row["prominence"] is None else Prominence(row["prominence"])
    return TracedMention(row["query"], prominence, bool(row["is_revision"]), bool(row["fanned_out"]))


def _to_exclusion(row: Row) -> TracedExclusion:
    return TracedExclusion(row["query"], row["telegram_id"], row["subscription"])


def _to_message(row: Row) -> TracedMessage:
    return TracedMessage(
        chat_id=row["telegram_id"],
        topic=row["topic"],
        query=row["query"],
        since=from_ms(row["created_at"]),
        state=row["state"] or "waiting",
        message_id=row["message_id"],
        settled_at=maybe_from_ms(row["settled_at"]),
        reason=row["reason"],
        is_digest=row["total"] is not None,
    )

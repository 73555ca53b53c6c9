"""The life of an article, as a chat may see it, and what became of it for subscriptions."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from bot.model import (
    ArticleId,
    ChatKey,
    DebtId,
    DispatchId,
    DispatchState,
    Haste,
    OfferedSource,
    OwnTrace,
    OwnTraces,
    Prominence,
    RepostState,
    Scope,
    SourceId,
    SourceStanding,
    StoryId,
    SubscriptionId,
    TracedDebt,
    TracedSubscription,
    address_key,
    in_scope,
)
from storage.sqlite.chat_queue import OWED
from storage.sqlite.content import to_read
from storage.sqlite.database import Database
from storage.sqlite.dispatch_building import begin_now
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, to_chat
from storage.sqlite.scopes import MEMBERS, OWNERS_SCOPES
from storage.sqlite.sources import to_failure
from storage.sqlite.watching import HAS_REMOVED, IS_TICKED, NAME_FOR_CHAT, WATCHES

_OFFERED = f"""
    SELECT s.*, coalesce(s.address, s.url) AS source_url, {NAME_FOR_CHAT} AS name, seen.listed_at, seen.article_id,
        {WATCHES.format(owner=":chat", source="s.id")} AS is_watched,
        {HAS_REMOVED.format(owner=":chat", source="s.id")} AS is_removed
    FROM (SELECT id FROM sources WHERE pack IS NOT NULL
        UNION ALL SELECT own.source_id FROM chat_sources AS own JOIN sources ON sources.id = own.source_id
            WHERE own.chat_key = :chat AND pack IS NULL) AS offered
    JOIN sources AS s ON s.id = offered.id AND successor_id IS NULL
    LEFT JOIN chat_sources ON chat_sources.source_id = s.id AND chat_key = :chat
    LEFT JOIN sightings AS seen ON (seen.source_id, seen.key) = (s.id, :key)
"""  # noqa: S608  constants
"""The sources that a chat can see, with what each lists by a key."""
_BY_ADDRESS = f"""
    SELECT a.id FROM story_keys AS k
        JOIN articles AS a ON a.id IN
            (SELECT article_id FROM {MEMBERS.format(story="k.story_id", scopes=OWNERS_SCOPES.format(owner=":chat"))})
        WHERE k.key IN (:shared, :own) AND a.canonical_url = :url
            AND ({WATCHES.format(owner=":chat", source="a.source_id")}
                OR {HAS_REMOVED.format(owner=":chat", source="a.source_id")})
    LIMIT :limit
"""  # noqa: S608  constants
"""The articles whose pages gave them that address, whatever their sources list."""
_SUBSCRIPTIONS = f"""
    SELECT chats.*, s.*, q.text AS query, m.id AS mention_id, m.prominence,
        m.fanned_out OR m.fanned_to >= s.id AS is_handed_out,
        coalesce(own.story_id, a.story_id) AS story_id, s.since >= a.recorded AS is_later,
        {WATCHES.format(owner="s.owner_key", source="a.source_id")} AS is_watching,
        (SELECT min(unwanted.text) FROM exclusions AS e JOIN mentions AS found ON found.query_id = e.query_id
            JOIN queries AS unwanted ON unwanted.id = e.query_id
            WHERE e.owner_key = s.owner_key AND e.subscription_id IN (0, s.id) AND found.article_id = a.id) AS excluded,
        EXISTS (SELECT 1 FROM muted_stories AS muted WHERE muted.chat_key = s.chat_key
            AND muted.story_id = coalesce(own.story_id, a.story_id)) AS is_muted,
        EXISTS (SELECT 1 FROM silenced_stories AS silenced WHERE silenced.chat_key = s.chat_key
            AND silenced.story_id = coalesce(own.story_id, a.story_id)) AS is_silenced,
        EXISTS (SELECT 1 FROM closed_topics AS closed
            WHERE (closed.chat_key, closed.topic) = (s.chat_key, s.topic)) AS is_topic_closed,
        {IS_TICKED.format(chat="s.chat_key", source="a.source_id")} AS is_ticked
    FROM subscriptions AS s JOIN chats ON chats.key = s.chat_key JOIN queries AS q ON q.id = s.query_id
        JOIN articles AS a ON a.id = :article
        LEFT JOIN mentions AS m ON (m.query_id, m.article_id) = (s.query_id, a.id)
        LEFT JOIN memberships AS own ON (own.article_id, own.scope) = (a.id, s.owner_key)
"""  # noqa: S608  constants
_DEBTS = """
    SELECT debts.*, d.state, d.message_id, d.reason, d.total, d.settled_at AS answered_at, r.subscription_id, r.joined,
        m.article_id, holds.until AS held_until, reposts.state AS repost,
        json_extract(reposts.details, '$.by.name') AS decided_by
    FROM debts JOIN reasons AS r ON r.debt_id = debts.id JOIN mentions AS m ON m.id = r.mention_id
        LEFT JOIN dispatches AS d ON d.id = debts.dispatch_id LEFT JOIN reposts ON reposts.debt_id = debts.id
        LEFT JOIN holds ON (holds.chat_key, holds.haste) = (debts.chat_key, debts.haste)
    WHERE (debts.chat_key, debts.topic, debts.story_id) = (?, ?, ?) ORDER BY debts.id
"""
_MOST_ARTICLES = 3


class OwnTracesOfChats:
    """Implements `bot.ports.OwnTraceStorage`."""

    _db: Database

    async def own_traces(self, key: str, canonical_url: str, chat: ChatKey) -> OwnTraces:
        def load(db: sqlite3.Connection) -> OwnTraces:
            offered = db.execute(_OFFERED, {"chat": chat, "key": key}).fetchall()
            articles = [row["article_id"] for row in offered if row["article_id"]]
            if not articles:
                articles = _by_address(db, canonical_url, chat)
            newest = sorted(set(articles), reverse=True)[:_MOST_ARTICLES]
            traced = (_trace(db, article, chat) for article in newest)
            return OwnTraces(tuple(map(_to_offered, offered)), tuple(one for one in traced if one is not None))

        return await self._db.read(load)

    async def send_now(self, debt: DebtId, chat: ChatKey, now: datetime) -> bool:
        return await self._db.write(lambda db: begin_now(db, chat, debt, now))


def subscribers(db: sqlite3.Connection, article: int, condition: str, **named: int) -> tuple[TracedSubscription, ...]:
    """The subscriptions of which `condition` is true, oldest first, and what became of the article for each."""
    found = db.execute(f"{_SUBSCRIPTIONS} WHERE {condition}", {"article": article, **named})
    rows = sorted(found, key=itemgetter("id"))
    places = dict.fromkeys((row["chat_key"], row["topic"], row["story_id"]) for row in rows)
    debts = {place: db.execute(_DEBTS, place).fetchall() for place in places if place[2] is not None}
    return tuple(
        _to_subscription(row, debts.get((row["chat_key"], row["topic"], row["story_id"]), []), article) for row in rows
    )


def _by_address(db: sqlite3.Connection, canonical_url: str, chat: int) -> list[int]:
    shared = address_key(canonical_url)
    asked = {
        "chat": chat,
        "shared": shared,
        "own": in_scope(shared, Scope(chat)),
        "url": canonical_url,
        "limit": _MOST_ARTICLES,
    }
    return [article for (article,) in db.execute(_BY_ADDRESS, asked)]


def _trace(db: sqlite3.Connection, article: int, chat: int) -> OwnTrace | None:
    """None if it is forgotten."""
    row: Row | None = db.execute(
        "SELECT a.*, coalesce(told_as, s.title) AS source_title, coalesce(own.story_id, a.story_id) AS own_story"
        " FROM articles AS a JOIN sources AS s ON s.id = source_id"
        " LEFT JOIN memberships AS own ON (own.article_id, own.scope) = (a.id, :chat) WHERE a.id = :article",
        {"article": article, "chat": chat},
    ).fetchone()
    if row is None:
        return None
    return OwnTrace(
        id=ArticleId(article),
        source=SourceId(row["source_id"]),
        article=to_read(row),
        url=row["url"],
        published_at=from_ms(row["published_at"]),
        found_at=from_ms(row["found_at"]),
        is_news=bool(row["is_news"]),
        withheld=row["withheld"],
        is_waiting=bool(row["waiting"]),
        failure=row["failure"],
        has_text=row["recorded"] is not None or bool(row["waiting"]),
        has_page=bool(row["page"]),
        story=None if row["own_story"] is None else StoryId(row["own_story"]),
        subscriptions=subscribers(db, article, "s.owner_key = :chat", chat=chat),
    )


def _to_offered(row: Row) -> OfferedSource:
    standing = SourceStanding.REMOVED if row["is_removed"] else SourceStanding.MUTED
    return OfferedSource(
        id=SourceId(row["id"]),
        title=row["name"],
        url=row["source_url"],
        sites=tuple(dict.fromkeys([*row["sites"].split(), *filter(None, [row["home"]])])),
        standing=SourceStanding.WATCHED if row["is_watched"] else standing,
        failure=to_failure(row),
        read_at=maybe_from_ms(row["read_at"]),
        listed_at=maybe_from_ms(row["listed_at"]),
        article=None if row["article_id"] is None else ArticleId(row["article_id"]),
    )


def _to_subscription(row: Row, debts: Sequence[Row], article: int) -> TracedSubscription:
    asked = (row["id"], article)
    own = [one for one in debts if (one["subscription_id"], one["article_id"]) == asked and not one["joined"]]
    told = [one for one in debts if one["state"] == DispatchState.SENT and one["message_id"] is not None]
    decided = [one for one in debts if one["repost"] is not None and one["state"] is None and not one["is_reply"]]
    return TracedSubscription(
        id=SubscriptionId(row["id"]),
        chat=to_chat(row),
        topic=row["topic"],
        title=row["name"] or row["text"],
        query=row["query"],
        is_watching=bool(row["is_watching"]),
        is_paused=bool(row["paused"]),
        is_suspended=bool(row["suspended"]),
        is_removed=row["removed_at"] is not None,
        main_only=bool(row["main_only"]),
        is_later=bool(row["is_later"]),
        is_met=row["mention_id"] is not None,
        prominence=None if row["prominence"] is None else Prominence(row["prominence"]),
        is_handed_out=bool(row["is_handed_out"]),
        excluded=row["excluded"],
        is_muted=bool(row["is_muted"]),
        is_silenced=bool(row["is_silenced"]),
        own=_to_debt(own[0]) if own else None,
        told=_to_debt(told[0]) if told else None,
        is_topic_closed=bool(row["is_topic_closed"]),
        is_ticked=bool(row["is_ticked"]),
        decided=_to_debt(decided[0]) if decided else None,
    )


def _to_debt(row: Row) -> TracedDebt:
    return TracedDebt(
        id=DebtId(row["id"]),
        since=from_ms(row["created_at"]),
        dispatch=None if row["dispatch_id"] is None else DispatchId(row["dispatch_id"]),
        state=row["state"] or "waiting",
        message_id=row["message_id"],
        settled_at=maybe_from_ms(row["answered_at"]),
        reason=row["reason"],
        is_digest=row["total"] is not None,
        is_shelved=row["shelved"] > OWED,
        haste=Haste(row["haste"]),
        held_until=maybe_from_ms(row["held_until"]),
        repost=None if row["repost"] is None else RepostState(row["repost"]),
        decided_by=row["decided_by"],
    )

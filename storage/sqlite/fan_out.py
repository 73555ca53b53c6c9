"""Turns a mention into debts, a chunk at a time with a cursor that survives a kill."""

import sqlite3
from collections import Counter
from datetime import datetime, timedelta

from bot.model import (
    COUNTED_FOR,
    AddTo,
    ArticleId,
    DebtId,
    DispatchState,
    FannedOut,
    Haste,
    Hasten,
    Join,
    ListIn,
    MentionForSubscription,
    NewDebt,
    Owed,
    OwedArticle,
    OwingRule,
    Prominence,
    Publishing,
    ReplyMode,
    StoryDebt,
    address_key,
    in_scope,
)
from storage.sqlite.brought import stories_since
from storage.sqlite.chat_queue import AT_DESK, LEAVING, OWED, schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.desk_queue import begin_repost, note_added, state_of
from storage.sqlite.haste import hasten
from storage.sqlite.outlets import count_outlets
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, to_ms
from storage.sqlite.scopes import AKIN_TO
from storage.sqlite.shelving import has_other, next_unsorted, take_out
from storage.sqlite.watching import HAS_REMOVED, IS_TICKED, WATCHES

_COUNTED_FOR = COUNTED_FOR // timedelta(milliseconds=1)
_WITHIN = timedelta(hours=1) // timedelta(milliseconds=1)
_DEVELOPMENT_COSTS = 4
"""How many subscriptions are handed another article in the time that it takes to hand one a development."""
_MENTION = """
    SELECT m.*, a.story_id, a.source_id, a.recorded, a.is_development, a.canonical_url, a.speaks
    FROM mentions AS m JOIN articles AS a ON a.id = m.article_id
"""
_SUBSCRIPTION = f"""
    SELECT s.id, owner_key, chat_key, topic, replies, main_only, created_at, haste, lifts,
        s.removed_at IS NOT NULL OR s.paused OR {HAS_REMOVED.format(owner="owner_key", source=":source")} AS is_removed,
        (SELECT publishing FROM channels WHERE channels.chat_key = s.chat_key) AS publishing,
        coalesce(m.story_id, :story) AS story_id,
        coalesce(m.is_development, :is_development) AS is_development,
        (SELECT min(muted.story_id) FROM muted_stories AS muted WHERE muted.chat_key = s.chat_key
            AND muted.story_id IN {AKIN_TO.format(story="coalesce(m.story_id, :story)")}
            AND NOT EXISTS (SELECT 1 FROM dispatches AS d
                WHERE d.chat_key = s.chat_key AND d.akin_id = muted.story_id AND d.parted)) AS muted_id
    FROM subscriptions AS s LEFT JOIN memberships AS m ON m.article_id = :article AND m.scope = owner_key
"""  # noqa: S608  constants
"""A subscription with how its owner sees an article."""


class FanOut:
    """Implements `bot.ports.FanOutStorage`."""

    _db: Database

    async def fan_out(self, now: datetime, limit: int, owe: OwingRule) -> FannedOut:
        def step(db: sqlite3.Connection) -> FannedOut:
            done, owed = 0, Counter[ArticleId]()

            def noted(mention: MentionForSubscription) -> Owed | None:
                decided = owe(mention)
                owed[mention.article] += isinstance(decided, NewDebt | AddTo)
                return decided

            while done < limit and (debt := next_unsorted(db)) is not None:
                done += _sort(db, debt, to_ms(now), noted)
            while done < limit and (mention := _next(db)) is not None:
                done += _fan_out(db, mention, to_ms(now), limit - done, noted)
            return FannedOut(done, tuple(OwedArticle(article, debts) for article, debts in owed.items() if debts))

        return await self._db.write(step)


def _next(db: sqlite3.Connection) -> Row | None:
    """The mention with the fewest turns comes first, so none waits behind a popular match."""
    mention: Row | None = db.execute(f"{_MENTION} WHERE NOT fanned_out ORDER BY chunks, m.id LIMIT 1").fetchone()
    return mention


def _sort(db: sqlite3.Connection, debt: Row, now: int, owe: OwingRule) -> int:
    """Owe anew what leaves or returns in a debt; how many pairs of mention and subscription there were."""
    asked = db.execute("SELECT mention_id, subscription_id FROM reasons WHERE debt_id = ?", (debt["id"],)).fetchall()
    pairs = [to_hand_out(db, *pair) for pair in sorted(map(tuple, asked))]
    if debt["shelved"] == LEAVING and not has_other(db, debt):
        pairs = [(mention, subscription) for mention, subscription in pairs if subscription["is_removed"]]
    take_out(db, debt, [(subscription["id"], mention["id"]) for mention, subscription in pairs])
    for mention, subscription in pairs:
        hand_out(db, mention, subscription, now, owe, since=debt["created_at"])
    return max(1, len(pairs))


def to_hand_out(db: sqlite3.Connection, mention: int, subscription: int) -> tuple[Row, Row]:
    """A mention and a subscription as `hand_out` takes them."""
    found: Row = db.execute(f"{_MENTION} WHERE m.id = ?", (mention,)).fetchone()
    wants = f"{_SUBSCRIPTION} WHERE id = :subscription"
    return found, db.execute(wants, {"subscription": subscription} | _about(found)).fetchone()


def _about(mention: Row) -> dict[str, int]:
    """What `_SUBSCRIPTION` needs to know of a mention."""
    return {
        "article": mention["article_id"],
        "source": mention["source_id"],
        "story": mention["story_id"],
        "is_development": mention["is_development"],
    }


def _fan_out(db: sqlite3.Connection, mention: Row, now: int, limit: int, owe: OwingRule) -> int:
    cost = _DEVELOPMENT_COSTS if mention["is_development"] else 1
    limit = max(limit // cost, 1)
    subscriptions = db.execute(
        f"""
        {_SUBSCRIPTION}
        WHERE query_id = :query AND id > :fanned_to AND NOT paused AND NOT suspended AND since < :recorded
            AND NOT EXISTS (SELECT 1 FROM exclusions AS e JOIN mentions AS found ON found.query_id = e.query_id
                WHERE e.owner_key = s.owner_key AND e.subscription_id IN (0, s.id) AND found.article_id = :article)
            AND NOT EXISTS (SELECT 1 FROM muted_stories AS muted WHERE muted.chat_key = s.chat_key
                AND muted.story_id = coalesce(m.story_id, :story))
            AND NOT EXISTS (SELECT 1 FROM sources WHERE id = :source AND channel_key = s.chat_key)
            AND ({WATCHES.format(owner="owner_key", source=":source")}
                OR {HAS_REMOVED.format(owner="owner_key", source=":source")})
            AND {IS_TICKED.format(chat="s.chat_key", source=":source")}
        ORDER BY id LIMIT :limit
        """,  # noqa: S608  constants
        {
            "query": mention["query_id"],
            "fanned_to": mention["fanned_to"],
            "recorded": mention["recorded"],
            "limit": limit,
        }
        | _about(mention),
    ).fetchall()
    for subscription in subscriptions:
        if subscription["muted_id"] is None:
            hand_out(db, mention, subscription, now, owe)
        else:
            _silence(db, subscription)
    db.execute(
        "UPDATE mentions SET fanned_to = ?, chunks = chunks + 1, fanned_out = ? WHERE id = ?",
        (
            subscriptions[-1]["id"] if subscriptions else mention["fanned_to"],
            len(subscriptions) < limit,
            mention["id"],
        ),
    )
    return max(1, len(subscriptions) * cost)


def _silence(db: sqlite3.Connection, subscription: Row) -> None:
    """Count a story that the chat is not told, since it has muted the one that this is akin to."""
    db.execute(
        "INSERT OR IGNORE INTO silenced_stories (chat_key, akin_id, story_id) SELECT :chat, :akin, :story"
        " WHERE NOT EXISTS (SELECT 1 FROM debts WHERE (chat_key, story_id) = (:chat, :story))",
        {
            "chat": subscription["chat_key"],
            "akin": subscription["muted_id"],
            "story": subscription["story_id"],
        },
    )


def hand_out(
    db: sqlite3.Connection, mention: Row, subscription: Row, now: int, owe: OwingRule, *, since: int | None = None
) -> None:
    """Owe what `owe` says; `since` is when it was owed first, if it is owed anew."""
    place = (subscription["chat_key"], subscription["topic"], subscription["story_id"])
    publishing = None if subscription["publishing"] is None else Publishing(subscription["publishing"])
    debts = _debts(db, place, subscription["id"], of_channel=publishing is not None)
    # A subscription that was told of the story itself needs no check of other stories.
    was_told = any(debt.own_articles for debt in debts)
    is_looked_up = mention["speaks"] and not was_told
    is_counted = was_told and subscription["is_development"]
    stories = stories_since(db, subscription["id"], now - _COUNTED_FOR) if is_counted else 0
    owed = owe(
        MentionForSubscription(
            article=ArticleId(mention["article_id"]),
            is_development=bool(subscription["is_development"]),
            replies=ReplyMode(subscription["replies"]),
            debts=debts,
            at=from_ms(now),
            was_told_apart=bool(is_looked_up) and _was_sent_otherwise(db, mention, subscription),
            main_only=bool(subscription["main_only"]),
            is_removed=bool(subscription["is_removed"]),
            was_shelved=since is not None,
            stories=stories,
            counted_for=min(from_ms(now) - from_ms(subscription["created_at"]), COUNTED_FOR),
            prominence=None if mention["prominence"] is None else Prominence(mention["prominence"]),
            haste=Haste(subscription["haste"]),
            outlets=_outlets(db, subscription, now),
            publishing=publishing,
        )
    )
    if owed is None:
        return
    if isinstance(owed, ListIn):
        _list_in(db, owed.debt)
        return
    if isinstance(owed, Hasten):
        hasten(db, owed.debt, owed.haste, now)
        return
    if isinstance(owed, AddTo):
        debt, addition = _add_to(db, mention, owed, now)
    elif isinstance(owed, Join):
        debt, addition = owed.debt, 0
    else:
        debt, addition = _add_debt(db, place, now if since is None else since, owed), 0
    db.execute(
        "INSERT INTO reasons (debt_id, subscription_id, mention_id, addition, joined) VALUES (?, ?, ?, ?, ?)",
        (debt, subscription["id"], mention["id"], addition, isinstance(owed, Join)),
    )


def _list_in(db: sqlite3.Connection, debt: DebtId) -> None:
    """Let the message of a debt name what is new, from its next version on."""
    begun = db.execute(
        "UPDATE debts SET lists_from = (SELECT version FROM stories WHERE id = story_id)"
        " WHERE id = ? AND lists_from IS NULL RETURNING chat_key, dispatch_id",
        (debt,),
    ).fetchone()
    if begun is not None:
        db.execute("UPDATE posts SET is_behind = 1 WHERE dispatch_id = ?", (begun["dispatch_id"],))
        schedule_chat(db, begun["chat_key"])


def _add_debt(db: sqlite3.Connection, place: tuple[int, int, int], at: int, owed: NewDebt) -> DebtId:
    debt = db.execute(
        "INSERT INTO debts (chat_key, topic, story_id, is_reply, additions, is_silent, shelved, haste, created_at,"
        " waits_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *place,
            owed.is_reply,
            0 if owed.is_development else None,
            owed.is_silent,
            AT_DESK if owed.is_at_desk else owed.is_shelved,
            owed.haste,
            at,
            at,
        ),
    ).lastrowid
    if owed.is_at_desk:
        begin_repost(db, debt or 0, at, is_development=owed.is_development)
    schedule_chat(db, place[0])
    return DebtId(debt or 0)


def _add_to(db: sqlite3.Connection, mention: Row, owed: AddTo, now: int) -> tuple[DebtId, int]:
    """The debt, and which addition to it the article is."""
    hasten(db, owed.debt, owed.haste, now)
    note_added(db, owed.debt)
    if not owed.is_development:
        db.execute("UPDATE debts SET additions = NULL, is_silent = 0 WHERE id = ?", (owed.debt,))
        return owed.debt, 0
    told = db.execute(
        "SELECT addition FROM reasons JOIN mentions ON id = mention_id WHERE debt_id = ? AND article_id = ?",
        (owed.debt, mention["article_id"]),
    ).fetchone()
    if told is not None:
        return owed.debt, told["addition"]
    row = db.execute(
        "UPDATE debts SET additions = additions + 1 WHERE id = ? RETURNING chat_key, dispatch_id, additions",
        (owed.debt,),
    ).fetchone()
    db.execute("UPDATE posts SET is_behind = 1 WHERE dispatch_id = ? AND develops", (row["dispatch_id"],))
    schedule_chat(db, row["chat_key"])
    return owed.debt, row["additions"]


def _debts(
    db: sqlite3.Connection, place: tuple[int, int, int], subscription: int, *, of_channel: bool
) -> tuple[StoryDebt, ...]:
    rows = db.execute(
        "SELECT debts.*, d.settled_at AS answered_at, d.state, d.follows, d.total, posts.closed FROM debts"
        " LEFT JOIN dispatches AS d ON d.id = debts.dispatch_id LEFT JOIN posts ON posts.dispatch_id = d.id"
        " WHERE (debts.chat_key, debts.topic, debts.story_id) = (?, ?, ?) ORDER BY debts.id",
        place,
    ).fetchall()
    debts = tuple([_to_debt(db, row, subscription) for row in rows]) if rows else ()
    return tuple([debt._replace(repost=state_of(db, debt.id)) for debt in debts]) if of_channel else debts


def _to_debt(db: sqlite3.Connection, debt: Row, subscription: int) -> StoryDebt:
    reasons = db.execute(
        "SELECT subscription_id, article_id FROM reasons JOIN mentions ON id = mention_id WHERE debt_id = ?",
        (debt["id"],),
    ).fetchall()
    own = frozenset([article for asker, article in reasons if asker == subscription])
    # Mostly a debt has one reason; this runs for hundreds in a transaction.
    articles = own if len(own) == len(reasons) else frozenset([article for _, article in reasons])
    return StoryDebt(
        id=DebtId(debt["id"]),
        is_waiting=debt["dispatch_id"] is None,
        is_reply=bool(debt["is_reply"]),
        articles=articles,
        own_articles=own,
        is_development=debt["additions"] is not None,
        told_at=maybe_from_ms(debt["answered_at"]) if debt["state"] == DispatchState.SENT else None,
        follows=not debt["is_reply"] if debt["dispatch_id"] is None else bool(debt["follows"] and not debt["total"]),
        is_closed=debt["state"] == DispatchState.DEAD or bool(debt["closed"]),
        is_shelved=debt["shelved"] > OWED,
    )


def _outlets(db: sqlite3.Connection, subscription: Row, now: int) -> int | None:
    """How many outlets have reported the story lately, if the subscription wants such news sooner."""
    if not subscription["lifts"]:
        return None
    return count_outlets(db, subscription["story_id"], subscription["owner_key"], now - _WITHIN)


def _was_sent_otherwise(db: sqlite3.Connection, mention: Row, subscription: Row) -> bool:
    """Whether the subscription was told of this article, by its address, in a story of its owner's sources.

    It was if one of these sources listed the article before the shared source did.
    """
    row = db.execute(
        """
        SELECT 1 FROM story_keys AS k
            CROSS JOIN debts AS d ON (d.chat_key, d.topic, d.story_id) = (:chat, :topic, k.story_id)
            JOIN reasons AS r ON r.debt_id = d.id AND r.subscription_id = :subscription
            JOIN mentions AS m ON m.id = r.mention_id
            JOIN articles AS a ON a.id = m.article_id AND a.speaks AND a.canonical_url = :url
        WHERE k.key = :key LIMIT 1
        """,
        {
            "key": in_scope(address_key(mention["canonical_url"]), subscription["owner_key"]),
            "url": mention["canonical_url"],
            "chat": subscription["chat_key"],
            "topic": subscription["topic"],
            "subscription": subscription["id"],
        },
    ).fetchone()
    return row is not None

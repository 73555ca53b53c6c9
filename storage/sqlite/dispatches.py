"""Dispatches: from a chat's debts to a message and its outcome."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from bot.model import (
    ChatAfter,
    ChatKey,
    Content,
    DeadDispatch,
    Decided,
    Digest,
    Dispatch,
    DispatchId,
    DispatchState,
    Explanation,
    Lease,
    Lost,
    NewPost,
    Notice,
    Planner,
    ReadArticle,
    RepostRule,
    Settlement,
    StoryId,
    StoryUpdate,
    SubscriptionId,
    Undone,
)
from storage.sqlite.chat_queue import APPROVED, LEAVING, OPEN_TOPIC, schedule_chat
from storage.sqlite.chats import mark_unreachable, move_chat
from storage.sqlite.content import article_row, load_story, newest_report, to_read
from storage.sqlite.database import Database
from storage.sqlite.desk_moves import leave_topic
from storage.sqlite.desk_posts import stand_card
from storage.sqlite.desk_queue import carry_out, note_lost
from storage.sqlite.dispatch_building import advance, begin, release
from storage.sqlite.dispatch_content import digest_place, load_content, load_page
from storage.sqlite.notices import owe_notice
from storage.sqlite.reasons import reason_rows
from storage.sqlite.repost_rows import to_repost
from storage.sqlite.rows import Row, check, from_ms, taken_ms, to_chat, to_columns, to_ms
from storage.sqlite.throttle_log import note_write
from storage.sqlite.told_articles import told_articles
from storage.sqlite.words import kept_words

_ROUNDS = 10
"""How often a claim looks for other chats when some have to wait: bounds the writer's time."""


class Dispatches:
    """Implements the part of `bot.ports.DeliveryStorage` that brings new messages."""

    _db: Database

    async def claim_dispatches(self, now: datetime, limit: int, lease: Lease, plan: Planner) -> list[Dispatch]:
        def claim(db: sqlite3.Connection) -> list[Dispatch]:
            _reclaim(db, taken_ms(lease, now))
            claimed: list[Dispatch] = []
            for _ in range(_ROUNDS):
                chats = db.execute(
                    "SELECT * FROM chats WHERE due_at <= ? AND dormant_at IS NULL ORDER BY due_at LIMIT ?",
                    (to_ms(now), limit - len(claimed)),
                ).fetchall()
                if not chats:
                    break
                claimed += [one for chat in chats if (one := _claim(db, chat, now, lease, plan))]
            return claimed

        return await self._db.write(claim)

    async def settle(self, dispatch: Dispatch, settlement: Settlement) -> None:
        def settle(db: sqlite3.Connection) -> None:
            row = db.execute("SELECT * FROM dispatches WHERE id = ?", (dispatch.id,)).fetchone()
            check(dispatch.lease, row)
            _settle(db, row, settlement)
            follow(db, row, settlement.chat, settlement.at)

        await self._db.write(settle)

    async def notify(self, chat: ChatKey, notice: Notice, now: datetime) -> None:
        await self._db.write(lambda db: owe_notice(db, chat, notice, now))

    async def part_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> bool:
        def part(db: sqlite3.Connection) -> bool:
            parted = db.execute(
                "UPDATE dispatches SET parted = 1"
                " WHERE id = ? AND (chat_key, story_id) = (?, ?) AND akin_id IS NOT NULL",
                (dispatch, chat, story),
            )
            return parted.rowcount > 0

        return await self._db.write(part)

    async def dead_dispatches(self, limit: int) -> tuple[int, list[DeadDispatch]]:
        def load(db: sqlite3.Connection) -> tuple[int, list[DeadDispatch]]:
            count = db.execute("SELECT count(*) FROM dispatches WHERE state = 'dead'").fetchone()[0]
            rows = db.execute(
                "SELECT c.*, d.id, d.settled_at, d.reason FROM dispatches AS d JOIN chats AS c ON c.key = d.chat_key"
                " WHERE state = 'dead' ORDER BY settled_at DESC LIMIT ?",
                (limit,),
            )
            return count, [
                DeadDispatch(DispatchId(row["id"]), to_chat(row), from_ms(row["settled_at"]), row["reason"])
                for row in rows
            ]

        return await self._db.read(load)

    async def explain(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> list[Explanation]:
        def load(db: sqlite3.Connection) -> list[Explanation]:
            row = of_chat(db, dispatch, story, chat)
            return [] if row is None else _explanations(db, dispatch, story)

        return await self._db.read(load)

    async def joined_report(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> ReadArticle | None:
        def load(db: sqlite3.Connection) -> ReadArticle | None:
            row = of_chat(db, dispatch, story, chat)
            return None if row is None else newest_report(db, row, story)

        return await self._db.read(load)

    async def told_for(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> set[SubscriptionId]:
        def load(db: sqlite3.Connection) -> set[SubscriptionId]:
            rows = db.execute(
                "SELECT subscription_id FROM debts JOIN reasons ON debt_id = debts.id"
                " WHERE dispatch_id = ? AND story_id = ? AND chat_key = ?",
                (dispatch, story, chat),
            )
            return {SubscriptionId(subscription) for (subscription,) in rows}

        return await self._db.read(load)

    async def sent_story(self, dispatch: DispatchId, story: StoryId, chat: ChatKey) -> StoryUpdate | None:
        def load(db: sqlite3.Connection) -> StoryUpdate | None:
            row = of_chat(db, dispatch, story, chat)
            if row is None:
                return None
            muted = db.execute("SELECT 1 FROM muted_stories WHERE (chat_key, story_id) = (?, ?)", (chat, story))
            return replace(
                load_story(db, row, story, row["told_version"]),
                is_muted=muted.fetchone() is not None,
                place=None if row["total"] is None else digest_place(db, dispatch, story),
            )

        return await self._db.read(load)

    async def sent_digest(self, dispatch: DispatchId, chat: ChatKey, page: int) -> Digest | None:
        def load(db: sqlite3.Connection) -> Digest | None:
            row = db.execute(
                "SELECT * FROM dispatches WHERE id = ? AND chat_key = ? AND total IS NOT NULL", (dispatch, chat)
            ).fetchone()
            return None if row is None else load_page(db, row, page)

        return await self._db.read(load)


def follow(db: sqlite3.Connection, work: Row, after: ChatAfter, at: datetime) -> None:
    """Let the chat of a dispatch or an edit bear the consequences."""
    chat = work["chat_key"]
    if after.was_written:
        note_write(db, db.execute("SELECT telegram_id FROM chats WHERE key = ?", (chat,)).fetchone()[0], at)
    db.execute("UPDATE chats SET free_at = max(free_at, ?) WHERE key = ?", (to_ms(after.free_at), chat))
    if after.lost is not None:
        mark_unreachable(db, chat, after.lost, at)
    note_lost(db, chat)  # it may have been lost while the message was on its way
    if after.topic_lost is not None:
        _lose_topic(db, chat, work["topic"], after.topic_lost, at)
    if after.moved_to is not None:
        move_chat(db, chat, after.moved_to)
    schedule_chat(db, chat)


def _lose_topic(db: sqlite3.Connection, chat: int, topic: int, lost: Lost, at: datetime) -> None:
    closed = db.execute("INSERT OR IGNORE INTO closed_topics VALUES (?, ?, ?)", (chat, topic, lost.reason))
    if not closed.rowcount:
        return
    leave_topic(db, chat, topic)
    owners = db.execute(
        "SELECT DISTINCT owner_key FROM subscriptions WHERE (chat_key, topic) = (?, ?) AND removed_at IS NULL",
        (chat, topic),
    ).fetchall()
    for (owner,) in owners:
        # A notice goes to the chat's general topic; if that one is closed, it would wait with the rest.
        if (owner, 0) != (chat, topic):
            owe_notice(db, owner, lost.notice, at)


def _reclaim(db: sqlite3.Connection, by: int) -> None:
    """Take back claims that were not settled within their leases."""
    lapsed = db.execute(
        "UPDATE dispatches SET state = 'due', lease_boot = NULL, lease_until = NULL"
        " WHERE state = 'sending' AND lease_until <= ? RETURNING chat_key",
        (by,),
    ).fetchall()
    for (chat,) in lapsed:
        schedule_chat(db, chat)


def _claim(db: sqlite3.Connection, chat: Row, now: datetime, lease: Lease, plan: Planner) -> Dispatch | None:
    begun = db.execute(
        "SELECT * FROM dispatches WHERE chat_key = ? AND state = 'due' AND (NOT aside OR due_at <= ?)"  # noqa: S608  constants
        f" AND {OPEN_TOPIC} ORDER BY id LIMIT 1",
        (chat["key"], to_ms(now)),
    ).fetchone()
    dispatch = begin(db, chat, now, plan) if begun is None else begun["id"]
    if dispatch is None:
        return None
    if begun is not None and begun["gathers_until"] is not None and not advance(db, chat, begun, now, plan):
        return None
    if begun is not None and begun["kind"] == "card":
        db.execute(
            "UPDATE dispatches SET version = (SELECT serial FROM reposts WHERE id = repost_id) WHERE id = ?",
            (dispatch,),
        )
    row = db.execute(
        "UPDATE dispatches SET state = 'sending', attempts = attempts + 1, lease_boot = :lease_boot,"
        " lease_until = :lease_until WHERE id = :id RETURNING *",
        {"id": dispatch} | to_columns(lease),
    ).fetchone()
    content = load_content(db, row, now)
    if content is None:
        db.execute("DELETE FROM dispatches WHERE id = ?", (dispatch,))
    schedule_chat(db, chat["key"])
    return (
        None if content is None else replace(_claimed(row, chat, lease, content), articles=told_articles(db, dispatch))
    )


def _claimed(row: Row, chat: Row, lease: Lease, content: Content) -> Dispatch:
    return Dispatch(
        id=DispatchId(row["id"]),
        lease=lease,
        chat=to_chat(chat),
        topic=row["topic"],
        attempts=row["attempts"],
        created_at=from_ms(row["created_at"]),
        content=content,
        refusals=row["refusals"],
        aside=bool(row["aside"]),
        reason=row["reason"],
        message_id=row["message_id"],
    )


def _settle(db: sqlite3.Connection, row: Row, settlement: Settlement) -> None:
    after = settlement.dispatch
    if settlement.repost is not None:
        carry_on(db, row["id"], settlement.repost, settlement.at)
    if isinstance(after, Undone):
        release(db, row["id"])
        return
    if after.post is not None:
        _post(db, row, after.post, settlement.at)
    settled_at = None if after.state is DispatchState.DUE else to_ms(settlement.at)
    db.execute(
        "UPDATE dispatches SET state = ?, due_at = min(?, coalesce(gathers_until, 9e15)), reason = ?, attempts = ?,"
        " settled_at = ?, aside = ?, refusals = ?, message_id = CASE WHEN NOT ? THEN message_id END,"
        " lease_boot = NULL, lease_until = NULL WHERE id = ?",
        (
            after.state,
            to_ms(after.due_at),
            after.reason,
            after.attempts,
            settled_at,
            after.aside,
            after.refusals,
            after.is_gone,
            row["id"],
        ),
    )
    if settled_at is None and row["kind"] not in {"notice", "card", "question"}:
        _put_back_removed(db, row["id"])
    if settled_at is not None:
        db.execute("UPDATE debts SET settled_at = ? WHERE dispatch_id = ?", (settled_at, row["id"]))


def carry_on(db: sqlite3.Connection, dispatch: int, rule: RepostRule, at: datetime) -> None:
    """Let the stories that a dispatch brings into a channel become what follows from its outcome."""
    brought = "SELECT r.* FROM debts JOIN reposts AS r ON r.debt_id = debts.id WHERE dispatch_id = ?"
    for row in db.execute(brought, (dispatch,)).fetchall():
        decision = rule(to_repost(row))
        if isinstance(decision, Decided):
            carry_out(db, row, decision, at)


def _put_back_removed(db: sqlite3.Connection, dispatch: int) -> None:
    """Take apart a dispatch that was under way when the last subscription to one of its stories went."""
    others = (
        "LEFT JOIN subscriptions AS s ON s.id = subscription_id"
        " WHERE debt_id = debts.id AND s.removed_at IS NULL AND NOT coalesce(s.paused, 0)"
    )
    removed = db.execute(
        "SELECT debts.id FROM debts JOIN dispatches ON dispatches.id = dispatch_id"  # noqa: S608  constants
        f" WHERE dispatch_id = ? AND NOT {APPROVED} AND NOT EXISTS (SELECT 1 FROM reasons {others})",
        (dispatch,),
    ).fetchall()
    if removed:
        release(db, dispatch)
        db.executemany("UPDATE debts SET shelved = ? WHERE id = ?", [(LEAVING, debt) for (debt,) in removed])


def _post(db: sqlite3.Connection, row: Row, post: NewPost, at: datetime) -> None:
    db.execute("UPDATE dispatches SET message_id = ? WHERE id = ?", (post.message_id, row["id"]))
    if row["kind"] == "card":
        stand_card(db, row, post.message_id, to_ms(post.edit_after))
    elif row["story_id"] is not None:
        db.execute(
            "INSERT INTO posts (dispatch_id, chat_key, topic, story_id, message_id, version, sent_at, edit_after,"
            " develops, closed, is_behind) SELECT d.id, d.chat_key, d.topic, d.story_id, d.message_id, d.version, ?, ?,"
            " NOT follows AND additions IS NOT NULL, NOT follows AND additions IS NULL,"
            " d.version < CASE WHEN follows THEN stories.version + (lists_from IS NOT NULL)"
            " ELSE coalesce(additions, 0) END"
            " FROM dispatches AS d JOIN debts ON dispatch_id = d.id JOIN stories ON stories.id = d.story_id"
            " WHERE d.id = ?",
            (to_ms(at), to_ms(post.edit_after), row["id"]),
        )


def of_chat(db: sqlite3.Connection, dispatch: int, story: int, chat: int) -> Row | None:
    """A dispatch that told a chat of a story, with the version that it shows; None if it did not."""
    row: Row | None = db.execute(
        "SELECT d.*, coalesce(posts.version, d.version, debts.version) AS told_version"
        " FROM dispatches AS d JOIN debts ON debts.dispatch_id = d.id AND debts.story_id = ?"
        " LEFT JOIN posts ON posts.dispatch_id = d.id"
        " WHERE d.id = ? AND d.chat_key = ?",
        (story, dispatch, chat),
    ).fetchone()
    return row


def _explanations(db: sqlite3.Connection, dispatch: int, story: int) -> list[Explanation]:
    first = {row["query"]: row for row in reversed(reason_rows(db, dispatch, story))}
    return [_explanation(db, row) for row in reversed(first.values())]


def _explanation(db: sqlite3.Connection, reason: Row) -> Explanation:
    article = article_row(db, reason["article_id"])
    has_text = article["recorded"] is not None or article["waiting"]
    return Explanation(reason["query"], to_read(article), None if has_text else kept_words(reason))

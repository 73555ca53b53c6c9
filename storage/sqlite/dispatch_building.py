"""Freezes a chat's waiting debts into dispatches, which say the same however often they are tried."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.model import (
    BURST_WINDOW,
    ChatKind,
    DebtId,
    DeliveryPlan,
    DigestMessage,
    Gather,
    Haste,
    OpenCard,
    Planner,
    StoryId,
    SubscriptionId,
    TellAll,
    Wait,
    Waiting,
    WaitingStory,
)
from storage.sqlite.chat_queue import HEADS, WAITING, WAITING_LATELY, schedule_chat
from storage.sqlite.gathering import begin_card, note_count, reopen_card, turn_card, wait_for_card
from storage.sqlite.haste import end_holds, hold
from storage.sqlite.repost_ends import end_repost_of
from storage.sqlite.rows import Row, from_ms, to_chat, to_ms
from storage.sqlite.scopes import MEMBERS, OWNERS_SCOPES
from storage.sqlite.story_freezing import AKIN_TOLD, akin_to, freeze_one

_READY = f"""
    SELECT head.*, stories.version AS story_version, holds.until IS NOT NULL AS had_to_wait
    FROM ({HEADS}) AS head JOIN stories ON stories.id = story_id
        LEFT JOIN holds ON (holds.chat_key, holds.haste) = (head.chat_key, head.haste)
    WHERE ready_at <= :now ORDER BY head.haste != {Haste.URGENT:d}, ready_at, head.id
"""  # noqa: S608  constants
"""What may go at `:now`, by all that is known: a head for each haste, in the order in which they go."""
_FROZEN_AT_ONCE = 150
"""Debts of one digest: some 5 ms of the writer's time. The rest follows as another digest."""

_SEEN = f"FROM {MEMBERS.format(story='waiting.story_id', scopes=OWNERS_SCOPES.format(owner=':owner'))}"
"""The articles of a story that its owner may see."""


def begin(db: sqlite3.Connection, chat: Row, now: datetime, plan: Planner) -> int | None:
    """Freeze the chat's waiting debts as planned; the first dispatch, or None if all must wait."""

    def planned(*heads: Row) -> DeliveryPlan:
        waiting = replace(_waiting(db, _Together(*heads), now), kind=ChatKind(chat["kind"]))
        return plan(to_chat(chat).preferences, waiting, now)

    ready = db.execute(_READY, {"chat": chat["key"], "now": to_ms(now)}).fetchall()
    heads = [head for head in ready if not wait_for_card(db, head)]
    plans = [(head, planned(head)) for head in heads]
    for head, one in plans:
        if isinstance(one, Wait):
            # A millisecond more, since fractions are cut off: a hold that ends before `until` would be no wait.
            hold(db, chat["key"], head["haste"], to_ms(one.until) + 1)
    ready = [head for head, one in plans if not isinstance(one, Wait)]
    dispatch = None
    if ready:
        together = _Together(*ready)
        match planned(*ready) if len(ready) > 1 else plans[heads.index(ready[0])][1]:
            case TellAll(lay_out):
                dispatch = _freeze_all(db, together, now, partial(lay_out, ChatKind(chat["kind"])))
            case Gather(until):
                dispatch = begin_card(db, together.head, until, now)
            case _:
                dispatch = freeze_one(db, _earlier(db, together) or together.head, now)
    end_holds(db, chat["key"])
    if dispatch is None:
        schedule_chat(db, chat["key"])
    return dispatch


def begin_now(db: sqlite3.Connection, chat: int, debt: int, now: datetime) -> bool:
    """Freeze a waiting debt, whatever holds the chat's news back; False if it does not wait, or must not go yet."""
    row = db.execute(
        "SELECT debts.*, stories.version AS story_version FROM debts JOIN stories ON stories.id = story_id"  # noqa: S608  a constant
        f" WHERE debts.id = :debt AND chat_key = :chat AND {WAITING}",
        {"chat": chat, "debt": debt},
    ).fetchone()
    if row is None:
        return False
    freeze_one(db, row, now)
    schedule_chat(db, chat)
    return True


def advance(db: sqlite3.Connection, chat: Row, card: Row, now: datetime, plan: Planner) -> bool:
    """Let a card grow, or become the digest of what it has gathered, as planned; False if it waits."""
    place = {"chat": card["chat_key"], "topic": card["topic"], "hastes": json.dumps([Haste.AT_ONCE])}
    (stories,) = db.execute(f"SELECT count(*) FROM (SELECT id {WAITING_LATELY})", place).fetchone()  # noqa: S608  constants
    shown = OpenCard(0 if card["message_id"] is None else card["gathered"], from_ms(card["gathers_until"]))
    at = from_ms(card["created_at"])
    waiting = Waiting(stories, at, had_to_wait=False, sent_at=(), published_at=at, card=shown)
    match plan(to_chat(chat).preferences, waiting, now):
        case TellAll(lay_out):
            head = db.execute(
                f"SELECT *, FALSE AS had_to_wait FROM (SELECT * {WAITING_LATELY}) ORDER BY id LIMIT 1",  # noqa: S608  constants
                place,
            ).fetchone()
            if head is None:
                turn_card(db, card["id"], 0, now)
            else:
                _freeze_all(db, _Together(head), now, partial(lay_out, ChatKind(chat["kind"])), card["id"])
            end_holds(db, chat["key"])
        case Wait(until):
            db.execute("UPDATE dispatches SET due_at = ? WHERE id = ?", (to_ms(until) + 1, card["id"]))
            schedule_chat(db, chat["key"])
            return False
        case _:
            note_count(db, card["id"], stories)
    return True


def release(db: sqlite3.Connection, dispatch: int) -> None:
    """Return what was surely not told to the waiting debts, to be told with what comes meanwhile.

    A digest that was a card is one again, and takes what is left. A sample is no longer owed.
    """
    db.execute(
        "DELETE FROM debts WHERE dispatch_id = ? AND EXISTS"
        " (SELECT 1 FROM dispatches AS d WHERE d.id = dispatch_id AND is_sample)",
        (dispatch,),
    )
    db.execute("UPDATE debts SET dispatch_id = NULL WHERE dispatch_id = ?", (dispatch,))
    if not reopen_card(db, dispatch):
        db.execute("DELETE FROM dispatches WHERE id = ?", (dispatch,))


class _Together:
    """What goes together if the first of some heads goes as a digest: what had to wait in its topic, and may go now."""

    def __init__(self, head: Row, *others: Row) -> None:
        self.head = head
        hastes = [
            one["haste"] for one in (head, *others) if one is head or (head["had_to_wait"] and one["had_to_wait"])
        ]
        self.place = {"chat": head["chat_key"], "topic": head["topic"], "hastes": json.dumps(hastes)}
        """For `WAITING_LATELY`."""


def _waiting(db: sqlite3.Connection, together: _Together, now: datetime) -> Waiting:
    head = together.head
    stories = db.execute(f"SELECT count(*) FROM (SELECT id {WAITING_LATELY})", together.place).fetchone()[0]  # noqa: S608  constants
    sent = db.execute(
        "SELECT created_at FROM dispatches WHERE chat_key = ? AND created_at > ?"
        " AND kind NOT IN ('notice', 'card', 'question') AND NOT is_sample ORDER BY created_at",
        (head["chat_key"], to_ms(now - BURST_WINDOW)),
    )
    published_at = db.execute(
        "SELECT min(published_at) FROM reasons JOIN mentions ON mentions.id = mention_id"
        " JOIN articles ON articles.id = article_id WHERE debt_id = ?",
        (head["id"],),
    ).fetchone()[0]
    return Waiting(
        stories,
        from_ms(head["waits_since"]),
        bool(head["had_to_wait"]),
        tuple(from_ms(at) for (at,) in sent),
        from_ms(head["created_at"] if published_at is None else published_at),
        Haste(head["haste"]),
        one_by_one=bool(head["one_by_one"]),
    )


def _earlier(db: sqlite3.Connection, together: _Together) -> Row | None:
    """The debt for the story that the head's is akin to, if that is to go, too: it goes first."""
    head = together.head
    akin = akin_to(db, head["chat_key"], head["topic"], head["story_id"])
    row: Row | None = db.execute(
        f"SELECT waiting.*, stories.version AS story_version FROM (SELECT * {WAITING_LATELY}) AS waiting"  # noqa: S608  constants
        " JOIN stories ON stories.id = story_id WHERE story_id = :akin AND NOT is_reply LIMIT 1",
        together.place | {"akin": akin},
    ).fetchone()
    return row


def _freeze_all(
    db: sqlite3.Connection,
    together: _Together,
    now: datetime,
    lay_out: Callable[[Sequence[WaitingStory]], Sequence[DigestMessage]],
    card: int | None = None,
) -> int:
    """Make a digest of what goes together; the first of its messages.

    That is `card` if there is one. Of each subscription, the biggest stories come first, then the newest, as the
    subscriptions' owner sees them.
    """
    head = together.head
    _join_same_stories(db, together)
    owner = db.execute(
        "SELECT owner_key FROM reasons JOIN subscriptions ON id = subscription_id"
        " WHERE debt_id = ? AND removed_at IS NULL",
        (head["id"],),
    ).fetchone()
    debts = db.execute(
        f"""
        SELECT waiting.*, stories.version AS story_version, {AKIN_TOLD} AS akin_to, (SELECT count(*) {_SEEN}) AS size,
            (SELECT max(recorded) {_SEEN}) AS newest
        FROM (SELECT * {WAITING_LATELY}) AS waiting JOIN stories ON stories.id = story_id
        ORDER BY size DESC, newest DESC, waiting.id DESC LIMIT :limit
        """,  # noqa: S608  constants
        together.place | {"owner": None if owner is None else owner["owner_key"], "limit": _FROZEN_AT_ONCE},
    ).fetchall()
    if len(debts) == 1 and card is None:
        return freeze_one(db, debts[0], now)
    messages = lay_out([_waiting_story(db, debt) for debt in debts])
    total = messages[-1][-1].number
    if card is not None:
        turn_card(db, card, total, now)
    dispatches = [
        _begin_digest(db, head, total, now) if card is None or number else card for number in range(len(messages))
    ]
    for dispatch, message in zip(dispatches, messages, strict=True):
        _freeze_message(db, dispatch, message)
    return dispatches[0]


def _waiting_story(db: sqlite3.Connection, debt: Row) -> WaitingStory:
    subscriptions = db.execute(
        "SELECT s.id FROM reasons JOIN subscriptions AS s ON s.id = subscription_id"
        " WHERE debt_id = ? AND removed_at IS NULL AND NOT paused",
        (debt["id"],),
    )
    return WaitingStory(
        debt=DebtId(debt["id"]),
        story=StoryId(debt["story_id"]),
        subscriptions=tuple(dict.fromkeys(SubscriptionId(one) for (one,) in subscriptions)),
        akin_to=None if debt["akin_to"] is None else StoryId(debt["akin_to"]),
    )


def _begin_digest(db: sqlite3.Connection, head: Row, total: int, now: datetime) -> int:
    dispatch: int = db.execute(
        "INSERT INTO dispatches (chat_key, topic, kind, total, state, due_at, created_at)"
        " VALUES (?, ?, 'digest', ?, 'due', ?, ?) RETURNING id",
        (head["chat_key"], head["topic"], total, to_ms(now), to_ms(now)),
    ).fetchone()["id"]
    return dispatch


def _freeze_message(db: sqlite3.Connection, dispatch: int, message: DigestMessage) -> None:
    db.executemany(
        "UPDATE debts SET dispatch_id = ?, place = ?, page = ?, section_id = ?,"
        " version = (SELECT version FROM stories WHERE id = story_id) WHERE id = ?",
        [(dispatch, one.number, one.page, one.subscription, one.debt) for one in message],
    )


def _join_same_stories(db: sqlite3.Connection, together: _Together) -> None:
    """Merge the debts of a story into one: a digest tells a story once."""
    waiting = f"FROM (SELECT * {WAITING_LATELY})"
    later = db.execute(
        f"SELECT id, kept FROM (SELECT id, min(id) OVER (PARTITION BY story_id) AS kept {waiting}) WHERE id != kept",  # noqa: S608  constants
        together.place,
    ).fetchall()
    for debt, kept in later:
        db.execute("UPDATE OR IGNORE reasons SET debt_id = ? WHERE debt_id = ?", (kept, debt))
        end_repost_of(db, debt)
        db.execute("DELETE FROM debts WHERE id = ?", (debt,))

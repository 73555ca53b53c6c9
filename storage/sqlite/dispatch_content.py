"""The content of a dispatch: a notice, a story, or a page of a digest."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from bot.model import Content, Digest, DigestPlace, DigestSection, StoryUpdate
from storage.sqlite.content import load_story
from storage.sqlite.desk_cards import load_desk_card, load_message, load_question
from storage.sqlite.gathering import load_card
from storage.sqlite.notices import read_notice
from storage.sqlite.rows import Row, from_ms


def load_content(db: sqlite3.Connection, dispatch: Row, now: datetime) -> Content | None:
    """The content of a dispatch: always the same, since its debts and the version are frozen, except that of a card.

    None if a card, or a question about it, has come to its end meanwhile.
    """
    match dispatch["kind"]:
        case "burst":
            return load_card(db, dispatch, now)
        case "notice":
            return read_notice(dispatch["notice_key"], dispatch["notice_arguments"])
        case "digest":
            return load_digest(db, dispatch, _debts(db, dispatch))
        case "card":
            return load_desk_card(db, dispatch)
        case "question":
            return load_question(db, dispatch)
        case _:
            return load_message(db, dispatch, dispatch["version"])


def load_page(db: sqlite3.Connection, dispatch: Row, page: int) -> Digest | None:
    """The page of that number of a digest, or the nearest; None if the digest is forgotten."""
    debts = _debts(db, dispatch)
    return load_digest(db, dispatch, debts, min(max(page, 0), debts[-1]["page"])) if debts else None


def load_digest(db: sqlite3.Connection, dispatch: Row, debts: Sequence[Row], page: int = 0) -> Digest:
    if not debts:
        made_at = from_ms(dispatch["created_at"])
        return Digest((), first=1, total=0, since=made_at, until=made_at, silent=True)
    shown = [debt for debt in debts if debt["page"] == page]
    totals = Counter(debt["section_id"] for debt in debts if not debt["is_akin"])
    return Digest(
        sections=tuple(
            DigestSection(
                subscription=_name(db, section, dispatch),
                total=totals[section],
                stories=tuple(_story(db, dispatch, debt) for debt in listed),
            )
            for section, listed in groupby(shown, itemgetter("section_id"))
        ),
        first=shown[0]["place"],
        total=dispatch["total"],
        since=from_ms(min(debt["created_at"] for debt in debts)),
        until=from_ms(dispatch["created_at"]),
        silent=_is_silent(db, dispatch),
        page=page,
        following=sum(debt["page"] > page and not debt["is_akin"] for debt in debts),
    )


def digest_place(db: sqlite3.Connection, dispatch: int, story: int) -> DigestPlace:
    """Where a digest tells a story."""
    row = db.execute(
        "SELECT place, coalesce(page, 0) AS page, total, (SELECT min(story_id) FROM debts AS next"
        " WHERE next.dispatch_id = debts.dispatch_id AND next.place = debts.place + 1) AS following"
        " FROM debts JOIN dispatches ON dispatches.id = dispatch_id WHERE dispatch_id = ? AND debts.story_id = ?",
        (dispatch, story),
    ).fetchone()
    return DigestPlace(row["place"], row["total"], row["page"], row["following"])


def _debts(db: sqlite3.Connection, dispatch: Row) -> list[Row]:
    """What a digest tells, in its order; of the stories in one place, the others are akin to the earliest."""
    return db.execute(
        "SELECT created_at, story_id, version, place, section_id, coalesce(page, 0) AS page,"
        " row_number() OVER (PARTITION BY place ORDER BY story_id) > 1 AS is_akin,"
        " (chat_key, story_id) IN (SELECT chat_key, story_id FROM muted_stories) AS is_muted"
        " FROM debts WHERE dispatch_id = ? ORDER BY place, story_id",
        (dispatch["id"],),
    ).fetchall()


def _story(db: sqlite3.Connection, dispatch: Row, debt: Row) -> StoryUpdate:
    told = load_story(db, dispatch, debt["story_id"], debt["version"])
    return replace(told, is_akin=bool(debt["is_akin"]), is_muted=bool(debt["is_muted"]))


def _name(db: sqlite3.Connection, subscription: int | None, dispatch: Row) -> str:
    """The name of a subscription, or its text, or its query if it is gone; empty for none."""
    row = db.execute(
        "SELECT coalesce(nullif(s.name, ''), s.text, q.text) AS name"
        " FROM debts JOIN reasons AS r ON r.debt_id = debts.id JOIN mentions AS m ON m.id = r.mention_id"
        " JOIN queries AS q ON q.id = m.query_id"
        " LEFT JOIN subscriptions AS s ON s.id = r.subscription_id AND s.removed_at IS NULL"
        " WHERE debts.dispatch_id = ? AND r.subscription_id = ? LIMIT 1",
        (dispatch["id"], subscription),
    ).fetchone()
    return "" if row is None else row["name"]


def _is_silent(db: sqlite3.Connection, dispatch: Row) -> bool:
    """Whether every story of a digest is silent: by itself, or for all subscriptions that want it."""
    wanted = (
        "SELECT silent FROM reasons JOIN subscriptions ON id = subscription_id"
        " WHERE debt_id = debts.id AND removed_at IS NULL"
    )
    sounds = db.execute(
        "SELECT 1 FROM debts WHERE dispatch_id = ? AND NOT is_silent"  # noqa: S608  constants
        f" AND (NOT EXISTS ({wanted}) OR EXISTS ({wanted} AND NOT silent)) LIMIT 1",
        (dispatch["id"],),
    ).fetchone()
    return sounds is None

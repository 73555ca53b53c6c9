"""Why a message tells a story: which subscriptions ask for it, and whether any of them still does."""

import sqlite3

from storage.sqlite.rows import Row


def reason_rows(db: sqlite3.Connection, dispatch: int, story: int) -> list[Row]:
    """The reasons of a story of a dispatch, oldest first; a removed subscription's columns are null."""
    return _reason_rows(db, "dispatch_id = ? AND debts.story_id = ?", dispatch, story)


def reasons_of(db: sqlite3.Connection, debt: int) -> list[Row]:
    """The reasons of a debt, as `reason_rows`."""
    return _reason_rows(db, "debts.id = ?", debt)


def _reason_rows(db: sqlite3.Connection, whose: str, *values: int) -> list[Row]:
    return db.execute(
        "SELECT m.article_id, m.is_revision, m.prominence, m.words, q.text AS query, r.subscription_id,"  # noqa: S608  constants
        " s.silent, s.haste, s.owner_key, coalesce(nullif(s.name, ''), s.text) AS text, r.addition, r.joined,"
        " CASE WHEN own.article_id IS NULL THEN a.novelty ELSE own.novelty END AS novelty"
        " FROM debts JOIN reasons AS r ON r.debt_id = debts.id JOIN mentions AS m ON m.id = r.mention_id"
        " JOIN queries AS q ON q.id = m.query_id JOIN articles AS a ON a.id = m.article_id"
        " LEFT JOIN subscriptions AS s ON s.id = r.subscription_id AND s.removed_at IS NULL"
        " LEFT JOIN memberships AS own ON (own.article_id, own.scope) = (m.article_id, s.owner_key)"
        f" WHERE {whose} ORDER BY r.joined, r.addition, r.mention_id, r.subscription_id",
        values,
    ).fetchall()


def is_suspended(db: sqlite3.Connection, dispatch: int) -> bool:
    """Whether all subscriptions behind a dispatch are suspended."""
    return _are_all(db, dispatch, "coalesce(s.suspended, 0)")


def is_removed(db: sqlite3.Connection, dispatch: int) -> bool:
    """Whether all subscriptions behind a dispatch are removed, and may come back."""
    return _are_all(db, dispatch, "s.removed_at IS NOT NULL")


def is_shelved(db: sqlite3.Connection, dispatch: int) -> bool:
    """Whether all subscriptions behind a dispatch are removed or paused."""
    return _are_all(db, dispatch, "(s.removed_at IS NOT NULL OR coalesce(s.paused, 0))")


def _are_all(db: sqlite3.Connection, dispatch: int, condition: str) -> bool:
    others = (
        "SELECT 1 FROM debts JOIN reasons AS r ON r.debt_id = debts.id"  # noqa: S608  constants
        " LEFT JOIN subscriptions AS s ON s.id = r.subscription_id"
        f" WHERE debts.dispatch_id = ? AND NOT {condition}"
    )
    return db.execute(others, (dispatch,)).fetchone() is None

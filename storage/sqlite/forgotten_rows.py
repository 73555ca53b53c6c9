"""What goes of a forgotten chat, a kind of row each, and what each takes along."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.exclusions import end_exclusions_of
from storage.sqlite.host_queue import schedule_host
from storage.sqlite.queries import UNWANTED, newest_generation
from storage.sqlite.repost_ends import end_repost_of, end_reposts_of
from storage.sqlite.retention import end_repost_with_debt, end_story, end_telling, end_untold
from storage.sqlite.rows import Row

_AT_ONCE = 100
UNWATCHED = "pack IS NULL AND NOT EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id)"
"""True of a row of sources that nobody watches."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows are meant: a chat's, or those of one of its subscriptions."""

    chat: int
    subscription: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A kind of row that goes with a chat."""

    find: str
    """A statement for the next :limit rows of :chat, or of its :subscription, after (:first, :second), in order."""
    end: Callable[[sqlite3.Connection, int, Whose], bool]
    """Deletes a row by its id, unless it is under way; False if that takes another turn."""


def forget_some(db: sqlite3.Connection, table: str, key: str, chat: int) -> bool:
    """Delete some rows of a table that nothing depends on; True if there may be more."""
    some = f"SELECT {key} FROM {table} WHERE chat_key = ? LIMIT {_AT_ONCE}"  # noqa: S608  constants
    rows = db.execute(some, (chat,)).fetchall()
    db.executemany(f"DELETE FROM {table} WHERE chat_key = ? AND {key} = ?", [(chat, row[0]) for row in rows])  # noqa: S608  constants
    return len(rows) == _AT_ONCE


def subscriptions_of(db: sqlite3.Connection, chat: int) -> list[Row]:
    """The subscriptions that a chat owns, and those of others that go to it; some twice."""
    return [
        row
        for column in ("owner_key", "chat_key")
        for row in db.execute(f"SELECT id, query_id FROM subscriptions WHERE {column} = ?", (chat,))  # noqa: S608  constants
    ]


def retire_queries(db: sqlite3.Connection, chat: int) -> None:
    """Find nothing more for the subscriptions of a chat, or to it; what others want as well is still found for them."""
    for column in ("owner_key", "chat_key"):
        db.execute(f"UPDATE subscriptions SET paused = 1 WHERE {column} = ?", (chat,))  # noqa: S608  constants
    end_exclusions_of(db, chat)
    for query in {row["query_id"] for row in subscriptions_of(db, chat)}:
        wanted = (
            "SELECT 1 FROM subscriptions WHERE query_id = :query AND owner_key != :chat AND chat_key != :chat"
            " UNION ALL SELECT 1 FROM exclusions WHERE query_id = :query"
        )
        if db.execute(wanted, {"query": query, "chat": chat}).fetchone() is None:
            generation = newest_generation(db) + 1
            db.execute("UPDATE queries SET live = 0, generation = ? WHERE id = ? AND live", (generation, query))


def _end_reason(db: sqlite3.Connection, debt: int, whose: Whose) -> bool:
    """Delete why another chat was told; also what it was told, if that was the only reason."""
    db.execute("DELETE FROM reasons WHERE (debt_id, subscription_id) = (?, ?)", (debt, whose.subscription))
    row: Row | None = db.execute(
        "SELECT * FROM debts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM reasons WHERE debt_id = debts.id)", (debt,)
    ).fetchone()
    if row is None:
        return True
    end_repost_of(db, debt)
    db.execute("DELETE FROM debts WHERE id = ?", (debt,))
    dispatch = row["dispatch_id"]
    if dispatch is not None and not db.execute("SELECT 1 FROM debts WHERE dispatch_id = ?", (dispatch,)).fetchone():
        _delete_message(db, dispatch)
    end_telling(db, row["story_id"])
    schedule_chat(db, row["chat_key"])
    return True


def _delete_message(db: sqlite3.Connection, dispatch: int) -> None:
    db.execute("DELETE FROM posts WHERE dispatch_id = ?", (dispatch,))
    db.execute("DELETE FROM dispatches WHERE id = ?", (dispatch,))


def _end_message(db: sqlite3.Connection, dispatch: int, _: Whose) -> bool:
    """Delete a message with its reasons, unless it is being sent or edited."""
    under_way = (
        "SELECT 1 FROM dispatches WHERE id = :id AND state = 'sending'"
        " UNION ALL SELECT 1 FROM posts WHERE dispatch_id = :id AND lease_until IS NOT NULL"
        " UNION ALL SELECT 1 FROM cards WHERE dispatch_id = :id AND lease_until IS NOT NULL"
    )
    if db.execute(under_way, {"id": dispatch}).fetchone() is not None:
        return True
    stories = {story for (story,) in db.execute("SELECT story_id FROM debts WHERE dispatch_id = ?", (dispatch,))}
    if not all(end_untold(db, dispatch, story) for story in stories):
        return False
    end_reposts_of(db, dispatch)
    db.execute("DELETE FROM debts WHERE dispatch_id = ?", (dispatch,))
    _delete_message(db, dispatch)
    for story in stories:
        end_telling(db, story)
    return True


def _end_debt(db: sqlite3.Connection, debt: int, _: Whose) -> bool:
    gone = "DELETE FROM debts WHERE id = ? AND dispatch_id IS NULL RETURNING story_id"
    for (story,) in db.execute(gone, (debt,)).fetchall():
        end_telling(db, story)
    return True


def end_subscription(db: sqlite3.Connection, subscription: int) -> None:
    left = "SELECT 1 FROM reasons WHERE subscription_id = ?"
    if db.execute(left, (subscription,)).fetchone() is None:  # else it is why something is being sent
        db.execute("DELETE FROM subscriptions WHERE id = ?", (subscription,))


def _end_query(db: sqlite3.Connection, query: int, _: Whose) -> bool:
    """Delete the mentions of a query that has no subscription, and then its text, unless messages are due to it.

    The row stays until all readers of queries have heard of its end (`storage.sqlite.retention`).
    No query reads like its text: one that only excludes is refused.
    """
    dead = "SELECT 1 FROM queries WHERE id = :query AND NOT live"
    unwanted = UNWANTED.format(query=":query")
    if db.execute(f"{dead} AND {unwanted}", {"query": query}).fetchone() is None:
        return True
    without = "NOT EXISTS (SELECT 1 FROM reasons WHERE mention_id = mentions.id)"
    rows = db.execute(
        f"SELECT id FROM mentions WHERE query_id = ? AND {without} LIMIT {_AT_ONCE}",  # noqa: S608  constants
        (query,),
    ).fetchall()
    db.executemany("DELETE FROM mentions WHERE id = ?", rows)
    if len(rows) == _AT_ONCE:
        return False
    db.execute(
        "UPDATE queries SET text = '-' || id, forms = NULL, expansion = NULL"
        " WHERE id = ? AND NOT EXISTS (SELECT 1 FROM mentions WHERE query_id = ?)",
        (query, query),
    )
    return True


def _end_watching(db: sqlite3.Connection, source: int, whose: Whose) -> bool:
    """Stop watching a source; if nobody else does, it is to be forgotten with its articles."""
    db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?)", (whose.chat, source))
    forget_source(db, source, whose.chat)
    (host,) = db.execute("SELECT host FROM sources WHERE id = ?", (source,)).fetchone()
    schedule_host(db, host)
    return True


def _end_owning(db: sqlite3.Connection, source: int, whose: Whose) -> bool:
    forget_source(db, source, whose.chat)
    db.execute("UPDATE sources SET own_of = NULL, settings = '{}' WHERE id = ?", (source,))
    return True


def _end_reading(db: sqlite3.Connection, source: int, whose: Whose) -> bool:
    """Forget a channel as a source: without it there is nobody who might read it."""
    db.execute("DELETE FROM chat_sources WHERE source_id = ?", (source,))
    forget_source(db, source, whose.chat)
    db.execute("UPDATE sources SET channel_key = NULL, retired = 1 WHERE id = ?", (source,))
    return True


def forget_source(db: sqlite3.Connection, source: int, chat: int) -> bool:
    """Note that a source is to be forgotten, unless somebody watches it; whether it is."""
    unwatched = f"SELECT 1 FROM sources WHERE id = ? AND {UNWATCHED}"  # noqa: S608  a constant
    if db.execute(unwatched, (source,)).fetchone() is None:
        return False
    db.execute("INSERT OR IGNORE INTO forgotten_sources (source_id, chat_key) VALUES (?, ?)", (source, chat))
    return True


def _end_scoped_article(db: sqlite3.Connection, article: int, whose: Whose) -> bool:
    row = db.execute("SELECT * FROM articles WHERE id = ? AND scope = ?", (article, whose.chat)).fetchone()
    if row is not None and not forget_source(db, row["source_id"], whose.chat):
        leave_scope(db, row)
    return True


def leave_scope(db: sqlite3.Connection, article: Row) -> None:
    """Let an article that a chat saw in a story of its own be in another watcher's, or in nobody's in particular."""
    other: Row | None = db.execute(
        "SELECT * FROM memberships WHERE article_id = ? ORDER BY scope LIMIT 1", (article["id"],)
    ).fetchone()
    if other is None:
        db.execute("UPDATE articles SET scope = -source_id WHERE id = ?", (article["id"],))
    else:
        names = ("story_id", "story_version", "is_development", "novelty", "scope")
        db.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",  # noqa: S608  constants
            (*(other[name] for name in names), article["id"]),
        )
        db.execute(
            "UPDATE fingerprints SET story_id = ?, founder_id = ? WHERE article_id = ?",
            (other["story_id"], other["founder_id"], article["id"]),
        )
        db.execute("DELETE FROM memberships WHERE (article_id, scope) = (?, ?)", (article["id"], other["scope"]))
    end_scope(db, article["story_id"], article["scope"])


def _end_scoped_membership(db: sqlite3.Connection, article: int, whose: Whose) -> bool:
    gone = "DELETE FROM memberships WHERE (article_id, scope) = (?, ?) RETURNING story_id"
    for (story,) in db.execute(gone, (article, whose.chat)).fetchall():
        end_scope(db, story, whose.chat)
    return True


def end_scope(db: sqlite3.Connection, story: int, scope: int) -> None:
    """Delete the keys of a story in a scope that is gone, so no article joins it there."""
    db.execute("DELETE FROM story_keys WHERE story_id = ? AND scope = ?", (story, scope))
    db.execute("DELETE FROM story_scopes WHERE (story_id, scope) = (?, ?)", (story, scope))
    end_story(db, story)


def _end_title(db: sqlite3.Connection, dispatch: int, whose: Whose) -> bool:
    db.execute(
        "UPDATE dispatches SET notice_arguments = replace(notice_arguments,"
        " (SELECT title FROM forgotten_chats WHERE chat_key = ?), ?) WHERE id = ?",
        (whose.chat, written_title("…"), dispatch),
    )
    return True


def written_title(title: str) -> str:
    """A title as the arguments of a notice have it: as a value, so that no name of an argument looks like it."""
    return f": {json.dumps(title)}"


OF_SUBSCRIPTION = Forgotten(
    "SELECT debt_id AS id, debt_id AS first, 0 AS second FROM reasons"
    " WHERE subscription_id = :subscription AND debt_id > :first"
    " AND (SELECT chat_key FROM debts WHERE id = debt_id) != :chat ORDER BY debt_id LIMIT :limit",
    _end_reason,
)
"""Why other chats were told for a subscription."""
MESSAGES = Forgotten(
    "SELECT id, created_at AS first, id AS second FROM dispatches"
    " WHERE chat_key = :chat AND (created_at, id) > (:first, :second) ORDER BY created_at, id LIMIT :limit",
    _end_message,
)
_OWED = """
    SELECT id, id AS first, 0 AS second FROM debts
    WHERE {condition} AND dispatch_id IS NULL AND id > :first ORDER BY id LIMIT :limit
"""
DEBTS = tuple(
    Forgotten(_OWED.format(condition=condition), _end_debt)
    for condition in (
        "chat_key = :chat AND NOT shelved",
        "chat_key = :chat AND shelved = 1",
        "+chat_key = :chat AND shelved > 1",
    )
)
"""What is owed, and what waits for something removed to come back (`storage.sqlite.shelving`)."""
REPOSTS = Forgotten(
    "SELECT id, id AS first, 0 AS second FROM reposts WHERE chat_key = :chat AND id > :first ORDER BY id LIMIT :limit",
    end_repost_with_debt,
)
"""What was on its way into a channel, with the cards of it that stand in other chats."""
DEAD_QUERIES = Forgotten(
    "SELECT id, generation AS first, id AS second FROM queries WHERE NOT live AND generation > :first"
    " ORDER BY generation LIMIT :limit",
    _end_query,
)
"""Also those that the chat had formerly: nothing leads from the chat to them any more."""
WATCHED = Forgotten(
    "SELECT source_id AS id, source_id AS first, 0 AS second FROM chat_sources"
    " WHERE chat_key = :chat AND source_id > :first ORDER BY source_id LIMIT :limit",
    _end_watching,
)
OWN_SOURCES = Forgotten(
    "SELECT id, id AS first, 0 AS second FROM sources WHERE own_of = :chat AND id > :first ORDER BY id LIMIT :limit",
    _end_owning,
)
"""Also those that the chat has dropped."""
AS_SOURCES = Forgotten(
    "SELECT id, id AS first, 0 AS second FROM sources"
    " WHERE channel_key = :chat AND id > :first ORDER BY id LIMIT :limit",
    _end_reading,
)
"""A channel that was read as a source."""
SCOPED_ARTICLES = Forgotten(
    "SELECT id, id AS first, 0 AS second FROM articles"
    " WHERE scope = :chat AND scope > 0 AND id > :first ORDER BY id LIMIT :limit",
    _end_scoped_article,
)
SCOPED_MEMBERSHIPS = Forgotten(
    "SELECT article_id AS id, article_id AS first, 0 AS second FROM memberships"
    " WHERE scope = :chat AND article_id > :first ORDER BY article_id LIMIT :limit",
    _end_scoped_membership,
)
TITLES = Forgotten(
    "SELECT id, id AS first, 0 AS second FROM dispatches WHERE id > :first AND notice_key IS NOT NULL"
    " AND instr(notice_arguments, (SELECT title FROM forgotten_chats WHERE chat_key = :chat)) ORDER BY id LIMIT :limit",
    _end_title,
)
"""Notices to others that name the chat."""

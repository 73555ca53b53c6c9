"""When a chat's next message and its next edit may go: the columns that claims read.

`chats.due_at` is derived: null while a message is being sent or when nothing is owed, else the instant at which the
chat is free and its head is due. The head is the dispatch that was begun first, or the oldest debt, unless the debts
are held back. A dispatch that has stepped aside is no head: it goes when its time has come, and holds back only further
messages about its stories. Every change to one of these calls `schedule_chat` in the same transaction, so a claim costs
the same, however much is owed.

`chats.edit_at` is derived as well: null while a message is being sent or when no post of the chat is behind, else the
instant at which the chat is free and one of these posts may be edited.
"""

import sqlite3

OWED, SHELVED, LEAVING, RETURNING = range(4)
"""The values of `debts.shelved`: see `storage.sqlite.shelving`."""
OPEN_TOPIC = "(chat_key, topic) NOT IN (SELECT chat_key, topic FROM closed_topics)"
"""True of a row of dispatches or debts if its topic is open."""
WAITING = f"""dispatch_id IS NULL AND NOT shelved AND {OPEN_TOPIC} AND (topic, story_id) NOT IN (
    SELECT d.topic, told.story_id FROM dispatches AS d JOIN debts AS told ON told.dispatch_id = d.id
    WHERE d.chat_key = :chat AND d.aside)"""  # noqa: S608  constants
"""True of a debt of `:chat` that may be told next. A story continues only after its message that stepped aside."""
BEHIND = "is_behind AND NOT closed AND lease_until IS NULL"
"""True of a row of posts that needs an edit."""


def schedule_chat(db: sqlite3.Connection, chat: int) -> None:
    """Derive `due_at` and `edit_at` of the chat again."""
    db.execute(
        f"""
        UPDATE chats SET edit_at = CASE
            WHEN EXISTS (SELECT 1 FROM dispatches WHERE chat_key = :chat AND state = 'sending') THEN NULL
            ELSE max(free_at, (SELECT edit_after FROM posts WHERE chat_key = :chat AND {BEHIND}
                ORDER BY edit_after LIMIT 1))
        END,
        due_at = CASE
            WHEN EXISTS (SELECT 1 FROM dispatches WHERE chat_key = :chat AND state = 'sending') THEN NULL
            ELSE max(free_at, (SELECT min(at) FROM (
                SELECT coalesce(
                    (SELECT due_at FROM dispatches WHERE chat_key = :chat AND state = 'due' AND NOT aside
                        AND {OPEN_TOPIC} ORDER BY id LIMIT 1),
                    (SELECT max(held_until, created_at) FROM debts WHERE chat_key = :chat AND {WAITING}
                        ORDER BY id LIMIT 1)
                ) AS at
                UNION ALL
                SELECT min(due_at) FROM dispatches WHERE chat_key = :chat AND aside AND {OPEN_TOPIC}
            )))
        END
        WHERE key = :chat
        """,  # noqa: S608  constants
        {"chat": chat},
    )


def release_chat(db: sqlite3.Connection, chat: int) -> None:
    """Plan the chat's waiting debts again at once: the reason to hold them may be over."""
    db.execute("DELETE FROM closed_topics WHERE chat_key = ?", (chat,))
    db.execute("UPDATE chats SET held_until = 0 WHERE key = ?", (chat,))
    schedule_chat(db, chat)

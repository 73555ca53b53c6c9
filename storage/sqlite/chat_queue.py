"""When a chat's next message and its next edit may go: the columns that claims read.

`chats.wanted_at` is derived: when the chat's head is due, or null when nothing is owed. The head is the dispatch that
was begun first. Without one, it is the debt that is due first: the oldest of those that are equally hasty, when what is
so hasty is no longer held back (`storage.sqlite.haste`). A dispatch that has stepped aside is no head: it goes when its
time has come, and holds back only further messages about its stories.

`chats.due_at` is derived from that: null while a message is being sent, else the instant at which the chat is free as
well. Every change to one of these calls `schedule_chat` in the same transaction, so a claim costs the same, however
much is owed.

`chats.edit_at` is derived as well: null while a message is being sent or when no post of the chat is behind, else the
instant at which the chat is free and one of these posts may be edited.
"""

import sqlite3

from bot.model import Haste

AT_DESK, OWED, SHELVED, LEAVING, RETURNING = range(-1, 4)
"""The values of `debts.shelved`: see `storage.sqlite.desk_queue` and `storage.sqlite.shelving`."""
OPEN_TOPIC = "(chat_key, topic) NOT IN (SELECT chat_key, topic FROM closed_topics)"
"""True of a row of dispatches or debts if its topic is open."""
WAITING = f"""dispatch_id IS NULL AND NOT shelved AND {OPEN_TOPIC} AND (topic, story_id) NOT IN (
    SELECT d.topic, told.story_id FROM dispatches AS d JOIN debts AS told ON told.dispatch_id = d.id
    WHERE d.chat_key = :chat AND d.aside)"""  # noqa: S608  constants
"""True of a debt of `:chat` that may be told next. A story continues only after its message that stepped aside."""
HEADS = f"""
    SELECT debts.*, max(waits_since, coalesce((SELECT until FROM holds
        WHERE (holds.chat_key, holds.haste) = (:chat, debts.haste)), 0)) AS ready_at
    FROM json_each('{[*map(int, Haste)]}') AS one JOIN debts ON debts.id =
        (SELECT id FROM debts WHERE chat_key = :chat AND haste = one.value AND {WAITING} ORDER BY id LIMIT 1)
"""  # noqa: S608  constants
"""The oldest waiting debt of `:chat` for each haste, and when it may go."""
WAITING_LATELY = f"""
    FROM debts WHERE chat_key = :chat AND topic = :topic AND {WAITING}
        AND haste IN (SELECT value FROM json_each(:hastes)) ORDER BY id DESC LIMIT 2000
"""  # noqa: S608  constants
"""What waits in a topic, and is so hasty. A chat that was away for a year is owed tens of thousands: each digest takes
the latest.
"""
APPROVED = """
    EXISTS (SELECT 1 FROM reposts WHERE reposts.id = dispatches.repost_id AND reposts.version IS NOT NULL)
"""
"""True of a row of dispatches that somebody has approved: it goes, also if no subscription asks for it any more."""
BEHIND = "is_behind AND NOT closed AND lease_until IS NULL"
"""True of a row of posts that needs an edit."""
DUE_AT_A_DESK = "kind IN ('card', 'question') AND state = 'due'"
"""True of a row of dispatches that brings a card, or a question about one, and is not under way."""
CARD_BEHIND = "is_behind AND NOT is_gone AND lease_until IS NULL"
"""True of a row of cards that needs an edit."""


def schedule_chat(db: sqlite3.Connection, chat: int) -> None:
    """Derive `due_at` and `edit_at` of the chat again."""
    db.execute(
        f"""
        UPDATE chats SET wanted_at = head.at,
            edit_at = CASE WHEN NOT is_sending THEN max(free_at, (SELECT min(edit_after) FROM (
                SELECT * FROM (SELECT edit_after FROM posts WHERE chat_key = :chat AND {BEHIND}
                    ORDER BY edit_after LIMIT 1)
                UNION ALL SELECT * FROM (SELECT edit_after FROM cards WHERE chat_key = :chat AND {CARD_BEHIND}
                    ORDER BY edit_after LIMIT 1)))) END,
            due_at = CASE WHEN NOT is_sending THEN max(free_at, head.at) END
        FROM (SELECT min(at) AS at FROM (
                SELECT coalesce(
                    (SELECT due_at FROM dispatches WHERE chat_key = :chat AND state = 'due' AND NOT aside
                        AND {OPEN_TOPIC} ORDER BY id LIMIT 1),
                    (SELECT min(ready_at) FROM ({HEADS}))
                ) AS at
                UNION ALL
                SELECT min(due_at) FROM dispatches WHERE chat_key = :chat AND aside AND {OPEN_TOPIC}
            )) AS head,
            (SELECT EXISTS (SELECT 1 FROM dispatches WHERE chat_key = :chat AND state = 'sending') AS is_sending)
        WHERE key = :chat
        """,  # noqa: S608  constants
        {"chat": chat},
    )


def release_chat(db: sqlite3.Connection, chat: int) -> None:
    """Plan the chat's waiting debts again at once: the reason to hold them may be over."""
    db.execute("DELETE FROM closed_topics WHERE chat_key = ?", (chat,))
    db.execute("UPDATE holds SET until = 0 WHERE chat_key = ?", (chat,))
    schedule_chat(db, chat)

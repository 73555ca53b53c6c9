"""Notices: what a chat is told besides news, as dispatches of their own."""

import json
import sqlite3
from datetime import datetime

from bot.model import Choice, Failure, Notice, SubscriptionId
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.rows import to_ms


def owe_notice(db: sqlite3.Connection, chat: int, notice: Notice, now: datetime) -> int:
    """Owe a notice to a chat; the id of its dispatch."""
    owed = db.execute(
        "INSERT INTO dispatches (chat_key, topic, kind, state, due_at, created_at, notice_key, notice_arguments)"
        " VALUES (?, 0, 'notice', 'due', ?, ?, ?, ?)",
        (chat, to_ms(now), to_ms(now), notice.key, _to_json(notice)),
    )
    schedule_chat(db, chat)
    return owed.lastrowid or 0


def read_notice(key: str, arguments: str) -> Notice:
    content = json.loads(arguments)
    failure = content["failure"]
    choices = tuple(Choice(*choice) for choice in content["choices"])
    answers = tuple(content.get("answers", ()))  # an older version wrote none
    about = None if content.get("about") is None else SubscriptionId(content["about"])
    return Notice(key, content["arguments"], None if failure is None else Failure(*failure), choices, answers, about)


def _to_json(notice: Notice) -> str:
    failure = notice.failure and (notice.failure.reason, notice.failure.detail)
    choices = [(choice.label, choice.address) for choice in notice.choices]
    return json.dumps(
        {
            "arguments": dict(notice.arguments),
            "failure": failure,
            "choices": choices,
            "answers": notice.answers,
            "about": notice.about,
        }
    )

"""Channels as rows: how they publish."""

import json
import sqlite3

from pydantic import TypeAdapter

from bot.model import Channel, ChannelSettings, ChatKey, Desk, Publishing
from storage.sqlite.rows import Row, to_chat

CHANNELS = "SELECT chats.*, publishing, desk_key, desk_topic, settings FROM channels JOIN chats ON key = chat_key"
_SETTINGS = TypeAdapter(ChannelSettings)
_COLUMNS = {"publishing", "desk"}
"""Settings with columns of their own."""


def find_channel(db: sqlite3.Connection, chat: int) -> Channel | None:
    """A channel with its settings; None if nobody has set it up."""
    row = db.execute(f"{CHANNELS} WHERE chat_key = ?", (chat,)).fetchone()
    return None if row is None else to_channel(row)


def to_channel(row: Row) -> Channel:
    """From a row of `CHANNELS`."""
    return Channel(to_chat(row), to_settings(row))


def to_settings(row: Row) -> ChannelSettings:
    """From a row of `channels`."""
    kept = json.loads(row["settings"]) | {"publishing": Publishing(row["publishing"])}
    if row["desk_key"] is not None:
        kept["desk"] = Desk(ChatKey(row["desk_key"]), row["desk_topic"])
    return _SETTINGS.validate_python(kept, strict=False)


def settings_to_json(settings: ChannelSettings) -> str:
    """What has no column of its own."""
    kept = _SETTINGS.dump_python(settings, mode="json", exclude_defaults=True)
    return json.dumps({name: value for name, value in kept.items() if name not in _COLUMNS}, ensure_ascii=False)

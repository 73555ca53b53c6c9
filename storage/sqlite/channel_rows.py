"""Channels as rows: how they publish."""

import json

from pydantic import TypeAdapter

from bot.model import Channel, ChannelSettings, ChatKey, Desk, Publishing
from storage.sqlite.rows import Row, to_chat

_SETTINGS = TypeAdapter(ChannelSettings)
_COLUMNS = {"publishing", "desk"}
"""Settings with columns of their own."""


def to_channel(row: Row) -> Channel:
    """From a row of `chats` with what `channels` says of it."""
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

"""Which sources a chat watches: one predicate that every statement about it uses."""

import sqlite3

WATCHES = """
    (EXISTS (SELECT 1 FROM chat_sources
        WHERE chat_key = {owner} AND source_id = {source} AND NOT muted AND removed_at IS NULL)
    OR (SELECT pack FROM sources WHERE id = {source}) IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM chat_sources WHERE chat_key = {owner} AND source_id = {source})
        AND NOT EXISTS (SELECT 1 FROM muted_packs WHERE chat_key = {owner}
            AND pack = (SELECT pack FROM sources WHERE id = {source})))
"""
"""True if a chat watches a source: its own, or a pack's, not muted."""
IS_TICKED = """
    (NOT EXISTS (SELECT 1 FROM channels WHERE chat_key = {chat})
    OR EXISTS (SELECT 1 FROM channel_sources WHERE chat_key = {chat} AND source_id = {source}))
"""
"""True if something of a source may be shown in a chat, apart from who watches it: in a channel, if it is ticked."""
MAY_SHOW = f"({IS_TICKED} AND ({{owner}} IS NULL OR {WATCHES}))"
"""True if a channel may go on to show what is told there of a source, also when its owner's subscription is gone."""
SHOWN_IN = f"({WATCHES} AND {IS_TICKED})"
"""True if a chat is shown what comes of a source that an owner of its subscriptions watches."""
HAS_REMOVED = """
    EXISTS (SELECT 1 FROM chat_sources
        WHERE chat_key = {owner} AND source_id = {source} AND chat_sources.removed_at IS NOT NULL)
"""
"""True if a chat has removed a source, and may restore it."""
NAME_FOR_CHAT = "coalesce(nullif(chat_sources.title, ''), s.title)"
"""A chat's title for a source."""


def watches(db: sqlite3.Connection, chat: int, source: int) -> bool:
    asked = f"SELECT {WATCHES.format(owner=':chat', source=':source')}"
    return bool(db.execute(asked, {"chat": chat, "source": source}).fetchone()[0])

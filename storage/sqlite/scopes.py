"""Scopes: for whom the articles of a source are grouped into stories, and which of these somebody may see."""

import sqlite3

from bot.model import Scope

_MOST_VIEWS = 20
"""Of an article, each of which is grouped by itself. Where more chats watch a source that is in no pack, those who came
to the bot last share what the source alone makes of its articles."""

MEMBERS = """
    (SELECT id AS article_id, story_id, scope, story_version, recorded FROM articles
        WHERE story_id = {story} AND scope IN {scopes}
    UNION ALL SELECT m.article_id, m.story_id, m.scope, m.story_version, recorded FROM memberships AS m
        JOIN articles ON id = m.article_id WHERE m.story_id = {story} AND m.scope IN {scopes})
"""
"""The articles that belong to a story in the scopes."""

OWNERS_SCOPES = """
    (SELECT 0 UNION ALL SELECT {owner}
        UNION ALL SELECT -source_id FROM chat_sources WHERE chat_key = {owner} AND NOT muted)
"""
"""Those in which a chat may see articles; whether it does, `WATCHES` says."""


def scopes_of(db: sqlite3.Connection, source: int) -> tuple[Scope, ...]:
    """For whom the articles of a source are grouped that are not a pack's."""
    watchers = [
        Scope(chat)
        for (chat,) in db.execute(
            "SELECT chat_key FROM chat_sources WHERE source_id = ? AND NOT muted ORDER BY chat_key LIMIT ?",
            (source, _MOST_VIEWS + 1),
        )
    ]
    is_of_pack = db.execute("SELECT 1 FROM sources WHERE id = ? AND pack IS NOT NULL", (source,)).fetchone() is not None
    if is_of_pack or not 0 < len(watchers) <= _MOST_VIEWS:
        return (*watchers[:_MOST_VIEWS], Scope(-source))
    return tuple(watchers)

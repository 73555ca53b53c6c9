"""Scopes: for which chats the articles of a source are grouped into stories, and which stories a chat may see."""

import sqlite3

from bot.model import Scope

_MOST_VIEWS = 20
"""The most scopes of an article, each grouped separately. If more chats watch a source that is in no pack, the chats
that came to the bot last share the stories of that source alone."""

MEMBERS = """
    (SELECT id AS article_id, story_id, scope, story_version, recorded, is_development, novelty FROM articles
        WHERE story_id = {story} AND scope IN {scopes}
    UNION ALL SELECT m.article_id, m.story_id, m.scope, m.story_version, recorded, m.is_development, m.novelty
        FROM memberships AS m JOIN articles ON id = m.article_id WHERE m.story_id = {story} AND m.scope IN {scopes})
"""
"""The articles that belong to a story in the scopes."""

AKIN_TO = """
    (SELECT one.akin_id FROM stories AS one WHERE one.id = {story}
        UNION ALL SELECT other.akin_id FROM akin_stories AS other WHERE other.story_id = {story})
"""
"""The stories that one is akin to: one that everybody may see, and those of private sources."""

OWNERS_SCOPES = """
    (SELECT 0 UNION ALL SELECT {owner}
        UNION ALL SELECT -source_id FROM chat_sources WHERE chat_key = {owner} AND NOT muted)
"""
"""The scopes in which a chat may see articles; `WATCHES` says whether it does."""


def scopes_of(db: sqlite3.Connection, source: int) -> tuple[Scope, ...]:
    """The chats for which articles of a source that is in no pack are grouped."""
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

"""How many outlets report a story, as a chat sees them."""

import sqlite3

from storage.sqlite.scopes import MEMBERS, OWNERS_SCOPES
from storage.sqlite.watching import WATCHES

_OUTLETS = f"""
    SELECT count(DISTINCT coalesce(told_as, s.title))
    FROM {MEMBERS.format(story=":story", scopes=OWNERS_SCOPES.format(owner=":owner"))} AS member
        JOIN articles AS a ON a.id = article_id JOIN sources AS s ON s.id = source_id
    WHERE found_at > :since AND {WATCHES.format(owner=":owner", source="a.source_id")}
"""  # noqa: S608  constants


def count_outlets(db: sqlite3.Connection, story: int, owner: int, since: int = 0) -> int:
    """How many of the outlets that the owner watches have reported a story since then, in milliseconds, or ever."""
    count: int = db.execute(_OUTLETS, {"story": story, "owner": owner, "since": since}).fetchone()[0]
    return count

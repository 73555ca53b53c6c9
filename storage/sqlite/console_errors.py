"""What went wrong lately, for the operators' page."""

import sqlite3
from datetime import datetime, timedelta

from bot.model import ChatKind
from bot.model.overview import Errors, FailedMessage, SetAsideUpdates, TroubledLine
from storage.sqlite.articles import UNSUSPECTED
from storage.sqlite.console_chats import title_of
from storage.sqlite.console_reading import Reads
from storage.sqlite.rows import Row, from_ms, to_ms

_LATELY = timedelta(days=1)
_FAILED = """
    SELECT telegram_id, c.kind, c.title, d.settled_at, d.reason
    FROM dispatches AS d JOIN chats AS c ON c.key = d.chat_key
    WHERE state = 'dead' ORDER BY settled_at DESC LIMIT ?
"""
_UNREAD = """
    SELECT kind, reason, count(*) AS number, max(at) AS at FROM unread_updates
    GROUP BY kind, reason ORDER BY at DESC LIMIT ?
"""
_TROUBLED = f"FROM articles WHERE waiting AND NOT {UNSUSPECTED}"


class ConsoleErrors:
    """Implements the errors of `bot.ports.overview.OverviewStorage`."""

    _db: Reads

    async def errors(self, now: datetime, limit: int) -> Errors:
        def load(db: sqlite3.Connection) -> Errors:
            troubled = f"SELECT title, url, failure, interruptions, set_aside, found_at {_TROUBLED}"
            dead = "SELECT count(*) FROM dispatches WHERE state = 'dead' AND settled_at >= ?"
            unread = "SELECT count(*) FROM unread_updates WHERE at >= ?"
            lately = to_ms(now - _LATELY)
            return Errors(
                _count(db, dead, 0),
                _count(db, dead, lately),
                tuple(map(_failed, db.execute(_FAILED, (limit,)))),
                _count(db, unread, 0),
                _count(db, unread, lately),
                tuple(map(_unread, db.execute(_UNREAD, (limit,)))),
                _count(db, f"SELECT count(*) {_TROUBLED}"),
                tuple(map(_troubled, db.execute(f"{troubled} ORDER BY read_no DESC LIMIT ?", (limit,)))),
            )

        return await self._db.read(load)


def _count(db: sqlite3.Connection, sql: str, *bound: int) -> int:
    return int(db.execute(sql, bound).fetchone()[0])


def _failed(row: Row) -> FailedMessage:
    kind, at = ChatKind(row["kind"]), from_ms(row["settled_at"])
    return FailedMessage(row["telegram_id"], kind, title_of(row), at, row["reason"] or "")


def _unread(row: Row) -> SetAsideUpdates:
    return SetAsideUpdates(row["kind"], row["reason"], row["number"], from_ms(row["at"]))


def _troubled(row: Row) -> TroubledLine:
    return TroubledLine(
        row["title"],
        row["url"],
        row["failure"] or "",
        row["interruptions"],
        bool(row["set_aside"]),
        from_ms(row["found_at"]),
    )

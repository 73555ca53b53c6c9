"""Everything in one SQLite file: the choice for one machine.

`database.py` owns the connections, `migrations.py` the tables; then there is one file an aggregate. What a call has
returned is on disk, also after a power cut (`synchronous=FULL`, WAL).
"""

import asyncio
import sqlite3
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from bot.model import Backlog
from bot.ports import UNMEASURED, Meter
from storage.sqlite.admissions import Admissions
from storage.sqlite.announcements import Announcements
from storage.sqlite.archive import Archive
from storage.sqlite.articles import Articles
from storage.sqlite.breadth import BroughtMuch
from storage.sqlite.brought import BroughtLately
from storage.sqlite.channels import Channels
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.chats import Chats
from storage.sqlite.connections import Connections
from storage.sqlite.database import Database
from storage.sqlite.dispatches import Dispatches
from storage.sqlite.editors import Editors
from storage.sqlite.exclusions import Exclusions
from storage.sqlite.expansions import Expansions
from storage.sqlite.fan_out import FanOut
from storage.sqlite.folders import Folders
from storage.sqlite.forgetting import Forgetting
from storage.sqlite.front_pages import FrontPages
from storage.sqlite.gathering import Gathering
from storage.sqlite.host_queue import schedule_host
from storage.sqlite.muting import Muting
from storage.sqlite.own_posts import OwnPosts
from storage.sqlite.own_sources import OwnSources
from storage.sqlite.own_traces import OwnTracesOfChats
from storage.sqlite.pages import Pages, end_page_leases
from storage.sqlite.polls import Polls
from storage.sqlite.posts import FOLLOWED_FOR, Posts
from storage.sqlite.removed_sources import RemovedSources
from storage.sqlite.reposts import Reposts
from storage.sqlite.rows import to_ms
from storage.sqlite.samples import Samples
from storage.sqlite.sharing import Sharing
from storage.sqlite.sources import Sources
from storage.sqlite.stories import Stories
from storage.sqlite.subscriptions import Subscriptions
from storage.sqlite.throttle_log import Writes, note_interrupted_writes
from storage.sqlite.tidying import Tidying
from storage.sqlite.topics import Topics
from storage.sqlite.traces import Traces
from storage.sqlite.transactions import Factory
from storage.sqlite.updates import Updates
from storage.sqlite.words import Words

_SOON = timedelta(minutes=1)
"""What waits longer, for a digest or for Telegram, is no work yet."""
_LEASED = {
    "sources": "lease_until IS NOT NULL",
    "articles": "waiting",
    "posts": "lease_until IS NOT NULL",
    "dispatches": "state = 'sending'",
    "cards": "lease_until IS NOT NULL",
}
"""The tables that hold leases, and which rows of them may have one."""


class SqliteStorage(
    Sources,
    RemovedSources,
    OwnSources,
    Polls,
    OwnPosts,
    FrontPages,
    Pages,
    Articles,
    Expansions,
    Stories,
    Archive,
    FanOut,
    Subscriptions,
    BroughtLately,
    BroughtMuch,
    Exclusions,
    Folders,
    Samples,
    Dispatches,
    Reposts,
    Gathering,
    Muting,
    Posts,
    Writes,
    Chats,
    Sharing,
    Announcements,
    Connections,
    Topics,
    Channels,
    Editors,
    Updates,
    Tidying,
    Forgetting,
    Admissions,
    Words,
    Traces,
    OwnTracesOfChats,
):
    """Implements `bot.ports.Storage`."""

    def __init__(self, path: str, factory: Factory = sqlite3.Connection, meter: Meter = UNMEASURED) -> None:
        """`factory` as in Database."""
        self._db = Database(path, factory, meter)

    async def __aenter__(self) -> Self:
        opening = asyncio.ensure_future(asyncio.to_thread(self._db.open))
        try:
            await asyncio.shield(opening)
            await self._db.write(_end_leases)
        except BaseException:
            self._db.abandon()
            await asyncio.wait([opening])
            if opening.exception() is None:
                await asyncio.to_thread(self._db.close)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._db.close)

    @property
    def longest_hold_s(self) -> float:
        """How long the longest transaction so far has kept the writer, in seconds."""
        return self._db.longest_hold_s

    @property
    def hold_s(self) -> float:
        """How long the transaction under way has kept the writer, in seconds; 0 without one."""
        return self._db.hold_s

    @property
    def was_killed(self) -> bool:
        return self._db.was_killed

    async def damage(self) -> list[str]:
        return await self._db.damage()

    async def backlog(self, now: datetime, polled_since: datetime) -> Backlog:
        def count(db: sqlite3.Connection) -> Backlog:
            row = db.execute(
                """
                SELECT
                    (SELECT count(*) FROM sources WHERE NOT retired AND failures = 0
                        AND (polled_at IS NULL OR polled_at < :since)
                        AND asker IS NOT NULL),
                    (SELECT count(*) FROM articles WHERE waiting AND read_no IS NOT NULL AND NOT set_aside),
                    (SELECT count(*) FROM mentions WHERE NOT fanned_out),
                    (SELECT count(*) FROM chats WHERE due_at <= :soon AND dormant_at IS NULL)
                        + (SELECT count(*) FROM dispatches WHERE state = 'sending'),
                    (SELECT count(*) FROM posts WHERE is_behind AND NOT closed AND sent_at > :followed)
                        + (SELECT count(*) FROM grown_stories)
                """,
                {"since": to_ms(polled_since), "soon": to_ms(now + _SOON), "followed": to_ms(now - FOLLOWED_FOR)},
            ).fetchone()
            return Backlog(*row)

        return await self._db.read(count)


class _ReadOnly:
    """Reads the file, also while the bot runs."""

    def __init__(self, path: str) -> None:
        self._db = Database(path)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._db.open_for_reading)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._db.close)


class SqliteArchive(_ReadOnly, Archive):
    """The archive alone, to be read while the bot runs."""


class SqliteCatalogue(_ReadOnly, Sources):
    """The sources alone, to be read while the bot runs."""


class SqliteTraces(_ReadOnly, Traces):
    """What became of articles alone, to be read while the bot runs."""


def _end_leases(db: sqlite3.Connection) -> None:
    """No other process holds the file, so every lease belongs to a run that is over."""
    interrupted = db.execute(
        "SELECT chat_key FROM dispatches WHERE state = 'sending'"
        " UNION SELECT chat_key FROM posts WHERE lease_until IS NOT NULL"
        " UNION SELECT chat_key FROM cards WHERE lease_until IS NOT NULL"
    ).fetchall()
    end_page_leases(db)
    hosts = db.execute("SELECT DISTINCT host FROM sources WHERE lease_until IS NOT NULL").fetchall()
    note_interrupted_writes(db)
    # Nobody knows what ended the run, so it counts as nobody's failure.
    db.execute("UPDATE dispatches SET attempts = attempts - 1 WHERE state = 'sending'")
    db.execute("UPDATE articles SET interruptions = interruptions + 1 WHERE waiting AND lease_boot IS NOT NULL")
    # This may be another version or another machine, so failed articles are tried again.
    db.execute("UPDATE articles SET set_aside = 0, failures = 0 WHERE waiting AND failures > 0")
    for table, rows in _LEASED.items():
        db.execute(f"UPDATE {table} SET lease_boot = NULL, lease_until = NULL WHERE {rows}")  # noqa: S608  constants
    db.execute("UPDATE dispatches SET state = 'due' WHERE state = 'sending'")
    for (host,) in hosts:
        schedule_host(db, host)
    for (chat,) in interrupted:
        schedule_chat(db, chat)

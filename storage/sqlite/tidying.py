"""Deletes what no promise needs any longer, a little at a time."""

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bot.model import QUOTA_DAY, REMOVED_FOR, Retention
from storage.sqlite.admissions import forget_asked
from storage.sqlite.archive_index import divide_old_index, drop_old_part
from storage.sqlite.database import Database
from storage.sqlite.host_queue import POLLED
from storage.sqlite.polls import LISTED_EVERY
from storage.sqlite.posts import FOLLOWED_FOR
from storage.sqlite.queries import newest_generation
from storage.sqlite.removed_sources import end_removed_source
from storage.sqlite.retention import START, SWEEPS, Ages, Place, Sweep
from storage.sqlite.rows import from_ms, to_ms
from storage.sqlite.shelving import end_shelved
from storage.sqlite.stories import forget_clues, forget_fingerprints
from storage.sqlite.subscriptions import end_subscription
from storage.sqlite.timekeeping import Timekeeping

_UPDATES_KEPT = timedelta(days=3)
"""Telegram repeats an unconfirmed update for 24 hours (https://core.telegram.org/bots/api#getting-updates)."""
_OFFERS_KEPT = timedelta(days=30)
_SHARED_FOR = timedelta(days=90)
_WRITES_KEPT = timedelta(minutes=5)
"""No window is longer than a minute."""
_SIGHTINGS_KEPT = timedelta(days=90)
_PAGES_KEPT = timedelta(days=1)
"""What was not read within a day is no longer news."""
_COMPARED_FOR = timedelta(days=4)
"""A story's window is 48 hours, back from when an article was found, also the one that waited longest."""
_LISTED_AGAIN_EVERY = timedelta(days=30)
_KEYS = {
    "added_sources": ("chat_key", "url"),
    "spent_quotas": ("telegram_id", "url"),
    "own_posts": ("source_id", "message_id"),
    "sightings": ("source_id", "key"),
    "effects": ("cause",),
    "page_hosts": ("name",),
    "finished_updates": ("cause",),
    "shared_queries": ("token",),
    "unread_updates": ("cause",),
    "invitations": ("token",),
    "channel_questions": ("telegram_id", "chat_key"),
}
"""Keys of tables without row ids."""
_TURN_S = 0.02
"""The longest transaction, in seconds: others wait that long for the writer."""
_AT_ONCE = 100
"""Rows to delete between two looks at the time."""
_LOOKED_AT = 1_000
_RETENTION = Retention()
_WOULD_BE_ANALYSED = "PRAGMA optimize(3)"
"""Lists the tables that have grown, and changes nothing (https://www.sqlite.org/pragma.html#pragma_optimize)."""


class Tidying(Timekeeping):
    """Implements `tidy` of `bot.ports.RetentionStorage`."""

    _db: Database
    _generation = 0
    """The newest generation of queries at the last tidying; readers of queries look every few seconds."""

    async def tidy(self, now: datetime, aged_at: datetime | None = None, retention: Retention = _RETENTION) -> None:
        if aged_at is not None:
            await self._db.write(lambda db: db.execute("UPDATE clock SET aged_at = ?", (to_ms(aged_at),)))
        await self.bring_back(now)
        await self._forget_all(now, min(now, aged_at or now), retention)

    async def _forget_all(self, now: datetime, aged_at: datetime, retention: Retention) -> None:
        await self._list_again(aged_at)
        kept = {
            "effects": ("at", _UPDATES_KEPT),
            "added_sources": ("at", QUOTA_DAY),
            "spent_quotas": ("at", QUOTA_DAY),
            "offers": ("at", _OFFERS_KEPT),
            "invitations": ("made_at", _OFFERS_KEPT),
            "channel_questions": ("at", _SHARED_FOR),
            "shared_queries": ("at", _SHARED_FOR),
            "announcements": ("at", _OFFERS_KEPT),
            "finished_updates": ("at", _UPDATES_KEPT),
            "inbox": ("at", _UPDATES_KEPT),
            "unread_updates": ("at", _OFFERS_KEPT),
            "own_posts": ("at", retention.articles),
            "sightings": ("listed_at", _SIGHTINGS_KEPT),
            "pages": ("late_since", _PAGES_KEPT),
            "page_hosts": ("wanted_at", _OFFERS_KEPT),
        }
        for table, (column, age) in kept.items():
            await self._forget(table, column, to_ms(aged_at - age))
        await self._repeat(lambda db: _end_removed(db, to_ms(aged_at - REMOVED_FOR)))
        await self._repeat(lambda db: end_removed_source(db, to_ms(aged_at - REMOVED_FOR)))
        await self._repeat(end_shelved)
        await self._repeat(lambda db: forget_asked(db, to_ms(aged_at - _OFFERS_KEPT), _AT_ONCE) == _AT_ONCE)
        await self._forget("writes", "at", to_ms(now - _WRITES_KEPT))
        compared = to_ms(await self._oldest_waiting(aged_at) - _COMPARED_FOR)
        await self._repeat(lambda db: forget_fingerprints(db, compared, _AT_ONCE) == _AT_ONCE)
        await self._repeat(lambda db: forget_clues(db, compared, _AT_ONCE) == _AT_ONCE)
        articles = min(to_ms(aged_at - retention.articles), compared)
        notices = to_ms(aged_at - _OFFERS_KEPT)
        followed = to_ms(aged_at - FOLLOWED_FOR)
        ages = Ages(articles, to_ms(aged_at - retention.told), notices, followed, compared, self._generation)
        for sweep in SWEEPS:
            await self._sweep(sweep, ages)
        self._generation = await self._db.read(newest_generation)
        await self._repeat(lambda db: drop_old_part(db, articles, _AT_ONCE))
        await self._repeat(lambda db: divide_old_index(db, 1))
        await self._analyse()

    async def _forget(self, table: str, column: str, before: int) -> None:
        await self._repeat(lambda db: _forget_some(db, table, column, before) == _AT_ONCE)

    async def _sweep(self, sweep: Sweep, ages: Ages) -> None:
        place: Place | None = START
        while place is not None:
            over, place = await self._db.read(partial(sweep.look, ages=ages, after=place, limit=_LOOKED_AT))
            while over:
                over = over[await self._db.write(partial(sweep.end_some, ids=over, ages=ages, within_s=_TURN_S)) :]

    async def _repeat(self, step: Callable[[sqlite3.Connection], bool]) -> None:
        """Repeat a step until nothing is left, several in each transaction."""

        def take(db: sqlite3.Connection) -> bool:
            until = time.monotonic() + _TURN_S
            while step(db):
                if time.monotonic() >= until:
                    return True
            return False

        while await self._db.write(take):
            pass

    async def _analyse(self) -> None:
        """Tell the planner the sizes of grown tables, one table a transaction."""
        planned = await self._db.write(lambda db: db.execute(_WOULD_BE_ANALYSED).fetchall())
        for (statement,) in planned:
            await self._db.write(lambda db, statement=statement: db.execute(statement))  # type: ignore[misc]

    async def _oldest_waiting(self, now: datetime) -> datetime:
        """When the longest waiting article was found; `now` if none waits."""

        def load(db: sqlite3.Connection) -> datetime:
            found_at = db.execute("SELECT min(found_at) FROM articles WHERE waiting AND NOT set_aside").fetchone()[0]
            return now if found_at is None else min(now, from_ms(found_at))

        return await self._db.read(load)

    async def _list_again(self, now: datetime) -> None:
        """What a source listed at its last reading is still listed, if it has not changed, or not answered, since."""
        long_ago = to_ms(now - _LISTED_AGAIN_EVERY)

        def load(db: sqlite3.Connection) -> list[int]:
            unread = f"SELECT id FROM sources WHERE read_at < ? AND {POLLED}"  # noqa: S608  a constant
            return [row["id"] for row in db.execute(unread, (long_ago,))]

        def list_again(db: sqlite3.Connection, source: int) -> None:
            db.execute(
                "UPDATE sightings SET listed_at = :now WHERE source_id = :source"
                " AND listed_at >= (SELECT read_at FROM sources WHERE id = :source) - :exactness",
                {"now": to_ms(now), "source": source, "exactness": int(LISTED_EVERY.total_seconds() * 1_000)},
            )
            db.execute("UPDATE sources SET read_at = ? WHERE id = ?", (to_ms(now), source))

        for source in await self._db.read(load):
            await self._db.write(lambda db, source=source: list_again(db, source))  # type: ignore[misc]


def _end_removed(db: sqlite3.Connection, before: int) -> bool:
    """End a subscription that was removed before then; False if there is none."""
    removed = db.execute("SELECT * FROM subscriptions WHERE removed_at < ? LIMIT 1", (before,)).fetchone()
    if removed is None:
        return False
    end_subscription(db, removed)
    return True


def _forget_some(db: sqlite3.Connection, table: str, column: str, before: int) -> int:
    """Delete older rows, and return how many; one by one, since SQLite finds listed pairs by their first halves."""
    key = _KEYS.get(table, ("rowid",))
    old = f"SELECT {', '.join(key)} FROM {table} WHERE {column} < ? LIMIT {_AT_ONCE}"  # noqa: S608  constants
    keys = db.execute(old, (before,)).fetchall()
    db.executemany(f"DELETE FROM {table} WHERE {' AND '.join(f'{one} = ?' for one in key)}", keys)  # noqa: S608  constants
    return len(keys)

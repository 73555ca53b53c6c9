"""Front pages: which site may link to a source, and whether it does. Checked rarely, no site twice in an hour."""

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.model import FrontPage, FrontPageLookup, FrontPageWanted, SourceId
from storage.sqlite.database import Database
from storage.sqlite.rows import to_ms

_AGAIN_AFTER = timedelta(days=30)
_AGAIN_AFTER_FAILURE = timedelta(days=1)
_ONE_A_DAY = _AGAIN_AFTER - timedelta(days=1)
"""How long a checked page is not replaced by another one."""
_SITE_LEFT_ALONE_FOR = timedelta(hours=1)


class FrontPages:
    """Implements `bot.ports.FrontPageStorage`."""

    _db: Database

    async def next_front_page(self, now: datetime) -> FrontPageLookup | None:
        def load(db: sqlite3.Connection) -> FrontPageLookup | None:
            row = db.execute(
                "SELECT site, address FROM front_pages AS f WHERE due_at <= :now AND NOT EXISTS (SELECT 1"
                " FROM front_pages AS other WHERE other.site = f.site AND other.looked_at > :lately)"
                " ORDER BY due_at LIMIT 1",
                {"now": to_ms(now), "lately": to_ms(now - _SITE_LEFT_ALONE_FOR)},
            ).fetchone()
            if row is None:
                return None
            sources = db.execute(
                "SELECT source_id FROM front_pages WHERE site = ? AND due_at <= ?", (row["site"], to_ms(now))
            ).fetchall()
            wanted = {SourceId(source): _addresses(db, source) for (source,) in sources}
            return FrontPageLookup(row["site"], row["address"], wanted)

        return await self._db.read(load)

    async def record_front_page(
        self, looked_at: FrontPageLookup, linked: Collection[SourceId] | None, now: datetime
    ) -> None:
        def record(db: sqlite3.Connection) -> None:
            again_at = to_ms(now + (_AGAIN_AFTER_FAILURE if linked is None else _AGAIN_AFTER))
            for source in looked_at.wanted:
                db.execute(
                    "UPDATE front_pages SET looked_at = :now, due_at = :again_at, links = coalesce(:links, links)"
                    " WHERE source_id = :source AND site = :site",
                    {
                        "now": to_ms(now),
                        "again_at": again_at,
                        "links": None if linked is None else source in linked,
                        "source": source,
                        "site": looked_at.site,
                    },
                )

        await self._db.write(record)


def want_front_page(db: sqlite3.Connection, source: int, wanted: FrontPageWanted, now: datetime) -> None:
    """Queue a page for a check, unless another one links to the source, or was checked for it within a day."""
    db.execute(
        """
        INSERT INTO front_pages (source_id, site, address, answered_from, due_at)
            VALUES (:source, :site, :address, :answered_from, :now)
        ON CONFLICT DO UPDATE SET site = excluded.site, address = excluded.address, links = 0,
            answered_from = excluded.answered_from, due_at = excluded.due_at
        WHERE (site, answered_from) != (excluded.site, excluded.answered_from) AND due_at < :given_up
            AND NOT (links AND answered_from = excluded.answered_from)
        """,
        {
            "source": source,
            "site": wanted.site,
            "address": wanted.address,
            "answered_from": wanted.answered_from,
            "now": to_ms(now),
            "given_up": to_ms(now + _ONE_A_DAY),
        },
    )


def front_page_of(db: sqlite3.Connection, source: int) -> FrontPage | None:
    """The sites that link to the source."""
    row = db.execute("SELECT site, answered_from FROM front_pages WHERE source_id = ? AND links", (source,)).fetchone()
    return None if row is None else FrontPage(row["site"], row["answered_from"])


def _addresses(db: sqlite3.Connection, source: int) -> tuple[str, ...]:
    rows = db.execute(
        "SELECT coalesce(address, url) AS url FROM sources WHERE id = :source"
        " UNION ALL SELECT url FROM former_addresses WHERE source_id = :source AND NOT elsewhere",
        {"source": source},
    )
    return tuple(url for (url,) in rows)

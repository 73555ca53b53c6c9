"""Pages that are to be read, and how often their hosts are asked.

A host has at most `PageShare.at_once` pages under way, with a pause between two requests, and a number a day. What is
due at a host is asked for newest news first, and not while a feed of the host is due. `page_hosts.due_at` is derived
like `hosts.due_at` (`host_queue.py`): every change to a page or its host calls `schedule_pages` in the same
transaction, so a claim costs the same, however many pages wait.

Anybody can add a feed that lists an outlet's pages by the thousand, pages that are not there, or pages of very many
hosts that hang. So each host has two rows: one for sources of packs, and one for those that people added, with a budget
and a health of its own. Over all hosts, pages of added sources have a part of the places alone.

The health of pages is their own: it never touches the state of a source.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model import (
    ArticleFound,
    ArticleId,
    ClaimedPages,
    Lease,
    PageCounts,
    PageOutcome,
    PageQueue,
    PageRecord,
    PageRule,
    PageShare,
    Robots,
    SourceId,
    WantedPage,
)
from storage.sqlite.database import Database
from storage.sqlite.host_queue import host_of
from storage.sqlite.read_order import go_on
from storage.sqlite.rows import Row, check, from_ms, maybe_to_ms, taken_ms, to_columns, to_ms, to_source_settings

_DAY_MS = 24 * 3_600_000
_COUNTED_AS = {
    PageOutcome.TEXT: "read",
    PageOutcome.USELESS: "read",
    PageOutcome.REFUSED: "refused",
    PageOutcome.FAILED: "failed",
}
_MODEST = PageShare()
ADDED = "/added"
"""The end of the name of a host, for the pages of sources that are in no pack. No host has a slash in its name."""


class Pages:
    """Implements `bot.ports.PageStorage`."""

    _db: Database

    async def claim_pages(self, now: datetime, limit: int, lease: Lease, share: PageShare = _MODEST) -> ClaimedPages:
        def claim(db: sqlite3.Connection) -> ClaimedPages:
            released = _release(db, to_ms(now))
            _reclaim(db, taken_ms(lease, now))
            claimed: list[Row] = []
            for is_added in (False, True):
                most = min(limit, len(claimed) + share.added_at_once - _added_under_way(db)) if is_added else limit
                while len(claimed) < most:
                    hosts = db.execute(
                        "SELECT name FROM page_hosts AS p WHERE is_added = :is_added AND due_at <= :now"
                        " AND NOT EXISTS (SELECT 1 FROM hosts WHERE name = replace(p.name, :added, '')"
                        " AND due_at <= :now) ORDER BY due_at LIMIT :limit",
                        {"is_added": is_added, "now": to_ms(now), "added": ADDED, "limit": most - len(claimed)},
                    ).fetchall()
                    if not hosts:
                        break
                    rows = (_claim_of_host(db, host, to_ms(now), lease, share) for (host,) in hosts)
                    claimed += [row for row in rows if row is not None]
            return ClaimedPages(tuple(_to_page(db, row["article_id"], lease) for row in claimed), released)

        return await self._db.write(claim)

    async def record_robots(self, host: str, robots: Robots, now: datetime) -> None:
        def record(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE page_hosts SET robots = ?, robots_until = ?, delay_ms = ? WHERE name = ?",
                (robots.text, to_ms(robots.until), round(robots.delay_s * 1_000), host),
            )
            schedule_pages(db, host, to_ms(now + timedelta(seconds=robots.delay_s)) if robots.delay_s else 0)

        await self._db.write(record)

    async def record_page(self, record: PageRecord) -> None:
        await self._db.write(lambda db: _record(db, record))

    async def page_counts(self, now: datetime) -> PageCounts:
        def count(db: sqlite3.Connection) -> PageCounts:
            row = db.execute(
                "SELECT (SELECT count(*) FROM pages), coalesce(sum(read), 0), coalesce(sum(refused), 0),"
                " coalesce(sum(failed), 0) FROM page_hosts WHERE day = ?",
                (to_ms(now) // _DAY_MS,),
            ).fetchone()
            return PageCounts(*row)

        return await self._db.read(count)


class Waits:
    """How long the articles of one poll wait for their pages. `source` is the source that they will be recorded for."""

    def __init__(
        self, db: sqlite3.Connection, source: SourceId, found: Iterable[ArticleFound], at: datetime, rule: PageRule
    ) -> None:
        self._db = db
        self._at = to_ms(at)
        self._rule = rule
        in_pack = "SELECT 1 FROM sources WHERE id = ? AND pack IS NOT NULL"
        self._is_added = db.execute(in_pack, (source,)).fetchone() is None
        self._ahead = Counter(self.host_of(one) for one in found if one.wants_page)

    def host_of(self, found: ArticleFound) -> str:
        """The host of a page, as it is named in the queue."""
        return host_of(found.url) + ADDED * self._is_added

    def of(self, found: ArticleFound) -> timedelta:
        """How long an article waits; zero for not at all. To be asked for each, the oldest first."""
        if not found.wants_page:
            return timedelta(0)
        host = self.host_of(found)
        self._ahead[host] -= 1  # the later ones are asked for first
        row = self._db.execute("SELECT free_at, delay_ms FROM page_hosts WHERE name = ?", (host,)).fetchone()
        free_at, delay_ms = (0, 0) if row is None else row
        held_for = timedelta(milliseconds=max(0, free_at - self._at))
        return self._rule(PageQueue(self._ahead[host], held_for, delay_ms / 1_000))


def want_page(
    db: sqlite3.Connection, article: ArticleId, url: str, now: datetime, wait: timedelta, *, host: str
) -> None:
    """Queue the page of an article, which waits for it so long. `host`, see `Waits`, is then to be scheduled."""
    at = to_ms(now)
    db.execute(
        "INSERT INTO page_hosts (name, is_added, wanted_at) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET wanted_at = excluded.wanted_at",
        (host, host.endswith(ADDED), at),
    )
    db.execute(
        "INSERT INTO pages (article_id, host, address, due_at, wait_until, late_since) VALUES (?, ?, ?, ?, ?, ?)",
        (article, host, url, at, to_ms(now + wait) if wait else None, None if wait else at),
    )


def schedule_pages(db: sqlite3.Connection, host: str, free_at: int = 0) -> None:
    """Derive `due_at` of the host again; it is asked for no page until `free_at`, in milliseconds."""
    db.execute(
        "UPDATE page_hosts SET free_at = max(free_at, :free_at), due_at = max(free_at, :free_at,"
        " (SELECT min(due_at) FROM pages WHERE host = :host AND lease_until IS NULL)) WHERE name = :host",
        {"host": host, "free_at": free_at},
    )


def end_page_leases(db: sqlite3.Connection) -> None:
    """An earlier run is over: nothing waits for pages that it wanted."""
    db.execute(
        "UPDATE articles SET read_no = (SELECT read_no FROM given) + place"
        " FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM articles WHERE waiting AND read_no IS NULL)"
        " AS found WHERE found.id = articles.id"
    )
    highest = "(SELECT coalesce(max(read_no), 0) FROM articles WHERE waiting)"
    db.execute(f"UPDATE given SET read_no = max(read_no, {highest})")  # noqa: S608  a constant
    db.execute("UPDATE pages SET late_since = wait_until, wait_until = NULL WHERE wait_until IS NOT NULL")
    hosts = db.execute("SELECT DISTINCT host FROM pages WHERE lease_until IS NOT NULL").fetchall()
    db.execute("UPDATE pages SET lease_boot = NULL, lease_until = NULL WHERE lease_until IS NOT NULL")
    for (host,) in hosts:
        schedule_pages(db, host)


def _release(db: sqlite3.Connection, now: int) -> int:
    """Let the articles go on whose wait is over, in the order in which it ended; how many there are."""
    over = db.execute(
        "SELECT article_id FROM pages WHERE wait_until <= ? ORDER BY wait_until, article_id", (now,)
    ).fetchall()
    for (article,) in over:
        _go_on_without(db, article, now)
    return len(over)


def _go_on_without(db: sqlite3.Connection, article: int, now: int) -> None:
    go_on(db, article)
    db.execute("UPDATE pages SET wait_until = NULL, late_since = ? WHERE article_id = ?", (now, article))


def _reclaim(db: sqlite3.Connection, by: int) -> None:
    """Take back claims that were not recorded within their leases."""
    lapsed = db.execute(
        "UPDATE pages SET lease_boot = NULL, lease_until = NULL WHERE lease_until <= ? RETURNING host", (by,)
    ).fetchall()
    for host in {row["host"] for row in lapsed}:
        schedule_pages(db, host)


def _added_under_way(db: sqlite3.Connection) -> int:
    """How many pages of added sources are being read."""
    leased = db.execute("SELECT host FROM pages WHERE lease_until IS NOT NULL")
    return sum(host.endswith(ADDED) for (host,) in leased)


def _claim_of_host(db: sqlite3.Connection, host: str, now: int, lease: Lease, share: PageShare) -> Row | None:
    """Lease the page of the newest news; None if as many are under way as may be."""
    leased = "SELECT count(*) FROM pages WHERE host = ? AND lease_until IS NOT NULL"
    if db.execute(leased, (host,)).fetchone()[0] >= share.at_once:
        db.execute("UPDATE page_hosts SET due_at = NULL WHERE name = ?", (host,))
        return None
    row: Row | None = db.execute(
        "UPDATE pages SET lease_boot = :lease_boot, lease_until = :lease_until WHERE article_id = ("
        " SELECT article_id FROM pages WHERE host = :host AND lease_until IS NULL AND +due_at <= :now"
        " ORDER BY article_id DESC LIMIT 1) RETURNING article_id",
        {"host": host, "now": now} | to_columns(lease),
    ).fetchone()
    day = _begin_day(db, host, now)
    asked, delay_ms = db.execute(
        "UPDATE page_hosts SET asked = asked + 1 WHERE name = ? RETURNING asked, delay_ms", (host,)
    ).fetchone()
    is_spent = asked >= share.a_day
    free_at = (day + 1) * _DAY_MS if is_spent else now + max(round(share.spacing_s * 1_000), delay_ms)
    schedule_pages(db, host, free_at)
    return row


def _begin_day(db: sqlite3.Connection, host: str, now: int) -> int:
    """The present day; the numbers of the host are of it from now on."""
    day = now // _DAY_MS
    db.execute(
        "UPDATE page_hosts SET day = :day, asked = 0, read = 0, refused = 0, failed = 0"
        " WHERE name = :host AND day != :day",
        {"host": host, "day": day},
    )
    return day


def _record(db: sqlite3.Connection, record: PageRecord) -> None:
    row = db.execute("SELECT * FROM pages WHERE article_id = ?", (record.article,)).fetchone()
    check(record.lease, row)
    now = to_ms(record.at)
    db.execute("UPDATE page_hosts SET failures = ? WHERE name = ?", (record.host_failures, record.host))
    if record.outcome is None:
        again_at = maybe_to_ms(record.again_at) or now
        if row["wait_until"] is not None and row["wait_until"] <= again_at:
            _go_on_without(db, record.article, now)
        db.execute(
            "UPDATE pages SET tries = tries + 1, due_at = ?, lease_boot = NULL, lease_until = NULL"
            " WHERE article_id = ?",
            (again_at, record.article),
        )
    else:
        db.execute("DELETE FROM pages WHERE article_id = ?", (record.article,))
        _keep(db, record, record.outcome)
        _count(db, record, record.outcome)
    free_at = maybe_to_ms(record.host_free_at) or 0
    for (article,) in db.execute(  # none of them can have its page in time
        "SELECT article_id FROM pages WHERE wait_until <= ? AND host = ? ORDER BY wait_until, article_id",
        (free_at, record.host),
    ).fetchall():
        _go_on_without(db, article, now)
    schedule_pages(db, record.host, free_at)


def _keep(db: sqlite3.Connection, record: PageRecord, outcome: PageOutcome) -> None:
    """Let the article continue with what its page says. If it has continued already, it is matched again."""
    db.execute(
        "UPDATE articles SET page_outcome = ?, page_reason = nullif(?, '') WHERE id = ?",
        (outcome, record.reason, record.article),
    )
    if outcome is PageOutcome.TEXT:
        db.execute(
            "UPDATE articles SET page = ?, author = coalesce(nullif(author, ''), ?) WHERE id = ?",
            (record.text, record.author, record.article),
        )
    if go_on(db, record.article):
        db.execute(
            "UPDATE articles SET canonical_url = coalesce(?, canonical_url), published_at = coalesce(?, published_at)"
            " WHERE id = ?",
            (record.canonical_url, maybe_to_ms(record.published_at), record.article),
        )
    elif outcome is PageOutcome.TEXT:
        db.execute(
            "UPDATE articles SET is_late = (is_late OR NOT waiting), page_at = ?, waiting = 1, failures = 0,"
            " failure = NULL, interruptions = 0, set_aside = 0, lease_boot = NULL, lease_until = NULL WHERE id = ?",
            (to_ms(record.at), record.article),
        )


def _count(db: sqlite3.Connection, record: PageRecord, outcome: PageOutcome) -> None:
    name = _COUNTED_AS[outcome]
    _begin_day(db, record.host, to_ms(record.at))
    db.execute(f"UPDATE page_hosts SET {name} = {name} + 1 WHERE name = ?", (record.host,))  # noqa: S608  constants
    db.execute(
        f"UPDATE sources SET pages_{name} = pages_{name} + 1, pages_outcome = ?, pages_reason = nullif(?, '')"  # noqa: S608  constants
        " WHERE id = (SELECT source_id FROM articles WHERE id = ?)",
        (outcome, record.reason, record.article),
    )


def _to_page(db: sqlite3.Connection, article: int, lease: Lease) -> WantedPage:
    row: Row = db.execute(
        "SELECT a.*, p.address, p.host, p.tries, h.is_added, coalesce(s.address, s.url) AS source_url, s.settings,"
        " h.failures AS host_failures, h.robots, h.robots_until, h.delay_ms"
        " FROM pages AS p JOIN articles AS a ON a.id = p.article_id JOIN sources AS s ON s.id = a.source_id"
        " JOIN page_hosts AS h ON h.name = p.host WHERE p.article_id = ?",
        (article,),
    ).fetchone()
    robots = None
    if row["robots_until"] is not None:
        robots = Robots(row["robots"] or "", from_ms(row["robots_until"]), row["delay_ms"] / 1_000)
    return WantedPage(
        article=ArticleId(article),
        lease=lease,
        address=row["address"],
        host=row["host"],
        tries=row["tries"],
        title=row["title"],
        text=row["text"],
        canonical_url=row["canonical_url"],
        source_url=row["source_url"],
        found_at=from_ms(row["found_at"]),
        published_at=from_ms(row["published_at"]),
        host_failures=row["host_failures"],
        is_added=bool(row["is_added"]),
        settings=to_source_settings(row),
        robots=robots,
    )

"""Sources: which there are, and who watches them."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.errors import QuotaReached
from bot.model import (
    NO_QUOTAS,
    AddedSources,
    Cause,
    ChatKey,
    DispatchId,
    Failure,
    KnownSource,
    Limit,
    NewSource,
    Quotas,
    SourceHealth,
    SourceId,
    SourceItem,
    SourcePages,
    Trouble,
    WatchedPack,
    WatchedSource,
)
from storage.sqlite.database import Database
from storage.sqlite.host_queue import POLLED, host_of, know_host, schedule_host
from storage.sqlite.notices import read_notice
from storage.sqlite.own_sources import own_key
from storage.sqlite.quotas import SourceQuota
from storage.sqlite.removed_sources import restore
from storage.sqlite.renames import address_to_add, forget_where_it_led, present_address
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, once, to_ms, to_source_settings
from storage.sqlite.watching import NAME_FOR_CHAT, WATCHES, watches

_FIRST_INTERVAL_S = 900.0
"""The first interval, until the schedule knows better."""

_STRAYED = "pack IS NOT NULL AND abroad IS NOT NULL"
"""True if a pack's source does not answer from the address in the pack."""

_ANEW = f"""
    UPDATE sources SET baseline_at = NULL, failures = 0, failing_since = NULL, failure_reason = NULL,
        failure_detail = NULL, told = NULL
    WHERE url = ? AND NOT ({POLLED})
"""  # noqa: S608  a constant
"""A source that was not polled starts afresh: what it listed meanwhile was told to nobody, and is no news now."""

_HOSTS_COMING_ALONG = "SELECT host FROM sources WHERE bundled AND pack IS NOT NULL"
_NOT_COMING_ALONG = "UPDATE sources SET pack = NULL, bundled = 0, sites = '' WHERE bundled AND pack IS NOT NULL"
_COMES_ALONG = """
    INSERT INTO sources (url, host, title, language, pack, bundled, sites, interval_s, next_poll_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (url) DO UPDATE
    SET title = coalesce(nullif(excluded.title, ''), title), pack = excluded.pack, bundled = excluded.bundled,
        sites = coalesce(nullif(excluded.sites, ''), sites),
        language = coalesce(nullif(excluded.language, ''), language)
    WHERE NOT excluded.bundled OR pack IS NULL
"""
"""What the operator has put into a pack stays there, whatever the bundled pack says."""


class Sources:
    """Implements the part of `bot.ports.SourceStorage` that says who watches what."""

    _db: Database

    async def add_source(
        self,
        new: NewSource,
        chat: ChatKey,
        now: datetime,
        cause: Cause,
        quotas: Quotas = NO_QUOTAS,
        *,
        reports_to: ChatKey | None = None,
    ) -> bool:
        def add(db: sqlite3.Connection) -> bool:
            source = _add(db, new, chat, now, SourceQuota(db, chat, quotas, now), is_announced=False)
            _report_to(db, chat, [source], reports_to)
            return source is not None

        return bool(await self._db.write(lambda db: once(db, chat, cause, now, lambda: add(db))))

    async def add_sources(
        self,
        new: Sequence[NewSource],
        chat: ChatKey,
        now: datetime,
        cause: Cause,
        quotas: Quotas = NO_QUOTAS,
        *,
        reports_to: ChatKey | None = None,
    ) -> AddedSources:
        def add(db: sqlite3.Connection) -> tuple[list[int], dict[str, int]]:
            quota = SourceQuota(db, chat, quotas, now)
            added, left_out = list[int](), Counter[str]()
            for one in new:
                try:
                    source = _add(db, one, chat, now, quota, is_announced=True)
                    added += [] if source is None else [source]
                except QuotaReached as reached:
                    left_out[reached.limit] += 1
            _report_to(db, chat, added, reports_to)
            return added, left_out

        added, left_out = await self._db.write(lambda db: once(db, chat, cause, now, lambda: add(db)))
        sources = [] if isinstance(added, int) else added  # an older version of the program kept their number
        return AddedSources(
            added if isinstance(added, int) else len(added),
            {Limit(limit): count for limit, count in left_out.items()},
            tuple(map(SourceId, sources)),
        )

    async def stop_reports(self, chat: ChatKey, to: ChatKey) -> None:
        stop = "UPDATE chat_sources SET reports_to_key = NULL WHERE chat_key = ? AND reports_to_key = ?"
        await self._db.write(lambda db: db.execute(stop, (chat, to)))

    async def load_pack(self, sources: Sequence[NewSource], now: datetime) -> None:
        def load(db: sqlite3.Connection) -> None:
            hosts = {row["host"] for row in db.execute(_HOSTS_COMING_ALONG)}
            db.execute(_NOT_COMING_ALONG)
            for new in sources:
                hosts.add(_come_along(db, new, now, bundled=True))
            for host in hosts:
                schedule_host(db, host)

        await self._db.write(load)

    async def share_sources(self, sources: Sequence[NewSource], now: datetime) -> None:
        def share(db: sqlite3.Connection) -> None:
            for new in sources:
                url = address_to_add(db, new.url)
                db.execute(_ANEW, (url,))
                host = _come_along(db, new, now, bundled=False)
                db.execute("UPDATE sources SET retired = 0 WHERE url = ?", (url,))
                schedule_host(db, host)

        await self._db.write(share)

    async def unshare_source(self, url: str) -> bool:
        def unshare(db: sqlite3.Connection) -> bool:
            row = db.execute(
                "UPDATE sources SET pack = NULL, sites = ''"
                " WHERE url = ? AND pack IS NOT NULL AND NOT bundled RETURNING host",
                (present_address(db, url),),
            ).fetchone()
            if row is not None:
                schedule_host(db, row["host"])
            return row is not None

        return await self._db.write(unshare)

    async def mute_pack(self, pack: str, chat: ChatKey, *, muted: bool) -> None:
        def mute(db: sqlite3.Connection) -> None:
            if muted:
                db.execute("INSERT OR IGNORE INTO muted_packs VALUES (?, ?)", (chat, pack))
            else:
                db.execute("DELETE FROM muted_packs WHERE (chat_key, pack) = (?, ?)", (chat, pack))
            db.execute("UPDATE chats SET packs_follow = 0 WHERE key = ? AND packs_follow", (chat,))

        await self._db.write(mute)

    async def watched_packs(self, chat: ChatKey) -> list[WatchedPack]:
        def load(db: sqlite3.Connection) -> list[WatchedPack]:
            rows = db.execute(
                "SELECT pack, count(*) AS sources,"
                " EXISTS (SELECT 1 FROM muted_packs WHERE chat_key = ? AND muted_packs.pack = sources.pack) AS muted"
                " FROM sources WHERE pack IS NOT NULL GROUP BY pack ORDER BY pack",
                (chat,),
            )
            return [WatchedPack(row["pack"], row["sources"], bool(row["muted"])) for row in rows]

        return await self._db.read(load)

    async def watched_sources(self, chat: ChatKey) -> list[WatchedSource]:
        def load(db: sqlite3.Connection) -> list[WatchedSource]:
            rows = db.execute(
                f"SELECT s.*, NOT {WATCHES.format(owner=':chat', source='s.id')} AS muted, {NAME_FOR_CHAT} AS name"  # noqa: S608  constants
                " FROM (SELECT id FROM sources WHERE pack IS NOT NULL"
                "  UNION SELECT source_id FROM chat_sources WHERE chat_key = :chat AND (removed_at IS NULL OR muted)"
                " ) AS offered"
                " JOIN sources AS s ON s.id = offered.id AND successor_id IS NULL"
                " LEFT JOIN chat_sources ON source_id = s.id AND chat_key = :chat"
                # A source that becomes the chat's own keeps its number, which may be typed before a secret.
                " ORDER BY chat_key IS NULL OR chat_sources.muted, pack, name,"
                " min(s.id, coalesce((SELECT id FROM sources WHERE url = s.address), s.id))",
                {"chat": chat},
            )
            return [_to_watched(row) for row in rows]

        return await self._db.read(load)

    async def newest_items(self, source: SourceId, chat: ChatKey, limit: int) -> list[SourceItem]:
        def load(db: sqlite3.Connection) -> list[SourceItem]:
            rows = db.execute(
                "SELECT published_at, title, url FROM articles WHERE source_id = :source"  # noqa: S608  constants
                f" AND {WATCHES.format(owner=':chat', source=':source')} ORDER BY id DESC LIMIT :limit",
                {"source": source, "chat": chat, "limit": limit},
            )
            return [SourceItem(from_ms(row["published_at"]), row["title"], row["url"]) for row in rows]

        return await self._db.read(load)

    async def known_sources(self, *, broken: bool = False) -> list[KnownSource]:
        def load(db: sqlite3.Connection) -> list[KnownSource]:
            rows = db.execute(
                "SELECT *, (SELECT count(*) FROM chat_sources WHERE source_id = id AND NOT muted"  # noqa: S608  constants
                " AND removed_at IS NULL) AS watchers"
                f" FROM sources WHERE ({POLLED} OR retired) AND successor_id IS NULL"
                + (
                    f" AND (failures > 0 OR retired OR told = '{Trouble.SILENT}' OR {_STRAYED})"
                    " ORDER BY coalesce(failing_since, news_at), id"
                    if broken
                    else " ORDER BY pack, title, id"
                )
            )
            return [_to_known(row) for row in rows]

        return await self._db.read(load)

    async def choice(self, dispatch: DispatchId, chat: ChatKey, number: int) -> str | None:
        def load(db: sqlite3.Connection) -> str | None:
            row = db.execute(
                "SELECT notice_key, notice_arguments FROM dispatches"
                " WHERE (id, chat_key) = (?, ?) AND notice_key IS NOT NULL",
                (dispatch, chat),
            ).fetchone()
            if row is None:
                return None
            choices = read_notice(row["notice_key"], row["notice_arguments"]).choices
            return choices[number].address if 0 <= number < len(choices) else None

        return await self._db.read(load)


def _add(
    db: sqlite3.Connection, new: NewSource, chat: ChatKey, now: datetime, quota: SourceQuota, *, is_announced: bool
) -> int | None:
    """The id of the source; None if it changed nothing. Raises QuotaReached before any change."""
    url = own_key(db, new.url, chat) or address_to_add(db, new.url)
    known = db.execute("SELECT id, pack, failures = 0 AND NOT retired AS works FROM sources WHERE url = ?", (url,))
    before = known.fetchone()
    watched = before is not None and watches(db, chat, before["id"])
    if watched and before["works"]:
        return None
    if not watched and (before is None or before["pack"] is None):
        quota.take(url, new.site or host_of(url))
    forget_where_it_led(db, url)
    host = know_host(db, url)
    db.execute(_ANEW, (url,))
    # Its whole document is requested, since the chat that added it should hear what is in it.
    (source,) = db.execute(
        "INSERT INTO sources (url, host, title, language, interval_s, next_poll_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET retired = 0, full_at = NULL, body_hash = NULL,"
        " next_poll_at = min(next_poll_at, excluded.next_poll_at) RETURNING id",
        (url, host, new.title, new.language, _FIRST_INTERVAL_S, to_ms(new.poll_at or now)),
    ).fetchone()
    if not (watched and is_announced):
        ours = (chat, source)
        if restore(db, chat, source):
            db.execute("UPDATE chat_sources SET told = ? WHERE (chat_key, source_id) = (?, ?)", (is_announced, *ours))
        else:
            db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?)", ours)
        if watched or not watches(db, chat, source):
            named = (*ours, is_announced, new.title)
            db.execute("INSERT INTO chat_sources (chat_key, source_id, told, title) VALUES (?, ?, ?, ?)", named)
    schedule_host(db, host)
    return None if watched and is_announced else int(source)


def _report_to(db: sqlite3.Connection, chat: int, sources: Sequence[int | None], person: int | None) -> None:
    """Let a person hear of the sources in place of the chat."""
    to = "UPDATE chat_sources SET reports_to_key = ? WHERE (chat_key, source_id) = (?, ?)"
    if person is not None:
        db.executemany(to, [(person, chat, source) for source in sources if source is not None])


def _come_along(db: sqlite3.Connection, new: NewSource, now: datetime, *, bundled: bool) -> str:
    """Its host."""
    url = address_to_add(db, new.url)
    forget_where_it_led(db, url)
    host = know_host(db, url)
    named = (url, host, new.title, new.language, new.pack, bundled, " ".join(new.sites))
    db.execute(_COMES_ALONG, (*named, _FIRST_INTERVAL_S, to_ms(new.poll_at or now)))
    return host


def to_failure(row: Row) -> Failure | None:
    return None if row["failure_reason"] is None else Failure(row["failure_reason"], row["failure_detail"])


def _to_watched(row: Row) -> WatchedSource:
    return WatchedSource(
        id=SourceId(row["id"]),
        title=row["name"],
        url=row["address"] or row["url"],
        language=row["language"],
        pack=row["pack"],
        health=health_of(row),
        failure=to_failure(row),
        muted=bool(row["muted"]),
        settings=to_source_settings(row),
        pages=_to_pages(row),
        sites=tuple(row["sites"].split()),
        news_at=maybe_from_ms(row["news_at"]),
        is_own_channel=row["channel_key"] is not None,
    )


def _to_known(row: Row) -> KnownSource:
    return KnownSource(
        id=SourceId(row["id"]),
        url=row["address"] or row["url"],
        title=row["title"],
        language=row["language"],
        pack=row["pack"],
        health=health_of(row),
        failure=to_failure(row),
        failing_since=maybe_from_ms(row["failing_since"]),
        news_at=maybe_from_ms(row["news_at"]),
        watchers=row["watchers"],
        sites=tuple(row["sites"].split()),
        foreign_site=row["abroad"] if row["pack"] is not None else None,
        settings=to_source_settings(row),
        pages=_to_pages(row),
        key=row["url"],
    )


def _to_pages(row: Row) -> SourcePages:
    return SourcePages(row["pages_read"], row["pages_refused"], row["pages_failed"], row["pages_reason"])


def health_of(row: Row) -> SourceHealth:
    """How a source does, by some of its columns."""
    if row["retired"]:
        return SourceHealth.RETIRED
    if row["failures"]:
        return SourceHealth.FAILING
    if row["told"] == Trouble.SILENT:
        return SourceHealth.SILENT
    return SourceHealth.NEW if row["baseline_at"] is None else SourceHealth.WORKING

"""Polls: which sources are due, and what a poll brought."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import ItemsKnown
from bot.model import (
    ArticleEdited,
    ArticleFound,
    ArticleId,
    HostShare,
    Lease,
    NetworkRule,
    Notice,
    OtherHosts,
    PageRule,
    PollRecord,
    RecordedArticle,
    SeenArticle,
    Sighting,
    SourceForPoll,
    SourceId,
    TitleRule,
    Trouble,
    Withheld,
)
from storage.sqlite.database import Database
from storage.sqlite.front_pages import front_page_of, want_front_page
from storage.sqlite.host_queue import POLLED, claim_of_host, reclaim_sources, schedule_host
from storage.sqlite.notices import owe_notice
from storage.sqlite.pages import Waits, schedule_pages, want_page
from storage.sqlite.poll_states import to_state, to_values
from storage.sqlite.read_order import next_place
from storage.sqlite.renames import hand_over, is_read_since, move_source, remember_address
from storage.sqlite.rows import Row, check, maybe_from_ms, maybe_to_ms, taken_ms, to_ms, to_source_settings
from storage.sqlite.titles import keep_titles

LISTED_EVERY = timedelta(days=1)
"""The precision of `sightings.listed_at`: sightings live for 90 days after it, so a day is enough, and saves writes."""
_LATELY_MS = 24 * 3_600_000
_KEPT = "(waiting OR recorded IS NOT NULL)"
"""Of an article: with its text."""
_LEAD = 1_000
"""Characters of a text by which it is told from others."""
_MODEST = HostShare()
_AT_ONCE = timedelta(0)


class Polls:
    """Implements `bot.ports.PollStorage`."""

    _db: Database

    async def claim_due_sources(
        self, now: datetime, limit: int, lease: Lease, share: HostShare = _MODEST
    ) -> list[SourceForPoll]:
        def claim(db: sqlite3.Connection) -> list[SourceForPoll]:
            reclaim_sources(db, taken_ms(lease, now))
            claimed: list[Row] = []
            while len(claimed) < limit:
                hosts = db.execute(
                    "SELECT name FROM hosts WHERE due_at <= ? ORDER BY due_at LIMIT ?",
                    (to_ms(now), limit - len(claimed)),
                ).fetchall()
                if not hosts:
                    break
                rows = (claim_of_host(db, host, now, lease, share) for (host,) in hosts)
                claimed += [row for row in rows if row is not None]
            return [_to_source(db, row, lease) for row in claimed]

        return await self._db.write(claim)

    async def sightings(self, source: SourceId, keys: Iterable[str]) -> Mapping[str, Sighting]:
        wanted = json.dumps(list(keys))

        def load(db: sqlite3.Connection) -> dict[str, Sighting]:
            # One statement for all keys: after each statement, this thread would wait for its turn.
            rows = db.execute(
                f"SELECT key, content_hash, (SELECT id FROM articles WHERE id = article_id AND {_KEPT}) FROM sightings"  # noqa: S608  a constant
                " WHERE source_id = ? AND key IN (SELECT value FROM json_each(?))",
                (source, wanted),
            )
            return {key: Sighting(key, version, article) for key, version, article in rows}

        return await self._db.read(load)

    async def seen_articles(self, articles: Iterable[ArticleId]) -> Mapping[ArticleId, SeenArticle]:
        wanted = json.dumps(list(articles))

        def load(db: sqlite3.Connection) -> dict[ArticleId, SeenArticle]:
            rows = db.execute(
                "SELECT id, title, substr(text, 1, ?) AS lead, nullif(published_at, found_at) AS published_at"
                " FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                (_LEAD, wanted),
            )
            return {ArticleId(row["id"]): _to_seen(row) for row in rows}

        return await self._db.read(load)

    async def record_poll(
        self,
        record: PollRecord,
        is_our_own: NetworkRule = lambda _: False,
        waits: PageRule = lambda _: _AT_ONCE,
        is_retitled: TitleRule = lambda *_: False,
    ) -> tuple[RecordedArticle, ...]:
        return await self._db.write(lambda db: _record(db, record, is_our_own, waits, is_retitled))


def _record(
    db: sqlite3.Connection,
    record: PollRecord,
    is_our_own: NetworkRule,
    waits: PageRule,
    is_retitled: TitleRule,
) -> tuple[RecordedArticle, ...]:
    row = db.execute("SELECT * FROM sources WHERE id = ?", (record.source_id,)).fetchone()
    check(record.lease, row)
    if _is_overtaken(db, record):
        raise ItemsKnown
    announced = to_state(row).announced
    begins_to_fail = record.state.announced is Trouble.FAILING is not announced
    if begins_to_fail and is_our_own(_other_hosts(db, record, row["host"])):
        record = replace(record, notice=None, state=replace(record.state, announced=announced))
    _save_state(db, record, row)
    source = record.source_id
    if record.notice is not None:  # before it joins another source, whose owners have not heard of this
        _tell(db, record, record.notice)
    to, read_since = record.url or record.feed_url, None
    if to is not None and to != row["url"]:
        read_since = is_read_since(db, to)
        source = move_source(db, source, to)
        if record.url is not None:
            remember_address(db, row["url"], source, elsewhere=record.is_foreign)
    keep_titles(db, record.edited, to_ms(record.at), is_retitled)
    recorded = _save_news(db, record, source, read_since, waits)
    if record.front_page is not None:
        want_front_page(db, source, record.front_page, record.at)
    if record.successor is not None:
        hand_over(db, source, record.successor, record.at)
    if record.welcome is not None:
        _welcome(db, record, source, record.welcome)
    if record.is_page:
        db.execute("DELETE FROM chat_sources WHERE source_id = ?", (source,))
    schedule_host(db, row["host"], maybe_to_ms(record.host_free_at) or 0)
    return recorded


def _save_news(
    db: sqlite3.Connection, record: PollRecord, source: SourceId, read_since: datetime | None, rule: PageRule
) -> tuple[RecordedArticle, ...]:
    """Record sightings under `source`, which is the other one if the source was merged; the articles that are new.

    What that one knows is not news. If it has told all that was new since `read_since`, the same holds for the items of
    the merged source.
    """
    is_merged = source != record.source_id
    waits, page_hosts = Waits(db, source, record.found, record.at, rule), set[str]()
    recorded: list[RecordedArticle] = []
    for found in record.found:
        if is_merged and _is_known(db, source, found.keys):
            continue
        if read_since is not None and found.withheld is Withheld.BASELINE:
            is_old = found.published_at < read_since
            why = Withheld.BEFORE_BASELINE if is_old else None
            found = replace(found, withheld=why, wants_page=False)  # noqa: PLW2901
        wait = waits.of(found)
        article = add_article(db, source, found, record.at, place=None if wait else next_place(db))
        recorded.append(RecordedArticle(article, found.withheld))
        if found.wants_page:
            page_hosts.add(host := waits.host_of(found))
            want_page(db, article, found.url, record.at, wait, host=host)
        keys = (*found.keys, found.name) if found.name else found.keys
        see_items(db, source, record.at, [Sighting(key, found.content_hash, article) for key in keys])
    for edited in record.edited:
        edit_article(db, edited, record.at)
        see_items(db, source, record.at, [Sighting(key, edited.content_hash, edited.article_id) for key in edited.keys])
    for host in page_hosts:
        schedule_pages(db, host)
    see_items(db, source, record.at, record.seen)
    if record.listed:
        db.execute(
            "UPDATE sightings SET listed_at = ?"
            " WHERE source_id = ? AND key IN (SELECT value FROM json_each(?)) AND listed_at < ?",
            (to_ms(record.at), source, json.dumps(record.listed), to_ms(record.at - LISTED_EVERY)),
        )
    return tuple(recorded)


def _other_hosts(db: sqlite3.Connection, record: PollRecord, host: str) -> OtherHosts:
    since = maybe_to_ms(record.state.failing_since) or 0
    answered = f"SELECT 1 FROM sources WHERE host != ? AND polled_at >= ? AND {POLLED} LIMIT 1"  # noqa: S608  a constant
    if db.execute(answered, (host, since)).fetchone() is not None:  # nearly always one of the first does
        return OtherHosts(have_answered=True)
    before = f"SELECT DISTINCT host FROM sources WHERE host != ? AND polled_at > ? AND {POLLED} LIMIT ?"  # noqa: S608  a constant
    day_before = db.execute(before, (host, since - _LATELY_MS, OtherHosts.COUNTED)).fetchall()
    return OtherHosts(have_answered=False, answered_before=len(day_before))


def _tell(db: sqlite3.Connection, record: PollRecord, notice: Notice) -> None:
    owners = (
        "SELECT chat_key, reports_to_key FROM chat_sources"
        " WHERE source_id = ? AND NOT muted AND removed_at IS NULL AND told"
    )
    for chat, person in db.execute(owners, (record.source_id,)).fetchall():
        _report(db, chat, person, notice, record.at)


def _welcome(db: sqlite3.Connection, record: PollRecord, source: SourceId, notice: Notice) -> None:
    """Tell the chats that have not heard of the source yet; for a page all of them, since it leaves their lists."""
    newcomers = (
        "UPDATE chat_sources SET told = 1 WHERE source_id = ? AND NOT muted AND removed_at IS NULL"
        " AND (NOT told OR ?) RETURNING chat_key, reports_to_key"
    )
    for chat, person in db.execute(newcomers, (source, record.is_page)).fetchall():
        _report(db, chat, person, notice, record.at)


def _report(db: sqlite3.Connection, chat: int, person: int | None, notice: Notice, now: datetime) -> None:
    """Tell the person who added the source for a group; the group itself if that cannot be, or it is a question."""
    group = db.execute(
        "SELECT title FROM chats WHERE key = ? AND (SELECT dormant_at IS NULL FROM chats WHERE key = ?)", (chat, person)
    ).fetchone()
    if group is None or notice.choices:
        owe_notice(db, chat, notice, now)
    elif person is not None:
        owe_notice(db, person, replace(notice, arguments={**notice.arguments, "group": group["title"]}), now)


def _new_keys(record: PollRecord) -> Iterator[tuple[str, ...]]:
    yield from (found.keys for found in record.found)
    yield tuple(seen.key for seen in record.seen)


def _is_known(db: sqlite3.Connection, source: SourceId, keys: Iterable[str]) -> bool:
    known = "SELECT 1 FROM sightings WHERE (source_id, key) = (?, ?)"
    return any(db.execute(known, (source, key)).fetchone() is not None for key in keys)


def _is_overtaken(db: sqlite3.Connection, record: PollRecord) -> bool:
    """Whether the poll's view of the items is outdated."""
    if record.is_partial and any(_is_known(db, record.source_id, keys) for keys in _new_keys(record)):
        return True
    return not all(is_kept(db, edited.article_id) for edited in record.edited)


def is_kept(db: sqlite3.Connection, article: ArticleId) -> bool:
    """Whether an article can be edited: of a sent one, only the title may be left."""
    kept = f"SELECT 1 FROM articles WHERE id = ? AND {_KEPT}"  # noqa: S608  a constant
    return db.execute(kept, (article,)).fetchone() is not None


def _title(row: Row, record: PollRecord) -> str:
    """Everybody's title for a source: its pack's, else its own when it is first read.

    Until then it has the title given by whichever chat added it.
    """
    is_its_own = row["pack"] is None and row["baseline_at"] is None
    return (record.title if is_its_own else row["title"]) or row["title"] or record.title or ""


def _save_state(db: sqlite3.Connection, record: PollRecord, row: Row) -> None:
    values = {"title": _title(row, record), **to_values(record.state)}
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(
        f"UPDATE sources SET {assignments}, lease_boot = NULL, lease_until = NULL WHERE id = :id",  # noqa: S608  constants
        {"id": record.source_id, **values},
    )


def add_article(
    db: sqlite3.Connection, source: SourceId, found: ArticleFound, at: datetime, place: int | None
) -> ArticleId:
    """Record an article; `place` is its place in the order of stories, None while it waits for its page."""
    cursor = db.execute(
        "INSERT INTO articles (id, source_id, url, canonical_url, site, title, text, language, published_at, found_at,"
        " is_news, withheld, speaks, told_as, author, read_no, waiting)"
        " VALUES ((SELECT 1 + max(given.id, coalesce((SELECT max(id) FROM articles), 0)) FROM given),"
        "  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            source,
            found.url,
            found.canonical_url,
            found.site,
            found.title,
            found.text,
            found.language,
            to_ms(found.published_at),
            to_ms(at),
            found.is_news,
            found.withheld,
            found.speaks_for_site,
            found.shown_source,
            found.author,
            place,
        ),
    )
    return ArticleId(cursor.lastrowid or 0)


def edit_article(db: sqlite3.Connection, edited: ArticleEdited, at: datetime) -> None:
    """Let an article say something else; it is matched again."""
    db.execute(
        "UPDATE articles SET title = ?, text = ?, changed_at = ?, failures = 0, failure = NULL,"
        # One that waits for its page goes on waiting; an old one was recorded before there was this order.
        " read_no = CASE WHEN waiting THEN read_no ELSE coalesce(read_no, id) END, waiting = 1,"
        " interruptions = 0, set_aside = 0, lease_boot = NULL, lease_until = NULL WHERE id = ?",
        (edited.title, edited.text, to_ms(at), edited.article_id),
    )


def see_items(db: sqlite3.Connection, source: SourceId, at: datetime, sightings: Iterable[Sighting]) -> None:
    """Remember what a source has listed."""
    db.executemany(
        "INSERT INTO sightings VALUES (?, ?, ?, ?, ?) ON CONFLICT (source_id, key) DO UPDATE SET"
        " content_hash = excluded.content_hash, article_id = excluded.article_id, listed_at = excluded.listed_at",
        [(source, seen.key, seen.content_hash, seen.article_id, to_ms(at)) for seen in sightings],
    )


def _to_source(db: sqlite3.Connection, row: Row, lease: Lease) -> SourceForPoll:
    return SourceForPoll(
        id=SourceId(row["id"]),
        url=row["address"] or row["url"],
        title=row["title"],
        state=to_state(row),
        lease=lease,
        is_of_pack=row["pack"] is not None,
        pack_sites=frozenset(row["sites"].split() if row["pack"] is not None else ()),
        front_page=front_page_of(db, row["id"]),
        settings=to_source_settings(row),
        is_own=row["own_of"] is not None,
    )


def _to_seen(row: Row) -> SeenArticle:
    return SeenArticle(row["title"], row["lead"], maybe_from_ms(row["published_at"]))

"""Stories on their way into channels, and what people do with their cards."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from bot.model import (
    ArticleId,
    Cause,
    ChatKey,
    Decided,
    Decision,
    Declined,
    DeskCard,
    DispatchId,
    OtherReport,
    RepostId,
    RepostRule,
    RepostState,
    StandingPost,
    StoryId,
    StoryOffer,
)
from storage.sqlite.chat_queue import AT_DESK
from storage.sqlite.database import Database
from storage.sqlite.desk_cards import find_akin, list_reports, load_card
from storage.sqlite.desk_posts import BESIDE
from storage.sqlite.desk_queue import begin_repost, carry_out, note_looked
from storage.sqlite.repost_rows import (
    AT_A_DESK,
    details_to_json,
    find_repost,
    of_decision,
    states_in,
    to_entry,
    to_repost,
)
from storage.sqlite.rows import Row, once, to_ms
from storage.sqlite.watching import IS_TICKED

_REPORTS_OFFERED = 8
_TO_LOOK_AT = "SELECT id FROM reposts WHERE state = 'new' OR is_grown ORDER BY id LIMIT :limit"
_EDITED = "SELECT id FROM reposts WHERE edited_until <= :at ORDER BY edited_until LIMIT :limit"
_DUE = f"SELECT id FROM reposts WHERE due_at <= :at AND state IN ({states_in(AT_A_DESK)}) ORDER BY due_at LIMIT :limit"  # noqa: S608  constants


class Reposts:
    """Implements `bot.ports.RepostStorage`."""

    _db: Database

    async def reposts_to_review(self, now: datetime, limit: int, but: Collection[RepostId] = ()) -> list[RepostId]:
        def load(db: sqlite3.Connection) -> list[RepostId]:
            asked = {"at": to_ms(now), "limit": limit + len(but)}
            found = {row["id"] for look in (_TO_LOOK_AT, _DUE, _EDITED) for row in db.execute(look, asked)}
            return [RepostId(one) for one in sorted(found - set(but))[:limit]]

        return await self._db.read(load)

    async def decide(
        self,
        repost: RepostId,
        rule: RepostRule,
        now: datetime,
        cause: Cause | None = None,
        *,
        looked: int | None = None,
    ) -> Decision:
        def effect(db: sqlite3.Connection) -> str | list[int]:
            row = find_repost(db, repost)
            if row is None:
                return Declined.GONE
            decision = rule(to_repost(row))
            return list(carry_out(db, row, decision, now)) if isinstance(decision, Decided) else decision

        def decide(db: sqlite3.Connection) -> Decision:
            row = find_repost(db, repost)
            if row is None:
                return Declined.GONE
            if looked is not None:
                note_looked(db, repost, looked, now)
            if cause is None:
                return _decision(db, effect(db))
            channel = ChatKey(row["chat_key"])
            return _decision(db, once(db, channel, of_decision(cause), now, lambda: effect(db)))

        return await self._db.write(decide)

    async def note_looked(self, repost: RepostId, serial: int, now: datetime) -> None:
        await self._db.write(lambda db: note_looked(db, repost, serial, now))

    async def desk_card(self, repost: RepostId) -> DeskCard | None:
        def load(db: sqlite3.Connection) -> DeskCard | None:
            row = find_repost(db, repost)
            return None if row is None else load_card(db, row)

        return await self._db.read(load)

    async def card_of_message(self, desk: ChatKey, message_id: int) -> DeskCard | None:
        def load(db: sqlite3.Connection) -> DeskCard | None:
            row = db.execute(
                """
                SELECT * FROM reposts WHERE id IN (
                    SELECT repost_id FROM cards WHERE (chat_key, message_id) = (:desk, :message)
                    UNION ALL SELECT r.id FROM reposts AS r JOIN cards AS c ON c.repost_id = r.id
                        WHERE prompt_id = :message AND c.chat_key = :desk
                    UNION ALL SELECT r.id FROM reposts AS r JOIN cards AS c ON c.repost_id = r.id
                        WHERE reply_id = :message AND c.chat_key = :desk) LIMIT 1
                """,
                {"desk": desk, "message": message_id},
            ).fetchone()
            return None if row is None else load_card(db, row)

        return await self._db.read(load)

    async def note_card_shown(self, repost: RepostId, serial: int, now: datetime) -> None:
        def note(db: sqlite3.Connection) -> None:
            db.execute(
                # Of two edits at the same time nobody knows which came last: another one follows.
                "UPDATE cards SET edit_after = max(edit_after, :now),"
                " serial = CASE WHEN lease_until IS NULL THEN :serial ELSE serial END,"
                " is_behind = CASE WHEN lease_until IS NULL"
                " THEN :serial < (SELECT serial FROM reposts WHERE id = :repost) ELSE :beside END"
                " WHERE repost_id = :repost",
                {"serial": serial, "now": to_ms(now), "repost": repost, "beside": BESIDE},
            )

        await self._db.write(note)

    async def note_prompt(self, repost: RepostId, revision: int, message_id: int) -> None:
        def note(db: sqlite3.Connection) -> None:
            row = find_repost(db, repost)
            known = None if row is None else to_repost(row)
            if known is None or known.editing is None or known.revision != revision:
                return
            asked = replace(known, editing=replace(known.editing, prompt_id=message_id))
            db.execute(
                "UPDATE reposts SET details = ?, prompt_id = ? WHERE id = ?",
                (details_to_json(asked), message_id, repost),
            )

        await self._db.write(note)

    async def queue_of(self, channel: ChatKey) -> list[DeskCard]:
        def load(db: sqlite3.Connection) -> list[DeskCard]:
            rows = db.execute(
                "SELECT * FROM reposts WHERE (chat_key, state) = (?, ?)", (channel, RepostState.SCHEDULED)
            ).fetchall()
            return [load_card(db, row) for row in sorted(rows, key=itemgetter("due_at", "id"))]

        return await self._db.read(load)

    async def standing_akin(self, repost: RepostId) -> StandingPost | None:
        def find(db: sqlite3.Connection) -> StandingPost | None:
            row = find_repost(db, repost)
            return None if row is None else find_akin(db, row)

        return await self._db.read(find)

    async def other_reports(self, repost: RepostId) -> list[OtherReport]:
        def load(db: sqlite3.Connection) -> list[OtherReport]:
            row = find_repost(db, repost)
            rows = [] if row is None else list_reports(db, row, _REPORTS_OFFERED)
            return [OtherReport(ArticleId(one["id"]), one["source_title"], one["title"]) for one in rows]

        return await self._db.read(load)

    async def offer_story(
        self, channel: ChatKey, dispatch: DispatchId, story: StoryId, by: ChatKey, now: datetime
    ) -> tuple[StoryOffer, RepostId | None]:
        def offer(db: sqlite3.Connection) -> tuple[StoryOffer, RepostId | None]:
            there = db.execute(
                "SELECT reposts.id FROM debts LEFT JOIN reposts ON debt_id = debts.id"
                " WHERE (debts.chat_key, debts.story_id) = (?, ?) AND NOT is_reply AND shelved <= 0",
                (channel, story),
            ).fetchone()
            if there is not None:
                return StoryOffer.THERE, there["id"]
            reasons = _reasons_to_offer(db, channel, dispatch, story, by)
            if not reasons:
                return StoryOffer.HIDDEN, None
            debt = db.execute(
                "INSERT INTO debts (chat_key, topic, story_id, is_reply, shelved, created_at, waits_since)"
                " VALUES (?, 0, ?, 0, ?, ?, ?)",
                (channel, story, AT_DESK, to_ms(now), to_ms(now)),
            ).lastrowid
            db.executemany(
                "INSERT INTO reasons (debt_id, subscription_id, mention_id) VALUES (?, ?, ?)",
                [(debt, one["subscription_id"], one["mention_id"]) for one in reasons],
            )
            return StoryOffer.PUT, begin_repost(db, debt or 0, to_ms(now))

        return await self._db.write(offer)


def _decision(db: sqlite3.Connection, outcome: str | list[int]) -> Decision:
    """From what is kept of a decision."""
    if isinstance(outcome, str):
        return Declined(outcome)
    repost, line = outcome
    row = find_repost(db, repost)
    entry = db.execute("SELECT * FROM repost_log WHERE id = ?", (line,)).fetchone()
    return Declined.GONE if row is None or entry is None else Decided(to_repost(row), to_entry(entry))


def _reasons_to_offer(db: sqlite3.Connection, channel: int, dispatch: int, story: int, by: int) -> list[Row]:
    """Why somebody was told a story, as far as it comes from sources that are ticked for a channel."""
    return db.execute(
        "SELECT r.subscription_id, r.mention_id FROM debts JOIN reasons AS r ON r.debt_id = debts.id"  # noqa: S608  a constant
        " JOIN mentions AS m ON m.id = r.mention_id JOIN articles AS a ON a.id = m.article_id"
        " WHERE (debts.dispatch_id, debts.story_id, debts.chat_key) = (:dispatch, :story, :by)"
        f" AND {IS_TICKED.format(chat=':channel', source='a.source_id')}",
        {"channel": channel, "dispatch": dispatch, "story": story, "by": by},
    ).fetchall()

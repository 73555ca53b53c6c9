"""Channels that the bot publishes to: how, from which sources, and who decides."""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model import (
    Channel,
    ChannelCounts,
    ChannelSettings,
    Chat,
    ChatKey,
    RepostAction,
    RepostEntry,
    RepostState,
    SourceId,
)
from storage.sqlite.channel_rows import CHANNELS, find_channel, settings_to_json, to_channel
from storage.sqlite.database import Database
from storage.sqlite.repost_rows import AT_A_DESK, to_entry
from storage.sqlite.rows import to_chat, to_ms
from storage.sqlite.striking_off import end_hidden
from storage.sqlite.watching import IS_TICKED

_NOT_WANTED = {RepostAction.REFUSE, RepostAction.MUTE}


class Channels:
    """Implements the part of `bot.ports.ChannelStorage` about channels themselves."""

    _db: Database

    async def channel(self, chat: ChatKey) -> Channel | None:
        return await self._db.read(lambda db: find_channel(db, chat))

    async def set_up_channel(
        self,
        chat: ChatKey,
        settings: ChannelSettings,
        now: datetime,
        sources: Collection[SourceId] | None = None,
    ) -> None:
        def set_up(db: sqlite3.Connection) -> None:
            _put(db, chat, settings)
            if sources is not None:
                db.execute("DELETE FROM channel_sources WHERE chat_key = ?", (chat,))
                _tick(db, chat, sources)
                end_hidden(db, chat, now)
            db.execute("DELETE FROM channel_questions WHERE chat_key = ?", (chat,))

        await self._db.write(set_up)

    async def change_channel(self, chat: ChatKey, rule: Callable[[ChannelSettings], ChannelSettings]) -> Channel | None:
        def change(db: sqlite3.Connection) -> Channel | None:
            channel = find_channel(db, chat)
            if channel is None:
                return None
            changed = replace(channel, settings=rule(channel.settings))
            _put(db, chat, changed.settings)
            return changed

        return await self._db.write(change)

    async def ticked(self, chat: ChatKey) -> set[SourceId]:
        ticked = "SELECT source_id FROM channel_sources WHERE chat_key = ?"
        rows = await self._db.read(lambda db: db.execute(ticked, (chat,)).fetchall())
        return {SourceId(source) for (source,) in rows}

    async def tick(
        self,
        chat: ChatKey,
        sources: Collection[SourceId],
        now: datetime,
        *,
        is_ticked: bool,
    ) -> None:
        def tick(db: sqlite3.Connection) -> None:
            if is_ticked:
                _tick(db, chat, sources)
            else:
                strike = "DELETE FROM channel_sources WHERE (chat_key, source_id) = (?, ?)"
                db.executemany(strike, [(chat, source) for source in sources])
                end_hidden(db, chat, now)

        await self._db.write(tick)

    async def channel_counts(self, chat: ChatKey, since: datetime) -> ChannelCounts:
        def count(db: sqlite3.Connection) -> ChannelCounts:
            rows = db.execute(
                "SELECT repost_id, action, state FROM repost_log JOIN reposts ON reposts.id = repost_id"
                " WHERE repost_log.chat_key = ? AND at >= ?",
                (chat, to_ms(since)),
            ).fetchall()
            posted = {repost for repost, action, _ in rows if action == RepostAction.POST}
            refused = {
                repost for repost, action, state in rows if action in _NOT_WANTED and state == RepostState.REFUSED
            }
            waits = "SELECT count(*) FROM reposts WHERE (chat_key, state) = (?, ?)"
            waiting = sum(db.execute(waits, (chat, state)).fetchone()[0] for state in AT_A_DESK)
            return ChannelCounts(len(posted), len(refused), waiting=waiting)

        return await self._db.read(count)

    async def channel_log(self, chat: ChatKey, limit: int, skipped: int = 0) -> Sequence[tuple[RepostEntry, str]]:
        def load(db: sqlite3.Connection) -> list[tuple[RepostEntry, str]]:
            shown = IS_TICKED.format(chat="reposts.chat_key", source="articles.source_id")
            rows = db.execute(
                f"""
                SELECT repost_log.*, (SELECT title FROM articles WHERE id = coalesce(details ->> 'article', (
                    SELECT article_id FROM mentions WHERE id = (
                        SELECT min(mention_id) FROM reasons WHERE reasons.debt_id = reposts.debt_id)))
                    AND (posted_at IS NOT NULL OR {shown})) AS title
                FROM repost_log JOIN reposts ON reposts.id = repost_id
                WHERE repost_log.chat_key = ? ORDER BY at DESC, repost_log.id DESC LIMIT ? OFFSET ?
                """,  # noqa: S608  constants
                (chat, limit, skipped),
            )
            return [(to_entry(row), row["title"] or "") for row in rows]

        return await self._db.read(load)

    async def place(self, chat: ChatKey) -> Chat | None:
        row = await self._db.read(lambda db: db.execute("SELECT * FROM chats WHERE key = ?", (chat,)).fetchone())
        return None if row is None else to_chat(row)

    async def desks_of(self, chat: ChatKey) -> list[Channel]:
        load = f"{CHANNELS} WHERE desk_key = ?"
        rows = await self._db.read(lambda db: db.execute(load, (chat,)).fetchall())
        return sorted(map(to_channel, rows), key=lambda one: one.chat.key)

    async def ask_later(self, person: int, channel: ChatKey, now: datetime) -> None:
        ask = "INSERT INTO channel_questions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at"
        await self._db.write(lambda db: db.execute(ask, (person, channel, to_ms(now))))

    async def asked_about(self, person: int) -> list[Chat]:
        asked = (
            "SELECT chats.* FROM channel_questions JOIN chats ON key = chat_key WHERE channel_questions.telegram_id = ?"
        )
        rows = await self._db.read(lambda db: db.execute(asked, (person,)).fetchall())
        return list(map(to_chat, rows))

    async def end_question(self, person: int, channel: ChatKey) -> None:
        end = "DELETE FROM channel_questions WHERE (telegram_id, chat_key) = (?, ?)"
        await self._db.write(lambda db: db.execute(end, (person, channel)))


def _put(db: sqlite3.Connection, chat: ChatKey, settings: ChannelSettings) -> None:
    desk = settings.desk
    values = (settings.publishing, desk and desk.chat, desk.topic if desk else 0, settings_to_json(settings))
    db.execute(
        "INSERT INTO channels (chat_key, publishing, desk_key, desk_topic, settings) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET publishing = excluded.publishing, desk_key = excluded.desk_key,"
        " desk_topic = excluded.desk_topic, settings = excluded.settings",
        (chat, *values),
    )


def _tick(db: sqlite3.Connection, chat: ChatKey, sources: Collection[SourceId]) -> None:
    put = "INSERT OR IGNORE INTO channel_sources (chat_key, source_id) VALUES (?, ?)"
    db.executemany(put, [(chat, source) for source in sources])

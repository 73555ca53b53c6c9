"""Channels that the bot administers as sources: who reads which, and until when.

Such a source is a row of `sources` with `channel_key`. Telegram brings its posts, so nobody asks for them (`asker` is
null). Its `url` is no address, so nothing that is added, moves or is imported ever becomes it. Only who has connected
its channel watches it: the transaction that ends a connection ends that, too.
"""

import sqlite3
from datetime import datetime

from bot.model import NO_QUOTAS, Cause, ChannelToRead, ChatKey, Notice, OwnChannel, Quotas, SourceId
from storage.sqlite.database import Database
from storage.sqlite.dispatch_building import release
from storage.sqlite.host_queue import know_host
from storage.sqlite.notices import owe_notice
from storage.sqlite.quotas import SourceQuota
from storage.sqlite.removed_sources import is_connected, restore
from storage.sqlite.rows import Row, once, to_chat, to_ms
from storage.sqlite.shelving import shelve_source
from storage.sqlite.striking_off import end_hidden_of_owner
from storage.sqlite.watching import watches

READERS = """
    SELECT own.chat_key FROM chat_sources AS own JOIN connections AS c
        ON (c.owner_key, c.target_key) = (own.chat_key, {channel}) AND lost_at IS NULL
    WHERE own.source_id = {source} AND NOT muted AND removed_at IS NULL
"""
"""Who reads a channel as a source."""
_A_WEEK_S = 604_800.0
_OF_ARTICLES = """
    JOIN reasons AS r ON r.subscription_id = s.id JOIN debts ON debts.id = r.debt_id
    JOIN mentions AS m ON m.id = r.mention_id JOIN articles AS a ON a.id = m.article_id AND a.source_id = :source
"""
_DUE = f"""
    SELECT d.id FROM subscriptions AS s CROSS JOIN dispatches AS d
        ON d.chat_key = s.chat_key AND d.state = 'due' {_OF_ARTICLES}
    WHERE s.owner_key = :owner AND debts.dispatch_id = d.id
"""  # noqa: S608  constants
_STANDING = f"""
    UPDATE posts SET closed = 1 WHERE dispatch_id IN (
        SELECT debts.dispatch_id FROM subscriptions AS s {_OF_ARTICLES} WHERE s.owner_key = :owner)
"""  # noqa: S608  constants


class OwnChannels:
    """Implements the part of `bot.ports.OwnPostStorage` that is about who reads what."""

    _db: Database

    async def own_channels(self, owner: ChatKey) -> list[OwnChannel]:
        def load(db: sqlite3.Connection) -> list[OwnChannel]:
            rows = db.execute(
                "SELECT chats.*, (SELECT s.id FROM sources AS s JOIN chat_sources AS own ON own.source_id = s.id"
                "  WHERE s.channel_key = chats.key AND own.chat_key = owner_key AND NOT muted AND removed_at IS NULL"
                " ) AS read_as FROM connections JOIN chats ON key = target_key AND kind = 'channel'"
                " WHERE owner_key = ? AND lost_at IS NULL ORDER BY key",
                (owner,),
            )
            return [OwnChannel(to_chat(row), row["read_as"]) for row in rows]

        return await self._db.read(load)

    async def read_channel(
        self, owner: ChatKey, channel: ChannelToRead, now: datetime, cause: Cause, quotas: Quotas = NO_QUOTAS
    ) -> SourceId | None:
        def effect(db: sqlite3.Connection) -> int | None:
            if not is_connected(db, owner, channel.key):
                return None
            source = _source_of(db, channel.key)
            if source is None or not watches(db, owner, source["id"]):
                SourceQuota(db, owner, quotas, now).take(channel.address, channel.address)
                source = _begun(db, channel, to_ms(now))
                if not restore(db, owner, source["id"]):
                    watch = "INSERT INTO chat_sources (chat_key, source_id, told) VALUES (?, ?, 1)"
                    db.execute(watch, (owner, source["id"]))
            return int(source["id"])

        source = await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db)))
        return None if source is None else SourceId(source)

    async def leave_channel(self, channel: ChatKey, notice: Notice, now: datetime) -> None:
        def leave(db: sqlite3.Connection) -> None:
            source = _source_of(db, channel)
            if source is None:
                return
            readers = READERS.format(channel=":channel", source=":source")
            for (reader,) in db.execute(readers, {"channel": channel, "source": source["id"]}).fetchall():
                stop_reading(db, reader, channel, now)
                owe_notice(db, reader, notice, now)

        await self._db.write(leave)


def stop_reading(db: sqlite3.Connection, owner: int, channel: int, now: datetime) -> None:
    """Let a person who is no longer connected to a channel neither hear of its posts nor see how they are edited."""
    source = _source_of(db, channel)
    if source is None or not watches(db, owner, source["id"]):
        return
    ours = {"owner": owner, "source": source["id"]}
    for dispatch in {row["id"] for row in db.execute(_DUE, ours)}:
        release(db, dispatch)
    db.execute(_STANDING, ours)
    db.execute(
        "UPDATE chat_sources SET removed_at = ? WHERE (chat_key, source_id) = (?, ?)",
        (to_ms(now), owner, source["id"]),
    )
    shelve_source(db, owner, source["id"])
    end_hidden_of_owner(db, owner, now)


def _source_of(db: sqlite3.Connection, channel: int) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM sources WHERE channel_key = ?", (channel,)).fetchone()
    return row


def _begun(db: sqlite3.Connection, channel: ChannelToRead, now: int) -> Row:
    """The channel as a source; if nobody has read it so far, what was posted until now is no news."""
    source = _source_of(db, channel.key)
    if source is None:
        source = db.execute(
            "INSERT INTO sources (url, address, host, title, language, interval_s, next_poll_at, channel_key)"
            " SELECT 'channel:' || telegram_id, ?, ?, title, '', ?, ?, key FROM chats WHERE key = ? RETURNING *",
            (channel.address, know_host(db, channel.address), _A_WEEK_S, now, channel.key),
        ).fetchone()
    readers = READERS.format(channel=":channel", source=":source")
    if db.execute(readers, {"channel": channel.key, "source": source["id"]}).fetchone() is None:
        db.execute("UPDATE sources SET baseline_at = ? WHERE id = ?", (now, source["id"]))
    return source

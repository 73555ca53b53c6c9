"""A database of an earlier version is migrated with its content."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.feeds.addresses import written_address
from bot.fetching.guard import AddressGuard
from bot.model import (
    AkinChoice,
    Cause,
    ChannelSettings,
    ChatKey,
    ChatKind,
    Language,
    NewSource,
    Notice,
    PostLook,
    ReplyMode,
    Sent,
)
from storage.sqlite import SqliteStorage
from storage.sqlite.migrations import migrations
from tests.storage.conftest import START
from tests.storage.scene import Scene, story_in


async def test_a_channel_is_the_same_whichever_way_its_name_was_written(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    with closing(Database(path)) as before:
        migrations.apply(before, stop_before="where_sources_were_before")
        with before.conn:
            before.execute("INSERT INTO hosts (name) VALUES ('t.me')")
            before.execute(
                "INSERT INTO sources (url, host, title, language, interval_s, next_poll_at)"
                " VALUES ('https://t.me/s/Mayak_Bereg', 't.me', 'Маяк', 'ru', 60, 0)"
            )
            before.execute(
                "INSERT INTO chats (key, telegram_id, kind, title, language, met_at)"
                " VALUES (1, 1, 'private', '', 'ru', 0)"
            )
            before.execute("INSERT INTO chat_sources (chat_key, source_id, told) VALUES (1, 1, 1)")
    async with SqliteStorage(path) as storage:
        chat = await storage.see_chat(1, ChatKind.PRIVATE, "", Language.RUSSIAN, START)
        new = NewSource(written_address("@Mayak_bereg", AddressGuard()))
        assert not await storage.add_source(new, chat.key, START, Cause("update 1"))
        assert [one.title for one in await storage.watched_sources(chat.key)] == ["Маяк"]


async def test_messages_keep_their_reasons_when_developments_come_to_have_several(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path) as storage:
        scene = Scene(storage, START)
        chat = await scene.chat()
        await scene.source(chat)
        await scene.subscribe(chat)
        (article,) = await scene.publish("раз")
        await scene.record(article, "коалиция")
        await scene.fan_out()
        (dispatch,) = await scene.dispatches()
        await scene.settle(dispatch, Sent(1))
    with closing(Database(path)) as before, before.conn:
        _undo(before)
    async with SqliteStorage(path) as storage:
        told = story_in(dispatch)
        assert [one.query for one in await storage.explain(dispatch.id, told.story_id, chat.key)] == ["коалиция"]
        assert await storage.sent_story(dispatch.id, told.story_id, chat.key) == told


async def test_who_has_subscriptions_without_replies_is_asked_once_about_developments(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    question = Notice("ask-developments", answers=("ask-developments-yes",))
    async with SqliteStorage(path) as storage:
        scene = Scene(storage, START)
        for telegram_id, mode in ((1, ReplyMode.NONE), (2, ReplyMode.DEVELOPMENTS), (3, ReplyMode.NONE)):
            subscribed = await scene.subscribe(chat := await scene.chat(telegram_id))
            await storage.set_reply_mode(subscribed.id, chat.key, mode)
    with closing(Database(path)) as before, before.conn:
        before.execute("DELETE FROM _sqlite_migrations WHERE name = 'developments_by_default'")
        before.execute("DROP INDEX chats_to_ask")
        before.execute("ALTER TABLE chats DROP COLUMN asks_replies")
    asked = []
    for _ in range(3):  # each time another run of the program
        async with SqliteStorage(path) as storage:
            assert await storage.ask_about_replies(question, START, 1) in {0, 1}
            for dispatch in await (scene := Scene(storage, START)).dispatches():
                asked.append((dispatch.chat.telegram_id, dispatch.content))
                await scene.settle(dispatch, Sent(1))
            modes = [one.replies for key in (1, 3) for one in await storage.subscriptions((await scene.chat(key)).key)]
            assert modes == [ReplyMode.NONE] * 2
    assert asked == [(1, question), (3, question)]


def _undo(db: Database) -> None:
    """Make the tables what they were before the migration, and before one that builds on it."""
    db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('what_is_new_in_a_story', 'how_soon_news_go')")
    db.execute("DROP INDEX debts_by_haste")
    db.execute("DROP TABLE holds")
    db.execute("ALTER TABLE chats ADD COLUMN held INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE chats ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0")
    for table, columns in {
        "articles": ["novelty"],
        "memberships": ["novelty"],
        "chats": ["wanted_at"],
        "debts": ["additions", "is_silent", "haste", "waits_since"],
        "posts": ["develops"],
        "reasons": ["joined"],
        "subscriptions": ["haste", "rhythm", "urgent"],
    }.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    db.execute("ALTER TABLE reasons DROP COLUMN addition")


async def test_a_channel_goes_on_publishing_from_what_those_watch_who_have_connected_it(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    with closing(Database(path)) as before:
        migrations.apply(before, stop_before="channels_and_their_desks")
        with before.conn:
            before.execute("INSERT INTO hosts (name) VALUES ('x')")
            for key, kind in enumerate(("private", "channel", "supergroup", "channel"), 1):
                chat = (
                    "INSERT INTO chats (key, telegram_id, kind, title, language, met_at) VALUES (?, ?, ?, '', 'ru', 0)"
                )
                before.execute(chat, (key, key, kind))
            for source, pack in enumerate((None, None, "all", "all", "other"), 1):
                known = "INSERT INTO sources (url, host, title, language, interval_s, next_poll_at, pack)"
                before.execute(f"{known} VALUES (?, 'x', '', 'ru', 60, 0, ?)", (f"https://x/{source}", pack))
            before.execute(
                "INSERT INTO chat_sources (chat_key, source_id, muted) VALUES (1, 1, 0), (1, 2, 1), (1, 3, 1)"
            )
            before.execute("INSERT INTO muted_packs (chat_key, pack) VALUES (1, 'other')")
            before.execute("INSERT INTO connections (owner_key, target_key) VALUES (1, 2), (1, 3)")
            sent = "INSERT INTO dispatches (chat_key, topic, state, due_at, created_at, notice_key, total, story_id)"
            before.execute("INSERT INTO stories (id, version, begun_at, joined_at) VALUES (1, 1, 0, 0)")
            for notice, total, story in (("x", None, None), (None, 5, None), (None, None, None), (None, None, 1)):
                before.execute(f"{sent} VALUES (1, 0, 'sent', 0, 0, ?, ?, ?)", (notice, total, story))
    async with SqliteStorage(path) as storage:
        channel = await storage.channel(ChatKey(2))
        assert channel is not None
        assert channel.settings == ChannelSettings(akin=AkinChoice.REPLY, look=PostLook(grows=True))
        assert await storage.ticked(ChatKey(2)) == {1, 4}
        assert [await storage.channel(ChatKey(key)) for key in (3, 4)] == [None, None]
    with closing(Database(path)) as after:
        kinds = [kind for (kind,) in after.execute("SELECT kind FROM dispatches ORDER BY id")]
        assert kinds == ["notice", "digest", "burst", "story"]
        with pytest.raises(sqlite3.IntegrityError):
            after.execute("UPDATE dispatches SET kind = 'letter'")

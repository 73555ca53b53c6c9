"""A database of an earlier version is migrated with its content."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from bot.feeds.addresses import written_address
from bot.fetching.guard import AddressGuard
from bot.model import Cause, ChatKind, Language, NewSource
from storage.sqlite import SqliteStorage
from storage.sqlite.migrations import migrations
from tests.storage.conftest import START


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

"""Chats with subscriptions of an older version are asked once whether they want to hear what is new in stories."""

from datetime import timedelta
from typing import cast

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.outcome import after_sending
from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.i18n import Translations
from bot.model import BootId, Chat, ChatKind, Cooldown, Language, Lease, Notice, ReplyMode, Sent, TellOne
from bot.runtime.clock import SystemClock
from storage.sqlite import SqliteStorage
from tests.botapi import Message
from tests.handlers.conftest import Talk

_OFF, _ON, _ALL = ReplyMode.NONE, ReplyMode.DEVELOPMENTS, ReplyMode.ALL


async def _of_older_version(talk: Talk, chat: Chat, *modes: ReplyMode) -> None:
    """Give the chat's subscriptions these modes, in a database that has just been migrated."""
    for one, mode in zip(await talk.storage.subscriptions(chat.key), modes, strict=True):
        await talk.storage.set_reply_mode(one.id, chat.key, mode)
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE chats SET asks_replies = 1 WHERE key = ?", (chat.key,)))


async def _asked(talk: Talk) -> list[int]:
    """Ask, and send what is owed; whom it went to."""
    await talk.services.subscriptions.ask_about_replies()
    now = SystemClock().now()
    lease = Lease(BootId("test"), now + timedelta(minutes=1))
    session = TelegramSession(api=TelegramAPIServer.from_base(talk.api.url))
    bot = Bot(talk.api.token, session=session, default=DefaultBotProperties())
    dispatches = await talk.storage.claim_dispatches(now, 10, lease, lambda *_: TellOne())
    for dispatch in dispatches:
        assert isinstance(dispatch.content, Notice)
        message = Renderer(Translations()).notice(dispatch.content, dispatch.chat, dispatch.id)
        sent = await TelegramMessenger(bot).send(dispatch.chat.telegram_id, message)
        await talk.storage.settle(dispatch, after_sending(dispatch, Sent(sent), now, Cooldown(now, now)))
    await session.close()
    return [dispatch.chat.telegram_id for dispatch in dispatches]


async def _modes(talk: Talk, chat: Chat) -> list[ReplyMode]:
    return [one.replies for one in await talk.storage.subscriptions(chat.key)]


async def _question(talk: Talk, *modes: ReplyMode) -> tuple[Chat, Message]:
    await talk.ask("/add " + "\n".join(f"нефть{number}" for number in range(len(modes))))
    chat = await talk.known()
    await _of_older_version(talk, chat, *modes)
    assert await _asked(talk) == [talk.chat.id]
    return chat, await talk.chat.next_message()


@pytest.mark.parametrize(
    ("label", "modes", "said"),
    [
        ("Включить", [_ON, _ALL, _ON, _ON], "да, в 2 подписках"),
        ("Оставить как есть", [_OFF, _ALL, _OFF, _ON], "Оставил как есть"),
    ],
)
async def test_one_press_turns_developments_on_for_all_subscriptions_or_leaves_them(
    talk: Talk, label: str, modes: list[ReplyMode], said: str
) -> None:
    chat, question = await _question(talk, _OFF, _ALL, _OFF, _ON)
    assert question.text.startswith("↳ Новое в сюжете\n")
    assert [button.text for button in question.buttons] == ["Включить", "Оставить как есть"]
    await talk.chat.press(question, label)
    answered = await talk.chat.next_edit(question)
    assert said in answered.text
    assert answered.buttons == []
    assert await _modes(talk, chat) == modes


async def test_nobody_is_asked_twice(talk: Talk) -> None:
    await _question(talk, _OFF)
    assert await _asked(talk) == []


async def test_who_has_only_new_subscriptions_is_not_asked(talk: Talk) -> None:
    await talk.ask("/add нефть")
    assert await _asked(talk) == []


async def test_in_a_group_only_its_administrators_answer(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    handle = talk.api.supergroup("Редакция", talk.anna, boris)
    await handle.say("/add@dozor_test_bot нефть", by=talk.anna)
    await handle.next_message()
    group = await talk.storage.see_chat(
        handle.id, ChatKind.SUPERGROUP, "Редакция", Language.RUSSIAN, SystemClock().now()
    )
    await _of_older_version(talk, group, _OFF)
    assert await _asked(talk) == [handle.id]
    question = await handle.next_message()
    press = await handle.press(question, "Включить", by=boris)
    assert await press.answered() == {"text": "Это могут только администраторы группы.", "show_alert": True}
    assert await _modes(talk, group) == [_OFF]
    await handle.press(question, "Включить", by=talk.anna)
    assert "да, в 1 подписке" in (await handle.next_edit(question)).text
    assert await _modes(talk, group) == [_ON]


async def test_where_somebody_may_no_longer_post_nothing_changes(talk: Talk) -> None:
    channel = talk.api.channel("Вести дня", talk.anna, username="vesti_dnya")
    await talk.ask("/channel @vesti_dnya")
    chat, question = await _question(talk, _OFF, _OFF)
    assert "Вести дня" in await talk.ask("/list 1 в Вести дня")
    del channel.chat.members[talk.anna.id]
    await talk.chat.press(question, "Включить")
    assert "да, в 1 подписке" in (await talk.chat.next_edit(question)).text
    assert await _modes(talk, chat) == [_OFF, _ON]

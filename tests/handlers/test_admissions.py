"""Whom operators let in, and whom they keep out."""

from collections.abc import AsyncIterator

import pytest

from bot.model import Access, ChatKind, Language, Quotas
from bot.ports import Storage
from bot.runtime.clock import SystemClock
from bot.services.admissions import Admissions
from bot.services.allowance import Allowance
from handlers.updates.polling import Polling
from tests.botapi import BotApi, ChatHandle
from tests.handlers.conftest import NOW, Talk, talking


@pytest.fixture
async def closed(api: BotApi, storage: Storage) -> AsyncIterator[Talk]:
    async with talking(api, storage, Polling, Quotas(2, 2, 0, 0), Access.INVITE) as talk:
        yield talk


async def _last(talk: Talk, text: str) -> str:
    """The answer, after whatever came before it."""
    await talk.api.confirmed()
    await talk.chat.say(text)
    while "Новый чат" in (said := (await talk.chat.next_message()).text):
        pass
    return said


def _stranger(talk: Talk, name: str = "Boris", code: str = "uk") -> ChatHandle:
    return talk.api.private(talk.api.person(name, language_code=code))


async def test_a_stranger_waits_until_an_operator_has_decided(closed: Talk) -> None:
    boris = _stranger(closed)
    await boris.say("/add нефть")
    assert "лише за запрошенням" in (await boris.next_message()).text
    question = await closed.chat.next_message()
    assert f"Новый чат: Boris (private, {boris.id}). Пустить?" in question.text
    await boris.say("/list")
    assert await closed.storage.known_chat(boris.id) is None
    await closed.chat.press(question, "Разрешить")
    assert (await closed.chat.next_edit(question)).text == "✅ Разрешено: Boris"
    assert (await boris.next_message()).text == "✅ Доступ відкрито. Почніть із /start"
    await boris.say("/list")
    assert "Підписок поки що немає" in (await boris.next_message()).text


async def test_who_is_not_wanted_is_asked_about_once(closed: Talk) -> None:
    boris = _stranger(closed)
    await boris.say("/start")
    question = await closed.chat.next_message()
    await closed.chat.press(question, "Запретить")
    assert (await closed.chat.next_edit(question)).text == "✅ Запрещено: Boris"
    await boris.next_message()
    await boris.say("/start")
    assert "Подписок пока нет" in await closed.ask("/list")
    assert boris.unread == []


async def test_chats_that_the_bot_knows_stay(closed: Talk) -> None:
    boris = _stranger(closed)
    await closed.storage.see_chat(boris.id, ChatKind.PRIVATE, "Boris", Language.UKRAINIAN, NOW)
    await boris.say("/list")
    assert "Підписок поки що немає" in (await boris.next_message()).text


async def test_an_invitation_is_forgotten_with_the_chat(closed: Talk) -> None:
    boris = _stranger(closed)
    await closed.ask(f"/allow {boris.id}")
    await boris.say("/forget")
    await (await boris.press(await boris.next_message(), "🗑 Видалити все")).answered()
    await boris.say("/list")
    assert "лише за запрошенням" in (await boris.next_message()).text


async def test_operators_are_not_flooded_with_questions(closed: Talk) -> None:
    for number in range(40):
        await _stranger(closed, f"Nobody {number}").say("/start")
    assert "Подписок пока нет" in await _last(closed, "/list")
    assert len([one for one in closed.chat.messages if "Новый чат" in one.text]) == 30


async def test_a_group_is_asked_about_when_the_bot_is_added(closed: Talk) -> None:
    boris = closed.api.person("Boris", language_code="ru")
    group = closed.api.supergroup("Редакция", boris)
    await group.say("/start@dozor_test_bot", by=boris)
    assert "Новый чат: Редакция (supergroup" in (await closed.chat.next_message()).text


async def test_who_is_banned_gets_neither_answers_nor_news(talk: Talk) -> None:
    boris = _stranger(talk)
    await boris.say("/add нефть")
    await boris.next_message()
    assert "больше не отвечаю" in await talk.ask(f"/ban {boris.id}")
    await boris.say("/list")
    assert "Подписок пока нет" in await talk.ask("/list")
    assert boris.unread == []
    known = await talk.storage.known_chat(boris.id)
    assert known is not None
    assert known.dormant
    assert "пользуется" in await talk.ask(f"/allow {boris.id}")
    await boris.say("/list")
    assert "1 підписка" in (await boris.next_message()).text


async def test_a_group_stays_banned_as_a_supergroup(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    group = talk.api.group("Редакция", boris)
    await group.say("/add@dozor_test_bot нефть", by=boris)
    await group.next_message()
    await talk.ask(f"/ban {group.id}")
    supergroup = await group.migrate()
    await talk.api.confirmed()
    known = await talk.storage.known_chat(supergroup.id)
    assert known is not None
    assert known.dormant
    await supergroup.say("/list@dozor_test_bot", by=boris)
    assert "Подписок пока нет" in await talk.ask("/list")
    assert supergroup.unread == []


async def test_a_group_keeps_its_quota_and_its_invitation_as_a_supergroup(closed: Talk) -> None:
    boris = closed.api.person("Boris", language_code="ru")
    group = closed.api.group("Редакция", boris)
    await closed.ask(f"/allow {group.id}")
    await closed.ask(f"/quota {group.id} 3")
    supergroup = await group.migrate()
    await closed.api.confirmed()
    assert "подписок и источников: 3" in await _last(closed, f"/quota {supergroup.id}")


async def test_a_ban_outlasts_the_run(talk: Talk) -> None:
    await talk.ask("/ban 55")
    again = Admissions(talk.storage, SystemClock(), Allowance())
    assert await again.is_banned(55)


async def test_what_cannot_be_done_is_explained(talk: Talk) -> None:
    assert "владелец бота" in await talk.ask(f"/ban {talk.anna.id}")
    most = "9" * 30
    many = (f"/ban {most}", f"/allow -{most}", f"/quota {most}", f"/quota 5 {most}")
    for command in ("/ban", "/allow", "/allow Boris", "/quota", "/quota 5 много", "/quota 5 -5", *many):
        assert "<code>" not in (answer := await talk.ask(command))
        assert "123456789" in answer


async def test_operators_give_a_chat_another_quota(closed: Talk) -> None:
    boris = _stranger(closed)
    assert "как всем. Подписок: 2" in await closed.ask(f"/quota {boris.id}")
    assert "подписок и источников: 3" in await closed.ask(f"/quota {boris.id} 3")
    await closed.ask(f"/allow {boris.id}")
    for text in ("раз", "два", "три", "четыре"):
        await boris.say(f"/add {text}")
        answer = (await boris.next_message()).text
    assert "не більше 3" in answer
    assert "как всем" in await closed.ask(f"/quota {boris.id} -")


@pytest.mark.parametrize("command", ["/ban 5", "/allow 5", "/quota 5 9"])
async def test_for_others_these_commands_do_not_exist(talk: Talk, command: str) -> None:
    boris = _stranger(talk)
    await boris.say(command)
    assert "Такої команди немає" in (await boris.next_message()).text
    assert await talk.storage.admissions() == []

"""What a chat hears when it may have no more."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.i18n import Translations
from bot.model import ChatKind, Choice, DispatchId, Language, LeftOut, Limit, Notice, Quotas
from bot.ports import Storage
from handlers import phrases
from handlers.updates.polling import Polling
from tests.botapi import BotApi
from tests.handlers.conftest import NOW, Talk, talking

_TOAST = 200
"""Characters that Telegram shows in answer to a button."""


@pytest.fixture
async def talk(api: BotApi, storage: Storage) -> AsyncIterator[Talk]:
    async with talking(api, storage, Polling, Quotas(2, 3, 100, 2)) as talk:
        yield talk


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("limit", list(Limit))
def test_what_is_left_out_fits_the_answer_to_a_button(language: Language, limit: Limit) -> None:
    text = phrases.left_out_plain(LeftOut(limit, 200, 5_000), Translations()[language])
    assert len(text) <= _TOAST
    assert "200" in text
    assert ("/" in text) or ("завтра" in text) or ("tomorrow" in text)


async def test_what_is_left_out_is_said(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))

    async def ask(text: str) -> str:
        await boris.say(text)
        return (await boris.next_message()).text

    answer = await ask("/add один\nдва\nтри\nчетыре")
    assert answer.count("Слежу") == 2
    assert "Не добавлено подписок: 2. У чата их не больше 2." in answer
    assert "Не добавлено подписок: 1." in await ask("/add пять")
    answer = await ask("/sources https://a.example/1 https://a.example/2 https://a.example/3 https://b.example/1")
    assert answer.count("Добавляю") == 3
    assert "Не добавлено источников: 1. С одного сайта за сутки\u00a0— не больше 2 новых." in answer
    assert "Не добавлено источников: 1. Своих у чата не больше 3" in await ask("c.example/rss")
    answer = await ask("\n".join(f"https://{number}.example/rss" for number in range(12)))
    assert "Новых источников в списке нет." in answer
    assert "Не добавлено источников: 12." in answer
    assert "Удалите ненужные в /sources" in answer


async def test_what_a_press_cannot_add_is_said_as_well(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/sources https://a.example/1 https://b.example/1 https://c.example/1")
    await boris.next_message()
    await boris.say("https://d.example\nhttps://e.example новости")
    offer = await boris.next_message()
    await boris.press(offer, "📡 Добавить в источники")
    assert "Не добавлено источников: 2." in (await boris.next_edit(offer)).text
    chat = await talk.storage.see_chat(boris.id, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, NOW)
    notice = Notice("source-several", {"address": "f.example"}, choices=(Choice("Новости", "https://f.example/1"),))
    await talk.storage.notify(chat.key, notice, NOW)
    session = TelegramSession(api=TelegramAPIServer.from_base(talk.api.url))
    rendered = Renderer(Translations()).notice(notice, chat, DispatchId(1))
    await TelegramMessenger(Bot(talk.api.token, session=session)).send(boris.id, rendered)
    await session.close()
    press = await boris.press(await boris.next_message(), "Новости")
    assert "Не добавлено источников: 1. Своих у чата не больше 3" in str(await press.answered())
    assert len(await talk.storage.watched_sources(chat.key)) == 3


async def test_subscriptions_for_a_channel_count_as_those_of_who_has_connected_it(talk: Talk) -> None:
    person = talk.api.person("Boris", language_code="ru")
    boris = talk.api.private(person)
    talk.api.channel("Лента", person, username="lenta_kanal")
    said = []
    for query in ("нефть", "газ", "уголь"):
        await boris.say(f"/channel @lenta_kanal {query}")
        said.append((await boris.next_message()).text)
    assert ["→ Лента" in text for text in said] == [True, True, False]
    assert "Не добавлено подписок: 1. У чата их не больше 2." in said[-1]


async def test_operators_have_no_limits(talk: Talk) -> None:
    assert (await talk.ask("/add один\nдва\nтри\nчетыре")).count("Слежу") == 4
    answer = await talk.ask("/sources " + " ".join(f"https://a.example/{number}" for number in range(5)))
    assert answer.count("Добавляю") == 5

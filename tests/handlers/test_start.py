import pytest
from aiogram import Router
from aiogram.filters import Command

from bot.feeds.pack import default_pack
from handlers import routers
from handlers.commands import COMMANDS
from handlers.start_callbacks import ExamplePressed
from tests.botapi import Message
from tests.handlers.conftest import NOW, Talk

_UNLISTED = {"start", "allow", "announce", "ban", "broken", "quota", "status"}
"""Every client offers the first by itself; the others are for operators alone."""


def _registered(router: Router) -> set[str]:
    found = set()
    for part in router.chain_tail:
        for handler in part.message.handlers:
            for one in handler.filters or ():
                if isinstance(one.callback, Command):
                    found |= {str(command) for command in one.callback.commands}
    return found


def test_every_command_is_listed_and_every_listed_one_is_there() -> None:
    there = set().union(*(_registered(router) for router in routers()))
    assert there - _UNLISTED == set(COMMANDS)


def _labels(message: Message) -> list[list[str]]:
    return [[button["text"] for button in row] for row in (message.keyboard or {})["inline_keyboard"]]


async def test_a_newcomer_is_told_what_the_bot_does_and_may_begin_with_an_example(talk: Talk) -> None:
    await talk.storage.load_pack(default_pack(), NOW)
    await talk.chat.say("/start")
    page = await talk.chat.next_message()
    assert page.text.startswith("Дозор следит за новостями вместо вас.")
    assert page.text.endswith("Например:")
    assert _labels(page) == [
        ["коалиция желающих"],
        ["ключевая ставка"],
        ["Wildberries"],
        ["📡 Читаю 17 изданий", "🌐 Language"],
    ]
    await talk.chat.press(page, "коалиция желающих")
    offer = await talk.chat.next_message()
    await talk.chat.press(offer, "✅ Подписаться")
    await talk.chat.next_edit(offer)
    assert [one.query for one in await talk.services.subscriptions.all(await talk.known())] == ["коалиция желающих"]


@pytest.mark.parametrize(("language", "outlets"), [("Українська", "📡 Читаю 23 видання"), ("English", "📡 9 outlets")])
async def test_the_first_page_and_the_packs_follow_the_language_that_is_chosen(
    talk: Talk, language: str, outlets: str
) -> None:
    await talk.storage.load_pack(default_pack(), NOW)
    await talk.chat.say("/start")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "🌐 Language")
    page = await talk.chat.next_edit(page)
    await talk.chat.press(page, language)
    page = await talk.chat.next_edit(page)
    assert _labels(page)[-1][0] == outlets


async def test_the_packs_lead_back_to_the_first_page(talk: Talk) -> None:
    await talk.storage.load_pack(default_pack(), NOW)
    await talk.chat.say("/start")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "📡 Читаю 17 изданий")
    packs = await talk.chat.next_edit(page)
    assert _labels(packs)[0] == ["▫️ Украина · 4", "✅ Независимые · 11"]
    await talk.chat.press(packs, "▫️ Украина · 4")
    packs = await talk.chat.next_edit(packs)
    await talk.chat.press(packs, "← Назад")
    assert _labels(await talk.chat.next_edit(packs))[-1][0] == "📡 Читаю 21 издание"


async def test_an_example_that_is_no_longer_kept_says_so(talk: Talk) -> None:
    await talk.chat.say("/start")
    page = await talk.chat.next_message()
    press = await talk.chat.forge(page, ExamplePressed(id=99_999).pack())
    assert "уже не помню" in str(await press.answered())


async def test_help_has_every_command_under_a_topic_and_is_turned_in_place(talk: Talk) -> None:
    await talk.chat.say("/help")
    page = await talk.chat.next_message()
    read = ""
    for topic in [button.text for button in page.buttons]:
        await talk.chat.press(page, topic)
        page = await talk.chat.next_edit(page)
        assert page.text.startswith(f"{topic}\n\n")
        read += page.text
        await talk.chat.press(page, "← Назад")
        page = await talk.chat.next_edit(page)
    assert all(f"/{name} — " in read for name in COMMANDS)
    assert "в любой форме" in read


@pytest.mark.parametrize(
    ("code", "expected"), [("uk", "стежить"), ("en-GB", "watches"), ("de", "следит"), (None, "следит")]
)
async def test_a_chat_is_spoken_to_in_the_language_of_its_person(talk: Talk, code: str | None, expected: str) -> None:
    chat = talk.api.private(talk.api.person("Carl", language_code=code))
    await chat.say("/start")
    assert expected in (await chat.next_message()).text


async def test_the_language_can_be_chosen(talk: Talk) -> None:
    await talk.chat.say("/language")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "Українська")
    assert "українською" in (await talk.chat.next_edit(message)).text
    assert "Підписок поки що немає" in await talk.ask("/list")


async def test_in_a_group_the_greeting_says_who_may_subscribe_it(talk: Talk) -> None:
    group = talk.api.supergroup("Редакция", talk.anna)
    await group.say("/start@dozor_test_bot", by=talk.anna)
    assert "Администратор" in (await group.next_message()).text

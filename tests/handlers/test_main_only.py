"""«Только главное»: a subscription to what stands in the title or the lead alone."""

import pytest

from bot.model import Language
from bot.services.subscription_lines import MAIN_ONLY
from tests.botapi import Message
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read

_FILLED = "Подробности сообщил источник.\n" + "Дальше речь шла о другом. " * 30
_BELOW = f"{_FILLED}\nСреди прочего вспомнили и о нефти, и о барже."


async def _choice(talk: Talk, card: Message) -> Message:
    """The page of the choice, to which the card leads."""
    await talk.chat.press(card, "🔔")
    manner = await talk.chat.next_edit(card)
    await talk.chat.press(manner, next(button.text for button in manner.buttons if "🎯" in button.text))
    return await talk.chat.next_edit(card)


async def test_a_page_says_what_it_would_leave_out_and_makes_the_choice(talk: Talk) -> None:
    await read(talk, "Нефть подорожала", "Премьер прибыл в Осло", "Выборы прошли тихо", text=_BELOW)
    await talk.ask("/add нефть")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    page = await _choice(talk, message)
    assert "3 сюжета, около 3 в день, из них 1 с этим словом в заголовке или начале." in page.text
    assert [button.text for button in page.buttons] == [
        "🎯 Только главное · убрало бы 2 из 3",
        "✓ Всё",
        "← Назад",
    ]
    await talk.chat.press(message, "🎯 Только главное")
    assert "только главное" in (await talk.chat.next_edit(message)).text
    assert "только главное" in await talk.ask("/list")
    assert (await _choice(talk, message)).buttons[0].text.startswith("✓ 🎯")
    await talk.chat.press(message, "Всё")
    assert "только главное" not in (await talk.chat.next_edit(message)).text


@pytest.mark.parametrize(
    ("narrow", "widen"),
    [("только главное", "всё"), ("лише головне", "усе"), ("title & lead only", "everything")],
)
async def test_it_can_be_typed(talk: Talk, narrow: str, widen: str) -> None:
    await talk.ask("/add нефть")
    assert "только главное" in await talk.ask(f"/list 1 {narrow}")
    assert "только главное" not in await talk.ask(f"/list 1 {widen}")


async def test_a_try_says_how_much_is_prominent(talk: Talk) -> None:
    await read(talk, "Нефть подорожала", "Премьер прибыл в Осло", text=_BELOW)
    said = await talk.ask("/test нефть")
    assert "подходят 2 сюжета.\nИз них 1 с этим словом в заголовке или начале." in said
    assert "Из них 0 с этими словами в заголовке или начале." in await talk.ask("/test нефть + баржа")
    assert "Из них" not in await talk.ask("/test site:example.com")


async def test_a_list_of_subscriptions_keeps_it(talk: Talk) -> None:
    assert "Слежу: нефть · только главное" in await talk.ask(f"/add {MAIN_ONLY} нефть\nгаз")
    assert "Уже слежу: нефть · только главное" in await talk.ask("/add нефть")
    await talk.chat.say("/export")
    await talk.chat.next_message()
    lines = talk.api.content(await talk.chat.next_message()).decode()
    heading, _, lines = lines.partition("\n")
    assert (heading, lines) == ("# dozor: subscriptions", "🎯 нефть\nгаз\n")
    await talk.ask("/remove нефть")
    await talk.ask("/remove газ")
    await talk.ask(f"/add {lines}")
    chat = await talk.known()
    kept = [(one.text, one.main_only) for one in await talk.storage.subscriptions(chat.key)]
    assert kept == [("нефть", True), ("газ", False)]


async def test_nobody_else_in_a_group_makes_the_choice(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/list@dozor_test_bot 1 только главное", by=boris)
    assert "администраторы" in (await group.next_message()).text


@pytest.mark.parametrize("language", Language)
async def test_its_texts_are_whole_in_every_language(talk: Talk, language: Language) -> None:
    await read(talk, "Нефть подорожала", text=_BELOW)
    await talk.ask(f"/language {language}")
    await talk.ask(f"/add {MAIN_ONLY} нефть")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    assert "1" in (await _choice(talk, message)).text

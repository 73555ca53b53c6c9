"""How the news of a folder come: each subscription in it may say otherwise."""

import pytest

from bot.model import Haste, Language
from tests.botapi import Message
from tests.handlers.conftest import Talk


async def _comes(talk: Talk) -> list[tuple[Haste, bool, bool]]:
    return [
        (one.haste, one.silent, one.main_only) for one in await talk.storage.subscriptions((await talk.known()).key)
    ]


async def _pressed(talk: Talk, message: Message, *labels: str) -> Message:
    for label in labels:
        await talk.chat.press(message, label)
        message = await talk.chat.next_edit(message)
    return message


async def _page(talk: Talk) -> Message:
    """The page of a folder with oil and gas; gold is in none."""
    await talk.ask("/add нефть 📁 клиент\nгаз 📁 клиент\nзолото")
    await talk.chat.say("/list")
    return await _pressed(talk, await talk.chat.next_message(), "📁 клиент · 2", "🔔 Как присылать")


async def test_what_is_chosen_for_a_folder_holds_in_it_and_is_taken_back_by_choosing_again(talk: Talk) -> None:
    page = await _page(talk)
    assert page.text == "🔔 Папка клиент\nСразу\nРитм общий для чата, его меняет /digest"
    plain = (Haste.AT_ONCE, False, False)
    for label, said, comes in (
        ("Раз в час", "Раз в час, дайджестом", (Haste.HOURLY, False, False)),
        ("🔕 Без звука", "Раз в час, дайджестом · без звука", (Haste.HOURLY, True, False)),
        ("🎯 Только главное", "Раз в час, дайджестом · без звука", (Haste.HOURLY, True, True)),
        ("❗ Срочно", "Срочно: сразу и со звуком", (Haste.URGENT, False, True)),
        ("✓ ❗ Срочно", "Раз в час, дайджестом", (Haste.HOURLY, False, True)),
        ("✓ 🎯 Только главное", "Раз в час, дайджестом", (Haste.HOURLY, False, False)),
        ("↩ Ритм как у чата", "Сразу", plain),
    ):
        page = await _pressed(talk, page, label)
        assert page.text.splitlines()[1].startswith(said)
        assert await _comes(talk) == [comes, comes, plain]


async def test_a_subscription_says_otherwise_and_takes_that_back(talk: Talk) -> None:
    await _page(talk)
    assert "Срочно: сразу" in await talk.ask("/list папка клиент срочно")
    await talk.chat.say("/list 1")
    one = await _pressed(talk, await talk.chat.next_message(), "🔔 Как присылать")
    assert one.text.splitlines()[2:] == ["Как у всей папки «клиент»"]
    for label, haste in (("✓ ❗ Срочно", Haste.AT_ONCE), ("Раз в день", Haste.DAILY)):
        one = await _pressed(talk, one, label)
        assert [how for how, *_ in await _comes(talk)] == [haste, Haste.URGENT, Haste.AT_ONCE]
    assert "У 1 подписки в ней по-своему" in await talk.ask("/list папка клиент раз в час")
    assert [how for how, *_ in await _comes(talk)] == [Haste.DAILY, Haste.HOURLY, Haste.AT_ONCE]
    one = await _pressed(talk, one, "↩ Ритм как у папки")
    assert [how for how, *_ in await _comes(talk)] == [Haste.HOURLY, Haste.HOURLY, Haste.AT_ONCE]


async def test_what_a_subscription_says_itself_is_said_truly_in_an_urgent_folder(talk: Talk) -> None:
    await _page(talk)
    await talk.ask("/list 1 без звука")
    await talk.ask("/list 2 раз в час")
    await talk.ask("/list папка клиент срочно")
    assert (await _comes(talk))[:2] == [(Haste.URGENT, True, False), (Haste.HOURLY, False, False)]
    await talk.chat.say("/list 1")
    page = await _pressed(talk, await talk.chat.next_message(), "🔔 Как присылать")
    assert "Срочно: сразу, даже в тихие часы и когда новостей много, но без звука." in page.text
    assert "со звуком" not in page.text


async def test_a_folder_keeps_what_it_says_under_another_name_and_after_it_was_dissolved(talk: Talk) -> None:
    await _page(talk)
    await talk.ask("/list папка клиент раз в час")
    await talk.ask("/list папка клиент без звука")
    in_it, plain = (Haste.HOURLY, True, False), (Haste.AT_ONCE, False, False)
    await talk.ask("/list папка клиент = заказчик")
    assert await _comes(talk) == [in_it, in_it, plain]
    await talk.ask("/list 3 в папку заказчик")
    await talk.ask("/list 2 из папки")
    assert await _comes(talk) == [in_it, plain, in_it]
    await talk.ask("/remove 3")
    await talk.chat.say("/list")
    page = await _pressed(talk, await talk.chat.next_message(), "📁 заказчик · 1", "Расформировать")
    assert await _comes(talk) == [plain, plain]
    await _pressed(talk, page, "↩ Вернуть")
    assert await _comes(talk) == [in_it, plain]


@pytest.mark.parametrize("language", Language)
async def test_no_label_is_cut_in_any_language(talk: Talk, language: Language) -> None:
    await talk.ask(f"/language {language}")
    await talk.ask("/add нефть 📁 x")
    await talk.chat.say("/list folder x hourly")
    for row in ((await talk.chat.next_message()).keyboard or {})["inline_keyboard"]:
        width = {1: 36, 2: 17, 3: 10}[len(row)]
        assert all(len(button["text"].lstrip("●✓🎯🔕❗↳↩← ")) <= width for button in row)

"""The card of a subscription, the list that it is opened from, and folders."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.owing import owe
from bot.i18n import Translations
from bot.model import DEFAULT_REPLIES, Chat, ChatKey, ChatKind, Language, Subscription, SubscriptionId
from bot.runtime.clock import SystemClock
from handlers.subscription_pages import Listed, list_page
from tests.botapi import Message
from tests.handlers.conftest import NOW, Talk
from tests.handlers.test_archive import read


async def open_card(talk: Talk, number: int = 1) -> Message:
    await talk.chat.say(f"/list {number}")
    return await talk.chat.next_message()


async def pressed(talk: Talk, message: Message, *labels: str) -> Message:
    for label in labels:
        await talk.chat.press(message, label)
        message = await talk.chat.next_edit(message)
    return message


def labels_of(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def test_it_says_what_came_and_how_and_leads_everywhere(talk: Talk) -> None:
    await read(talk, "О нефти спорят", "Нефть подорожала", "Нефть и футбол", apart=timedelta(minutes=1))
    await talk.ask("/timezone Europe/Kyiv")
    await talk.ask("/add нефть")
    await talk.ask("/list 1 без футбол")
    card = await open_card(talk)
    title, came, manner, without = card.text.splitlines()
    assert title == "нефть"
    assert re.fullmatch(
        r"За 1 день, что есть в архиве: 2 сюжета ▁▁▁▁▁[▁▇]▇? последний (сегодня в \d\d:\d\d|\d\d\.\d\d \d\d:\d\d)", came
    )
    assert "<code>▁" in card.html
    assert manner == "Сюда, сразу, со звуком · новое в сюжете: да"
    assert without == "Без слов: футбол"
    assert labels_of(card) == [
        *("🔎 Что нашлось", "🔤 Формы слов", "✏️ Изменить", "➖ Исключить", "📣 Куда", "🔔 Как присылать"),
        *("⏸ Пауза", "🗑 Удалить", "← Все подписки", "⋯"),
    ]
    found = await pressed(talk, card, "🔎")
    assert found.text.index("Нефть подорожала") < found.text.index("О нефти спорят")
    assert "футбол" not in found.text
    assert "нефтью" in (await pressed(talk, found, "← Назад", "🔤")).text
    exclusions = await pressed(talk, card, "← Назад", "➖")
    assert labels_of(exclusions) == ["Снова с: футбол", "← Назад"]
    undoable = await pressed(talk, exclusions, "Снова с: футбол")
    assert labels_of(undoable) == ["↩ Снова без: футбол", "← Назад"]
    assert labels_of(await pressed(talk, undoable, "↩")) == ["Снова с: футбол", "← Назад"]
    await pressed(talk, undoable, "Снова с: футбол")
    assert "Без" not in (await pressed(talk, card, "← Назад")).text
    assert "футбол" in (await pressed(talk, card, "🔎")).text
    await pressed(talk, card, "← Назад")
    assert "/list 1 название" in (await pressed(talk, card, "⋯", "🏷")).text


async def test_what_it_finds_has_pages_and_may_be_nothing(talk: Talk) -> None:
    await read(talk, *(f"Нефть подорожала на {number} %" for number in range(1, 8)))
    await talk.ask("/add нефть")
    found = await pressed(talk, await open_card(talk), "🔎")
    assert "на 7 %" in found.text
    assert "на 2 %" not in found.text
    found = await pressed(talk, found, "→")
    assert "на 2 %" in found.text
    assert "на 7 %" in (await pressed(talk, found, "←")).text
    await talk.ask("/add тюлень")
    assert "в нём ничего не нашлось" in (await pressed(talk, await open_card(talk, 2), "🔎")).text


async def test_a_long_query_is_called_by_its_name_in_the_list_and_in_the_news(talk: Talk) -> None:
    await talk.ask("/add нефть + (Brent | Urals)")
    card = await talk.ask("/list 1 название «Сырьё»")
    assert card.startswith("Сырьё\nнефть + (Brent | Urals)\n")
    await read(talk, "Нефть Brent подорожала")
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass
    listed = await talk.ask("/list")
    assert re.search(r"1\. «Сырьё» · 1 сюжет за неделю, последний сегодня в \d\d:\d\d UTC", listed)
    page = await pressed(talk, await open_card(talk), "⋯", "🏷")
    assert (await pressed(talk, page, "Без названия")).text.startswith("нефть")
    assert (await talk.ask("/list 1")).startswith("нефть + (Brent | Urals)\n")


async def test_a_folder_is_paused_moved_renamed_and_dissolved_as_one(talk: Talk) -> None:
    talk.api.channel("Вести дня", talk.anna, username="vesti_dnya")
    await talk.ask("/channel @vesti_dnya")
    await talk.ask("/add нефть\nгаз\nуголь")
    await talk.ask("/list 1 в папку клиент")
    filed = await pressed(talk, await open_card(talk, 2), "⋯", "📁", "клиент")
    assert "Папка: клиент" in filed.text
    listed = await pressed(talk, filed, "← Все")
    assert "2. «газ» · папка «клиент»" in listed.text
    folder = await pressed(talk, listed, "📁 клиент · 2")
    assert folder.text.startswith("клиент: 2 подписки")
    folder = await pressed(talk, folder, "⏸")
    assert folder.text.count("на паузе") == 2
    assert "на паузе" not in (await pressed(talk, folder, "▶️")).text
    folder = await pressed(talk, folder, "📣", "Вести дня")
    assert folder.text.count("→ Вести дня") == 2
    assert "/list папка клиент =" in (await pressed(talk, folder, "🏷")).text
    assert "называется «Нефтегаз»" in await talk.ask("/list папка клиент = Нефтегаз")
    folder = await pressed(talk, folder, "← Назад")
    assert folder.text.startswith("Нефтегаз: 2 подписки")
    dissolved = await pressed(talk, folder, "Расформировать")
    assert "клиент" not in await talk.ask("/list")
    assert (await pressed(talk, dissolved, "↩ Вернуть")).text.count("папка «Нефтегаз»") == 2
    folder = await pressed(talk, dissolved, "📁 Нефтегаз · 2", "Расформировать")
    assert "папка" not in (await pressed(talk, folder, "← Все")).text
    assert "нет" in await talk.ask("/list папка клиент = заказчик")


async def test_a_long_list_is_filtered_and_searched(talk: Talk) -> None:
    await talk.ask("/add " + "\n".join(f"слово{number}" for number in range(1, 22)))
    await talk.ask("/list 3 пауза")
    await talk.chat.say("/list")
    listed = await talk.chat.next_message()
    assert labels_of(listed)[-3:] == ["✓ Все", "Идут", "На паузе"]
    paused = await pressed(talk, listed, "На паузе")
    assert "3. «слово3» · на паузе" in paused.text
    assert "1. " not in paused.text
    assert "14. «слово14»" in (await pressed(talk, paused, "Идут", "→")).text
    found = await talk.ask("/list СЛОВО2")
    assert "2. «слово2»\n20. «слово20»\n21. «слово21»" in found
    assert "Подписок с «нефть» нет" in await talk.ask("/list нефть")


async def test_buttons_of_somebody_else_change_nothing(talk: Talk) -> None:
    await talk.ask("/add нефть\nгаз")
    await talk.ask("/list 1 в папку клиент")
    await talk.ask("/list 1 без футбол")
    boris = talk.api.person("Boris", language_code="ru")
    there = talk.api.private(boris)
    await there.say("/add нефть")
    await there.next_message()
    await there.say("/list")
    listed = await there.next_message()
    for data in ("folder:dissolve:1", "folder:pause:1", "include:1:1", "file:1:3", "came:1:0", "folder-to:1:2:0"):
        await (await there.forge(listed, data)).answered()
    first, _ = await talk.storage.subscriptions((await talk.known()).key)
    assert (first.folder, first.paused, len(first.exclusions)) == ("клиент", False, 1)


@pytest.mark.parametrize("language", Language)
async def test_all_of_its_pages_are_whole_in_every_language(talk: Talk, language: Language) -> None:
    await read(talk, "Нефть подорожала")
    await talk.ask(f"/language {language}")
    await talk.ask("/add нефть\nгаз")
    await talk.ask("/list 1 в папку клиент")
    await talk.ask("/list 1 without football")
    for labels in ([], ["🔎"], ["🔤"], ["✏️"], ["➖"], ["📣"], ["🔔"], ["⋯"], ["⋯", "🏷"], ["⋯", "📁"]):
        page = await pressed(talk, await open_card(talk), *labels)
        assert all(len(label) <= 36 for label in labels_of(page))
    await talk.chat.say("/list")
    folder = await pressed(talk, await talk.chat.next_message(), "📁")
    assert "клиент" in (await pressed(talk, folder, "🏷")).text


async def test_a_line_has_a_name_a_folder_and_exclusions(talk: Talk) -> None:
    answer = await talk.ask("/add 🎯 нефть ➖ газ 🏷 Сырьё 📁 клиент\n➖ футбол\nуголь ➖ (")
    assert "✅ Слежу: нефть · только главное\n✅ Во всех подписках без: футбол" in answer
    assert "▲" in answer
    card = await talk.ask("/list 1")
    assert card.startswith("Сырьё\nнефть\n")
    assert "Без слов: газ\nВо всех подписках без: футбол\nПапка: клиент" in card
    assert len(await talk.storage.subscriptions((await talk.known()).key)) == 1


async def test_a_card_of_the_longest_query_with_very_many_exclusions_is_shown(talk: Talk) -> None:
    longest = " | ".join("достопримечательность" + "и" * number for number in range(50))[:2_000].rpartition(" | ")[0]
    await talk.ask(f"/add {longest}")
    for start in (0, 40):
        await talk.ask("/add " + "\n".join(f"➖ исключение{number}" for number in range(start, start + 40)))
    assert "Во всех подписках без: исключение0, " in await talk.ask("/list 1")


async def test_the_heading_of_a_long_query_is_its_beginning(talk: Talk) -> None:
    query = " | ".join(f"слово{number}" for number in range(20))
    await talk.ask(f"/add {query}")
    title, shown, *_ = (await talk.ask("/list 1")).splitlines()
    assert len(title) <= 40
    assert title.endswith("…")
    assert shown == query


def test_more_folders_than_telegram_takes_buttons_are_on_the_pages_of_the_list() -> None:
    chat = Chat(ChatKey(1), 100, ChatKind.PRIVATE, "Anna", Language.RUSSIAN)
    subscriptions = [
        Subscription(SubscriptionId(number), chat.key, chat, 0, "нефть", "нефть", False, False, DEFAULT_REPLIES)
        for number in range(1, 121)
    ]
    listed = Listed([replace(one, folder=f"{one.id}-й") for one in subscriptions], {}, NOW)
    shown = set()
    for page in range(12):
        _, markup = list_page(listed, page, Translations()[Language.RUSSIAN])
        assert markup is not None
        labels = [button.text for row in markup.inline_keyboard for button in row]
        assert len(labels) < 100
        shown |= {label for label in labels if label.startswith("📁")}
    assert len(shown) == 120

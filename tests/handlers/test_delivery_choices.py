"""«🔔 Как присылать»: each subscription has its own rhythm, prominence, sound and urgency."""

import pytest

from bot.model import AS_THE_CHAT, Haste, Language, Manner, Rhythm, Subscription
from tests.handlers.conftest import Talk


async def _only(talk: Talk) -> Subscription:
    (one,) = await talk.storage.subscriptions((await talk.known()).key)
    return one


async def test_its_page_says_how_news_come_and_each_press_shows_in_it(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "🔔 Как присылать")
    page = await talk.chat.next_edit(message)
    assert page.text == "🔔 нефть\nСразу\nРитм общий для чата, его меняет /digest"
    assert [button.text for button in page.buttons] == [
        *("● Сразу", "Раз в час", "Раз в день", "🎯 Только главное", "🔕 Без звука", "❗ Срочно"),
        *("↳ Новое в сюжете: да", "← Назад"),
    ]
    for pressed, said, manner, silent in (
        ("Раз в час", "Раз в час, дайджестом", Manner(Rhythm.HOURLY), False),
        ("🔕 Без звука", "Раз в час, дайджестом · без звука", Manner(Rhythm.HOURLY), True),
        ("❗ Срочно", "Срочно: сразу и со звуком", Manner(Rhythm.HOURLY, is_urgent=True), False),
        ("✓ ❗ Срочно", "Раз в час, дайджестом", Manner(Rhythm.HOURLY), False),
        ("Раз в день", "Раз в день, дайджестом, в 09:00", Manner(Rhythm.DAILY), False),
        ("↩ Ритм как у чата", "Сразу\nРитм общий", AS_THE_CHAT, False),
    ):
        await talk.chat.press(message, pressed)
        assert f"🔔 нефть\n{said}" in (await talk.chat.next_edit(message)).text
        assert ((await _only(talk)).manner, (await _only(talk)).silent) == (manner, silent)
    await talk.chat.press(message, "← Назад")
    assert "Сюда, сразу, со звуком" in (await talk.chat.next_edit(message)).text


@pytest.mark.parametrize(
    ("typed", "said", "mark", "haste"),
    [
        ("раз в час", "раз в час", "раз в час", Haste.HOURLY),
        ("щодня", "раз в день в 09:00", "раз в день", Haste.DAILY),
        ("Urgent", "срочно", "срочно", Haste.URGENT),
        ("сразу", "сразу", "сразу", Haste.AT_ONCE),
    ],
)
async def test_it_can_be_typed_and_taken_back(talk: Talk, typed: str, said: str, mark: str, haste: Haste) -> None:
    await talk.ask("/add нефть")
    assert f"Сюда, {said}, со звуком" in await talk.ask(f"/list 1 {typed}")
    assert f"· {mark}" in await talk.ask("/list")
    assert (await _only(talk)).haste is haste
    await talk.ask("/list 1 не срочно")
    await talk.ask("/list 1 как у чата")
    assert (await _only(talk)).manner == AS_THE_CHAT


async def test_the_settings_of_the_chat_say_what_does_not_go_by_them(talk: Talk) -> None:
    await talk.ask("/add нефть\nгаз")
    for command in ("/settings", "/digest", "/quiet 23-7"):
        assert "свой ритм" not in (said := await talk.ask(command))
        assert "Срочн" not in said
    await talk.ask("/list 1 раз в день")
    await talk.ask("/list 2 срочно")
    assert "У 1 подписки свой ритм" in await talk.ask("/digest")
    for command in ("/settings", "/digest", "/quiet"):
        assert "Срочная подписка (1) приходит и в тихие часы" in await talk.ask(command)


async def test_a_subscription_that_is_gone_is_said_to_be(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "🔔 Как присылать")
    await talk.chat.next_edit(message)
    await talk.ask("/remove нефть")
    await talk.chat.press(message, "Раз в час")
    assert "подписки больше нет" in (await talk.chat.next_edit(message)).text.casefold()


async def test_who_is_no_administrator_changes_nothing(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    await group.next_message()
    await group.say("/list@dozor_test_bot 1", by=talk.anna)
    message = await group.next_message()
    await group.press(message, "🔔 Как присылать", by=talk.anna)
    await group.next_edit(message)
    await group.press(message, "❗ Срочно", by=boris)
    await group.press(message, "🔕 Без звука", by=talk.anna)
    assert "без звука" in (await group.next_edit(message)).text


@pytest.mark.parametrize("language", Language)
async def test_no_label_is_cut_in_any_language(talk: Talk, language: Language) -> None:
    await talk.ask(f"/language {language}")
    await talk.ask("/add нефть")
    await talk.ask("/list 1 раз в час")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "🔔")
    for row in ((await talk.chat.next_edit(message)).keyboard or {})["inline_keyboard"]:
        width = {1: 36, 2: 17, 3: 10}[len(row)]
        assert all(len(button["text"].lstrip("●✓🎯🔕❗↳↩← ")) <= width for button in row)

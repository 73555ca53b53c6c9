from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from bot.model import ReplyMode
from tests.botapi import Message, Status
from tests.handlers.conftest import Talk


async def test_a_subscription_is_added_listed_and_removed(talk: Talk) -> None:
    assert "Слежу: коалиция желающих" in await talk.ask("/add коалиция желающих")
    assert "Уже слежу" in await talk.ask('/add  "коалиция  желающих"')
    listed = await talk.ask("/list")
    assert "1 подписка" in listed
    assert "коалиция желающих" in listed
    assert "🗑 Удалено: коалиция желающих" in await talk.ask("/remove 1")
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_a_subscription_is_removed_by_its_text(talk: Talk) -> None:
    await talk.ask("/add нефть")
    assert "🗑 Удалено: нефть" in await talk.ask("/remove нефть")
    assert "нет" in await talk.ask("/remove нефть")


async def test_a_query_that_cannot_be_read_is_pointed_at(talk: Talk) -> None:
    answer = await talk.ask("/add нефть + (газ")
    assert "скобк" in answer
    lines = answer.splitlines()
    assert lines[-2].startswith("нефть + (газ")
    assert set(lines[-1]) <= {" ", "▲"}


@pytest.mark.parametrize(
    ("query", "shown"),
    [("нефть\n\n   + (газ", "нефть     + (газ"), ("😀 за́мок + (газ", "😀 за́мок + (газ"), ("中文\t(газ", "中文 (газ")],
)
async def test_the_pointer_stands_below_the_place_it_points_at(talk: Talk, query: str, shown: str) -> None:
    *_, line, pointer = (await talk.ask("/test " + query)).splitlines()
    assert line == shown
    assert pointer == " " * cell_len(shown) + "▲"


async def test_many_lines_are_many_subscriptions_and_say_line_by_line_how_it_went(talk: Talk) -> None:
    answer = await talk.ask("/add нефть\n-газ\nкоалиция желающих")
    assert "Слежу: нефть" in answer
    assert "одних исключений мало" in answer
    assert "Слежу: коалиция желающих" in answer


async def test_plain_text_in_private_is_offered_as_a_subscription(talk: Talk) -> None:
    await talk.chat.say("коалиция желающих")
    offer = await talk.chat.next_message()
    assert offer.text.splitlines() == [
        "🔎 коалиция желающих",
        "Эти слова подряд, в любой форме: коалиции желающих, коалицией желающих…",
        "⚠️ Приходить пока нечему: ни одно издание не выбрано. Отметьте, что читать:",
    ]
    assert [one.text for one in offer.buttons] == ["✅ Подписаться", "🔤 Формы слов", "Отмена", "📡 Источники"]
    await talk.chat.press(offer, "✅")
    assert "Слежу: коалиция желающих" in (await talk.chat.next_edit(offer)).text
    assert "1 подписка" in await talk.ask("/list")


async def test_an_offer_can_be_declined(talk: Talk) -> None:
    await talk.chat.say("нефть\nгаз")
    offer = await talk.chat.next_message()
    assert "2 запроса" in offer.text
    await talk.chat.press(offer, "Отмена")
    assert "не слежу" in (await talk.chat.next_edit(offer)).text
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_a_subscription_is_paused_silenced_and_removed_by_buttons(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/list")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "1. нефть")
    assert "нефть" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "⏸")
    assert "на паузе" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "🔔")
    await talk.chat.press(await talk.chat.next_edit(message), "🔕")
    assert "без звука" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "← Назад")
    await talk.chat.press(await talk.chat.next_edit(message), "▶️")
    assert "на паузе" not in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "🗑")
    removed = await talk.chat.next_edit(message)
    assert removed.text == "🗑 Удалено: нефть"
    assert [button.text for button in removed.buttons] == ["↩ Вернуть", "← Все подписки"]
    assert "Подписок пока нет" in await talk.ask("/list")
    await talk.chat.press(removed, "↩ Вернуть")
    assert "Сюда, сразу, без звука" in (await talk.chat.next_edit(message)).text
    assert "нефть" in await talk.ask("/list")


async def test_the_way_back_outlasts_a_second_press(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    first, second = [await talk.chat.press(message, "🗑") for _ in range(2)]
    assert not (await first.answered())["text"]
    assert not (await second.answered())["text"]
    await talk.ask("/help")
    assert [button.text for button in message.buttons] == ["↩ Вернуть", "← Все подписки"]


@pytest.mark.parametrize("label", ["🗑", "⏸", "🔎", "📣", "⋯"])
async def test_buttons_of_an_older_message_lead_to_the_way_back(talk: Talk, label: str) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/list 1")
    older = await talk.chat.next_message()
    await talk.ask("/remove 1")
    await talk.chat.press(older, label)
    edited = await talk.chat.next_edit(older)
    assert edited.text == "🗑 Удалено: нефть"
    await talk.chat.press(edited, "↩ Вернуть")
    assert (await talk.chat.next_edit(older)).text.startswith("нефть\n")


@pytest.mark.parametrize("words", ["/remove 1", "/list 1 удалить"])
async def test_a_typed_removal_is_undone_by_its_button(talk: Talk, words: str) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say(words)
    removed = await talk.chat.next_message()
    await talk.chat.press(removed, "↩ Вернуть")
    assert (await talk.chat.next_edit(removed)).text.startswith("нефть\n")
    await talk.chat.press(removed, "← Все подписки")
    assert "1 подписка" in (await talk.chat.next_edit(removed)).text


async def test_adding_what_was_removed_brings_it_back_as_it_was(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.ask("/list 1 без звука")
    await talk.ask("/list 1 пауза")
    await talk.ask("/remove 1")
    assert "✅ Снова слежу: нефть · на паузе" in await talk.ask("/add нефть")
    assert "без звука" in await talk.ask("/list 1")


async def test_what_has_ended_says_so_and_nobody_brings_back_what_is_not_theirs(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/remove 1")
    removed = await talk.chat.next_message()
    await talk.storage.tidy(datetime.now(UTC) + timedelta(days=2))
    await talk.chat.press(removed, "↩ Вернуть")
    assert (await talk.chat.next_edit(removed)).text == "Этой подписки больше нет."
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_markup_in_a_query_is_shown_and_not_obeyed(talk: Talk) -> None:
    assert "<b>жирно</b> & AT&T" in await talk.ask("/add <b>жирно</b> & AT&T")


async def test_a_long_list_has_pages(talk: Talk) -> None:
    await talk.ask("/add " + "\n".join(f"слово{number}" for number in range(1, 24)))
    await talk.chat.say("/list")
    message = await talk.chat.next_message()
    assert "23 подписки" in message.text
    assert "10. " in message.text
    await talk.chat.press(message, "→")
    assert "11. " in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "→")
    last = await talk.chat.next_edit(message)
    assert "23. " in last.text
    await talk.chat.press(message, "←")
    assert "20. " in (await talk.chat.next_edit(message)).text


async def test_in_a_group_only_administrators_change_anything(talk: Talk) -> None:
    boris, vera = talk.api.person("Boris"), talk.api.person("Vera")
    group = talk.api.supergroup("Редакция", vera, talk.anna, boris)
    await group.say("/add@dozor_test_bot нефть", by=boris)
    assert "администраторы" in (await group.next_message()).text
    await group.set_member(talk.anna, Status.ADMINISTRATOR)
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    assert "Слежу: нефть" in (await group.next_message()).text
    await group.say("/list@dozor_test_bot", by=talk.anna)
    listed = await group.next_message()
    press = await group.press(listed, "1.", by=boris)
    assert "администраторы" in (await press.answered())["text"]


async def test_unknown_commands_are_not_offered_as_subscriptions(talk: Talk) -> None:
    assert "Такой команды нет" in await talk.ask("/нечто")


async def test_words_that_do_not_belong_together_are_offered_to_be_joined(talk: Talk) -> None:
    await talk.chat.say("/add санкции Газпром")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "🔗")
    assert "Теперь слежу: санкции + Газпром" in (await talk.chat.next_edit(message)).text
    assert "«санкции + Газпром»" in await talk.ask("/list")


async def test_words_that_belong_together_are_taken_as_they_are(talk: Talk) -> None:
    await talk.chat.say("/add коалиция желающих")
    assert (await talk.chat.next_message()).buttons[0].text == "⚙️ Настроить"


async def test_the_other_way_to_take_capitals_is_offered(talk: Talk) -> None:
    await talk.chat.say("/add ВОЗ")
    message = await talk.chat.next_message()
    assert message.buttons[0].text == "и «воз» с маленькой"
    await talk.chat.say("/add Стармер")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "Aa С большой буквы: !Стармер")
    assert "Теперь слежу: !Стармер" in (await talk.chat.next_edit(message)).text


async def test_a_word_with_a_capital_is_said_to_need_it_and_can_do_without(talk: Talk) -> None:
    await talk.chat.say("/add Выборы")
    message = await talk.chat.next_message()
    assert message.text.splitlines()[:2] == ["✅ Слежу: Выборы", "Aa «выборы» с маленькой буквы не ищу."]
    assert message.buttons[0].text == "и «выборы» с маленькой"
    await talk.chat.press(message, "и «выборы» с маленькой")
    edited = await talk.chat.next_edit(message)
    assert edited.text.splitlines()[0] == "✅ Теперь слежу: выборы"
    assert "Aa" not in edited.text
    assert edited.buttons[0].text == "⚙️ Настроить"
    assert "«выборы»" in await talk.ask("/list")


async def test_lines_of_a_list_say_which_words_need_their_capital(talk: Talk) -> None:
    added = await talk.ask("/add Выборы\nнефть\nСтармер\nсанкции + Магнит")
    assert added.splitlines()[:4] == [
        "✅ Слежу: Выборы · только с большой буквы",
        "✅ Слежу: нефть",
        "✅ Слежу: Стармер",
        "✅ Слежу: санкции + Магнит · только с большой буквы",
    ]


async def test_an_offer_asks_first_whether_a_capital_is_meant(talk: Talk) -> None:
    await talk.chat.say("Выборы")
    offer = await talk.chat.next_message()
    assert "Aa «выборы» с маленькой буквы не ищу." in offer.text.splitlines()
    assert [button.text for button in offer.buttons][:2] == ["и «выборы» с маленькой", "✅ Подписаться"]
    await talk.chat.press(offer, "и «выборы» с маленькой")
    other = await talk.chat.next_edit(offer)
    assert "Aa" not in other.text
    assert other.buttons[0].text == "✅ Подписаться"
    await talk.chat.press(other, "✅ Подписаться")
    assert "Слежу: выборы" in (await talk.chat.next_edit(other)).text


async def test_the_buttons_for_capitals_show_what_they_change(talk: Talk) -> None:
    await talk.chat.say("/add «Белый дом» OR White House")
    message = await talk.chat.next_message()
    labels = [button.text for button in message.buttons if button.text.startswith("Aa")]
    assert labels == ['Aa С большой буквы: !"Белый дом"', 'Aa С большой буквы: !"White House"']
    await talk.chat.press(message, 'Aa С большой буквы: !"White')
    assert 'Теперь слежу: "Белый дом" | !"White House"' in (await talk.chat.next_edit(message)).text


async def _opened(talk: Talk) -> Message:
    """The page of the first subscription."""
    await talk.chat.say("/list")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "1.")
    return await talk.chat.next_edit(message)


async def _pressed(talk: Talk, message: Message, label: str) -> Message:
    await talk.chat.press(message, label)
    return await talk.chat.next_edit(message)


@pytest.mark.parametrize(
    ("label", "mark", "mode"),
    [("Без ответов", "новое в сюжете: нет", ReplyMode.NONE), ("Каждая", "каждая публикация", ReplyMode.ALL)],
)
async def test_further_articles_are_asked_for_by_buttons(talk: Talk, label: str, mark: str, mode: ReplyMode) -> None:
    await talk.ask("/add нефть")
    message = await _pressed(talk, await _pressed(talk, await _opened(talk), "🔔"), "↳ Новое")
    assert [button.text for button in message.buttons][:2] == ["Без ответов", "✓ Новое в сюжете"]
    message = await _pressed(talk, message, label)
    assert mark in message.text
    (subscription,) = await talk.storage.subscriptions((await talk.known()).key)
    assert subscription.replies is mode
    message = await _pressed(talk, await _pressed(talk, message, "🔔"), "↳ Новое")
    assert "новое в сюжете: да" in (await _pressed(talk, message, "Новое в сюжете")).text


async def test_editing_is_explained_with_what_to_copy(talk: Talk) -> None:
    await talk.ask("/add нефть & газ")
    message = await _pressed(talk, await _opened(talk), "✏️")
    assert "<code>/edit 1 нефть &amp; газ</code>" in message.html
    assert "Теперь слежу: нефть" in await talk.ask("/edit 1 нефть")
    assert (await _pressed(talk, message, "← Назад")).text.startswith("нефть\n")


async def test_the_way_back_leads_to_the_page_that_one_came_from(talk: Talk) -> None:
    await talk.ask("/add " + "\n".join(f"слово{number}" for number in range(1, 24)))
    await talk.chat.say("/list")
    message = await _pressed(talk, await talk.chat.next_message(), "→")
    message = await _pressed(talk, message, "15.")
    assert message.text.startswith("слово15\n")
    assert "11. «слово11»" in (await _pressed(talk, message, "← Все")).text


async def test_everything_about_a_subscription_can_be_typed(talk: Talk) -> None:
    await talk.ask("/add нефть")
    assert (await talk.ask("/list 1")).startswith("нефть\n")
    for there, back, mark in (
        ("пауза", "продолжить", "на паузе"),
        ("silent", "sound", "без звука"),
        ("every", "updates", "каждая публикация"),
        ("no replies", "новое", "новое в сюжете: нет"),
        ("только главное", "всё", "только главное"),
        ("название «Сырьё»", "без названия", "Сырьё\nнефть"),
        ("в папку клиент", "из папки", "Папка: клиент"),
        ("to folder client", "no folder", "Папка: client"),
    ):
        assert mark in await talk.ask(f"/list 1 {there}")
        assert mark not in await talk.ask(f"/list 1 {back}")
    assert "Без слов: газ" in await talk.ask("/list 1 без газ")
    assert "Без слов: газ\nБез источников: РБК" in await talk.ask('/list 1 without source:"РБК"')
    assert "🗑 Удалено: нефть" in await talk.ask("/list 1 удалить")
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_words_that_mean_nothing_are_explained(talk: Talk) -> None:
    await talk.ask("/add нефть")
    assert "/list 1 новое" in await talk.ask("/list 1 потом")
    assert "Подписки «7» нет" in await talk.ask("/list 7 пауза")


async def test_a_subscription_is_sent_to_a_channel_and_back_by_buttons_and_by_words(talk: Talk) -> None:
    talk.api.channel("Вести дня", talk.anna, username="vesti_dnya")
    await talk.ask("/channel @vesti_dnya")
    await talk.ask("/add нефть")
    message = await _pressed(talk, await _opened(talk), "📣 Куда")
    assert [button.text for button in message.buttons] == ["✓ Сюда", "Вести дня", "← Назад"]
    message = await _pressed(talk, message, "Вести дня")
    assert "В «Вести дня», сразу, со звуком" in message.text
    assert "«нефть» → сюда" in await talk.ask("/list 1 сюда")
    assert "«нефть» → Вести дня" in await talk.ask("/list 1 в вести дня")
    assert "не подключены" in await talk.ask("/list 1 в Чужой канал")
    await talk.ask("/add нефть")
    assert "уже есть" in await talk.ask("/list 1 here")


async def test_topics_are_offered_by_the_newest_names_that_were_seen(talk: Talk) -> None:
    forum = talk.api.supergroup("Редакция", talk.anna, is_forum=True, bot=Status.LEFT)
    early = await forum.open_topic("Раньше бота")
    await forum.set_bot(Status.MEMBER, by=talk.anna)
    await forum.next_message()
    gas, desk = await forum.open_topic("Газ"), await forum.open_topic("Очередь")
    await forum.rename_topic(gas, "Топливо <&>")
    for topic in (early, gas):  # a message in it still carries the name that it was made with
        await forum.say("/list@dozor_test_bot", by=talk.anna, thread=topic)
        await forum.next_message()
    await forum.say("/add@dozor_test_bot нефть", by=talk.anna)
    await forum.next_message()
    owner = await talk.storage.known_chat(forum.id)
    assert owner is not None
    (one,) = await talk.storage.subscriptions(owner.key)
    await talk.storage.retarget(one.id, owner.key, owner.key, 7_777)
    await forum.say("/list@dozor_test_bot", by=talk.anna)
    message = await forum.next_message()
    assert "# тема 7777" in message.text
    await forum.press(message, "1.", by=talk.anna)
    assert "В тему 7777" in (await forum.next_edit(message)).text
    await forum.press(message, "📣 Куда", by=talk.anna)
    page = await forum.next_edit(message)
    assert "Нет нужной темы? Наберите /add прямо в ней." in page.text
    labels = [button.text for button in page.buttons]
    assert labels[:-1] == ["В общий чат", "# Раньше бота", "# Топливо <&>", "# Очередь", "✓ # тема 7777"]
    await forum.press(page, "# Очередь", by=talk.anna)
    assert "В тему Очередь" in (await forum.next_edit(message)).text
    (one,) = await talk.storage.subscriptions(owner.key)
    assert one.topic == desk.id


async def test_in_a_forum_a_subscription_lives_in_a_topic(talk: Talk) -> None:
    forum = talk.api.supergroup("Редакция", talk.anna, is_forum=True, bot=Status.ADMINISTRATOR)
    topic = await forum.open_topic("Нефть")
    await forum.say("/add@dozor_test_bot нефть", by=talk.anna)
    await forum.next_message()
    await forum.say("/list@dozor_test_bot", by=talk.anna, thread=topic)
    message = await forum.next_message()
    await forum.press(message, "1.", by=talk.anna)
    await forum.press(await forum.next_edit(message), "📣 Куда", by=talk.anna)
    await forum.press(await forum.next_edit(message), "# В эту тему", by=talk.anna)
    assert "В тему Нефть" in (await forum.next_edit(message)).text
    await forum.say("/list@dozor_test_bot 1 сюда", by=talk.anna)
    assert "→ сюда" in (await forum.next_message()).text

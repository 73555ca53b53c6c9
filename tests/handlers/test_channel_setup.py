"""A channel is set up: three taps from «made administrator» to the first post, and nothing is written unasked."""

import pytest

from bot.model import ChannelSettings, Chat, ChatKind, Language, NewSource, Publishing
from tests.botapi import ChatHandle, Message, Status
from tests.handlers.conftest import NOW, Talk


async def _channel(talk: Talk, handle: ChatHandle) -> Chat:
    return await talk.storage.see_chat(handle.id, ChatKind.CHANNEL, handle.chat.title, Language.RUSSIAN, NOW)


def _rows(message: Message) -> list[list[str]]:
    assert message.keyboard is not None
    return [[one["text"] for one in row] for row in message.keyboard["inline_keyboard"]]


async def _press(talk: Talk, message: Message, *labels: str) -> Message:
    for label in labels:
        await talk.chat.press(message, label)
        message = await talk.chat.next_edit(message)
    return message


async def test_three_taps_lead_from_the_administrator_to_the_first_post(talk: Talk) -> None:
    for query in ("коалиция желающих", "НАТО", "ВПК"):
        await talk.ask(f"/add {query}")
    handle = talk.api.channel("Оборона", talk.anna, username="oborona", bot=Status.LEFT)
    await handle.set_bot(Status.ADMINISTRATOR, by=talk.anna)
    question = await talk.chat.next_message()
    assert question.text == "📣 Меня добавили в «Оборона». Что публиковать?"
    assert _rows(question) == [
        ["☐ коалиция желающих", "☐ НАТО"],
        ["☐ ВПК", "➕ Новый запрос"],
        ["Автоматически", "После одобрения"],
    ]
    ready = await _press(talk, question, "☐ коалиция желающих", "Автоматически")
    assert ready.text.startswith("📣 «Оборона»: коалиция желающих, автоматически\n")
    assert _rows(ready)[0] == ["✅ Готово", "← Назад"]
    channel = await _channel(talk, handle)
    assert await talk.storage.channel(channel.key) is None, "nothing is set before it is all said"
    page = await _press(talk, ready, "✅ Готово")
    assert page.text.startswith("📣 Оборона · автоматически\n1 подписка · ")
    settled = await talk.storage.channel(channel.key)
    assert settled is not None
    assert settled.settings == ChannelSettings(Publishing.AUTOMATIC)
    assert handle.messages == []
    private = [one.chat.telegram_id for one in await talk.storage.subscriptions((await talk.known()).key)]
    assert sorted(private) == sorted([talk.chat.id] * 3 + [handle.id]), "the private alert stays"


async def _asked(talk: Talk, handle: ChatHandle) -> Message:
    """What Anna is asked when she makes the bot an administrator."""
    await handle.set_bot(Status.ADMINISTRATOR, by=talk.anna)
    return await talk.chat.next_message()


def _channel_without_bot(talk: Talk, title: str = "Оборона") -> ChatHandle:
    return talk.api.channel(title, talk.anna, bot=Status.LEFT)


async def test_who_decides_is_asked_before_anything_is_approved(talk: Talk) -> None:
    await talk.ask("/add НАТО")
    forum = talk.api.supergroup("Редакция", talk.anna, is_forum=True, bot=Status.ADMINISTRATOR)
    question = await _asked(talk, _channel_without_bot(talk))
    press = await talk.chat.press(question, "Автоматически")
    assert (await press.answered())["text"] == "Сначала отметьте, что публиковать."
    page = await _press(talk, question, "☐ НАТО", "После одобрения")
    assert page.text == "📣 Где решаем?"
    assert _rows(page) == [["Здесь, в личке", "В группе редакции"], ["← Назад"]]
    page = await _press(talk, page, "В группе редакции")
    url = page.button("➕ Другая группа").url
    assert url is not None
    await forum.say(f"/start@dozor_test_bot {url.partition('startgroup=')[2]}", by=talk.anna)
    assert "Остался последний шаг, в личке" in (await forum.next_message()).text
    page = await talk.chat.next_message()
    assert page.text == "📣 В какой теме «Редакция» решаем?"
    page = await _press(talk, page, "# Тема «Очередь»")
    assert page.text.startswith("📣 «Оборона»: НАТО, после одобрения, решает «Редакция»\n")
    page = await _press(talk, page, "✅ Готово")
    assert "решает «Редакция»" in page.text
    ((topic, name),) = [(one.id, one.name) for one in forum.chat.topics.values()]
    assert name == "Очередь"
    desks = await talk.storage.desks_of((await _known(talk, forum)).key)
    assert [(one.settings.publishing, one.settings.desk and one.settings.desk.topic) for one in desks] == [
        (Publishing.APPROVED, topic)
    ]


async def _known(talk: Talk, handle: ChatHandle) -> Chat:
    known = await talk.storage.known_chat(handle.id)
    assert known is not None
    return known


async def test_who_has_never_written_is_asked_at_the_first_start_and_nothing_is_written_anywhere(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    handle = talk.api.channel("Оборона", boris, bot=Status.LEFT)
    await handle.set_bot(Status.ADMINISTRATOR, by=boris)
    await talk.api.confirmed()
    assert handle.messages == []
    private = talk.api.private(boris)
    await private.say("/start")
    assert "следит за новостями" in (await private.next_message()).text
    assert (await private.next_message()).text == "📣 Меня добавили в «Оборона». Что публиковать?"
    await private.say("/start")
    await private.next_message()
    await private.say("/help")
    assert "📣" not in (await private.next_message()).text, "once"


async def test_without_the_right_to_post_there_is_a_way_to_it(talk: Talk) -> None:
    await talk.ask("/start")
    handle = _channel_without_bot(talk)
    denied = frozenset({"can_post_messages"})
    await handle.set_bot(Status.ADMINISTRATOR, denied=denied, by=talk.anna)
    message = await talk.chat.next_message()
    assert message.text == "В «Оборона» мне не дали права публиковать. Дайте его и повторите."
    assert "startchannel&admin=post_messages+edit_messages" in str(message.button("Дать права").url)
    question = await _asked(talk, handle)
    assert question.text == "📣 Меня добавили в «Оборона». Что публиковать?"
    page = await _press(talk, question, "➕ Новый запрос")
    await talk.chat.say("нефть", reply_to=page)
    question = await talk.chat.next_message()
    ready = await _press(talk, question, "Автоматически")
    await handle.set_bot(Status.ADMINISTRATOR, denied=denied, by=talk.anna)
    refused = await _press(talk, ready, "✅ Готово")
    assert refused.button("Дать права").url is not None
    channel = await _channel(talk, handle)
    assert await talk.storage.channel(channel.key) is None
    assert await talk.storage.targets((await talk.known()).key) == []


async def test_a_forwarded_post_says_which_channel_is_meant(talk: Talk) -> None:
    await talk.ask("/add НАТО")
    handle = talk.api.channel("Семь утра", talk.anna)
    await _channel(talk, handle)
    post = await handle.post("Доброе утро")
    await talk.chat.forward(post)
    question = await talk.chat.next_message()
    assert question.text == "✅ Подключено: «Семь утра».\n\n📣 Меня добавили в «Семь утра». Что публиковать?"
    page = await _press(talk, question, "☐ НАТО", "Автоматически", "✅ Готово")
    assert page.text.startswith("📣 Семь утра · автоматически")
    await talk.chat.forward(post)
    assert (await talk.chat.next_message()).text.startswith("✅ Подключено: «Семь утра».\n\n📣 Семь утра")


async def test_a_button_of_a_channel_that_is_set_up_brings_its_page_and_a_forged_one_nothing(talk: Talk) -> None:
    await talk.ask("/add НАТО")
    question = await _asked(talk, _channel_without_bot(talk))
    old = question.button("После одобрения").data
    done = question.button("☐ НАТО").data
    assert old is not None
    assert done is not None
    page = await _press(talk, question, "☐ НАТО", "Автоматически", "✅ Готово")
    await talk.chat.say("/channel")
    another = await talk.chat.next_message()
    await talk.chat.forge(another, old)
    assert (await talk.chat.next_edit(another)).text == page.text
    private = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await private.say("/start")
    press = await private.forge(await private.next_message(), done)
    assert "устарела" in (await press.answered())["text"]


async def test_the_sources_are_those_of_the_person_but_not_the_official_ones(talk: Talk) -> None:
    for name, pack in {"a": "xx/general", "b": "xx/official"}.items():
        await talk.storage.share_sources([NewSource(f"https://{name}.example/", name, pack=pack)], NOW)
    await talk.ask("/add НАТО")
    handle = _channel_without_bot(talk)
    ready = await _press(talk, await _asked(talk, handle), "☐ НАТО", "Автоматически")
    assert "Из 1 вашего источника. Первый пост" in ready.text
    page = await _press(talk, ready, "📡 Изменить источники", "☐ b", "☑ a", "← Готово", "✅ Готово")
    assert "1 источник" in page.text
    ticked = await talk.storage.ticked((await _channel(talk, handle)).key)
    watched = await talk.storage.watched_sources((await talk.known()).key)
    assert [one.title for one in watched if one.id in ticked] == ["b"]


@pytest.mark.parametrize(
    ("language", "asked", "ways"),
    [
        ("uk", "📣 Мене додали до «Оборона». Що публікувати?", ["Автоматично", "Після схвалення"]),
        ("en", "📣 I was added to “Оборона”. What should I post?", ["Automatically", "After approval"]),
    ],
)
async def test_the_question_is_asked_in_the_language_of_the_person(
    talk: Talk, language: str, asked: str, ways: list[str]
) -> None:
    boris = talk.api.person("Boris", language_code=language)
    private = talk.api.private(boris)
    await private.say("/start")
    await private.next_message()
    handle = talk.api.channel("Оборона", boris, bot=Status.LEFT)
    await handle.set_bot(Status.ADMINISTRATOR, by=boris)
    question = await private.next_message()
    assert (question.text, _rows(question)[-1]) == (asked, ways)

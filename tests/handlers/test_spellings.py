"""Other spellings under what was subscribed to, and on a page of their own; what was probably meant."""

import json

import pytest

from bot.model import Cause
from tests.botapi import Message, Status
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read

_ENGLISH = "Zelensky"
_UKRAINIAN = "Зеленський"


def _ticks(message: Message) -> list[str]:
    return [one.text for one in message.buttons if one.text.startswith(("☐", "☑"))]


async def _queries(talk: Talk) -> list[str]:
    return [one.query for one in await talk.storage.subscriptions((await talk.known()).key)]


async def _added(talk: Talk, query: str = "Зеленский") -> Message:
    await talk.chat.say(f"/add {query}")
    return await talk.chat.next_message()


async def test_a_new_subscription_is_offered_other_spellings_with_their_counts(talk: Talk) -> None:
    await read(talk, "Zelensky speaks", "Зеленський виступив", "О Зеленському писали", "Зеленский выступил")
    message = await _added(talk)
    assert message.text.splitlines()[0] == "✅ Слежу: Зеленский"
    assert message.text.splitlines()[-1] == "Также пишут:"
    ticks = _ticks(message)
    assert f"☐ {_UKRAINIAN} · 2" in ticks
    assert f"☐ {_ENGLISH} · 1" in ticks
    counted = [one for one in ticks if "·" in one]
    assert ticks[: len(counted)] == counted
    assert await _queries(talk) == ["Зеленский"]


async def test_a_tick_adds_a_spelling_and_a_second_press_takes_it_out(talk: Talk) -> None:
    message = await _added(talk)
    await talk.chat.press(message, f"☐ {_ENGLISH}")
    edited = await talk.chat.next_edit(message)
    assert f"☑ {_ENGLISH}" in _ticks(edited)
    assert edited.text == message.text
    others = [[one.text for one in shown.buttons if one.text not in _ticks(shown)] for shown in (message, edited)]
    assert others[0] == others[1]
    assert await _queries(talk) == [f"Зеленский | {_ENGLISH}"]
    await talk.chat.press(edited, f"☑ {_ENGLISH}")
    assert f"☐ {_ENGLISH}" in _ticks(await talk.chat.next_edit(message))
    assert await _queries(talk) == ["Зеленский"]


async def test_all_spellings_are_ticked_at_once(talk: Talk) -> None:
    message = await _added(talk)
    await talk.chat.press(message, "Все")
    edited = await talk.chat.next_edit(message)
    assert all(one.startswith("☑") for one in _ticks(edited))
    assert "Все" not in [one.text for one in edited.buttons]
    (query,) = await _queries(talk)
    assert query.startswith("Зеленский | ")
    assert {_ENGLISH, _UKRAINIAN} <= set(query.split(" | "))


@pytest.mark.parametrize(
    ("query", "spelling", "suggestion", "changed"),
    [
        ("Зеленский", _ENGLISH, "и Зеленская", "Зеленский | Зеленская | Zelensky"),
        ("Зеленский", _ENGLISH, "Aa С большой буквы: !Зеленский", "!Зеленский | Zelensky"),
        ("Орёл", "Orel", "и «орёл» с маленькой", "орёл | Orel"),
    ],
)
async def test_what_was_ticked_stays_when_a_suggestion_is_taken(
    talk: Talk, query: str, spelling: str, suggestion: str, changed: str
) -> None:
    message = await _added(talk, query)
    await talk.chat.press(message, f"☐ {spelling}")
    await talk.chat.press(await talk.chat.next_edit(message), suggestion)
    assert changed in (await talk.chat.next_edit(message)).text
    assert await _queries(talk) == [changed]


async def test_a_suggestion_for_another_query_replaces_it(talk: Talk) -> None:
    message = await _added(talk)
    await talk.ask("/edit 1 нефть | газ")
    await talk.chat.press(message, "и Зеленская")
    await talk.chat.next_edit(message)
    assert await _queries(talk) == ["Зеленский | Зеленская"]


async def test_few_spellings_are_guessed(talk: Talk) -> None:
    assert _ticks(await _added(talk, "Зеленская")) == ["☐ Зеленська", "☐ Zelenskaya", "☐ Zelenska"]


async def test_what_was_mistyped_is_offered_no_other_spellings(talk: Talk) -> None:
    await read(talk, "Зеленский выступил")
    message = await _added(talk, "Зеленскиий")
    assert "Вы имели в виду «Зеленский»?" in [one.text for one in message.buttons]
    assert _ticks(message) == []


async def test_ticks_outlast_a_restart(talk: Talk) -> None:
    message = await _added(talk)
    await talk.restart()
    await talk.chat.press(message, f"☐ {_ENGLISH}")
    assert f"☑ {_ENGLISH}" in _ticks(await talk.chat.next_edit(message))


async def test_a_press_that_comes_twice_does_no_more_than_once(talk: Talk) -> None:
    message = await _added(talk)
    first, second = [await talk.chat.press(message, f"☐ {_ENGLISH}") for _ in range(2)]
    assert not (await first.answered())["text"]
    assert not (await second.answered())["text"]
    await talk.ask("/help")
    assert await _queries(talk) == [f"Зеленский | {_ENGLISH}"]
    assert f"☑ {_ENGLISH}" in _ticks(message)


async def test_the_page_of_a_subscription_offers_them_as_well(talk: Talk) -> None:
    await talk.ask("/add Зеленский | Zelensky")
    await talk.chat.say("/list 1")
    card = await talk.chat.next_message()
    await talk.chat.press(card, "⋯")
    await talk.chat.press(await talk.chat.next_edit(card), "✍️ Другие написания")
    page = await talk.chat.next_edit(card)
    assert page.text.startswith("Зеленский | Zelensky\nТакже пишут")
    assert f"☑ {_ENGLISH}" in _ticks(page)
    await talk.chat.press(page, f"☐ {_UKRAINIAN}")
    assert f"☑ {_UKRAINIAN}" in _ticks(await talk.chat.next_edit(card))
    assert await _queries(talk) == [f"Зеленский | {_ENGLISH} | {_UKRAINIAN}"]
    await talk.chat.press(card, "← Назад")
    assert f"Зеленский | {_ENGLISH} | {_UKRAINIAN}" in (await talk.chat.next_edit(card)).text


@pytest.mark.parametrize("query", ["Зеленский -футбол", "=Зеленский", "Зеленск*", "Зеленский + Трамп", "site:rbc.ru"])
async def test_what_is_no_plain_phrase_has_no_other_spellings(talk: Talk, query: str) -> None:
    assert _ticks(await _added(talk, query)) == []
    await talk.chat.say("/list 1")
    card = await talk.chat.next_message()
    await talk.chat.press(card, "⋯")
    await talk.chat.press(await talk.chat.next_edit(card), "✍️ Другие написания")
    assert "Других написаний не знаю" in (await talk.chat.next_edit(card)).text


async def test_an_edited_subscription_is_offered_the_spellings_of_its_new_query(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/edit 1 Зеленский")
    message = await talk.chat.next_message()
    await talk.chat.press(message, f"☐ {_ENGLISH}")
    assert f"☑ {_ENGLISH}" in _ticks(await talk.chat.next_edit(message))
    assert await _queries(talk) == [f"Зеленский | {_ENGLISH}"]


async def test_ticks_of_a_subscription_that_was_edited_meanwhile_change_nothing(talk: Talk) -> None:
    message = await _added(talk)
    await talk.ask("/edit 1 Трамп")
    press = await talk.chat.press(message, f"☐ {_ENGLISH}")
    assert "Запрос с тех пор изменился" in (await press.answered())["text"]
    assert all("Зеленск" not in one and "Zelensk" not in one for one in _ticks(await talk.chat.next_edit(message)))
    assert await _queries(talk) == ["Трамп"]


async def test_ticks_of_a_subscription_that_is_gone_are_answered(talk: Talk) -> None:
    message = await _added(talk)
    await talk.ask("/remove 1")
    press = await talk.chat.press(message, f"☐ {_ENGLISH}")
    assert (await press.answered())["text"] == "Этой подписки больше нет."
    assert _ticks(await talk.chat.next_edit(message)) == []
    assert await _queries(talk) == []


async def test_a_spelling_that_would_repeat_another_subscription_is_refused(talk: Talk) -> None:
    message = await _added(talk)
    await talk.ask(f"/add Зеленский | {_ENGLISH}")
    press = await talk.chat.press(message, f"☐ {_ENGLISH}")
    assert (await press.answered())["text"] == "Такая подписка уже есть."
    assert await _queries(talk) == ["Зеленский", f"Зеленский | {_ENGLISH}"]


async def test_a_query_does_not_become_too_long(talk: Talk) -> None:
    words = " | ".join(f"слово{number}" for number in range(127))
    message = await _added(talk, f"Зеленский | {words}")
    press = await talk.chat.press(message, f"☐ {_ENGLISH}")
    assert (await press.answered())["text"] == "Так запрос станет слишком длинным."
    assert _ENGLISH not in (await _queries(talk))[0]


@pytest.mark.parametrize(
    "kept",
    [
        "нефть",
        "{}",
        "[1, 2]",
        "[" * 2_000,
        json.dumps([["Zelensky", "Зеленский", "x" * 9, 0]]),
        '[["Zelensky", "Зеленский", 1e999, 0]]',
        json.dumps([["(", "Зеленский", 1, False]]),
        json.dumps([["-Zelensky", "Зеленский", 1, False]]),
        json.dumps([["Zelensky", "Трамп", 1, False]]),
        json.dumps([[None, None, None, None]]),
    ],
)
async def test_a_forged_press_names_no_other_text(talk: Talk, kept: str) -> None:
    message = await _added(talk)
    chat = await talk.known()
    (one,) = await talk.storage.subscriptions(chat.key)
    other = await talk.services.chats.keep_text(chat, kept, Cause("forged"))
    press = await talk.chat.forge(message, f"spelling:{one.id}:{other}:0:1", by=talk.anna)
    assert "Запрос с тех пор изменился" in (await press.answered())["text"]
    assert await _queries(talk) == ["Зеленский"]


async def test_only_an_administrator_of_a_group_ticks(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/add@dozor_test_bot Зеленский", by=talk.anna)
    message = await group.next_message()
    press = await group.press(message, f"☐ {_ENGLISH}", by=boris)
    assert (await press.answered())["text"] == "Это могут только администраторы группы."
    assert f"☐ {_ENGLISH}" in " ".join(_ticks(message))
    await group.press(message, f"☐ {_ENGLISH}", by=talk.anna)
    assert f"☑ {_ENGLISH}" in _ticks(await group.next_edit(message))


async def test_the_spellings_of_what_goes_to_a_channel_are_ticked_by_who_may_publish_there(talk: Talk) -> None:
    channel = talk.api.channel("Вести дня", talk.anna, username="vesti")
    await talk.ask("/channel @vesti Зеленский")
    await talk.chat.say("/list 1")
    card = await talk.chat.next_message()
    await talk.chat.press(card, "⋯")
    await talk.chat.press(await talk.chat.next_edit(card), "✍️ Другие написания")
    page = await talk.chat.next_edit(card)
    await talk.chat.press(page, f"☐ {_ENGLISH}")
    assert f"☑ {_ENGLISH}" in _ticks(await talk.chat.next_edit(card))
    await channel.set_member(talk.anna, Status.MEMBER)
    press = await talk.chat.press(card, f"☑ {_ENGLISH}")
    assert "вы не администратор" in (await press.answered())["text"]
    assert await _queries(talk) == [f"Зеленский | {_ENGLISH}"]


async def test_what_there_is_no_time_to_judge_is_estimated(talk: Talk) -> None:
    await read(talk, *(f"Zelensky speaks of {number}" for number in range(12)))
    assert f"☐ {_ENGLISH} · 12" in _ticks(await _added(talk))
    await talk.ask("/remove 1")
    talk.stopwatch.seconds_a_look = 1
    assert f"☐ {_ENGLISH} · ~12" in _ticks(await _added(talk))


async def test_an_article_that_has_what_was_typed_as_well_does_not_count(talk: Talk) -> None:
    await read(talk, "Зеленский (Zelensky) выступил", "Zelensky speaks")
    assert f"☐ {_ENGLISH} · 1" in _ticks(await _added(talk))


async def test_spellings_are_counted_where_the_chat_may_look(talk: Talk) -> None:
    await read(talk, "Zelensky speaks")
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/add Зеленский")
    assert f"☐ {_ENGLISH}" in _ticks(await boris.next_message())

"""What was probably meant: another keyboard layout, or a word without its typing error."""

import pytest

from tests.botapi import Message
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read

_LAYOUT = "Вы имели в виду «коалиция»?"
_ERROR = "Вы имели в виду «зеленский»?"


def _asks(message: Message) -> list[str]:
    return [one.text for one in message.buttons if one.text.startswith(("Вы имели в виду", "Может, "))]


async def _said(talk: Talk, text: str) -> Message:
    await talk.chat.say(text)
    return await talk.chat.next_message()


@pytest.mark.parametrize("text", ["rjfkbwbz", "/add rjfkbwbz", "/search rjfkbwbz", "/test rjfkbwbz"])
async def test_another_layout_is_asked_about(talk: Talk, text: str) -> None:
    assert _asks(await _said(talk, text)) == [_LAYOUT]


@pytest.mark.parametrize("text", ["зеленскиий", "/add зеленскиий", "/search зеленскиий", "/test зеленскиий"])
async def test_a_typing_error_is_asked_about_if_the_archive_knows_the_word(talk: Talk, text: str) -> None:
    assert _asks(await _said(talk, f"/search {text.rpartition(' ')[2]}")) == []
    await read(talk, "О чём говорил Зеленский")
    assert _asks(await _said(talk, text)) == [_ERROR]


async def test_what_was_meant_is_offered_in_place(talk: Talk) -> None:
    offer = await _said(talk, "rjfkbwbz")
    await talk.chat.press(offer, _LAYOUT)
    edited = await talk.chat.next_edit(offer)
    assert edited.text.splitlines()[0] == "🔎 коалиция"
    await talk.chat.press(edited, "✅")
    assert "Слежу: коалиция" in (await talk.chat.next_edit(offer)).text


async def test_what_was_meant_replaces_what_was_added(talk: Talk) -> None:
    added = await _said(talk, "/add rjfkbwbz")
    await talk.chat.press(added, _LAYOUT)
    assert "Теперь слежу: коалиция" in (await talk.chat.next_edit(added)).text
    assert [one.query for one in await talk.storage.subscriptions((await talk.known()).key)] == ["коалиция"]


async def test_what_was_meant_is_searched_for(talk: Talk) -> None:
    await read(talk, "О чём говорил Зеленский")
    found = await _said(talk, "/search зеленскиий")
    assert "ничего не нашлось" in found.text.lower()
    await talk.chat.press(found, _ERROR)
    assert "О чём говорил Зеленский" in (await talk.chat.next_edit(found)).text


async def test_what_was_meant_is_tried(talk: Talk) -> None:
    tried = await _said(talk, "/test rjfkbwbz")
    await talk.chat.press(tried, _LAYOUT)
    edited = await talk.chat.next_edit(tried)
    assert "коалицией" in edited.text
    assert edited.buttons == []


async def test_a_phrase_is_asked_about_as_a_whole(talk: Talk) -> None:
    await read(talk, "Коалицию желающих расширят")
    asked = _asks(await _said(talk, "/search коалицию желаюших"))
    assert asked == ["Может, коалицию желающих?"]


@pytest.mark.parametrize(
    "text",
    [
        "зеленский",
        "коалиция",
        "осциллограф",
        "вввв",
        "NFT",
        "дом + rjfkbwbz",
        "зел*",
    ],
)
async def test_a_word_that_is_right_or_near_nothing_is_let_be(talk: Talk, text: str) -> None:
    await read(talk, "О чём говорил Зеленский")
    assert _asks(await _said(talk, f"/search {text}")) == []


async def test_words_of_sources_of_other_people_are_not_told(talk: Talk) -> None:
    await read(talk, "О чём говорил Зеленский", "Ghjrbygjk сказал")
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    for text in ("зеленскиий", "Ghjrbygjkk"):
        await boris.say(f"/search {text}")
        assert _asks(await boris.next_message()) == []

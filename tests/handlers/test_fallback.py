import json
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from pydantic import ValidationError

from bot.delivery.callbacks import ButtonData, StoryPressed
from bot.model import KINDS_OF_UPDATES, StoryAction
from bot.services.subscriptions import Subscriptions
from handlers import routers
from handlers.callbacks import SubscriptionAction, SubscriptionPressed
from handlers.fallback import Begins
from handlers.reading import Reading
from tests.botapi import ChatHandle, Fault, Message, Refusal
from tests.handlers.conftest import Talk
from tests.handlers.test_stories import told

_FILE = {"file_id": "1", "file_unique_id": "1"}
_PICTURE = {"photo": [_FILE | {"width": 9, "height": 9}]}


def _carried() -> set[type[CallbackData]]:
    """What the buttons of all handlers carry."""
    parts = (part for router in routers() for part in router.chain_tail)
    filters = (one for part in parts for handler in part.callback_query.handlers for one in handler.filters or ())
    return {one.callback.callback_data for one in filters if isinstance(one.callback, CallbackQueryFilter)}


def test_no_button_carries_a_number_that_a_database_cannot_hold() -> None:
    assert _carried()
    assert {one for one in _carried() if not issubclass(one, ButtonData)} == set()
    with pytest.raises(ValidationError):
        SubscriptionPressed(action=SubscriptionAction.SHOW, id=2**63)


async def test_telegram_is_asked_for_the_updates_that_handlers_take(talk: Talk) -> None:
    taken = {kind for router in routers() for kind in router.resolve_used_update_types()}
    assert taken | {Reading.TAKES} == set(KINDS_OF_UPDATES)
    await talk.ask("/help")
    asked = [call.params["allowed_updates"] for call in (await talk.api.record()).of("getUpdates")]
    assert [json.loads(one) for one in asked] == [list(KINDS_OF_UPDATES)] * len(asked)


async def _pressed(talk: Talk, message: Message, data: str) -> str:
    return str((await (await talk.chat.forge(message, data)).answered())["text"])


@pytest.mark.parametrize(
    ("data", "said", "page"),
    [
        ("subscription:levitate:1", "Кнопка устарела, обновил.", "1 подписка"),
        (f"subscription:show:{2**63}", "Кнопка устарела, обновил.", "1 подписка"),
        (f"target:1:1:{2**70}", "Кнопка устарела, обновил.", "1 подписка"),
        ("sources:", "Кнопка устарела, обновил.", "Источников пока нет"),
        ("arrival:sky:1", "Кнопка устарела, обновил.", "Настройки"),
        ("pause:99999999999:0", "Кнопка устарела, обновил.", "Настройки"),
        ("story:show:1", "Эта кнопка устарела. Все команды: /help", "Слежу"),
        ("button of old", "Эта кнопка устарела. Все команды: /help", "Слежу"),
        ("::::", "Эта кнопка устарела. Все команды: /help", "Слежу"),
    ],
)
async def test_a_button_that_is_not_understood_is_answered_and_its_page_renewed(
    talk: Talk, data: str, said: str, page: str
) -> None:
    await talk.chat.say("/add Магнит")
    message = await talk.chat.next_message()
    assert message.buttons
    assert await _pressed(talk, message, data) == said
    assert page in (await talk.chat.next_edit(message)).text
    assert bool(message.buttons) is (page != "Слежу")


def test_old_buttons_begin_with_something() -> None:
    known = {one.__prefix__ for one in _carried()}
    pages = next(router for router in routers() if router.name == "fallback")
    filters = (one for part in pages.chain_tail for h in part.callback_query.handlers for one in h.filters or ())
    begin = [one.callback._beginnings for one in filters if isinstance(one.callback, Begins)]
    assert set().union(*begin) <= known


async def test_the_old_button_of_a_notification_brings_it_up_to_date(talk: Talk) -> None:
    message = await told(talk)
    data = StoryPressed(action=StoryAction.EXPLAIN, dispatch=1, story=1).pack().replace("explain", "expand")
    before = message.html, [button.text for button in message.buttons]
    assert await _pressed(talk, message, data) == "Кнопка устарела, обновил."
    assert (message.html, [button.text for button in message.buttons]) == before
    assert await _pressed(talk, message, data.replace(":1", ":7")) == "Этого сообщения я уже не помню."


async def test_a_member_of_a_group_changes_nothing_by_what_no_button_carries(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/add Магнит", by=talk.anna)
    message = await group.next_message()
    for data in ("subscription:levitate:1", "settings:", "nothing"):
        press = await group.forge(message, data, by=boris)
        assert (await press.answered())["text"] == "Эта кнопка устарела. Все команды: /help"
    await talk.api.confirmed()
    assert not message.edits


async def test_a_second_press_leaves_the_preview_standing(talk: Talk) -> None:
    await talk.chat.say("санкции Газпром")
    message = await talk.chat.next_message()
    presses = [await talk.chat.press_data(message, message.buttons[0].data or "") for _ in range(2)]
    for press in presses:
        await press.answered()
    await talk.ask("/help")
    assert len(message.edits) == 1
    assert "⚙️ Настроить" in [one.text for one in message.buttons]


@pytest.mark.parametrize("is_said", [True, False])
async def test_what_a_press_does_is_seen_although_its_page_is_gone(talk: Talk, is_said: bool) -> None:
    """Telegram says so with the press, or refuses to edit what went meanwhile."""
    await talk.ask("/add Магнит")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    if is_said:
        message.is_deleted = True
    else:
        talk.api.faults.add(_fault(Refusal.EDIT_NOT_FOUND), methods=["editMessageText"])
    await talk.chat.press(message, "⏸ Пауза")
    assert "на паузе" in (await talk.chat.next_message()).text


async def test_a_press_has_its_effect_although_it_can_no_longer_be_answered(talk: Talk) -> None:
    await talk.ask("/add Магнит")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()
    talk.api.faults.add(_fault(Refusal.QUERY_TOO_OLD), methods=["answerCallbackQuery"])
    await talk.chat.press(message, "⏸ Пауза")
    assert "на паузе" in (await talk.chat.next_edit(message)).text


def _fault(refusal: Refusal) -> Fault:
    return Fault(error=refusal.error())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"voice": _FILE | {"duration": 3}}, "Слушать я не умею"),
        ({"video_note": _FILE | {"length": 9, "duration": 3}}, "Слушать я не умею"),
        (_PICTURE, "Картинок и видео я не понимаю"),
        (
            {"sticker": _FILE | {"type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}},
            "Картинок и видео я не понимаю",
        ),
        ({"contact": {"phone_number": "1", "first_name": "Anna"}}, "Такого я не понимаю"),
        ({"dice": {"emoji": "🎲", "value": 6}}, "Такого я не понимаю"),
        ({"hologram": {"height": 3}}, "Такого я не понимаю"),
    ],
)
async def test_what_is_no_text_is_answered_by_what_to_do(talk: Talk, content: dict[str, Any], said: str) -> None:
    await talk.chat.send(content)
    answer = (await talk.chat.next_message()).text
    assert said in answer
    assert "Напишите слово" in answer


async def test_a_caption_is_read_as_text(talk: Talk) -> None:
    await talk.chat.send(_PICTURE, "коалиция желающих")
    assert (await talk.chat.next_message()).buttons[0].text == "✅ Подписаться"
    await talk.chat.send({"video": _FILE | {"width": 9, "height": 9, "duration": 3}}, "/add Магнит")
    assert "Слежу: Магнит" in (await talk.chat.next_message()).text
    await talk.chat.send({"document": _FILE}, "/add нефть")
    assert "Слежу: нефть" in (await talk.chat.next_message()).text


async def test_an_album_gets_one_answer(talk: Talk) -> None:
    for _ in range(3):
        await talk.chat.send(_PICTURE | {"media_group_id": "9"})
    assert "Картинок" in (await talk.chat.next_message()).text
    assert "Все команды" in await talk.ask("/levitate")


async def test_an_edited_message_is_read_again(talk: Talk) -> None:
    message = await talk.chat.say("/add коалция желающих")
    await talk.chat.next_message()
    await talk.chat.edit(message, message.text)  # a preview was added, say
    await talk.chat.edit(message, "/add коалиция желающих")
    assert "Слежу: коалиция желающих" in (await talk.chat.next_message()).text
    await talk.chat.edit(message, "/add нефть", after_s=7200)
    assert "2 подписки" in await talk.ask("/list")


async def test_what_is_not_said_to_the_bot_gets_no_answer(talk: Talk) -> None:
    group = talk.api.supergroup("Редакция", talk.anna)
    await talk.chat.send({"pinned_message": {"message_id": 1, "date": 0, "chat": talk.chat.chat.to_json()}})
    await _talk_of_the_group(group)
    await group.say("/levitate@dozor_test_bot")
    assert "Такой команды нет" in (await group.next_message()).text
    assert "Такой команды нет" in await talk.ask("/levitate")
    assert not group.unread


async def _talk_of_the_group(group: ChatHandle) -> None:
    asked = await group.say("/help")
    answer = await group.next_message()
    await group.say("что это за бот?", reply_to=answer)
    await group.edit(await group.say("спасибо", reply_to=answer), "большое спасибо")
    await group.say("/levitate")
    await group.edit(asked, "уже неважно")


async def test_a_defect_of_ours_is_owned_up_to(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await talk.ask("/add Магнит")
    await talk.chat.say("/list 1")
    message = await talk.chat.next_message()

    async def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Subscriptions, "pause", fail)
    monkeypatch.setattr(Subscriptions, "remove_named", fail)
    press = await talk.chat.press(message, "⏸ Пауза")
    assert str((await press.answered())["text"]).startswith("Не получилось: ошибка в программе")
    assert "Не получилось" in await talk.ask("/remove 1")
    assert caplog.text.count("ZeroDivisionError") >= 2

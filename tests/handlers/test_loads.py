"""What is told and asked of a subscription that brings very much, and the answers."""

from datetime import datetime, timedelta

import pytest

from bot.delivery.breadth import judge_load
from bot.delivery.outcome import after_sending
from bot.delivery.render import Renderer
from bot.delivery.telegram import TelegramMessenger
from bot.i18n import Translations
from bot.model import (
    AS_THE_CHAT,
    BootId,
    Chat,
    Cooldown,
    Language,
    Lease,
    Load,
    LoadVerdict,
    Manner,
    Notice,
    Rhythm,
    Sent,
    Subscription,
    TellOne,
)
from bot.runtime.clock import SystemClock
from tests.botapi import Message
from tests.handlers.conftest import Talk


async def _judged(talk: Talk, *, stories: int, messages: int, age: timedelta) -> Message:
    """What the chat is told of its subscription, which has brought so much."""

    def judge(load: Load, now: datetime) -> LoadVerdict:
        brought = Load(load.text, stories, messages, age, load.manner, load.haste, silent=load.silent)
        return judge_load(brought, now)

    now = SystemClock().now()
    await talk.storage.judge_loads(now, 10, judge)
    lease = Lease(BootId("test"), now + timedelta(minutes=1))
    (dispatch,) = await talk.storage.claim_dispatches(now, 10, lease, lambda *_: TellOne())
    assert isinstance(dispatch.content, Notice)
    translations = Translations()
    chat: Chat = dispatch.chat
    sent = await TelegramMessenger(talk.bot).send(
        chat.telegram_id, Renderer(translations).notice(dispatch.content, chat, dispatch.id)
    )
    await talk.storage.settle(dispatch, after_sending(dispatch, Sent(sent), now, Cooldown(now, now)))
    return await talk.chat.next_message()


async def _gathered(talk: Talk) -> Message:
    await talk.ask("/add Зеленский")
    return await _judged(talk, stories=60, messages=6, age=timedelta(hours=5))


async def _asked(talk: Talk) -> Message:
    await talk.ask("/add НАТО")
    return await _judged(talk, stories=34, messages=34, age=timedelta(days=5))


async def _only(talk: Talk) -> Subscription:
    (one,) = await talk.storage.subscriptions((await talk.known()).key)
    return one


async def test_a_broad_one_becomes_a_silent_digest_and_says_so(talk: Talk) -> None:
    message = await _gathered(talk)
    assert message.text.startswith("🗞 «Зеленский»: больше 50 сюжетов за сутки, поэтому теперь дайджест раз в час")
    assert [button.text for button in message.buttons] == ["Сразу", "🎯 Только главное"]
    one = await _only(talk)
    assert (one.manner, one.silent) == (Manner(Rhythm.HOURLY, lifts=True), True)
    assert "О чём за час сообщат пять изданий, приходит сразу." in await _delivery(talk)


async def _delivery(talk: Talk) -> str:
    await talk.chat.say("/list 1")
    card = await talk.chat.next_message()
    await talk.chat.press(card, "🔔 Как присылать")
    return (await talk.chat.next_edit(card)).text


@pytest.mark.parametrize(
    ("pressed", "said", "manner", "main_only"),
    [
        ("Сразу", "✅ Зеленский\nСразу", Manner(Rhythm.AT_ONCE), False),
        ("🎯 Только главное", "✅ Зеленский\nСразу · только главное", AS_THE_CHAT, True),
    ],
)
async def test_what_was_gathered_becomes_what_it_was(
    talk: Talk, pressed: str, said: str, manner: Manner, *, main_only: bool
) -> None:
    message = await _gathered(talk)
    await talk.chat.press(message, pressed)
    assert (await talk.chat.next_edit(message)).text.startswith(said)
    one = await _only(talk)
    assert (one.manner, one.silent, one.main_only) == (manner, False, main_only)


@pytest.mark.parametrize(
    ("pressed", "said", "manner", "main_only"),
    [
        ("Раз в час", "✅ НАТО\nРаз в час, дайджестом", Manner(Rhythm.HOURLY), False),
        ("🎯 Только главное", "✅ НАТО\nСразу · только главное", AS_THE_CHAT, True),
        ("Оставить так", "✅ НАТО\nСразу", AS_THE_CHAT, False),
    ],
)
async def test_what_pings_too_often_is_asked_about(
    talk: Talk, pressed: str, said: str, manner: Manner, *, main_only: bool
) -> None:
    message = await _asked(talk)
    assert message.text == "За сутки 34 сообщения по «НАТО». Так и присылать?"
    rows = (message.keyboard or {})["inline_keyboard"]
    assert [[one["text"] for one in row] for row in rows] == [["Раз в час", "🎯 Только главное"], ["Оставить так"]]
    await talk.chat.press(message, pressed)
    assert (await talk.chat.next_edit(message)).text.startswith(said)
    one = await _only(talk)
    assert (one.manner, one.silent, one.main_only) == (manner, False, main_only)


async def test_an_answer_about_what_is_gone_says_so(talk: Talk) -> None:
    message = await _asked(talk)
    await talk.ask("/remove НАТО")
    await talk.chat.press(message, "Раз в час")
    assert "подписки больше нет" in (await talk.chat.next_edit(message)).text.casefold()


@pytest.mark.parametrize("language", Language)
async def test_its_labels_are_whole_in_every_language(talk: Talk, language: Language) -> None:
    await talk.ask(f"/language {language}")
    for message in (await _gathered(talk), await _asked_again(talk)):
        for row in (message.keyboard or {})["inline_keyboard"]:
            width = {1: 36, 2: 17}[len(row)]
            assert all(len(button["text"].lstrip("🎯 ")) <= width for button in row)


async def _asked_again(talk: Talk) -> Message:
    await talk.ask("/remove Зеленский")
    return await _asked(talk)

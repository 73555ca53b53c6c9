"""/queue, and the stories that people put on a desk from a notification; editors by invitation."""

from datetime import timedelta

import pytest

from bot.model import CardStep, Cause, RepostState
from handlers.queue_callbacks import QueuePressed, QueueStep
from tests.botapi import ChatHandle, Message, Status
from tests.handlers.newsdesk import NewsDesk, desk

__all__ = ["desk"]


async def _scheduled(desk: NewsDesk, title: str = "Вашингтон поможет коалиции желающих", number: int = 1) -> Message:
    """The card of a post that Anna has put off for fifteen minutes."""
    message = await desk.offered(title)
    await desk.press(message, CardStep.SCHEDULE, value=-15, card=await desk.card(number))
    return await desk.shows(message, "🕐 ", "✅ Сейчас | 🕐 Другое / ✖️ Отменить")


def _buttons(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def test_the_queue_is_looked_at_and_changed_in_private(desk: NewsDesk) -> None:
    chat = desk.talk.chat
    assert await desk.talk.ask("/queue") == "🕐 Ничего не запланировано."
    card = await _scheduled(desk)
    await _scheduled(desk, "Учения коалиции желающих пройдут в Норвегии", 2)
    await chat.say("/queue")
    message = await chat.next_message()
    assert message.text.startswith("🕐 2 поста ждут своего времени\n\n1. ")
    assert "Оборона · Вашингтон поможет коалиции желающих" in message.text
    await chat.press(message, "1")
    await chat.next_edit(message)
    assert message.text.splitlines()[-1].startswith("🕐 ")
    assert _buttons(message) == ["✅ Сейчас", "🕐 Другое", "✖️ Отменить", "← Очередь"]
    await chat.press(message, "🕐 Другое")
    await chat.next_edit(message)
    press = await chat.press(message, "Завтра 9:00 UTC")
    assert str((await press.answered())["text"]).startswith("Выйдет: ")
    await chat.next_edit(message)
    await desk.shows(card, "🕐 ")
    await chat.press(message, "2")
    await chat.next_edit(message)
    press = await chat.press(message, "✖️ Отменить")
    assert (await press.answered())["text"] == "Отменено. Карточка снова ждёт решения."
    await chat.next_edit(message)
    assert message.text.startswith("🕐 1 пост ждёт своего времени")
    await chat.press(message, "1")
    await chat.next_edit(message)
    press = await chat.press(message, "✅ Сейчас")
    assert str((await press.answered())["text"]).startswith("Выйдет в ")
    await desk.go_on(seconds=20)
    assert (await desk.channel.next_message()).text


async def test_the_queue_of_a_group_is_that_of_its_desk_and_others_see_nothing(desk: NewsDesk) -> None:
    await _scheduled(desk)
    await desk.group.say("/queue@dozor_test_bot", by=desk.boris)
    message = await desk.group.next_message()
    assert "Вашингтон поможет" in message.text
    forged = QueuePressed(step=QueueStep.CANCEL, repost=1, revision=(await desk.card()).repost.revision, version=1)
    press = await desk.group.forge(message, forged.pack(), by=desk.ivan)
    assert (await press.answered())["text"] == "У вас нет права публиковать в «Оборона»"
    elsewhere = desk.talk.api.private(desk.ivan)
    await elsewhere.say("/queue")
    answer = await elsewhere.next_message()
    assert answer.text.startswith("Очередь есть у каналов")
    await (await elsewhere.forge(answer, forged.pack())).answered()
    for data in ("queue:cancel", "queue:show:1:2:3:4:5", "queue:nonsense:1:1:1:1:1"):
        assert (await (await elsewhere.forge(answer, data)).answered())["text"]
    assert (await desk.card()).repost.state is RepostState.SCHEDULED


async def test_a_time_in_words_is_answered_from_the_queue(desk: NewsDesk) -> None:
    chat = desk.talk.chat
    await _scheduled(desk)
    await chat.say("/queue")
    message = await chat.next_message()
    for label in ("1", "🕐 Другое"):
        await chat.press(message, label)
        await chat.next_edit(message)
    await chat.press(message, "Своё время")
    question = await chat.next_message()
    assert question.text.startswith("Anna, когда выпустить?")
    await chat.say("завтра в 9", reply_to=question)
    await desk.talk.api.telegram.bell.until(lambda: question.is_deleted or None, 30)
    due_at = (await desk.card()).repost.due_at
    assert due_at is not None
    assert due_at - desk.clock.now() > timedelta(minutes=20)
    assert due_at.hour == 9


@pytest.fixture
async def notification(desk: NewsDesk) -> Message:
    """Of a story that Anna is told in private, and that is not at the desk."""
    await desk.talk.ask("/add учения")
    await desk.report("Учения пройдут в Норвегии")
    return await desk.talk.chat.next_message()


async def test_a_story_is_put_on_a_desk_from_a_notification(desk: NewsDesk, notification: Message) -> None:
    chat = desk.talk.chat
    assert _buttons(notification)[-1] == "↗ В канал «Оборона»"
    press = await chat.press(notification, "↗ В канал «Оборона»")
    assert (await press.answered())["text"] == "Карточка для «Оборона» ждёт решения."
    await desk.go_on()
    card = await desk.group.next_message()
    assert "Учения пройдут в Норвегии" in card.text
    assert desk.channel.messages == []
    press = await chat.press(notification, "✓ ↗ В канал «Оборона»")
    assert (await press.answered())["text"] == "Карточка для «Оборона» уже ждёт решения."
    await desk.press(card, CardStep.PUBLISH)
    await desk.go_on(seconds=20)
    await desk.channel.next_message()
    press = await chat.press(notification, "✓ ↗ В канал «Оборона»")
    assert str((await press.answered())["text"]).startswith("Уже опубликовано: Anna, ")


async def test_a_story_is_put_on_no_desk_of_others(desk: NewsDesk, notification: Message) -> None:
    chat, data = desk.talk.chat, notification.buttons[-1].data or ""
    elsewhere = desk.talk.api.private(desk.boris)
    await elsewhere.say("/help")
    press = await elsewhere.forge(await elsewhere.next_message(), data)
    assert str((await press.answered())["text"]).startswith("Этот канал больше не публикует после одобрения")
    await desk.channel.set_member(desk.anna, Status.MEMBER)
    press = await chat.press_data(notification, data)
    assert (await press.answered())["text"] in {
        "У вас нет права публиковать в «Оборона»",
        "Этот канал больше не публикует после одобрения: /channel",
    }
    await desk.go_on()
    assert desk.group.unread == []


async def _invited(desk: NewsDesk, token: str) -> None:
    """Anna invites somebody to be an editor."""
    storage = desk.talk.storage
    by, card = await storage.meet_person(desk.anna.id, "Anna"), await desk.card()
    await storage.invite(card.channel.key, by, token, desk.clock.now(), Cause(token))


async def test_an_editor_by_invitation_has_the_rights_of_who_invited_them_at_the_desk(desk: NewsDesk) -> None:
    token, chat = "A" * 22, desk.talk.api.private(desk.ivan)
    message = await desk.offered()
    await _invited(desk, token)
    assert (await desk.press(message, CardStep.SIGN, by=desk.ivan)).startswith("У вас нет права публиковать")
    await chat.say(f"/start editor-{token}")
    assert (await chat.next_message()).text == (
        "✅ Теперь вы решаете, что выйдет в «Оборона». Карточки приходят в «Редакция»."
    )
    assert await desk.press(message, CardStep.SIGN, by=desk.ivan) == "Без подписи."
    await desk.press(message, CardStep.EDIT, by=desk.boris)
    assert (await desk.press(message, CardStep.KEEP_TEXT, by=desk.ivan)).startswith("Текст сейчас меняет Борис")

    await desk.group.set_member(desk.ivan, Status.LEFT)  # no member of the desk any more
    assert (await desk.press(message, CardStep.MORE, by=desk.ivan)).startswith("У вас нет права публиковать")
    await desk.group.set_member(desk.ivan, Status.MEMBER)
    await desk.channel.set_member(desk.anna, Status.MEMBER)  # who invited has lost the right
    assert (await desk.press(message, CardStep.MORE, by=desk.ivan)).startswith("У вас нет права публиковать")


async def test_an_invitation_is_used_once_within_a_day(desk: NewsDesk) -> None:
    await desk.offered()
    over = "Эта ссылка уже не действует: она одноразовая и живёт сутки. Попросите новую."
    ivan, vera = (desk.talk.api.private(one) for one in (desk.ivan, desk.talk.api.person("Vera", language_code="ru")))

    async def follow(chat: ChatHandle, token: str) -> str:
        await chat.say(f"/start editor-{token}")
        return (await chat.next_message()).text

    for token in ("A" * 22, "B" * 22, "C" * 22):
        await _invited(desk, token)
    assert (await follow(ivan, "A" * 22)).startswith("✅ ")
    assert (await follow(ivan, "A" * 22)).startswith("✅ ")  # the same person again
    assert await follow(vera, "A" * 22) == over
    assert await desk.talk.storage.withdraw_invitation((await desk.card()).channel.key, "B" * 22)
    assert await follow(vera, "B" * 22) == over
    assert await follow(vera, "D" * 22) == over
    desk.clock.move(hours=24)
    assert await follow(vera, "C" * 22) == over


async def test_who_is_hidden_in_the_group_of_a_desk_is_hidden_on_its_cards(desk: NewsDesk) -> None:
    await desk.group.set_bot(Status.ADMINISTRATOR)
    await desk.group.set_member(desk.boris, Status.ADMINISTRATOR, is_anonymous=True)
    card = await _scheduled(desk)
    chat = desk.talk.api.private(desk.boris)
    await chat.say("/channel @oborona учения")
    await chat.next_message()
    await chat.say("/queue")
    message = await chat.next_message()
    await chat.press(message, "1")
    await chat.next_edit(message)
    await (await chat.press(message, "✅ Сейчас")).answered()
    decided = (await desk.card()).repost
    assert decided.by is not None
    assert (decided.state, decided.by.name) == (RepostState.DUE, None)
    await desk.go_on()
    await desk.shows(card, "✅ администратор: выйдет в ")

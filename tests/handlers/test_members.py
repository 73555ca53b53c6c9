"""A member who floods a group takes nothing from its administrators, nor from anybody else."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message, User

from handlers.members import Members
from tests.botapi import ChatHandle, Fault, Person, Refusal, Status
from tests.botapi import Message as Told
from tests.botapi.world import Member
from tests.clock import SteppedClock
from tests.end_to_end.program import until
from tests.handlers.conftest import Talk

_REFUSAL = "Это могут только администраторы группы."


def _group(talk: Talk) -> tuple[ChatHandle, Person]:
    """A group of Anna's, and somebody in it who is no administrator."""
    boris = talk.api.person("Boris", language_code="ru")
    return talk.api.supergroup("Редакция", talk.anna, boris), boris


async def _settled(talk: Talk) -> None:
    """Wait until all updates are dealt with to the end."""
    await talk.api.confirmed()
    while await talk.storage.unfinished_updates():  # noqa: ASYNC110  nothing rings
        await asyncio.sleep(0.01)


def _said(group: ChatHandle) -> list[str]:
    return [message.text for message in group.messages]


async def test_forty_commands_of_a_member_are_refused_once_and_the_administrator_is_answered(talk: Talk) -> None:
    group, boris = _group(talk)
    for _ in range(40):
        await group.say("/list@dozor_test_bot", by=boris)
    await group.say("/pause@dozor_test_bot", by=talk.anna)
    await _settled(talk)
    refused, paused = _said(group)
    assert refused == _REFUSAL
    assert "на паузе" in paused
    assert len((await talk.api.record()).of("getChatAdministrators")) < 10


async def test_each_member_is_told_for_themselves_and_in_each_group(talk: Talk) -> None:
    group, boris = _group(talk)
    vera = talk.api.person("Vera")
    other = talk.api.group("Другая", talk.anna, boris)
    for _ in range(3):
        await group.say("/list@dozor_test_bot", by=boris)
        await group.say("/add@dozor_test_bot x", by=vera)
        await other.say("/sources@dozor_test_bot", by=boris)
    await _settled(talk)
    assert _said(group) == [_REFUSAL] * 2
    assert _said(other) == [_REFUSAL]


@pytest.mark.parametrize("text", ["/help@dozor_test_bot", "/start@dozor_test_bot", "/search@dozor_test_bot нефть"])
async def test_what_everybody_may_ask_is_answered_in_measure_and_administrators_always(talk: Talk, text: str) -> None:
    group, boris = _group(talk)
    for _ in range(40):
        await group.say(text, by=boris)
    await group.say("/pause@dozor_test_bot", by=talk.anna)
    await group.say(text, by=talk.anna)
    await talk.chat.say("/start")
    await _settled(talk)
    said = _said(group)
    assert len(said) == 12
    assert "на паузе" in " ".join(said)
    assert said[-1] == said[0]
    assert len(talk.chat.messages) == 1


async def test_an_administrators_answer_goes_before_those_that_members_wait_for(talk: Talk) -> None:
    group, boris = _group(talk)
    asked = asyncio.Event()
    talk.api.faults.add(Fault(until=asked), methods={"sendMessage"}, chat_id=group.id, times=None)
    for _ in range(9):
        await group.say("/help@dozor_test_bot", by=boris)
    await until(lambda: talk.api.sends_in_flight == 1, 30, "nothing is answered")
    await group.say("/pause@dozor_test_bot", by=talk.anna)
    await talk.api.confirmed()
    asked.set()
    await _settled(talk)
    (place,) = [place for place, text in enumerate(_said(group)) if "на паузе" in text]
    assert place < 4


async def test_a_press_always_gets_its_toast(talk: Talk) -> None:
    group, boris = _group(talk)
    await group.say("/settings@dozor_test_bot", by=talk.anna)
    settings: Told = await group.next_message()
    presses = [await group.press(settings, "🌙", by=boris) for _ in range(40)]
    for press in presses:
        assert await press.answered() == {"text": _REFUSAL, "show_alert": True}
    assert not settings.edits
    assert len(group.messages) == 1


async def test_who_becomes_an_administrator_is_obeyed_at_once(talk: Talk) -> None:
    group, boris = _group(talk)
    await group.say("/add@dozor_test_bot нефть", by=boris)
    assert (await group.next_message()).text == _REFUSAL
    group.chat.members[boris.id] = Member(boris.id, Status.ADMINISTRATOR)
    await group.say("/add@dozor_test_bot нефть", by=boris)
    assert "Слежу: нефть" in (await group.next_message()).text


async def _stays_anonymous(talk: Talk, bot: Status = Status.MEMBER) -> tuple[ChatHandle, Person, Told]:
    """A group, one of its administrators who writes as the group, and a page that this one has asked for."""
    group, boris = _group(talk)
    group.chat.members[boris.id] = Member(boris.id, Status.ADMINISTRATOR, is_anonymous=True)
    group.chat.members[talk.api.telegram.world.bot.id].status = bot
    await group.say_as_group("/settings@dozor_test_bot")
    return group, boris, await group.next_message()


async def test_an_anonymous_administrator_is_obeyed_when_typing_and_told_what_to_do_when_pressing(talk: Talk) -> None:
    group, boris, settings = await _stays_anonymous(talk)
    answer = await (await group.press(settings, "🌙", by=boris)).answered()
    assert str(answer["text"]).startswith("Не вижу, что вы администратор. Пишете от имени группы?")
    await group.press(settings, "🌙", by=talk.anna)
    assert (await group.next_edit(settings)).text


async def test_a_bot_that_is_an_administrator_sees_the_anonymous_ones(talk: Talk) -> None:
    group, boris, settings = await _stays_anonymous(talk, Status.ADMINISTRATOR)
    await group.press(settings, "🌙", by=boris)
    assert (await group.next_edit(settings)).text
    stranger = await group.press(settings, "←", by=talk.api.person("Vera"))
    assert (await stranger.answered())["text"] == _REFUSAL


async def test_presses_of_an_administrator_ask_telegram_once_in_a_while(talk: Talk) -> None:
    group, boris = _group(talk)
    await group.set_bot(Status.ADMINISTRATOR)
    await group.set_member(boris, Status.ADMINISTRATOR)
    await group.say("/settings@dozor_test_bot", by=boris)
    settings = await group.next_message()
    for label in ("🌙", "←"):
        await group.press(settings, label, by=boris)
        await group.next_edit(settings)
    assert len((await talk.api.record()).of("getChatAdministrators")) == 1
    await group.set_member(boris, Status.MEMBER)
    press = await group.press(settings, "🌙", by=boris)
    assert (await press.answered())["text"] == _REFUSAL, (
        "at once where the bot is an administrator, and so is told; else some seconds later"
    )


async def test_who_cannot_be_found_in_the_group_is_told_what_to_do(talk: Talk) -> None:
    group, _ = _group(talk)
    body = '{"ok":false,"error_code":400,"description":"Bad Request: member list is inaccessible"}'
    talk.api.faults.add(Fault(answer=(400, body)), methods={"getChatAdministrators"})
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    assert "сделайте меня администратором" in (await group.next_message()).text


@pytest.mark.parametrize(
    "fault",
    [
        Fault.refuse(Refusal.QUERY_TOO_OLD),
        Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=3600),
        Fault(answer=(200, '{"ok":true}')),
        Fault(page=502),
    ],
)
async def test_what_was_pressed_is_done_although_the_press_cannot_be_answered(talk: Talk, fault: Fault) -> None:
    await talk.chat.say("/settings")
    settings = await talk.chat.next_message()
    talk.api.faults.add(fault, methods={"answerCallbackQuery"}, times=1)
    await talk.chat.press(settings, "⚡ 12")
    assert "не больше 12 сообщений" in (await talk.chat.next_edit(settings)).text
    await talk.chat.press(settings, "⏸ Пауза")
    assert "остановить новости" in (await talk.chat.next_edit(settings)).text


async def test_a_flood_of_one_person_delays_nobody_and_waits_in_bounds(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.updates.answers._MOST_WAITING", 50)
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    talk.api.faults.add(Fault(delay_s=60), methods={"sendMessage"}, chat_id=boris.id, times=None)
    await talk.ask("/start")
    for number in range(300):
        await boris.say(f"слово {number}")
    assert "Слежу: нефть" in await talk.ask("/add нефть")
    await talk.api.confirmed()
    assert len(await talk.storage.unfinished_updates()) <= 51


def _message(who: int, group: int = -1) -> Message:
    user, chat = User(id=who, is_bot=False, first_name="x"), Chat(id=group, type="group", title="x")
    return Message(message_id=1, date=datetime(2026, 3, 1, tzinfo=UTC), chat=chat, from_user=user)


def test_who_was_refused_is_told_again_after_an_hour_and_not_before() -> None:
    clock = SteppedClock()
    members = Members(clock, share=10)
    told = []
    for _ in range(9):
        told.append(members.may_be_told(_message(5)))
        clock.move(minutes=20)
    assert told == [True, False, False] * 3


def test_the_share_of_members_is_one_of_each_minute_and_each_group() -> None:
    clock = SteppedClock()
    members = Members(clock, share=3)
    assert [members.may_be_answered(-1) for _ in range(5)] == [True, True, True, False, False]
    assert members.may_be_answered(-2)
    assert [members.may_be_told(_message(who)) for who in range(1, 4)] == [False] * 3
    clock.move(seconds=61)
    assert [members.may_be_told(_message(who)) for who in range(1, 6)] == [True] * 3 + [False] * 2


def test_what_is_remembered_has_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.members._REMEMBERED", 100)
    members = Members(SteppedClock(), share=1_000_000)
    for number in range(1, 1_000):
        members.may_be_told(_message(number, -number))
    assert (len(members._told), len(members._shares)) == (100, 100)

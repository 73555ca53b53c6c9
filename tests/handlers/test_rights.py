"""A dismissed administrator keeps nothing of a channel, the remaining ones decide, and all are told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.rights import TelegramRights
from bot.delivery.session import TelegramSession
from bot.delivery.timing import plan
from bot.model import BootId, ChatKind, Language, Lease, Notice, Subscription
from bot.services.connections import Connections
from tests.botapi import TOKEN, ChatHandle, Fault, Message, Person, Status
from tests.clock import SteppedClock
from tests.handlers.conftest import NOW, Talk

_NOT_YOU = "В «Лента» вы не администратор"


@dataclass(frozen=True, slots=True)
class _Team:
    """A channel of Vera's; Anna has connected it and subscribed it, Boris administers it as well."""

    talk: Talk
    channel: ChatHandle
    vera: Person
    boris: ChatHandle

    async def dismiss(self, *, silently: bool = False) -> None:
        if silently:
            self.channel.chat.members[self.talk.anna.id].status = Status.MEMBER
            return
        await self.channel.set_member(self.talk.anna, Status.MEMBER)
        await self.talk.api.confirmed()

    async def promote(self) -> None:
        await self.channel.set_member(self.talk.anna, Status.ADMINISTRATOR)
        await self.talk.api.confirmed()

    async def subscription(self) -> Subscription:
        """Anna's in the channel."""
        owned = await self.talk.storage.subscriptions((await self.talk.known()).key)
        return next(one for one in owned if one.chat.telegram_id == self.channel.id)

    async def notices(self) -> dict[int, Notice]:
        """What people are owed to be told, by their ids."""
        lease = Lease(BootId("test"), NOW)
        owed = await self.talk.storage.claim_dispatches(NOW.replace(year=2036), 10, lease, plan)
        return {one.chat.telegram_id: one.content for one in owed if isinstance(one.content, Notice)}


@pytest.fixture
async def team(talk: Talk) -> _Team:
    boris, vera = talk.api.person("Boris", language_code="ru"), talk.api.person("Vera", language_code="ru")
    channel = talk.api.channel("Лента", vera, talk.anna, boris, username="lenta_kanal")
    for person in (talk.anna, boris):
        channel.chat.members[person.id].status = Status.ADMINISTRATOR
    chat = talk.api.private(boris)
    await chat.say("/start")
    await chat.next_message()
    assert "«нефть» → Лента" in await talk.ask("/channel @lenta_kanal нефть")
    return _Team(talk, channel, vera, chat)


async def test_who_is_dismissed_loses_the_channel_at_once_and_all_are_told_once(team: _Team) -> None:
    await team.dismiss()
    assert (await team.subscription()).suspended
    told = await team.notices()
    assert {who: notice.key for who, notice in told.items()} == {
        team.talk.anna.id: "rights-lost",
        team.boris.id: "rights-lost-of",
    }
    await team.promote()
    await team.dismiss()
    assert (await team.subscription()).suspended


@pytest.mark.parametrize(
    "command",
    [
        "/digest 9:00 в Лента",
        "/pause в Лента",
        "/settings в Лента",
        "/language en в Лента",
        "/quiet 23-7 в Лента",
        "/list 1 со звуком",
        "/list 1 без ответов",
        "/list 1 продолжить",
        "/edit 1 газ",
        "/list 2 в Лента",
        "/channel @lenta_kanal газ",
    ],
)
async def test_who_was_dismissed_unnoticed_is_refused_at_the_next_change(team: _Team, command: str) -> None:
    await team.talk.ask("/add уголь")
    before = await team.subscription()
    await team.dismiss(silently=True)
    assert _NOT_YOU in await team.talk.ask(command)
    after = await team.subscription()
    assert (after.text, after.silent, after.replies) == (before.text, before.silent, before.replies)
    channel = await team.talk.storage.see_chat(team.channel.id, ChatKind.CHANNEL, "Лента", Language.RUSSIAN, NOW)
    assert channel.preferences.paused_until is None
    assert channel.language is Language.RUSSIAN


@pytest.mark.parametrize("command", ["/digest 9:00 в Лента", "/edit 1 газ", "/list 1 без ответов"])
async def test_what_was_lost_is_said_to_be_lost_also_when_the_rights_are_back(team: _Team, command: str) -> None:
    await team.dismiss()
    assert _NOT_YOU in await team.talk.ask(command)
    await team.promote()
    assert "Отключено: «Лента». Подключить снова: /channel" in await team.talk.ask(command)
    assert "остановлена" in await team.talk.ask("/list")
    assert "Подключено: «Лента»" in await team.talk.ask("/channel @lenta_kanal")
    assert not (await team.subscription()).suspended
    assert "Отключено" not in await team.talk.ask(command)


async def test_buttons_change_nothing_of_what_was_lost(team: _Team) -> None:
    chat = team.talk.chat
    await chat.say("/settings")
    settings = await chat.next_message()
    await chat.press(settings, "📣 Лента")
    await chat.next_edit(settings)
    await chat.say("/add газ")
    await chat.next_message()
    await chat.say("/list 2")
    subscription = await chat.next_message()
    await chat.press(subscription, "📣 Куда")
    await chat.next_edit(subscription)
    pages = [(settings, "⚡ 12"), (settings, "Нет"), (subscription, "Лента")]
    await team.dismiss(silently=True)
    (place, label), *others = pages
    press = await chat.press(place, label)
    assert _NOT_YOU in (await press.answered())["text"]
    for message, label in others:
        press = await chat.press(message, label)
        assert "не подключён" in (await press.answered())["text"]


async def test_removing_and_pausing_is_never_refused(team: _Team) -> None:
    await team.dismiss(silently=True)
    assert "на паузе" in await team.talk.ask("/list 1 пауза")
    assert "🗑 Удалено" in await team.talk.ask("/list 1 удалить")


async def test_an_administrator_ends_the_connection_of_another_and_takes_over(team: _Team) -> None:
    await team.boris.say("/channel @lenta_kanal")
    await team.boris.next_message()
    await team.boris.say("/settings в Лента")
    page = await team.boris.next_message()
    assert "Подключили: Boris, Anna" in page.text
    await team.boris.press(page, "✕ Отключить: Anna")
    assert "Anna больше не может туда присылать" in (await team.boris.next_edit(page)).text
    assert (await team.subscription()).suspended
    assert {who: one.key for who, one in (await team.notices()).items()} == {team.talk.anna.id: "connection-ended"}
    await team.boris.press(page, "📣 Лента")
    assert "Остановлена 1 подписка" in (await team.boris.next_edit(page)).text
    await team.boris.press(page, "Взять подписки себе: 1")
    assert "1 подписка теперь ваша" in (await team.boris.next_edit(page)).text
    await team.boris.say("/list")
    assert "«нефть» · → Лента" in (await team.boris.next_message()).text
    assert "Подписок пока нет" in await team.talk.ask("/list")


async def test_ones_own_connection_is_ended_and_that_is_undone(team: _Team) -> None:
    chat = team.talk.chat
    await chat.say("/settings в Лента")
    page = await chat.next_message()
    await chat.press(page, "✕ Отключить")
    assert "Отключено: «Лента»" in (await chat.next_edit(page)).text
    assert (await team.subscription()).suspended
    assert await team.notices() == {}
    await chat.press(page, "↩ Вернуть")
    assert "Снова подключено" in (await chat.next_edit(page)).text
    assert not (await team.subscription()).suspended


async def test_nobody_ends_anything_with_a_button_of_a_channel_that_is_not_theirs(team: _Team) -> None:
    stranger = team.talk.api.private(team.talk.api.person("Fremder", language_code="ru"))
    await team.boris.say("/channel @lenta_kanal")
    await team.boris.next_message()
    await team.boris.say("/settings в Лента")
    page = await team.boris.next_message()
    data = page.button("✕ Отключить: Anna").data
    assert data is not None
    await stranger.say("/settings")
    other: Message = await stranger.next_message()
    other.keyboard = page.keyboard
    press = await stranger.press_data(other, data)
    assert "не подключён" in (await press.answered())["text"]
    assert not (await team.subscription()).suspended


async def test_nothing_changes_while_telegram_does_not_say(team: _Team) -> None:
    await team.dismiss(silently=True)
    team.talk.api.faults.add(Fault(page=502), methods={"getChatMember"}, times=2)
    await team.talk.chat.say("/edit 1 газ")
    assert _NOT_YOU in (await team.talk.chat.next_message()).text
    await team.promote()
    await team.talk.ask("/channel @lenta_kanal")
    body = '{"ok":false,"error_code":400,"description":"Bad Request: SOMETHING_NEW"}'
    team.talk.api.faults.add(Fault(answer=(400, body)), methods={"getChatMember"})
    assert "Telegram не говорит" in await team.talk.ask("/edit 1 газ")
    assert not (await team.subscription()).suspended


@pytest.mark.parametrize(
    ("status", "denied", "said"),
    [
        (Status.MEMBER, frozenset[str](), "я не администратор"),
        (Status.ADMINISTRATOR, frozenset({"can_post_messages"}), "права публиковать"),
    ],
)
async def test_what_the_bot_lacks_is_said_with_the_way_out(
    team: _Team, status: Status, denied: frozenset[str], said: str
) -> None:
    await team.channel.set_bot(status, denied=denied)
    await team.talk.chat.say("/channel @lenta_kanal")
    message = await team.talk.chat.next_message()
    assert said in message.text
    (button,) = message.buttons
    assert button.url == "https://t.me/dozor_test_bot?startchannel&admin=post_messages+edit_messages"
    assert said in await team.talk.ask("/digest 9:00 в Лента")


@pytest.mark.parametrize("change", [{"status": Status.MEMBER}, {"denied": frozenset({"can_post_messages"})}])
async def test_a_bot_that_may_not_post_any_more_says_so_at_once(team: _Team, change: dict[str, Any]) -> None:
    await team.channel.set_bot(**({"status": Status.ADMINISTRATOR} | change))
    await team.talk.api.confirmed()
    assert {who: one.key for who, one in (await team.notices()).items()} == {team.talk.anna.id: "chat-lost"}


async def test_a_group_is_lost_as_a_channel_is(team: _Team) -> None:
    talk = team.talk
    group = talk.api.supergroup("Редакция", team.vera, talk.anna, username="redakciya", bot=Status.ADMINISTRATOR)
    await group.set_member(talk.anna, Status.ADMINISTRATOR)
    assert "«газ» → Редакция" in await talk.ask("/channel @redakciya газ")
    await group.set_member(talk.anna, Status.MEMBER)
    await talk.api.confirmed()
    assert "«газ» · → Редакция · остановлена" in await talk.ask("/list")
    assert "«нефть» · → Лента" in await talk.ask("/list")


@dataclass(frozen=True, slots=True)
class _Daily:
    """The daily check of standing connections, by a clock that the test moves."""

    connections: Connections
    clock: SteppedClock

    async def pass_by(self) -> None:
        self.clock.move(days=1, minutes=1)
        await self.connections.check_standing()


@pytest.fixture
async def daily(team: _Team) -> AsyncIterator[_Daily]:
    clock = SteppedClock()
    async with Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(team.talk.api.url))).context() as bot:
        yield _Daily(Connections(team.talk.storage, TelegramRights(bot), clock), clock)


async def test_who_was_dismissed_unnoticed_is_found_within_a_day(team: _Team, daily: _Daily) -> None:
    await daily.connections.check_standing()
    await team.dismiss(silently=True)
    await daily.connections.check_standing()
    assert not (await team.subscription()).suspended
    await daily.pass_by()
    assert (await team.subscription()).suspended


@pytest.mark.parametrize(
    "fault", [Fault(page=502), Fault(reset=True), Fault(answer=(200, "[]")), Fault(answer=(400, '{"ok":false}'))]
)
async def test_what_telegram_does_not_answer_is_asked_again_and_changes_nothing(
    team: _Team, daily: _Daily, fault: Fault
) -> None:
    await team.dismiss(silently=True)
    team.talk.api.faults.add(fault, methods={"getChatMember"})
    await daily.connections.check_standing()
    assert not (await team.subscription()).suspended
    await daily.pass_by()
    assert (await team.subscription()).suspended

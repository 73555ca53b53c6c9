"""What Telegram says of people's rights, and what it does not."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.rights import TelegramRights
from bot.delivery.session import TelegramSession
from bot.errors import ChatUnreachable, TelegramUnavailable
from bot.model import ChannelRight, Presence
from tests.botapi import ApiError, BotApi, Fault, Status

_ALL = frozenset(ChannelRight) - {ChannelRight.OWN}


@pytest.fixture
async def rights(api: BotApi) -> AsyncIterator[TelegramRights]:
    bot = Bot(api.token, session=TelegramSession(api=TelegramAPIServer.from_base(api.url)))
    yield TelegramRights(bot)
    await bot.session.close()


async def test_rights_in_a_channel_are_those_of_this_moment(api: BotApi, rights: TelegramRights) -> None:
    vera, anna, boris, stranger = (api.person(name) for name in ("Vera", "Anna", "Boris", "Ivan"))
    channel = api.channel("Оборона", vera, anna, boris)
    await channel.set_bot(Status.ADMINISTRATOR)
    await channel.set_member(anna, Status.ADMINISTRATOR, denied=frozenset({"can_edit_messages"}))

    assert await rights.rights_of(channel.id, vera.id) == frozenset(ChannelRight)
    assert await rights.rights_of(channel.id, anna.id) == _ALL - {ChannelRight.EDIT}
    assert await rights.rights_of(channel.id, boris.id) == frozenset()
    assert await rights.rights_of(channel.id, stranger.id) == frozenset()

    await channel.set_member(anna, Status.MEMBER)
    assert await rights.rights_of(channel.id, anna.id) == frozenset()


@pytest.mark.parametrize("fault", [Fault(page=502), Fault(answer=(200, '{"ok":true,"result":{}}')), Fault(reset=True)])
async def test_an_answer_that_says_nothing_gives_and_takes_nothing(
    api: BotApi, rights: TelegramRights, fault: Fault
) -> None:
    vera = api.person("Vera")
    channel, group = api.channel("Оборона", vera), api.group("Редакция", vera)
    await channel.set_bot(Status.ADMINISTRATOR)
    api.faults.add(fault, methods={"getChatMember", "getChatAdministrators"}, times=2)
    with pytest.raises(TelegramUnavailable):
        await rights.rights_of(channel.id, vera.id)
    if fault.answer is None:
        with pytest.raises(TelegramUnavailable):
            await rights.presence(group.id, vera.id)


async def test_a_bot_that_does_not_administer_a_channel_is_told_apart(api: BotApi, rights: TelegramRights) -> None:
    vera = api.person("Vera")
    channel = api.channel("Оборона", vera)
    await channel.set_bot(Status.ADMINISTRATOR)
    refusal = ApiError(400, "Bad Request: member list is inaccessible")
    api.faults.add(Fault(error=refusal), methods={"getChatMember"})
    with pytest.raises(ChatUnreachable):
        await rights.rights_of(channel.id, vera.id)


async def test_who_is_in_a_group_and_who_hides_there(api: BotApi, rights: TelegramRights) -> None:
    vera, anna, stranger = (api.person(name) for name in ("Vera", "Anna", "Ivan"))
    group = api.group("Редакция", vera, anna)
    await group.set_bot(Status.ADMINISTRATOR)
    assert await rights.presence(group.id, vera.id) == Presence(is_member=True, is_anonymous=False)
    assert await rights.presence(group.id, anna.id) == Presence(is_member=True, is_anonymous=False)
    assert not (await rights.presence(group.id, stranger.id)).is_member
    group.chat.members[vera.id].is_anonymous = True
    assert await rights.presence(group.id, vera.id) == Presence(is_member=True, is_anonymous=True)

    await group.set_bot(Status.MEMBER)  # now the hidden owner may be anybody
    assert (await rights.presence(group.id, anna.id)).is_anonymous

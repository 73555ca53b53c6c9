"""Another program that polls the bot's updates."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.session import TelegramSession
from bot.errors import TokenRefused
from bot.ports import Storage
from handlers.updates.effects import Effects
from handlers.updates.polling import Conflict, Polling
from tests.botapi import BotApi, Fault, Refusal
from tests.clock import SteppedClock

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("refused_at_s", "longest_s"),
    [
        ([0], 0),
        ([0, 1, 2, 60], 2),
        ([0, 30, 60, 90], 90),
        ([0, 20, 100, 110], 20),
    ],
)
def test_a_conflict_lasts_until_nobody_else_has_asked_for_a_while(refused_at_s: list[int], longest_s: int) -> None:
    conflict = Conflict()
    lasted = [conflict.met(_NOW + timedelta(seconds=at)) for at in refused_at_s]
    assert max(lasted) == timedelta(seconds=longest_s)


async def test_another_program_is_borne_for_a_minute_and_then_said(api: BotApi, storage: Storage) -> None:
    clock = SteppedClock()
    began = clock.now()
    async with Bot(api.token, session=TelegramSession(api=TelegramAPIServer.from_base(api.url))).context() as bot:
        api.faults.add(Fault.refuse(Refusal.CONFLICT_POLL), methods={"getUpdates"}, times=None)
        polling = Polling(bot, Dispatcher(), storage, Effects(), clock=clock, random=Random(1))
        with pytest.raises(TokenRefused, match="another program is using this token"):
            await polling.run()
    assert timedelta(seconds=60) < clock.now() - began < timedelta(seconds=65)

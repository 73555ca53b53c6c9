"""Cards at a desk: who decides on them, and what everybody sees of it."""

from collections.abc import AsyncIterator

import pytest

from bot.model import CardStep
from bot.ports import Storage
from handlers.updates.polling import Polling
from tests.botapi import BotApi
from tests.clock import ShiftedClock
from tests.handlers.conftest import talking
from tests.handlers.newsdesk import NewsDesk, newsdesk

_TAKEN = "Уже опубликовано: Anna, "


@pytest.fixture
async def desk(api: BotApi, storage: Storage) -> AsyncIterator[NewsDesk]:
    clock = ShiftedClock()
    async with talking(api, storage, Polling, clock=clock) as talk, newsdesk(talk, clock) as desk:
        yield desk


async def test_the_first_of_two_editors_publishes(desk: NewsDesk) -> None:
    message = await desk.offered()
    shown = await desk.card()
    assert (await desk.press(message, CardStep.PUBLISH, by=desk.anna)).startswith("Выйдет в ")
    assert (await desk.press(message, CardStep.REFUSE, by=desk.boris, card=shown)).startswith(
        "Уже опубликовано: Anna, "
    )
    assert desk.channel.messages == []
    await desk.go_on(seconds=20)
    (post,) = [await desk.channel.next_message()]
    assert "Вашингтон поможет" in post.text
    await desk.go_on()
    assert (await desk.press(message, CardStep.PUBLISH, by=desk.boris, card=shown)).startswith(
        "Уже опубликовано: Anna, "
    )
    assert len(desk.channel.messages) == 1

"""Updates by webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web

from tests.botapi import BotApi, ManualClock


@dataclass
class Receiver:
    """The bot's end of a webhook: notes what it gets, answers what it is told to."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    """What to answer next; then 200."""
    reply: dict[str, Any] | None = None
    got: asyncio.Queue[tuple[str, dict[str, Any]]] = field(default_factory=asyncio.Queue)

    async def handle(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.got.put_nowait((secret, await request.json()))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)

    async def next_text(self) -> tuple[str, str]:
        secret, update = await asyncio.wait_for(self.got.get(), 30)
        return secret, update["message"]["text"]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


async def test_updates_are_brought_with_the_secret(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    chat = api.private(api.person("Anna"))
    await chat.say("раз")
    await bot.set_webhook(receiver.url, secret_token="s3cret")
    await chat.say("два")
    assert [await receiver.next_text() for _ in range(2)] == [("s3cret", "раз"), ("s3cret", "два")]
    await api.confirmed()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (receiver.url, 0, None)
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_what_was_not_taken_is_brought_again(receiver: Receiver) -> None:
    clock = ManualClock()
    receiver.statuses = [500, 403]
    async with BotApi(clock=clock) as api:
        chat = api.private(api.person("Anna"))
        api.telegram.webhook.url = receiver.url
        await chat.say("раз")
        await chat.say("два")
        for pause_s in (1, 2):
            assert await receiver.next_text() == ("", "раз")
            await clock.slept()
            assert api.telegram.webhook.last_error_message is not None
            clock.move(pause_s)
        assert [await receiver.next_text() for _ in range(2)] == [("", "раз"), ("", "два")]
        await api.confirmed()


async def test_an_answer_may_name_a_method(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    chat = api.private(api.person("Anna"))
    receiver.reply = {"method": "sendMessage", "chat_id": chat.id, "text": "сразу"}
    await bot.set_webhook(receiver.url)
    await chat.say("раз")
    assert (await chat.next_message()).text == "сразу"


async def test_a_webhook_ends_an_open_poll(api: BotApi, bot: Bot, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.polled()
    await bot.set_webhook(receiver.url)
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
        await poll


async def test_addresses_and_secrets_that_are_refused(bot: Bot, receiver: Receiver) -> None:
    with pytest.raises(TelegramBadRequest, match="bad webhook"):
        await bot.set_webhook("https://example.org/hook")
    with pytest.raises(TelegramBadRequest, match="secret token contains unallowed characters"):
        await bot.set_webhook(receiver.url, secret_token="не то")

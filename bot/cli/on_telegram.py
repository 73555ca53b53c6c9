"""The bot on Telegram. Importing this loads aiogram."""

import faulthandler
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from secrets import token_urlsafe

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer

from bot.app import BOT_DEFAULTS, Outside
from bot.cli.loop import stop_signal
from bot.config import Settings
from bot.delivery.session import TelegramSession
from bot.delivery.throttle import Rates
from bot.feeds.pack import default_pack
from bot.lifecycle import serve
from bot.runtime.clock import SystemClock
from bot.runtime.systemd import ServiceManager
from handlers.updates.webhook import Address

_REQUEST_S = 30.0


async def run(settings: Settings, token: str) -> None:
    """Run the bot on Telegram until SIGINT or SIGTERM. Raises UpdatesRefused and StorageError."""
    stop = stop_signal()
    faulthandler.enable()  # a watchdog ends a program that hangs by SIGABRT: then the log shows where it hung
    manager = ServiceManager.from_environment(os.environ, os.getpid())
    async with _telegram_bot(settings, token) as people, _telegram_bot(settings, token) as news:
        pack = default_pack() if settings.default_pack else []
        outside = Outside(settings, people, news, SystemClock(), pack, _rates(settings), _webhook(settings), manager)
        await serve(outside, stop=stop)


@asynccontextmanager
async def _telegram_bot(settings: Settings, token: str) -> AsyncIterator[Bot]:
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    session: BaseSession = TelegramSession(
        proxy=proxy, api=TelegramAPIServer.from_base(settings.telegram_api), timeout=_REQUEST_S
    )
    bot = Bot(token, session=session, default=BOT_DEFAULTS)
    try:
        yield bot
    finally:
        await session.close()


def _webhook(settings: Settings) -> Address | None:
    if settings.webhook_url is None:
        return None
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else token_urlsafe(32)
    return Address(
        url=settings.webhook_url + settings.webhook_path,
        path=settings.webhook_path,
        host=settings.webhook_host,
        port=settings.webhook_port,
        secret=secret,
    )


def _rates(settings: Settings) -> Rates:
    return Rates(
        settings.messages_per_second,
        settings.chat_messages_per_second,
        settings.chat_burst,
        settings.group_messages_per_minute,
        timedelta(seconds=settings.edit_interval),
    )

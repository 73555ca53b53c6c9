"""The bot in the terminal. Importing this loads aiogram."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import astuple
from datetime import timedelta
from pathlib import Path

from aiogram import Bot

from bot.app import BOT_DEFAULTS, Outside
from bot.cli.loop import stop_signal
from bot.config import Settings
from bot.delivery.throttle import Rates
from bot.demo.newsstand import Newsstand
from bot.demo.reader import system_language
from bot.demo.session import TerminalSession
from bot.demo.terminal import TOKEN, Terminal, this_terminal
from bot.i18n import Translations
from bot.lifecycle import serve
from bot.model import Generation, NewSource
from bot.ports import Storage
from bot.runtime.clock import Clock, SystemClock

_DEMO_SPEED = 60.0
_DEMO_RATES = Rates(per_second=1_000, chat_per_second=100, chat_burst=100, edit_interval=timedelta(seconds=2))
"""A terminal has no rate limits."""
_DEMO_INTERVAL_S = 1.0
_DEMO_LOOK_S = 0.02


async def run(settings: Settings) -> None:
    """Run the bot in this terminal, on the newsstand."""
    clock = SystemClock()
    stop = stop_signal()
    if "default_language" not in settings.model_fields_set:
        settings = settings.model_copy(update={"default_language": system_language(os.environ)})
    texts = Translations()[settings.default_language]
    await converse(settings, this_terminal(clock, texts.plain, settings.default_language), clock, stop)


async def converse(settings: Settings, terminal: Terminal, clock: Clock, stop: asyncio.Event) -> None:
    """Run the bot for a terminal, on the newsstand and a temporary database, until its input ends or `stop` is set."""
    with tempfile.TemporaryDirectory(prefix="dozor-demo-") as folder:
        settings = settings.model_copy(
            update={
                "database": f"sqlite:///{Path(folder) / 'demo.db'}",
                "allow_private_networks": True,
                "poll_interval_floor": _DEMO_INTERVAL_S,
                "poll_interval_ceiling": _DEMO_INTERVAL_S,
            }
        )
        async with Newsstand(clock, speed=_DEMO_SPEED, waits=True) as stand, asyncio.TaskGroup() as tasks:
            people, news = (Bot(TOKEN, session=TerminalSession(terminal), default=BOT_DEFAULTS) for _ in range(2))
            pack = [NewSource(source.url, source.name, source.language, source.category) for source in stand.sources]
            outside = Outside(settings, people, news, clock, pack, _DEMO_RATES)

            async def until(storage: Storage) -> None:
                async def answered() -> None:
                    while await storage.unfinished_updates():
                        await clock.sleep(_DEMO_LOOK_S)

                typing = tasks.create_task(terminal.run(answered))
                try:
                    await _perform(stand, terminal.ended, storage, clock)
                finally:
                    typing.cancel()

            await serve(outside, until, stop)


async def _perform(stand: Newsstand, ended: asyncio.Event, storage: Storage, clock: Clock) -> None:
    """Publish the news when somebody waits for them; return when all are told and the input has ended."""
    opened_at = clock.now()

    async def at_last(condition: Callable[[], Awaitable[bool]]) -> None:
        while not await condition():
            await clock.sleep(_DEMO_INTERVAL_S / 4)

    async def all_sources_have_a_baseline() -> bool:
        return not (await storage.backlog(clock.now(), opened_at)).sources

    async def somebody_waits() -> bool:
        return ended.is_set() or bool((await storage.index_changes(Generation(0))).added)

    async def nothing_is_due() -> bool:
        finished_at = stand.finished_at
        if finished_at is None or clock.now() < finished_at:
            return False
        return not any(astuple(await storage.backlog(clock.now(), finished_at)))

    await at_last(all_sources_have_a_baseline)
    await at_last(somebody_waits)
    stand.begin()
    await ended.wait()
    await at_last(nothing_is_due)

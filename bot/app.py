"""The wiring: which object gets which. Nothing here decides anything.

`serve` runs the bot on whatever it is given; `run` gives it Telegram, `demo` a terminal and the newsstand.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from uuid import uuid4

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiogram.types import BotCommand

from bot.config import Settings
from bot.delivery.operator_alert import Alert
from bot.delivery.pace import REMEMBERED, Pace
from bot.delivery.render import Renderer
from bot.delivery.rights import TelegramRights
from bot.delivery.telegram import TelegramMessenger, our_errors
from bot.delivery.throttle import Rates
from bot.errors import UpdatesRefused
from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.guard import AddressGuard
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import BootId, Language, NewSource
from bot.pipeline.deliver import Deliver
from bot.pipeline.fan_out import FanOut
from bot.pipeline.front_pages import FrontPages
from bot.pipeline.ingest import Ingest
from bot.pipeline.poll import Poll
from bot.pipeline.tidy import Tidy
from bot.ports import Storage
from bot.runtime.clock import Clock, SteadyClock, WatchedClock
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.lag import LoopLag
from bot.runtime.memory import keep_for_good
from bot.runtime.outages import Outages, retrying
from bot.runtime.supervise import Bell, keep_going
from bot.services.allowance import Allowance
from bot.services.archive import PREVIEW_DAYS, Archive
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.operations import Operations
from bot.services.preferences import Preferences
from bot.services.sources import Sources
from bot.services.stories import Stories
from bot.services.subscriptions import Subscriptions
from bot.text.forms import Morphology
from handlers import build_dispatcher
from handlers.commands import COMMANDS
from handlers.context import Context
from handlers.members import Members
from handlers.updates.answers import AnswersFirst
from handlers.updates.effects import Effects
from handlers.updates.intake import Intake
from handlers.updates.polling import Polling
from handlers.updates.webhook import Address, Webhook
from storage import open_storage

BOT_DEFAULTS = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
"""Of every bot that messages go through."""
_PARSERS = 2
"""While one is busy with a hostile document, up to its deadline, the other goes on."""
_PARSE_DEADLINE_S = 10.0
_SEEN_TO_ITS_END_S = 10.0
"""How long a stop waits for what is being said, in seconds."""
Until = Callable[[Storage], Awaitable[None]]
"""Returns when the bot is to stop."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What a bot runs on: Telegram, or what stands in for it."""

    settings: Settings
    people: Bot
    """Answers people; `news` has connections of its own, so that neither waits for the other's."""
    news: Bot
    clock: Clock
    pack: Sequence[NewSource] = ()
    rates: Rates = field(default_factory=Rates)
    webhook: Address | None = None
    """Where Telegram brings updates; None to ask for them."""


async def serve(outside: Outside, until: Until) -> None:
    """Run the bot until `until` returns; then nothing new is begun, and what is being sent is seen to its end.

    Raises UpdatesRefused, and StorageError at the start.
    """
    settings, steady = outside.settings, SteadyClock(outside.clock)
    clock = WatchedClock(outside.clock, steady)
    boot, random = BootId(uuid4().hex), Random()  # noqa: S311  it spreads load, it keeps no secret
    sources, articles, mentions, debts = Bell(), Bell(), Bell(), Bell()
    translations = Translations()
    renderer = Renderer(translations)
    pace = Pace(outside.rates, steady)
    guard = AddressGuard(allow_private=settings.allow_private_networks)
    async with AsyncExitStack() as opened:
        opened_storage = await opened.enter_async_context(open_storage(settings.database))
        matching = await opened.enter_async_context(Matching(Morphology()))
        parsers = await opened.enter_async_context(ParserPool(_PARSERS, _PARSE_DEADLINE_S))
        fetcher = await opened.enter_async_context(
            Fetcher(guard, user_agent=settings.user_agent, proxies=settings.proxies)
        )
        schedule = Schedule(settings.poll_interval_floor, settings.poll_interval_ceiling)
        outages = Outages(steady)
        storage = retrying(opened_storage, outages, clock)
        watch = ClockWatch(storage, clock, steady, is_failing=lambda: outages.error is not None)
        await _begin(opened_storage, outside, schedule, pace, random, now=await watch.begin())

        poll = Poll(
            storage,
            fetcher,
            parsers,
            schedule,
            clock=clock,
            random=random,
            boot=boot,
            sources=sources,
            articles=articles,
            steady=steady,
            has_leapt_lately=watch.has_leapt_lately,
        )
        ingest = Ingest(storage, matching, clock=clock, boot=boot, articles=articles, mentions=mentions, steady=steady)
        fan_out = FanOut(storage, clock, mentions=mentions, debts=debts)
        messenger = TelegramMessenger(outside.news)
        deliver = Deliver(
            storage,
            messenger,
            matching,
            renderer,
            pace,
            clock=clock,
            random=random,
            boot=boot,
            debts=debts,
            steady=steady,
        )
        lag = LoopLag()
        allowance = Allowance(settings.quotas, frozenset(settings.admins))
        chats = Chats(storage, clock, settings.default_language)
        effects = Effects()
        connections = Connections(storage, TelegramRights(outside.people), clock, allowance)
        services = {
            "chats": chats,
            "connections": connections,
            "subscriptions": Subscriptions(storage, clock, allowance),
            "sources": Sources(storage, guard, parsers, clock, sources=sources, allowance=allowance),
            "archive": Archive(storage, matching, clock, preview_days=min(PREVIEW_DAYS, settings.keep_articles)),
            "matching": matching,
            "operations": Operations(storage, lag, clock),
            "preferences": Preferences(storage, clock, debts=debts),
            "stories": Stories(storage, matching, renderer, clock),
            "translations": translations,
            "admins": settings.admins,
            "members": Members(steady, max(1, outside.rates.group_per_minute // 2)),
            "effects": effects,
        }
        dispatcher = build_dispatcher(Context(chats, translations), services)
        parts = (outside.people, dispatcher, storage, effects)
        intake: Intake = (
            Polling(*parts, clock=clock, random=random)
            if outside.webhook is None
            else Webhook(*parts, clock=clock, random=random, address=outside.webhook)
        )
        outside.people.session.middleware(AnswersFirst(pace, storage, effects, clock=clock, random=random))

        alert = Alert(outages, messenger, pace, translations[settings.default_language], settings.admins, clock=clock)
        stages = {
            "poll": poll.run,
            "ingest": ingest.run,
            "fan out": fan_out.run,
            "front pages": FrontPages(storage, fetcher, parsers, clock=clock).run,
            "tidy": Tidy(storage, watch, clock, steady, matching=matching, retention=settings.retention).run,
            "clock": watch.run,
            "lag": lag.run,
            "alert": alert.run,
            "rights": connections.run,
            "menu": lambda: _show_menu(outside.people, translations),
        }
        keep_for_good()
        async with asyncio.TaskGroup() as tasks:
            running = [tasks.create_task(keep_going(name, stage, clock)) for name, stage in stages.items()]
            listening = tasks.create_task(_refusal_of(keep_going("intake", intake.run, clock)))
            delivering = tasks.create_task(keep_going("deliver", deliver.run, clock))
            await first_of(until(storage), asyncio.wait([listening]))
            for task in running:
                task.cancel()
            intake.stop()
            deliver.stop()
            await asyncio.wait([listening, delivering], timeout=_SEEN_TO_ITS_END_S)
            listening.cancel()
            delivering.cancel()
        if listening.done() and not listening.cancelled() and (refusal := listening.result()) is not None:
            raise refusal


async def _begin(
    storage: Storage, outside: Outside, schedule: Schedule, pace: Pace, random: Random, *, now: datetime
) -> None:
    """Make the pack known, and let the pace go on where the last run has ended."""
    spread = [replace(source, poll_at=schedule.first(now, random).next_poll_at) for source in outside.pack]
    await storage.load_pack(spread, now)
    # An answer may have gone out that nobody noted any more.
    talking = {one.chat_id for one in await storage.unfinished_updates() if one.chat_id is not None}
    written, left_alone = await storage.recall_writes(now - REMEMBERED, now), await storage.chats_left_alone(now)
    pace.remember(written, left_alone, talking, now=now)


async def _show_menu(bot: Bot, translations: Translations) -> None:
    """Tell Telegram which commands there are, in every language. Raises DeliveryError."""
    for language in (None, *Language):
        texts = translations[language or Language.ENGLISH]
        commands = [BotCommand(command=name, description=texts.plain(f"command-{name}")) for name in COMMANDS]
        async with our_errors():
            await bot.set_my_commands(commands, language_code=language)


async def _refusal_of(work: Awaitable[None]) -> UpdatesRefused | None:
    """What ends the work for good, as a value: what is being sent meanwhile is to be seen to its end."""
    try:
        await work
    except UpdatesRefused as refusal:
        return refusal
    return None


async def first_of(*ways: Awaitable[object]) -> None:
    """Return when the first of several ways is gone to its end."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()

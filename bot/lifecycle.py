"""The life of the bot: it starts, runs and stops.

    start ──► run ──► stop: begin nothing new ──► finish what is being sent, for some seconds ──► close

A stop may come in any state, also during the start. What it interrupts is as after a kill: the next run continues
it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app import (
    Common,
    Outside,
    Stage,
    build_common,
    build_console,
    build_deliver,
    build_intake,
    build_meter,
    build_services,
    build_stages,
)
from bot.delivery.pace import REMEMBERED
from bot.delivery.telegram import TelegramMessenger
from bot.errors import UpdatesRefused
from bot.pipeline.deliver import Deliver
from bot.ports import Storage
from bot.runtime.memory import freeze_memory
from bot.runtime.supervise import first_of, keep_going, unless
from bot.runtime.systemd import Pulse
from handlers import build_dispatcher
from handlers.context import Context
from handlers.updates.intake import Intake
from storage import open_storage

_log = logging.getLogger(__name__)

_SEEN_TO_ITS_END_S = 5.0
"""How long a stop waits for messages that are being sent, in seconds: half of what Docker waits before it kills."""
Until = Callable[[Storage], Awaitable[None]]
"""Returns when the bot is to stop."""


@dataclass(frozen=True, slots=True)
class _Started:
    """A bot that can run."""

    common: Common
    intake: Intake
    deliver: Deliver
    stages: Mapping[str, Stage]


async def serve(outside: Outside, until: Until | None = None, stop: asyncio.Event | None = None) -> None:
    """Run the bot until `until` returns or `stop` is set; then begin nothing new, and finish what is being sent.

    `stop` also ends the start. `until` is asked once the bot has started. Without both, the bot runs for good.
    Raises UpdatesRefused, and StorageError at the start.
    """
    stop = stop or asyncio.Event()
    async with AsyncExitStack() as opened:
        pulse = await opened.enter_async_context(Pulse(outside.manager, outside.clock))
        started = await unless(stop, _start(outside, opened))
        if started is None:
            pulse.stop()
        else:
            await _run(started, pulse, until, stop)


async def _start(outside: Outside, opened: AsyncExitStack) -> _Started:
    """All that precedes the first update; `opened` closes it. Raises StorageError."""
    meter = build_meter(outside.settings)
    storage = await opened.enter_async_context(open_storage(outside.settings.database, meter))
    common = await build_common(outside, storage, opened, meter)
    await _begin(storage, outside, common, now=await common.watch.begin())
    services = build_services(outside, common)
    await services.admissions.load()
    intake = build_intake(outside, common, build_dispatcher(Context(services.chats, common.translations), services))
    messenger = TelegramMessenger(outside.news)
    deliver = build_deliver(common, messenger)
    stages = build_stages(outside, common, services, messenger)
    await opened.enter_async_context(build_console(outside, common, [*stages, "intake", "deliver"]))
    freeze_memory()
    return _Started(common, intake, deliver, stages)


async def _run(started: _Started, pulse: Pulse, until: Until | None, stop: asyncio.Event) -> None:
    """Run to the stop, and stop. Raises UpdatesRefused."""
    common, intake, deliver = started.common, started.intake, started.deliver
    async with asyncio.TaskGroup() as tasks:
        running = [
            tasks.create_task(keep_going(name, stage, common.clock, common.stages))
            for name, stage in started.stages.items()
        ]
        listening = tasks.create_task(_refusal_of(keep_going("intake", intake.run, common.clock, common.stages)))
        delivering = tasks.create_task(keep_going("deliver", deliver.run, common.clock, common.stages))
        pulse.watch(common.stages, common.outages, intake.served)
        ways = [until(common.storage)] if until is not None else []
        await first_of(*ways, stop.wait(), asyncio.wait([listening]))
        pulse.stop()
        for task in running:
            task.cancel()
        intake.stop()
        deliver.stop()
        _, late = await asyncio.wait([listening, delivering], timeout=_SEEN_TO_ITS_END_S)
        if late:
            _log.warning("what is still being sent after %g s goes again at the next start", _SEEN_TO_ITS_END_S)
        for one in late:
            one.cancel()
    if not listening.cancelled() and (refusal := listening.result()) is not None:
        raise refusal


async def _begin(storage: Storage, outside: Outside, common: Common, *, now: datetime) -> None:
    """Store the pack, and let the pace continue where the last run ended. Raises StorageError."""
    spread = [
        replace(source, poll_at=common.schedule.first(now, common.random).next_poll_at) for source in outside.pack
    ]
    await storage.load_pack(spread, now)
    # The last run may have sent an answer without noting it.
    talking = {one.chat_id for one in await storage.unfinished_updates() if one.chat_id is not None}
    written, left_alone = await storage.recall_writes(now - REMEMBERED, now), await storage.chats_left_alone(now)
    common.pace.remember(written, left_alone, talking, now=now)


async def _refusal_of(work: Awaitable[None]) -> UpdatesRefused | None:
    """What ends the work for good, as a value: raised, it would cancel what is being sent."""
    try:
        await work
    except UpdatesRefused as refusal:
        return refusal
    return None

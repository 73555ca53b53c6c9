"""Runs all checks at once, each on its own, within a bounded time."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.config import Settings
from bot.doctor import database, machine, telegram
from bot.doctor import settings as written
from bot.doctor.asking import Telegram, is_proxy_answering, look_at_port
from bot.doctor.database import Place, Stored
from bot.doctor.findings import Finding, failure, skipped, warning
from bot.doctor.looking import look_at_machine, look_at_place, look_at_written
from bot.doctor.machine import Machine
from bot.doctor.ports import Port, check_ports
from bot.errors import SettingsError
from bot.feeds.pack import default_pack
from bot.fetching.proxies import DIRECT
from bot.model.console import ListenAt
from bot.runtime.clock import Clock

T = TypeVar("T")
Part = Callable[[], Coroutine[None, None, list[Finding]]]

WITHIN_S = 12.0
"""How long all checks together may take, in seconds."""
_NEEDS_SETTINGS = ("proxies", "token", "rights", "disk", "process", "sources", "queues", "packs", "ports", "marks")


@dataclass(frozen=True, slots=True)
class Tools:
    """What the wiring lends."""

    path: Callable[[str], str]
    """The file of a database's address."""
    is_in_use: Callable[[str], bool]
    """Whether a process holds the database at an address. Blocks."""
    stored: Callable[[str], Awaitable[Stored]]
    """What the database at an address says. Never raises."""
    sqlite: tuple[int, int, int]
    has_full_text: bool
    count_marks: Callable[[Path], int]
    """How many names a MARKS_FILE has. Blocks. Raises SettingsError."""


class Examination:
    """One look at everything."""

    def __init__(
        self,
        settings: Settings | None,
        wrong: list[str],
        environment: Mapping[str, str],
        tools: Tools,
        clock: Clock,
        *,
        env_file: Path = Path(".env"),
        within_s: float = WITHIN_S,
    ) -> None:
        """`settings` is None if they cannot be read; `wrong` says why."""
        self._known = settings
        self._wrong = wrong
        self._environment = environment
        self._tools = tools
        self._clock = clock
        self._env_file = env_file
        self._within_s = within_s

    async def findings(self) -> list[Finding]:
        """All findings, in a fixed order. Never raises; takes little longer than the time that it is given."""
        self._is_running = asyncio.ensure_future(self._look_who_runs())
        self._place = asyncio.ensure_future(self._look_at_place())
        self._stored = asyncio.ensure_future(self._look_into_database())
        self._machine = asyncio.ensure_future(_in_thread(self._look_at_machine))
        shared = (self._is_running, self._place, self._stored, self._machine)
        tasks = {name: asyncio.create_task(part()) for name, part in self._parts().items()}
        await asyncio.wait(tasks.values(), timeout=self._within_s)
        found = [one for name, task in tasks.items() for one in self._found_by(name, task)]
        for one in (*shared, *tasks.values()):
            one.cancel()
        await asyncio.wait((*shared, *tasks.values()), timeout=1.0)
        return found

    def _parts(self) -> dict[str, Part]:
        parts: dict[str, Part] = {
            "settings": self._examine_settings,
            "token": self._examine_telegram,
            "rights": self._examine_rights,
            "disk": self._examine_disk,
            "process": self._examine_process,
            "sources": self._examine_sources,
            "queues": self._examine_queues,
            "packs": self._examine_packs,
            "ports": self._examine_ports,
            "marks": self._examine_marks,
            "zones": self._examine_zones,
            "versions": self._examine_versions,
            "memory": self._examine_memory,
        }
        if self._known is None:
            parts |= {name: _skipper(name) for name in _NEEDS_SETTINGS if name in parts}
        return parts

    def _found_by(self, name: str, task: asyncio.Task[list[Finding]]) -> list[Finding]:
        if not task.done():
            what = f"could not be looked at within {self._within_s:g} s"
            return [warning(name, what, "look again; if it stays so, a disk or the network hangs")]
        if (error := task.exception()) is not None:
            return [
                failure(name, f"could not be looked at: {type(error).__name__}: {error}", "report this as a defect")
            ]
        return task.result()

    @property
    def _settings(self) -> Settings:
        assert self._known is not None, "the parts that need settings are skipped without"  # noqa: S101
        return self._known

    # --- what several parts need

    async def _look_who_runs(self) -> bool:
        if self._known is None:
            return False
        return await _in_thread(lambda: self._tools.is_in_use(self._settings.database))

    async def _look_at_place(self) -> Place | None:
        if self._known is None:
            return None
        return await _in_thread(lambda: look_at_place(self._tools.path(self._settings.database)))

    async def _look_into_database(self) -> Stored | None:
        place = await asyncio.shield(self._place)
        return await self._tools.stored(self._settings.database) if place is not None and place.exists else None

    def _look_at_machine(self) -> Machine:
        found = look_at_machine(self._tools.sqlite, has_full_text=self._tools.has_full_text)
        if self._known is None or self._known.marks_file is None:
            return found
        try:
            return replace(found, marks=self._tools.count_marks(self._known.marks_file))
        except SettingsError as error:
            return replace(found, wrong_marks=str(error))

    # --- the parts

    async def _examine_settings(self) -> list[Finding]:
        seen = await _in_thread(lambda: look_at_written(self._env_file, self._environment))
        found = list(written.check_written(seen, self._wrong))
        if self._known is None:
            return found
        found += written.check_settings(self._known)
        proxies = list(written.check_proxies(self._known, seen.around, await self._unreachable_proxies()))
        settings_are_fine, proxies_are_fine = written.nothing_wrong(self._known)
        return (found or [settings_are_fine]) + (proxies or [proxies_are_fine])

    async def _unreachable_proxies(self) -> list[str]:
        named = {"TELEGRAM_PROXY": self._settings.telegram_proxy, "SOURCES_PROXY": self._settings.sources_proxy}
        named |= {f"SOURCE_PROXIES of {host}": proxy for host, proxy in self._settings.source_proxies.items()}
        asked = {
            name: proxy.get_secret_value()
            for name, proxy in named.items()
            if proxy and proxy.get_secret_value() != DIRECT
        }
        answering = await asyncio.gather(*map(is_proxy_answering, asked.values()))
        return [name for name, is_there in zip(asked, answering, strict=True) if not is_there]

    async def _examine_telegram(self) -> list[Finding]:
        is_running, settings = await asyncio.shield(self._is_running), self._settings
        answers = telegram.Answers()
        if settings.bot_token is not None:
            proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
            token = settings.bot_token.get_secret_value()
            async with Telegram(settings.telegram_api, token, proxy, self._clock) as asked:
                answers = await asked.answers(lambda: self._tools.is_in_use(settings.database))
        ours = settings.webhook_url + settings.webhook_path if settings.webhook_url is not None else None
        return [
            telegram.check_token(answers, is_set=settings.bot_token is not None),
            *telegram.check_hook(answers, ours, self._clock.now(), is_running=is_running),
            telegram.check_rival(answers, is_running=is_running),
            telegram.check_clock(answers.clock),
        ]

    async def _examine_rights(self) -> list[Finding]:
        place = await asyncio.shield(self._place)
        return list(database.check_rights(place)) if place is not None else []

    async def _examine_disk(self) -> list[Finding]:
        place = await asyncio.shield(self._place)
        return list(database.check_disk(place)) if place is not None else []

    async def _examine_process(self) -> list[Finding]:
        place, is_running = await asyncio.shield(self._place), await asyncio.shield(self._is_running)
        return [database.check_use(is_running=is_running, exists=place is not None and place.exists)]

    async def _examine_sources(self) -> list[Finding]:
        return list(database.check_sources(await asyncio.shield(self._stored)))

    async def _examine_queues(self) -> list[Finding]:
        stored, is_running = await asyncio.shield(self._stored), await asyncio.shield(self._is_running)
        return list(database.check_queues(stored, self._clock.now(), is_running=is_running))

    async def _examine_packs(self) -> list[Finding]:
        count = len(await _in_thread(default_pack)) if self._settings.default_pack else 0
        return [database.check_packs(count, await asyncio.shield(self._stored))]

    async def _examine_ports(self) -> list[Finding]:
        is_running, settings, ports = await asyncio.shield(self._is_running), self._settings, list[Awaitable[Port]]()
        if settings.webhook_url is not None:
            ports.append(look_at_port("WEBHOOK_PORT", ListenAt(settings.webhook_host, settings.webhook_port)))
        if (at := settings.listen_at) is not None:
            ports.append(look_at_port("HTTP_LISTEN", at))
        return list(check_ports(await asyncio.gather(*ports), is_running=is_running))

    async def _examine_marks(self) -> list[Finding]:
        return list(machine.check_marks(await asyncio.shield(self._machine)))

    async def _examine_zones(self) -> list[Finding]:
        return [machine.check_zones(await asyncio.shield(self._machine))]

    async def _examine_versions(self) -> list[Finding]:
        return list(machine.check_versions(await asyncio.shield(self._machine)))

    async def _examine_memory(self) -> list[Finding]:
        is_running = await asyncio.shield(self._is_running)
        return [machine.check_memory(await asyncio.shield(self._machine), is_running=is_running)]


def _skipper(name: str) -> Part:
    async def skip() -> list[Finding]:
        return [skipped(name, "the settings cannot be read")]

    return skip


async def _in_thread(work: Callable[[], T]) -> T:
    """The result of what blocks. Unlike with `asyncio.to_thread`, a disk that hangs keeps no process from ending."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[[], None]) -> None:
        if not outcome.done():
            set_outcome()

    def run() -> None:
        with suppress(RuntimeError):  # the loop is closed: it was too late
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  it is raised where it is awaited
                loop.call_soon_threadsafe(settle, partial(outcome.set_exception, error))
            else:
                loop.call_soon_threadsafe(settle, partial(outcome.set_result, result))

    threading.Thread(target=run, daemon=True).start()
    return await outcome

"""Tells systemd how the program does: when it is ready, that it is alive, that it stops.

sd_notify(3) defines the datagrams: lines of `NAME=value`, to the socket that NOTIFY_SOCKET names. Elsewhere nothing
names one, and nobody is told.
"""

import asyncio
import logging
import socket
from collections.abc import Coroutine, MutableMapping
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from bot.runtime.clock import Clock
from bot.runtime.outages import Outages
from bot.runtime.supervise import Stages

_log = logging.getLogger(__name__)

_UNWATCHED_S = 30.0
"""The period without a watchdog: the status is told all the same."""
_STUCK_AFTER = timedelta(minutes=5)
"""A step of a stage takes milliseconds; the longest, an article tried in a process of its own, under a minute."""
_LOOKS_AGAIN = 8
"""How many times as often to look while a stage is stuck, so that one that goes on is not too late."""
_MILLION = 1_000_000
"""Microseconds of a second."""


class ServiceManager:
    """Who started the program, and wants to hear from it; perhaps nobody."""

    def __init__(self, address: str = "", watchdog_s: float | None = None) -> None:
        """`address` is the path of a socket; "@" begins an abstract one. `watchdog_s` is the longest silence."""
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self.period_s = (watchdog_s or 2 * _UNWATCHED_S) / 2
        """Seconds between two signs of life."""

    @classmethod
    def from_environment(cls, environment: MutableMapping[str, str], pid: int) -> Self:
        """The one of the process `pid`. Its variables are taken out: children inherit none, and never answer for us."""
        address = environment.pop("NOTIFY_SOCKET", "")
        interval, watched = environment.pop("WATCHDOG_USEC", ""), environment.pop("WATCHDOG_PID", str(pid))
        is_watched = watched == str(pid) and interval.isdecimal() and int(interval) > 0
        return cls(address, int(interval) / _MILLION if is_watched else None)

    @property
    def listens(self) -> bool:
        """Whether there is one."""
        return bool(self._address)

    def tell(self, *lines: str) -> None:
        """Send the lines, if somebody listens. Never waits or raises."""
        if not self.listens:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto("\n".join(lines).encode(), self._address)
        except OSError as error:
            _log.debug("the service manager was not told %s: %s", lines[0], error)


class Pulse:
    """What the service manager hears of one run, from beginning to end. An async context manager.

    It beats on the event loop, so a loop that hangs is silent; and it withholds a beat while a stage is stuck. Before
    the program is ready, each beat asks for more time instead: a large database, or Telegram out of reach, ends no
    start.
    """

    def __init__(self, manager: ServiceManager, clock: Clock) -> None:
        self._manager = manager
        self._clock = clock
        self._stages: Stages | None = None
        self._outages: Outages | None = None
        self._doing = "starting"
        self._is_ready = False
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        if self._manager.listens:
            self._start(self._beat())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)  # not each by itself: a cancellation of ours must come through

    def watch(self, stages: Stages, outages: Outages, served: asyncio.Event) -> None:
        """Look at the stages from now on. The program is ready when `served` is set: updates come in."""
        self._stages, self._outages, self._doing = stages, outages, "waiting for Telegram"
        self._start(self._ready_when(served))

    def stop(self) -> None:
        """Say that the program stops; its stages may stand still from now on."""
        self._stages, self._doing = None, "finishing what is being sent"
        for task in self._tasks[1:]:
            task.cancel()
        self._manager.tell("STOPPING=1", f"STATUS={self._status()}")

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _ready_when(self, served: asyncio.Event) -> None:
        await served.wait()
        self._is_ready, self._doing = True, "receiving updates"
        self._manager.tell("READY=1", f"STATUS={self._status()}")

    async def _beat(self) -> None:
        period_s = self._manager.period_s
        while True:
            stuck = self._stuck()
            if stuck:
                _log.error("no sign of life for the service manager: %s stand still", ", ".join(stuck))
            else:
                alive = "WATCHDOG=1" if self._is_ready else f"EXTEND_TIMEOUT_USEC={round(3 * period_s * _MILLION)}"
                self._manager.tell(alive, f"STATUS={self._status()}")
            await self._clock.sleep(period_s / _LOOKS_AGAIN if stuck else period_s)

    def _stuck(self) -> list[str]:
        if self._stages is None or (self._outages is not None and self._outages.error is not None):
            return []  # a failing database only delays, and a restart would not mend it
        return self._stages.stuck(_STUCK_AFTER)

    def _status(self) -> str:
        """One line for `systemctl status`."""
        if self._outages is not None and self._outages.error is not None:
            return f"{self._doing}; the database fails"
        failing = self._stages.failing() if self._stages is not None else []
        return f"{self._doing}; failing: {', '.join(failing)}" if failing else self._doing

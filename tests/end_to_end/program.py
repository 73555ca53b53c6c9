"""The program as a process: started, killed, stopped; and what it leaves behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
_LOOK_S = 0.02


class Launcher:
    """A process that starts the program by forking; see `launcher.py`. A context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.end_to_end.launcher"],
            cwd=ROOT,
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=60)

    def start(
        self, arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, log: Path, ended: Path
    ) -> int:
        """The pid of a program that runs from now on."""
        request = {
            "arguments": arguments,
            "environment": dict(environment),
            "folder": str(folder),
            "log": str(log),
            "ended": str(ended),
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(request), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


class Program:
    """Runs of the program, one after another, with the same settings, folder and database."""

    def __init__(self, launcher: Launcher, folder: Path, settings: Mapping[str, str], name: str = "program") -> None:
        self.folder = folder
        self.settings = dict(settings)
        self.runs = 0
        self._launcher = launcher
        self._name = name
        self._leader = 0

    def beside(self, name: str) -> "Program":
        """Another program with the same settings, in the same folder."""
        return Program(self._launcher, self.folder, self.settings, name)

    @property
    def log(self) -> Path:
        """What all runs have written."""
        return self.folder / f"{self._name}.log"

    @property
    def _ended(self) -> Path:
        return self.folder / f"{self._name}.{self.runs}.ended"

    def set_clock(self, ahead: timedelta) -> None:
        """Let the time of day that the program sees be ahead of the true one, from now on and in later runs."""
        written = self.folder / "clock.part"
        written.write_text(str(ahead.total_seconds()), "ascii")
        written.replace(self.folder / "clock.ahead")

    @property
    def is_running(self) -> bool:
        return self.runs > 0 and not self._ended.exists()

    def start(self, *arguments: str) -> None:
        """Begin a run; `run` unless the arguments say otherwise."""
        assert not self.is_running, "one run at a time"
        self.runs += 1
        environment = clean_environment() | self.settings
        self._leader = self._launcher.start(arguments or ("run",), environment, self.folder, self.log, self._ended)

    @property
    def pid(self) -> int:
        """Of the run; without one there is nothing that may be signalled or looked for."""
        assert self._leader > 0, "nothing was started"
        return self._leader

    async def kill(self) -> None:
        """`kill -9`, and wait until nothing is left of the run. Raises TimeoutError if its children stay."""
        os.kill(self.pid, signal.SIGKILL)
        assert await self.ended() == -signal.SIGKILL

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        os.kill(self.pid, signal.SIGTERM)
        return await self.ended()

    def signal(self, number: signal.Signals, *, everybody: bool = False) -> None:
        """Send a signal to the program, or to `everybody` in its group, as a terminal does at Ctrl+C."""
        (os.killpg if everybody else os.kill)(self.pid, number)

    async def ended(self, timeout_s: float = 60.0) -> int:
        """The exit code of the run, once neither it nor a child of it is there. Raises TimeoutError."""
        await until(lambda: not self.is_running, timeout_s, "the program goes on")
        await until(lambda: not session(self.pid), 60.0, "there are orphans")
        return int(self._ended.read_text("ascii"))

    def family(self) -> list[int]:
        """The pids of the program and of its children."""
        return session(self.pid)

    async def end(self) -> None:
        """Whatever the state is, leave nothing."""
        if self.runs:
            for pid in self.family():
                with suppress(ProcessLookupError):  # killed with its parent
                    os.kill(pid, signal.SIGKILL)
            await self.ended()

    def said(self) -> str:
        """All output of all runs."""
        return self.log.read_text("utf-8") if self.log.exists() else ""


def clean_environment() -> dict[str, str]:
    """Only what a process needs; no settings of the program."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}


def session(leader: int) -> list[int]:
    """The pids of the processes in the session of `leader`; those that have ended but are not reaped do not count."""
    assert leader > 0, "0 stands for whatever began outside"
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, _, _, number = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()[:4]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(number) == leader and state != "Z":
                found.append(int(entry.name))
    return found


async def until(condition: Callable[[], bool], timeout_s: float, otherwise: str) -> None:
    """Return when the condition holds. Raises TimeoutError, which says `otherwise`."""
    try:
        async with asyncio.timeout(timeout_s):
            while not condition():  # noqa: ASYNC110  no event tells of other processes
                await asyncio.sleep(_LOOK_S)
    except TimeoutError:
        raise TimeoutError(otherwise) from None

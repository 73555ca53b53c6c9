"""Runs the program again and again, and imports it once: aiogram alone takes most of a second of a core.

Reads one request a line, `{"arguments", "environment", "folder", "log", "ended"}`, and answers each with the pid of a
fork that becomes `python -m bot ARGUMENTS`: in a session of its own, in that environment and folder, its output
appended to `log`. Its exit code is written to `ended`. At the end of the input, what runs still is killed. A database
fails as the file `database.faults` in the folder says, the time of day is ahead by the seconds in `clock.ahead`, and
hosts that end in `.example` stand at the port in `hosts.port`. While there is a file `clock.stuck`, all that look at
the clock hang, and the event loop with them.
"""

import gc
import json
import os
import runpy
import select
import signal
import sys
import time
import traceback
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.i18n import Translations
from bot.runtime.clock import SystemClock
from bot.runtime.lazy_aiogram import import_aiogram
from storage.sqlite import SqliteStorage
from tests.faulty_sqlite import FaultsByFile
from tests.releases.hosts import let_hosts_stand_at

_LOOK_S = 0.02


def main() -> None:
    import_aiogram()  # what takes so long; the program itself imports it when it needs it
    import_module("bot.lifecycle")
    Translations()  # parsed once for all runs
    gc.freeze()  # so that the forks share what was imported, and do not look through it when they end
    running: dict[int, Path] = {}
    while True:
        ready, _, _ = select.select([sys.stdin.fileno()], [], [], _LOOK_S)
        if ready:
            line = os.read(sys.stdin.fileno(), 1 << 16)
            if not line:
                for pid in running:
                    os.killpg(pid, signal.SIGKILL)
                return
            request = json.loads(line)
            pid = os.fork()
            if not pid:
                _become(request)
            running[pid] = Path(request["ended"])
            print(pid, flush=True)  # noqa: T201  that is the answer
        _reap(running)


def _reap(running: dict[int, Path]) -> None:
    for pid in list(running):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            ended = running.pop(pid)
            written = ended.with_suffix(".part")
            written.write_text(str(os.waitstatus_to_exitcode(status)), "ascii")
            written.replace(ended)


def _become(request: dict[str, Any]) -> None:
    """Become the program; never returns."""
    os.setsid()
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    _let_the_database_fail_by(Path("database.faults"))
    _set_the_clock_by(Path("clock.ahead").absolute())
    if (port := Path("hosts.port")).exists():
        let_hosts_stand_at(int(port.read_text("ascii")))
    sys.argv = ["bot", *request["arguments"]]
    code = 0
    try:
        runpy.run_module("bot", run_name="__main__", alter_sys=True)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        if isinstance(leaving.code, str):
            print(leaving.code, file=sys.stderr)  # noqa: T201  as the interpreter does
    except BaseException:  # noqa: BLE001  as the interpreter does
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    # As at the end of an interpreter, threads that are no daemons are waited for, and what was registered is run.
    sys.exit(code)


def _let_the_database_fail_by(written: Path) -> None:
    """No test has a disk of its own to fill; what a file in the folder says fails, if it is there at the start."""
    if written.exists():
        faults = FaultsByFile(written.absolute())
        lifecycle = import_module("bot.lifecycle")
        lifecycle.open_storage = lambda address, *more: SqliteStorage(  # type: ignore[attr-defined]
            address.partition(":///")[2], faults.factory(), *more
        )


def _set_the_clock_by(ahead: Path) -> None:
    """Nobody may set the machine's own clock for a test; the program asks this one instead, whenever it looks."""
    stuck = ahead.with_suffix(".stuck")

    def now(_: SystemClock) -> datetime:
        while stuck.exists():
            time.sleep(_LOOK_S)
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text("ascii")) if ahead.exists() else 0.0)

    SystemClock.now = now  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    main()

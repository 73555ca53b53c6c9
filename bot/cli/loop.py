"""The event loop of a command, and the signals that stop it.

Before the loop runs, a signal ends the process at once, since nothing is to be finished (`end_at_once_on_signals`).
Then the first signal asks the command to stop, and is obeyed within `CUT_OFF_S` seconds whatever hangs; a second one
ends the process at once (`stop_signal`). An end at once is like a kill: the next run continues what was under way.
"""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from importlib import import_module
from importlib.util import find_spec
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)

CUT_OFF_S = 9.0
"""How long a stop may take, in seconds: Docker kills after ten."""
_ONE_REQUEST_S = 0.5
"""Signals within so many seconds are one request: some launchers pass on what the terminal has sent to everybody."""
_LOGGED_WITHIN_S = 0.5
_STOPS = ("SIGINT", "SIGTERM", "SIGHUP")
"""The last one says that the terminal was closed; Windows has none."""
_BY_SIGNAL = 128
"""A shell's exit code for a program that a signal has ended is this and the signal's number."""


def run_in_loop(main: Coroutine[Any, Any, T]) -> T:
    """Run `main` to its end, in uvloop's event loop where it is installed: it has no wheels for Windows."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(main)


def stop_signal() -> asyncio.Event:
    """Set when the process gets SIGINT, SIGTERM or SIGHUP; from then on, the process has `CUT_OFF_S` seconds to end."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    asked_at: list[float] = []

    def heed(number: int, _: FrameType | None) -> None:
        now = time.monotonic()
        if not asked_at:
            asked_at.append(now)
            threading.Thread(target=_cut_off, name="cut-off", daemon=True).start()
            loop.call_soon_threadsafe(stop.set)
        elif now - asked_at[0] > _ONE_REQUEST_S:
            os._exit(_BY_SIGNAL + number)

    # Not the loop's own handlers: these wait for the loop, which may be what hangs.
    _heed_stops(heed)
    return stop


def end_at_once_on_signals() -> None:
    """Let these signals end the process, also in a container, where the first process ignores SIGTERM otherwise."""
    _heed_stops(lambda number, _: os._exit(_BY_SIGNAL + number))


def _heed_stops(heed: Callable[[int, FrameType | None], None]) -> None:
    for name in _STOPS:
        number = getattr(signal, name, None)
        is_nohup = name == "SIGHUP" and number is not None and signal.getsignal(number) is signal.SIG_IGN
        if number is not None and not is_nohup:
            signal.signal(number, heed)


def _cut_off() -> None:
    """End the process with 1 if it has not ended in time, even if what writes the log hangs, too."""
    time.sleep(CUT_OFF_S)
    complaint = "something hangs, so the stop is cut off after %g s; the next start continues what was under way"
    saying = threading.Thread(target=_log.error, args=(complaint, CUT_OFF_S), daemon=True)
    saying.start()
    saying.join(_LOGGED_WITHIN_S)
    os._exit(1)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    return import_module("uvloop").new_event_loop if find_spec("uvloop") else None

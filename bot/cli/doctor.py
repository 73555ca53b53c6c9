"""`dozor doctor`: says what keeps the bot from running well, and what helps; also while it runs."""

import argparse
import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bot.cli.loop import run_in_loop
from bot.config import Settings, read_settings
from bot.doctor.database import Stored
from bot.doctor.examination import Examination, Tools
from bot.doctor.findings import Finding, State
from bot.errors import StorageError
from bot.logs import secrets_of
from bot.runtime.clock import SystemClock
from bot.text.shortening import shorten
from storage import engine, is_in_use, open_catalogue, open_console, path_of

_LONGEST = 300
"""Characters of a line: some are from outside."""
_CLOSED_WITHIN_S = 2.0


def run(options: argparse.Namespace) -> int:
    """0 if nothing fails, 1 if something does."""
    settings, wrong = read_settings()
    return run_in_loop(_run(settings, wrong, as_json=options.json))


async def _run(settings: Settings | None, wrong: list[str], *, as_json: bool) -> int:
    found = [_harmless(one, settings) for one in await examine(settings, wrong)]
    fails = any(one.state is State.FAILURE for one in found)
    sys.stdout.write((_json(found, fails=fails) if as_json else "\n".join(_lines(found))) + "\n")
    sys.stdout.flush()
    # A reader of a disk that hangs would keep the process from ending.
    threading.Thread(target=_end, args=(int(fails),), daemon=True).start()
    return int(fails)


async def examine(settings: Settings | None, wrong: list[str]) -> list[Finding]:
    """Look at everything that the settings name."""
    sqlite = await asyncio.to_thread(engine)
    tools = Tools(path_of, is_in_use, _stored, sqlite.version, sqlite.has_full_text, _count_marks)
    return await Examination(settings, wrong, os.environ, tools, SystemClock()).findings()


async def _stored(address: str) -> Stored:
    try:
        async with open_catalogue(address) as catalogue, open_console(address) as console:
            overdue = await console.overdue()
            return Stored(await catalogue.known_sources(), overdue.source_at, overdue.debt_at)
    except StorageError as error:
        return Stored(error=str(error))


def _count_marks(path: Path) -> int:
    """Imports the matcher, which takes most of a second; few installations have such a file."""
    return len(import_module("bot.reposts.marks").load_marks(path))


def _harmless(one: Finding, settings: Settings | None) -> Finding:
    """The same on one line, without secrets and without what a terminal would obey."""
    what, remedy = one.what, one.remedy
    for secret in secrets_of(settings) if settings is not None else ():
        what, remedy = what.replace(secret, "***"), remedy.replace(secret, "***")
    return Finding(one.check, one.state, shorten(what, _LONGEST), shorten(remedy, _LONGEST))


def _lines(found: Sequence[Finding]) -> list[str]:
    lines = []
    for one in found:
        lines.append(f"{one.state:8} {one.check:9} {one.what}")
        if one.remedy:
            lines.append(f"{'':18} → {one.remedy}")
    counts = [f"{sum(one.state is state for one in found)} {name}" for state, name in _SUMMED.items()]
    return [*lines, ", ".join(counts)]


_SUMMED = {State.FAILURE: "failed", State.WARNING: "to look at", State.OK: "fine", State.SKIPPED: "not looked at"}


def _json(found: Sequence[Finding], *, fails: bool) -> str:
    checks = [{"check": one.check, "state": one.state, "what": one.what, "remedy": one.remedy} for one in found]
    return json.dumps({"ok": not fails, "checks": checks}, ensure_ascii=False, indent=2)


def _end(code: int) -> None:
    time.sleep(_CLOSED_WITHIN_S)
    sys.stdout.flush()
    os._exit(code)

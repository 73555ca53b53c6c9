"""Whether the program can do its work now: what `/readyz` answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot.errors import StorageError
from bot.model.console import Overdue
from bot.model.running import Running

LAG_S = 2.0
"""Of the loop, within half a minute; people notice less than that not at all."""
HOLD_S = 10.0
"""Of the writer; transactions take milliseconds, and a locked file is given up after five seconds."""
TELEGRAM_SILENT = timedelta(minutes=1)
"""A long poll of half a minute, its time-out and another try."""
SOURCE_LATE = timedelta(minutes=10)
"""The shortest interval between polls is two minutes by default, and a run that begins catches up within some."""
DEBT_LATE = timedelta(minutes=5)
"""Tries of one message are minutes apart at most, unless Telegram says otherwise."""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of being ready."""

    ok: bool
    seconds: float | None = None
    """The lag, or the age of what is oldest; None where nothing is late, or nobody knows."""
    why: str | None = None
    """What is wrong, in a few words."""


def judge(running: Running, overdue: Overdue | StorageError, now: datetime) -> Mapping[str, Check]:
    """The checks by their names. `overdue` is the error, if the database cannot be read."""
    source, debt = (overdue, overdue) if isinstance(overdue, StorageError) else (overdue.source_at, overdue.debt_at)
    return {
        "loop": _loop(running),
        "database": _database(running, overdue),
        "telegram": _telegram(running, now),
        "stages": _stages(running),
        "sources": _late(source, SOURCE_LATE, now),
        "debts": _late(debt, DEBT_LATE, now),
    }


def to_json(checks: Mapping[str, Check]) -> Mapping[str, object]:
    """As `/readyz` shows it."""
    shown = {
        name: {key: value for key, value in asdict(check).items() if value is not None}
        for name, check in checks.items()
    }
    return {"ready": is_ready(checks), "checks": shown}


def is_ready(checks: Mapping[str, Check]) -> bool:
    return all(check.ok for check in checks.values())


def _loop(running: Running) -> Check:
    lag_s = running.lag_lately_s
    if lag_s is None:
        return Check(ok=False, why="not measured yet")
    return Check(ok=lag_s <= LAG_S, seconds=round(lag_s, 3), why=None if lag_s <= LAG_S else "it stood still")


def _database(running: Running, overdue: Overdue | StorageError) -> Check:
    if running.outage is not None:
        return Check(ok=False, why="it fails")
    if running.damage is not None:
        return Check(ok=False, why="it is damaged, and will not be opened again: restore a backup")
    if isinstance(overdue, StorageError):
        return Check(ok=False, why=f"it cannot be read: {type(overdue).__name__}")
    if running.hold_s is not None and running.hold_s >= HOLD_S:
        return Check(ok=False, seconds=round(running.hold_s, 1), why="a transaction does not end")
    return Check(ok=True)


def _telegram(running: Running, now: datetime) -> Check:
    since = running.telegram_failing_since
    if running.has_rival:
        return Check(ok=False, why="another program receives the updates")
    if since is None:
        return Check(ok=True)
    if not running.telegram_has_answered:
        return Check(ok=False, why="it has not answered yet")
    age = max(now - since, timedelta())
    return Check(
        ok=age < TELEGRAM_SILENT,
        seconds=round(age.total_seconds(), 1),
        why=None if age < TELEGRAM_SILENT else "it does not answer",
    )


def _stages(running: Running) -> Check:
    troubled = [
        *(f"{name} fails" for name in running.failing_stages),
        *(f"{name} stands still" for name in running.stuck_stages),
    ]
    return Check(ok=not troubled, why=", ".join(troubled) or None)


def _late(since: datetime | StorageError | None, bearable: timedelta, now: datetime) -> Check:
    if isinstance(since, StorageError):
        return Check(ok=False, why="unknown")
    if since is None or since >= now:
        return Check(ok=True)
    age = now - since
    return Check(
        ok=age < bearable,
        seconds=round(age.total_seconds(), 1),
        why=None if age < bearable else f"due for over {bearable // timedelta(minutes=1)} min",
    )

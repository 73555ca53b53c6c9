from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.console.health import is_ready, judge, to_json
from bot.console.readiness import Readiness
from bot.errors import QueryTooLong, StorageError
from bot.model.console import Overdue
from bot.model.running import Running
from storage.sqlite.console import SqliteConsole
from tests.clock import SteppedClock
from tests.console.conftest import Serving
from tests.console.raw import ask, status

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_WELL = Running(started_at=_NOW, version="1", lag_lately_s=0.01)
_NOTHING = Overdue(None, None)


def test_a_program_that_does_its_work_is_ready() -> None:
    checks = judge(_WELL, Overdue(_NOW - timedelta(minutes=2), _NOW - timedelta(seconds=3)), _NOW)
    assert is_ready(checks)
    assert [*checks] == ["loop", "database", "telegram", "stages", "sources", "debts"]
    assert to_json(checks)["checks"]["sources"] == {"ok": True, "seconds": 120.0}  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"lag_lately_s": 2.5}, "loop"),
        ({"lag_lately_s": None}, "loop"),
        ({"outage": "disk I/O error: /srv/dozor.db"}, "database"),
        ({"damage": "row 3 missing from index /srv/dozor.db"}, "database"),
        ({"hold_s": 10.0}, "database"),
        ({"telegram_failing_since": _NOW - timedelta(seconds=60)}, "telegram"),
        ({"telegram_failing_since": _NOW, "telegram_has_answered": False}, "telegram"),
        ({"has_rival": True}, "telegram"),
        ({"failing_stages": ("poll", "read")}, "stages"),
        ({"stuck_stages": ("ingest",)}, "stages"),
    ],
)
def test_each_trouble_of_the_process_is_named(change: dict[str, Any], name: str) -> None:
    checks = judge(replace(_WELL, **change), _NOTHING, _NOW)
    assert [failed for failed, check in checks.items() if not check.ok] == [name]
    assert checks[name].why
    assert "dozor.db" not in str(to_json(checks))


@pytest.mark.parametrize(
    ("overdue", "names"),
    [
        (Overdue(_NOW - timedelta(minutes=10), None), ["sources"]),
        (Overdue(None, _NOW - timedelta(minutes=5)), ["debts"]),
        (Overdue(_NOW + timedelta(hours=1), _NOW + timedelta(hours=1)), []),
        (QueryTooLong("x"), ["database", "sources", "debts"]),
        (StorageError("/srv/dozor.db"), ["database", "sources", "debts"]),
    ],
)
def test_what_is_late_or_unknown_is_named(overdue: Overdue | StorageError, names: list[str]) -> None:
    checks = judge(_WELL, overdue, _NOW)
    assert [failed for failed, check in checks.items() if not check.ok] == names
    assert "dozor.db" not in str(to_json(checks))


def test_a_short_failure_of_telegram_is_none() -> None:
    running = replace(_WELL, telegram_failing_since=_NOW - timedelta(seconds=59))
    assert is_ready(judge(running, _NOTHING, _NOW))


async def test_it_is_answered_with_a_status_and_the_database_is_asked_once_a_second(
    serving: Serving, console_storage: SqliteConsole, steady: SteppedClock
) -> None:
    states = [_WELL, replace(_WELL, failing_stages=("poll",))]
    asked = []

    async def running() -> Running:
        asked.append(1)
        return states[len(asked) - 1]

    readiness = Readiness(console_storage, running, clock=steady, steady=steady)
    base = await serving(readiness.routes())
    assert [status(await ask(base, "GET /readyz")) for _ in range(3)] == [200] * 3
    assert len(asked) == 1
    steady.move(seconds=1)
    answer = await ask(base, "GET /readyz")
    assert status(answer) == 503
    assert '"stages": {"ok": false, "why": "poll fails"}' in answer


async def test_a_database_that_is_gone_is_not_ready(serving: Serving, tmp_path: Path, steady: SteppedClock) -> None:
    async def running() -> Running:
        return _WELL

    async with SqliteConsole(str(tmp_path / "nowhere" / "dozor.db")) as storage:
        answer = await ask(
            await serving(Readiness(storage, running, clock=steady, steady=steady).routes()), "GET /readyz"
        )
    assert status(answer) == 503
    assert '"database": {"ok": false' in answer

"""What is said of the database, its disk, its sources, and of the machine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor.database import (
    Place,
    Stored,
    check_disk,
    check_packs,
    check_queues,
    check_rights,
    check_sources,
    check_use,
)
from bot.doctor.findings import State
from bot.doctor.looking import BESIDE, look_at_machine, look_at_place
from bot.doctor.machine import check_memory, check_versions, check_zones
from bot.doctor.ports import Port, check_ports
from bot.model import KnownSource, SourceHealth, SourceId
from storage.sqlite import backup

_NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
_MB = 1024**2
_GOOD = Place("dozor.db", exists=True, folder_exists=True, can_write_folder=True, folder_mode=0o755, free=10_000 * _MB)


def _source(number: int, *, fails: bool = False, foreign: str | None = None) -> KnownSource:
    since = _NOW if fails else None
    health = SourceHealth.FAILING if fails else SourceHealth.WORKING
    address = f"https://{number}.example/feed"
    return KnownSource(
        SourceId(number), address, "", "ru", "ru/own", health, None, since, None, 0, foreign_site=foreign
    )


@pytest.mark.parametrize(
    ("place", "state"),
    [
        (_GOOD, State.OK),
        (replace(_GOOD, exists=False), State.OK),
        (replace(_GOOD, can_write_folder=False), State.FAILURE),
        (replace(_GOOD, folder_mode=0o777), State.WARNING),
        (replace(_GOOD, folder_mode=0o1777), State.OK),
        (replace(_GOOD, is_file=False), State.FAILURE),
        (replace(_GOOD, can_write=False), State.FAILURE),
        (replace(_GOOD, mode=0o644), State.WARNING),
        (replace(_GOOD, is_own=False), State.WARNING),
        (replace(_GOOD, foreign=["dozor.db-wal"]), State.FAILURE),
        (replace(_GOOD, file_system="nfs4"), State.FAILURE),
    ],
)
def test_rights(place: Place, state: State) -> None:
    (found,) = check_rights(place)
    assert found.state is state
    assert bool(found.remedy) is (state is not State.OK)


@pytest.mark.parametrize(
    ("free", "size", "log", "states"),
    [
        (600, 100, 16, [State.OK]),
        (499, 100, 16, [State.WARNING]),
        (49, 100, 16, [State.FAILURE]),
        (600, 700, 16, [State.WARNING]),
        (600, 100, 300, [State.OK, State.WARNING]),
    ],
)
def test_room(free: int, size: int, log: int, states: list[State]) -> None:
    place = replace(_GOOD, free=free * _MB, size=size * _MB, log_size=log * _MB)
    assert [one.state for one in check_disk(place)] == states


@pytest.mark.parametrize(
    ("failing", "count", "state"),
    [
        (0, 0, State.WARNING),
        (0, 5, State.OK),
        (9, 12, State.OK),
        (10, 30, State.WARNING),
        (10, 31, State.OK),
        (3, 3, State.FAILURE),
    ],
)
def test_sources(failing: int, count: int, state: State) -> None:
    (found,) = check_sources(Stored([_source(number, fails=number < failing) for number in range(count)]))
    assert found.state is state


def test_a_database_that_cannot_be_read_fails_and_one_that_is_missing_does_not() -> None:
    assert [one.state for one in check_sources(Stored(error="malformed"))] == [State.FAILURE]
    assert [one.state for one in check_sources(None)] == [State.SKIPPED]


def test_what_is_overdue_counts_only_while_the_bot_runs() -> None:
    late = Stored(source_due_at=_NOW - timedelta(hours=2), debt_due_at=_NOW - timedelta(minutes=5))
    (found,) = check_queues(late, _NOW, is_running=True)
    assert found.state is State.WARNING
    assert "a source for 2.0 h" in found.what
    assert "message" not in found.what
    assert [one.state for one in check_queues(late, _NOW, is_running=False)] == [State.SKIPPED]


def test_packs_tell_of_sources_that_stray() -> None:
    assert check_packs(79, Stored([_source(1)])).state is State.OK
    assert check_packs(0, None).state is State.OK
    found = check_packs(79, Stored([_source(1, foreign="other.example")]))
    assert found.state is State.WARNING
    assert "other.example" in found.what


def test_ports_are_free_before_a_start_and_answer_after_it() -> None:
    port = Port("WEBHOOK_PORT", "127.0.0.1:8080")
    states = {
        (port, False): State.OK,
        (replace(port, answers=True), False): State.FAILURE,
        (replace(port, error="Permission denied"), False): State.FAILURE,
        (port, True): State.FAILURE,
        (replace(port, answers=True), True): State.OK,
    }
    for (one, is_running), state in states.items():
        assert [found.state for found in check_ports([one], is_running=is_running)] == [state]
    assert not list(check_ports([], is_running=True))


def test_this_machine_is_seen(tmp_path: Path) -> None:
    machine = look_at_machine((3, 40, 1), has_full_text=True)
    assert [one.state for one in check_versions(machine)] == [State.OK]
    assert check_zones(machine).state is State.OK
    assert check_zones(replace(machine, missing_zones=["Europe/Kyiv"])).state is State.FAILURE
    small = replace(machine, available=100 * _MB, limit=None)
    assert check_memory(small, is_running=False).state is State.FAILURE
    assert check_memory(small, is_running=True).state is State.OK
    assert check_memory(replace(small, available=200 * _MB), is_running=False).state is State.WARNING
    assert [one.state for one in check_versions(replace(machine, sqlite=(3, 36, 0)))] == [State.FAILURE]

    missing = look_at_place(str(tmp_path / "new" / "dozor.db"))
    assert not missing.exists
    assert missing.can_write_folder
    (tmp_path / "dozor.db").write_bytes(b"x" * 5000)
    (tmp_path / "dozor.db").chmod(0o644)
    (tmp_path / "dozor.db-wal").write_bytes(b"y" * 10)
    seen = look_at_place(str(tmp_path / "dozor.db"))
    assert (seen.exists, seen.is_own, seen.size, seen.log_size, seen.mode) == (True, True, 5000, 10, 0o644)
    assert seen.free > 0
    assert not look_at_place(str(tmp_path)).is_file


def test_who_holds_the_database() -> None:
    assert "the bot runs" in check_use(is_running=True, exists=True).what
    assert "does not run" in check_use(is_running=False, exists=True).what


def test_all_that_stands_beside_a_database_is_looked_at() -> None:
    assert set(BESIDE) == set(backup.BESIDE)

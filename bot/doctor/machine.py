"""The machine and what is installed on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.doctor.findings import Finding, failure, ok, warning

_MB = 1024**2
_NEEDED, _COMFORTABLE = 150 * _MB, 300 * _MB
"""Measured (`benchmarks/footprint.py`): 130 MB idle, 220 MB with a hundred sources and their pages."""
_OLDEST_PYTHON = (3, 11)
_OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables (https://www.sqlite.org/stricttables.html)."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What is there."""

    python: tuple[int, int, int]
    sqlite: tuple[int, int, int]
    has_full_text: bool
    """Whether SQLite has FTS5."""
    available: int | None
    """Bytes of memory; None if that is not known."""
    limit: int | None
    """Bytes that a container or a service may have."""
    missing_zones: Sequence[str] = ()
    """Of those that must be there."""
    zones: int = 0
    extras: Sequence[str] = ()
    """Those that are installed."""
    marks: int | None = None
    """How many names MARKS_FILE has; None without one."""
    wrong_marks: str = ""


def check_versions(machine: Machine) -> Iterator[Finding]:
    """Python and SQLite."""
    extras = f"; extras: {', '.join(machine.extras)}" if machine.extras else ""
    what = f"Python {_dotted(machine.python)}, SQLite {_dotted(machine.sqlite)}{extras}"
    if machine.python[:2] < _OLDEST_PYTHON:
        yield failure("versions", what, f"install Python {_dotted(_OLDEST_PYTHON)} or newer")
    elif machine.sqlite < _OLDEST_SQLITE or not machine.has_full_text:
        yield failure("versions", what, f"use a Python with SQLite {_dotted(_OLDEST_SQLITE)} or newer, with FTS5")
    else:
        yield ok("versions", what)


def check_memory(machine: Machine, *, is_running: bool) -> Finding:
    """Whether there is room for the bot."""
    known = [size for size in (machine.available, machine.limit) if size is not None]
    if not known:
        return ok("memory", "how much there is cannot be seen on this system")
    what = f"{min(known) / _MB:,.0f} MB available"
    if machine.limit is not None:
        what += f" (limited to {machine.limit / _MB:,.0f} MB)"
    if is_running or min(known) >= _COMFORTABLE:  # a bot that runs has taken its part
        return ok("memory", what)
    remedy = f"the bot needs {_NEEDED / _MB:.0f} MB, and {_COMFORTABLE / _MB:.0f} MB with very many subscriptions"
    return (failure if min(known) < _NEEDED else warning)("memory", what, f"{remedy}; PAGES=false saves a part")


def check_zones(machine: Machine) -> Finding:
    """Whether times of day are known where people live."""
    if machine.missing_zones:
        return failure(
            "zones",
            f"no data for {', '.join(machine.missing_zones)}: quiet hours and digests would go by UTC",
            "install tzdata anew: pip install --force-reinstall tzdata",
        )
    return ok("zones", f"{machine.zones} time zones are known")


def check_marks(machine: Machine) -> Iterator[Finding]:
    """The operator's list of marks."""
    if machine.wrong_marks:
        yield failure("marks", machine.wrong_marks, "correct the file: the bot does not start without it")
    elif machine.marks is not None:
        yield ok("marks", f"MARKS_FILE has {machine.marks} names")


def _dotted(version: Sequence[int]) -> str:
    return ".".join(map(str, version))

"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is; `SKIPPED` if it could not be looked at."""

    OK = "ok"
    SKIPPED = "skipped"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what is, and one of what helps."""

    check: str
    state: State
    what: str
    remedy: str = ""
    """Empty if nothing is wrong."""


def ok(check: str, what: str) -> Finding:
    return Finding(check, State.OK, what)


def skipped(check: str, why: str) -> Finding:
    return Finding(check, State.SKIPPED, why)


def warning(check: str, what: str, remedy: str) -> Finding:
    return Finding(check, State.WARNING, what, remedy)


def failure(check: str, what: str, remedy: str) -> Finding:
    return Finding(check, State.FAILURE, what, remedy)

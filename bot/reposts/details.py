"""Instants in the details of concerns, and of lines of the log: milliseconds since 1970."""

from datetime import UTC, datetime


def detail_of(at: datetime) -> str:
    """An instant as a detail."""
    return str(round(at.timestamp() * 1000))


def instant_in(detail: str) -> datetime | None:
    """The instant that a detail says; None if it says none."""
    return datetime.fromtimestamp(int(detail) / 1000, UTC) if detail.isdecimal() else None

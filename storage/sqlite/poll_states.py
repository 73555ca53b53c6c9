"""What a source remembers from poll to poll, as columns of its row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.model import PollState, Trouble
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, maybe_to_ms, to_ms
from storage.sqlite.sources import to_failure


@dataclass(frozen=True, slots=True)
class _Column:
    """A field that has a column of its own."""

    field: str
    name: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:  # noqa: ANN401  of any field
    return value


def _to_bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _from_bits(bits: int) -> frozenset[int]:
    return frozenset(number for number in range(bits.bit_length()) if bits >> number & 1)


def _to_trouble(value: str | None) -> Trouble | None:
    return None if value is None else Trouble(value)


_AS_THEY_ARE = (
    "interval_s",
    "etag",
    "last_modified",
    "body_hash",
    "item_hashes",
    "highest_post",
    "dating",
    "growth",
    "moving_to",
    "failures",
    "gap_s",
    "ttl_s",
)
_INSTANTS = (
    "baseline_at",
    "polled_at",
    "news_at",
    "full_at",
    "read_at",
    "changed_at",
    "newest_at",
    "failing_since",
)
_COLUMNS = (
    *(_Column(name, name, _same, _same) for name in _AS_THEY_ARE),
    *(_Column(name, name, maybe_to_ms, maybe_from_ms) for name in _INSTANTS),
    _Column("home_site", "home", _same, _same),
    _Column("foreign_site", "abroad", _same, _same),
    _Column("moving_since", "said_since", maybe_to_ms, maybe_from_ms),
    _Column("next_poll_at", "next_poll_at", to_ms, from_ms),
    _Column("retired", "retired", bool, bool),
    _Column("announced", "told", _same, _to_trouble),
    _Column("skip_hours", "skip_hours", _to_bits, _from_bits),
    _Column("skip_days", "skip_days", _to_bits, _from_bits),
)
"""All of them but the failure, which has two columns."""


def to_values(state: PollState) -> Mapping[str, Any]:
    """By the names of the columns."""
    failure = state.failure
    return {column.name: column.write(getattr(state, column.field)) for column in _COLUMNS} | {
        "failure_reason": failure.reason if failure else None,
        "failure_detail": failure.detail if failure else None,
    }


def to_state(row: Row) -> PollState:
    fields = {column.field: column.read(row[column.name]) for column in _COLUMNS}
    return PollState(failure=to_failure(row), **fields)

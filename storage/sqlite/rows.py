"""Shared by the aggregates: times as numbers, leases as columns, commands once."""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.errors import LeaseLost
from bot.model import Cause, Chat, ChatKey, ChatKind, DeliveryPreferences, Language, Lease, Novelty, SourceSettings

Row = sqlite3.Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ARRIVAL = TypeAdapter(DeliveryPreferences)
_SOURCE_SETTINGS = TypeAdapter(SourceSettings)
_NOVELTY = TypeAdapter(Novelty)


def to_ms(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def maybe_to_ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def from_ms(milliseconds: int) -> datetime:
    return _EPOCH + milliseconds * _MILLISECOND


def maybe_from_ms(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)


def to_columns(lease: Lease) -> dict[str, Any]:
    return {"lease_boot": lease.boot, "lease_until": to_ms(lease.until)}


def taken_ms(lease: Lease, now: datetime) -> int:
    """When a lease is taken: leases that ended by then have lapsed."""
    return to_ms(lease.at or now)


def check(lease: Lease, row: Row | None) -> None:
    """Raise LeaseLost unless the row still has this lease."""
    if row is None or (row["lease_boot"], row["lease_until"]) != (lease.boot, to_ms(lease.until)):
        raise LeaseLost


def to_chat(row: Row) -> Chat:
    return Chat(
        key=ChatKey(row["key"]),
        telegram_id=row["telegram_id"],
        kind=ChatKind(row["kind"]),
        title=row["title"],
        language=Language(row["language"]),
        dormant=row["dormant_at"] is not None,
        preferences=_ARRIVAL.validate_json(row["arrival"]),
    )


def to_json(preferences: DeliveryPreferences) -> str:
    return _ARRIVAL.dump_json(preferences, exclude_defaults=True).decode()


def to_source_settings(row: Row) -> SourceSettings:
    return _SOURCE_SETTINGS.validate_json(row["settings"])


def settings_to_json(settings: SourceSettings) -> str:
    return _SOURCE_SETTINGS.dump_json(settings, exclude_defaults=True).decode()


def to_novelty(written: str | None) -> Novelty:
    """An older version kept no more than that there is something new."""
    return Novelty() if written is None else _NOVELTY.validate_json(written)


def novelty_to_json(novelty: Novelty | None) -> str | None:
    return None if novelty is None else _NOVELTY.dump_json(novelty, exclude_defaults=True).decode()


def once(db: sqlite3.Connection, chat: ChatKey, cause: Cause, now: datetime, effect: Callable[[], Any]) -> Any:  # noqa: ANN401  JSON
    """The result of `effect`, which `chat` asked for; if the cause already had its effect, the result of that time."""
    row = db.execute("SELECT outcome FROM effects WHERE cause = ?", (cause,)).fetchone()
    if row is not None:
        return json.loads(row["outcome"])
    outcome = effect()
    new = "INSERT INTO effects (cause, outcome, at, chat_key) VALUES (?, ?, ?, ?)"
    db.execute(new, (cause, json.dumps(outcome), to_ms(now), chat))
    return outcome

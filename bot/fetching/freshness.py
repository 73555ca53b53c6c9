"""Reads from HTTP headers how long an answer stays fresh, and when to retry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.text.dates import read_moment

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NEVER_FRESH = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Freshness:
    """Times that a server sets, in seconds from its answer; None if it sets none."""

    fresh_for_s: float | None = None
    """From Cache-Control, else from Expires. Never negative; 0 allows a request at any time."""
    retry_after_s: float | None = None
    """Never negative."""


def read_freshness(headers: Mapping[str, str]) -> Freshness:
    """Read the headers; times of day are relative to the server's own "Date", so that a wrong clock does no harm."""
    return Freshness(_fresh_for_s(headers), _retry_after_s(headers))


def _fresh_for_s(headers: Mapping[str, str]) -> float | None:
    control = headers.get("Cache-Control", "")
    if _NEVER_FRESH.search(control):
        return 0.0
    if max_age := _MAX_AGE.search(control):
        age = headers.get("Age", "")
        spent = int(age[:10]) if age.isascii() and age.isdigit() else 0
        return float(max(0, int(max_age[1]) - spent))
    expires = headers.get("Expires")
    if expires is None:
        return None
    moment = _moment(expires)
    # "0" and "-1" say that it has expired already (RFC 9111, 5.3)
    return 0.0 if moment is None else _seconds_until(moment, headers)


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    """A number of seconds or a time of day (RFC 9110, 10.2.3)."""
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:10])
    moment = _moment(value)
    return None if moment is None else _seconds_until(moment, headers)


def _seconds_until(moment: datetime, headers: Mapping[str, str]) -> float | None:
    date = _moment(headers.get("Date", ""))
    return None if date is None else max(0.0, (moment - date).total_seconds())


def _moment(value: str) -> datetime | None:
    return None if value.strip().lstrip("-").isdigit() else read_moment(value)

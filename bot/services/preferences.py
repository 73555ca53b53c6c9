"""Delivery preferences of chats: reads what people write, and stores it."""

import asyncio
import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.delivery.timing import FOREVER, zone_of
from bot.model import Chat, DeliveryPreferences, PreviewSize, QuietHours, Rhythm
from bot.ports import ChatStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.zones import known_zones, written_zone

_MINUTES = range(24 * 60)
"""Of a day."""


class PreferenceKind(StrEnum):
    """One delivery preference; each has its own form of value, see `changed`."""

    RHYTHM = "rhythm"
    DAILY = "daily"
    QUIET = "quiet"
    HOLD = "hold"
    ZONE = "zone"
    PREVIEW = "preview"
    BURST = "burst"


OFF = "off"
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?")
_HOURS = re.compile(rf"({_CLOCK_TIME.pattern})\s*[-–—]\s*({_CLOCK_TIME.pattern})")
_HOLDS = {
    "0": {"silent", "без звука", "без звуку"},
    "1": {"hold", "wait", "ждать", "чекати"},
}
_DURATION = re.compile(r"(\d{1,4})\s*(m|min|мин|м|хв|h|ч|час|г|год|d|д|дн|days?|hours?)\.?", re.IGNORECASE)
_UNITS = {"m": "minutes", "м": "minutes", "х": "minutes", "h": "hours", "ч": "hours", "г": "hours"}
_RHYTHMS = {
    Rhythm.AT_ONCE: {"now", "off", "at once", "сразу", "одразу", "нет", "ні"},
    Rhythm.HOURLY: {"hourly", "hour", "ежечасно", "каждый час", "час", "щогодини", "година"},
}
_DAILY = re.compile(r"^(daily|ежедневно|каждый день|раз в день|щодня)(\s+(at|в|о))?\s*", re.IGNORECASE)
_QUIET_OFF = {"off", "no", "нет", "выкл", "ні", "вимк"}
_BURSTS = range(1, 101)


def clock_time(text: str) -> time:
    """A time of the day as people write it: «9», «9:00», «23.30». Raises ValueError."""
    match = _CLOCK_TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def written_rhythm(text: str) -> tuple[PreferenceKind, str]:
    """The arguments of `/digest`, as a setting and its value. Raises ValueError."""
    wanted = " ".join(text.casefold().split())
    for rhythm, words in _RHYTHMS.items():
        if wanted in words:
            return PreferenceKind.RHYTHM, rhythm
    at = _DAILY.sub("", wanted)
    return PreferenceKind.DAILY, minutes_value(clock_time(at or "9"))


def written_quiet(text: str) -> list[tuple[PreferenceKind, str]]:
    """The arguments of `/quiet`, as settings and values: hours, their effect, or both. Raises ValueError."""
    wanted = " ".join(text.casefold().split())
    if wanted in _QUIET_OFF:
        return [(PreferenceKind.QUIET, OFF)]
    match = _HOURS.match(wanted)
    hours = [(PreferenceKind.QUIET, hours_value(clock_time(match[1]), clock_time(match[4])))] if match else []
    meaning = wanted[match.end() :].strip() if match else wanted
    held = [(PreferenceKind.HOLD, value) for value, words in _HOLDS.items() if meaning in words]
    if meaning and not held:
        raise ValueError(text)
    return [*hours, *held]


def written_duration(text: str) -> timedelta:
    """The argument of `/pause`: «30m», «3h», «2d», also in Russian and Ukrainian. Raises ValueError."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or not int(match[1]):
        raise ValueError(text)
    return timedelta(**{_UNITS.get(match[2][0].casefold(), "days"): int(match[1])})


def minutes_value(at: time) -> str:
    """A time of the day as a value: in minutes, since a button's data must not hold a colon."""
    return str(at.hour * 60 + at.minute)


def hours_value(start: time, end: time) -> str:
    return f"{minutes_value(start)}-{minutes_value(end)}"


def changed(preferences: DeliveryPreferences, setting: PreferenceKind, value: str) -> DeliveryPreferences:
    """The preferences with a setting changed. Raises ValueError for an impossible value."""
    match setting:
        case PreferenceKind.RHYTHM:
            change: dict[str, Any] = {"rhythm": Rhythm(value)}
        case PreferenceKind.DAILY:
            change = {"rhythm": Rhythm.DAILY, "daily_at": _from_minutes(value)}
        case PreferenceKind.QUIET:
            change = {"quiet": None if value == OFF else _quiet_hours(value, preferences.quiet)}
        case PreferenceKind.HOLD:
            change = {"quiet": preferences.quiet and replace(preferences.quiet, holds_back=value == "1")}
        case PreferenceKind.ZONE:
            change = {"zone": written_zone(value)}
        case PreferenceKind.PREVIEW:
            change = {"preview": PreviewSize(value)}
        case PreferenceKind.BURST:
            change = {"burst": _BURSTS[_BURSTS.index(int(value))]}
    return replace(preferences, **change)


class Preferences:
    """Delivery preferences of chats."""

    def __init__(self, storage: ChatStorage, clock: Clock, *, debts: Bell) -> None:
        self._storage = storage
        self._clock = clock
        self._debts = debts

    async def change(self, chat: Chat, *changes: tuple[PreferenceKind, str]) -> DeliveryPreferences:
        """Change settings. Raises ValueError, as `changed`; then nothing changes."""
        preferences = chat.preferences
        for setting, value in changes:
            if setting is PreferenceKind.ZONE:
                await asyncio.to_thread(known_zones)  # the first time, it reads some hundred files
            preferences = changed(preferences, setting, value)
        return await self._set(chat, preferences)

    async def pause(self, chat: Chat, duration: timedelta | None) -> DeliveryPreferences:
        """Hold back all news for so long, or until `resume`."""
        until = FOREVER if duration is None else self._clock.now() + duration
        return await self._set(chat, replace(chat.preferences, paused_until=until))

    async def resume(self, chat: Chat) -> DeliveryPreferences:
        """Send news again; what was held back goes together."""
        return await self._set(chat, replace(chat.preferences, paused_until=None))

    def is_paused(self, preferences: DeliveryPreferences) -> bool:
        return preferences.paused_until is not None and preferences.paused_until > self._clock.now()

    def local_now(self, preferences: DeliveryPreferences) -> datetime:
        """The time in the chat's zone."""
        return self._clock.now().astimezone(zone_of(preferences))

    async def _set(self, chat: Chat, preferences: DeliveryPreferences) -> DeliveryPreferences:
        await self._storage.set_preferences(chat.key, preferences)
        self._debts.ring()
        return preferences


def _quiet_hours(value: str, before: QuietHours | None) -> QuietHours:
    start, _, end = value.partition("-")
    if start == end:
        raise ValueError(value)
    return QuietHours(_from_minutes(start), _from_minutes(end), before is not None and before.holds_back)


def _from_minutes(value: str) -> time:
    if (minutes := int(value)) not in _MINUTES:
        raise ValueError(value)
    return time(*divmod(minutes, 60))

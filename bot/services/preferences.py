"""Delivery preferences of chats: reads what people write, and stores it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time
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
_BURSTS = range(1, 101)


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

    async def pause(self, chat: Chat, until: datetime | None) -> DeliveryPreferences:
        """Hold back all news until then, or until `resume`."""
        until = FOREVER if until is None else until.astimezone(UTC)
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

"""Delivery preferences as people type them after a command."""

import re
from datetime import datetime, time

from bot.model import Rhythm
from bot.services.preferences import OFF, PreferenceKind, hours_value, minutes_value
from bot.text.when import MORNING, clock, hours, moment

_HOLDS = {
    "0": {"silent", "без звука", "без звуку"},
    "1": {"hold", "wait", "ждать", "чекати"},
}
_RHYTHMS = {
    Rhythm.AT_ONCE: {"now", "off", "at once", "сразу", "одразу", "нет", "ні"},
    Rhythm.HOURLY: {
        *("hourly", "hour", "every hour", "ежечасно", "каждый час", "раз в час", "час"),
        *("щогодини", "година", "кожну годину", "раз на годину"),
    },
}
_DAILY = re.compile(
    r"(?:(?:daily|every day|once a day|ежедневно|каждый день|раз в день|щодня|кожен день|раз на день)(?=\s|,|$)[\s,]*)?"
)
_QUIET_OFF = {"off", "no", "нет", "выкл", "ні", "вимк"}
_NIGHT = re.compile(r"(?:at night|night|ночью|ночь|вночі|ніч)(?=\s|,|$)[\s,]*")
_NIGHT_HOURS = (time(23), time(7))


def written_rhythm(text: str) -> tuple[PreferenceKind, str]:
    """The arguments of `/digest`, as a setting and its value. Raises ValueError."""
    wanted = " ".join(text.casefold().split())
    for rhythm, words in _RHYTHMS.items():
        if wanted in words:
            return PreferenceKind.RHYTHM, rhythm
    at = _DAILY.sub("", wanted, count=1)
    return PreferenceKind.DAILY, minutes_value(clock(at) if at else MORNING)


def written_quiet(text: str) -> list[tuple[PreferenceKind, str]]:
    """The arguments of `/quiet`, as settings and values: hours, their effect, or both. Raises ValueError."""
    wanted = " ".join(text.casefold().split())
    if wanted in _QUIET_OFF:
        return [(PreferenceKind.QUIET, OFF)]
    if held := _held(wanted):
        return held
    if night := _NIGHT.match(wanted):
        start, end, rest = *_NIGHT_HOURS, wanted[night.end() :]
    else:
        start, end, rest = hours(wanted)
    held = _held(rest)
    if rest and not held:
        raise ValueError(text)
    return [(PreferenceKind.QUIET, hours_value(start, end)), *held]


def written_end(text: str, now: datetime) -> datetime:
    """The argument of `/pause`: when it ends, in the zone of `now`. Raises ValueError."""
    return moment(text, now)


def _held(text: str) -> list[tuple[PreferenceKind, str]]:
    return [(PreferenceKind.HOLD, value) for value, words in _HOLDS.items() if text in words]

"""What people type after `/pause`, `/quiet`, `/digest` and `/timezone`."""

import re
from datetime import UTC, datetime, time

import pytest

from bot.i18n import Translations
from bot.model import Language
from bot.services.preferences import PreferenceKind, hours_value, minutes_value
from bot.services.written_preferences import written_end, written_quiet, written_rhythm
from bot.services.zones import written_zone

_NOW = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)
_EXAMPLE = re.compile(r"<code>/(pause|digest|quiet|timezone) ([^<]+)</code>")
_NIGHT = (PreferenceKind.QUIET, hours_value(time(23), time(7)))
_HELD = (PreferenceKind.HOLD, "1")


@pytest.mark.parametrize("language", Language)
def test_the_examples_that_are_given_are_understood(language: Language) -> None:
    texts = Translations()[language]
    given = [_EXAMPLE.findall(texts.html(key)) for key in ("pause-what", "digest-what", "quiet-what", "zone-what")]
    assert all(len(examples) >= 2 for examples in given)
    readers = {
        "pause": lambda text: written_end(text, _NOW),
        "digest": written_rhythm,
        "quiet": written_quiet,
        "timezone": written_zone,
    }
    for command, text in (example for examples in given for example in examples):
        assert readers[command](text)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("9", time(9)),
        ("раз в день в 9 вечера", time(21)),
        ("daily at 9pm", time(21)),
        ("щодня о 18:00", time(18)),
        ("каждый день утром", time(9)),
        ("ежедневно", time(9)),
    ],
)
def test_a_daily_digest_comes_at_the_time_that_is_named(written: str, at: time) -> None:
    assert written_rhythm(written) == (PreferenceKind.DAILY, minutes_value(at))


@pytest.mark.parametrize(
    ("written", "wished"),
    [
        ("23-7", [_NIGHT]),
        ("с 11 вечера до 7 утра ждать", [_NIGHT, _HELD]),
        ("вночі", [_NIGHT]),
        ("at night, hold", [_NIGHT, _HELD]),
        ("чекати", [_HELD]),
        ("нет", [(PreferenceKind.QUIET, "off")]),
    ],
)
def test_quiet_hours(written: str, wished: list[tuple[PreferenceKind, str]]) -> None:
    assert written_quiet(written) == wished


@pytest.mark.parametrize("written", ["", "23", "23-7 громко", "25-7", "с 23"])
def test_what_are_no_quiet_hours_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        written_quiet(written)

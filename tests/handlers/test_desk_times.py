"""How times are said to editors."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n import Translations
from bot.model import Language
from handlers.desk_times import said, said_within

_NOW = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "today", "tomorrow", "other"),
    [
        (Language.RUSSIAN, "в 23:45 UTC", "завтра в 0:15 UTC", "27.02 в 23:30 UTC"),
        (Language.UKRAINIAN, "о 23:45 UTC", "завтра о 0:15 UTC", "27.02 о 23:30 UTC"),
        (Language.ENGLISH, "at 23:45 UTC", "tomorrow at 0:15 UTC", "27.02 at 23:30 UTC"),
    ],
)
def test_a_time_fits_into_a_sentence_on_each_day(language: Language, today: str, tomorrow: str, other: str) -> None:
    texts = Translations()[language]
    assert said(_NOW - timedelta(days=365), _NOW, UTC, texts).startswith("01.03.2025 ")
    times = [_NOW + timedelta(minutes=15), _NOW + timedelta(minutes=45), _NOW - timedelta(days=2)]
    assert [said_within(at, _NOW, UTC, texts) for at in times] == [today, tomorrow, other]
    assert [said(at, _NOW, UTC, texts) for at in times] == ["23:45 UTC", tomorrow, other]

"""What follows from how much a subscription brings: the rule alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.breadth import GATHERED, judge_load
from bot.model import AS_THE_CHAT, Haste, Load, Manner, Rhythm

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_LOAD = Load("нефть", 51, 31, timedelta(hours=3), AS_THE_CHAT, Haste.AT_ONCE, silent=False)


def test_a_new_subscription_that_is_broad_is_gathered_and_its_owner_is_told() -> None:
    verdict = judge_load(_LOAD, _NOW)
    assert verdict.manner == GATHERED
    assert verdict.notice is not None
    assert verdict.notice.key == "load-gathered"


@pytest.mark.parametrize(
    "load",
    [
        replace(_LOAD, stories=50),
        replace(_LOAD, age=timedelta(days=2)),
        replace(_LOAD, manner=Manner(Rhythm.AT_ONCE)),
        replace(_LOAD, manner=Manner(Rhythm.HOURLY), haste=Haste.HOURLY),
        replace(_LOAD, haste=Haste.DAILY),
    ],
)
def test_what_is_old_or_narrow_or_was_chosen_keeps_its_rhythm(load: Load) -> None:
    assert judge_load(load, _NOW).manner is None


def test_what_pings_too_often_is_asked_about_once_a_week() -> None:
    load = replace(_LOAD, age=timedelta(days=90))
    asked = judge_load(load, _NOW)
    assert asked.notice is not None
    assert (asked.notice.key, asked.notice.arguments["count"]) == ("load-asks", 31)
    assert asked.look_at == _NOW + timedelta(days=7)
    for calm in (replace(load, messages=30), replace(load, silent=True), replace(load, haste=Haste.HOURLY)):
        assert judge_load(calm, _NOW).notice is None
        assert judge_load(calm, _NOW).look_at < _NOW + timedelta(days=1)
    assert judge_load(replace(load, haste=Haste.URGENT), _NOW).notice is None

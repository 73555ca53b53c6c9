import asyncio
import logging

import pytest

from bot.runtime.lag import Lag, LoopLag


def test_before_the_first_measurement_there_is_none() -> None:
    assert LoopLag().measured() == Lag(0.0, 0.0, 0.0)


def test_what_is_told_is_of_all_that_was_noted() -> None:
    lag = LoopLag()
    for hundredths in range(200):
        lag.note(hundredths / 100)
    assert lag.measured() == Lag(median_s=1.0, p99_s=1.98, worst_s=1.99)


def test_a_standstill_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    lag = LoopLag()
    lag.note(0.9)
    assert caplog.records == []
    with caplog.at_level(logging.WARNING):
        lag.note(1.26)
    assert [record.getMessage() for record in caplog.records] == ["the event loop stood still for 1.3 s"]


async def test_a_loop_that_is_kept_busy_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, busy_s = asyncio.get_running_loop(), 0.0
    time = loop.time
    monkeypatch.setattr(loop, "time", lambda: time() + busy_s)
    lag = LoopLag(step_s=3_600)
    watch = asyncio.ensure_future(lag.run())
    await asyncio.sleep(0)
    busy_s = 2 * 3_600.0
    for _ in range(10):  # it wakes, and measures
        await asyncio.sleep(0)
    watch.cancel()
    assert lag.measured().worst_s >= 3_600

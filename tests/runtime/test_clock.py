from datetime import timedelta

import pytest

from bot.runtime.clock import SteadyClock
from tests.clock import SteppedClock


@pytest.mark.parametrize("leap", [timedelta(days=1), timedelta(days=-400), timedelta(0)])
async def test_a_steady_clock_goes_on_whatever_is_done_to_the_time_of_day(leap: timedelta) -> None:
    clock = SteppedClock()
    elapsed = [7.0]
    steady = SteadyClock(clock, lambda: elapsed[0])
    began = clock.now()
    assert steady.now() == began
    clock.move(seconds=leap.total_seconds())
    elapsed[0] += 1.5
    assert steady.now() == began + timedelta(seconds=1.5)
    await steady.sleep(30)
    assert clock.now() == began + leap + timedelta(seconds=30)

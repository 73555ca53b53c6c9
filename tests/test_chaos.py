"""A small size of `benchmarks.chaos`: killed under load before a server that fails, and with a clock that leaps, the
program loses nothing.
"""

from benchmarks.chaos import Options, run

_LATENCY_S = 0.4
"""So long that most kills strike while something is being sent."""
_PATIENCE_S = 120.0
"""Of a busy machine: nothing of ours waits for as long."""


async def test_killed_under_load_it_loses_nothing_and_keeps_order() -> None:
    options = Options(
        5,
        messages=64,
        faults=0.1,
        chats=5,
        groups=3,
        seed=1,
        leaps=3,
        outages=3,
        latency_s=_LATENCY_S,
        patience_s=_PATIENCE_S,
    )
    verdict = await run(options)
    assert (verdict.owed, verdict.kills, verdict.commands, verdict.leaps) == (64, 5, 21, 3)
    assert verdict.in_flight > 0
    assert (verdict.lost, verdict.commands_lost, verdict.orphans, verdict.reordered) == (0, 0, 0, 0)
    assert (verdict.unexcused, verdict.answered_twice) == (0, 0)
    assert verdict.repeated <= verdict.repeatable
    # What was on its way at a kill, a busy server may count after the next run has begun.
    assert verdict.exceeded <= verdict.in_flight

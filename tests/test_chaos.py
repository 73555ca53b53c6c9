"""A small size of `benchmarks.chaos`: killed under load before a server that fails, the program loses nothing."""

from benchmarks.chaos import Options, run


async def test_killed_under_load_it_loses_nothing_and_keeps_order() -> None:
    verdict = await run(Options(kills=3, messages=24, faults=0.1, chats=5, groups=3, seed=1))
    assert (verdict.owed, verdict.kills, verdict.commands) == (24, 3, 19)
    assert (verdict.lost, verdict.commands_lost, verdict.orphans, verdict.reordered) == (0, 0, 0, 0)
    assert verdict.unexcused == 0
    assert verdict.repeated <= verdict.repeatable
    assert verdict.exceeded == 0

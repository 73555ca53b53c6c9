"""A small size of `benchmarks.chaos`: killed under load before a server that fails, the program loses nothing."""

from benchmarks.chaos import Options, run


async def test_killed_under_load_it_loses_nothing_and_keeps_order() -> None:
    verdict = await run(Options(kills=2, messages=15, faults=0.05, chats=4, groups=1, seed=1))
    assert verdict.owed == 15
    assert (verdict.lost, verdict.commands_lost, verdict.orphans, verdict.reordered) == (0, 0, 0, 0)
    assert verdict.repeated <= verdict.repeatable

"""A sample of `benchmarks.database_faults`: whichever statement fails, nothing is lost or repeated."""

from benchmarks.database_faults import Round, play
from tests.faulty_sqlite import Failure

_ONCE = [Round(failure, nth, 1) for failure in (Failure.DISK, Failure.FULL) for nth in (1, 9, 31, 77, 120)]
_FOR_A_WHILE = [Round(Failure.DISK, 40, 6), Round(Failure.FULL, 90, 6), Round(Failure.LOCKED, 3, 3)]


async def test_whichever_statement_fails_nothing_is_lost_or_repeated() -> None:
    rounds = [*_ONCE, *_FOR_A_WHILE]
    verdict, failed = await play(rounds)
    assert failed > len(rounds) // 2
    assert (verdict.owed, verdict.commands) == (2 * len(rounds), 6 + len(rounds))
    assert (verdict.lost, verdict.repeated, verdict.reordered) == (0, 0, 0)
    assert (verdict.commands_lost, verdict.answered_twice) == (0, 0)

"""No text, however long and of whatever shape, keeps any function busy: time does not grow with the square."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.program import clean_environment
from tests.hostile.calls import calls, uncalled
from tests.hostile.shapes import WORST, shapes

_LENGTH = 100_000
_ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no timers of CPU time")
@pytest.mark.parametrize("half", range(2))
def test_no_function_takes_long_over_a_hostile_text(half: int) -> None:
    functions = list(calls())[half::2]
    child = subprocess.run(
        [sys.executable, "-m", "tests.hostile.child", str(_LENGTH), ";".join(WORST), *functions],
        cwd=_ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    under_way = child.stdout.splitlines()[-1:]
    assert child.returncode != -signal.SIGPROF, f"{under_way} takes too long"
    assert child.returncode == 0, (under_way, child.stderr)


def test_none_is_forgotten() -> None:
    assert uncalled() == {}, "tests/hostile/calls.py and arguments.py say how functions are called"


def test_the_worst_shapes_are_shapes() -> None:
    assert set(WORST) <= shapes(1_000).keys()
    assert len(WORST) >= 20

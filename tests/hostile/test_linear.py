"""No text, however long and of whatever shape, keeps any function busy: time does not grow with the square."""

import importlib
import inspect
import re
import signal
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest

from tests.end_to_end.program import clean_environment
from tests.hostile.calls import HANDS_OVER, calls, uncalled
from tests.hostile.shapes import WORST, shapes

pytestmark = pytest.mark.xdist_group("hostile")
"""They take long: whatever is a group begins first, so that no worker is left with one of these at the end."""

_LENGTH = 50_000
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


@pytest.mark.parametrize(("function", "other"), HANDS_OVER.items())
def test_what_hands_over_does_so(function: str, other: str) -> None:
    room, *names = function.removeprefix("bot.").split(".")
    module = importlib.import_module(f"bot.{room}.{names[0]}")
    source = inspect.getsource(attrgetter(".".join(names[1:]))(module))
    assert re.search(rf"return (self\.\w+(\([^()]*\))?\.)?{other.rpartition('.')[2]}\(", source)
    assert not re.search(r"\b(for|while)\b.*:\n", source)
    assert {function, other} <= calls().keys()

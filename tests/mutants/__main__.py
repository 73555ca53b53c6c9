"""Try the mutants: whether the tests notice what goes wrong in the mechanisms.

    python -m tests.mutants             all of them, on copies of the tree; `make mutants` does so
    python -m tests.mutants lease       those whose path, or what is wrong with them, has that in it

Without any mutant, the tests themselves have to pass. Exits 1 if they do not, if a mutant survives that is not known to
be harmless, or if one that is known to be so is noticed after all. Needs `fork`: each run begins with all libraries
imported, which would take longer than the tests.
"""

import argparse
import os
import runpy
import signal
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from tests.mutants.list import MUTANTS
from tests.mutants.mutant import Mutant
from tests.mutants.tree import Tree

_PATIENCE_S = 900.0
"""For one run; a mutant may make the program wait for ever."""
_LOOK_S = 0.05
_PASSED, _FAILED = 0, 1
"""What pytest exits with; anything else says that the tests did not run."""
_OURS = {"bot", "handlers", "storage", "tests"}
_PRELOADED = ("bot.lifecycle", "tests.conftest", "tests.handlers.conftest", "hypothesis")
_OPTIONS = (
    *("-q", "-x", "--tb=line", "-p", "no:xdist", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # of plugins, which are imported already
)
_SHOWN = 2_000


class Fate(Enum):
    """What became of a run."""

    KILLED = "killed"
    HARMLESS = "harmless"
    """The mutant survived, as it should."""
    RIGHT = "right"
    """Without any mutant, the tests pass."""
    SURVIVED = "SURVIVED"
    NOTICED = "NOTICED"
    """The mutant is said to be harmless, and was killed."""
    BROKEN = "BROKEN"
    """The tests did not run, or do not pass without any mutant."""


_FINE = {Fate.KILLED, Fate.HARMLESS, Fate.RIGHT}


class Run:
    """Tests in a process of their own, on a tree of their own, with a mutant or without any."""

    def __init__(self, mutant: Mutant | None, tests: Sequence[str], tree: Tree) -> None:
        self.mutant = mutant
        self.tree = tree
        self._said = tree.path.with_suffix(".txt")
        self._began = time.monotonic()
        if mutant is not None:
            tree.edit(mutant)
        sys.stdout.flush()
        self._process = os.fork()
        if not self._process:
            _be_pytest(tree.path, tests, self._said)

    def fate(self) -> Fate | None:
        """None as long as it goes on. One that takes too long is ended."""
        process, status = os.waitpid(self._process, os.WNOHANG)
        lasted_s = time.monotonic() - self._began
        if not process and lasted_s < _PATIENCE_S:
            return None
        with suppress(ProcessLookupError):  # nothing is left of it
            os.killpg(self._process, signal.SIGKILL)
        if not process:
            os.waitpid(self._process, 0)
        self.tree.restore()
        fate = self._judge(os.waitstatus_to_exitcode(status) if process else _FAILED)
        what = f"{self.mutant.path}: {self.mutant.wrong}" if self.mutant else "the tests without any mutant"
        print(f"{fate.value:8} {lasted_s:6.1f} s  {what}", flush=True)
        if fate is Fate.HARMLESS and self.mutant:
            print(f"{'':19}{self.mutant.harmless}", flush=True)
        if fate is Fate.BROKEN:
            print(self._said.read_text("utf-8", "replace")[-_SHOWN:], flush=True)
        return fate

    def _judge(self, code: int) -> Fate:
        if self.mutant is None:
            return Fate.RIGHT if code == _PASSED else Fate.BROKEN
        if code == _PASSED:
            return Fate.HARMLESS if self.mutant.harmless else Fate.SURVIVED
        if code == _FAILED:
            return Fate.NOTICED if self.mutant.harmless else Fate.KILLED
        return Fate.BROKEN


def _be_pytest(tree: Path, tests: Sequence[str], said: Path) -> NoReturn:
    """Run tests as `python -m pytest` does, with the program and the tests of that tree."""
    code = -1
    try:
        os.setsid()
        output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(tree)
        os.environ["PYTHONPATH"] = sys.path[0] = str(tree)
        sys.argv[1:] = [*_OPTIONS, *tests]
        runpy.run_module("pytest", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(code)


def _preload() -> None:
    """Import the libraries, and nothing of ours: the program and the tests are those of a tree."""
    for module in _PRELOADED:
        import_module(module)
    for module in [*sys.modules]:
        if module.partition(".")[0] in _OURS:
            del sys.modules[module]


def _try_all(mutants: Sequence[Mutant], trees: Sequence[Tree]) -> Counter[Fate]:
    tests = sorted({test for one in mutants for test in one.tests})
    waiting = deque([(None, tests), *((one, one.tests) for one in mutants)])
    free, running, fates = [*trees], list[Run](), Counter[Fate]()
    while waiting or running:
        while waiting and free:
            running.append(Run(*waiting.popleft(), free.pop()))
        time.sleep(_LOOK_S)
        for run in [*running]:
            if (fate := run.fate()) is not None:
                fates[fate] += 1
                running.remove(run)
                free.append(run.tree)
    return fates


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.mutants", description="Try the mutants.")
    arguments.add_argument("part", nargs="*", help="those that have one of these in their paths or descriptions")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many at once")
    asked = arguments.parse_args()
    mutants = [
        one
        for one in MUTANTS
        if not asked.part or any(part.lower() in f"{one.path} {one.wrong}".lower() for part in asked.part)
    ]
    _preload()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        fates = _try_all(mutants, [Tree(Path(folder) / str(number)) for number in range(asked.jobs)])
    print(f"{len(mutants)} mutants: " + ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate if fates[fate]))
    return 0 if set(fates) <= _FINE else 1


if __name__ == "__main__":
    sys.exit(main())

"""Memory of the program and of the processes that it has started, each shared page divided among those that share it.

Linux alone says so (https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html). A process takes some milliseconds of
the kernel's time.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROCESSES = Path("/proc")
_MOST = 64
"""Processes; there are about ten."""


@dataclass(frozen=True, slots=True)
class FamilyMemory:
    """In bytes; None where the system does not say."""

    main: int | None = None
    children: int | None = None


def family_memory(pid: int | None = None) -> FamilyMemory:
    """Memory of a process, by default this one, and of those below it. Blocks."""
    main, *children = [_proportional(one) for one in _family(os.getpid() if pid is None else pid)]
    return FamilyMemory(main, None if main is None else sum(one for one in children if one is not None))


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:  # which grows meanwhile
        found += list(_children(one))[: _MOST - len(found)]
    return found


def _children(pid: int) -> Iterator[int]:
    try:
        for task in (_PROCESSES / str(pid) / "task").iterdir():
            yield from map(int, (task / "children").read_text("ascii").split())
    except OSError:  # it has ended, or the kernel does not tell
        return


def _proportional(pid: int) -> int | None:
    try:
        lines = (_PROCESSES / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return None

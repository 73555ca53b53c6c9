"""What may befall the database of a program that runs: for real, as far as that takes no rights."""

import resource
import sqlite3
from contextlib import suppress

from tests.end_to_end.program import Program

_LEAST_BYTES = 65_536
"""Of a file, that can be written to a disk that is broken: the database and its log are longer."""


class DatabaseFaults:
    """One at a time; `mend` ends it. Each is a fault of the runs of the program, not of one alone: see `befall`."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._lock: sqlite3.Connection | None = None
        self._is_broken = False
        self._write("")  # so that the program heeds it from the start

    def lock(self) -> None:
        """Another program keeps the database locked. Blocks until that gets its lock."""
        path = self._program.folder / "dozor.db"
        self._lock = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        self._lock.execute("BEGIN EXCLUSIVE")

    def break_disk(self) -> None:
        """No file of the program can be written to but at its beginning: an I/O error, as SQLite sees it."""
        self._is_broken = True
        self.befall()

    def fill_disk(self) -> None:
        """The database cannot grow."""
        self._write("full")

    def stall_disk(self) -> None:
        """Nothing comes back from the disk."""
        self._write("stalled")

    def fail_now_and_then(self, share: float) -> None:
        """Such a share of the statements meet an I/O error."""
        self._write(f"disk {share}")

    def befall(self) -> None:
        """Let what is the matter befall a run that has just begun."""
        if self._is_broken:
            with suppress(ProcessLookupError):  # it has ended over it
                self._limit(_LEAST_BYTES)

    def mend(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if self._is_broken:
            self._is_broken = False
            with suppress(ProcessLookupError):
                self._limit(resource.RLIM_INFINITY)
        self._write("")

    def _limit(self, largest: int) -> None:
        resource.prlimit(self._program.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    def _write(self, what: str) -> None:
        file = self._program.folder / "database.faults"
        part = file.with_suffix(".part")
        part.write_text(what, "ascii")
        part.replace(file)

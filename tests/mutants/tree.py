"""A copy of the project, in which one file at a time is replaced."""

import os
import shutil
from pathlib import Path

from tests.mutants.mutant import ROOT, Mutant

_IGNORED = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "*.db*")
_LEAP_S = 1_000.0


class Tree:
    """Copied when it is made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._edits = 0
        self._before: tuple[Path, bytes, os.stat_result] | None = None
        shutil.copytree(ROOT, path, ignore=_IGNORED)

    def edit(self, mutant: Mutant) -> None:
        """Raises ValueError as `Mutant.mutated`."""
        file = self.path / mutant.path
        self._before = file, file.read_bytes(), file.stat()
        mutated = mutant.mutated(file.read_text("utf-8"))
        file.write_text(mutated, "utf-8")
        # Python knows compiled files by seconds and sizes, which an edit may leave as they are.
        self._edits += 1
        self._set_time(file, self._before[2], self._edits * _LEAP_S)

    def restore(self) -> None:
        """As it was copied."""
        if self._before is not None:
            file, content, stat = self._before
            file.write_bytes(content)
            self._set_time(file, stat)
            self._before = None

    @staticmethod
    def _set_time(file: Path, stat: os.stat_result, later_s: float = 0.0) -> None:
        os.utime(file, (stat.st_atime, stat.st_mtime + later_s))

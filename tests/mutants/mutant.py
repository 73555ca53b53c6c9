"""A mutant: the program with one place changed for the worse, which some test should notice."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit of one file, and the tests that should fail with it."""

    wrong: str
    """What the program does with it that it should not do."""
    path: str
    """Of the file, from the root of the project."""
    there: str
    """What stands there, exactly once in the file."""
    instead: str
    tests: tuple[str, ...]
    """As pytest takes them: the few that are about this."""
    harmless: str = ""
    """Why the program is as right with it, if it is. Then no test fails."""

    def mutated(self, text: str) -> str:
        """The text of the file with the edit. Raises ValueError if what is to be edited does not stand there once."""
        if (times := text.count(self.there)) != 1:
            raise ValueError(f"{self.path} has {times} times, and not once: {self.there}")
        return text.replace(self.there, self.instead)

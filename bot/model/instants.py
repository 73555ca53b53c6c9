"""What a clock that goes back does to stored times."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """The stored times that were brought back from a future that a wrong clock had made."""

    by: timedelta
    """How far the clock has gone back; zero if it has not."""
    instants: int

"""What the program says of time itself."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What stood in a future that a wrong clock had made."""

    by: timedelta
    """How far the time of day has gone back; zero if it has not."""
    instants: int

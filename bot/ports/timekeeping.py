from datetime import datetime, timedelta
from typing import Protocol

from bot.model import BroughtBack


class TimeStorage(Protocol):
    """What a clock that was wrong has left behind."""

    async def bring_back(
        self, now: datetime, by: timedelta | None = None, since: datetime | None = None
    ) -> BroughtBack:
        """Let nothing wait for a time that the program reckoned when the clock was ahead.

        `by` is how far the clock has gone back just now: the waits that were left then are left. Without it, if what
        was seen before tells that the clock has gone back, they are over. None is longer than it can ever be. With
        `since`, only what stands later than that is brought back. What a person has chosen stays. It takes several
        transactions: when it raises, some of them may have happened.
        """
        ...

    async def note_time(self, now: datetime) -> None:
        """Note the time of day, so that the next run knows whether it has gone back."""
        ...

    async def set_right(self, now: datetime) -> None:
        """Let nothing claim to have happened later than `now`, which is certain."""
        ...

    async def age_mark(self) -> datetime | None:
        """The time by which `tidy` has judged last what is old; None if it has never done."""
        ...

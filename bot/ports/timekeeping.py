from datetime import datetime, timedelta
from typing import Protocol

from bot.model import BroughtBack


class TimeStorage(Protocol):
    """Repairs of what a wrong clock has left behind."""

    async def bring_back(
        self, now: datetime, by: timedelta | None = None, since: datetime | None = None
    ) -> BroughtBack:
        """Bring back the times that the program computed while the clock was ahead.

        `by` is how far the clock has just gone back: each wait keeps what was left of it. Without `by`, stored times
        show whether the clock has gone back; if so, the waits are over. No wait stays longer than its kind can ever be.
        With `since`, only later times are brought back. Times that a person chose stay. It takes several transactions:
        when it raises, some of them may have happened.
        """
        ...

    async def note_time(self, now: datetime) -> None:
        """Note the time of day, so that the next run knows whether the clock has gone back."""
        ...

    async def cap_times(self, now: datetime) -> None:
        """Cap all recorded times at `now`, which is known to be right."""
        ...

    async def age_mark(self) -> datetime | None:
        """The `aged_at` of the last `tidy`; None if there was none."""
        ...

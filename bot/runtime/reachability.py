"""Whether somebody who is asked again and again still answers."""

from datetime import datetime

from bot.runtime.clock import Clock


class Reachability:
    """Notes answers and failures. Before the first answer, nobody has answered since the beginning."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.failing_since: datetime | None = clock.now()
        """When the first request failed after the latest answer; None if none did."""
        self.has_answered = False

    def note_answer(self) -> None:
        self.failing_since = None
        self.has_answered = True

    def note_failure(self) -> None:
        if self.failing_since is None:
            self.failing_since = self._clock.now()

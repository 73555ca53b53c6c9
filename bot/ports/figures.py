from datetime import datetime
from typing import Protocol

from bot.model.figures import Figures


class FiguresStorage(Protocol):
    """What is counted for the metrics."""

    async def figures(self, now: datetime) -> Figures:
        """Counts as of `now`, and what waits by then."""
        ...

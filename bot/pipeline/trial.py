"""Reads an article in a separate process, to see whether the process survives.

Short texts are read in this process, where a crash or an endless loop takes everything with it. Afterwards nobody knows
for certain which article it was: to the next run, a kill or a power cut looks the same. So an article that has seen
several runs end goes through this trial before it is matched here.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.matching.rehearsal import rehearse
from bot.model import EVERYBODY, WaitingArticle
from bot.runtime.processes import Processes
from bot.stories.frequencies import Counts
from bot.stories.grouping import read_articles

_DEADLINE_S = 60.0
"""Several times what the longest text takes, loading the dictionaries included."""
_MEMORY_BYTES = 1024**3


def _read(article: WaitingArticle) -> None:
    """Read as ingest does, and later delivery, but without queries."""
    for one in read_articles([replace(article, scope=EVERYBODY)], {}, Counts()):
        rehearse(one.read)


class Trial:
    """Reads each article in its own process."""

    def __init__(self, read: Callable[[WaitingArticle], None] = _read, *, deadline_s: float = _DEADLINE_S) -> None:
        """`read` is what the process runs: a module-level function."""
        self._read = read
        self._deadline_s = deadline_s

    async def survives(self, article: WaitingArticle) -> None:
        """Return if the process survives. Raises Overrun, and whatever reading the article raises."""
        async with Processes(1, self._deadline_s, memory_bytes=_MEMORY_BYTES) as processes:
            await processes.run(self._read, article)

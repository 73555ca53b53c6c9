"""An article is read in a process of its own, to see whether the process survives that.

Short texts are read in this process, where what crashes, or never ends, takes all the rest with it. Which article it
was is never known for certain: a kill, or want of power, looks the same to the next run. So one that has seen several
runs end is put to this trial before it is matched here.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.matching.rehearsal import rehearse
from bot.model import EVERYBODY, WaitingArticle
from bot.runtime.processes import Processes
from bot.stories.grouping import read_articles

_DEADLINE_S = 60.0
"""Several times what the longest text takes, the dictionaries that the process has to load included."""
_MEMORY_BYTES = 1024**3


def _read(article: WaitingArticle) -> None:
    """As ingest does, and whoever tells it later, but for the queries."""
    for one in read_articles([replace(article, scope=EVERYBODY)], {}):
        rehearse(one.read)


class Trial:
    """Reads articles in processes that end with it."""

    def __init__(self, read: Callable[[WaitingArticle], None] = _read, *, deadline_s: float = _DEADLINE_S) -> None:
        """`read` is what the process does: a function of a module."""
        self._read = read
        self._deadline_s = deadline_s

    async def survives(self, article: WaitingArticle) -> None:
        """Return if it does. Raises Overrun, and whatever reading the article raises."""
        async with Processes(1, self._deadline_s, memory_bytes=_MEMORY_BYTES) as processes:
            await processes.run(self._read, article)

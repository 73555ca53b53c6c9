"""An article is read in a process of its own, to see whether the process survives that.

Matching runs in this process, where what crashes, or never ends, takes all the rest with it. Which article it was is
never known for certain: a kill, or want of power, looks the same to the next run. So one that has seen several runs end
is put to this trial before it is matched here.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.process import BaseProcess

from bot.errors import ReadingFailed
from bot.feeds.processes import prepare_worker, process_context
from bot.matching import Matcher
from bot.model import EVERYBODY, WaitingArticle
from bot.pipeline.placing import read_articles

_DEADLINE_S = 60.0
"""Several times what the longest text takes, the start of the process included."""
_LOOK_S = 0.1
_MEMORY_BYTES = 1024**3


class Trial:
    """Reads articles in processes that end with it."""

    def __init__(
        self, read: Callable[[WaitingArticle], None] | None = None, *, deadline_s: float = _DEADLINE_S
    ) -> None:
        """`read` is what the process does, and can be found there by its name."""
        self._read = read or _read
        self._deadline_s = deadline_s

    async def survives(self, article: WaitingArticle) -> None:
        """Return if it does. Raises ReadingFailed."""
        context = process_context()
        process = context.Process(target=_run, args=(self._read, article), daemon=True)  # type: ignore[attr-defined]
        await asyncio.to_thread(process.start)
        try:
            async with asyncio.timeout(self._deadline_s):
                await _ended(process)
        except TimeoutError:
            raise ReadingFailed(f"it takes longer than {self._deadline_s:g} s") from None
        finally:
            process.kill()
        if process.exitcode:
            raise ReadingFailed(f"it ends a process with {process.exitcode}")


async def _ended(process: BaseProcess) -> None:
    while process.exitcode is None:  # noqa: ASYNC110  no event tells of other processes
        await asyncio.sleep(_LOOK_S)


def _run(read: Callable[[WaitingArticle], None], article: WaitingArticle) -> None:
    prepare_worker(_MEMORY_BYTES)
    read(article)


def _read(article: WaitingArticle) -> None:
    """As ingest does, but for the queries."""
    for one in read_articles([replace(article, scope=EVERYBODY)], {}):
        Matcher.read(one.read).terms()

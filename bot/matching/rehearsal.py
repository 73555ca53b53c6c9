"""A long text is first read where that can be stopped.

Whatever is done with the words of an article takes time in proportion to its length; that is meant, and tested. But if
a text were found that keeps an expression busy for ever, it would hold the interpreter, and with it the program. So the
words of a long one are read in a process, with a deadline, before anything here looks at them: all that is done with
them later, for a message or a search, is done there once.
"""

from types import TracebackType
from typing import Self

from bot.matching.evaluate import Reading
from bot.model import ReadArticle
from bot.runtime.processes import Processes
from bot.summaries import summarise

LONG = 8_000
"""Characters of a text: time that grew with the square would still be some 0.1 s for as many."""
_DEADLINE_S = 10.0
"""100,000 characters of the worst text take 0.4 s."""
_SUMMARY = 700
_PLACES = 100


class Rehearsal:
    """Reads long articles in a process of its own. An async context manager."""

    def __init__(self, deadline_s: float = _DEADLINE_S) -> None:
        self._processes = Processes(1, deadline_s, modules=[__name__])

    async def __aenter__(self) -> Self:
        await self._processes.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._processes.__aexit__(kind, error, trace)

    async def terms(self, article: ReadArticle) -> frozenset[str]:
        """What the article can be found by. Raises Overrun if it cannot be read in time."""
        return await self._processes.run(rehearse, article)


def rehearse(article: ReadArticle) -> frozenset[str]:
    """What the article can be found by, after all that is ever done with its words."""
    reading = Reading(article)
    every_word = reading.hit((place, place) for place in range(min(_PLACES, len(reading.sentences))))
    summarise(article, every_word, limit=_SUMMARY)
    return reading.terms()

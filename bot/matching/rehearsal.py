"""Processes long texts first in a process that can be killed.

All work on an article's words is meant and tested to take linear time. But a text that keeps a regular expression busy
for ever would hold the interpreter, and so the program. So everything that is done later with a long text, for a
message or a search, is first done once in a process with a deadline.
"""

from bot.matching.evaluate import Reading
from bot.model import ReadArticle
from bot.runtime.processes import InProcesses, Processes
from bot.summaries import summarise

LONG = 8_000
"""Characters of a text; even quadratic time would be some 0.1 s for so many."""
_DEADLINE_S = 10.0
"""The worst text of 100,000 characters takes 0.4 s."""
_SUMMARY = 400
_PLACES = 100


class Rehearsal(InProcesses):
    """Processes long articles in a process of its own. An async context manager."""

    def __init__(self, deadline_s: float = _DEADLINE_S) -> None:
        super().__init__(Processes(1, deadline_s, modules=[__name__]))

    async def terms(self, article: ReadArticle) -> frozenset[str]:
        """The terms of the article. Raises Overrun if processing it takes too long."""
        return await self._processes.run(rehearse, article)


def rehearse(article: ReadArticle) -> frozenset[str]:
    """The terms of the article, after doing everything that is ever done with its words."""
    reading = Reading(article)
    every_word = reading.hit((place, place) for place in range(min(_PLACES, len(reading.sentences))))
    summarise(article, every_word, limit=_SUMMARY)
    return reading.terms()

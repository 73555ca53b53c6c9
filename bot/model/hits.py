"""Where in an article a query is met."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int


class Prominence(StrEnum):
    """Where an article meets a query: the most prominent part of it that meets the query by itself."""

    TITLE = "title"
    LEAD = "lead"
    """Title and first paragraph."""
    BODY = "body"
    PASSING = "passing"
    """What the query looks for stands once, below the first paragraph."""

    @property
    def is_main(self) -> bool:
        """Whether a subscription to the main things alone hears of it."""
        return self in {Prominence.TITLE, Prominence.LEAD}


@dataclass(frozen=True, slots=True)
class Hit:
    """The places in an article that meet a query, ascending and without overlap."""

    title: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    wanted: tuple[tuple[Span, ...], ...] = field(default=(), compare=False)
    """For each thing that the query requires and the title lacks, its places in the text."""
    prominence: Prominence = field(default=Prominence.TITLE, compare=False)

"""What is new in a story: the kinds of it, and the sentence that says so."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.hits import Span


class DevelopmentKind(StrEnum):
    """What is new in a story; two kinds are named in this order."""

    DEATHS = "deaths"
    DETENTION = "detention"
    CHARGE = "charge"
    SENTENCE = "sentence"
    RESIGNATION = "resignation"
    FIGURES = "figures"
    NAME = "name"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Novelty:
    """What an article brings that is new to its story, in words that outlast an edit of the article."""

    kinds: tuple[DevelopmentKind, ...] = ()
    """In the order of the list; none of them if it is something else."""
    sentence: str = ""
    """Of the article's text, verbatim; empty if only its title says it."""
    words: tuple[Span, ...] = ()
    """The new words in the sentence: places in it, ascending."""

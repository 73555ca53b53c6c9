"""What a spelling is, and how many of them are offered."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Language

MOST = 8
"""The most spellings of one language that are looked up in the archive."""
SHOWN = 3
"""The most spellings of one language that are offered."""


class SpellingKind(StrEnum):
    """What a phrase names."""

    PERSON = "person"
    PLACE = "place"
    """A city, a region or a river."""
    COUNTRY = "country"
    BODY = "body"
    """An international body, an authority, an army."""
    CURRENCY = "currency"
    ADJECTIVE = "adjective"
    """The adjective of what was typed: «украинский» for «Украина»."""
    NOUN = "noun"
    """The noun of the adjective that was typed: «Украина» for «украинский»."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way to write a phrase, in the nominative."""

    text: str
    language: Language
    kind: SpellingKind

"""The other spellings of a thing: of a person, a place, a country or a body in the other languages, what was typed with
the wrong keyboard layout, and words that are one typing error away.

Pure: what the archive has is looked up by the caller, between a function that lists candidates and one that chooses.
"""

from bot.spellings.choosing import likeliest
from bot.spellings.layout import in_other_layouts, other_layout
from bot.spellings.others import knows, other_spellings
from bot.spellings.spelling import MOST, SHOWN, Spelling, SpellingKind
from bot.spellings.typing_errors import MOST_NEAREST, nearest_words, one_error_away

__all__ = [
    "MOST",
    "MOST_NEAREST",
    "SHOWN",
    "Spelling",
    "SpellingKind",
    "in_other_layouts",
    "knows",
    "likeliest",
    "nearest_words",
    "one_error_away",
    "other_layout",
    "other_spellings",
]

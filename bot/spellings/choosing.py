"""Which of the spellings found are offered."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.model import Language
from bot.spellings.spelling import SHOWN, Spelling


def likeliest(found: Iterable[Spelling], counts: Mapping[str, int]) -> list[Spelling]:
    """At most `SHOWN` of each language: those that the archive has most often, then the others as they stand.

    `counts` tells in how many articles which texts are; what is absent is in none.
    """
    ranked = sorted(found, key=lambda spelling: -counts.get(spelling.text, 0))
    shown: Counter[Language] = Counter()
    kept = []
    for spelling in ranked:
        shown[spelling.language] += 1
        if shown[spelling.language] <= SHOWN:
            kept.append(spelling)
    return kept

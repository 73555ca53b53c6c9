"""Whether a source has given an article another title, or the same one written otherwise.

Other words and other numbers make another title. Letter case, marks, the order of words, labels («ВИДЕО») and slips of
the pen do not. «Иран» and «Ирак» are a letter apart, too: of a name, another letter is another name.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import permutations

from bot.model import READ
from bot.text.folding import fold
from bot.text.tokens import COMPOUND

_LABELS = frozenset(
    "видео фото фоторепортаж обновлено обновляется дополнено онлайн срочно молния трансляция"  # noqa: SIM905
    " відео оновлено оновлюється доповнено наживо терміново"
    " video photo photos watch live updated update breaking exclusive".split()
)
_MOST_SLIPS = 3
"""Words that differ: of more, the title is another one."""
_SHORTEST = 5
"""Letters of a word that may be misspelt: shorter ones are too much like others."""

_Word = tuple[str, bool]
"""A folded word, and whether it is written with a capital."""


def is_retitled(before: str, after: str) -> bool:
    """Whether the title says something else than before. The order of the two does not matter."""
    old, new = (Counter(_words(title[: READ["title"]])) for title in (before, after))
    gone, come = _lacking(old, new), _lacking(new, old)
    if len(gone) != len(come) or len(gone) > _MOST_SLIPS:
        return True
    return not any(all(map(_is_slip, gone, order)) for order in permutations(come))


def _words(title: str) -> Iterator[_Word]:
    for match in COMPOUND.finditer(title):
        word = fold(match.group()).replace("-", "")
        if word and word not in _LABELS:
            yield word, match.group()[0].isupper()


def _lacking(words: Counter[_Word], others: Counter[_Word]) -> list[_Word]:
    """The words that the others lack, in whatever letter case."""
    left = Counter(word for word, _ in others.elements())
    lacking = []
    for word, is_capital in sorted(words.elements()):
        if left[word]:
            left[word] -= 1
        else:
            lacking.append((word, is_capital))
    return lacking


def _is_slip(one: _Word, other: _Word) -> bool:
    """Whether one word is the other with a slip of the pen: a letter more or less, two that changed places, or, but in
    names, another letter.
    """
    (first, is_name), (second, is_other_name) = sorted((one, other), key=lambda word: len(word[0]))
    if len(first) < _SHORTEST or first[0] != second[0] or not (first + second).isalpha():
        return False
    if len(first) != len(second):
        at = _differ_at(first, second)
        return first[at:] == second[at + 1 :]
    at = _differ_at(first, second)
    if first[at + 2 :] == second[at + 2 :] and first[at : at + 2] == second[at : at + 2][::-1]:
        return True
    return first[at + 1 :] == second[at + 1 :] and not (is_name or is_other_name)


def _differ_at(first: Sequence[str], second: Sequence[str]) -> int:
    return next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), len(first))

"""Whether an article says something substantially new of its story: a development, and no report more of the same.

The news of an article stands in its title and in its first sentence, so that is what is looked at; what has been said
before may stand anywhere in the story. Words count by their beginnings, which most forms of a word share; names and
numbers count twice, since developments bring them: a toll that rises, a minister who answers.

Measured on the pairs of Russian articles that people judged for tgcontest, which are the hard ones of their kind:
taken for a development are 11 % of those that report the same event, and 70 % of those that report another.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.model import ReadArticle
from bot.stories.common_words import SAY_NOTHING
from bot.text.folding import fold
from bot.text.sentences import split
from bot.text.tokens import tokenize

_NOVEL = 0.5
"""The share of what an article begins with, by weight, that has to be new: the least false alarms at that recall."""
_FEWEST_WORDS = 3
"""Fewer new ones are another way to say the same."""
_BEGINNING = 4
"""Letters of a word: 3 confuse words, and 5 tell forms of one apart (the number of false alarms doubles)."""
_SHORTEST = 3
_REMEMBERED = 128
"""Articles whose words are kept at hand, some 3 MB: whatever joins a story is compared with the same ones."""
_LOOKED_THROUGH = 2_500
"""Characters of a text: what stands further down is background."""


def is_development(article: ReadArticle, reported: Iterable[ReadArticle]) -> bool:
    """Whether an article says something substantially new after what its story has `reported`.

    Only what was told in the language of the article counts; an article that is the first in its language is the same
    story once more.
    """
    said = frozenset().union(
        *(_said(one.title, one.text[:_LOOKED_THROUGH]) for one in reported if one.language == article.language)
    )
    if not said:
        return False
    title, opening = _weights(article.title), _weights(f"{article.title}\n{_first_sentence(article.text)}")
    novelty = (_new_share(title, said) + _new_share(opening, said)) / 2
    return novelty >= _NOVEL and len(opening.keys() - said) >= _FEWEST_WORDS


def _new_share(weights: Mapping[str, int], said: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word not in said) / total if total else 0.0


@lru_cache(_REMEMBERED)
def _said(title: str, text: str) -> frozenset[str]:
    return frozenset(_weights(f"{title}\n{text}"))


def _weights(text: str) -> dict[str, int]:
    """The beginnings of the words that say something, with what each of them weighs."""
    weights: dict[str, int] = {}
    for token in tokenize(text):
        word = fold(token.text)
        is_number = any(sign.isdigit() for sign in word)
        if word in SAY_NOTHING or (len(word) < _SHORTEST and not is_number):
            continue
        key = word if is_number else word[:_BEGINNING]
        weights[key] = max(weights.get(key, 0), 2 if is_number or token.text[0].isupper() else 1)
    return weights


def _first_sentence(text: str) -> str:
    spans = split(text[:_LOOKED_THROUGH])
    return text[spans[0].start : spans[0].end] if spans else ""

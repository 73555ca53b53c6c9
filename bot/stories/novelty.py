"""Tells a development (substantially new information) from yet another report of the same.

The news of an article is in its title and first sentence, so only these are judged; they are compared with everything
that the story said before. Words count by their beginnings, which most forms of a word share. Names and numbers count
twice, since developments bring them: a rising toll, a minister's answer.

Measured on pairs of Russian articles that people judged for tgcontest, chosen as hard cases: 11 % of the pairs about
the same event count as a development, and 70 % of the pairs about different events.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.model import ReadArticle
from bot.stories.common_words import SAY_NOTHING
from bot.text.folding import fold
from bot.text.sentences import split
from bot.text.tokens import tokenize

_NOVEL = 0.5
"""The share of an article's beginning, by weight, that must be new: the fewest false alarms at that recall."""
_FEWEST_WORDS = 3
"""Fewer new words are another way to say the same."""
_BEGINNING = 4
"""Letters of a word; 3 confuse words, and 5 separate forms of one (false alarms double)."""
_SHORTEST = 3
_REMEMBERED = 128
"""Articles whose words are cached, some 3 MB: all articles that join a story are compared with the same ones."""
_LOOKED_THROUGH = 2_500
"""Characters of a text; the rest is background."""


def is_development(article: ReadArticle, reported: Iterable[ReadArticle]) -> bool:
    """Whether an article has substantially new information compared with `reported`, articles of its story.

    Only articles in the same language count. The first article in its language is not a development.
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
    """The beginnings of meaningful words, with their weights."""
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

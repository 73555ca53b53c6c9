"""Whether an article says something substantially new of its story: a development, and no report more of the same.

The news of an article stands in its title and in its first sentence, so that is what is looked at; what has been said
before may stand anywhere in the story. Words count by their beginnings, which most forms of a word share; names and
numbers count twice, since developments bring them: a toll that rises, a minister who answers.

Measured on the pairs of Russian articles that people judged for tgcontest, which are the hard ones of their kind:
taken for a development are 11 % of those that report the same event, and 70 % of those that report another.
"""

from collections.abc import Iterable, Mapping

from bot.model import ReadArticle
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
_LOOKED_THROUGH = 2_500
"""Characters of a text: what stands further down is background."""

_SAY_NOTHING = frozenset(
    """
    без был была были было вам вас весь вот все всех для его еще или как когда который которая которое которые кто либо
    мне над нас него нее ней нет них под при про что это этого этой этом этот эта эти так там тем тех того тоже только
    том тот уже чем чтобы также после перед между сообщил сообщила сообщили сообщает сообщают заявил заявила заявили
    рассказал рассказала пишет передает отметил отметила уточнил уточнила добавил добавила словам данным года году
    але або адже без був була були було вже від він вона вони для його коли над нас під при про такий так там тим тих
    той тому також щоб який яка яке які цей цього цьому ця ці після перед між повідомив повідомила повідомили повідомляє
    заявив заявила розповів розповіла пише передає зазначив зазначила додав додала словами даними року році
    about after also and are been before but for from had has have her his into its more not over said says than that
    the their them then there they this told was were what when where which who will with would reported according
    """.split()  # noqa: SIM905  # words read better than a list of strings
)


def is_development(article: ReadArticle, told: Iterable[ReadArticle]) -> bool:
    """Whether an article says something substantially new after what its story has `told`.

    Only what was told in the language of the article counts; an article that is the first in its language is the same
    story once more.
    """
    before = [
        _weights(f"{one.title}\n{one.text[:_LOOKED_THROUGH]}") for one in told if one.language == article.language
    ]
    said = frozenset().union(*before)
    if not said:
        return False
    title, opening = _weights(article.title), _weights(f"{article.title}\n{_first_sentence(article.text)}")
    novelty = (_new_share(title, said) + _new_share(opening, said)) / 2
    return novelty >= _NOVEL and len(opening.keys() - said) >= _FEWEST_WORDS


def _new_share(weights: Mapping[str, int], said: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word not in said) / total if total else 0.0


def _weights(text: str) -> dict[str, int]:
    """The beginnings of the words that say something, with what each of them weighs."""
    weights: dict[str, int] = {}
    for token in tokenize(text):
        word = fold(token.text)
        is_number = any(sign.isdigit() for sign in word)
        if word in _SAY_NOTHING or (len(word) < _SHORTEST and not is_number):
            continue
        key = word if is_number else word[:_BEGINNING]
        weights[key] = max(weights.get(key, 0), 2 if is_number or token.text[0].isupper() else 1)
    return weights


def _first_sentence(text: str) -> str:
    spans = split(text[:_LOOKED_THROUGH])
    return text[spans[0].start : spans[0].end] if spans else ""

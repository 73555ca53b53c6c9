"""The sentences of an article, each with its kind, which says whether a summary can use it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from bot.model import ReadArticle, Span
from bot.text.folding import fold
from bot.text.sentences import split
from bot.text.tokens import tokenize

_MONTHS = frozenset(
    """
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    """.split()  # noqa: SIM905  # words read better than a list of strings
)
_BESIDE_NAMES = _MONTHS | {"г", "года", "року", "р", "по", "at", "by", "and", "и", "та", "і", "am", "pm", "mon", "gmt"}
"""Words in lower case in datelines, bylines and credits."""

_SIGNATURE = re.compile(
    r"[\W_]*(?:(?:на )?(?:фото|світлин[аі]|скриншот|скріншот|видео|відео|иллюстрация|ілюстрація|инфографика)"
    r"|photo(?:graph)?s?|pictured?|images?|illustration|video|credit|file photo|источники?|джерел[оа]|sources?"
    r"|авторы?|автори?|текст|редактор|writing|reporting|editing)(?: (?:by|из|з|with) [^:]{0,60}+)?+\s*+[:/©|]"
    r"|[\W_]*(?:©|\(c\)|getty images|shutterstock|unsplash)"
    r"|[\W_]*(?:writing|reporting|editing|photo(?:graph)?|illustration) by\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"[\W_]*(?:подпи(?:сывайтесь|шитесь)|підпи(?:суйтес[ья]|шіться)|присоединяйтесь|приєднуйтесь"
    r"|subscribe|sign up|follow us|(?:read|see|watch|listen) (?:also|more)|(?:click|tap) here"
    r"|(?:читайте|смотрите|слушайте|дивіться|слухайте)"
    r" (?:также|ещё|еще|нас|подробнее|полностью|також|ще|більше|докладніше)"
    r"|(?:обновлено|оновлено|опубликовано|опубліковано|(?:last )?updated|published)(?: (?:at|on|в|о))?+\W*+\d)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:об этом|про це) (?:\w+ )?(?:сообщ|пиш|написа|говорит|рассказ|заяв|стало|переда|повідом|розпов|йдеться)"
    r"|(?:this|it) (?:was|is) (?:first )?reported by",
    re.IGNORECASE,
)
_LONGEST_CREDIT = 12
"""Words; a longer sentence says more than that."""
_STOPPED = re.compile(r"[.!?…。！？][\"'»”“’)\]]*\Z")
_LOOKED_AT = 2_000
"""How many characters at the start and end of a sentence are inspected."""
_LONGEST_NAMES = 8
"""Words; more capitalised words are a sentence in capitals."""
_FEWEST_WORDS = 3
_FEWEST_WORDS_WITHOUT_STOP = 8
"""Words; a shorter line without a stop is more likely a subheading."""


class Kind(Enum):
    """What a sentence is."""

    REAL = auto()
    """A proper sentence."""
    FRAGMENT = auto()
    """Too short, or a heading; says little alone."""
    CREDIT = auto()
    """Only names the source: «Об этом сообщает ТАСС»."""
    LABEL = auto()
    """Surrounds the text: dateline, byline, credit, invitation, introduction of a list."""
    TITLE = auto()
    """Repeats the title."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article's text; `line` is the number of its paragraph."""

    text: str
    span: Span
    line: int
    title: frozenset[str] = field(repr=False)
    """The words of the article's title, folded."""

    @cached_property
    def kind(self) -> Kind:
        """Computed on demand: most sentences of a long text never need it."""
        return _kind(self.text, self.title)

    @property
    def is_noise(self) -> bool:
        return self.kind in {Kind.LABEL, Kind.TITLE}


def outline(article: ReadArticle) -> list[Sentence]:
    """The sentences of an article's text in order."""
    return list(_sentences(article))


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(token.text) for token in tokenize(text)]


def _sentences(article: ReadArticle) -> Iterator[Sentence]:
    title = frozenset(words(article.title))
    line, end = 0, 0
    for span in split(article.text):
        line += article.text.count("\n", end, span.start)
        end = span.start
        text = article.text[span.start : span.end]
        yield Sentence(text, span, line, title)


def _kind(text: str, title: frozenset[str]) -> Kind:
    tokens = [token.text for token in tokenize(text[:_LOOKED_AT])]
    if _repeats(tokens, title):
        return Kind.TITLE
    if _names_only(tokens) or text.endswith(":") or _SIGNATURE.match(text) or _INVITATION.match(text):
        return Kind.LABEL
    if len(tokens) <= _LONGEST_CREDIT and _CREDIT.match(text):
        return Kind.CREDIT
    fewest = _FEWEST_WORDS if _STOPPED.search(text[-_LOOKED_AT:]) else _FEWEST_WORDS_WITHOUT_STOP
    return Kind.REAL if len(tokens) >= fewest else Kind.FRAGMENT


def _repeats(tokens: list[str], title: frozenset[str]) -> bool:
    """Whether a sentence has only words of the title, and most of these."""
    if not title or len(tokens) * 3 < len(title) * 2:
        return False
    return all(fold(token) in title for token in tokens) and len(set(map(fold, tokens))) * 3 >= len(title) * 2


def _names_only(tokens: list[str]) -> bool:
    """Whether only words of dates and credits are in lower case: «МОСКВА, 5 мая — РИА Новости.»"""
    return len(tokens) <= _LONGEST_NAMES and all(
        token[0].isupper() or token[0].isdigit() or token in _BESIDE_NAMES for token in tokens
    )

"""The sentences of an article, each with its kind, which says whether a summary can use it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from bot.model import ReadArticle, Span
from bot.summaries.trimming import trim
from bot.text.folding import fold
from bot.text.sentences import split
from bot.text.tokens import tokenize

_MONTHS = frozenset(
    """
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    """.split()  # noqa: SIM905  # words read better than a list of strings
)
_BESIDE_NAMES = _MONTHS | {
    "г",
    "года",
    "року",
    "р",
    "по",
    "at",
    "by",
    "and",
    "и",
    "та",
    "і",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "mon",
    "gmt",
}
"""Words in lower case in datelines, bylines and credits."""

_SIGNATURE = re.compile(
    r"[\W_]*(?:(?:на )?(?:фото|світлин[аі]|скриншот|скріншот|видео|відео|иллюстрация|ілюстрація|инфографика)"
    r"|photo(?:graph)?s?|pictured?|images?|illustration|video|credit|file photo|источники?|джерел[оа]|sources?"
    r"|авторы?|автори?|текст|редактор|writing|reporting|editing|на (?:фото|снимке|світлині|зображенні)|image source"
    r"|(?:новости|новини|материалы?|матеріали?|читайте|ещё|еще|ранее|раніше|больше)"
    r" (?:по|на|за) (?:этой |цією |цю )?тем[еуі]\w*"
    r"|по теме|за темою|related(?: (?:articles?|stories|topics))?|теги|tags|топ)"
    r"(?: (?:by|из|з|with) [^:]{0,60}+)?+\s*+[:/©|—–]"
    r"|[\W_]*(?:©|\(c\)|getty images|shutterstock|unsplash)"
    r"|[\W_]*(?:writing|reporting|editing|photo(?:graph)?|illustration) by\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(
    r"[\W_]*(?:подпи(?:сывайтесь|шитесь)|підпи(?:суйтес[ья]|шіться)|присоединяйтесь|приєднуйтесь"
    r"|subscribe|sign up|follow us|(?:read|see|watch|listen) (?:also|more)|(?:click|tap) here"
    r"|(?:читайте|смотрите|слушайте|дивіться|слухайте)"
    r" (?:также|ещё|еще|нас|подробнее|полностью|також|ще|більше|докладніше)"
    r"|будь(?:те)? (?:в курсе|у курсі)|подпис(?:ывайся|ывайтесь|ись)|підписуйся|наш(?:и)? (?:канал|telegram|телеграм)"
    r"|материал (?:подготовил|предоставлен)|матеріал підготува|мы в (?:соцсетях|телеграм|telegram)"
    r"|реклама\b|advertisement\b"
    r"|share (?:this|on)\b|поделиться\b|поділитися\b|save\b.{0,20}\Z|комментарии\b|коментарі\b"
    r"|все новости|усі новини|больше новостей|більше новин|download the|copyright\b|all rights reserved"
    r"|все права защищены|this video can|your browser|cookies?\b|помилка в тексті"
    r"|нашли (?:ошибку|опечатку)|знайшли помилку|если вы (?:нашли|заметили) (?:ошибку|опечатку)"
    r"|(?:обновлено|оновлено|опубликовано|опубліковано|(?:last )?updated|published)(?: (?:at|on|в|о))?+\W*+\d)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\S*://\S*|#\w+")
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
_OPENING = '«“„"'
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
    """The title once more."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article's text; `line` is the number of its paragraph."""

    text: str
    span: Span
    line: int
    title: list[str] = field(repr=False, compare=False)
    """The words of the article's title, folded; none if more stands on the line."""

    @cached_property
    def kind(self) -> Kind:
        """Computed on demand: most sentences of a long text never need it."""
        return _kind(self.text, self.title)


def outline(article: ReadArticle, *, trimmed: bool = True) -> list[Sentence]:
    """The sentences of the text in order; if `trimmed`, without datelines, subheadings and the like before them."""
    title = words(article.title)
    if trimmed:
        return list(_trimmed(article, title))
    return [Sentence(article.text[one.start : one.end], one, line, title) for one, line in _lines(article.text)]


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(token.text) for token in tokenize(text)]


def _trimmed(article: ReadArticle, title: list[str]) -> Iterator[Sentence]:
    text, start = article.text, _start(article)
    for whole, line in _lines(text):
        if whole.end <= start:
            continue
        for span in trim(text, Span(max(whole.start, start), whole.end)):
            yield Sentence(text[span.start : span.end], span, line, title if _is_line(text, whole) else [])


def _lines(text: str) -> Iterator[tuple[Span, int]]:
    """The sentences, each with the number of its line."""
    line, end = 0, 0
    for span in split(text):
        line += text.count("\n", end, span.start)
        end = span.start
        yield span, line


def _is_line(text: str, span: Span) -> bool:
    """Whether nothing else stands on the line."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return before in {"", "\n"} and after in {"", "\n"}


def _start(article: ReadArticle) -> int:
    """Where the text begins, after its title once more with no stop, and after a quote around the whole of it."""
    text, title = article.text, article.title.strip()
    start = len(text) - len(text.lstrip())
    if title and text.startswith(title, start):
        after = text[start + len(title) :].lstrip(" ")
        if after[:1] and (after[:1].isupper() or after[:1] in _OPENING):
            start = len(text) - len(after)
    if text.startswith('"', start) and ('""' in text[start + 1 :] or text.count('"') == 1):
        start += 1
    return start


def _kind(text: str, title: list[str]) -> Kind:
    tokens = [token.text for token in tokenize(text[:_LOOKED_AT])]
    if _repeats(tokens, title):
        return Kind.TITLE
    if _names_only(tokens) or text.endswith(":") or _is_code(text) or _SIGNATURE.match(text) or _INVITATION.match(text):
        return Kind.LABEL
    if len(tokens) <= _LONGEST_CREDIT and _CREDIT.match(text):
        return Kind.CREDIT
    fewest = _FEWEST_WORDS if _STOPPED.search(text[-_LOOKED_AT:]) else _FEWEST_WORDS_WITHOUT_STOP
    return Kind.REAL if len(tokens) >= fewest else Kind.FRAGMENT


def _repeats(tokens: list[str], title: list[str]) -> bool:
    """Whether a sentence says what the title says, word for word."""
    return bool(title) and title == [fold(token) for token in tokens]


def _is_code(text: str) -> bool:
    """Whether half of it is addresses and tags."""
    return 2 * sum(len(found) for found in _CODE.findall(text[:_LOOKED_AT])) > len(text)


def _names_only(tokens: list[str]) -> bool:
    """Whether no word is in lower case but those that stand in dates and credits: «МОСКВА, 5 мая — РИА Новости.»"""
    return len(tokens) <= _LONGEST_NAMES and all(
        token[0].isupper() or token[0].isdigit() or token in _BESIDE_NAMES for token in tokens
    )

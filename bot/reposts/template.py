"""How the posts of a channel look: markup with named fields, typed as a message.

    **[{заголовок}]({ссылка})**
    {суть}
    [{источник}]({ссылка}) · {время}

A field is a name in braces, in any of the three languages. `[text]({link})` is a link to the article. A field without a
value takes its part of the line with it, up to the separators, or the whole line if nothing else is told there.

A template is checked when it is typed, so that whatever it is filled with fits a message.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from bot.errors import TemplateRefused
from bot.i18n import Markup, Texts
from bot.model import Language
from bot.reposts.markup import LINK, Run, Style, address_bytes, entities, html_of, runs_of, within, without_tags
from bot.text.shortening import utf16_length


class Field(StrEnum):
    """What a post can tell."""

    TITLE = "title"
    SUMMARY = "summary"
    LINK = "link"
    SOURCE = "source"
    TIME = "time"
    HASHTAGS = "hashtags"
    SIGNATURE = "signature"


ROOM: Mapping[Field, int] = {
    Field.TITLE: 300,
    Field.SUMMARY: 400,
    Field.LINK: 100,
    Field.SOURCE: 60,
    Field.TIME: 20,
    Field.HASHTAGS: 200,
    Field.SIGNATURE: 200,
}
"""UTF-16 units of each field, at most."""
SIGNATURE_ADDRESSES = 1_000
"""Bytes of all addresses in a signature."""
SIGNATURE_ENTITIES = 10
LONGEST_LINK = 2_000
"""Bytes of an article's address; a longer one is left out."""
_LINKS_ROOM = 3_500
"""Bytes that the article's address takes, however often it is there."""
_OWN_ADDRESSES = 1_500
"""Bytes of all addresses that stand in the template itself."""
_MOST_TYPED = 1_000
"""UTF-16 units of the template itself."""
_MOST_SHOWN = 2_500
"""UTF-16 units of a post without the list of further reports, if all fields are as long as can be."""
_MOST_ENTITIES = 30
"""Of the template itself."""
_MOST_ENTITIES_FILLED = 75
"""If all fields have as much as can be; the list of further reports gets the rest."""
MATCHES = 12
"""Places in a summary that are bold, at most."""

_NAMES: Mapping[Language, Mapping[Field, tuple[str, ...]]] = {
    Language.RUSSIAN: {
        Field.TITLE: ("заголовок", "название", "тема"),
        Field.SUMMARY: ("суть", "описание", "текст", "кратко", "лид", "аннотация", "цитата"),
        Field.LINK: ("ссылка", "адрес", "урл"),
        Field.SOURCE: ("источник", "издание", "сми"),
        Field.TIME: ("время", "час"),
        Field.HASHTAGS: ("хэштеги", "хештеги", "хэштег", "хештег", "теги", "тэги"),
        Field.SIGNATURE: ("подпись",),
    },
    Language.UKRAINIAN: {
        Field.TITLE: ("заголовок", "назва", "тема"),
        Field.SUMMARY: ("суть", "опис", "текст", "коротко", "зміст", "лід", "цитата"),
        Field.LINK: ("посилання", "лінк", "адреса"),
        Field.SOURCE: ("джерело", "видання", "змі"),
        Field.TIME: ("час",),
        Field.HASHTAGS: ("хештеги", "гештеги", "хештег", "теги"),
        Field.SIGNATURE: ("підпис",),
    },
    Language.ENGLISH: {
        Field.TITLE: ("title", "headline", "heading"),
        Field.SUMMARY: ("summary", "text", "lead", "description", "excerpt", "quote"),
        Field.LINK: ("link", "url", "address"),
        Field.SOURCE: ("source", "outlet", "publisher"),
        Field.TIME: ("time",),
        Field.HASHTAGS: ("hashtags", "hashtag", "tags"),
        Field.SIGNATURE: ("signature",),
    },
}
"""The first name is shown."""
_FIELDS = {name: field for names in _NAMES.values() for field, known in names.items() for name in known}
_BRACES = re.compile(r"\{([^{}\n]*)\}")
_LINKED = re.compile(rf"\[([^\[\]\n]+)\]\(\s*(?:\{{{Field.LINK}\}}|(https?://[^\s()]+))\s*\)")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_ITALIC = re.compile(r"(?<!\w)__([^_\n]+)__(?!\w)")
_SEPARATOR = re.compile(r"\s+[·•|–—-]\s+")
_LINE_END = re.compile("\n")
Value = Markup | tuple[tuple[str, bool], ...]
"""Of a field: markup of ours, or foreign text in pieces, each bold or not; empty if there is nothing."""
Values = Mapping[Field, Value]


class TemplateProblem(StrEnum):
    """Why a text is no template: keys of texts."""

    UNKNOWN_FIELD = "template-unknown-field"
    NO_TITLE = "template-no-title"
    NO_LINK = "template-no-link"
    TOO_LONG = "template-too-long"
    TOO_MUCH_FORMATTING = "template-too-much-formatting"


_Styles = tuple[Style, ...]
TO_ARTICLE = Style(LINK, f"{{{Field.LINK}}}")
"""A link whose address is filled in."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value of a field goes."""

    field: Field
    styles: _Styles


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line that stays or goes as a whole."""

    separator: tuple[Run, ...]
    """What stands between it and the one before."""
    parts: tuple[Run | Place, ...]

    @property
    def fields(self) -> frozenset[Field]:
        """What it is about: a link is about the article only if nothing else is told there."""
        places = frozenset(part.field for part in self.parts if isinstance(part, Place))
        is_link = any(TO_ARTICLE in part.styles for part in self.parts)
        return places or frozenset({Field.LINK} if is_link else ())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a template, with the styles of the line break before it."""

    break_styles: _Styles
    segments: tuple[Segment, ...]

    @property
    def fields(self) -> frozenset[Field]:
        return frozenset(field for segment in self.segments for field in segment.fields)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was checked."""

    html: str
    """As it is stored: fields have their English names."""
    lines: tuple[Line, ...]
    link_room: int
    """Bytes that the article's address may have, in view of how often it is there."""


def spelled(template: str, language: Language) -> str:
    """The stored form of a template with the names of its fields in a language, for people to edit."""
    return _BRACES.sub(lambda found: f"{{{_NAMES[language][Field(found[1])][0]}}}", template)


def field_names(language: Language) -> tuple[str, ...]:
    """The names of all fields, to be told to who makes a template."""
    return tuple(names[0] for names in _NAMES[language].values())


def default_templates(texts: Texts) -> tuple[str, ...]:
    """The stored forms of four templates to begin with; the first is that of a channel that has chosen none."""
    title, end = "<b>[{title}]({link})</b>", "\n\n{signature}\n{hashtags}"
    return (
        f"{title}\n{{summary}}\n[{{source}}]({{link}}){end}",
        f"{title}\n<blockquote>{{summary}}</blockquote>\n[{{source}}]({{link}}) · {{time}}{end}",
        f"<b>{{title}}</b>\n\n{{summary}}\n\n[{texts.html('post-read-on')}]({{link}}) · {{source}}{end}",
        f"{{title}} · [{{source}}]({{link}}){end}",
    )


@lru_cache(1 << 8)
def read_template(html: str) -> Template:
    """Check and read a template, typed or stored. Raises TemplateRefused, whose position is one of the shown text."""
    shown = without_tags(html)
    if utf16_length(shown) > _MOST_TYPED:
        raise TemplateRefused(TemplateProblem.TOO_LONG, _MOST_TYPED)
    for found in _BRACES.finditer(shown):
        if _named(found) is None:
            raise TemplateRefused(TemplateProblem.UNKNOWN_FIELD, found.start(), found[0])
    typed = _Letters.of(runs_of(html)).renamed()
    letters = typed.wrapped(_LINKED, lambda found: Style(LINK, found[2]) if found[2] else TO_ARTICLE)
    letters = letters.wrapped(_BOLD, lambda _: Style("b")).wrapped(_ITALIC, lambda _: Style("i"))
    lines = tuple(
        Line(end.styles[0] if end.styles else (), tuple(_segments(line))) for end, line in letters.split(_LINE_END)
    )
    plain = html_of(letters.runs())
    places = [place for line in lines for segment in line.segments for place in segment.parts]
    uses = Counter(place.field for place in places if isinstance(place, Place))
    links = uses[Field.LINK] + plain.count(f'="{TO_ARTICLE.detail}"')
    _check(plain, uses, links)
    return Template(html_of(typed.runs()), lines, min(LONGEST_LINK, _LINKS_ROOM // links))


def _named(found: re.Match[str]) -> Field | None:
    """The field that stands in braces."""
    name = re.sub(r"[\W_]", "", found[1]).casefold().replace("ё", "е")
    return _FIELDS.get(name)


def _check(html: str, uses: Counter[Field], links: int) -> None:
    """Whether all that a template is filled with fits a message; `html` is what stands around it."""
    for field, count, problem in (
        (Field.TITLE, uses[Field.TITLE], TemplateProblem.NO_TITLE),
        (Field.LINK, links, TemplateProblem.NO_LINK),
    ):
        if not count:
            raise TemplateRefused(problem, detail=f"{{{field}}}")
    around = utf16_length(_BRACES.sub("", without_tags(html)))
    if around + sum(ROOM[field] * uses[field] for field in uses) > _MOST_SHOWN:
        raise TemplateRefused(TemplateProblem.TOO_LONG)
    own = entities(html)
    filled = own + uses[Field.SUMMARY] * MATCHES + uses[Field.SIGNATURE] * SIGNATURE_ENTITIES + uses[Field.TIME] + links
    addresses = address_bytes(html) + uses[Field.SIGNATURE] * SIGNATURE_ADDRESSES
    if own > _MOST_ENTITIES or filled > _MOST_ENTITIES_FILLED or addresses > _OWN_ADDRESSES:
        raise TemplateRefused(TemplateProblem.TOO_MUCH_FORMATTING)


class _Letters(NamedTuple):
    """A text with the styles of each character."""

    text: str
    styles: Sequence[_Styles]

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "_Letters":
        return cls("".join(run.text for run in runs), [run.styles for run in runs for _ in run.text])

    def runs(self) -> list[Run]:
        return [
            Run("".join(letter for letter, _ in together), styles)
            for styles, together in groupby(zip(self.text, self.styles, strict=True), key=itemgetter(1))
        ]

    def cut(self, start: int, end: int) -> "_Letters":
        return _Letters(self.text[start:end], self.styles[start:end])

    def split(self, pattern: re.Pattern[str]) -> Iterator[tuple["_Letters", "_Letters"]]:
        """Each part with what stands between it and the one before."""
        start = end = 0
        for found in pattern.finditer(self.text):
            yield self.cut(start, end), self.cut(end, found.start())
            start, end = found.span()
        yield self.cut(start, end), self.cut(end, len(self.text))

    def renamed(self) -> "_Letters":
        """With the English names of all fields; a name is in one style."""
        text, styles = "", list[_Styles]()
        for name, after in self.split(_BRACES):
            found = _BRACES.fullmatch(name.text)
            field = f"{{{_named(found)}}}" if found else ""
            text += field + after.text
            styles += [*([name.styles[0]] * len(field) if field else ()), *after.styles]
        return _Letters(text, styles)

    def wrapped(self, pattern: re.Pattern[str], style_of: Callable[[re.Match[str]], Style]) -> "_Letters":
        """With what the first group of the pattern finds in a further style, and without the signs around it."""
        text, styles, end = "", list[_Styles](), 0
        for found in pattern.finditer(self.text):
            style = style_of(found)
            text += self.text[end : found.start()] + found[1]
            styles += self.styles[end : found.start()]
            styles += [_with(one, style) for one in self.styles[found.start(1) : found.end(1)]]
            end = found.end()
        return _Letters(text + self.text[end:], [*styles, *self.styles[end:]])


def _with(styles: _Styles, style: Style) -> _Styles:
    if style.tag == LINK:
        return within(styles, style)
    return styles if style in styles else (*styles, style)


def _segments(line: _Letters) -> Iterator[Segment]:
    for separator, segment in line.split(_SEPARATOR):
        parts: list[Run | Place] = []
        for name, after in segment.split(_BRACES):
            if name.text:
                parts.append(Place(Field(name.text[1:-1]), name.styles[0]))
            parts += after.runs()
        yield Segment(tuple(separator.runs()), tuple(parts))

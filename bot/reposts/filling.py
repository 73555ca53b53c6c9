"""A template filled with what a story says: markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from bot.i18n import Markup, within_link
from bot.reposts.markup import LINK, Run, Style, html_of, shared, within, without_tags
from bot.reposts.template import ROOM, TO_ARTICLE, Field, Line, Place, Segment, Template, Values
from bot.text.inert import inert_parts
from bot.text.shortening import shorten

_BOLD = Style("b")
_UNSEARCHED = frozenset({LINK, "code", "pre"})
"""Tags in which Telegram finds no links, and shows no times."""


class _Foreign(str):
    """Text from outside."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """A line that is told."""

    line: Line
    runs: list[Run]

    @property
    def is_blank(self) -> bool:
        return not any(run.text.strip() for run in self.runs)


def fill(template: Template, values: Values, address: str | None, *, beside_source: str = "") -> str:
    """The markup of a post. A field without a value goes with the part of the line, or the line, that is about it.

    `address` is the article's, None if a message cannot link to it; `beside_source` is markup that stands at the end of
    the last line that names the source, if one does.
    """
    filling = _Filling(values, address)
    lines: list[_Told] = []
    has_gone = False
    for line in template.lines:
        runs = filling.line(line)
        if runs is None:
            has_gone = True
            continue
        told = _Told(line, runs)
        if told.is_blank and has_gone and (not lines or lines[-1].is_blank):
            continue
        has_gone = has_gone and told.is_blank
        lines.append(told)
    while lines and lines[-1].is_blank:
        lines.pop()
    naming = next((told for told in reversed(lines) if Field.SOURCE in told.line.fields and told.runs), None)
    if naming is not None and beside_source:
        naming.runs.append(Run(Markup(beside_source), _around(naming.runs[-1])))
    return html_of(_harmless(list(_joined(lines))))


class _Filling:
    """The values of one story."""

    def __init__(self, values: Values, address: str | None) -> None:
        self._address = address
        shown = shorten(address or "", ROOM[Field.LINK])
        self._values: Values = {**values, Field.LINK: ((shown, False),) if address else ()}

    def line(self, line: Line) -> list[Run] | None:
        """What is told of a line; None if nothing that it is about has a value."""
        told = [segment for segment in line.segments if not segment.fields or self._has_value(segment)]
        if line.fields and not any(segment.fields for segment in told):
            return None
        runs: list[Run] = []
        for segment in told:
            if runs:
                runs += [Run(run.text, self._linked(run.styles)) for run in segment.separator]
            runs += self._segment(segment)
        return runs

    def _has_value(self, segment: Segment) -> bool:
        return any(self._values.get(field) for field in segment.fields)

    def _segment(self, segment: Segment) -> list[Run]:
        runs = [run for part in segment.parts for run in self._part(part)]
        if all(self._values.get(field) for field in segment.fields):
            return runs
        return _without_gaps(runs)

    def _part(self, part: Run | Place) -> Iterator[Run]:
        styles = self._linked(part.styles)
        if isinstance(part, Run):
            yield Run(part.text, styles)
            return
        if part.field is Field.LINK and self._address:
            styles = within(styles, Style(LINK, self._address))
        value = self._values.get(part.field, ())
        if isinstance(value, Markup):
            is_plain = any(style.tag in _UNSEARCHED for style in styles)
            yield Run(without_tags(value) if is_plain else value, styles)
            return
        for text, is_bold in value:
            yield Run(_Foreign(text), (*styles, _BOLD) if is_bold and _BOLD not in styles else styles)

    def _linked(self, styles: tuple[Style, ...]) -> tuple[Style, ...]:
        """The styles with the article's address, or without a link to it."""
        if TO_ARTICLE not in styles:
            return styles
        link = (Style(LINK, self._address),) if self._address else ()
        return tuple(one for style in styles for one in (link if style == TO_ARTICLE else (style,)))


def _without_gaps(runs: Sequence[Run]) -> list[Run]:
    """The runs without the spaces that were around a value that is not there."""
    kept: list[Run] = []
    for run in runs:
        ends_open = not kept or kept[-1].text.endswith(" ")
        text = run.text.lstrip(" ") if ends_open and type(run.text) is str else run.text
        if text:
            kept.append(run._replace(text=text))
    if kept and type(kept[-1].text) is str:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return kept


def _around(run: Run) -> tuple[Style, ...]:
    """The styles of what follows a run, which is in no link of it."""
    return tuple(style for style in run.styles if style.tag not in _UNSEARCHED)


def _joined(lines: Sequence[_Told]) -> Iterator[Run]:
    for at, told in enumerate(lines):
        if at:
            before, after = (
                one.runs[index].styles if one.runs else () for one, index in ((lines[at - 1], -1), (told, 0))
            )
            yield Run("\n", shared(shared(before, after), told.line.break_styles))
        yield from told.runs


def _harmless(runs: Sequence[Run]) -> Iterator[Run]:
    """With nothing of foreign text, nor across its pieces, that becomes a link; in links nothing does."""
    for is_live, together in groupby(runs, key=_may_become_a_link):
        some = list(together)
        if not is_live:
            for run in some:
                yield run._replace(text=within_link(run.text)) if isinstance(run.text, _Foreign) else run
            continue
        for run, text in zip(some, inert_parts([run.text for run in some]), strict=True):
            yield run._replace(text=Markup(escape(text)))


def _may_become_a_link(run: Run) -> bool:
    return isinstance(run.text, _Foreign) and not any(style.tag in _UNSEARCHED for style in run.styles)

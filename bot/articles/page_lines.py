"""The lines of an article in its page, and what trafilatura left out of them.

trafilatura takes one element of the page for the article. So a lead that stands apart would be missing, and so would
the second of two blocks of text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from bot.text.boilerplate import is_boilerplate, is_disclosure
from bot.text.lines import Line
from bot.text.tags import BLOCKS

_EXTRACTED_BLOCKS = frozenset(
    {"p", "head", "list", "item", "quote", "table", "row", "lb", "code", "div", "ab", "graphic", "figure"}
)
"""Of trafilatura's own markup."""
_RAW_BLOCKS = frozenset([*BLOCKS, "td", "th", "figure", "figcaption", "aside", "nav", "form"])
_NO_PROSE = frozenset(
    """
    script style noscript template svg head nav aside footer form figcaption button select textarea iframe menu dialog
    object audio video canvas
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
_LEAD = re.compile(
    r"lead|annotation|overview|lid(?:e|$|[\s_-])|lede|intro|announce|anons|standfirst|deck|perex|excerpt|summary|subtitle|sub-?head|dek|head__text",
    re.IGNORECASE,
)
_SHORTEST_PARAGRAPH = 60
_LONGEST_LABEL = 70
"""Characters. What is as long is prose, also without a stop: many leads have none."""
_MOST_LABELS = 4
_MOST_LABELS_AFTER = 6
_LONGEST_APPEAL = 200
_APPEAL = re.compile(
    r"^[^«“\"]*\b\w+(?:йте|йтесь|йтеся|ите|итесь|іть|іться)\b[^«“\"]*\b(?:наш\w*|нас|нам|нами)\b[^«“\"]*$"
    r"|^[^«“\"]*\b(?:наш\w*|нас|нам|нами)\b[^«“\"]*\b\w+(?:йте|йтесь|йтеся|ите|итесь|іть|іться)\b[^«“\"]*$",
    re.IGNORECASE,
)
"""A sentence that asks readers for something that concerns the outlet."""
_SHORTEST_LEAD = 40
_SENTENCE_ENDS = (".", "!", "?", "…", "»", '"', "”", ".)", "“")
_PARAGRAPHS = frozenset({"p", "div", "h2", "section", "header", "blockquote", "span"})
_LISTED = frozenset({"item", "row", "cell"})
_CELLS = frozenset({"cell", "td", "th"})
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Block:
    """A line of the page, and where it stands."""

    line: Line
    kind: tuple[str, str]
    """Its tag, and the class around it: the paragraphs of an article have few kinds."""
    article: object
    """The <article> around it."""
    is_headline: bool
    is_lead: bool


def extracted_lines(body: etree._Element) -> list[Line]:
    """The lines of what trafilatura extracted."""
    writer = _Writer(_EXTRACTED_BLOCKS, "ref")
    writer.write(body, body, in_link=False)
    return [line._replace(is_listed=_is_listed(element)) for line, element in writer.lines]


def _is_listed(element: etree._Element) -> bool:
    return element.tag in _LISTED or any(one.tag in _LISTED for one in element.iterancestors())


def with_missing(lines: list[Line], tree: etree._Element, title: str) -> list[Line]:
    """The lines with the lead, if it stands apart, and with paragraphs like theirs that trafilatura left out.

    `tree` is the page. A lead stands between the headline and the first known line.
    """
    if not lines:
        return lines
    at = {key_of(line.text): index for index, line in reversed(list(enumerate(lines)))}
    all_of_it = " ".join(key_of(line.text) for line in lines)
    blocks = _raw_blocks(tree)
    known = [not _is_headline(block, title) and _is_in(block, at, all_of_it) for block in blocks]
    if not any(known):
        return lines
    first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
    kinds = {block.kind for block, is_known in zip(blocks, known, strict=True) if is_known}
    classes = {name for _, name in kinds if name}
    articles = {block.article for block, is_known in zip(blocks, known, strict=True) if is_known}
    headline = max((index for index in range(first) if _is_headline(blocks[index], title)), default=first)
    missing: dict[int, list[Line]] = {}
    place = -1
    for index in range(headline, len(blocks)):
        block = blocks[index]
        key = key_of(block.line.text)
        if known[index]:
            place = max(place, at.get(key, place))
            continue
        if index > last and (block.is_headline or block.article not in articles):
            break
        is_ours = block.kind in kinds or (
            index < last
            and block.kind[0] in _PARAGRAPHS
            and (block.kind[1] in classes or (index < first and (block.is_lead or block.kind[0] in {"p", "div"})))
        )
        if is_ours and key not in at and _is_prose(block):
            at[key] = place
            missing.setdefault(place if index < last else len(lines) - 1, []).append(block.line)
    whole = missing.get(-1, [])
    for index, line in enumerate(lines):
        whole += [line, *missing.get(index, [])]
    return whole


def _is_in(block: _Block, at: Mapping[str, int], all_of_it: str) -> bool:
    if len(block.line.text) < _SHORTEST_LEAD:
        return False
    key = key_of(block.line.text)
    return key in at or key in all_of_it


def _is_headline(block: _Block, title: str) -> bool:
    return block.is_headline or (title != "" and key_of(block.line.text) == key_of(title))


def _is_prose(block: _Block) -> bool:
    text = block.line.text
    return (
        len(text) >= (_SHORTEST_LEAD if block.is_lead else _SHORTEST_PARAGRAPH)
        and block.line.linked * 10 < len(text) * 3
        and text.endswith(_SENTENCE_ENDS)
        and not is_boilerplate(text)
        and not is_disclosure(text)
    )


def without_edges(lines: Sequence[Line]) -> list[Line]:
    """The lines without the labels of the page before and after the article. Very many are a list, and stay."""
    if sum(line.is_listed for line in lines) * 2 > len(lines):  # the page is laid out as a table
        lines = [line._replace(is_listed=False) for line in lines]
    prose = [at for at, line in enumerate(lines) if _may_be_prose(line)]
    if not prose:
        return list(lines)
    start, end = prose[0], prose[-1] + 1
    return list(
        lines[start if start <= _MOST_LABELS else 0 : end if len(lines) - end <= _MOST_LABELS_AFTER else len(lines)]
    )


def _may_be_prose(line: Line) -> bool:
    if line.is_link or (len(line.text) <= _LONGEST_APPEAL and _APPEAL.search(line.text) is not None):
        return False
    is_sentence = line.text.endswith(_SENTENCE_ENDS) and not line.text.endswith(("!", "?")) and " " in line.text
    return line.is_listed or is_sentence or len(line.text) >= _LONGEST_LABEL


def key_of(text: str) -> str:
    """The words of a line, for comparing."""
    return _NOT_WORDS.sub(" ", text).strip().lower()


def _raw_blocks(tree: etree._Element) -> list[_Block]:
    writer = _Writer(_RAW_BLOCKS, "a", _NO_PROSE)
    writer.write(tree, tree, in_link=False)
    return [_block(line, element) for line, element in writer.lines]


def _block(line: Line, element: etree._Element) -> _Block:
    around = [element, *element.iterancestors()]
    return _Block(
        line,
        kind=(element.tag, next(filter(None, (one.get("class") for one in around)), "")),
        article=next((one for one in around if one.tag == "article"), None),
        is_headline=any(one.tag == "h1" for one in around[:4]),
        is_lead=any(_LEAD.search(one.get("class") or "") is not None for one in around[:3]),
    )


@dataclass(slots=True)
class _Writer:
    """Writes the lines of a tree, each with its innermost block."""

    blocks: frozenset[str]
    link: str
    skipped: frozenset[str] = frozenset()
    lines: list[tuple[Line, etree._Element]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    """Characters of the line in links."""

    def write(self, element: etree._Element, block: etree._Element, *, in_link: bool) -> None:
        """Write an element that is in `block`. lxml's parser limits how deep elements are."""
        is_block = element.tag in self.blocks
        if is_block:
            self._end(block)
            block = element
        in_link = in_link or element.tag == self.link
        self._add(element.text, in_link=in_link)
        for child in element:
            if not isinstance(child.tag, str) or child.tag in self.skipped or child.tag in _CELLS:
                self._add(" ", in_link=False)
            if isinstance(child.tag, str) and child.tag not in self.skipped:
                self.write(child, block, in_link=in_link)
            self._add(child.tail, in_link=in_link)
        if is_block or element is block:
            self._end(block)

    def _add(self, text: str | None, *, in_link: bool) -> None:
        if text:
            self.pieces.append(text)
            self.linked += len(text) if in_link else 0

    def _end(self, block: etree._Element) -> None:
        text = " ".join("".join(self.pieces).split())
        if text:
            self.lines.append((Line(text, min(self.linked, len(text))), block))
        self.pieces.clear()
        self.linked = 0

"""Names that must carry a mark in a post, as the law of some countries asks: the operator's list.

A name is found in any word form, as a query is: each is a query in an index of their own, so thousands of them cost a
text hardly more than one.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from bot.errors import QueryError, SettingsError
from bot.matching import Matcher, Query, parse_canonical
from bot.model import QueryId, ReadArticle
from bot.reposts.markup import without_tags
from bot.text.forms import Morphology
from bot.text.inert import clean
from bot.text.shortening import utf16_length

_LONGEST_NAME = 200
_LONGEST_MARK = 500
"""UTF-16 units; a post has 3,900."""
_COLUMNS = 2
_DELIMITERS = ";\t,"
_PREFIXES = "=!"
"""Before a name as before a word of a query: in this form alone, in this letter case."""
_QUOTES = re.compile('["“”„«»‟‹›]')
_NOT_WORDS = re.compile(r"[\W_]+")


class Mark(NamedTuple):
    """A name, and the text that must stand in a post that has it."""

    name: str
    text: str


class Marks:
    """The list, ready to be looked up. Not thread-safe; the morphology is used only while it is made."""

    def __init__(self, listed: Sequence[Mark], morphology: Morphology) -> None:
        self._listed = listed
        self._matcher = Matcher(morphology)
        for number, mark in enumerate(listed):
            self._matcher.add(QueryId(number), _query(mark.name))

    def __len__(self) -> int:
        return len(self._listed)

    def needed(self, *texts: str) -> tuple[Mark, ...]:
        """The marks that a post of these texts needs, each once, in the order of the list."""
        if not self._listed:
            return ()
        article = ReadArticle("", "\n".join(map(clean, texts)), source="", site="", language="")
        found: dict[str, Mark] = {}
        for number in sorted(self._matcher.match(article)):
            found.setdefault(self._listed[number].text, self._listed[number])
        return tuple(found.values())


def load_marks(path: Path | None) -> tuple[Mark, ...]:
    """The list in a file; empty without one. Raises SettingsError if it cannot be read, as `read_marks` does."""
    if path is None:
        return ()
    try:
        return read_marks(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(f"MARKS_FILE: {path} is not in UTF-8") from None
    except OSError as error:
        raise SettingsError(f"MARKS_FILE: {path}: {error.strerror}") from None


def read_marks(text: str) -> tuple[Mark, ...]:
    """The list in a CSV file: on each line a name, in any of its forms, and its mark.

    Lines that begin with # say nothing. Raises SettingsError, which names the first line that is no such pair.
    """
    lines = list(StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=_delimiter(lines), skipinitialspace=True, strict=True)
    found: dict[Mark, None] = {}
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].startswith("#"):
                found[_mark(row, reader.line_num)] = None
    except csv.Error as error:
        raise SettingsError(f"MARKS_FILE, line {reader.line_num}: {error}") from None
    return tuple(found)


def _delimiter(lines: Iterable[str]) -> str:
    """What separates the two columns of the first line; spreadsheets differ in it."""
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    outside = re.sub(r'"[^"]*"', "", first)
    return next((sign for sign in _DELIMITERS if outside.count(sign) == 1), ",")


def _mark(row: Sequence[str], line: int) -> Mark:
    if len(row) != _COLUMNS:
        raise SettingsError(f"MARKS_FILE, line {line}: a name and its mark are expected, not {len(row)} columns")
    mark = Mark(*(" ".join(clean(cell).split()) for cell in row))
    for column, value, most in (("name", mark.name, _LONGEST_NAME), ("mark", mark.text, _LONGEST_MARK)):
        if not value:
            raise SettingsError(f"MARKS_FILE, line {line}: the {column} is empty")
        if utf16_length(value) > most:
            raise SettingsError(f"MARKS_FILE, line {line}: the {column} has more than {most} characters")
    try:
        _query(mark.name)
    except QueryError:
        raise SettingsError(f"MARKS_FILE, line {line}: the name has no words") from None
    return mark


def _query(name: str) -> Query:
    """The name as a phrase, whatever signs of the query language it has."""
    words = name.lstrip(_PREFIXES)
    prefix = name[: len(name) - len(words)]
    return parse_canonical(f'{prefix}"{" ".join(_QUOTES.sub(" ", words).split())}"')


def missing_marks(post: str, needed: Iterable[Mark]) -> tuple[Mark, ...]:
    """Those of the marks that the markup of a post lacks, whatever quotes, spaces and letter case it has them in."""
    shown = without_tags(post)
    words = f" {_words(shown)} "
    return tuple(mark for mark in needed if not _has(shown, words, mark.text))


def _has(shown: str, words: str, mark: str) -> bool:
    of_mark = _words(mark)
    return f" {of_mark} " in words if of_mark else mark in shown


def _words(text: str) -> str:
    return _NOT_WORDS.sub(" ", clean(text).casefold().replace("ё", "е")).strip()


def with_marks(post: str, marks: Iterable[str]) -> str:
    """The markup of a post, and those of the marks that it lacks at its end."""
    lacking = missing_marks(post, (Mark("", text) for text in dict.fromkeys(marks)))
    return "\n\n".join(filter(None, (post, "\n".join(_shown(lacking)))))


def _shown(marks: Iterable[Mark]) -> Iterator[str]:
    return (escape(mark.text, quote=False) for mark in marks)

"""Docstrings, comments and pages say things plainly: they have no phrase of `tests/phrases.py`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.phrases import PHRASES, Phrase

_ROOT = Path(__file__).parents[1]
_ROOMS = ("bot", "handlers", "storage", "tests", "benchmarks")
_QUOTED = re.compile(r"`[^`\n]*`|«[^»]*»|“[^”]*”|\"[^\"\n]*\"|https?://\S+")
_CODE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"(?:^ *# .*\n)+|  # .*$", re.MULTILINE)
"""Lines of comment together, or one behind code."""
_BREAK = re.compile(r"\n[ #>-]*")


def _blank(found: re.Match[str]) -> str:
    """As many lines and characters, with nothing to read."""
    return re.sub(r"[^\n]", "·", found.group())


def _passages(path: Path) -> Iterator[tuple[int, str]]:
    """The prose of a file, each passage with the number of its first line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield 1, _CODE.sub(_blank, text)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value
    for found in _COMMENT.finditer(text):
        yield 1 + text.count("\n", 0, found.start()), found.group()


def _plain(prose: str) -> str:
    """The prose without what it quotes, and without the signs at the beginnings of its lines."""
    return _BREAK.sub(lambda end: "\n" + " " * (len(end.group()) - 1), _QUOTED.sub(_blank, prose))


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    return re.compile(phrase.pattern.replace(" ", r"\s+"), re.IGNORECASE)


_PATTERNS = {_pattern(phrase): phrase.instead for phrase in PHRASES}
_ANY = re.compile("|".join(pattern.pattern for pattern in _PATTERNS), re.IGNORECASE)


def _files() -> list[Path]:
    files = [path for room in _ROOMS for path in sorted((_ROOT / room).rglob("*.py"))]
    return [*files, *sorted(_ROOT.glob("*.md")), _ROOT / ".env.example"]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.bad)
def test_a_phrase_is_found_where_it_stands_and_not_beside_it(phrase: Phrase) -> None:
    pattern = _pattern(phrase)
    assert pattern.search(phrase.bad), "the example of what to avoid"
    assert pattern.search(_plain(phrase.bad.replace(" ", "\n    # "))), "the same, a word a line"
    assert not _ANY.search(phrase.good), "the example of what to say instead"


def test_no_sentence_has_a_phrase_that_reads_translated() -> None:
    said = [
        f"{path.relative_to(_ROOT)}:{first + prose.count(chr(10), 0, match.start())}:"
        f" «{' '.join(match.group().split())}»; rather: {instead}"
        for path in _files()
        for first, passage in _passages(path)
        if _ANY.search(prose := _plain(passage))
        for pattern, instead in _PATTERNS.items()
        for match in pattern.finditer(prose)
    ]
    assert not said, "\n".join(["", *said])

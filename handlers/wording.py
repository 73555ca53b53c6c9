"""Errors and states in the words of a language."""

from collections.abc import Sequence
from html import escape

from bot.errors import QueryError
from bot.i18n import Texts
from bot.matching import WordForms

_SHOWN_WORDS = 12
_SHOWN_FORMS = 24
_POINTED_AT = 30
"""How much of a long query is shown on either side of the place, in characters."""


def query_error(error: QueryError, query: str, texts: Texts) -> str:
    """What is wrong with a query, with a pointer under the place."""
    line = " ".join(query.split()) if "\n" in query else query
    start = max(0, error.position - _POINTED_AT)
    shown = line[start : error.position + _POINTED_AT]
    pointer = " " * (error.position - start) + "▲"
    expected = texts.plain(error.expected)
    return f"{texts.html('query-error', expected=expected)}\n<pre>{escape(shown)}\n{pointer}</pre>"


def failure(reason: str, texts: Texts) -> str:
    """Why a source cannot be polled, or must not be, as a part of a sentence; plain."""
    return texts.plain(f"source-failure-{reason}")


def forms(words: Sequence[WordForms], texts: Texts) -> str:
    """The forms that each word of a query covers, a line a word."""
    lines = []
    for word in words[:_SHOWN_WORDS]:
        shown = f"{word.word}…" if word.prefix else ", ".join(word.forms[:_SHOWN_FORMS])
        more = max(0, len(word.forms) - _SHOWN_FORMS)
        lines.append(texts.html("explain-forms", word=word.word, forms=shown, more=more))
    return "\n".join(lines)

"""Errors and states in the words of a language."""

from collections.abc import Sequence
from html import escape

from bot.delivery.markup import linked_address
from bot.errors import QueryError
from bot.feeds.opml import MAX_ENTRIES
from bot.i18n import Markup, Texts, foreign
from bot.matching import WordForms
from bot.model import LeftOut, SourcePages, SourceSettings
from bot.reposts.markup import shown_length
from bot.services.sources import Imported
from bot.text.pointing import pointed_at
from bot.text.shortening import shorten, utf16_length

SHOWN_QUERY = 500
"""How much of a query is repeated in an answer, in UTF-16 units."""
_MESSAGE_LIMIT = 4_000
"""In UTF-16 units, without markup: Telegram's 4,096, less the line that says how many more there are."""
_ALERT_LIMIT = 200
"""UTF-16 units; Telegram refuses a longer text."""
_SHOWN_WORDS = 12
_SHOWN_OF_PROBLEM = 100
_MOST_PROBLEMS = 200
"""More lines than fit into a message."""
_SHOWN_FORMS = 24
_BEFORE, _AFTER = 20, 12
"""How much of a query is shown on either side of an error, in cells: together, a line on a phone."""


def fitted(lines: Sequence[str], texts: Texts, *beside: str, further: int = 0) -> str:
    """The lines that fit into one message beside other parts, and how many more there are; `further` lines were not
    made, since they would not fit.

    Telegram refuses a longer message as a whole.
    """
    room = _MESSAGE_LIMIT - sum(map(shown_length, beside))
    for count, line in enumerate(lines):
        room -= shown_length(line) + 1
        if room < 0:
            return "\n".join([*lines[:count], texts.html("answer-more", count=len(lines) - count + further)])
    return "\n".join([*lines, *([texts.html("answer-more", count=further)] if further else [])])


def query_error(error: QueryError, query: str, texts: Texts) -> str:
    """The error in a query, with a pointer under the place."""
    return pointed(texts.html("query-error", expected=texts.plain(error.expected)), query, error.position)


def pointed(said: str, text: str, position: int) -> str:
    """What is said of a place in a text, with a pointer under it."""
    shown, column = pointed_at(text, position, _BEFORE, _AFTER)
    return f"{said}\n<pre>{escape(shown)}\n{' ' * column}▲</pre>"


def failure(reason: str, texts: Texts) -> str:
    """Why a source cannot be polled, or must not be, as a part of a sentence; plain."""
    return texts.plain(f"source-failure-{reason}")


def in_alert(lines: Sequence[str]) -> str:
    """The lines, cut to fit an alert window: what short ones leave, longer ones may have."""
    room = _ALERT_LIMIT - len(lines) + 1
    fitted: dict[str, str] = {}
    for left, line in zip(range(len(lines), 0, -1), sorted(lines, key=utf16_length), strict=True):
        fitted[line] = shorten(line, room // left)
        room -= utf16_length(fitted[line])
    return "\n".join(fitted[line] for line in lines)


def forms(words: Sequence[WordForms], texts: Texts) -> list[str]:
    """The forms that each word of a query covers, a line a word."""
    lines = []
    for word in words[:_SHOWN_WORDS]:
        shown = f"{word.word}…" if word.prefix else ", ".join(word.forms[:_SHOWN_FORMS])
        more = max(0, len(word.forms) - _SHOWN_FORMS)
        if not word.by_language:
            lines.append(texts.html("explain-forms", word=word.word, forms=shown, more=more))
            continue
        parts = [
            texts.html(
                "explain-forms-of",
                language=language,
                forms=", ".join(theirs[:_SHOWN_FORMS]),
                more=max(0, len(theirs) - _SHOWN_FORMS),
            )
            for language, theirs in word.by_language
        ]
        lines.append("\n".join([texts.html("explain-forms-apart", word=word.word), *parts]))
    if len(words) > _SHOWN_WORDS:
        lines.append(texts.html("answer-more", count=len(words) - _SHOWN_WORDS))
    return lines


def source_settings(settings: SourceSettings, texts: Texts) -> list[str]:
    """The settings of a source, a part each, without their secrets."""
    parts = []
    if settings.user_agent:
        parts.append(texts.html("source-setting-of-agent", value=shorten(settings.user_agent, _SHOWN_OF_PROBLEM)))
    parts += [texts.html("source-setting-of-header", name=name) for name, _ in settings.headers]
    if settings.any_certificate:
        parts.append(texts.html("source-setting-of-certificate"))
    if settings.zone:
        parts.append(texts.html("source-setting-of-zone", zone=settings.zone))
    if not settings.reads_pages:
        parts.append(texts.html("source-setting-of-pages"))
    return parts


def source_pages(pages: SourcePages, texts: Texts) -> str:
    """What became of the pages of a source's articles; empty if none was asked for."""
    if not (pages.read or pages.refused or pages.failed):
        return ""
    said = texts.html("source-pages", read=pages.read, refused=pages.refused, failed=pages.failed)
    return f"{said} ({foreign(failure(pages.trouble, texts))})" if pages.trouble else said


def left_out(one: LeftOut, texts: Texts) -> str:
    """How many subscriptions or sources were left out, why, and what can be done."""
    return texts.html(f"limit-{one.limit}", count=one.count, most=one.most)


def left_out_plain(one: LeftOut, texts: Texts) -> str:
    """The same, for the answer to a button."""
    return texts.plain(f"limit-{one.limit}", count=one.count, most=one.most)


def _problem(address: str) -> Markup:
    return linked_address(address if len(address) <= _SHOWN_OF_PROBLEM else address[:_SHOWN_OF_PROBLEM] + "…")


def imported(came: Imported, texts: Texts) -> str:
    """How many sources of a list were added, and which lines failed."""
    lines = [texts.html("imported", count=came.added)]
    if came.before:
        lines.append(texts.html("imported-before", count=came.before))
    problems = [
        texts.html("import-problem", line=problem.line, text=problem.text[:_SHOWN_OF_PROBLEM])
        for problem in came.problems[:_MOST_PROBLEMS]
    ]
    problems += [
        texts.html("source-refused", address=_problem(address), reason=failure(reason, texts))
        for address, reason in came.refused[: _MOST_PROBLEMS - len(problems)]
    ]
    further = len(came.problems) + len(came.refused) - len(problems)
    if came.added:
        lines.append(texts.html("imported-checked"))
    lines += [left_out(one, texts) for one in came.beyond]
    if came.left_out:
        lines.append(texts.html("import-left-out", most=MAX_ENTRIES, count=came.left_out))
    return "\n".join([*lines, *filter(None, [fitted(problems, texts, *lines, further=further)])])

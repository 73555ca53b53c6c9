"""What stands before a sentence without being of it: dateline, time of an entry, subheading, a stray quote."""

import re
from collections.abc import Iterator

from bot.model import Span
from bot.text import openers

_MONTH = (
    r"(?i:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[а-яіa-z]{0,8}+\.?"
)
_DATE = rf"(?:\d{{1,2}} {_MONTH}(?: \d{{4}}(?: ?(?:года|року|г\.|р\.))?)?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?)"
_PLACE = r"[A-ZА-ЯЁІЇЄҐ][\w'’.-]{1,24}+(?:[ -][A-ZА-ЯЁІЇЄҐ][\w'’.-]{1,24}+){0,3}"
_CAPITALS = r"[A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ.'’-]{3,24}+(?:[ -][A-ZА-ЯЁІЇЄҐ.'’-]{2,24}+){0,3}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/|\[[^\[\]\n]{2,40}\])"
_NAMED = r"[A-ZА-ЯЁІЇЄҐ«\"“][^\s.,—–]{1,20}+(?: [A-ZА-ЯЁІЇЄҐ][^\s.,—–]{1,20}+){0,2}"
_AFTER = r"(?=[\"«“„(]?[A-ZА-ЯЁІЇЄҐ0-9])"
_DASH = r"\s*[—–-]{1,2}\s+"
_DATELINE = re.compile(
    r"(?:"
    # KYIV, May 5 (Harbour) - · Киев, 5 мая. /ТАСС/. · МОСКВА, 5 мая — РИА Новости. · МОСКВА, 17 мая, ФедералПресс.
    rf"{_PLACE}(?:, {_PLACE})?[.,]? (?:{_DATE}[.,]? ?)?{_AGENCY}(?:[.,]?{_DASH}|[.:]\s+)"
    rf"|{_PLACE}(?:, {_PLACE})?[.,] {_DATE}(?:[.,]? {_NAMED}\.?)?{_DASH}(?:{_NAMED}\. )?"
    rf"|{_PLACE}[.,] {_DATE}[.,](?: {_NAMED}[.,])? "
    rf"|{_CAPITALS}(?:, {_PLACE})?(?:, {_DATE})?{_DASH}"
    rf"|{_PLACE}, [A-Z]{{2}}{_DASH}"  # New York, NY –
    rf"|{_DATE}[.,]? (?:{_AGENCY}[.,]?{_DASH}|{_NAMED}{_DASH})"
    rf"|{_AGENCY}(?:[.,]?{_DASH}|\.\s+)"
    rf"|(?:[A-Z]{{3,12}}\.(?:RU|UA|COM|NET)|РИА [А-Я][а-я]++|ТАСС|УНН|УН[ИІ]АН|REGNUM)\s*[—–-]\s+"
    rf"){_AFTER}"
)
_TIME = re.compile(
    rf"(?:\[?(?:{_DATE},? )?\d{{1,2}}[:.]\d{{2}}\]?(?: ?(?:МСК|мск|GMT|BST|ET|EST|UTC|CET|[ap]\.?m\.?))?"
    r"|\d{1,2}\.\d{1,2}\.\d{2,4},? \d{1,2}:\d{2})(?:\s*[—–|·:-]\s*|[.,]?\s+)"
    + _AFTER
    + r"|\d{1,2} min(?:ute)?s? read[.,]?\s+"
    + _AFTER,
)
_FEWEST_LEFT = 12
"""Characters of a sentence that are left after what stood before it."""
_GLUED = re.compile(
    r"(?<=[\wё»)%])\s+(?=(?:"
    + "|".join(word.capitalize() for word in sorted(openers.SLAVIC) if word != "я")
    + r")\s+[«\w])"
)
_ONE_LETTER = re.compile(r"\w\s+[«\dA-ZА-ЯЁІЇЄҐ]")
"""«гепатит В выявили» against «… В Самаре»: after one letter, a name or a number tells that a sentence begins."""
"""Where a sentence begins with a capital, though the words before have no stop: a subheading is glued to it."""
_LONGEST_HEADING = 120
_ENTITY = re.compile(r"[«“\"][^»”\"]*\Z")


def trim(text: str, span: Span) -> Iterator[Span]:
    """The sentence without what stands before it; a subheading that is glued to it comes first, by itself."""
    start = span.start
    for pattern in (_TIME, _DATELINE, _TIME):
        found = pattern.match(text, start, span.end)
        if found and span.end - found.end() >= _FEWEST_LEFT:
            start = found.end()
    head = text[start : min(span.end, start + _LONGEST_HEADING)]
    for found in _GLUED.finditer(head):
        before = head[: found.start()]
        after = head[found.end() :]
        is_word = len(after.split(maxsplit=1)[0]) > 1 or _ONE_LETTER.match(after)
        if is_word and not _ENTITY.search(before) and not before.isupper() and not after.isupper():
            yield Span(start, start + found.start())
            start += found.end()
            break
    yield Span(start, span.end)

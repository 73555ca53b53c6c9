"""Quotes and brackets that are open at a place of a text."""

import re

_SIGNS = re.compile(r"[«»“”„()]|\"++")
_CLOSES = {"»": "«", "”": "“„", ")": "("}
_BEFORE_OPENING = " \t\u00a0([«“„—–-/"


_DEEPEST = 6
"""Quotes within quotes that are counted."""


def left_open(text: str, opened: str = "") -> str:
    """The quotes and brackets that are open after a text, outermost first, if those of `opened` are before it.

    Straight quotes are told by the space beside them, several in a row count as one. A closing one that nothing has
    opened counts as nothing.
    """
    for match in _SIGNS.finditer(text):
        sign = match.group()[0]
        if sign == '"':
            is_opening = _opens(text, match.start(), match.end())
        elif sign == "“":
            is_opening = "„" not in opened
        else:
            is_opening = sign not in _CLOSES
        if is_opening:
            opened = (opened + sign)[:_DEEPEST]
        else:
            place = max(opened.rfind(one) for one in _CLOSES.get(sign, '„"' if sign == "“" else sign))
            opened = opened[:place] if place >= 0 else opened
    return opened


def _opens(text: str, start: int, end: int) -> bool:
    """Whether straight quotes there are opening ones."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (not before or before in _BEFORE_OPENING) and bool(after) and not after.isspace()


def is_balanced(text: str) -> bool:
    """Whether every quote in a text is opened and closed, whatever its brackets."""
    straight = sum(1 for match in _SIGNS.finditer(text) if match.group()[0] == '"')
    low, left, right = map(text.count, "„“”")
    curly = (low + left + right) % 2 == 0 if low else left == right  # “ opens, or closes „
    return straight % 2 == 0 and text.count("«") == text.count("»") and curly

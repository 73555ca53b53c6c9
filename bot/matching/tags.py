"""Finds hashtags and mentions in a text."""

import re

from bot.matching.tree import Tag
from bot.text.folding import INVISIBLE, MARKS, fold

_SIGNS = {"#": "#＃", "@": "@＠"}
_NAME = re.compile(rf"[\w{INVISIBLE}{MARKS}]++")
_LONGER = re.compile(r"\.[a-z0-9]|@\w")
"""Follows a name that is only a part: `@name.media`, `@name@server.org`."""


def is_at(tag: Tag, text: str, start: int) -> bool:
    """Whether the name of a hashtag or mention that is meant begins at a place of the text, after its sign."""
    if start == 0 or text[start - 1] not in _SIGNS[tag.sign]:
        return False
    before = text[start - 2] if start > 1 else " "
    found = _NAME.match(text, start)
    if found is None or before.isalnum() or before == "_":
        return False
    if tag.sign == "@" and _LONGER.match(text, found.end()):
        return False
    name, wanted = fold(found.group()), fold(tag.word.text)
    return name.startswith(wanted) if tag.word.prefix else name == wanted

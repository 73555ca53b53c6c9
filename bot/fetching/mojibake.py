"""Repairs text that was decoded wrongly and then saved as UTF-8: «ÐÐ¾Ð²Ð¾ÑÑ‚Ð¸», «РќРѕРІРѕСЃС‚Рё», «MÃ¼nchen»."""

import re


def _letters(encoding: str) -> str:
    """The letters of an encoding's upper half; for an unassigned byte, the control character."""
    return "".join(bytes([code]).decode(encoding, "ignore") or chr(code) for code in range(0x80, 0x100))


_TAKEN_FOR = tuple(
    (
        re.compile(f"[{re.escape(_letters(encoding))}]{{2,}}"),
        {ord(letter): code for code, letter in enumerate(_letters(encoding), 0x80)},
    )
    for encoding in ("cp1252", "cp1251")
)
"""For each encoding that UTF-8 was mistaken for: runs of its letters, and their bytes."""
_LOOKED_AT = 10_000
_ENOUGH = 3
_TO_ONE = 10
"""So many runs must be UTF-8 for each one that is not, to rule out chance."""
_SOON = 20
"""After so many runs that are not UTF-8 the search ends, unless as many are; so it ends early for nearly all texts."""


def without_mojibake(text: str) -> str:
    """The repaired text, if nearly all of its runs of letters beyond ASCII are UTF-8 decoded wrongly.

    No language looks like that: in windows-1252, a symbol would have to follow «Ð» or «Ã» in every word.
    """
    if text.isascii():
        return text
    for runs, codes in _TAKEN_FOR:
        if _is_garbled(text, runs, codes):
            return runs.sub(lambda run: _meant(run[0], codes) or run[0], text)  # noqa: B023  called at once
    return text


def _is_garbled(text: str, runs: "re.Pattern[str]", codes: dict[int, int]) -> bool:
    right = wrong = 0
    for run in runs.finditer(text, 0, _LOOKED_AT):
        if _meant(run[0], codes) is not None:
            right += 1
        else:
            wrong += 1
            if wrong >= _SOON and wrong > right:
                return False
    return right >= _ENOUGH and right >= _TO_ONE * wrong


def _meant(run: str, codes: dict[int, int]) -> str | None:
    try:
        return bytes(codes[ord(char)] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return None

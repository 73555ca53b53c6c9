"""Writes Ukrainian in Latin letters as Ukrainian passports do: «Зеленський» as “Zelenskyi”, «Згурський» as “Zghurskyi”.

Resolution 55 of the Cabinet of Ministers of Ukraine, of 27 January 2010.
"""

import re

_LETTERS = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "h",
    "ґ": "g",
    "д": "d",
    "е": "e",
    "є": "ie",
    "ж": "zh",
    "з": "z",
    "и": "y",
    "і": "i",
    "ї": "i",
    "й": "i",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "iu",
    "я": "ia",
    "ь": "",
    "'": "",
}
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""Letters that are written otherwise at the beginning of a word."""
_UNITS = re.compile("зг|.", re.DOTALL)


def romanized(word: str) -> str | None:
    """A Ukrainian word in small letters, in Latin ones; None if it has a letter that is not Ukrainian."""
    spelt = []
    for unit in _UNITS.finditer(word):
        letters = unit.group()
        latin = "zgh" if letters == "зг" else (_FIRST if not unit.start() else {}).get(letters, _LETTERS.get(letters))
        if latin is None:
            return None
        spelt.append(latin)
    return "".join(spelt)

"""Writes Ukrainian in Latin letters as passports do, and Russian as English newspapers do: «Зеленський» as “Zelenskyi”,
«Зеленский» as “Zelensky”.

The former by resolution 55 of the Cabinet of Ministers of Ukraine, of 27 January 2010; the latter by the system of the
BGN and the PCGN, without apostrophes, and with “-y” for «-ий» and «-ый».
"""

import re

_IN_BOTH = {
    "а": "a", "б": "b", "в": "v", "д": "d", "е": "e", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ь": "",
}  # fmt: skip
_UKRAINIAN = _IN_BOTH | {
    "г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia", "'": "",
}  # fmt: skip
_RUSSIAN = _IN_BOTH | {
    "г": "g", "и": "i", "й": "y", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ъ": "",
}  # fmt: skip
_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
"""Letters that are written otherwise at the beginning of a word."""
_UNITS = re.compile("зг|.", re.DOTALL)


def romanized(word: str) -> str | None:
    """A Ukrainian word in small letters, in Latin ones; None if it has a letter that is not Ukrainian."""
    spelt = []
    for unit in _UNITS.finditer(word):
        letters = unit.group()
        latin = "zgh" if letters == "зг" else (_FIRST if not unit.start() else {}).get(letters, _UKRAINIAN.get(letters))
        if latin is None:
            return None
        spelt.append(latin)
    return "".join(spelt)


_ADJECTIVAL = re.compile("[иы]й$")
_SOFT = re.compile("(?<![бвгджзклмнпрстфхцчшщ])е")
"""At the beginning, and after a vowel or a sign, where «е» has a sound of «й» before it."""


def transliterated(word: str) -> str | None:
    """A folded Russian word in Latin letters; None if it has a letter that is not Russian."""
    letters = _SOFT.sub("йе", _ADJECTIVAL.sub("ы", word)).replace("ийе", "ие")
    spelt = [_RUSSIAN.get(letter) for letter in letters]
    return "".join(one for one in spelt if one is not None) if None not in spelt else None

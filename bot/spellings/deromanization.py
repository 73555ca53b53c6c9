"""Reads Ukrainian and Russian surnames in Latin letters: “Kiselyov” as «Киселев», “Maliuk” as «Малюк»."""

import re
from functools import cache

from bot.model import Language

_SLAVIC = re.compile(
    "(?:[oeyi]v|[oeyi]va|[iy]na?|[sc]k(?:y|yi|iy|yy|a|aya)|nk[oa]|[iy]?uk|[iy]?ak|ych|ich|ets|iha|yha|uha|yi|yy|ii|iy|yan"
    "|chko|shko|lko|tko|[^aeioun]ny|uhla|okh|ykh|ikh)$"
)
_LIP, _TONGUE = "(?<=[bvmpf])", "(?<=[dzklnrsthg])"
"""After a consonant of the lips or of the tongue, where a soft vowel is written otherwise."""
_COMMON = (
    ("shch", "щ"),
    ("zgh", "зг"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("tch", "ч"),
    ("ch", "ч"),
    ("sh", "ш"),
)
_RULES = {
    Language.RUSSIAN: (
        *_COMMON,
        ("(?<=[sцc]k)(?:yi|iy|yy|y)$", "ий"),
        ("(?<=[sц]k)a$", "ая"),
        ("(?:yi|iy|yy)$|(?<=[^aeiou])y$", "ый"),
        ("(?<=[жшчщ])y|y(?=ч$)", "и"),
        (f"{_LIP}yo|{_LIP}ye|{_TONGUE}ye", "ье"),
        (f"{_TONGUE}yo", "е"),
        ("(?<=i)ye|(?:ye|ie)", "е"),
        ("(?:yu|iu)", "ю"),
        ("(?:ya|ia)", "я"),
        ("yo|io", "е"),
        ("y(?=[aeiou])|(?<=[aeou])y", "й"),
        ("y", "ы"),
    ),
    Language.UKRAINIAN: (
        *_COMMON,
        ("(?<=[sц])k(?:yi|iy|yy|y)$", "ький"),
        ("(?<=[sц])ka$", "ька"),
        ("(?:yi|iy|yy)$|(?<=[^aeiou])y$", "ий"),
        (f"{_TONGUE}ye", "ьє"),
        ("(?:ye|ie)", "є"),
        ("(?:yu|iu)", "ю"),
        ("(?:ya|ia)", "я"),
        ("^yi|(?<=[aeiou])(?:yi|i)", "ї"),
        (f"{_TONGUE}(?:yo|io)", "ьо"),
        ("yo|io", "йо"),
        ("y(?=[aeiou])|(?<=[aeou])y", "й"),
        ("y", "и"),
    ),
}
_LETTERS = {
    Language.RUSSIAN: str.maketrans("abvgdezijklmnoprstufhcw", "абвгдезийклмнопрстуфгкв"),
    Language.UKRAINIAN: str.maketrans("abvgdezijklmnoprstufhcw", "абвгдезійклмнопрстуфгкв"),
}


def deromanized(name: str, language: Language) -> str | None:
    """A Latin name in small letters in Russian or Ukrainian; None if it has no ending of such a name."""
    if not _SLAVIC.search(name) or not name.isascii():
        return None
    spelt = name
    for pattern, letters in _patterns(language):
        spelt = pattern.sub(letters, spelt)
    spelt = spelt.translate(_LETTERS[language])
    return spelt if not spelt.isascii() and not re.search("[a-z]", spelt) else None


@cache
def _patterns(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), letters) for pattern, letters in _RULES[language])

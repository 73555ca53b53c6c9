"""What was typed with the wrong keyboard layout: «rjfkbwbz» for «коалиция», «руддщ» for “hello”."""

from collections.abc import Callable

from bot.text.folding import is_cyrillic

_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю₴ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ"
"""The same keys, in the layouts of Windows."""
_FROM_ENGLISH = tuple(str.maketrans(_ENGLISH, layout) for layout in (_RUSSIAN, _UKRAINIAN))
_TO_ENGLISH = tuple(str.maketrans(layout, _ENGLISH) for layout in (_RUSSIAN, _UKRAINIAN))
_BETWEEN = (str.maketrans(_RUSSIAN, _UKRAINIAN), str.maketrans(_UKRAINIAN, _RUSSIAN))
_LONGEST = 100
"""Characters; nobody types more before looking at the screen."""


def other_layout(text: str, knows: Callable[[str], bool]) -> str | None:
    """The text as another layout would have it, if `knows` has none of its words, and each one of the other's.

    `text` is what was typed, unsplit: some keys of signs are letters in other layouts («,elfyjd» is «буданов»).
    """
    if any(knows(bare) for bare in map(_bare, text.split()) if bare):
        return None
    return next((other for other in in_other_layouts(text) if all(map(knows, other.split()))), None)


def in_other_layouts(text: str) -> list[str]:
    """The text as each other layout would have it, where that gives words; to look these up."""
    if len(text) > _LONGEST or not text.strip():
        return []
    others = (" ".join(text.translate(table).split()) for table in _tables(text))
    return [other for other in dict.fromkeys(others) if other != text and all(map(_is_word, other.split()))]


def _tables(text: str) -> tuple[dict[int, int], ...]:
    if not any(map(is_cyrillic, text)):
        return _FROM_ENGLISH
    is_mixed = any(letter.isascii() and letter.isalpha() for letter in text)
    return () if is_mixed else (*_TO_ENGLISH, *_BETWEEN)


def _is_word(word: str) -> bool:
    """Whether it has letters alone, besides hyphens and apostrophes within."""
    return word.replace("-", "").replace("'", "").isalpha() and word[0].isalpha() and word[-1].isalpha()


def _bare(word: str) -> str:
    return word.strip("[]{};:'\",.<>`~")

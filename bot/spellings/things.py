"""Things that have a name of their own in each language: countries, bodies, currencies, regions and cities."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from bot.model import Language
from bot.spellings.spelling import SpellingKind
from bot.spellings.tables import LANGUAGES, Row, Table, rows, table
from bot.text.folding import fold

_OBLAST = ("область", "область", ("region", "oblast"))
_ADJECTIVE = ("ая", "ька")


@cache
def things() -> tuple[tuple[SpellingKind, Table], ...]:
    """All of them by kind; of two with one name, the first is meant."""
    return (
        (SpellingKind.COUNTRY, Table((*rows("countries"), *_countries()))),
        (SpellingKind.BODY, Table(rows("bodies"))),
        (SpellingKind.PLACE, Table((*_regions(), *rows("places")))),
        (SpellingKind.CURRENCY, Table((*rows("currencies"), *_currencies()))),
        (SpellingKind.PERSON, table("people")),
    )


def named(phrase: str, language: Language) -> tuple[SpellingKind, dict[Language, list[str]]] | None:
    """What a phrase names, and its names in the other languages; None if no table has it."""
    folded = fold(phrase)
    for kind, listed in things():
        if listed.knows(folded, language):
            return kind, listed.others(folded, language)
    return None


def place_in_table(name: str, language: Language, kind: SpellingKind) -> int | None:
    """Where the table of that kind has a folded name; smaller is earlier, and of cities larger. None: it has not."""
    return next(listed.position(name, language) for its, listed in things() if its is kind)


def _regions() -> Iterator[Row]:
    """The regions; an oblast's row has its adjective alone."""
    for russian, ukrainian, english in rows("regions"):
        if russian[0].endswith(_ADJECTIVE[0]) and ukrainian[0].endswith(_ADJECTIVE[1]) and " " not in russian[0]:
            yield (
                tuple(f"{name} {_OBLAST[0]}" for name in russian),
                tuple(f"{name} {_OBLAST[1]}" for name in ukrainian),
                tuple(f"{name} {word}" for name in english for word in _OBLAST[2]),
            )
        else:
            yield russian, ukrainian, english


def _countries() -> Iterator[Row]:
    """All that have a code of two letters, as CLDR names them."""
    russian, ukrainian, english = (Locale(language.value).territories for language in LANGUAGES)
    for code, name in russian.items():
        if code.isalpha() and code in ukrainian and code in english:
            yield (name,), (ukrainian[code],), (english[code],)


def _currencies() -> Iterator[Row]:
    russian, ukrainian, english = (Locale(language.value).currencies for language in LANGUAGES)
    for code, name in russian.items():
        if " " in name and code in ukrainian and code in english:  # «лев» is also an animal
            yield (name,), (ukrainian[code],), (english[code],)

"""Tables of names in three languages: files in `data`, a thing on each line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.model import Language
from bot.text.folding import fold

LANGUAGES = (Language.RUSSIAN, Language.UKRAINIAN, Language.ENGLISH)
"""In the order of the columns."""

Row = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The spellings of one thing in each of `LANGUAGES`, likeliest first."""


class Table:
    """Things with their names, found by any of these."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = list(rows)
        found: tuple[defaultdict[str, list[tuple[int, int]]], ...] = tuple(defaultdict(list) for _ in LANGUAGES)
        for number, row in enumerate(self._rows):
            for by_name, names in zip(found, row, strict=True):
                for place, name in enumerate(names):
                    by_name[fold(name)].append((place, number))
        self._by_name: tuple[Mapping[str, list[tuple[int, int]]], ...] = found

    def others(self, folded: str, language: Language) -> dict[Language, list[str]]:
        """The names in each other language of what has this folded name in one; likeliest first."""
        listed = sorted(self._by_name[LANGUAGES.index(language)].get(folded, ()))
        rows = [self._rows[number] for _, number in listed]
        return {
            other: list(dict.fromkeys(_in_turn(row[column] for row in rows)))
            for column, other in enumerate(LANGUAGES)
            if rows and other is not language
        }

    def knows(self, folded: str, language: Language) -> bool:
        """Whether something has this folded name."""
        return folded in self._by_name[LANGUAGES.index(language)]


def _in_turn(lists: Iterable[Iterable[str]]) -> Iterator[str]:
    """The first of each list, then the second ones, and so on."""
    remaining = [list(one) for one in lists]
    for place in range(max(map(len, remaining), default=0)):
        yield from (one[place] for one in remaining if place < len(one))


@cache
def table(name: str) -> Table:
    """A table of `data`."""
    return Table(rows(name))


def rows(name: str) -> Iterator[Row]:
    """The things of a file in `data`."""
    for line in lines(name):
        russian, ukrainian, english = line.split("\t")
        yield tuple(russian.split("|")), tuple(ukrainian.split("|")), tuple(english.split("|"))


def lines(name: str) -> Iterator[str]:
    """The lines of a file in `data`, without comments."""
    for line in files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line

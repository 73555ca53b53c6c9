"""The world's time zones by the names that people use."""

import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from bot.model import Language

_NEWER = {"Europe/Kiev": "Europe/Kyiv", "America/Godthab": "America/Nuuk", "Asia/Calcutta": "Asia/Kolkata"}
"""Names that Unicode's data keep for ever, and today's names of the same zones."""
_SHORT = {"мск": "Europe/Moscow", "msk": "Europe/Moscow"}


class Zones(dict[str, str]):
    """IANA names by the folded names that people write."""

    def __missing__(self, key: str) -> str:
        raise ValueError(key)


def written_zone(text: str) -> str:
    """The IANA name that a text means: that name in any letter case, or a city in any of the bot's languages.

    Raises ValueError.
    """
    return known_zones()[_folded(text)]


@cache
def known_zones() -> Zones:
    """By IANA name, by its last part, and by cities in Unicode's data; a name that two zones share means neither."""
    cities: dict[str, set[str]] = {}
    for city, name in _cities():
        cities.setdefault(_folded(city), set()).add(_NEWER.get(name, name))
    single = {city: names.pop() for city, names in cities.items() if len(names) == 1}
    names = {_folded(name): _NEWER.get(name, name) for name in available_timezones()}
    return Zones(single | _SHORT | names)


def _cities() -> Iterator[tuple[str, str]]:
    known = available_timezones()
    for name in known:
        yield name.rpartition("/")[2], name
    for language in Language:
        for name, described in Locale(language).time_zones.items():
            if name in known and "city" in described:
                yield described["city"], name


def _folded(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip()).casefold().replace("ё", "е")

"""The world's time zones by the names that people use."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location

from bot.model import Language
from bot.services.cities import cities, countries

_NEWER = {"Europe/Kiev": "Europe/Kyiv", "America/Godthab": "America/Nuuk", "Asia/Calcutta": "Asia/Kolkata"}
"""Names that Unicode's data keep for ever, and today's names of the same zones."""
_SHORT = {
    "мск": "Europe/Moscow",
    "msk": "Europe/Moscow",
    "питер": "Europe/Moscow",
    "спб": "Europe/Moscow",
    "нью_йорк": "America/New_York",
}
_MOSTLY = {
    "AR": "America/Argentina/Buenos_Aires",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "KZ": "Asia/Almaty",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""Countries of several zones where nearly everybody lives in one."""
_OFFSET = re.compile(r"(?:utc|gmt)?_?([+−-])_?0?(\d{1,2})(?::?00)?")
_FIXED = re.compile(r"Etc/GMT([+-])(\d{1,2})")


class Zones(dict[str, str]):
    """IANA names by the folded names that people write."""

    def __missing__(self, key: str) -> str:
        raise ValueError(key)


def written_zone(text: str) -> str:
    """The IANA name that a text means.

    It is that name in any letter case, a city or a country in any of the bot's languages, or how far ahead of UTC a
    clock is, such as «+3». Raises ValueError.
    """
    folded = _folded(text.replace("−", "-"), dashed=True)
    if ahead := _OFFSET.fullmatch(folded):
        # In these names, the sign is the other way round.
        zone = f"Etc/GMT{'-' if ahead[1] == '+' else '+'}{int(ahead[2])}"
        return "UTC" if not int(ahead[2]) else known_zones()[_folded(zone, dashed=True)]
    return known_zones()[_folded(text)]


@cache
def known_zones() -> Zones:
    """By IANA name, by its last part, by cities, and by countries with one zone; a name that two zones share means
    neither.
    """
    named: dict[str, set[str]] = {}
    for name, zone in _named():
        named.setdefault(_folded(name), set()).add(_NEWER.get(zone, zone))
    single = {name: zones.pop() for name, zones in named.items() if len(zones) == 1}
    own = {_folded(name): city.zone for city in cities() for name in city.names.values()}
    names = {folded: _NEWER.get(name, name) for name in available_timezones() for folded in _spellings(name)}
    return Zones(single | own | _SHORT | names)


@cache
def zone_name(zone: str, language: Language) -> str:
    """What a zone is called in a language: by its city, or by how far it is ahead of UTC."""
    if fixed := _FIXED.fullmatch(zone):
        return f"UTC{'+' if fixed[1] == '-' else '−'}{fixed[2]}"
    city = zone.rpartition("/")[2]
    own = next((one.names[language] for one in cities() if one.zone == zone and _is_named(one.names, city)), None)
    if own is not None or "/" not in zone:
        return own or zone
    return get_timezone_location(zone, locale=Locale(language), return_city=True)


def _is_named(names: dict[Language, str], city: str) -> bool:
    return _folded(names[Language.ENGLISH]) == _folded(city)


def _named() -> Iterator[tuple[str, str]]:
    """Names of cities and countries, with their zones."""
    known = available_timezones()
    for name in known:
        yield name.rpartition("/")[2], name
    zones_of = Counter(country for country, _ in countries())
    single = {country: zone for country, zone in countries() if zones_of[country] == 1} | _MOSTLY
    for language in Language:
        locale = Locale(language)
        for name, described in locale.time_zones.items():
            if name in known and "city" in described:
                yield described["city"], name
        for country, zone in single.items():
            if country in locale.territories:
                yield locale.territories[country], zone


def _spellings(name: str) -> set[str]:
    return {_folded(name), _folded(name, dashed=True)}


def _folded(text: str, *, dashed: bool = False) -> str:
    """If `dashed`, a hyphen keeps its meaning."""
    return re.sub(r"\s+" if dashed else r"[\s-]+", "_", text.strip()).casefold().replace("ё", "е")

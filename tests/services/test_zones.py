from zoneinfo import ZoneInfo

import pytest

from bot.model import Language
from bot.services.cities import countries
from bot.services.zones import known_zones, written_zone, zone_name


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("europe/kiev", "Europe/Kyiv"),
        ("Киев", "Europe/Kyiv"),
        ("київ", "Europe/Kyiv"),
        ("kyiv", "Europe/Kyiv"),
        ("new york", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("нью йорк", "America/New_York"),
        ("Берлін", "Europe/Berlin"),
        (" Алматы ", "Asia/Almaty"),
        ("МСК", "Europe/Moscow"),
        ("asia/tokyo", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("+3", "Etc/GMT-3"),
        ("UTC +03:00", "Etc/GMT-3"),
        ("gmt−5", "Etc/GMT+5"),
        ("etc/gmt-3", "Etc/GMT-3"),
        ("Львов", "Europe/Kyiv"),
        ("Львів", "Europe/Kyiv"),
        ("санкт-петербург", "Europe/Moscow"),
        ("Івано-Франківськ", "Europe/Kyiv"),
        ("Украина", "Europe/Kyiv"),
        ("Польща", "Europe/Warsaw"),
        ("latvia", "Europe/Riga"),
    ],
)
def test_a_zone_is_known_by_its_name_or_by_a_city_in_any_of_the_languages(written: str, zone: str) -> None:
    assert written_zone(written) == zone


@pytest.mark.parametrize("written", ["", "../../etc/passwd", "Урюпинск", "25", "Europe", "+15", "Россия", "UTC+"])
def test_what_is_no_zone_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        written_zone(written)


@pytest.mark.parametrize(
    ("zone", "names"),
    [
        ("Europe/Kyiv", ["Киев", "Київ", "Kyiv"]),
        ("Europe/Warsaw", ["Варшава", "Варшава", "Warsaw"]),
        ("America/New_York", ["Нью-Йорк", "Нью-Йорк", "New York"]),
        ("Asia/Tashkent", ["Ташкент", "Ташкент", "Tashkent"]),
        ("Etc/GMT-3", ["UTC+3"] * 3),
        ("Etc/GMT+5", ["UTC−5"] * 3),
        ("UTC", ["UTC"] * 3),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, names: list[str]) -> None:
    assert [zone_name(zone, language) for language in Language] == names


def _means(name: str) -> str | None:
    """None if several zones share the name."""
    try:
        return written_zone(name)
    except ValueError:
        return None


def test_what_a_zone_is_called_means_it() -> None:
    for zone in {zone for _, zone in countries()}:
        for language in Language:
            name = zone_name(zone, language)
            assert _means(name) in {zone, name, None}


def test_every_zone_that_is_known_exists() -> None:
    for zone in set(known_zones().values()):
        ZoneInfo(zone)

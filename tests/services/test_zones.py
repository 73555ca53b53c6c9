from zoneinfo import ZoneInfo

import pytest

from bot.services.zones import known_zones, written_zone


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
    ],
)
def test_a_zone_is_known_by_its_name_or_by_a_city_in_any_of_the_languages(written: str, zone: str) -> None:
    assert written_zone(written) == zone


@pytest.mark.parametrize("written", ["", "../../etc/passwd", "Урюпинск", "25", "Europe"])
def test_what_is_no_zone_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        written_zone(written)


def test_every_zone_that_is_known_exists() -> None:
    for zone in set(known_zones().values()):
        ZoneInfo(zone)

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.cities import cities, zone_near


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ((49.84, 24.03), "Europe/Kyiv"),  # Lviv: Warsaw is nearer than Kyiv
        ((49.78, 22.77), "Europe/Warsaw"),  # Przemyśl, on the other side of the border
        ((59.93, 30.33), "Europe/Moscow"),
        ((54.71, 20.51), "Europe/Kaliningrad"),
        ((40.71, -74.01), "America/New_York"),
        ((-33.87, 151.21), "Australia/Sydney"),
        ((64.7, -179.9), "Asia/Anadyr"),  # beyond the antimeridian
    ],
)
def test_a_place_has_the_zone_of_the_nearest_city(place: tuple[float, float], zone: str) -> None:
    assert zone_near(*place) == zone


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_has_a_zone(latitude: float, longitude: float) -> None:
    ZoneInfo(zone_near(latitude, longitude))


def test_every_city_is_near_itself() -> None:
    for one in cities():
        assert zone_near(one.latitude, one.longitude) == one.zone, one

"""Cities that people name, or are near to, and that the tz database does not list; with their zones.

The tz database has a city or two a zone, so the nearest of these may lie beyond a border: Warsaw is nearer to Lviv than
Kyiv is. Here are the largest cities where the bot's languages are spoken, some near borders, and capitals that share a
zone. Coordinates are in degrees, to a tenth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import starmap
from math import asin, cos, radians, sin, sqrt
from re import fullmatch

from bot.model import Language

_CITIES = """
    Europe/Kyiv 50.5 30.5 Киев Київ Kyiv
    Europe/Kyiv 50.0 36.2 Харьков Харків Kharkiv
    Europe/Kyiv 46.5 30.7 Одесса Одеса Odesa
    Europe/Kyiv 48.5 35.0 Днепр Дніпро Dnipro
    Europe/Kyiv 47.8 35.2 Запорожье Запоріжжя Zaporizhzhia
    Europe/Kyiv 49.8 24.0 Львов Львів Lviv
    Europe/Kyiv 47.9 33.4 Кривой_Рог Кривий_Ріг Kryvyi_Rih
    Europe/Kyiv 47.0 32.0 Николаев Миколаїв Mykolaiv
    Europe/Kyiv 49.2 28.5 Винница Вінниця Vinnytsia
    Europe/Kyiv 46.6 32.6 Херсон Херсон Kherson
    Europe/Kyiv 49.6 34.6 Полтава Полтава Poltava
    Europe/Kyiv 51.5 31.3 Чернигов Чернігів Chernihiv
    Europe/Kyiv 49.4 32.1 Черкассы Черкаси Cherkasy
    Europe/Kyiv 50.9 34.8 Сумы Суми Sumy
    Europe/Kyiv 50.3 28.7 Житомир Житомир Zhytomyr
    Europe/Kyiv 49.4 27.0 Хмельницкий Хмельницький Khmelnytskyi
    Europe/Kyiv 50.6 26.3 Ровно Рівне Rivne
    Europe/Kyiv 50.7 25.3 Луцк Луцьк Lutsk
    Europe/Kyiv 49.6 25.6 Тернополь Тернопіль Ternopil
    Europe/Kyiv 48.9 24.7 Ивано-Франковск Івано-Франківськ Ivano-Frankivsk
    Europe/Kyiv 48.6 22.3 Ужгород Ужгород Uzhhorod
    Europe/Kyiv 48.3 25.9 Черновцы Чернівці Chernivtsi
    Europe/Kyiv 48.5 32.3 Кропивницкий Кропивницький Kropyvnytskyi
    Europe/Kyiv 47.1 37.5 Мариуполь Маріуполь Mariupol
    Europe/Kyiv 48.0 37.8 Донецк Донецьк Donetsk
    Europe/Kyiv 48.6 39.3 Луганск Луганськ Luhansk
    Europe/Moscow 55.8 37.6 Москва Москва Moscow
    Europe/Moscow 59.9 30.3 Санкт-Петербург Санкт-Петербург Saint_Petersburg
    Europe/Moscow 55.8 49.1 Казань Казань Kazan
    Europe/Moscow 56.3 44.0 Нижний_Новгород Нижній_Новгород Nizhny_Novgorod
    Europe/Moscow 47.2 39.7 Ростов-на-Дону Ростов-на-Дону Rostov-on-Don
    Europe/Moscow 45.0 39.0 Краснодар Краснодар Krasnodar
    Europe/Moscow 51.7 39.2 Воронеж Воронеж Voronezh
    Europe/Moscow 43.6 39.7 Сочи Сочі Sochi
    Europe/Moscow 50.6 36.6 Белгород Бєлгород Belgorod
    Europe/Moscow 53.2 34.4 Брянск Брянськ Bryansk
    Europe/Moscow 54.8 32.0 Смоленск Смоленськ Smolensk
    Europe/Moscow 57.8 28.3 Псков Псков Pskov
    Europe/Moscow 69.0 33.1 Мурманск Мурманськ Murmansk
    Europe/Moscow 43.0 47.5 Махачкала Махачкала Makhachkala
    Asia/Yekaterinburg 56.8 60.6 Екатеринбург Єкатеринбург Yekaterinburg
    Asia/Yekaterinburg 55.2 61.4 Челябинск Челябінськ Chelyabinsk
    Asia/Yekaterinburg 54.7 56.0 Уфа Уфа Ufa
    Asia/Yekaterinburg 58.0 56.2 Пермь Перм Perm
    Asia/Yekaterinburg 57.2 65.5 Тюмень Тюмень Tyumen
    Europe/Minsk 53.9 27.6 Минск Мінськ Minsk
    Europe/Minsk 52.4 31.0 Гомель Гомель Gomel
    Europe/Minsk 52.1 23.7 Брест Брест Brest
    Europe/Minsk 53.7 23.8 Гродно Гродно Grodno
    Europe/Minsk 55.2 30.2 Витебск Вітебськ Vitebsk
    Europe/Chisinau 47.0 28.9 Кишинёв Кишинів Chisinau
    Europe/Warsaw 52.2 21.0 Варшава Варшава Warsaw
    Europe/Warsaw 50.1 19.9 Краков Краків Krakow
    Europe/Warsaw 51.1 17.0 Вроцлав Вроцлав Wroclaw
    Europe/Warsaw 54.4 18.6 Гданьск Гданськ Gdansk
    Europe/Warsaw 52.4 16.9 Познань Познань Poznan
    Europe/Warsaw 51.2 22.6 Люблин Люблін Lublin
    Europe/Warsaw 50.0 22.0 Жешув Жешув Rzeszow
    Europe/Warsaw 53.1 23.2 Белосток Білосток Bialystok
    Europe/Prague 49.2 16.6 Брно Брно Brno
    Europe/Bratislava 48.7 21.3 Кошице Кошиці Kosice
    Europe/Bucharest 47.2 27.6 Яссы Ясси Iasi
    Europe/Bucharest 46.8 23.6 Клуж Клуж Cluj
    Europe/Budapest 47.5 21.6 Дебрецен Дебрецен Debrecen
    Europe/Vilnius 54.9 23.9 Каунас Каунас Kaunas
    Europe/Riga 55.9 26.5 Даугавпилс Даугавпілс Daugavpils
    Europe/Tallinn 58.4 26.7 Тарту Тарту Tartu
    Europe/Tallinn 59.4 28.2 Нарва Нарва Narva
    Europe/Berlin 48.1 11.6 Мюнхен Мюнхен Munich
    Europe/Berlin 53.6 10.0 Гамбург Гамбург Hamburg
    Europe/Berlin 50.1 8.7 Франкфурт Франкфурт Frankfurt
    Europe/Berlin 50.9 7.0 Кёльн Кельн Cologne
    Europe/Berlin 51.1 13.7 Дрезден Дрезден Dresden
    Europe/Zurich 46.2 6.1 Женева Женева Geneva
    Europe/Rome 45.5 9.2 Милан Мілан Milan
    Europe/Paris 43.3 5.4 Марсель Марсель Marseille
    Europe/Paris 48.6 7.8 Страсбург Страсбург Strasbourg
    Europe/Madrid 41.4 2.2 Барселона Барселона Barcelona
    Europe/Lisbon 41.1 -8.6 Порту Порту Porto
    Europe/London 55.9 -3.2 Эдинбург Единбург Edinburgh
    Europe/London 53.5 -2.2 Манчестер Манчестер Manchester
    Asia/Tbilisi 41.6 41.6 Батуми Батумі Batumi
    Asia/Jerusalem 32.1 34.8 Тель-Авив Тель-Авів Tel_Aviv
    Asia/Jerusalem 32.8 35.0 Хайфа Хайфа Haifa
    Europe/Istanbul 39.9 32.9 Анкара Анкара Ankara
    Europe/Istanbul 36.9 30.7 Анталья Анталья Antalya
    Asia/Almaty 51.2 71.4 Астана Астана Astana
    America/New_York 38.9 -77.0 Вашингтон Вашингтон Washington
    America/New_York 42.4 -71.1 Бостон Бостон Boston
    America/New_York 25.8 -80.2 Майами Маямі Miami
    America/Los_Angeles 37.8 -122.4 Сан-Франциско Сан-Франциско San_Francisco
    America/Los_Angeles 47.6 -122.3 Сиэтл Сіетл Seattle
    America/Chicago 29.8 -95.4 Хьюстон Г'юстон Houston
    America/Toronto 45.5 -73.6 Монреаль Монреаль Montreal
    America/Toronto 45.4 -75.7 Оттава Оттава Ottawa
"""
_LANGUAGES = (Language.RUSSIAN, Language.UKRAINIAN, Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class City:
    """A city, and the zone where it lies."""

    zone: str
    latitude: float
    longitude: float
    names: dict[Language, str]
    """Empty for a city of the tz database: CLDR knows its names."""


@cache
def cities() -> tuple[City, ...]:
    """Our own cities."""
    return tuple(starmap(_city, (line.split() for line in _CITIES.strip().splitlines())))


def zone_near(latitude: float, longitude: float) -> str:
    """The zone of the nearest city, ours or the tz database's."""

    def distance(city: City) -> float:
        """By the haversine formula, as a share of the earth's diameter."""
        here, there = radians(latitude), radians(city.latitude)
        half = sin((there - here) / 2) ** 2
        half += cos(here) * cos(there) * sin(radians(city.longitude - longitude) / 2) ** 2
        return asin(sqrt(min(half, 1.0)))

    return min((*cities(), *_listed()), key=distance).zone


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """The zones of each country, by its ISO code: https://data.iana.org/time-zones/tzdb/zone.tab."""
    return tuple((country, zone) for country, _, zone in _rows("zone.tab"))


@cache
def _listed() -> tuple[City, ...]:
    """The cities of the tz database: https://data.iana.org/time-zones/tzdb/zone1970.tab."""
    return tuple(City(zone, *_degrees(place), {}) for _, place, zone in _rows("zone1970.tab"))


def _rows(table: str) -> Iterator[list[str]]:
    """The first three columns."""
    text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    yield from (line.split("\t")[:3] for line in text.splitlines() if line and not line.startswith("#"))


def _degrees(written: str) -> tuple[float, float]:
    """Degrees of latitude and longitude as the table has them: «+5026+03031», in degrees, minutes and seconds."""
    match = fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?([+-])(\d{3})(\d\d)(\d\d)?", written)
    if match is None:
        raise ValueError(written)
    parts = match.groups(default="0")
    return _signed(*parts[:4]), _signed(*parts[4:])


def _signed(sign: str, degrees: str, minutes: str, seconds: str) -> float:
    return float(f"{sign}1") * (int(degrees) + int(minutes) / 60 + int(seconds) / 3600)


def _city(zone: str, latitude: str, longitude: str, *names: str) -> City:
    shown = {language: name.replace("_", " ") for language, name in zip(_LANGUAGES, names, strict=True)}
    return City(zone, float(latitude), float(longitude), shown)

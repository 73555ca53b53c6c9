"""Infers where a feed is written: which zone its times without one have, and what "IST" means there.

The country comes from the address, if its ending is used by that country alone; else from the language tag ("en-IN");
else it is the language's home, if there is one. The country gives a zone if all of it, or nearly all of its press, has
the same time: Russia gives Moscow; the United States give none, so UTC. A zone too far east makes an item a little old;
one too far west would put it into the future.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from bot.text.hosts import has_long_host

_ENDINGS = {"SU": "RU", "UK": "GB", "RF": "RU", "XN--P1AI": "RU", "XN--J1AMH": "UA", "XN--90AIS": "BY", "EU": ""}
_FOR_ANYBODY = frozenset(
    """
    AC AD AI AG AS BZ CC CD CM CO DJ FM GG GS IM IO JE LA LC LI LY ME MS NU PM PN PW RE SC SH SO SR ST SX TC TF TK TL TO
    TV VC VG VU WS YT
    """.split()  # noqa: SIM905  codes read better than a list of strings
)
"""Country endings that anybody in the world registers."""
_IN_MANY_COUNTRIES = frozenset({"ar", "en", "es", "fr", "pt"})
_CAPITALS = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
"""For countries with several zones, the zone of nearly all their press."""
_LONG_SINCE = datetime(2025, 1, 15, tzinfo=UTC), datetime(2025, 7, 15, tzinfo=UTC)
_LONGEST_TAG = 20
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?(?![a-z])", re.IGNORECASE)


def _hours(text: str) -> dict[str, timedelta]:
    found: dict[str, timedelta] = {}
    for line in text.strip().splitlines():
        hours, *names = line.split()
        found |= dict.fromkeys(names, timedelta(hours=float(hours)))
    return found


_EAST = _hours("""
    0 z ut utc gmt wet
    1 bst cet met west wat mez
    2 cest eet sast cat mesz oez киев
    3 msk eest мск trt idt eat minsk fet oesz
    3.5 irst
    4 msd samt gst azt get mut ret sct amt
    4.5 irdt aft
    5 yekt uzt екб pkt tjt tmt mvt almt aqtt kzt orat
    5.5 ist slst lkt
    5.75 npt
    6 omst bdt btt kgt
    6.5 mmt
    7 novt krat ict wib hovt kovt
    8 irkt hkt sgt awst myt pht phst wita ulat wst bnt
    9 yakt jst kst wit tlt
    9.5 acst
    10 vlat aest chst pgt
    10.5 acdt lhst
    11 magt aedt sakt sret nct sbt
    12 pett nzst fjt anat
    12.75 chast
    13 nzdt
    -1 azot cvt
    -2 brst fnst uyst
    -2.5 ndt
    -3 brt art uyt clst adt gft pyt pyst rott srt wgst
    -3.5 nst
    -4 edt ast clt bot vet gyt amst hae hlv
    -5 est cdt cot pet ect act hne hac
    -6 cst mdt hnc har galt east
    -7 mst pdt hnr hap
    -8 pst akdt hnp
    -9 akst
    -10 hst
    -11 sst
""")
"""Zones by name, in hours east of Greenwich, from RFC 822 and former abbreviations of the tz database."""
_EAST_IN: Mapping[str, Mapping[str, float]] = {
    "IL": {"ist": 2},
    "IE": {"ist": 1},
    **{country: {"cst": 8} for country in ("CN", "TW", "HK", "MO")},
    "CU": {"cst": -5, "cdt": -4},
    "AU": {"est": 10, "edt": 11, "cst": 9.5, "cdt": 10.5, "wst": 8},
    "BD": {"bst": 6},
    **{country: {"ast": 3} for country in ("BH", "IQ", "KW", "QA", "SA", "YE")},
    "PH": {"pst": 8},
    "SG": {"sst": 8},
    "MY": {"mst": 8},
    "BR": {"amt": -4, "act": -5, "wst": -4},
    "PK": {"pst": 5},
    "WS": {"wst": 13},
}
"""Names with another meaning in these countries."""
_WITH_SUMMER_TIME = {
    **dict.fromkeys(("et", "eastern"), "America/New_York"),
    **dict.fromkeys(("ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pt", "pacific"), "America/Los_Angeles"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A country, by its two capital letters; empty if unknown."""

    country: str = ""

    @property
    def zone(self) -> tzinfo:
        """The zone of times without one."""
        return _zone_of(self.country)

    def zone_named(self, name: str) -> tzinfo | None:
        """The zone that a name in lower case means here; None if it means none."""
        if (hours := _EAST_IN.get(self.country, {}).get(name)) is not None:
            return timezone(timedelta(hours=hours))
        if name in _EAST:
            return timezone(_EAST[name])
        return zone_of_tz_database(_WITH_SUMMER_TIME[name]) if name in _WITH_SUMMER_TIME else None


NOWHERE = Region()


def region_of(language: str, url: str) -> Region:
    """The region of a feed, by its address and language tag."""
    return _region(language.strip().lower()[:_LONGEST_TAG], _ending(url))


def zone_of_tz_database(name: str) -> tzinfo | None:
    """The zone by its IANA name; None if unknown or empty."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name is a folder
        return None


def _ending(url: str) -> str:
    try:
        return (urlsplit("" if has_long_host(url) else url).hostname or "").rpartition(".")[2].upper()
    except ValueError:  # a bracket without an IPv6 address
        return ""


@lru_cache(maxsize=1024)
def _region(language: str, ending: str) -> Region:
    country = _ENDINGS.get(ending, ending)
    if country in _zones_by_country() and country not in _FOR_ANYBODY:
        return Region(country)
    tag = _TAG.match(language)
    if tag is None:
        return NOWHERE
    if tag[2]:
        return Region(tag[2].upper())
    if tag[1] in _IN_MANY_COUNTRIES:
        return NOWHERE
    likely: Mapping[str, str] = get_global("likely_subtags")
    return Region(likely.get(tag[1], "").rpartition("_")[2])


def _zones_by_country() -> Mapping[str, Sequence[str]]:
    return get_global("territory_zones")


@lru_cache(maxsize=256)
def _zone_of(country: str) -> tzinfo:
    if country in _CAPITALS:
        return zone_of_tz_database(_CAPITALS[country]) or UTC
    zones = list(filter(None, map(zone_of_tz_database, _zones_by_country().get(country, ()))))
    clocks = {tuple(moment.astimezone(zone).utcoffset() for moment in _LONG_SINCE) for zone in zones}
    return zones[0] if len(clocks) == 1 else UTC

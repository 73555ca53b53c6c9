"""The built-in sources of `default_pack.opml`, by language and category, with the sites that they speak for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from bot.feeds.opml import OpmlEntry, read_opml
from bot.feeds.sites import registered_site
from bot.model import Language, NewSource

_AT_FIRST: Mapping[Language, frozenset[str]] = MappingProxyType(
    {
        Language.RUSSIAN: frozenset({"ru/independent", "ru/business", "ru/international"}),
        Language.UKRAINIAN: frozenset({"uk/general", "uk/international", "en/international"}),
        Language.ENGLISH: frozenset({"en/international"}),
    }
)
"""The packs that a chat watches until it chooses others; none of them is official."""


def default_pack() -> list[NewSource]:
    """The built-in sources, each in the pack "language/category"."""
    document = read_opml((files("bot.feeds") / "default_pack.opml").read_bytes())
    return [
        NewSource(entry.url, entry.title, entry.language, "/".join(entry.categories), sites=named_sites(entry))
        for entry in document.entries
    ]


_OFFICIAL = "official"
"""The category of packs that speak for a state."""


@cache
def packs_off(language: Language) -> frozenset[str]:
    """The built-in packs that a chat of that language does not watch until it chooses them."""
    return frozenset(source.pack for source in default_pack() if source.pack) - _AT_FIRST[language]


def packs_at_first(language: Language) -> frozenset[str]:
    """The built-in packs that it watches until then."""
    return _AT_FIRST[language]


def named_sites(entry: OpmlEntry) -> tuple[str, ...]:
    """The sites that a list assigns to a source; the list's author is trusted for that."""
    return tuple(dict.fromkeys(filter(None, map(registered_site, entry.pages))))


def is_official(pack: str | None) -> bool:
    """Whether the sources of a pack speak for a state: they are in no channel until somebody asks for them."""
    return pack is not None and pack.rpartition("/")[2] == _OFFICIAL

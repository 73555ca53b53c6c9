"""The built-in sources of `default_pack.opml`, by language and category, with the sites that they speak for."""

from importlib.resources import files

from bot.feeds.opml import OpmlEntry, read_opml
from bot.feeds.sites import registered_site
from bot.model import NewSource


def default_pack() -> list[NewSource]:
    """The built-in sources, each in the pack "language/category"."""
    document = read_opml((files("bot.feeds") / "default_pack.opml").read_bytes())
    return [
        NewSource(entry.url, entry.title, entry.language, "/".join(entry.categories), sites=named_sites(entry))
        for entry in document.entries
    ]


def named_sites(entry: OpmlEntry) -> tuple[str, ...]:
    """The sites that a list assigns to a source; the list's author is trusted for that."""
    return tuple(dict.fromkeys(filter(None, map(registered_site, entry.pages))))

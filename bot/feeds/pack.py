"""The sources that come along: `default_pack.opml`, by language and category."""

from importlib.resources import files

from bot.feeds.opml import read_opml
from bot.model import NewSource


def default_pack() -> list[NewSource]:
    """Each in the pack "language/category"."""
    document = read_opml((files("bot.feeds") / "default_pack.opml").read_bytes())
    return [NewSource(entry.url, entry.title, entry.language, "/".join(entry.categories)) for entry in document.entries]

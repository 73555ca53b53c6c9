"""Front pages of sites, which may link to a source and so let it speak for the site."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model.identities import SourceId


@dataclass(frozen=True, slots=True)
class FrontPageWanted:
    """A front page that may link to a source."""

    site: str
    address: str
    answered_from: str
    """As in `FrontPage`."""


@dataclass(frozen=True, slots=True)
class FrontPageLookup:
    """A front page to search for links to sources."""

    site: str
    address: str
    wanted: Mapping[SourceId, tuple[str, ...]]
    """The sources that it may link to, with all addresses of each, former ones too."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A front page that links to a source, so that the source speaks for the site."""

    site: str
    answered_from: str
    """The site that the source answered from then. An answer from another site needs another check."""

"""Quotas: how much one chat may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

QUOTA_DAY = timedelta(days=1)
"""For so long, counted back from now, a source is a new one."""


class Limit(StrEnum):
    """Which quota a wish has met; also the key of a text."""

    SUBSCRIPTIONS = "subscriptions"
    SOURCES = "sources"
    NEW_SOURCES = "new-sources"
    NEW_OF_SITE = "new-of-site"


@dataclass(frozen=True, slots=True)
class Quotas:
    """How much a chat may have and add; 0 for as much as it likes. What it has beyond that, it keeps."""

    subscriptions: int = 0
    sources: int = 0
    """Of its own: those of packs do not count."""
    new_sources: int = 0
    """In the last 24 hours, also of those that it has removed again."""
    new_of_site: int = 0
    """Of these, how many of one site; where many people share a host, a site is what one of them has there."""

    def of(self, limit: Limit) -> int:
        """The figure that a limit stands for."""
        return {
            Limit.SUBSCRIPTIONS: self.subscriptions,
            Limit.SOURCES: self.sources,
            Limit.NEW_SOURCES: self.new_sources,
            Limit.NEW_OF_SITE: self.new_of_site,
        }[limit]

    def limit_of_subscription(self, there_are: int) -> Limit | None:
        """What keeps a chat with so many subscriptions from having one more; None if nothing does."""
        return Limit.SUBSCRIPTIONS if 0 < self.subscriptions <= there_are else None

    def limit_of_source(self, there_are: int, new: Mapping[str, str], url: str, site: str) -> Limit | None:
        """What keeps a chat with so many sources from having one more; None if nothing does.

        `new` are those that it has added in the last 24 hours, by address, with the site of each: none of these counts
        a second time.
        """
        if 0 < self.sources <= there_are:
            return Limit.SOURCES
        if url in new:
            return None
        if 0 < self.new_of_site <= sum(one == site for one in new.values()):
            return Limit.NEW_OF_SITE
        return Limit.NEW_SOURCES if 0 < self.new_sources <= len(new) else None


NO_QUOTAS = Quotas()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a chat asked for, and was not given, since it has as much as it may have."""

    limit: Limit
    most: int
    count: int
    """How many subscriptions, or sources, were left out."""


@dataclass(frozen=True, slots=True)
class AddedSources:
    """What came of a wish for many sources; those that the chat watched before are in neither."""

    added: int
    left_out: Mapping[Limit, int]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a wish to have somebody else's subscriptions."""

    taken: int
    left: int
    """How many are suspended still."""

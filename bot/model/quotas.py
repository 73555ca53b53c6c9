"""Quotas: how much one chat may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.model.identities import SourceId

QUOTA_DAY = timedelta(days=1)
"""How long a source counts as new after it was added."""


class Limit(StrEnum):
    """Which quota was reached; also the key of a text."""

    SUBSCRIPTIONS = "subscriptions"
    SOURCES = "sources"
    NEW_SOURCES = "new-sources"
    NEW_OF_SITE = "new-of-site"


@dataclass(frozen=True, slots=True)
class Quotas:
    """How much a chat may have and add; 0 means no limit. What a chat has beyond its quota, it keeps."""

    subscriptions: int = 0
    sources: int = 0
    """Sources that the chat added; those of packs do not count."""
    new_sources: int = 0
    """Sources added in the last 24 hours, including those removed since."""
    new_of_site: int = 0
    """How many of these may belong to one site; on a host that many people share, each person's part is a site."""

    def of(self, limit: Limit) -> int:
        """The figure for a limit."""
        return {
            Limit.SUBSCRIPTIONS: self.subscriptions,
            Limit.SOURCES: self.sources,
            Limit.NEW_SOURCES: self.new_sources,
            Limit.NEW_OF_SITE: self.new_of_site,
        }[limit]

    def limit_of_subscription(self, there_are: int) -> Limit | None:
        """The limit that keeps a chat with so many subscriptions from adding one; None if there is none."""
        return Limit.SUBSCRIPTIONS if 0 < self.subscriptions <= there_are else None

    def limit_of_source(self, there_are: int, new: Mapping[str, str], url: str, site: str) -> Limit | None:
        """The limit that keeps a chat with so many sources from adding one; None if there is none.

        `new` maps the addresses that it added in the last 24 hours to their sites; none of these counts twice.
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
    """What a chat asked for and did not get because of a quota."""

    limit: Limit
    most: int
    count: int
    """How many subscriptions, or sources, were left out."""


@dataclass(frozen=True, slots=True)
class AddedSources:
    """The result of adding many sources; those that the chat already watched count in neither."""

    added: int
    left_out: Mapping[Limit, int]
    sources: tuple[SourceId, ...] = field(default=(), compare=False)
    """The ids of the added ones."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The result of taking over somebody else's subscriptions."""

    taken: int
    left: int
    """How many are still suspended."""

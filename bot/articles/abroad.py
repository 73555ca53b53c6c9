"""Reads documents that a redirect brought from a foreign site, with separate identities.

Items that the source listed at home are not news when they come from the foreign site, so a blog that moves repeats
nothing. The reverse does not hold: a temporary redirect must not make later items at home look known or edited.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.articles.identity import ItemIdentity
from bot.articles.recognition import LEAST_RENUMBERED
from bot.model import ArticleFound, Item, ParsedFeed, SkippedItem, Withheld


@dataclass(frozen=True, slots=True)
class Abroad:
    """The items of a foreign document that were not seen at home, with their identities."""

    feed: ParsedFeed
    identities: tuple[ItemIdentity, ...]


def keys_abroad(identities: Sequence[ItemIdentity], site: str) -> list[ItemIdentity]:
    """The identities of items from a foreign site: each key is prefixed with the site."""
    return [
        replace(
            one,
            keys=tuple(f"{site} {key}" for key in one.keys),
            name=f"{site} {one.name}" if one.name else "",
        )
        for one in identities
    ]


def set_apart(feed: ParsedFeed, identities: Sequence[ItemIdentity], site: str, at_home: Collection[str]) -> Abroad:
    """Split off the items not seen at home; `at_home` holds known keys and names. Names count only if many match."""
    names = {one.name for one in identities if one.name in at_home}
    known = at_home if len(names) >= LEAST_RENUMBERED else set(at_home) - names
    items: list[Item] = []
    apart: list[ItemIdentity] = []
    skipped = list(feed.skipped)
    for item, identity in zip(feed.items, identities, strict=True):
        if any(key in known for key in identity.keys_and_name):
            skipped.append(SkippedItem(len(items), item.published_at))
        else:
            items.append(item)
            apart.append(identity)
    rest = replace(feed, items=tuple(items), skipped=tuple(skipped))
    return Abroad(rest, tuple(keys_abroad(apart, site)))


def since_then(found: Sequence[ArticleFound], polled_at: datetime | None, now: datetime) -> tuple[ArticleFound, ...]:
    """Withhold all but the items published since the last poll, for a list that shares none with the one before."""
    return tuple(
        one
        if one.withheld is not None or (polled_at is not None and polled_at < one.published_at < now)
        else replace(one, withheld=Withheld.BASELINE)
        for one in found
    )

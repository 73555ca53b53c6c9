"""A document that a redirect brought from another site than its source's own: read with a memory apart.

What the source listed at home is no news from abroad: a blog that moves repeats nothing. But what is listed abroad says
nothing of what comes at home after: whoever redirected for a while has made nothing there look known or edited.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.articles.identity import ItemIdentity
from bot.articles.recognition import LEAST_RENUMBERED
from bot.model import ArticleFound, Item, ParsedFeed, SkippedItem, Withheld


@dataclass(frozen=True, slots=True)
class Abroad:
    """What of a document was not seen at home, and by what it is known from now on."""

    feed: ParsedFeed
    identities: tuple[ItemIdentity, ...]


def keys_abroad(identities: Sequence[ItemIdentity], site: str) -> list[ItemIdentity]:
    """The identities of items as they are known when they come from that site."""
    return [
        replace(
            one,
            keys=tuple(f"{site} {key}" for key in one.keys),
            name=f"{site} {one.name}" if one.name else "",
        )
        for one in identities
    ]


def set_apart(feed: ParsedFeed, identities: Sequence[ItemIdentity], site: str, at_home: Collection[str]) -> Abroad:
    """`at_home` holds the keys and names that were seen there. Names tell of many items together alone."""
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
    """Of a list that has nothing in common with what its source listed before, what was published since is news."""
    return tuple(
        one
        if one.withheld is not None or (polled_at is not None and polled_at < one.published_at < now)
        else replace(one, withheld=Withheld.BASELINE)
        for one in found
    )

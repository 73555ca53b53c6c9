"""Reads documents that a redirect brought from a foreign site, with separate identities.

Items that the source listed at home are not news when they come from the foreign site, so a blog that moves repeats
nothing. The reverse does not hold: a temporary redirect must not make later items at home look known or edited.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.articles.identity import IdentifiedFeed, IdentifiedItem, ItemIdentity
from bot.articles.recognition import LEAST_RENUMBERED
from bot.model import ArticleFound, SkippedItem, Withheld


def foreign_items(items: Iterable[IdentifiedItem], site: str) -> list[IdentifiedItem]:
    """Items from a foreign site: each key is prefixed with the site."""
    return [replace(one, identity=_abroad(one.identity, site)) for one in items]


def split_foreign(document: IdentifiedFeed, site: str, at_home: Collection[str]) -> IdentifiedFeed:
    """Split off the items not seen at home, under their foreign keys.

    `at_home` holds known keys and names. Names count only if many match.
    """
    names = {one.identity.name for one in document.items if one.identity.name in at_home}
    known = at_home if len(names) >= LEAST_RENUMBERED else set(at_home) - names
    apart: list[IdentifiedItem] = []
    skipped = list(document.feed.skipped)
    for one in document.items:
        if any(key in known for key in one.identity.keys_and_name):
            skipped.append(SkippedItem(len(apart), one.item.published_at))
        else:
            apart.append(one)
    rest = replace(document.feed, items=tuple(one.item for one in apart), skipped=tuple(skipped))
    return IdentifiedFeed(rest, tuple(foreign_items(apart, site)))


def _abroad(identity: ItemIdentity, site: str) -> ItemIdentity:
    return replace(
        identity,
        keys=tuple(f"{site} {key}" for key in identity.keys),
        name=f"{site} {identity.name}" if identity.name else "",
    )


def withhold_older(
    found: Sequence[ArticleFound], polled_at: datetime | None, now: datetime
) -> tuple[ArticleFound, ...]:
    """Withhold all but the items published since the last poll, for a list that shares none with the one before."""
    return tuple(
        one
        if one.withheld is not None or (polled_at is not None and polled_at < one.published_at < now)
        else replace(one, withheld=Withheld.BASELINE)
        for one in found
    )

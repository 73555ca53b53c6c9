"""Decides from where an answer came: for which sites it speaks, and whether its source moves there.

The owner of the old address decides on a redirect: the outlet, the buyer of its lapsed domain, or a proxy in
between. So items from another site are shown under that site's name, and have separate identities
(`bot/articles/abroad.py`). A source moves there after it has redirected permanently for a day, or has redirected
permanently and then gone silent; its history stays behind. A source in a pack stays where the pack says.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.feeds.sites import registered_site
from bot.fetching.documents import Fetched, NotModified
from bot.model import ArticleFound, FrontPageWanted, SourceForPoll

_FOR_GOOD_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an answer came from."""

    site: str
    is_home: bool
    """Whether the source may answer from there under its own name."""
    sites: frozenset[str]
    """The sites for which the answer speaks."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a source moves; nowhere if all fields are None."""

    url: str | None = None
    """The new address, to which it takes its history."""
    is_foreign: bool = False
    """Whether that is somebody else's site."""
    successor: str | None = None
    """The address of another source that takes over its watchers, without its history."""
    moving_to: str | None = None
    """The address to which it redirects permanently, and moves if that lasts a day."""
    moving_since: datetime | None = None


def provenance_of(source: SourceForPoll, url: str) -> Provenance:
    """The provenance of an answer that came from `url` after all redirects."""
    site, own, front = registered_site(url), registered_site(source.url), source.front_page
    linked = {front.site} if front is not None and front.answered_from == site else set()
    expected_sites = source.pack_sites | {front.site} if front is not None else source.pack_sites
    if site == own or site in expected_sites or own in linked:
        return Provenance(site, True, frozenset({site} | source.pack_sites | linked))
    is_home = not source.is_of_pack and site == (source.state.home_site or site)
    return Provenance(site, is_home, frozenset({site} | linked if is_home else {site}))


def front_page(source: SourceForPoll, where: Provenance, found: Sequence[ArticleFound]) -> FrontPageWanted | None:
    """The front page to search for a link to the source: that of the site with most of its items.

    If the source already speaks for that site and answers from another site than its own: its own front page, to see
    whether that links to it.
    """
    led_to = Counter(registered_site(one.url) for one in found if not one.speaks_for_site)
    site, count = next(iter(led_to.most_common(1)), ("", 0))
    if site and 2 * count > len(found):
        address = next(one.url for one in found if registered_site(one.url) == site)
        return FrontPageWanted(site, _front_page_of(site, address), where.site)
    own = registered_site(source.url)
    return FrontPageWanted(own, _front_page_of(own, source.url), where.site) if own and own != where.site else None


def _front_page_of(site: str, address: str) -> str:
    parts = urlsplit(address)
    return f"https://{site}" if "/" in site else f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"


def move(source: SourceForPoll, moved_to: str | None, now: datetime, *, is_silent: bool = False) -> Move:
    """Where a source moves after a permanent redirect; `is_silent` if only the new address has answered."""
    if moved_to is None or moved_to == source.url or source.is_pinned:
        return Move()
    site = registered_site(moved_to)
    if site in _own_sites(source):
        return Move(url=moved_to)
    # A source that was added again starts afresh, but keeps its history; one that was never polled has none.
    if source.state.polled_at is None and not source.is_of_pack:
        return Move(url=moved_to, is_foreign=True)
    since = source.state.moving_since if source.state.moving_to == moved_to else None
    lasts = since is not None and now - since >= _FOR_GOOD_AFTER
    if (lasts or is_silent) and not source.is_of_pack:
        return Move(successor=moved_to)
    return Move(moving_to=moved_to, moving_since=since or now)


def keeps_history(source: SourceForPoll, url: str) -> bool:
    """Whether a source whose page links to a feed keeps its history when it becomes that feed."""
    return source.state.polled_at is None or registered_site(url) in _own_sites(source)


def _own_sites(source: SourceForPoll) -> set[str]:
    front = source.front_page
    return {registered_site(source.url), *source.pack_sites, front.site if front is not None else ""} - {""}


def must_read_all(
    source: SourceForPoll, answer: Fetched | NotModified, now: datetime, *, is_silent: bool = False
) -> bool:
    """Whether to read all of a document, known or not, because it is foreign or belongs to a successor."""
    if not provenance_of(source, answer.url).is_home:
        return True
    return move(source, answer.moved_to, now, is_silent=is_silent).successor is not None

"""Where an answer came from, and what follows from that: for whom it speaks, and whether its source moves there.

A redirect is the word of whoever holds the old address: of the outlet, of who has bought its lapsed domain, of a proxy
in between. So what it brings from another site is told under the name of that site, and keeps a memory of its own
(`bot/articles/abroad.py`). A source moves there when it has said for a day that it has moved for good, or has said it
and then fell silent; but what it was, and all that was seen of it, stay behind. What stands in a pack stays where the
pack says.
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
    """Whether its source may answer from there under its own name."""
    sites: frozenset[str]
    """For which it speaks."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a source goes that has moved; nowhere, if all is None."""

    url: str | None = None
    """With all that it has."""
    is_elsewhere: bool = False
    """Whether that is another's site."""
    successor: str | None = None
    """Without what was seen of it: another source takes over its readers."""
    said: str | None = None
    """Where it says that it is, and will be if it still says so in a day."""
    said_since: datetime | None = None


def provenance_of(source: SourceForPoll, url: str) -> Provenance:
    """Of an answer that came from `url` after all redirects."""
    site, own, front = registered_site(url), registered_site(source.url), source.front_page
    linked = {front.site} if front is not None and front.answered_from == site else set()
    vouching = source.named | {front.site} if front is not None else source.named
    if site == own or site in vouching or own in linked:
        return Provenance(site, True, frozenset({site} | source.named | linked))
    is_home = not source.is_of_pack and site == (source.state.home or site)
    return Provenance(site, is_home, frozenset({site} | linked if is_home else {site}))


def front_page(source: SourceForPoll, where: Provenance, found: Sequence[ArticleFound]) -> FrontPageWanted | None:
    """Whose front page is to be looked at for a link to the source: that of the site where most of its items stand.

    If it speaks for that already, its own site's, to see whether that means the address that leads elsewhere.
    """
    led_to = Counter(registered_site(one.url) for one in found if not one.speaks)
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
    """Where a source goes whose answer says that it has moved; `is_silent` if only the new address has answered."""
    if moved_to is None or moved_to == source.url or source.stays:
        return Move()
    site = registered_site(moved_to)
    if site in _own_sites(source):
        return Move(url=moved_to)
    # Who adds a source again begins anew, but not with an empty memory.
    if source.state.polled_at is None and not source.is_of_pack:
        return Move(url=moved_to, is_elsewhere=True)
    since = source.state.said_since if source.state.moving_to == moved_to else None
    lasts = since is not None and now - since >= _FOR_GOOD_AFTER
    if (lasts or is_silent) and not source.is_of_pack:
        return Move(successor=moved_to)
    return Move(said=moved_to, said_since=since or now)


def may_bring_its_memory(source: SourceForPoll, url: str) -> bool:
    """Whether a source whose page leads to a feed becomes that feed with all that was seen of it."""
    return source.state.polled_at is None or registered_site(url) in _own_sites(source)


def _own_sites(source: SourceForPoll) -> set[str]:
    front = source.front_page
    return {registered_site(source.url), *source.named, front.site if front is not None else ""} - {""}


def is_to_be_read_apart(
    source: SourceForPoll, answer: Fetched | NotModified, now: datetime, *, is_silent: bool = False
) -> bool:
    """Whether all of a document is to be read, though it may be known: it is not the source's, or will not be."""
    if not provenance_of(source, answer.url).is_home:
        return True
    return move(source, answer.moved_to, now, is_silent=is_silent).successor is not None

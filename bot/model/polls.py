"""From a due source to its new articles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.model.front_pages import FrontPage, FrontPageWanted
from bot.model.identities import ArticleId, Lease, SourceId, in_utc
from bot.model.notices import Notice
from bot.model.sources import AS_USUAL, Failure, SourceSettings, Trouble


@dataclass(frozen=True, slots=True)
class Item:
    """A feed's entry, as parsed. All texts are plain: no markup, no entities."""

    guid: str | None
    url: str | None
    """Absolute; as the feed gives it."""
    title: str
    text: str
    """Paragraphs, a line each; the first is the lead. A tail of related links is cut."""
    published_at: datetime | None
    author: str = ""
    """The names of its authors, separated by commas."""

    def __post_init__(self) -> None:
        if self.published_at is not None:
            object.__setattr__(self, "published_at", in_utc(self.published_at))

    @property
    def is_blank(self) -> bool:
        """Whether it has neither text nor link."""
        return not (self.title or self.text or self.url or self.guid)


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """An item that is unchanged since the last document: its hash is known, so it was not parsed again."""

    above: int
    """How many parsed items stand above it in the document."""
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class PostRange:
    """The posts of a channel that one page shows."""

    lowest: int
    highest: int
    """Post numbers. They ascend; numbers of deleted posts are missing."""
    earlier: str | None
    """The address of the page with earlier posts; None if it has none."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A parsed document: what the source says of itself, and its items in document order."""

    title: str
    language: str | None
    """A primary subtag in lower case ("ru"), if the feed declares one."""
    site: str | None
    """The address of the feed's site."""
    ttl_s: int | None
    """How long the feed asks to wait between polls, in seconds."""
    items: tuple[Item, ...]
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which the feed has no news."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week, Monday is 0, in which it has no news."""
    encoding: str = "utf-8"
    """The detected encoding of the document."""
    item_hashes: bytes = b""
    """Hashes of all items, eight bytes each, in document order; a hash changes with anything that the document says of
    its item.
    """
    skipped: tuple[SkippedItem, ...] = ()
    """The unchanged items, which are not in `items`, in document order."""
    further: tuple[str, ...] = ()
    """If the document is an index: the addresses of the documents that hold its items, newest first."""
    posts: PostRange | None = None
    """Set if the document is a page of a channel with numbered posts."""

    @property
    def unchanged(self) -> int:
        """How many items were skipped."""
        return len(self.skipped)


@dataclass(frozen=True, slots=True)
class HostShare:
    """How many requests one host gets."""

    at_once: int = 4
    """How many of its sources are polled at once, so that a slow one does not hold up the others."""
    spacing_s: float = 0.0
    """The least time between the starts of two polls, in seconds."""


@dataclass(frozen=True, slots=True)
class PollState:
    """What a source remembers from poll to poll."""

    interval_s: float
    """The schedule's interval between two polls, in seconds, before hints and jitter."""
    next_poll_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    item_hashes: bytes = b""
    """Of the last parsed document, as in `ParsedFeed`."""
    baseline_at: datetime | None = None
    """The first successful poll; None until then. What it listed is not news."""
    polled_at: datetime | None = None
    """The last poll with an answer, changed or not."""
    news_at: datetime | None = None
    """The last poll with news."""
    full_at: datetime | None = None
    """The last poll with a whole body."""
    read_at: datetime | None = None
    """The last poll that parsed its document with all items. Those items count as listed until the next such poll."""
    ttl_s: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    """What the last parsed document asked for, as in `ParsedFeed`; valid until another document is parsed."""
    failures: int = 0
    """Failed polls in a row."""
    failing_since: datetime | None = None
    failure: Failure | None = None
    """The last failure, while it lasts."""
    retired: bool = False
    """The server said that the source is gone for good."""
    gap_s: float | None = None
    """The usual gap between news, in seconds; None until it is known."""
    announced: Trouble | None = None
    changed_at: datetime | None = None
    """The last poll that found other items, or the same in another order; None in an older database."""
    newest_at: datetime | None = None
    """The newest publication time listed at that poll."""
    highest_post: int | None = None
    """The number of the newest post, in a channel with numbered posts."""
    dating: int = 0
    """How reliably dates tell when items appeared, from -3 (not at all) to 3, see `bot/articles/recency.py`."""
    growth: int = 0
    """Where the list has grown lately, from -3 (at its end) to 3 (at its top)."""
    home_site: str | None = None
    """The site that it answered from when it was first read, see `bot/articles/provenance.py`. None in a pack."""
    foreign_site: str | None = None
    """The site that it last answered from, if that is not its home."""
    moving_to: str | None = None
    """The address to which it redirects for good, until the move is believed."""
    moving_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OtherHosts:
    """The state of other sources' hosts, which tells a trouble of our own network from one of a source."""

    COUNTED: ClassVar[int] = 3
    have_answered: bool
    """Whether one of them has answered since the source began to fail."""
    answered_before: int = 0
    """If none has: how many of them had answered in the day before that; counted up to `COUNTED`."""


NetworkRule = Callable[[OtherHosts], bool]
"""Decides purely whether a source that begins to fail is out of reach for want of a network of our own."""


@dataclass(frozen=True, slots=True)
class SourceForPoll:
    """A claimed source that is due."""

    id: SourceId
    url: str
    title: str
    state: PollState
    lease: Lease
    is_of_pack: bool = False
    pack_sites: frozenset[str] = frozenset()
    """The sites that its pack assigns to it."""
    front_page: "FrontPage | None" = None
    """A front page that links to it, if there is one."""
    settings: SourceSettings = AS_USUAL
    is_own: bool = False
    """Whether it is private to one chat, even if others have added its address."""

    @property
    def is_pinned(self) -> bool:
        """Whether redirects never change its address: its settings are meant for that address alone."""
        return self.is_own or bool(self.settings)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A key and a content hash by which a source listed an item."""

    key: str
    content_hash: str
    article_id: ArticleId | None = None
    """None if the article is forgotten, or if an earlier version of the program made no article of so old an item."""


class Withheld(StrEnum):
    """Why an item that is new in its source is not news. It is archived all the same."""

    BASELINE = "baseline"
    """It was listed when the source was first read."""
    BEFORE_BASELINE = "before-baseline"
    """It was published before the source was first read, and listed later."""
    CAME_LATE = "came-late"
    """It was published long before the last poll, which did not list it."""
    CAME_INTO_VIEW = "came-into-view"
    """It stands below known items: others left the list, or the list grew longer."""
    TOO_OLD = "too-old"
    """It is so old that it may have been seen and forgotten."""
    FORGOTTEN = "forgotten"
    """It is known, but was edited after its article was forgotten."""


@dataclass(frozen=True, slots=True)
class ArticleFound:
    """An item that is new in its source, with its identity."""

    keys: tuple[str, ...]
    content_hash: str
    title: str
    text: str
    url: str
    canonical_url: str
    site: str
    language: str
    published_at: datetime
    withheld: Withheld | None = None
    """Why it is not news, so that it is only kept for searching. None for news."""
    name: str = ""
    """A weak key that needs other evidence, see `articles/identity.py`; empty if the item has none."""
    speaks_for_site: bool = False
    """Whether its source speaks for the site of its address."""
    shown_source: str | None = None
    """The name to show for its source, if not the source's own."""
    author: str = ""
    """The names of its authors, separated by commas."""
    wants_page: bool = False  # whether its page is to be read

    @property
    def is_news(self) -> bool:
        return self.withheld is None


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """What is kept of a listed article, to compare other items of its source with."""

    title: str
    lead: str
    """The beginning of its text."""
    published_at: datetime | None
    """None if the source gave no time, or one that was still to come when the article was found."""


@dataclass(frozen=True, slots=True)
class RecordedArticle:
    """An article that a poll has made of an item."""

    id: ArticleId
    withheld: Withheld | None
    """Why it is not news; a source that was merged into another one may have other reasons than it was found with."""


@dataclass(frozen=True, slots=True)
class ArticleEdited:
    """An article whose source changed its title or text."""

    article_id: ArticleId
    keys: tuple[str, ...]
    content_hash: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Successor:
    """The source that takes over the watchers of one that moved to its address."""

    url: str
    title: str
    listed: tuple[Sighting, ...] | None
    """What it lists now, all of which the moved source has already delivered. None if nobody has read it yet."""


@dataclass(frozen=True, slots=True)
class PollRecord:
    """The result of one poll of a source; written in one transaction."""

    source_id: SourceId
    lease: Lease
    at: datetime
    state: PollState
    title: str | None = None
    """The source's own title, if it gave one."""
    url: str | None = None
    """Its new address, if it moved for good; the former address stays an alias."""
    is_foreign: bool = False
    """Whether the new address is on somebody else's site. Then a chat that adds the former address gets what it serves
    then.
    """
    successor: "Successor | None" = None
    """Which source takes over its watchers, if it moved to an address for which it does not speak."""
    front_page: "FrontPageWanted | None" = None
    """A front page that may link to it; if it does, the source speaks for the site that its items link to."""
    feed_url: str | None = None
    """If its address is a page that links to one feed: the feed's address, which is polled while it lasts."""
    found: tuple[ArticleFound, ...] = ()
    edited: tuple[ArticleEdited, ...] = ()
    seen: tuple[Sighting, ...] = ()
    """New keys of items that were known by other keys."""
    listed: tuple[str, ...] = ()
    """The keys of known items that are still listed."""
    notice: "Notice | None" = None
    """What the chats that own the source are told. A failure is not told while all other sources fail too."""
    welcome: "Notice | None" = None
    """What chats that added it since the last poll are told instead: how the first poll went."""
    is_partial: bool = False
    """Whether items with known hashes were skipped, so that `found` was not compared with them."""
    is_page: bool = False
    """Whether its address is a page with several feeds. Chats that added it are asked which one, and watch it no
    longer.
    """
    host_free_at: datetime | None = None
    """Until when its host asks for no requests at all."""

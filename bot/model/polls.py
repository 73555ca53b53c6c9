"""From a source that is due to the articles that it brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.identities import ArticleId, Lease, SourceId, in_utc
from bot.model.notices import Notice
from bot.model.sources import AS_USUAL, Failure, SourceSettings, Trouble


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed lists, as parsed. All texts are plain: no markup, no entities."""

    guid: str | None
    url: str | None
    """Absolute, as the feed gives it."""
    title: str
    text: str
    """Paragraphs, a line each, the first one being the lead; a related-links tail is cut."""
    published_at: datetime | None

    def __post_init__(self) -> None:
        if self.published_at is not None:
            object.__setattr__(self, "published_at", in_utc(self.published_at))

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing, and points nowhere."""
        return not (self.title or self.text or self.url or self.guid)


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """An item that a document lists as the last one did: known by its hash, so that it was not read again."""

    above: int
    """How many of the items that were read stand above it in the document."""
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class PostRange:
    """The part of a channel that one of its pages shows."""

    lowest: int
    highest: int
    """Numbers of posts. They count up; those of posts that were deleted are missing."""
    earlier: str | None
    """The address of the page with the posts before these; None if there are none."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document that a source answered, read: what the source says of itself, and its items in its order."""

    title: str
    language: str | None
    """A primary subtag in lower case ("ru"), where the feed declares one."""
    site: str | None
    """The address of the site that the feed belongs to."""
    ttl_s: int | None
    """How long the feed asks to be left alone, in seconds."""
    items: tuple[Item, ...]
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which the feed has nothing new."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week, Monday being 0, in which it has nothing new."""
    encoding: str = "utf-8"
    """The encoding that the document was found to be in."""
    item_hashes: bytes = b""
    """Of all that it lists, eight bytes each, in its order: they change with whatever the document says of an item."""
    skipped: tuple[SkippedItem, ...] = ()
    """Those of these that are not among `items`, in their order."""
    further: tuple[str, ...] = ()
    """Addresses of the documents that hold the items of one which only lists such documents, the newest first."""
    posts: PostRange | None = None
    """Where the document is a page of a channel whose posts are numbered."""

    @property
    def unchanged(self) -> int:
        """How many items were skipped."""
        return len(self.skipped)


@dataclass(frozen=True, slots=True)
class HostShare:
    """How much of one host is asked for at a time."""

    at_once: int = 4
    """How many of its sources are polled at the same time: one that is slow does not hold up its neighbours."""
    spacing_s: float = 0.0
    """Between the beginnings of two polls, in seconds."""


@dataclass(frozen=True, slots=True)
class PollState:
    """What a source remembers from poll to poll."""

    interval_s: float
    """How long the schedule waits between two polls, in seconds, before hints and jitter."""
    next_poll_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    item_hashes: bytes = b""
    """Of the document that was read last, as in `ParsedFeed`."""
    baseline_at: datetime | None = None
    """When it was first read with success; None until then. What it listed then is not news."""
    polled_at: datetime | None = None
    """The last poll that brought an answer, changed or not."""
    news_at: datetime | None = None
    """The last poll that brought news."""
    full_at: datetime | None = None
    """The last poll that brought a whole body."""
    read_at: datetime | None = None
    """The last poll whose document was read, all of its items. What it listed is taken to be listed until the next."""
    ttl_s: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    """What the document asked for that was read last, as in `ParsedFeed`: it holds as long as the document does."""
    failures: int = 0
    """Failed polls in a row."""
    failing_since: datetime | None = None
    failure: Failure | None = None
    """The last failure, while it lasts."""
    retired: bool = False
    """It said that it will never answer again."""
    gap_s: float | None = None
    """How long it usually is without news, in seconds; None until that is known."""
    announced: Trouble | None = None
    changed_at: datetime | None = None
    """The last poll that read a list of other items, or of the same in another order; None in an older database."""
    newest_at: datetime | None = None
    """The newest time of publication that was listed then."""
    highest_post: int | None = None
    """The number of the newest post, of a channel whose posts are numbered."""
    dating: int = 0
    """How well dates have told when items came, from -3, not at all, to 3: see `bot/articles/recency.py`."""
    growth: int = 0
    """Where the list has grown lately, from -3, at its end, to 3, on its top."""
    home: str | None = None
    """The site from which it answered when it was read first; see `bot/articles/provenance.py`. None in a pack."""
    abroad: str | None = None
    """The site from which it answered last, where it is not at home."""
    moving_to: str | None = None
    """The address to which it says that it has moved for good, while it is not yet believed."""
    said_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceForPoll:
    """A source that is due, claimed."""

    id: SourceId
    url: str
    title: str
    state: PollState
    lease: Lease
    is_of_pack: bool = False
    named: frozenset[str] = frozenset()
    """The sites that its pack names, for which it is to speak."""
    front_page: "FrontPage | None" = None
    """What links to it, if anything does."""
    settings: SourceSettings = AS_USUAL
    is_own: bool = False
    """Whether it is of one chat alone, whatever others have added at its address."""

    @property
    def stays(self) -> bool:
        """Whether it stays at its address, whatever it says: what it is asked with is meant for that one."""
        return self.is_own or bool(self.settings)


@dataclass(frozen=True, slots=True)
class FrontPageWanted:
    """The front page of a site that may link to a source."""

    site: str
    address: str
    answered_from: str
    """As in `FrontPage`."""


@dataclass(frozen=True, slots=True)
class FrontPageLookup:
    """A front page that is to be looked at."""

    site: str
    address: str
    wanted: Mapping[SourceId, tuple[str, ...]]
    """The sources that it may link to, with the addresses of each, former ones too."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """That the front page of a site links to a source: so it speaks for that site."""

    site: str
    answered_from: str
    """The site from which the source answered then. When it answers from another one, that is to be looked up anew."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """That a source listed an item: by which key, and with what content."""

    key: str
    content_hash: str
    article_id: ArticleId | None = None
    """None if the article is forgotten, or the item was too old to become one for an earlier version of the program."""


class Withheld(StrEnum):
    """Why an item that a source lists for the first time is no news. It is archived all the same."""

    BASELINE = "baseline"
    """It was listed when the source was read first."""
    BEFORE_BASELINE = "before-baseline"
    """It was published before the source was read first, and came into view after."""
    CAME_LATE = "came-late"
    """It was published long before the source was last read, and was not listed then."""
    CAME_INTO_VIEW = "came-into-view"
    """It stands below items that were seen before: others left the list, or it grew longer."""
    TOO_OLD = "too-old"
    """It was published so long ago that it may have been seen, and forgotten."""
    FORGOTTEN = "forgotten"
    """It was seen, and has been edited since its article was forgotten."""


@dataclass(frozen=True, slots=True)
class ArticleFound:
    """An item that a source lists for the first time, with its identity."""

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
    """Why it is no news: then it is kept for searching, and never pushed. None for news."""
    name: str = ""
    """A key that says nothing by itself, see `articles/identity.py`; empty if the item has none."""
    speaks: bool = False
    """Whether its source speaks for the site that its address belongs to."""
    told_as: str | None = None
    """Under whose name it is told, if that is not its source's."""

    @property
    def is_news(self) -> bool:
        return self.withheld is None


@dataclass(frozen=True, slots=True)
class SeenArticle:
    """An article as its source listed it last, as far as others of the source are compared with it."""

    title: str
    lead: str
    """The beginning of its text."""
    published_at: datetime | None
    """None if the source gave no time that was over when the article was found."""


@dataclass(frozen=True, slots=True)
class ArticleEdited:
    """An article whose title or text its source has changed."""

    article_id: ArticleId
    keys: tuple[str, ...]
    content_hash: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A source that takes over the readers of another one, which has moved there."""

    url: str
    title: str
    listed: tuple[Sighting, ...] | None
    """What is listed there now: all of that is told already, by the other one. None if nobody has read it yet."""


@dataclass(frozen=True, slots=True)
class PollRecord:
    """All that one poll of a source brought: written in one transaction."""

    source_id: SourceId
    lease: Lease
    at: datetime
    state: PollState
    title: str | None = None
    """What the source calls itself, if it said so."""
    url: str | None = None
    """Where it has moved to for good, if it has: the former address means the same from now on."""
    is_elsewhere: bool = False
    """Whether that is another's site. Then whoever adds the former address gets what is there by that time."""
    successor: "Successor | None" = None
    """Which source takes over its readers, if it has moved to where it does not speak for what is there."""
    front_page: "FrontPageWanted | None" = None
    """What may link to it, so that it would speak for where its items lead."""
    behind: str | None = None
    """Where the one feed is that its page leads to, if it is a page: there it is to be found, as long as it lasts."""
    found: tuple[ArticleFound, ...] = ()
    edited: tuple[ArticleEdited, ...] = ()
    seen: tuple[Sighting, ...] = ()
    """Items that are no news, but were not known by this key."""
    listed: tuple[str, ...] = ()
    """The keys of what was seen before and is listed still."""
    notice: "Notice | None" = None
    """What the chats that own the source are told; not that it fails, while no other one can be read either."""
    welcome: "Notice | None" = None
    """What those are told instead that have added it since the last poll: how it went."""
    is_partial: bool = False
    """Items that were known by their hashes were not read: so nobody has looked whether `found` is known otherwise."""
    is_page: bool = False
    """There is no feed, but a page with several: whoever has added it is asked which, and watches it no longer."""
    host_free_at: datetime | None = None
    """Until when its whole host asks to be left alone."""

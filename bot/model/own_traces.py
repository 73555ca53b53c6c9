"""The life of an article, as a chat may see it: in its own sources, for its own subscriptions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import ReadArticle
from bot.model.chats import Chat
from bot.model.haste import Haste
from bot.model.hits import Prominence
from bot.model.identities import ArticleId, DebtId, DispatchId, SourceId, StoryId, SubscriptionId
from bot.model.reposts import RepostState
from bot.model.sources import Failure


class SourceStanding(StrEnum):
    """Whether a chat watches a source that it can see."""

    WATCHED = "watched"
    MUTED = "muted"
    """It is in a pack, and the chat has turned it off, by itself or with the pack."""
    REMOVED = "removed"
    """The chat has removed it, and may restore it."""


@dataclass(frozen=True, slots=True)
class OfferedSource:
    """A source that a chat watches, or could watch again; what others added is not among them."""

    id: SourceId
    title: str
    """The chat's name for it; may be empty."""
    url: str
    sites: tuple[str, ...]
    """The sites that it speaks for."""
    standing: SourceStanding
    failure: Failure | None
    read_at: datetime | None
    """When it was read last; None if it never was."""
    listed_at: datetime | None
    """When it last listed the address in question, to a day; None if it does not."""
    article: ArticleId | None
    """The article at that address; None if it is forgotten, or was too old to be one."""


@dataclass(frozen=True, slots=True)
class TracedDebt:
    """What a chat is owed, or was told, of the story of an article."""

    id: DebtId
    since: datetime
    """When the chat was owed it."""
    dispatch: DispatchId | None
    """None while no message is made of it."""
    state: str
    """As `DispatchState` or "sending"; "waiting" if no message is made yet."""
    message_id: int | None
    """Of the message that stands in the chat."""
    settled_at: datetime | None
    reason: str | None
    """Why it was tried again, or was given up."""
    is_digest: bool
    is_shelved: bool
    """It waits until what was removed comes back."""
    haste: Haste
    held_until: datetime | None
    """Until when what is so hasty is held back; None, or in the past, if it is not."""
    repost: RepostState | None = None
    """Where it stands on its way into a channel; None if it needs no look before it goes."""
    decided_by: str | None = None
    """Who has decided on that last; None for the program, and for who is named nowhere."""


@dataclass(frozen=True, slots=True)
class TracedSubscription:
    """A subscription, and what became of an article for it."""

    id: SubscriptionId
    chat: Chat
    """Where it sends."""
    topic: int
    title: str
    """What it is called."""
    query: str
    is_watching: bool
    """Whether its owner watches the article's source."""
    is_paused: bool
    is_suspended: bool
    is_removed: bool
    main_only: bool
    is_later: bool
    """Whether it wants only articles that were recorded after this one."""
    is_met: bool
    prominence: Prominence | None
    """None if the article does not meet it, or if an older version of the program recorded that."""
    is_handed_out: bool
    """Whether what it is owed for the article is decided."""
    excluded: str | None
    """What the article meets, and is excluded from it."""
    is_muted: bool
    """Whether its chat has muted the story."""
    is_silenced: bool
    """Whether the story is akin to one that its chat has muted."""
    own: TracedDebt | None
    """What tells it this very article."""
    told: TracedDebt | None
    """The first message that its chat got about the story."""
    is_topic_closed: bool
    is_ticked: bool = True
    """Whether its chat shows something of the article's source."""
    decided: TracedDebt | None = None
    """What its channel is owed of the story, as long as no message tells it."""


@dataclass(frozen=True, slots=True)
class OwnTrace:
    """An article that a chat may see, and what became of it."""

    id: ArticleId
    source: SourceId
    article: ReadArticle
    url: str
    published_at: datetime
    found_at: datetime
    is_news: bool
    withheld: str | None
    """Why it is no news, a `Withheld`."""
    is_waiting: bool
    """Whether it is still to be matched."""
    failure: str | None
    """What the step broke with that matches it."""
    has_text: bool
    """Whether its text is kept."""
    has_page: bool
    """Whether its page was read."""
    story: StoryId | None
    """As the chat sees it; None for what is no news, or is not matched yet."""
    subscriptions: tuple[TracedSubscription, ...]
    """Those that the chat manages."""


@dataclass(frozen=True, slots=True)
class OwnTraces:
    """What a chat may know of an address."""

    sources: tuple[OfferedSource, ...]
    articles: tuple[OwnTrace, ...]
    """At that address, from these sources; the newest first."""

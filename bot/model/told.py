"""What a message says of stories."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import ReadArticle
from bot.model.digests import DigestPlace
from bot.model.identities import ChatKey, StoryId
from bot.model.novelties import DevelopmentKind, Novelty
from bot.model.own_posts import OwnPostPlace

DEVELOPMENTS_LISTED = 3
"""Developments that the first message about a story names at most."""
FURTHER_LISTED = 24
"""Reports that a message lists at most."""


@dataclass(frozen=True, slots=True)
class FurtherReport:
    """Another report of a story."""

    source: str
    title: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FurtherReports:
    """The reports that joined a story besides the one that its message tells, as far as the chat may see them."""

    newest: tuple[FurtherReport, ...] = ()
    """At most `FURTHER_LISTED`, newest first."""
    total: int = 0
    outlets: int = 0
    """The number of their outlets, without that of the told report."""


@dataclass(frozen=True, slots=True)
class ListedDevelopment:
    """What is new in a story, as the first message about it names it."""

    kinds: tuple[DevelopmentKind, ...]
    title: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class DeskOf:
    """A channel on whose desk a story can be put."""

    channel: ChatKey
    title: str


@dataclass(frozen=True, slots=True)
class StoryUpdate:
    """What a message says about a story: the content of a dispatch or of an edit."""

    story_id: StoryId
    version: int
    """The version of the story that it shows."""
    subscriptions: tuple[str, ...]
    """The texts of the subscriptions that want it."""
    queries: tuple[str, ...]
    """Their queries, in canonical form."""
    article: ReadArticle
    url: str
    published_at: datetime
    further: FurtherReports
    reply_to: int | None
    """The message in this chat that it replies to."""
    silent: bool
    is_revision: bool = False
    """Whether the article met the queries only after an edit."""
    is_akin: bool = False
    """Whether it replies, without a sound, to the message of another story that is probably about the same event; in a
    digest, whether it stands below that story.
    """
    is_passing: bool = False
    """Whether the article meets the queries only in passing."""
    former_title: str | None = None
    """The title under which the chat was told of the article, if it has another one now."""
    novelty: Novelty | None = None
    """What is new in the story, if that is what the message is about: the kinds of all that it tells, and the sentence
    of `article`. `further` are then the reports that were added to it.
    """
    is_late: bool = False
    """Whether the chat had heard nothing of the story for a day before that."""
    is_muted: bool = False
    """Whether the chat has muted it."""
    is_urgent: bool = False
    """Whether a subscription that wants it breaks the quiet hours."""
    silenced: int = 0
    """How many stories that are akin to it the chat was not told, since it had muted this one."""
    developments: tuple[ListedDevelopment, ...] = ()
    """What else is new in the story, newest first, at most `DEVELOPMENTS_LISTED`."""
    is_sample: bool = False
    """Whether it shows, from the archive, how the news of a new subscription will look."""
    own_post: OwnPostPlace | None = None
    """Where the report stands, if it is a post of a channel that the bot administers."""
    place: DigestPlace | None = None
    """Its place in a digest out of which it is opened."""
    desks: tuple[DeskOf, ...] = ()
    """The channels on whose desks the chat can put it."""


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The stories of a subscription on a page of a digest."""

    subscription: str
    """Its text; empty in digests of older versions of the program."""
    total: int
    """How many stories the message has under it, on all pages, without those that stand below another one."""
    stories: tuple[StoryUpdate, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A page of a message about several stories."""

    sections: tuple[DigestSection, ...]
    first: int
    """The number of the first story within the whole digest, from 1; a long digest has several pages, or messages."""
    total: int
    """How many stories the whole digest has, without those that stand below another one."""
    since: datetime
    """When the first of its stories was owed."""
    until: datetime
    """When it was made."""
    silent: bool
    page: int = 0
    """Within its message, counted from 0."""
    following: int = 0
    """How many stories the next pages of the same message have."""

    @property
    def stories(self) -> tuple[StoryUpdate, ...]:
        return tuple(story for section in self.sections for story in section.stories)

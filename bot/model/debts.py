"""From a mention to what a chat is owed for it.

Named tuples where hundreds are made in a transaction: they take a quarter of the time of frozen dataclasses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.model.channels import Publishing
from bot.model.haste import Haste
from bot.model.hits import Prominence
from bot.model.identities import ArticleId, DebtId
from bot.model.reposts import RepostState
from bot.model.subscriptions import ReplyMode

COUNTED_FOR = timedelta(days=7)
"""For so long stories count for how broad a subscription is."""


class StoryDebt(NamedTuple):
    """A debt that a chat (and topic) has for a story, paid or not, as one of its subscriptions sees it."""

    id: DebtId
    is_waiting: bool
    """No message pays it yet."""
    is_reply: bool
    articles: frozenset[ArticleId]
    """What it tells, whichever subscription asked for it."""
    own_articles: frozenset[ArticleId]
    """What it tells for the subscription in question."""
    is_development: bool = False
    """It tells what is new in the story."""
    told_at: datetime | None = None
    """When its message was sent; None if none was."""
    is_closed: bool = False
    """Its message was given up, or is no longer edited."""
    follows: bool = False
    """Its message is edited as the story grows, or will be."""
    is_shelved: bool = False
    """It waits until what was removed comes back."""
    repost: RepostState | None = None
    """Where it stands on its way into the channel; None if it needs no look before it goes."""


class MentionForSubscription(NamedTuple):
    """A mention that a subscription may be told, and what its chat was told of the story before."""

    article: ArticleId
    is_development: bool
    """Whether the article brings news to the story, as the owner of the subscription sees it."""
    replies: ReplyMode
    debts: tuple[StoryDebt, ...]
    """Oldest first."""
    at: datetime
    """When it is handed out."""
    was_told_apart: bool = False
    """Whether the subscription was told this very article, by its address, in a story of the owner's own sources."""
    main_only: bool = False
    """Whether the subscription wants only what stands in the title or the lead."""
    prominence: Prominence | None = None
    """None for a mention that an older version of the program has recorded."""
    stories: int = 0
    """How many stories the subscription was told lately; counted only for developments, and some 150 at most."""
    counted_for: timedelta = COUNTED_FOR
    """For how long: that, or since the subscription began."""
    is_removed: bool = False
    """Whether the subscription is removed or paused, and may come back."""
    was_shelved: bool = False
    """Whether it waited on the shelf, and what kept it there is over."""
    haste: Haste = Haste.AT_ONCE
    """How soon the subscription wants it."""
    outlets: int | None = None
    """How many outlets have reported the story within the hour; None if that makes no difference."""
    publishing: Publishing | None = None
    """How the channel that the subscription delivers to publishes; None if it is no such channel."""


@dataclass(frozen=True, slots=True)
class AddTo:
    """A debt tells the article as well."""

    debt: DebtId
    is_development: bool = False
    """Whether it tells it as one more thing that is new in the story; its message is edited then, if it was sent."""
    haste: Haste = Haste.AT_ONCE
    """How soon the debt goes at the latest; one that goes sooner already stays as it is."""


@dataclass(frozen=True, slots=True)
class Join:
    """The chat has had the story lately, by the message of a debt, which names the subscription when it is edited."""

    debt: DebtId


@dataclass(frozen=True, slots=True)
class Hasten:
    """A debt that waits goes as soon as that, and tells nothing more."""

    debt: DebtId
    haste: Haste


@dataclass(frozen=True, slots=True)
class ListIn:
    """The message of a debt, which follows the story, names what is new in it from now on."""

    debt: DebtId


@dataclass(frozen=True, slots=True)
class NewDebt:
    """The chat is owed one message more."""

    is_reply: bool
    is_development: bool = False
    """It tells what is new in the story; further such articles may be added to it."""
    is_silent: bool = False
    """It comes without a sound, whatever its subscriptions say."""
    is_shelved: bool = False
    """It is not told until what was removed comes back, and then owed anew."""
    is_at_desk: bool = False
    """It waits until it is certain that it may be published."""
    haste: Haste = Haste.AT_ONCE
    """How soon it goes."""


@dataclass(frozen=True, slots=True)
class OwedArticle:
    """An article that chats are owed by now."""

    id: ArticleId
    debts: int
    """How many chats (and topics), by messages of its own or as a part of one that waits or stands."""


@dataclass(frozen=True, slots=True)
class FannedOut:
    """What a step of fanning out did; false if nothing waited."""

    pairs: int = 0
    """How many pairs of mention and subscription there were; a development counts several times."""
    owed: tuple[OwedArticle, ...] = ()

    def __bool__(self) -> bool:
        return self.pairs > 0


Owed = AddTo | Hasten | Join | ListIn | NewDebt
OwingRule = Callable[[MentionForSubscription], Owed | None]
"""Decides purely what a chat is owed for a mention; None for nothing."""

"""How much is stored, and how much of it waits: what operators let a machine watch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.haste import Haste
from bot.model.sources import SourceHealth


class Queue(StrEnum):
    """Where work waits, in the order of an article's way."""

    SOURCES = "sources"
    """Sources that are due to be polled; the oldest one that could be, since its host is free, too."""
    OWN_POSTS = "own-posts"
    """Posts of channels that the bot administers, with all their parts."""
    PAGES = "pages"
    """Pages of articles that are to be read; the oldest one that could be, since its host is free, too."""
    ARTICLES = "articles"
    """Articles that are to be matched."""
    MENTIONS = "mentions"
    """Queries found in articles that are to be told to their subscribers."""
    REVIEW = "review"
    """Stories for channels that the program, not people, is to look at."""
    CHATS = "chats"
    """Chats to which a message is due, and could go by now."""
    EDITS = "edits"
    """Chats in which a message is behind its story, and could be edited by now."""
    UPDATES = "updates"
    """Updates from Telegram whose answers are not finished."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a queue."""

    length: int = 0
    since: datetime | None = None
    """Since when the oldest could have been done; None if nothing could."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The state of the database at one instant."""

    sources: Mapping[SourceHealth, int]
    """Those that are polled, that Telegram brings, or that are gone for good."""
    chats: int
    """That the bot may write to."""
    dormant_chats: int
    """That it may not, since they have blocked or removed it."""
    subscriptions: int
    """That bring news."""
    paused_subscriptions: int
    debts: Mapping[Haste, int]
    """Stories owed to chats that no message pays yet, by how soon they go; those for digests wait on purpose."""
    set_aside: int
    """Articles that the program cannot read; the next start tries again."""
    queues: Mapping[Queue, Waiting]

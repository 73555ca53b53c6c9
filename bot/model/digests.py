"""Which story stands where in a digest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.model.chats import ChatKind
from bot.model.identities import DebtId, StoryId, SubscriptionId


@dataclass(frozen=True, slots=True)
class WaitingStory:
    """A story that waits for a digest."""

    debt: DebtId
    story: StoryId
    subscriptions: tuple[SubscriptionId, ...]
    """That want it."""
    akin_to: StoryId | None
    """The story that it is akin to, of those that the chat is told."""


@dataclass(frozen=True, slots=True)
class PlacedStory:
    """Where a digest tells a story."""

    debt: DebtId
    number: int
    """Counted from 1; that of the story below which it stands as akin, if it does."""
    page: int
    """Within its message, counted from 0."""
    subscription: SubscriptionId | None
    """Under which it is listed."""


DigestMessage = tuple[PlacedStory, ...]
DigestLayout = Callable[[ChatKind, Sequence[WaitingStory]], Sequence[DigestMessage]]
"""A pure function: the messages of a digest of these stories, which are in the order in which a section tells them."""


@dataclass(frozen=True, slots=True)
class DigestPlace:
    """Where a story stands in a digest that tells it."""

    number: int
    """Counted from 1."""
    total: int
    """How many numbers the digest has."""
    page: int
    following: StoryId | None
    """The story with the next number, if the same message has it."""

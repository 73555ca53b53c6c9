"""A message as it should appear in a chat, and its buttons."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.bursts import BurstButton
from bot.model.identities import DispatchId, StoryId, SubscriptionId


class StoryAction(StrEnum):
    """What a button under a notification does."""

    EXPLAIN = "explain"
    NARROW = "narrow"
    MUTE = "mute"
    FOLLOW = "follow"
    """Takes back that the story was muted."""
    PART = "part"
    """The event is another one than that of the message which this one replies to."""
    SHOW = "show"
    """Opens a story of a digest in place."""


@dataclass(frozen=True, slots=True)
class StoryButton:
    """A button under a notification, about a story and the dispatch that sent it."""

    label: str
    action: StoryAction
    dispatch: DispatchId
    story: StoryId


@dataclass(frozen=True, slots=True)
class ChoiceButton:
    """A button under a notice with choices: picks the choice of that number, counted from 0."""

    label: str
    dispatch: DispatchId
    number: int


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """A button under a notice that asks something: `answer` is the key of its text."""

    label: str
    answer: str
    about: SubscriptionId | None = None
    """The subscription that it is about."""


@dataclass(frozen=True, slots=True)
class PageButton:
    """A button that shows a page of a digest, counted from 0."""

    label: str
    dispatch: DispatchId
    page: int


Button = StoryButton | PageButton | BurstButton | ChoiceButton | AnswerButton


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message as it should appear in a chat."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    """In rows; none is empty."""
    preview_url: str | None = None
    """The address to preview; None for no preview."""
    large_preview: bool = False
    silent: bool = False
    topic: int = 0
    reply_to: int | None = None

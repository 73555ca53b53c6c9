"""What becomes of a message and of its chat after Telegram has answered: storage writes it as it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.notices import Notice
from bot.model.reposts import RepostRule


class DispatchState(StrEnum):
    """Where a dispatch stands that is not being sent."""

    DUE = "due"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Lost:
    """Nothing can be written there any more."""

    reason: str
    """Telegram's own description."""
    notice: Notice
    """For people whose subscriptions go there from another chat."""
    of_desk: Notice | None = None
    """For people whose channels were decided on there: the cards come to them from now on."""


@dataclass(frozen=True, slots=True)
class ChatAfter:
    """What becomes of the chat."""

    free_at: datetime
    """No message goes there before that."""
    was_written: bool
    """Whether the attempt counts in Telegram's limits."""
    lost: Lost | None = None
    topic_lost: Lost | None = None
    moved_to: int | None = None
    """Its new Telegram id, if it has one."""


@dataclass(frozen=True, slots=True)
class NewPost:
    """The message that stands in the chat."""

    message_id: int
    edit_after: datetime


@dataclass(frozen=True, slots=True)
class DispatchAfter:
    """What becomes of a dispatch."""

    state: DispatchState
    due_at: datetime
    """When it is tried again, if it is due."""
    attempts: int
    refusals: int
    """How often Telegram has refused it by now without a reason that is known."""
    reason: str | None = None
    aside: bool = False
    """Other messages of the chat pass it."""
    post: NewPost | None = None
    is_gone: bool = False
    """Its message stands in the chat no longer."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The dispatch was surely not sent: its story waits again, to be told together with what comes meanwhile."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows from an attempt to send a dispatch."""

    at: datetime
    dispatch: DispatchAfter | Undone
    chat: ChatAfter
    repost: RepostRule | None = None
    """What becomes of the stories that it was to bring into a channel."""


@dataclass(frozen=True, slots=True)
class EditSettlement:
    """What follows from an attempt to edit a post."""

    at: datetime
    version: int | None
    """The version of the story that the post shows now; None if it shows what it did."""
    edit_after: datetime | None
    """No edit before that; None leaves it as it was."""
    is_closed: bool
    """Whether no edit follows."""
    chat: ChatAfter
    repost: RepostRule | None = None
    """What becomes of the stories that it told in a channel."""

"""A message as it should appear in a chat, and its buttons."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.bursts import BurstButton
from bot.model.identities import ChatKey, DispatchId, RepostId, StoryId, SubscriptionId


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


class CardStep(StrEnum):
    """What a button under a card asks for: an action of a person, or a page of the card."""

    PUBLISH = "publish"
    REFUSE = "refuse"
    RESTORE = "restore"
    CANCEL = "cancel"
    EDIT = "edit"
    KEEP_TEXT = "keep-text"
    SIGN = "sign"
    TAG = "tag"
    MARK = "mark"
    UPDATE = "update"
    LEAVE = "leave"
    PIN = "pin"
    UNPIN = "unpin"
    DELETE = "delete"
    MUTE = "mute"
    AGAIN = "again"
    """Asks whether it is to be published once more; with the value 1, says so."""
    SCHEDULE = "schedule"
    """Its value is when, in minutes since 1970."""
    CHOOSE = "choose"
    """Its value is the article; 0 shows what can be chosen."""
    MORE = "more"
    """The page behind «⋯»."""
    TIMES = "times"
    """The page that asks when."""
    OWN_TIME = "own-time"
    """Asks for a time in words."""
    BACK = "back"
    """The card itself."""
    PREVIEW = "preview"
    WHY = "why"
    OFF_TOPIC = "off-topic"


@dataclass(frozen=True, slots=True)
class CardButton:
    """A button under a card. What it asks for holds for the card that was shown with it."""

    label: str
    step: CardStep
    repost: RepostId
    revision: int
    version: int
    """Of the story, as the card shows it."""
    seen: int = 0
    """Which reasons for a closer look the card shows; see `bot.reposts.states.seen_on`."""
    value: int = 0
    style: str | None = None
    """Telegram's: "success" for what publishes, "danger" for what destroys."""


@dataclass(frozen=True, slots=True)
class OfferButton:
    """A button under a notification that puts its story on the desk of a channel; None asks of which one."""

    label: str
    dispatch: DispatchId
    story: StoryId
    channel: ChatKey | None = None


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that leads to an address."""

    label: str
    url: str
    """In it, {bot} stands for the bot's own name."""


Button = StoryButton | PageButton | BurstButton | ChoiceButton | AnswerButton | CardButton | OfferButton | LinkButton


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message as it should appear in a chat."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    """In rows; none is empty."""
    preview_url: str | None = None
    """The address to preview; None for no preview."""
    large_preview: bool = False
    preview_above: bool = False
    """Whether the preview stands above the text."""
    silent: bool = False
    topic: int = 0
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class BroughtMessage:
    """What stands in another chat, to be copied or forwarded as it is."""

    from_chat: int
    """Telegram's id of the other chat."""
    message_ids: tuple[int, ...]
    """Ascending; several are an album."""
    is_forwarded: bool
    """Whether Telegram says where it comes from."""
    caption: str | None = None
    """Markup in place of the caption of the only message; None to leave that as it is."""
    silent: bool = False
    reply_to: int | None = None

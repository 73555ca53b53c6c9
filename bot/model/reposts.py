"""A story on its way into a channel: the card at the desk, and what people do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.channels import ChannelSettings, OwnPostChoice, PostLook, Presser
from bot.model.chats import Chat
from bot.model.identities import ArticleId, ChatKey, RepostId, StoryId, SubscriptionId
from bot.model.novelties import DevelopmentKind
from bot.model.told import StoryUpdate

WITHDRAWN_WITHIN = timedelta(seconds=20)
"""For so long what somebody has approved can be taken back before it goes."""
EDITING_FOR = timedelta(minutes=10)
"""For so long one person's change of a text keeps others from it."""
STRUCK_OFF = "struck-off"
"""The detail of a line in the log: its source is shown in the channel no longer."""
POST_LIMIT = 3_900
"""UTF-16 units of a post's text."""


class RepostState(StrEnum):
    """Where a story stands on its way into a channel."""

    NEW = "new"
    """Nothing has looked yet whether it may be published."""
    OFFERED = "offered"
    """A card waits for a decision."""
    SCHEDULED = "scheduled"
    """Somebody has chosen when it goes."""
    DUE = "due"
    """Approved: it goes in some seconds."""
    RELEASED = "released"
    """The channel is owed it as any message."""
    POSTED = "posted"
    REFUSED = "refused"
    """Somebody said no."""
    LAPSED = "lapsed"
    """Nobody has decided in time."""
    DROPPED = "dropped"
    """It was kept from the channel without asking anybody."""
    DELETED = "deleted"
    """It was posted, and somebody took the post down."""


class ConcernKind(StrEnum):
    """Why a card needs a look before it is published."""

    ADVERTISEMENT = "advertisement"
    """The detail is what gives it away."""
    MARK = "mark"
    """The detail is the mark that must stand in the post."""
    AKIN = "akin"
    """The detail is when the post came out that it is probably about, in milliseconds since 1970."""
    LATE = "late"
    """The detail is when it should have come out, in milliseconds since 1970."""
    RETITLED = "retitled"
    """The detail is the title that the post, or the text that somebody wrote, was made of."""
    TURNED = "turned"
    """What was reported is denied or cancelled. The detail is a `DevelopmentKind`."""
    RIGHT_LOST = "right-lost"
    """The bot may not publish in the channel."""
    REFUSED = "refused"
    """Telegram does not take the post. The detail is what it says."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A reason for a closer look."""

    kind: ConcernKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Editing:
    """Somebody is writing another text."""

    by: Presser
    until: datetime
    prompt_id: int | None = None
    """The message that they answer, in the desk's chat; None until it stands."""


@dataclass(frozen=True, slots=True)
class PostText:
    """The text of a post that a person wrote."""

    html: str
    by: Presser
    reply_id: int | None = None
    """The message that it was written in, whose edits change it."""


@dataclass(frozen=True, slots=True)
class Repost:
    """A story on its way into a channel, as people and the program have decided so far."""

    id: RepostId
    channel: ChatKey
    story: StoryId
    state: RepostState
    revision: int = 0
    """Counts what people change; the growth of the story does not count."""
    is_development: bool = False
    """Whether it is about what is new in a story that stands in the channel, and replies to its post."""
    version: int | None = None
    """The version of the story that goes out, or stands; None while nothing is decided."""
    by: Presser | None = None
    """Who decided last; None if the program did."""
    decided_at: datetime | None = None
    due_at: datetime | None = None
    """When something happens without anybody: it goes (SCHEDULED, DUE), or nobody has decided (OFFERED)."""
    text: PostText | None = None
    editing: Editing | None = None
    approvals: tuple[Presser, ...] = ()
    """Who has approved, where it takes two."""
    has_signature: bool = True
    has_hashtags: bool = True
    article: ArticleId | None = None
    """The report that the post is made of, if somebody chose another than the first."""
    marks: tuple[str, ...] = ()
    """The marks that somebody has put into the post."""
    concerns: tuple[Concern, ...] = ()
    posted_at: datetime | None = None
    message_id: int | None = None
    """The post in the channel."""
    further_ids: tuple[int, ...] = ()
    """The other messages of a post that is several: parts of an album, its credit."""
    is_pinned: bool = False


class RepostAction(StrEnum):
    """What happens to a card: the presses of people, and what the program does."""

    PUBLISH = "publish"
    SCHEDULE = "schedule"
    REFUSE = "refuse"
    RESTORE = "restore"
    CANCEL = "cancel"
    """Takes back that it was approved or scheduled."""
    EDIT = "edit"
    KEEP_TEXT = "keep-text"
    """Ends the editing without a change."""
    WRITE = "write"
    """Somebody's reply with another text."""
    SIGN = "sign"
    """Turns the signature on or off."""
    TAG = "tag"
    """Turns the hashtags on or off."""
    CHOOSE = "choose"
    """Makes the post of another report."""
    MARK = "mark"
    """Puts the mark into the post that it needs."""
    UPDATE = "update"
    """Takes over the title, or the text, that the source has by now."""
    LEAVE = "leave"
    """Leaves the title or the text as it is."""
    PIN = "pin"
    UNPIN = "unpin"
    DELETE = "delete"
    AGAIN = "again"
    """Publishes once more what stands or stood in the channel; said on purpose."""
    MUTE = "mute"
    """As `REFUSE`, and nothing more about the story comes to the desk."""
    OFFER = "offer"
    """The program puts the card on the desk, or back there."""
    NOTE = "note"
    """The program has found a reason for a closer look, or that one is gone; the card stays where it is."""
    RELEASE = "release"
    """The program lets it go: it is due, or the channel publishes automatically."""
    DROP = "drop"
    LAPSE = "lapse"
    POST = "post"
    """The message stands in the channel."""
    LOSE = "lose"
    """The bot cannot publish it: the card says why, and waits."""


class ChannelRight(StrEnum):
    """A right of an administrator in a channel."""

    POST = "can_post_messages"
    EDIT = "can_edit_messages"
    DELETE = "can_delete_messages"
    OWN = "creator"
    """Of the owner alone; nobody has it by invitation."""


class Declined(StrEnum):
    """Why a press has no effect."""

    CHANGED = "changed"
    """The card has changed since it was shown."""
    TAKEN = "taken"
    """Somebody was first; the card says who."""
    EDITED_BY = "edited-by"
    """Somebody is writing another text just now."""
    ASKED = "asked"
    """The same person has pressed it just before, and is asked for a text."""
    NEEDS_MARK = "needs-mark"
    UNSEEN = "unseen"
    """There is a reason for a closer look that the pressed card did not show yet."""
    ONCE_EACH = "once-each"
    """It takes two people, and this one has approved already."""
    TOO_OLD = "too-old"
    """Telegram lets no bot delete a post that is older than 48 hours."""
    GONE = "gone"
    """There is no such card on that desk, or it is forgotten."""


@dataclass(frozen=True, slots=True)
class RepostEntry:
    """A line of a channel's log."""

    repost: RepostId
    at: datetime
    action: RepostAction
    by: Presser | None
    """None if the program did it."""
    revision: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A press, or the program, has changed a card."""

    repost: Repost
    entry: RepostEntry


Decision = Decided | Declined
RepostRule = Callable[[Repost], Decision]
"""A pure function, called within the transaction: what becomes of a card now."""


@dataclass(frozen=True, slots=True)
class StandingPost:
    """A post that stands in a channel."""

    repost: RepostId | None
    """None if an older version of the program, or a digest, told the story there."""
    at: datetime
    message_id: int | None


@dataclass(frozen=True, slots=True)
class OtherReport:
    """A report that a post could be made of."""

    article: ArticleId
    source: str
    title: str


class StoryOffer(StrEnum):
    """What became of a story that somebody has put on the desk of a channel."""

    PUT = "put"
    THERE = "there"
    """It is there, or stands in the channel, already, or was refused."""
    HIDDEN = "hidden"
    """No source that has told it to that person is ticked for the channel."""


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """The content of a post in a channel."""

    story: StoryUpdate
    look: PostLook
    text: str | None = None
    """Markup that a person wrote in place of what the template gives; signature, hashtags and marks included."""
    subscriptions: tuple[SubscriptionId, ...] = ()
    """Which ask for the story: their hashtags are its."""
    has_hashtags: bool = True
    has_signature: bool = True
    marks: tuple[str, ...] = ()
    own_posts: OwnPostChoice = OwnPostChoice.TEXT
    """How the posts of channels that the bot administers get there."""

    @property
    def is_brought(self) -> bool:
        """Whether it is copied or forwarded from another channel, unless Telegram refuses that."""
        post = self.story.own_post
        if post is None or post.is_protected or self.own_posts is OwnPostChoice.TEXT:
            return False
        # What somebody wrote, what must be marked, and what is new in a story is told in words.
        return self.text is None and not self.marks and self.story.novelty is None


@dataclass(frozen=True, slots=True)
class CardPlace:
    """The message that shows a card."""

    chat: ChatKey
    message_id: int
    serial: int
    """As of which it shows the card."""


@dataclass(frozen=True, slots=True)
class StoryChanges:
    """What has become of a story since the version that somebody decided on, as far as ticked sources tell it."""

    kinds: tuple[DevelopmentKind, ...] = ()
    """What the developments since then bring."""
    title: str | None = None
    """The title of the report by now, if it was another one then."""


@dataclass(frozen=True, slots=True)
class DeskCard:
    """The content of a card: the post as it will stand, and what the desk knows of it."""

    repost: Repost
    post: ChannelPost
    channel: Chat
    settings: ChannelSettings
    outlets: int
    """How many ticked sources have reported the story."""
    serial: int
    """Counts all changes of the card, by people and by its story: what it shows is behind, or not."""
    akin: StandingPost | None = None
    """The post that it is probably about."""
    changes: StoryChanges = StoryChanges()
    stands: CardPlace | None = None
    """None if its message was not sent yet, or is deleted."""
    is_silent: bool = False
    """Whether it has stood before, and comes anew without a sound."""
    is_struck_off: bool = False
    """Whether the channel may show the source of the report no longer that the post is made of."""


@dataclass(frozen=True, slots=True)
class TitleQuestion:
    """Whether the title that a source has given to its report since is to stand in the post."""

    card: DeskCard
    was: str
    now: str
    reply_to: int | None
    """The message of the card."""

"""The data of buttons. Telegram allows 64 bytes, so it holds ids. The request is absolute ("pause", not "toggle"), so
pressing a button twice does no more than once.
"""

from enum import StrEnum

from pydantic import Field

from bot.delivery.callbacks import ButtonData
from bot.model import ReplyMode, SubscriptionId
from bot.services.preferences import PreferenceKind

_LONGEST_MINUTES = 366 * 24 * 60


class SubscriptionAction(StrEnum):
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    SILENCE = "silence"
    SOUND = "sound"
    REPLIES = "replies"
    MAIN = "main"
    """Show the choice between the two below."""
    MAIN_ONLY = "main-only"
    EVERYTHING = "everything"
    TARGETS = "targets"
    EDIT = "edit"
    FOUND = "found"
    FORMS = "forms"
    EXCLUDE = "exclude"
    MANNER = "manner"
    MORE = "more"
    NAME = "name"
    UNNAME = "unname"
    FOLDER = "folder"
    SHARE = "share"
    SPELLINGS = "spellings"
    REMOVE = "remove"
    RESTORE = "restore"


class SubscriptionPressed(ButtonData, prefix="subscription"):
    """Do something with a subscription."""

    action: SubscriptionAction
    id: int


class TargetPressed(ButtonData, prefix="target"):
    """A subscription goes to another chat, or topic, from now on."""

    id: int
    chat: int
    topic: int = 0


class RepliesPressed(ButtonData, prefix="replies"):
    """Whether a subscription brings further articles of a story."""

    id: int
    mode: ReplyMode


class Shows(StrEnum):
    """Which subscriptions a long list shows."""

    ALL = "all"
    ACTIVE = "active"
    PAUSED = "paused"
    ELSEWHERE = "elsewhere"
    """Those that go to another chat."""


class SubscriptionsPage(ButtonData, prefix="subscriptions"):
    """A page of the list is to be shown, counted from 0."""

    page: int
    shows: Shows = Shows.ALL


class FoundPage(ButtonData, prefix="came"):
    """A page of what a subscription finds in the archive, counted from 0."""

    id: int
    page: int


class IncludedAgain(ButtonData, prefix="include"):
    """A subscription is to bring again what it excludes."""

    id: int
    exclusion: int


class ExcludedFrom(ButtonData, prefix="exclude"):
    """A subscription is to exclude a query again: that of a kept text."""

    id: int
    text: int


class FolderRestored(ButtonData, prefix="folder-back"):
    """A folder is to be as it was: a kept text has its name and its subscriptions."""

    text: int


class FolderAction(StrEnum):
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    TARGETS = "targets"
    NAME = "name"
    SHARE = "share"
    DISSOLVE = "dissolve"


class FolderPressed(ButtonData, prefix="folder"):
    """Do something with a folder: the one in which that subscription is."""

    action: FolderAction
    id: int


class FolderTarget(ButtonData, prefix="folder-to"):
    """All that is in a folder goes to another chat, or topic, from now on."""

    id: int
    chat: int
    topic: int = 0


class Filed(ButtonData, prefix="file"):
    """Put a subscription into the folder of another one; out of any for 0."""

    id: int
    beside: int


class ExclusionEnded(ButtonData, prefix="except"):
    """What was excluded from all subscriptions is to be sent again."""

    id: int


class ExcludedAgain(ButtonData, prefix="except-again"):
    """Exclude a query from all subscriptions: that of a kept text."""

    text: int


class NarrowStep(StrEnum):
    """What a button of «Off-topic» does."""

    ONE = "one"
    """Show how a subscription can be narrowed."""
    MAIN = "main"
    CUT = "cut"
    """Exclude what stands at place `choice` of the kept text."""
    FORMS = "forms"
    UNDO = "undo"
    """End the exclusion of the id `choice`; for 0, send more than the main things again."""
    BACK = "back"
    NOTE = "note"
    """Only says what was done."""


class NarrowPressed(ButtonData, prefix="narrow"):
    """Narrow a subscription that brought a story, in the message of a dispatch.

    `kept` is the kept text of what is offered.
    """

    step: NarrowStep
    dispatch: int
    story: int
    subscription: int = 0
    kept: int = 0
    choice: int = 0

    @property
    def of(self) -> SubscriptionId:
        """The subscription that is narrowed."""
        return SubscriptionId(self.subscription)


class SourceAction(StrEnum):
    DROP = "drop"
    WATCH = "watch"
    ITEMS = "items"
    """Show its newest items."""


class SourcesPage(ButtonData, prefix="sources"):
    """A page of the list is to be shown, counted from 0."""

    page: int
    only: str = ""
    """All sources for none; `TROUBLED`, or those in a language."""


TROUBLED = "!"
"""Sources that do not work, or are silent."""


class SourcePressed(SourcesPage, prefix="source"):
    """Do something with a source of a page of the list."""

    action: SourceAction
    id: int


class SourcesRestored(ButtonData, prefix="sources-back"):
    """Watch again what was dropped in a removal."""

    removal: int


class ImportUndone(ButtonData, prefix="import-undo"):
    """Stop watching what a list has added: the ids in a kept text."""

    id: int


class ImportChecked(ButtonData, prefix="import-checked"):
    """Show how many of the sources that a list has added were polled: the ids in a kept text."""

    id: int


class PacksPressed(ButtonData, prefix="packs"):
    """Show the packs, with a way back to the first page if they are asked for there."""

    at_start: bool = False


class PackPressed(ButtonData, prefix="pack"):
    """Watch a pack, or stop watching it."""

    name: str
    muted: bool
    at_start: bool = False


class OfferPressed(ButtonData, prefix="offer"):
    """An offer is accepted or declined."""

    id: int
    accepted: bool


class OfferedSources(ButtonData, prefix="offered-sources"):
    """Add the addresses in an offer as sources."""

    id: int


class EditPressed(ButtonData, prefix="edit"):
    """Change the query of a subscription; `query` is the id of the kept text."""

    id: int
    query: int


class PreferencePressed(ButtonData, prefix="arrival"):
    """A delivery preference gets a value; its form depends on the setting.

    Here and below, `chat` is the key of a connected chat that is meant; 0 for the one that the button stands in.
    """

    setting: PreferenceKind
    value: str
    chat: int = 0


class ForgetAction(StrEnum):
    ALL = "all"
    DOWNLOAD = "download"
    CANCEL = "cancel"


class ForgetPressed(ButtonData, prefix="forget"):
    """Whether everything of the chat is to be deleted; not of a later one under the same Telegram id."""

    action: ForgetAction
    chat: int


class PausePressed(ButtonData, prefix="pause"):
    """Pause the news for so many minutes, or until they are resumed (0), or resume them (-1)."""

    minutes: int = Field(ge=-1, le=_LONGEST_MINUTES)
    chat: int = 0


class SettingsPage(ButtonData, prefix="settings"):
    """Show a page of the settings: that of a command, or that of all settings for none."""

    name: str
    chat: int = 0


class MutedPressed(ButtonData, prefix="muted"):
    """Follow a muted story again, from the settings; names the dispatch that told it."""

    dispatch: int
    story: int
    chat: int = 0


class LanguagePressed(ButtonData, prefix="language"):
    """Change the language of the bot."""

    language: str
    chat: int = 0


class ConnectionAction(StrEnum):
    END = "end"
    RESTORE = "restore"
    TAKE = "take"
    """The person takes over what is suspended in the chat."""


class ConnectionPressed(ButtonData, prefix="connection"):
    """Something is to be done with a connection to a chat: the person's own, or that of `owner`."""

    action: ConnectionAction
    chat: int
    owner: int = 0

"""What is measured where it happens, for the operator.

No measurement holds an address, a title or a chat: all that tells one from another is a member of a closed enum.
"""

from datetime import timedelta
from enum import StrEnum

from bot.model import Haste, PageOutcome


class PollOutcome(StrEnum):
    """How a poll of a source ended."""

    NEWS = "news"
    """It brought articles that are news."""
    NO_NEWS = "no-news"
    """Its document was read, and there is no news in it."""
    UNCHANGED = "unchanged"
    """The source said, or its document showed, that nothing has changed."""
    UNREACHABLE = "unreachable"
    """There was no answer, or not one with a document."""
    UNREADABLE = "unreadable"
    """What came is no feed, or breaks its reader."""


class MessageAction(StrEnum):
    """What was asked of Telegram."""

    SEND = "send"
    EDIT = "edit"
    ANSWER = "answer"
    """To a person, whether sent or edited."""


class MessageOutcome(StrEnum):
    """What Telegram made of it."""

    OK = "ok"
    RATE_LIMITED = "rate-limited"
    """It asked for a pause; the message is tried again."""
    UNREACHABLE = "unreachable"
    """The bot may not write to the chat, or to its topic."""
    REFUSED = "refused"
    """It does not take this message."""
    FAILED = "failed"
    """It did not answer, or not so that the answer can be understood; the message is tried again."""


class Meter:
    """Counts and times; by itself, it measures nothing.

    Every method returns at once, never raises, and may be called from any thread.
    """

    def polled(self, outcome: PollOutcome, took_s: float) -> None:
        """A source was polled, from the request to the record, in so many seconds."""

    def recorded(self, *, news: int = 0, archived: int = 0, edited: int = 0) -> None:
        """Articles were recorded: as news, only to be searched, or anew since their sources have changed them."""

    def read_page(self, outcome: PageOutcome | None) -> None:
        """The page of an article was asked for; None if it will be again."""

    def matched(self, articles: int, took_s: float) -> None:
        """So many articles were matched with all queries, in so many seconds together, waiting included."""

    def grouped(self, *, met: bool) -> None:
        """An article found its story; `met` says whether it meets a query."""

    def owed(self, debts: int) -> None:
        """An article is owed to so many chats, by a new message or as a part of one."""

    def messaged(self, action: MessageAction, outcome: MessageOutcome) -> None:
        """Telegram was asked to send or to edit a message."""

    def told(self, haste: Haste, since_published: timedelta, since_found: timedelta) -> None:
        """An article was told to a chat, so long after its publication and after it was found."""

    def asked_to_wait(self, seconds: float) -> None:
        """Telegram has asked for a pause of so many seconds (HTTP 429)."""

    def received(self, updates: int) -> None:
        """So many updates have come from Telegram, repeated ones included."""

    def transacted(self, writes: int, held_s: float) -> None:
        """A transaction with so many writes has kept the writer for so many seconds."""

    def lagged(self, seconds: float) -> None:
        """The event loop was late by so many seconds."""


UNMEASURED = Meter()
"""It has no state, so all can share it."""

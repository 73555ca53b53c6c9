"""Everything that Dozor raises on purpose.

    DozorError
    ├── SettingsError            a setting has a value that cannot be used; stops the start
    ├── QueryError               a query cannot be read; says where and what was expected
    ├── SourceError              a source could not be polled; hurts only that source
    │   ├── AddressRefused       not an address that may be fetched
    │   ├── FetchFailed          no usable answer
    │   └── NotAFeed             an answer, but not a feed
    ├── SourceSettingRefused     a source cannot be asked for like that
    ├── StorageError             the database failed; it may work again later
    │   ├── DatabaseInUse        another process holds it
    │   ├── DatabaseTooNew       a newer version of the program has written it
    │   ├── DatabaseLocked       another program keeps it locked
    │   └── DiskFull             there is no room for what was to be written
    ├── Refused                  the database works, and declines
    │   ├── LeaseLost            what was claimed is no longer ours to record
    │   ├── ItemsKnown           what was taken for new was seen before, or the other way round
    │   ├── QuotaReached         the chat has as much as it may have
    │   └── StaleIndex           queries were added since the article was matched
    ├── Overrun                  a piece of work took more time or memory than it may, or ended its process
    ├── UpdatesRefused           no updates can come in, and will not by waiting; stops the bot
    │   ├── TokenRefused         Telegram does not serve this token, or serves it to somebody else
    │   └── WebhookRefused       nobody can listen at the webhook's address, or Telegram does not take it
    └── DeliveryError            Telegram did not take a message
        ├── RateLimited          not now: it says for how long
        ├── TelegramUnavailable  not now: it does not say for how long
        │   └── AnswerUnclear    nobody can tell what the answer means, nor whether it is Telegram's
        ├── ChatUnreachable      not in this chat: blocked, kicked, no rights, gone
        ├── ChatMigrated         not under this id: it says which
        ├── TopicClosed          not in this topic of the chat
        └── MessageRefused       not this message
            ├── MarkupRefused    not with this markup: a defect of ours
            ├── PostGone         it was to be edited, and is gone: fine
            └── RefusalUnknown   in words that say nothing to us: perhaps later

An error carries data, not sentences for people: the edge turns it into words by its class and its fields.
"""


class DozorError(Exception):
    """The root of the tree."""


class SettingsError(DozorError):
    """A setting cannot be used. Its message is one line for the operator, and never shows a secret's value."""


class QueryError(DozorError):
    """A query that cannot be read.

    `position` is the index of the first character that does not fit (its length, at the end);
    `expected` is the key of a text that says what was expected there.
    """

    def __init__(self, position: int, expected: str) -> None:
        super().__init__(f"at {position}: expected {expected}")
        self.position = position
        self.expected = expected


class SourceError(DozorError):
    """A source could not be polled. `reason` is the key of a text; `detail` is for it, and for the operator."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class AddressRefused(SourceError):
    """The address, or one that it led to, must not be fetched."""


class FetchFailed(SourceError):
    """There was no usable answer.

    `retry_after_s` is how long the server asked to be left alone, in seconds; `gone` says that it will never
    answer again (410).
    """

    def __init__(
        self, reason: str, detail: str = "", *, retry_after_s: float | None = None, gone: bool = False
    ) -> None:
        super().__init__(reason, detail)
        self.retry_after_s = retry_after_s
        self.gone = gone


class NotAFeed(SourceError):
    """The source answered with something that holds no feed."""


class SourceSettingRefused(DozorError):
    """A setting of a source cannot be used. `reason` is the key of a text; the value, maybe a secret, is not said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StorageError(DozorError):
    """The database failed: nothing of the intent has happened, and the same intent may succeed later."""


class DatabaseInUse(StorageError):
    """Another process holds the database."""


class DatabaseTooNew(StorageError):
    """A newer version of the program has changed the database in a way that this one does not know."""


class DatabaseLocked(StorageError):
    """Another program has kept the database locked for longer than a write waits."""


class DiskFull(StorageError):
    """The disk, or the quota, has no room for what was to be written."""


class Refused(DozorError):
    """Storage works, and declines in good order: the same intent would be declined again."""


class LeaseLost(Refused):
    """The lease has ended: somebody else may be at the work, so nothing of it is recorded."""


class ItemsKnown(Refused):
    """A poll took for new what was seen before, in other words or by another key, or for an edit what is forgotten.

    All of the document is to be read again, beside what is known of it by now.
    """


class QuotaReached(Refused):
    """A chat may have no more of what it asked for. `limit` is a `bot.model.Limit`, which says of what."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class StaleIndex(Refused):
    """The article was matched with an index that lacks a query: refresh it, and match again."""


class Overrun(DozorError):
    """A piece of work took more time or memory than it may, or ended the process that it ran in."""


class UpdatesRefused(DozorError):
    """The bot cannot receive updates, and will not by waiting. Its message is one line for the operator."""


class TokenRefused(UpdatesRefused):
    """Telegram does not know the token, or somebody else uses it."""


class WebhookRefused(UpdatesRefused):
    """The webhook's own port cannot be listened on, or Telegram does not take its address."""


class DeliveryError(DozorError):
    """Telegram did not take a message."""


class RateLimited(DeliveryError):
    """Telegram asks to wait `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"retry after {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class TelegramUnavailable(DeliveryError):
    """Telegram could not be reached, or failed by its own fault. The message may or may not have arrived."""


class AnswerUnclear(TelegramUnavailable):
    """The answer cannot be understood. It may be a gateway's; the message may or may not have arrived."""


class ChatUnreachable(DeliveryError):
    """The bot may not write to the chat; `reason` is Telegram's own description."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatMigrated(DeliveryError):
    """The basic group has become the supergroup `chat_id`."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(str(chat_id))
        self.chat_id = chat_id


class MessageRefused(DeliveryError):
    """Telegram refuses this very message; `reason` is its own description."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MarkupRefused(MessageRefused):
    """Telegram cannot parse the markup of this message."""


class PostGone(MessageRefused):
    """The message that was to be edited is not there any more; nothing is wrong."""


class RefusalUnknown(MessageRefused):
    """Telegram refuses this message or its chat, in words that are not among those known to be final."""


class TopicClosed(DeliveryError):
    """Nothing may be written to the topic, as long as it is closed; `reason` is Telegram's own description."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

"""Everything that Dozor raises on purpose.

    DozorError
    ├── SettingsError            a setting has an unusable value; the program does not start
    ├── QueryError               a query cannot be parsed; says where, and what was expected
    ├── SourceError              a source could not be polled; affects that source alone
    │   ├── AddressRefused       the address must not be fetched
    │   ├── FetchFailed          no usable answer
    │   └── NotAFeed             an answer, but no feed
    ├── SourceSettingRefused     a setting of a source has an unusable value
    ├── TemplateRefused          the text of a template for posts cannot be used; says where, and why
    ├── PostTextRefused          what somebody wrote cannot be the text of a post
    ├── StorageError             the database failed; it may work again later
    │   ├── DatabaseInUse        another process holds it
    │   ├── DatabaseTooNew       a newer version of the program has written it
    │   ├── DatabaseDamaged      a check has found damage in its file; the program does not start
    │   ├── DatabaseLocked       another program keeps it locked
    │   ├── DiskFull             no room for the write
    │   └── QueryTooLong         a read was interrupted at its deadline
    ├── Refused                  the database works, and declines
    │   ├── LeaseLost            the lease on claimed work has ended
    │   ├── ItemsKnown           a poll took known items for new, or forgotten articles for known
    │   ├── QuotaReached         the chat has reached a quota
    │   └── StaleIndex           queries were added since the article was matched
    ├── BackupRefused            a backup cannot be made, or what was made cannot be trusted; nothing was changed
    ├── RestoreRefused           a backup cannot be put in the place of the database; nothing was changed
    ├── Overrun                  a task exceeded its time or memory, or ended its process
    ├── UpdatesRefused           no updates can come in, and waiting will not help; stops the bot
    │   ├── TokenRefused         Telegram does not serve this token, or serves it to somebody else
    │   └── WebhookRefused       the webhook's port cannot be opened, or Telegram rejects its address
    ├── ConsoleRefused           nobody can listen where operators are to look; stops the bot
    └── DeliveryError            Telegram did not take a message
        ├── RateLimited          not now: Telegram says for how long
        ├── TelegramUnavailable  not now: Telegram does not say for how long
        │   └── AnswerUnclear    the answer cannot be understood, and may not be Telegram's
        ├── ChatUnreachable      not in this chat: blocked, kicked, no rights, gone
        ├── ChatMigrated         not under this id: Telegram gives the new one
        ├── TopicClosed          not in this topic of the chat
        └── MessageRefused       not this message
            ├── MarkupRefused    not with this markup: a defect of ours
            ├── NotBrought       not by copying or forwarding it
            ├── PostGone         the post to edit is gone: fine
            └── RefusalUnknown   for a reason that is not known: perhaps later

Errors carry data, not sentences for people: the edge picks the text by class and fields.
"""


class DozorError(Exception):
    """The root of the tree."""


class SettingsError(DozorError):
    """A setting is unusable. The message is one line for the operator, and never shows a secret."""


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
    """A source could not be polled. `reason` is the key of a text; `detail` fills it in, for the operator too."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class AddressRefused(SourceError):
    """The address, or one that it redirects to, must not be fetched."""


class FetchFailed(SourceError):
    """The server gave no usable answer.

    `retry_after_s` is how long the server asked to wait, in seconds; `gone` says that it will never answer again (410).
    """

    def __init__(
        self, reason: str, detail: str = "", *, retry_after_s: float | None = None, gone: bool = False
    ) -> None:
        super().__init__(reason, detail)
        self.retry_after_s = retry_after_s
        self.gone = gone


class NotAFeed(SourceError):
    """The source's answer holds no feed."""


class SourceSettingRefused(DozorError):
    """A setting of a source is unusable. `reason` is the key of a text; the value, maybe a secret, is left out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemplateRefused(DozorError):
    """The text of a template for posts that cannot be used.

    `reason` is the key of a text. `position` is the index of the first character that does not fit, 0 for the whole;
    `detail` is what stands there, or what is missing.
    """

    def __init__(self, reason: str, position: int = 0, detail: str = "") -> None:
        super().__init__(f"at {position}: {reason} {detail}".rstrip())
        self.reason = reason
        self.position = position
        self.detail = detail


class PostTextRefused(DozorError):
    """What somebody wrote cannot be the text of a post. `reason` is the key of a text; `count` of `most` were used."""

    def __init__(self, reason: str, count: int = 0, most: int = 0) -> None:
        super().__init__(f"{reason}: {count} of {most}" if most else reason)
        self.reason = reason
        self.count = count
        self.most = most


class StorageError(DozorError):
    """The database failed: nothing of the intent has happened, and a retry may succeed."""


class DatabaseInUse(StorageError):
    """Another process holds the database."""


class DatabaseTooNew(StorageError):
    """A newer version of the program has changed the schema beyond what this version knows."""


class DatabaseDamaged(StorageError):
    """The file at `path` is damaged, or no database at all; `found` is what a check says, in one line."""

    def __init__(self, path: str, found: str) -> None:
        super().__init__(f"{path} is damaged: {found}")
        self.path = path
        self.found = found


class DatabaseLocked(StorageError):
    """Another program kept the database locked for longer than a write waits."""


class DiskFull(StorageError):
    """The disk, or its quota, has no room for the write."""


class QueryTooLong(StorageError):
    """A read had a deadline, and was interrupted there."""


class Refused(DozorError):
    """A healthy storage refuses the intent; a retry would be refused again."""


class LeaseLost(Refused):
    """The lease has ended: another worker may have the work, so nothing of it is recorded."""


class ItemsKnown(Refused):
    """A poll took a known item for new (it has other text or another key), or a forgotten article for edited.

    Read the whole document again, and compare it with what is known by now.
    """


class QuotaReached(Refused):
    """A chat has reached a quota. `limit` is the `bot.model.Limit` that says which."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class StaleIndex(Refused):
    """The article was matched with an index that lacks a query: refresh the index and match again."""


class BackupRefused(DozorError):
    """No backup was made, and none was replaced. The message is one line for the operator, and says what to do."""


class RestoreRefused(DozorError):
    """The database is as it was. The message is one line for the operator, and says what to do."""


class Overrun(DozorError):
    """A task exceeded its time or memory, or ended the process that it ran in."""


class UpdatesRefused(DozorError):
    """The bot cannot receive updates, and waiting will not help. The message is one line for the operator."""


class TokenRefused(UpdatesRefused):
    """Telegram does not know the token, or another program uses it."""


class WebhookRefused(UpdatesRefused):
    """The webhook's port cannot be opened, or Telegram rejects its address."""


class ConsoleRefused(DozorError):
    """The address of `HTTP_LISTEN` cannot be opened. The message is one line for the operator."""


class DeliveryError(DozorError):
    """Telegram did not take a message."""


class RateLimited(DeliveryError):
    """Telegram asks to wait `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"retry after {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class TelegramUnavailable(DeliveryError):
    """Telegram could not be reached, or had an error of its own. The message may or may not have arrived."""


class AnswerUnclear(TelegramUnavailable):
    """The answer cannot be understood, and may be a gateway's. The message may or may not have arrived."""


class ChatUnreachable(DeliveryError):
    """The bot may not write to the chat; `reason` is Telegram's description."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatMigrated(DeliveryError):
    """The basic group became the supergroup `chat_id`."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(str(chat_id))
        self.chat_id = chat_id


class MessageRefused(DeliveryError):
    """Telegram refuses this message; `reason` is Telegram's description."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MarkupRefused(MessageRefused):
    """Telegram cannot parse the markup of this message."""


class NotBrought(MessageRefused):
    """Telegram does not copy or forward a message: it is gone or protected, or the bot cannot see or write there."""


class PostGone(MessageRefused):
    """The message was deleted, or can no longer be edited; nothing is wrong."""


class RefusalUnknown(MessageRefused):
    """Telegram refuses this message or its chat for a reason that is not known to be final."""


class TopicClosed(DeliveryError):
    """The topic is closed to messages; `reason` is Telegram's description."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

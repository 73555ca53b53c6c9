"""The data of buttons that only operators are shown."""

from enum import StrEnum

from bot.delivery.callbacks import ButtonData


class AdmissionPressed(ButtonData, prefix="admission"):
    """An operator lets a chat in, or keeps it out; `id` is Telegram's."""

    allowed: bool
    id: int


class StatusPart(StrEnum):
    SUMMARY = "summary"
    QUEUES = "queues"
    SOURCES = "sources"
    UNDELIVERED = "undelivered"
    ARTICLES = "articles"
    UPDATES = "updates"


class StatusPressed(ButtonData, prefix="status"):
    """Show operators a part of how the bot does."""

    part: StatusPart


class AnnounceAction(StrEnum):
    SEND = "send"
    GIVE_UP = "give-up"
    LOOK = "look"
    STOP = "stop"


class AnnouncePressed(ButtonData, prefix="announce"):
    """Send what was previewed, by the id of its kept text, or not; look how far it is, or stop it, by its own id."""

    action: AnnounceAction
    id: int

"""Who may use the bot."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.identities import Language


class Access(StrEnum):
    """Who may use the bot without being let in."""

    OPEN = "open"
    """Everybody who is not banned."""
    INVITE = "invite"
    """Chats that the bot knows already; operators decide about each new one."""


class AdmissionState(StrEnum):
    """What operators have said of a chat."""

    NOTHING = "nothing"
    ASKED = "asked"
    """They were asked, and have not answered."""
    ALLOWED = "allowed"
    BANNED = "banned"


@dataclass(frozen=True, slots=True)
class Admission:
    """A chat, or a person in any chat, as operators see it."""

    telegram_id: int
    state: AdmissionState = AdmissionState.NOTHING
    title: str = ""
    language: Language | None = None
    """That of who asked."""
    quota: int | None = None
    """How many subscriptions and sources it may have, instead of the usual; 0 for no limit."""

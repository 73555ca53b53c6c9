"""How soon a chat gets what a subscription brings."""

from dataclasses import dataclass
from enum import IntEnum

from bot.model.chats import Rhythm


class Haste(IntEnum):
    """How soon what is owed goes; the soonest is the lowest."""

    URGENT = 0
    """At once, also in quiet hours and in a burst."""
    AT_ONCE = 1
    HOURLY = 2
    DAILY = 3

    @property
    def is_gathered(self) -> bool:
        """Whether it waits for a digest."""
        return self >= Haste.HOURLY

    @property
    def label(self) -> str:
        """As it stands in the keys of texts."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Manner:
    """What a subscription, or whatever contains it, says of how its news come; None where it says nothing."""

    rhythm: Rhythm | None = None
    is_urgent: bool | None = None
    lifts: bool = False
    """Whether what many outlets report comes at once, and not with the digest."""


AS_THE_CHAT = Manner()
"""Nothing is said."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How news come, as a subscription or what contains it says."""

    manner: Manner = AS_THE_CHAT
    silent: bool = False
    main_only: bool = False
    """Whether only what stands in the title or the lead is sent."""


NOTHING_SAID = Delivery()
_BY_RHYTHM = {Rhythm.AT_ONCE: Haste.AT_ONCE, Rhythm.HOURLY: Haste.HOURLY, Rhythm.DAILY: Haste.DAILY}


def haste_of(chat: Rhythm, *manners: Manner) -> Haste:
    """How soon the news of a subscription go: as the first of the manners says, the innermost first, else the chat."""
    is_calm = False
    for one in manners:
        is_calm = is_calm or one.is_urgent is False
        if one.is_urgent and not is_calm:
            return Haste.URGENT
        if one.rhythm is not None:
            return _BY_RHYTHM[one.rhythm]
    return _BY_RHYTHM[chat]

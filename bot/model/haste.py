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
_BY_RHYTHM = {Rhythm.AT_ONCE: Haste.AT_ONCE, Rhythm.HOURLY: Haste.HOURLY, Rhythm.DAILY: Haste.DAILY}


def haste_of(chat: Rhythm, *manners: Manner) -> Haste:
    """How soon the news of a subscription go: as the first of the manners says, the innermost first, else the chat."""
    if next((one.is_urgent for one in manners if one.is_urgent is not None), False):
        return Haste.URGENT
    return _BY_RHYTHM[next((one.rhythm for one in manners if one.rhythm is not None), chat)]

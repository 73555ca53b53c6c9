"""How much a subscription brings, and what follows when that is very much."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.haste import AS_THE_CHAT, Haste, Manner
from bot.model.notices import Notice


@dataclass(frozen=True, slots=True)
class Load:
    """What a subscription has brought in the last day, or since it began."""

    text: str
    """What it is called."""
    stories: int
    """Counted up to some 150."""
    messages: int
    """With sound; a digest is one. Counted likewise."""
    age: timedelta
    manner: Manner
    haste: Haste
    silent: bool
    of_folder: Manner = AS_THE_CHAT
    """What its folder says."""


@dataclass(frozen=True, slots=True)
class LoadVerdict:
    """What follows, and when to look again."""

    look_at: datetime
    notice: Notice | None = None
    """What its owner is told or asked."""
    manner: Manner | None = None
    """How its news come from now on, and without sound; None if as before."""


LoadRule = Callable[[Load, datetime], LoadVerdict]
"""Decides purely what follows from what a subscription has brought by now."""

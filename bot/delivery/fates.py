"""Decides, purely, what became of an article for a subscription, and what holds back what it is owed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.delivery.timing import FOREVER, is_quiet
from bot.model import DispatchState, Haste, RepostState, TracedDebt, TracedSubscription


class Fate(StrEnum):
    """What became of an article for a subscription; the nearest to a message come first."""

    TOLD = "told"
    SENDING = "sending"
    """It is on its way, or is tried again."""
    WAITING = "waiting"
    """It waits for its message."""
    AT_DESK = "at-desk"
    """Somebody is to decide whether its channel publishes the story."""
    APPROVED = "approved"
    """It goes at the time that somebody has chosen, or in some seconds."""
    REFUSED = "refused"
    """Somebody did not want the story in its channel."""
    LAPSED = "lapsed"
    """Nobody has decided in time."""
    DROPPED = "dropped"
    """It was kept from its channel: it is akin to what stands there, or its source was struck off."""
    TAKEN_DOWN = "taken-down"
    """It was published, and somebody has deleted the post."""
    GIVEN_UP = "given-up"
    """Telegram has refused its message for good."""
    IN_STORY = "in-story"
    """Its chat has a message about the story, which lists it."""
    HANDING_OUT = "handing-out"
    """What is owed for it is about to be decided."""
    MUTED = "muted"
    """Its chat has muted the story."""
    SILENCED = "silenced"
    """Its chat has muted a story that this one is akin to."""
    EXCLUDED = "excluded"
    """The article meets what is excluded from it."""
    FURTHER_DOWN = "further-down"
    """Only title and lead are wanted, and it is met further down."""
    REMOVED = "removed"
    """The subscription is removed, and may come back."""
    PAUSED = "paused"
    SUSPENDED = "suspended"
    """Its owner is no longer connected to its chat."""
    NOT_WATCHING = "not-watching"
    """Its owner does not watch the source."""
    NOT_TICKED = "not-ticked"
    """Its channel shows nothing of the source."""
    LATER = "later"
    """The subscription is newer, or was on pause when the article was recorded."""
    CHANGED = "changed"
    """The subscription, or what its owner watches, was another one when the article was recorded."""
    UNMET = "unmet"
    """The article does not meet it."""


class Hold(StrEnum):
    """What holds back what a chat is owed."""

    BLOCKED = "blocked"
    """The bot may not write there."""
    TOPIC = "topic"
    """The topic is closed."""
    PAUSE = "pause"
    QUIET = "quiet"
    RHYTHM = "rhythm"
    BURST = "burst"
    """Many stories at once become a digest."""
    TURN = "turn"
    """Nothing: it goes as soon as its turn comes."""


_AT_A_DESK = {
    RepostState.NEW: Fate.HANDING_OUT,
    RepostState.OFFERED: Fate.AT_DESK,
    RepostState.SCHEDULED: Fate.APPROVED,
    RepostState.DUE: Fate.APPROVED,
    RepostState.REFUSED: Fate.REFUSED,
    RepostState.LAPSED: Fate.LAPSED,
    RepostState.DROPPED: Fate.DROPPED,
    RepostState.DELETED: Fate.TAKEN_DOWN,
}
"""What became of what a channel is owed, unless it is owed as any message."""


@dataclass(frozen=True, slots=True)
class Held:
    """What holds back what a chat is owed, and until when; None for an end that nobody knows."""

    by: Hold
    until: datetime | None = None


def fate_of(one: TracedSubscription) -> Fate:
    """What became of the article for the subscription."""
    if one.own is not None:
        return Fate.PAUSED if one.own.is_shelved and one.is_paused and not one.is_removed else _of_debt(one.own)
    if not one.is_met:
        return Fate.UNMET
    checks = (
        (one.is_removed, Fate.REMOVED),
        (one.is_suspended, Fate.SUSPENDED),
        (one.told is not None and not one.is_muted, Fate.IN_STORY),
        (one.decided is not None, _of_debt(one.decided) if one.decided is not None else Fate.CHANGED),
        (one.excluded is not None, Fate.EXCLUDED),
        (one.is_muted, Fate.MUTED),
        (one.is_silenced, Fate.SILENCED),
        (not one.is_watching, Fate.NOT_WATCHING),
        (not one.is_ticked, Fate.NOT_TICKED),
        (one.is_paused, Fate.PAUSED),
        (one.is_later, Fate.LATER),
        (one.main_only and one.prominence is not None and not one.prominence.is_main, Fate.FURTHER_DOWN),
        (not one.is_handed_out, Fate.HANDING_OUT),
    )
    return next((fate for holds, fate in checks if holds), Fate.CHANGED)


def _of_debt(debt: TracedDebt) -> Fate:
    if debt.is_shelved:
        return Fate.REMOVED
    if debt.repost in _AT_A_DESK:
        return _AT_A_DESK[debt.repost]
    match debt.state:
        case DispatchState.SENT:
            return Fate.TOLD
        case DispatchState.DEAD:
            return Fate.GIVEN_UP
        case "waiting":
            return Fate.WAITING
        case _:
            return Fate.SENDING


def held(one: TracedSubscription, debt: TracedDebt, now: datetime) -> Held:
    """What holds back a waiting debt to the subscription's chat."""
    preferences = one.chat.preferences
    until = debt.held_until if debt.held_until is not None and debt.held_until > now else None
    if one.chat.dormant:
        return Held(Hold.BLOCKED)
    if one.is_topic_closed:
        return Held(Hold.TOPIC)
    if preferences.paused_until is not None and preferences.paused_until > now:
        return Held(Hold.PAUSE, None if preferences.paused_until >= FOREVER else preferences.paused_until)
    is_held_back = preferences.quiet is not None and preferences.quiet.holds_back and debt.haste is not Haste.URGENT
    if is_held_back and is_quiet(preferences, now):
        return Held(Hold.QUIET, until)
    if debt.haste.is_gathered:
        return Held(Hold.RHYTHM, until)
    return Held(Hold.TURN) if until is None else Held(Hold.BURST, until)

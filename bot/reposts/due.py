"""What happens to a card by itself, at a time: what was scheduled goes, what nobody has decided on ends."""

from datetime import datetime, timedelta

from bot.model import ConcernKind, DeskCard, RepostRule, RepostState, StandingPost
from bot.reposts.progress import lapse, offer, release
from bot.reposts.states import concern_at, has

STILL_GOES = timedelta(hours=1)
"""What is later than that is not published without another look."""


def what_is_due(card: DeskCard, now: datetime) -> RepostRule | None:
    """What becomes of a card now without anybody; None if nothing is due yet."""
    repost, wait = card.repost, card.settings.undecided
    if repost.due_at is None or now < repost.due_at:
        return None
    match repost.state:
        case RepostState.SCHEDULED | RepostState.DUE:
            goes = True
        case RepostState.OFFERED:
            goes = wait.publishes and not repost.concerns
        case _:
            return None
    if not goes:
        return lapse(now)
    if now - repost.due_at >= STILL_GOES or (repost.state is not RepostState.DUE and _is_paused(card, now)):
        return offer([concern_at(ConcernKind.LATE, repost.due_at)], now, wait.after)
    akin = _akin_by_now(card, repost.due_at)
    if akin is not None:
        return offer([concern_at(ConcernKind.AKIN, akin.at)], now, wait.after)
    return release(card.post.story.version, now)


def _is_paused(card: DeskCard, now: datetime) -> bool:
    """Whether the channel publishes nothing at present but what somebody approves just then."""
    until = card.channel.preferences.paused_until
    return until is not None and until > now


def _akin_by_now(card: DeskCard, due_at: datetime) -> StandingPost | None:
    """The post about probably the same event that nobody was told of who has decided on the card."""
    repost, akin = card.repost, card.akin
    if akin is None or repost.is_development or has(repost, ConcernKind.AKIN):
        return None
    # Of two that are approved at the same time, the first goes.
    return None if repost.state is RepostState.DUE and akin.at > due_at else akin

"""What happens to a card by itself, at a time: what was scheduled goes, what nobody has decided on ends."""

from datetime import datetime, timedelta

from bot.model import Concern, ConcernKind, DeskCard, RepostRule, RepostState
from bot.reposts.progress import lapse, offer, release

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
    if now - repost.due_at < STILL_GOES:
        return release(card.post.story.version, now)
    return offer([_late(repost.due_at)], now, wait.after)


def _late(due_at: datetime) -> Concern:
    return Concern(ConcernKind.LATE, str(round(due_at.timestamp() * 1000)))

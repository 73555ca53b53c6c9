"""Decides, purely, what the program does with a story on its way into a channel, and with what was decided on it."""

from collections.abc import Iterable
from datetime import datetime

from bot.model import (
    STRUCK_OFF,
    AkinChoice,
    Concern,
    ConcernKind,
    DeskCard,
    DevelopmentKind,
    Publishing,
    RepostRule,
    RepostState,
    StandingPost,
)
from bot.reposts.due import what_is_due
from bot.reposts.progress import drop, lose, note, offer, reconsider, release
from bot.reposts.states import concern_at, has

_TURNS = (DevelopmentKind.DENIED, DevelopmentKind.CANCELLED)
"""What is approved is not published after one of these without another look."""


def first_look(card: DeskCard, law: Iterable[Concern], akin: StandingPost | None, now: datetime) -> RepostRule:
    """What becomes of what nobody has looked at. `law` is what the law guard says of the post.

    What a channel publishes automatically goes, unless there is a concern: then somebody decides. A story akin to one
    that stands there is never published as if it were another one.
    """
    if card.is_struck_off:  # it was put on its way anew by hand
        return drop(now, STRUCK_OFF)
    settings, concerns = card.settings, tuple(law)
    if card.repost.is_development:
        akin = None  # it replies to the post of its own story
    if settings.publishing is Publishing.AUTOMATIC and not concerns:
        if akin is None or (settings.desk is None and settings.akin is AkinChoice.REPLY):
            return release(None, now)
        if settings.desk is None:
            return drop(now, ConcernKind.AKIN)
    if akin is not None:
        concerns = (*concerns, concern_at(ConcernKind.AKIN, akin.at))
    return offer(concerns, now, settings.undecided.after)


def another_look(card: DeskCard, now: datetime) -> RepostRule | None:
    """What becomes of a card whose story has grown, or whose time has come; None if it stays as it is."""
    repost, waits = card.repost, card.settings.undecided.after
    turned = next((kind for kind in _TURNS if kind in card.changes.kinds), None)
    if turned is not None and repost.state is not RepostState.POSTED:
        return reconsider(Concern(ConcernKind.TURNED, turned), now, waits)
    if card.changes.title is not None:
        return reconsider(Concern(ConcernKind.RETITLED, card.post.story.article.title), now, waits)
    if has(repost, ConcernKind.RIGHT_LOST) and not card.channel.dormant:
        return note([], now, waits, gone=[ConcernKind.RIGHT_LOST])
    due = what_is_due(card, now)
    goes = repost.state is RepostState.RELEASED or (due is not None and not _lapses(card))
    return lose(Concern(ConcernKind.RIGHT_LOST), now) if goes and card.channel.dormant else due


def _lapses(card: DeskCard) -> bool:
    """Whether a card for which something is due ends without a post."""
    return card.repost.state is RepostState.OFFERED and not card.settings.undecided.publishes

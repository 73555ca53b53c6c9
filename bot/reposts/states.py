"""What may become of a card, and who may do it: one table, and the rules that storage carries out.

    NEW ──► OFFERED ──► DUE ──► RELEASED ──► POSTED ──► DELETED
               │  └─► SCHEDULED ──►┘
               └────► REFUSED, LAPSED

Until it is posted, a card can come back to OFFERED from wherever it is, unless the program has DROPPED it. From NEW,
what is published automatically goes straight to RELEASED. Nothing leads back from POSTED.

A press of a person holds for the revision that it was made on; what the program does holds for the state alone. So the
first of two people wins, and a story that grows makes no press stale.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple, Self

from bot.model import (
    EDITING_FOR,
    ChannelRight,
    Concern,
    ConcernKind,
    Decided,
    Declined,
    DeskCard,
    Presser,
    Repost,
    RepostAction,
    RepostEntry,
    RepostId,
    RepostState,
)
from bot.reposts.details import detail_of

_CHANGES = (
    RepostAction.EDIT,
    RepostAction.KEEP_TEXT,
    RepostAction.WRITE,
    RepostAction.SIGN,
    RepostAction.TAG,
    RepostAction.UPDATE,
    RepostAction.LEAVE,
)
"""What people change of a post, before it goes and when it stands."""
_ON_THE_DESK = {
    RepostAction.PUBLISH: RepostState.DUE,
    RepostAction.SCHEDULE: RepostState.SCHEDULED,
    RepostAction.REFUSE: RepostState.REFUSED,
    RepostAction.MUTE: RepostState.REFUSED,
    RepostAction.CHOOSE: RepostState.OFFERED,
    RepostAction.MARK: RepostState.OFFERED,
    RepostAction.CANCEL: RepostState.OFFERED,  # the program has put it back just before
    **dict.fromkeys(_CHANGES, RepostState.OFFERED),
}
"""What people may do with a card that waits for a decision."""
_AS_IT_GOES = {
    RepostAction.OFFER: RepostState.OFFERED,
    RepostAction.LOSE: RepostState.OFFERED,
    RepostAction.DROP: RepostState.DROPPED,
    RepostAction.RELEASE: RepostState.RELEASED,
}
"""What the program may do with what has not gone yet."""

TABLE: Mapping[RepostState, Mapping[RepostAction, RepostState]] = MappingProxyType(
    {
        RepostState.NEW: _AS_IT_GOES,
        RepostState.OFFERED: {
            **_ON_THE_DESK,
            **_AS_IT_GOES,
            RepostAction.NOTE: RepostState.OFFERED,
            RepostAction.LAPSE: RepostState.LAPSED,
        },
        RepostState.LAPSED: {  # a press that comes just too late still counts
            **_ON_THE_DESK,
            RepostAction.KEEP_TEXT: RepostState.LAPSED,
            RepostAction.RESTORE: RepostState.OFFERED,
            RepostAction.DROP: RepostState.DROPPED,
        },
        RepostState.SCHEDULED: {
            **_AS_IT_GOES,
            RepostAction.PUBLISH: RepostState.DUE,
            RepostAction.SCHEDULE: RepostState.SCHEDULED,
            RepostAction.REFUSE: RepostState.REFUSED,
            RepostAction.CANCEL: RepostState.OFFERED,
        },
        RepostState.DUE: {**_AS_IT_GOES, RepostAction.CANCEL: RepostState.OFFERED},
        RepostState.RELEASED: {
            RepostAction.POST: RepostState.POSTED,
            RepostAction.OFFER: RepostState.OFFERED,
            RepostAction.LOSE: RepostState.OFFERED,
            RepostAction.DROP: RepostState.DROPPED,
        },
        RepostState.POSTED: {
            **dict.fromkeys(_CHANGES, RepostState.POSTED),
            RepostAction.PIN: RepostState.POSTED,
            RepostAction.UNPIN: RepostState.POSTED,
            RepostAction.AGAIN: RepostState.POSTED,
            RepostAction.NOTE: RepostState.POSTED,
            RepostAction.DELETE: RepostState.DELETED,
        },
        RepostState.REFUSED: {RepostAction.RESTORE: RepostState.OFFERED},
        RepostState.DELETED: {RepostAction.AGAIN: RepostState.DELETED},
        RepostState.DROPPED: {},
    }
)
"""The state that follows, by state and action. What is not listed cannot happen."""

_DECISIONS = {RepostAction.PUBLISH, RepostAction.SCHEDULE, RepostAction.REFUSE, RepostAction.MUTE}
_DECIDED = {
    RepostState.SCHEDULED,
    RepostState.DUE,
    RepostState.RELEASED,
    RepostState.POSTED,
    RepostState.REFUSED,
    RepostState.DELETED,
}
_SAME_POST = {
    RepostAction.EDIT,
    RepostAction.KEEP_TEXT,
    RepostAction.PIN,
    RepostAction.UNPIN,
}
"""Actions that change nothing that somebody else may have looked at: they leave the revision as it is."""
_NEW_POST = {
    RepostAction.WRITE,
    RepostAction.SIGN,
    RepostAction.TAG,
    RepostAction.CHOOSE,
    RepostAction.MARK,
    RepostAction.UPDATE,
}
"""Actions after which the post is another one than somebody may have approved."""
_PASSING = {ConcernKind.LATE, ConcernKind.RIGHT_LOST, ConcernKind.REFUSED}
"""Concerns that are over once somebody decides anew."""
_KINDS = tuple(ConcernKind)


def right_for(action: RepostAction, state: RepostState) -> ChannelRight:
    """The right in the channel that an action of a person needs; of one that cannot happen, what it needed before."""
    if action is RepostAction.DELETE:
        return ChannelRight.DELETE
    changes_post = state is RepostState.POSTED and action in TABLE[state] and action is not RepostAction.AGAIN
    return ChannelRight.EDIT if changes_post else ChannelRight.POST


def seen_on(repost: Repost) -> int:
    """Which kinds of concerns a card shows, a bit each: what its buttons carry."""
    return sum(1 << _KINDS.index(kind) for kind in {one.kind for one in repost.concerns})


class AsShown(NamedTuple):
    """A card as a message shows it: what each of its buttons carries, so that a press holds for that card alone."""

    repost: RepostId
    revision: int
    version: int
    """Of the story."""
    seen: int
    """The concerns, see `seen_on`."""

    @classmethod
    def of(cls, card: DeskCard) -> Self:
        repost = card.repost
        return cls(repost.id, repost.revision, card.post.story.version, seen_on(repost))


def is_edited(repost: Repost, now: datetime) -> bool:
    """Whether somebody is writing another text, so that others are kept from the card."""
    # The clock may have leapt back since: nobody writes for longer than it takes.
    return repost.editing is not None and now < repost.editing.until <= now + EDITING_FOR


def late(action: RepostAction, repost: Repost) -> Declined:
    """Somebody has decided, which is said with the name, or the card is another one by now."""
    if repost.state in _DECIDED and (action in _DECISIONS or action not in TABLE[repost.state]):
        return Declined.TAKEN
    return Declined.CHANGED


def decided(
    repost: Repost,
    action: RepostAction,
    by: Presser | None,
    at: datetime,
    waits: timedelta = timedelta(),
    *,
    detail: str = "",
) -> Decided:
    """A card after an action whose own effects it has already."""
    state = TABLE[repost.state][action]
    changed = replace(repost, state=state)
    if by is not None and action not in _SAME_POST:
        changed = replace(changed, revision=repost.revision + 1, editing=None)
    if action in _NEW_POST:
        changed = replace(changed, approvals=())
    if state is RepostState.OFFERED and (repost.state is not state or action is RepostAction.OFFER):
        changed = replace(changed, by=None, decided_at=None, due_at=at + waits, version=None, approvals=())
    match action:
        case RepostAction.PUBLISH | RepostAction.SCHEDULE:
            changed = replace(changed, by=by, decided_at=at, concerns=without(changed.concerns, *_PASSING))
        case RepostAction.REFUSE | RepostAction.MUTE | RepostAction.LAPSE | RepostAction.DROP | RepostAction.DELETE:
            changed = replace(changed, by=by, decided_at=at, due_at=None)
        case RepostAction.RELEASE:
            changed = replace(changed, decided_at=repost.decided_at or at, due_at=None)
        case RepostAction.LOSE:
            changed = replace(changed, due_at=None)
    return Decided(changed, RepostEntry(repost.id, at, action, by, changed.revision, detail))


def concern_at(kind: ConcernKind, at: datetime) -> Concern:
    """A concern whose detail is a time."""
    return Concern(kind, detail_of(at))


def without(concerns: tuple[Concern, ...], *kinds: ConcernKind) -> tuple[Concern, ...]:
    return tuple(one for one in concerns if one.kind not in kinds)


def has(repost: Repost, kind: ConcernKind) -> bool:
    return any(one.kind is kind for one in repost.concerns)

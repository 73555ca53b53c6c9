"""What people do with a card: the rules of presses, and of texts that somebody writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from bot.model import (
    EDITING_FOR,
    WITHDRAWN_WITHIN,
    ArticleId,
    Concern,
    ConcernKind,
    Decided,
    Decision,
    Declined,
    Editing,
    PostText,
    Presser,
    Repost,
    RepostAction,
    RepostEntry,
    RepostRule,
    RepostState,
)
from bot.reposts.details import detail_of
from bot.reposts.guard import LAW
from bot.reposts.marks import with_marks
from bot.reposts.states import TABLE, decided, has, is_edited, late, seen_on, without

DELETED_WITHIN = timedelta(hours=48)
"""Telegram lets no bot delete an older post (https://core.telegram.org/bots/api#deletemessage)."""

_BESIDE_EDITING = {RepostAction.KEEP_TEXT, RepostAction.PIN, RepostAction.UNPIN, RepostAction.AGAIN}
"""What others may do while somebody writes; whose editing `KEEP_TEXT` ends is another question."""


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody asks for with a button of a card."""

    action: RepostAction
    by: Presser
    at: datetime
    revision: int
    """Of the card that was pressed."""
    version: int
    """Of the story, as that card showed it; the caller has checked that the story has had it."""
    seen: int = 0
    """The concerns that it showed, see `seen_on`."""
    waits: timedelta = timedelta(hours=6)
    """How long the card waits for a decision."""
    approvals: int = 1
    """How many people must approve."""
    due_at: datetime | None = None
    """When it goes; of `SCHEDULE`."""
    article: ArticleId | None = None
    """The report that the post is made of; of `CHOOSE`."""
    overrules: bool = False
    """Whether the person may end what another one is writing."""
    law: tuple[Concern, ...] | None = None
    """What the law guard says of the post as it is after the press; None for what it has said before."""


def press(asked: Press) -> RepostRule:
    """What a button does, or why it does nothing. `WRITE` is no button, see `write`."""
    return partial(_pressed, asked)


def write(
    text: PostText, answers: int | None, at: datetime, waits: timedelta, law: tuple[Concern, ...] = ()
) -> RepostRule:
    """A text that somebody has written, in answer to the message of the id `answers` or by an edit of that answer.

    It counts as long as nobody has changed the card since it was asked for, or since it was written. `law` is what the
    law guard says of it.
    """

    def rule(repost: Repost) -> Decision:
        editing, former = repost.editing, repost.text
        if RepostAction.WRITE not in TABLE[repost.state]:
            return late(RepostAction.WRITE, repost)
        if is_edited(repost, at) and editing is not None and editing.by.key != text.by.key:
            return Declined.EDITED_BY
        is_answer = answers is not None and editing is not None and editing.prompt_id == answers
        is_correction = text.reply_id is not None and former is not None and former.reply_id == text.reply_id
        if not is_answer and not is_correction:
            return Declined.CHANGED
        changed = replace(repost, text=text, concerns=without(_judged(repost, law), ConcernKind.RETITLED))
        return decided(changed, RepostAction.WRITE, text.by, at, waits)

    return rule


def _pressed(asked: Press, repost: Repost) -> Decision:
    declined = why_not(asked, repost)
    if declined is not None:
        return declined
    if asked.action in {RepostAction.PUBLISH, RepostAction.SCHEDULE} and repost.state is not RepostState.SCHEDULED:
        approvals = (*repost.approvals, asked.by)
        if len(approvals) < asked.approvals:
            entry = RepostEntry(repost.id, asked.at, asked.action, asked.by, repost.revision)
            return Decided(replace(repost, approvals=approvals, editing=None), entry)
        repost = replace(repost, approvals=approvals)
    if asked.law is not None:
        repost = replace(repost, concerns=_judged(repost, asked.law))
    changed = _EFFECTS.get(asked.action, _nothing)(asked, repost)
    return decided(changed, asked.action, asked.by, asked.at, asked.waits, detail=_detail(asked))


def why_not(asked: Press, repost: Repost) -> Declined | None:
    """Why a press has no effect; None if it has one."""
    action = asked.action
    if action not in TABLE[repost.state] or action is RepostAction.WRITE:
        return late(action, repost)
    held = _held(asked, repost)
    if held is not None:
        return held
    if asked.revision != repost.revision or not _has_what_it_takes(action, repost):
        return late(action, repost)
    if action in {RepostAction.PUBLISH, RepostAction.SCHEDULE}:
        return _not_yet(asked, repost)
    if action is RepostAction.DELETE and (repost.posted_at is None or asked.at - repost.posted_at >= DELETED_WITHIN):
        return Declined.TOO_OLD
    return None


def _held(asked: Press, repost: Repost) -> Declined | None:
    """What a text that somebody is writing keeps a press from."""
    action, editing = asked.action, repost.editing
    if editing is None or not is_edited(repost, asked.at):
        return None
    if editing.by.key == asked.by.key:
        return Declined.ASKED if action is RepostAction.EDIT else None
    may = action in _BESIDE_EDITING and (action is not RepostAction.KEEP_TEXT or asked.overrules)
    return None if may else Declined.EDITED_BY


def _has_what_it_takes(action: RepostAction, repost: Repost) -> bool:
    """Whether there is what an action ends."""
    match action:
        case RepostAction.KEEP_TEXT:
            return repost.editing is not None
        case RepostAction.MARK:
            return has(repost, ConcernKind.MARK)
        case RepostAction.UPDATE | RepostAction.LEAVE:
            return has(repost, ConcernKind.RETITLED)
    return True


def _not_yet(asked: Press, repost: Repost) -> Declined | None:
    """What stands against publishing a card as it was shown."""
    if has(repost, ConcernKind.MARK):
        return Declined.NEEDS_MARK
    if seen_on(repost) & ~asked.seen:
        return Declined.UNSEEN
    takes_another = repost.state is not RepostState.SCHEDULED and len(repost.approvals) < asked.approvals
    is_known = any(one.key == asked.by.key for one in repost.approvals)
    return Declined.ONCE_EACH if is_known and takes_another else None


def _publish(asked: Press, repost: Repost) -> Repost:
    return replace(repost, version=asked.version, due_at=asked.at + WITHDRAWN_WITHIN)


def _schedule(asked: Press, repost: Repost) -> Repost:
    return replace(repost, version=asked.version, due_at=asked.due_at)


def _edit(asked: Press, repost: Repost) -> Repost:
    until = asked.at + EDITING_FOR
    due_at = repost.due_at
    if repost.state is RepostState.OFFERED and due_at is not None:
        due_at = max(due_at, until)  # nothing happens to a card while somebody works on it
    return replace(repost, editing=Editing(asked.by, until), due_at=due_at)


def _mark(_asked: Press, repost: Repost) -> Repost:
    missing = [one.detail for one in repost.concerns if one.kind is ConcernKind.MARK]
    marks = tuple(dict.fromkeys([*repost.marks, *missing]))
    text = repost.text
    if text is not None:
        text = replace(text, html=with_marks(text.html, missing))
    return replace(repost, marks=marks, text=text, concerns=without(repost.concerns, ConcernKind.MARK))


def _update(asked: Press, repost: Repost) -> Repost:
    version = asked.version if repost.state is RepostState.POSTED else None
    return replace(repost, text=None, version=version, concerns=without(repost.concerns, ConcernKind.RETITLED))


def _nothing(_asked: Press, repost: Repost) -> Repost:
    return repost


_EFFECTS: Mapping[RepostAction, Callable[[Press, Repost], Repost]] = MappingProxyType(
    {
        RepostAction.PUBLISH: _publish,
        RepostAction.SCHEDULE: _schedule,
        RepostAction.EDIT: _edit,
        RepostAction.KEEP_TEXT: lambda _, repost: replace(repost, editing=None),
        RepostAction.SIGN: lambda _, repost: replace(repost, has_signature=not repost.has_signature),
        RepostAction.TAG: lambda _, repost: replace(repost, has_hashtags=not repost.has_hashtags),
        RepostAction.CHOOSE: lambda asked, repost: replace(repost, article=asked.article, text=None),
        RepostAction.MARK: _mark,
        RepostAction.UPDATE: _update,
        RepostAction.LEAVE: lambda _, repost: replace(repost, concerns=without(repost.concerns, ConcernKind.RETITLED)),
        RepostAction.PIN: lambda _, repost: replace(repost, is_pinned=True),
        RepostAction.UNPIN: lambda _, repost: replace(repost, is_pinned=False),
    }
)
"""What an action changes besides the state."""


def _detail(asked: Press) -> str:
    """What the log says besides."""
    if asked.action is RepostAction.SCHEDULE and asked.due_at is not None:
        return detail_of(asked.due_at)
    return str(asked.article) if asked.action is RepostAction.CHOOSE and asked.article is not None else ""


def _judged(repost: Repost, law: tuple[Concern, ...]) -> tuple[Concern, ...]:
    """The concerns, with what the law guard says by now."""
    return (*without(repost.concerns, *LAW), *law)

"""Decides, purely, what Telegram's refusals mean for a message and for its chat."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import assert_never

from bot.delivery.notices import lost_chat, lost_topic
from bot.delivery.refusals import is_no_more
from bot.delivery.timing import CARD_EDITED_EVERY
from bot.errors import (
    AnswerUnclear,
    ChatMigrated,
    ChatUnreachable,
    DeliveryError,
    MessageRefused,
    RateLimited,
    RefusalUnknown,
    TelegramUnavailable,
    TopicClosed,
)
from bot.model import (
    BurstCard,
    ChannelPost,
    Chat,
    ChatAfter,
    ChatLost,
    ChatMoved,
    Concern,
    ConcernKind,
    Content,
    Cooldown,
    Dead,
    DeliveryOutcome,
    DeskCard,
    Digest,
    Dispatch,
    DispatchAfter,
    DispatchState,
    EditSettlement,
    NewPost,
    PostEdit,
    Postponed,
    PutBack,
    RepostRule,
    Sent,
    Settlement,
    StoryUpdate,
    TopicLost,
    Undone,
)
from bot.ports.meter import MessageOutcome
from bot.reposts.progress import lose, post, vanish

LIFE = timedelta(hours=24)
"""How long a message is tried: an older one is no longer news."""
LONGEST_WAIT = timedelta(hours=1)
"""Telegram's own waits last seconds to minutes. Longer ones are cut to this."""
_ATTEMPTS = 10
"""The fewest attempts, however old the message: the bot may have been down all that time."""
_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=10)
_REFUSED_AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=3))
"""When to retry a message that Telegram refuses for an unknown reason; after that it is dead."""
_CARD_SHOWN = timedelta(seconds=3)
"""For so long at least a card stays as it is."""
_UNCLEAR_IN_A_ROW = 4
"""So many attempts, within seconds, delay the chat; then a message with unclear answers steps aside."""
_LONGEST_UNCLEAR = timedelta(hours=1)
"""Each such answer may mean that the message was sent, so there are fewer attempts than after a plain failure."""


def outcome_of(
    error: DeliveryError, attempts: int, created_at: datetime, now: datetime, random: Random, *, refusals: int = 0
) -> DeliveryOutcome:
    """What follows when a message from `created_at` has failed for the `attempts`-th time.

    `refusals` is how often Telegram refused it before for an unknown reason.
    """
    outcome: DeliveryOutcome
    match error:
        case RateLimited(retry_after_s=seconds):
            wait = timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
            outcome = Postponed(now + wait, str(error))
        case AnswerUnclear():
            until = now + pause(attempts, random, _LONGEST_UNCLEAR)
            outcome = Postponed(until, str(error), holds_chat=attempts <= _UNCLEAR_IN_A_ROW)
        case TelegramUnavailable():
            outcome = Postponed(now + pause(attempts, random), str(error))
        case ChatUnreachable(reason=reason):
            outcome = ChatLost(reason)
        case ChatMigrated(chat_id=chat_id):
            outcome = ChatMoved(chat_id)
        case TopicClosed(reason=reason):
            outcome = TopicLost(reason)
        case RefusalUnknown(reason=reason) if refusals < len(_REFUSED_AGAIN_AFTER):
            until = now + _REFUSED_AGAIN_AFTER[refusals]
            outcome = Postponed(until, reason, holds_chat=False, refusals=refusals + 1)
        case MessageRefused(reason=reason):
            outcome = Dead(reason)
        case _:
            raise error
    is_too_old = now - created_at > LIFE and attempts >= _ATTEMPTS
    if isinstance(outcome, Postponed) and outcome.refusals == 0 and is_too_old:
        outcome = Dead(f"given up after {LIFE}: {error}")
    return outcome


def measured_as(error: DeliveryError) -> MessageOutcome:
    """What the meter counts when Telegram, or the way to it, gives this answer."""
    match error:
        case RateLimited():
            return MessageOutcome.RATE_LIMITED
        case ChatUnreachable() | TopicClosed() | ChatMigrated():
            return MessageOutcome.UNREACHABLE
        case MessageRefused():
            return MessageOutcome.REFUSED
        case _:
            return MessageOutcome.FAILED


def pause(attempts: int, random: Random, longest: timedelta = _LONGEST_PAUSE) -> timedelta:
    """Doubling, jittered by half: after an outage not everything is retried at the same instant."""
    return min(_FIRST_PAUSE * 2.0 ** min(attempts - 1, 16), longest) * random.uniform(0.5, 1.0)


def after_sending(dispatch: Dispatch, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> Settlement:
    """What becomes of a dispatch and its chat, after an attempt that ended at `at`.

    While its lease lasts, nobody else changes the dispatch: it still is what was claimed.
    """
    if isinstance(dispatch.content, BurstCard):
        gathering = _card_after(dispatch.content, outcome, at, cooldown)
        return Settlement(at, gathering, _chat_after(dispatch.chat, outcome, cooldown))
    after = DispatchAfter(DispatchState.DUE, at, dispatch.attempts, dispatch.refusals, aside=dispatch.aside)
    becomes: DispatchAfter | Undone = after
    match outcome:
        case Sent(message_id):
            post = NewPost(message_id, _edit_after(dispatch.content, at, cooldown))
            becomes = replace(after, state=DispatchState.SENT, aside=False, post=post)
        case Postponed(until, reason, holds_chat, refusals):
            aside, refused = dispatch.aside or not holds_chat, max(dispatch.refusals, refusals)
            becomes = replace(after, due_at=until, reason=reason, aside=aside, refusals=refused)
        case PutBack(until):
            becomes = replace(after, due_at=until, reason=dispatch.reason, attempts=dispatch.attempts - 1)
        case Dead(reason):
            becomes = replace(after, state=DispatchState.DEAD, reason=reason, aside=False)
        case ChatLost() if isinstance(dispatch.content, StoryUpdate | ChannelPost):
            becomes = Undone()
        case ChatLost(reason):
            becomes = replace(after, reason=reason, is_gone=dispatch.message_id is not None)
        case TopicLost(reason):
            becomes = replace(after, reason=reason)
        case ChatMoved():
            becomes = replace(after, is_gone=dispatch.message_id is not None)
        case _:
            assert_never(outcome)
    return Settlement(
        at, becomes, _chat_after(dispatch.chat, outcome, cooldown), _repost_after(dispatch.content, outcome, at)
    )


def _repost_after(content: Content, outcome: DeliveryOutcome, at: datetime) -> RepostRule | None:
    """What becomes of stories that were to stand in a channel; None if they wait for another attempt."""
    match outcome:
        case Sent(message_id, further) if isinstance(content, ChannelPost | Digest):
            return post(message_id, at, further)
        case ChatLost() if isinstance(content, ChannelPost):
            return lose(Concern(ConcernKind.RIGHT_LOST), at)
        case Dead(reason) if isinstance(content, ChannelPost):
            return lose(Concern(ConcernKind.REFUSED, reason), at)
    return None


def _edit_after(content: Content, at: datetime, cooldown: Cooldown) -> datetime:
    """When a message that has been written just now may be edited next; cards follow what people do at once."""
    return max(cooldown.chat_until, at + _CARD_SHOWN) if isinstance(content, DeskCard) else cooldown.post_until


def _card_after(card: BurstCard, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> DispatchAfter | Undone:
    """What becomes of a card: it is looked at again, and is a digest in its time, however this attempt ended.

    Meanwhile other messages of the chat pass it. What was tried for the card does not count for the digest.
    """
    after = DispatchAfter(DispatchState.DUE, card.until, attempts=0, refusals=0, aside=True)
    match outcome:
        case Sent(message_id):
            post = NewPost(message_id, cooldown.post_until)
            return replace(after, due_at=min(at + CARD_EDITED_EVERY, card.until), post=post)
        case Postponed(until=until) | PutBack(until=until):
            return replace(after, due_at=min(until, card.until))
        case Dead() | ChatMoved():
            return replace(after, is_gone=True)
        case ChatLost():
            return Undone()
        case TopicLost(reason):
            return replace(after, reason=reason)
        case _:
            assert_never(outcome)


def after_editing(edit: PostEdit, outcome: DeliveryOutcome, at: datetime, cooldown: Cooldown) -> EditSettlement:
    """What becomes of a post and its chat, after an attempt to edit it that ended at `at`."""
    next_at = _edit_after(edit.content, at, cooldown)
    edit_after: datetime | None = next_at
    if isinstance(outcome, Postponed):
        edit_after = max(outcome.until, next_at)
    return EditSettlement(
        at,
        version=_shown(edit.content) if isinstance(outcome, Sent) else None,
        edit_after=None if isinstance(outcome, PutBack) else edit_after,
        is_closed=isinstance(outcome, Dead | ChatMoved | TopicLost),
        chat=_chat_after(edit.chat, outcome, cooldown),
        repost=vanish(at) if isinstance(edit.content, ChannelPost) and _is_no_more(outcome) else None,
    )


def _is_no_more(outcome: DeliveryOutcome) -> bool:
    """Whether somebody has deleted the message."""
    return isinstance(outcome, Dead) and is_no_more(outcome.reason)


def _shown(content: StoryUpdate | ChannelPost | DeskCard) -> int:
    """What a message shows, as storage counts it."""
    match content:
        case StoryUpdate(version=version) | ChannelPost(story=StoryUpdate(version=version)):
            return version
        case DeskCard(serial=serial):
            return serial


def _chat_after(chat: Chat, outcome: DeliveryOutcome, cooldown: Cooldown) -> ChatAfter:
    after = ChatAfter(cooldown.chat_until, was_written=True)
    match outcome:
        case PutBack(until):
            return ChatAfter(until, was_written=False)
        case Postponed(until, holds_chat=True):
            return replace(after, free_at=max(until, cooldown.chat_until))
        case ChatLost(reason):
            return replace(after, lost=lost_chat(chat.title, reason))
        case TopicLost(reason):
            return replace(after, topic_lost=lost_topic(chat.title, reason))
        case ChatMoved(telegram_id):
            return replace(after, moved_to=telegram_id)
        case Sent() | Postponed() | Dead():
            return after
        case _:
            assert_never(outcome)

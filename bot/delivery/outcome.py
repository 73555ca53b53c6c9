"""What Telegram's refusals mean for a message and for its chat: decided here, purely."""

from datetime import datetime, timedelta
from random import Random

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
from bot.model import ChatLost, ChatMoved, Dead, DeliveryOutcome, Postponed, TopicLost

LIFE = timedelta(hours=24)
"""How long a message is tried: older than that it is no news."""
LONGEST_WAIT = timedelta(hours=1)
"""Telegram's own waits last seconds to minutes. Whoever asks for more is not left alone for longer."""
_ATTEMPTS = 10
"""A message is tried so often at least, however old it is: the bot may have been away for as long."""
_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=10)
_REFUSED_AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=3))
"""When a message is tried again that Telegram refuses for no reason that is known; after that it is dead."""
_UNCLEAR_IN_A_ROW = 4
"""So many attempts, within seconds, hold up the chat; then a message whose answers nobody understands steps aside."""
_LONGEST_UNCLEAR = timedelta(hours=1)
"""Each such answer may mean that the message stands, so it is not sent as often as after a plain failure."""


def outcome_of(
    error: DeliveryError, attempts: int, created_at: datetime, now: datetime, random: Random, *, refusals: int = 0
) -> DeliveryOutcome:
    """What follows for a message that was created at `created_at` and has now failed for the `attempts`-th time.

    `refusals` is how often Telegram had refused it before without a reason that is known.
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


def pause(attempts: int, random: Random, longest: timedelta = _LONGEST_PAUSE) -> timedelta:
    """Doubling, and jittered by half: after an outage not everything comes back at the same instant."""
    return min(_FIRST_PAUSE * 2.0 ** min(attempts - 1, 16), longest) * random.uniform(0.5, 1.0)

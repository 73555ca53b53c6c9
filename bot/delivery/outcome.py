"""What Telegram's refusals mean for a message and for its chat: decided here, purely."""

from datetime import datetime, timedelta
from random import Random

from bot.errors import (
    ChatMigrated,
    ChatUnreachable,
    DeliveryError,
    MessageRefused,
    RateLimited,
    TelegramUnavailable,
    TopicClosed,
)
from bot.model import ChatLost, ChatMoved, Dead, DeliveryOutcome, Postponed, TopicLost

LIFE = timedelta(hours=24)
"""How long a message is tried: older than that it is no news."""
_ATTEMPTS = 10
"""A message is tried so often at least, however old it is: the bot may have been away for as long."""
_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=10)


def outcome_of(
    error: DeliveryError, attempts: int, created_at: datetime, now: datetime, random: Random
) -> DeliveryOutcome:
    """What follows for a message that was created at `created_at` and has now failed for the `attempts`-th time."""
    match error:
        case RateLimited(retry_after_s=seconds):
            return _again(now + timedelta(seconds=seconds), error, attempts, created_at, now)
        case TelegramUnavailable():
            return _again(now + pause(attempts, random), error, attempts, created_at, now)
        case ChatUnreachable(reason=reason):
            return ChatLost(reason)
        case ChatMigrated(chat_id=chat_id):
            return ChatMoved(chat_id)
        case TopicClosed(reason=reason):
            return TopicLost(reason)
        case MessageRefused(reason=reason):
            return Dead(reason)
        case _:
            raise error


def _again(
    until: datetime, error: DeliveryError, attempts: int, created_at: datetime, now: datetime
) -> DeliveryOutcome:
    if now - created_at > LIFE and attempts >= _ATTEMPTS:
        return Dead(f"given up after {LIFE}: {error}")
    return Postponed(until, str(error))


def pause(attempts: int, random: Random) -> timedelta:
    """Doubling, and jittered by half: after an outage not everything comes back at the same instant."""
    longest = min(_FIRST_PAUSE * 2.0 ** min(attempts - 1, 16), _LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)

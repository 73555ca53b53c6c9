"""How fast messages go out, so that Telegram never has to say no.

The numbers are Telegram's own advice (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
about 30 messages a second in all, one a second in a chat, 20 a minute in a group.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import ChatKind, Respite


@dataclass(frozen=True, slots=True)
class Rates:
    """How many messages may go out."""

    per_second: int = 30
    chat_interval: timedelta = timedelta(seconds=1.05)
    group_interval: timedelta = timedelta(seconds=3.1)
    """20 a minute, spread evenly: so the last message alone says when the next one may go, also after a restart."""
    edit_interval: timedelta = timedelta(minutes=1)
    """How often a post is edited at most."""
    window: timedelta = timedelta(seconds=1.03)
    """The second of `per_second`, a little longer, since messages bunch up on their way."""

    def respite(self, kind: ChatKind, written_at: datetime) -> Respite:
        """How long a chat of that kind, and a post in it, are left alone."""
        interval = self.chat_interval if kind is ChatKind.PRIVATE else self.group_interval
        return Respite(written_at + interval, written_at + self.edit_interval)


class Throttle:
    """The window over all chats: never more than `per_second` messages in any `window`.

    A run begins with a full window, since the one before may have sent just now.
    """

    def __init__(self, rates: Rates, started_at: datetime) -> None:
        self._window = rates.window
        self._taken = deque([started_at] * rates.per_second, maxlen=rates.per_second)

    def take(self, now: datetime) -> datetime:
        """Take the next free slot, and say when it is: now or later, and never before one that was taken earlier."""
        slot = max(now, self._taken[0] + self._window, self._taken[-1])
        self._taken.append(slot)
        return slot

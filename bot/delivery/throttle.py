"""How fast messages go out, so that Telegram never has to say no.

The numbers are Telegram's own advice (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
about 30 messages a second in all, one a second in a chat, 20 a minute in a group.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import ChatKind, Respite

_REMEMBERED_CHATS = 10_000
_ALARMED_BY = 3
"""So many chats refused within `_ALARMED_WITHIN` are no matter of each of them."""
_ALARMED_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Rates:
    """How many messages may go out."""

    per_second: int = 30
    chat_interval: timedelta = timedelta(seconds=1.05)
    group_interval: timedelta = timedelta(seconds=3.1)
    """20 a minute, spread evenly: so the last message alone says when the next one may go, also after a restart."""
    edit_interval: timedelta = timedelta(minutes=1)
    """How often a post is edited at most."""
    chat_run: int = 3
    """How many messages a chat may get at once, answers among them."""
    chat_window: timedelta = timedelta(seconds=3.1)
    """In which they are counted."""
    group_run: int = 20
    group_window: timedelta = timedelta(seconds=61)
    window: timedelta = timedelta(seconds=1.03)
    """The second of `per_second`, a little longer, since messages bunch up on their way."""

    def respite(self, kind: ChatKind, written_at: datetime) -> Respite:
        """How long a chat of that kind, and a post in it, are left alone."""
        interval = self.chat_interval if kind is ChatKind.PRIVATE else self.group_interval
        return Respite(written_at + interval, written_at + self.edit_interval)


class Throttle:
    """The window over all chats: never more than `per_second` messages in any `window`.

    They are spread evenly: a bunch that is held up on its way would meet the next one at Telegram. A run begins with
    a full window, since the one before may have sent just now.
    """

    def __init__(self, rates: Rates, started_at: datetime) -> None:
        self._window = rates.window
        self._spacing = rates.window / rates.per_second
        self._taken = deque([started_at] * rates.per_second, maxlen=rates.per_second)
        self._held_until = started_at

    def hold(self, until: datetime) -> None:
        """Let nothing pass before that."""
        self._held_until = max(self._held_until, until)

    def take(self, now: datetime) -> datetime:
        """Take the next free slot, and say when it is: now or later, and never before one that was taken earlier."""
        slot = max(now, self._held_until, self._taken[0] + self._window, self._taken[-1] + self._spacing)
        self._taken.append(slot)
        return slot


class ChatWindows:
    """The windows of each chat, over answers and news together."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._taken: dict[int, deque[datetime]] = {}

    def room_at(self, chat: int, now: datetime) -> datetime:
        """When the chat has room for a message: now or later. `chat` is Telegram's id: groups have one below 0."""
        rates = self._rates
        taken = self._taken.get(chat, deque())
        windows = [(rates.chat_run, rates.chat_window), *[(rates.group_run, rates.group_window)] * (chat < 0)]
        return max(now, *(taken[-run] + window for run, window in windows if len(taken) >= run), now)

    def take(self, chat: int, now: datetime) -> datetime:
        """Take that room, and say when it is."""
        slot = self.room_at(chat, now)
        if len(self._taken) > _REMEMBERED_CHATS:
            recent = now - self._rates.group_window
            self._taken = {chat: taken for chat, taken in self._taken.items() if taken[-1] > recent}
        self._taken.setdefault(chat, deque(maxlen=self._rates.group_run)).append(slot)
        return slot


class Alarm:
    """Notices when Telegram means everybody: it refuses chats that are each within their own limit, within seconds."""

    def __init__(self) -> None:
        self._refused: deque[tuple[datetime, int]] = deque(maxlen=_ALARMED_BY)

    def refused(self, chat: int, now: datetime) -> bool:
        """Whether the refusal of one more message is one too many."""
        self._refused.append((now, chat))
        recent = {other for at, other in self._refused if now - at <= _ALARMED_WITHIN}
        return len(recent) == _ALARMED_BY

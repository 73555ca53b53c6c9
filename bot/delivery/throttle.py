"""How fast messages go out, so that Telegram never has to refuse one.

The numbers are Telegram's own advice (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this):
about 30 messages a second in all, one a second in a chat (short bursts may exceed it), 20 a minute in a group.

Telegram counts a message at some time between its sending and its answer. So a message takes a place in a window when
it goes, and the place is free again a whole period after the *answer*: no delay on the way and no pause of this
machine can bring too many messages into one of Telegram's periods.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import ChatKind, Cooldown

_MARGIN = timedelta(milliseconds=5)
"""How much longer a period is than Telegram's: clocks are adjusted now and then."""
_SPREAD = 0.9
"""The part of a period over which its messages are spread: an answer to a person never waits for a whole period, and a
late timer costs nothing."""
_GRAIN = timedelta(milliseconds=1)
"""Timers are not finer."""
_REMEMBERED_CHATS = 10_000
_WANTED_FOR = timedelta(minutes=2)
"""After that nobody has tried for long to send the card that waited."""
_ALARMED_BY = 3
"""If so many chats are refused within `_ALARMED_WITHIN`, the reason is not in each chat."""
_ALARMED_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Rates:
    """How many messages may go out; edits count."""

    per_second: int = 30
    """To all chats together."""
    chat_per_second: float = 1.0
    chat_burst: int = 3
    """How many a chat may get at once, after a pause as long as they would have taken."""
    group_per_minute: int = 20
    """To a group or a channel."""
    edit_interval: timedelta = timedelta(minutes=1)
    """The shortest interval between two edits of a post."""

    @property
    def desk_news_per_minute(self) -> int:
        """How many messages of a group are news where cards are decided on: 12 of 20. The rest answers presses."""
        return max(1, self.group_per_minute * 3 // 5)

    @property
    def desk_answers_per_minute(self) -> int:
        """How many of a group's messages a minute answers take there at most, while a card waits for its turn."""
        return max(1, self.group_per_minute - max(1, self.group_per_minute // 5))

    def cooldown(self, kind: ChatKind, written_at: datetime) -> Cooldown:
        """How long news leave a chat of that kind alone, and a post in it."""
        interval_s = 1 / self.chat_per_second
        if kind is not ChatKind.PRIVATE:
            interval_s = max(interval_s, 60 / self.group_per_minute)
        return Cooldown(written_at + timedelta(seconds=interval_s), written_at + self.edit_interval)


class Window:
    """At most `limit` messages in any `period`."""

    def __init__(self, limit: int, period: timedelta) -> None:
        self._limit = limit
        self._period = period + _MARGIN
        self._under_way = 0
        self._answered: deque[datetime] = deque()

    def room_at(self, now: datetime) -> datetime | None:
        """When one more may go: now or later; None if a message under way must be answered first."""
        while self._answered and self._answered[0] + self._period <= now:
            self._answered.popleft()
        too_many = self._under_way + len(self._answered) - self._limit
        if too_many < 0:
            return now
        return self._answered[too_many] + self._period if too_many < len(self._answered) else None

    def take(self) -> None:
        """A message goes."""
        self._under_way += 1

    def end(self, now: datetime) -> None:
        """It was answered, or never will be."""
        self._under_way -= 1
        self.remember(now)

    def remember(self, at: datetime) -> None:
        """A message was answered at `at`, or as late as any other known message."""
        self._answered.append(max(at, self._answered[-1]) if self._answered else at)

    def is_forgotten(self, now: datetime) -> bool:
        """Whether the window is empty."""
        return self.room_at(now) == now and not self._under_way and not self._answered


class Throttle:
    """The window over all chats.

    Its messages are spread, so the next one need not wait until a whole bunch is free again.
    """

    def __init__(self, rates: Rates, started_at: datetime) -> None:
        second = timedelta(seconds=1)
        self._window = Window(rates.per_second, second)
        self._spacing = _SPREAD * second / rates.per_second
        self._next_at = self._left_alone_until = started_at

    def hold(self, until: datetime) -> None:
        """Let nothing pass before that."""
        self._left_alone_until = max(self._left_alone_until, until)

    def room_at(self, now: datetime) -> datetime | None:
        """As `Window.room_at`."""
        room_at = self._window.room_at(now)
        if room_at is None:
            return None
        spread = self._next_at if self._next_at - now > _GRAIN else now
        return max(room_at, self._left_alone_until, spread)

    def take(self, now: datetime) -> None:
        self._window.take()
        self._next_at = now + self._spacing

    def end(self, now: datetime) -> None:
        self._window.end(now)

    def remember(self, at: datetime) -> None:
        """As `Window.remember`."""
        self._window.remember(at)


class ChatWindows:
    """The windows of each chat, for answers and news together. Keys are Telegram's ids; those of groups are below 0."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._windows: dict[int, tuple[Window, ...]] = {}
        self._left_alone_until: dict[int, datetime] = {}

    def hold(self, chat: int, until: datetime) -> None:
        """Let nothing pass to the chat before that."""
        self._left_alone_until[chat] = max(self._left_alone_until.get(chat, until), until)

    def room_at(self, chat: int, now: datetime) -> datetime | None:
        """As `Window.room_at`."""
        rooms = [window.room_at(now) for window in self._windows.get(chat, ())]
        known = [room for room in rooms if room is not None]
        return max(now, self._left_alone_until.get(chat, now), *known) if len(known) == len(rooms) else None

    def take(self, chat: int, now: datetime) -> None:
        if len(self._windows) > _REMEMBERED_CHATS:
            self._forget(now)
        for window in self._of(chat):
            window.take()

    def end(self, chat: int, now: datetime) -> None:
        for window in self._of(chat):
            window.end(now)

    def remember(self, chat: int, at: datetime) -> None:
        """An earlier run's message to the chat was answered at `at`. Call in ascending order of `at`."""
        for window in self._of(chat):
            window.remember(at)

    def _of(self, chat: int) -> tuple[Window, ...]:
        if chat not in self._windows:
            rates = self._rates
            windows = [Window(rates.chat_burst, timedelta(seconds=rates.chat_burst / rates.chat_per_second))]
            if chat < 0:
                windows.append(Window(rates.group_per_minute, timedelta(minutes=1)))
            self._windows[chat] = tuple(windows)
        return self._windows[chat]

    def _forget(self, now: datetime) -> None:
        self._windows = {
            chat: windows
            for chat, windows in self._windows.items()
            if not all(window.is_forgotten(now) for window in windows)
        }
        self._left_alone_until = {chat: until for chat, until in self._left_alone_until.items() if until > now}


class Desks:
    """The windows of groups where cards are decided on, for news and for answers. Keys are as in `ChatWindows`."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._news: dict[int, Window] = {}
        self._answers: dict[int, Window] = {}
        self._wanted_at: dict[int, datetime] = {}

    def news(self, chat: int, *, is_card: bool) -> Window | None:
        """The window of news of a group that has had a card, or gets one; None for other chats."""
        if is_card and chat < 0 and chat not in self._news:
            minute = timedelta(minutes=1)
            self._news[chat] = Window(self._rates.desk_news_per_minute, minute)
            self._answers[chat] = Window(self._rates.desk_answers_per_minute, minute)
        return self._news.get(chat)

    def answers(self, chat: int) -> Window | None:
        """The window of answers there; it limits them only while a card waits."""
        return self._answers.get(chat)

    def note(self, chat: int, now: datetime, *, waits: bool) -> None:
        """Note that a card waits for room in a group, or does so no longer."""
        if waits:
            self._wanted_at[chat] = now
        else:
            self._wanted_at.pop(chat, None)

    def answer_room_at(self, chat: int, now: datetime) -> datetime | None:
        """As `Window.room_at`, for an answer."""
        wanted_at, window = self._wanted_at.get(chat), self._answers.get(chat)
        waits = wanted_at is not None and now - wanted_at < _WANTED_FOR
        return now if window is None or not waits else window.room_at(now)


class Alarm:
    """Notices when Telegram limits the whole bot: within seconds, it refuses chats that are within their limits."""

    def __init__(self) -> None:
        self._refused: dict[int, datetime] = {}

    def refused(self, chat: int, now: datetime) -> bool:
        """Note one more refusal; True if it is one too many."""
        self._refused[chat] = now
        self._refused = {other: at for other, at in self._refused.items() if now - at <= _ALARMED_WITHIN}
        return len(self._refused) >= _ALARMED_BY

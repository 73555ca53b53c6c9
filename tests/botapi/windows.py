"""How much is too much: sliding windows over sends and edits that answer 429.

Telegram's limits (core.telegram.org/bots/faq, "My bot is hitting limits"): 30 messages a second overall, one a second
in a chat with short bursts allowed, 20 a minute in a group. How long a burst may be is not published.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from .world import Chat, Kind


@dataclass(frozen=True, slots=True)
class Window:
    """At most `limit` requests in any `period_s` seconds."""

    limit: int
    period_s: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The windows in force; None: as much as one likes."""

    overall: Window | None = None
    chat: Window | None = None
    """Of each private chat, and of each group and channel too."""
    group: Window | None = None
    """Of each group and channel."""

    @classmethod
    def telegram(cls, burst: int = 3) -> "Limits":
        """As published; a chat may get `burst` messages at once if it was silent for as many seconds before."""
        return cls(Window(30, 1.0), Window(burst, float(burst)), Window(20, 60.0))


@dataclass(slots=True)
class _Log:
    window: Window
    times: deque[float] = field(default_factory=deque)
    held_until: float = 0.0
    """A bot that went over the limit waits for as long as it was told, not only until there is room."""

    def wait_s(self, now: float) -> float:
        """How long until there is room, in seconds; 0: now."""
        while self.times and self.times[0] <= now - self.window.period_s:
            self.times.popleft()
        surplus = len(self.times) - self.window.limit
        room_s = self.times[surplus] + self.window.period_s - now if surplus >= 0 else 0.0
        return max(room_s, self.held_until - now, 0.0)


class Windows:
    """Counts what was let through."""

    def __init__(self, limits: Limits) -> None:
        self.exceeded = 0
        """How many requests were turned away."""
        self._limits = limits
        self._logs: dict[object, _Log] = {}

    def set_limits(self, limits: Limits) -> None:
        """Other windows from now on; what was counted is forgotten."""
        self._limits = limits
        self._logs.clear()

    def admit(self, chat: Chat, now: float, messages: int = 1) -> int:
        """0 if a request to the chat may pass at `now`, else after how many whole seconds.

        If it passes, each of its messages counts, also of an album that is larger than what was left.
        """
        logs = self._logs_of(chat)
        over = [(log, wait_s) for log in logs if (wait_s := log.wait_s(now)) > 0]
        if not over:
            for log in logs:
                log.times.extend([now] * messages)
            return 0
        self.exceeded += 1
        retry_after = max(1, math.ceil(max(wait_s for _, wait_s in over)))
        for log, _ in over:
            log.held_until = now + retry_after
        return retry_after

    def _logs_of(self, chat: Chat) -> list[_Log]:
        is_group = chat.kind is not Kind.PRIVATE
        keyed = [
            ("overall", self._limits.overall),
            (("chat", chat.id), self._limits.chat),
            (("group", chat.id), self._limits.group if is_group else None),
        ]
        return [self._logs.setdefault(key, _Log(window)) for key, window in keyed if window is not None]

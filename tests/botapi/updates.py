"""Updates that wait for the bot: queued, polled for, confirmed.

An update stays until a poll asks for a higher offset, or 24 hours. One poll may be open at a time: a second one ends
the first with 409 (telegram-bot-api, Client::abort_long_poll).
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .bell import Bell
from .clock import Clock
from .refusals import Refusal

Json = dict[str, Any]

MAX_LIMIT = 100
MAX_TIMEOUT_S = 50
LIFE_S = 24 * 3600
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Update:
    id: int
    kind: str
    body: Json
    queued_at: float
    """Unix time, in seconds."""

    def to_json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


@dataclass(slots=True)
class Backlog:
    """The state of the queue, as it is written into a snapshot."""

    pending: list[Update] = field(default_factory=list)
    last_id: int = 700_000_000
    allowed: list[str] | None = None
    """None: all but those that have to be asked for."""

    def takes(self, kind: str) -> bool:
        return kind not in _NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed


class UpdateQueue:
    """The backlog with those who wait at it.

    `on_queued` is told of every update that the bot will get, `on_confirmed` of those that it is done with.
    """

    def __init__(self, backlog: Backlog, clock: Clock) -> None:
        self.backlog = backlog
        self.on_queued: Callable[[Update], None] = lambda _: None
        self.on_confirmed: Callable[[Sequence[int]], None] = lambda _: None
        self.bell = Bell()
        """Rung when a poll opens, when an update comes and when some are confirmed."""
        self._clock = clock
        self._chosen = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None
        self._is_closed = False

    def put(self, kind: str, body: Json) -> None:
        """Queue an update, if the bot asked for its kind."""
        if not self.backlog.takes(kind):
            return
        self.backlog.last_id += 1
        update = Update(self.backlog.last_id, kind, body, self._clock.now())
        self.backlog.pending.append(update)
        self.on_queued(update)
        self._chosen.set()
        self.bell.ring()

    def confirm(self, offset: int) -> None:
        """Forget what is before the offset; a negative one counts from the end."""
        pending = self.backlog.pending
        if offset < 0:
            offset = pending[offset].id if len(pending) >= -offset else 0
        done = [update.id for update in pending if update.id < offset]
        if done:
            self.backlog.pending = [update for update in pending if update.id >= offset]
            self.on_confirmed(done)
            self.bell.ring()

    async def poll(self, offset: int, limit: int, timeout_s: float, allowed: Sequence[str] | None) -> list[Update]:
        """The oldest pending updates; waits until there is one. Raises ApiError when another poll comes."""
        if allowed is not None:
            self.backlog.allowed = list(allowed) or None
        self.abort_poll()
        self.confirm(offset)
        self._expire()
        if not self.backlog.pending and timeout_s > 0 and not self._is_closed:
            await self._wait(min(timeout_s, MAX_TIMEOUT_S))
        return self.backlog.pending[: min(max(limit, 1), MAX_LIMIT)]

    @property
    def is_polled(self) -> bool:
        """Whether a poll is open."""
        return self._poll is not None

    def abort_poll(self, reason: Refusal = Refusal.CONFLICT_POLL) -> None:
        """End the open poll, if there is one, with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(reason.error())
        self._poll = None

    def close(self) -> None:
        """End the open poll with nothing."""
        self._is_closed = True
        self._chosen.set()

    async def _wait(self, timeout_s: float) -> None:
        self._chosen.clear()
        self._poll = mine = asyncio.get_running_loop().create_future()
        self.bell.ring()
        tasks = [asyncio.create_task(self._chosen.wait()), asyncio.create_task(self._clock.sleep(timeout_s))]
        try:
            await asyncio.wait([mine, *tasks], return_when=asyncio.FIRST_COMPLETED)
            if mine.done():
                mine.result()
        finally:
            if self._poll is mine:
                self._poll = None
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _expire(self) -> None:
        oldest = self._clock.now() - LIFE_S
        self.backlog.pending = [update for update in self.backlog.pending if update.queued_at >= oldest]

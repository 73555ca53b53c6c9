"""The throttle as something that one waits for: answers to people first, news after them."""

import asyncio
from datetime import datetime

from bot.clock import Clock
from bot.delivery.throttle import Rates, Throttle
from bot.model import Chat, Respite


class Pace:
    """Lets messages pass one by one. News waits while an answer to a person does."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self._rates = rates
        self._throttle = Throttle(rates, clock.now())
        self._clock = clock
        self._next = asyncio.Lock()
        self._answers_waiting = 0
        self._no_answer_waits = asyncio.Event()
        self._no_answer_waits.set()

    def respite(self, chat: Chat, written_at: datetime) -> Respite:
        """How long a chat that was written to is left alone by news."""
        return self._rates.respite(chat.kind, written_at)

    async def answer(self) -> None:
        """Return when an answer to a person may go out."""
        self._answers_waiting += 1
        self._no_answer_waits.clear()
        try:
            await self._pass()
        finally:
            self._answers_waiting -= 1
            if not self._answers_waiting:
                self._no_answer_waits.set()

    async def news(self) -> None:
        """Return when a message that nobody waits for may go out."""
        await self._no_answer_waits.wait()
        await self._pass()

    async def hold(self, seconds: float) -> None:
        """Return when Telegram's own wait is over."""
        await self._clock.sleep(seconds)

    async def _pass(self) -> None:
        async with self._next:
            now = self._clock.now()
            slot = self._throttle.take(now)
            await self._clock.sleep((slot - now).total_seconds())

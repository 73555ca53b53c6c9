"""The throttle as something that one waits for: answers to people first, news after them."""

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.throttle import Alarm, ChatWindows, Rates, Throttle
from bot.model import Chat, Respite


class Pace:
    """Lets messages pass one by one. News waits while an answer to a person does."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self._rates = rates
        self._throttle = Throttle(rates, clock.now())
        self._chats = ChatWindows(rates)
        self._alarm = Alarm()
        self._clock = clock
        self._next = asyncio.Lock()
        self._news = asyncio.Lock()
        """Held by the one message of news that stands at the door, so that an answer waits for no more than that."""
        self._answers_waiting = 0
        self._no_answer_waits = asyncio.Event()
        self._no_answer_waits.set()

    def respite(self, chat: Chat, written_at: datetime) -> Respite:
        """How long a chat that was written to is left alone by news."""
        return self._rates.respite(chat.kind, written_at)

    def admit(self, chat: Chat) -> datetime | None:
        """None if news may go to the chat, which then counts; else when they may: a person is talking with the bot."""
        now = self._clock.now()
        room_at = self._chats.room_at(chat.telegram_id, now)
        if room_at > now:
            return room_at
        self._chats.take(chat.telegram_id, now)
        return None

    def refused(self, chat: Chat, seconds: float) -> None:
        """Telegram asked for a wait of so many seconds: if it means all chats, let nothing pass meanwhile."""
        now = self._clock.now()
        if self._alarm.refused(chat.telegram_id, now):
            self._throttle.hold(now + timedelta(seconds=seconds))

    async def answer(self, chat_id: int) -> None:
        """Return when an answer to a person may go out."""
        now = self._clock.now()
        if (room_at := self._chats.take(chat_id, now)) > now:
            await self._clock.sleep((room_at - now).total_seconds())
        self._answers_waiting += 1
        self._no_answer_waits.clear()
        try:
            await self._pass()
        finally:
            self._answers_waiting -= 1
            if not self._answers_waiting:
                self._no_answer_waits.set()

    async def news(self) -> None:
        """Return when a message that nobody waits for may go out: to be called right before it does."""
        async with self._news:
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

"""Waiting for the throttle: answers to people first, then news."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.delivery.throttle import Alarm, ChatWindows, Desks, Rates, Throttle, Window
from bot.model import Chat, Cooldown, Written
from bot.ports import UNMEASURED, Meter
from bot.runtime.clock import Clock

REMEMBERED = timedelta(minutes=2)
"""Longer than any window: earlier messages are in none."""
_SOON = timedelta(seconds=1)
"""When to look again at a chat while a message to it is under way."""
_ANSWERS_IN_A_ROW = 20
"""After so many answers one message of news passes, so that it does not outwait its lease."""


class NoRoom(Exception):
    """The chat has no room now, since a person is talking with the bot there; there may be room at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(str(until))
        self.until = until


class Pace:
    """Lets messages pass one by one. Chats go by Telegram's id."""

    def __init__(self, rates: Rates, clock: Clock, meter: Meter = UNMEASURED) -> None:
        self._meter = meter
        self._rates = rates
        self._throttle = Throttle(rates, clock.now())
        self._chats = ChatWindows(rates)
        self._desks = Desks(rates)
        self._alarm = Alarm()
        self._clock = clock
        self._turns: WeakValueDictionary[tuple[int, bool], asyncio.Lock] = WeakValueDictionary()
        self._next = asyncio.Lock()
        self._news = asyncio.Lock()
        """Held by the one message of news that goes next, so that an answer waits for at most one."""
        self._answers_waiting = 0
        self._answers_in_a_row = 0
        self._news_may_pass = asyncio.Event()
        self._news_may_pass.set()
        self._one_ended = asyncio.Event()

    def remember(
        self, written: Iterable[Written], left_alone: Mapping[int, datetime], answered: Iterable[int], *, now: datetime
    ) -> None:
        """Continue where an earlier run ended.

        Takes the messages that it sent, oldest first; the chats that must wait; and the chats that it may have been
        answering, one answer after another. `now` is by the clock of these times, which may be another one.
        """
        apart = self._clock.now() - now
        for one in (*written, *(Written(chat_id, now) for chat_id in answered)):
            self._throttle.remember(one.at + apart)
            self._chats.remember(one.chat_id, one.at + apart)
        for chat_id, until in left_alone.items():
            self._chats.hold(chat_id, until + apart)

    def cooldown(self, chat: Chat, written_at: datetime) -> Cooldown:
        """How long news leave a chat alone after a message."""
        return self._rates.cooldown(chat.kind, written_at)

    def refused(self, chat_id: int, seconds: float) -> None:
        """Telegram asked for a wait: until it ends, nothing goes to the chat, or to any chat if it means all."""
        self._meter.asked_to_wait(seconds)
        now = self._clock.now()
        until = now + timedelta(seconds=seconds)
        self._chats.hold(chat_id, until)
        if self._alarm.refused(chat_id, now):
            self._throttle.hold(until)

    def count(self, chat_id: int, further: int) -> None:
        """Count so many further messages that have just gone to a chat with one: the parts of an album."""
        now = self._clock.now()
        for _ in range(further):
            self._chats.remember(chat_id, now)
            self._throttle.remember(now)

    @asynccontextmanager
    async def turn(self, chat_id: int, *, is_patient: bool = False) -> AsyncIterator[None]:
        """Entered by the answers of a chat in turn, first come, first served; patient answers take part one at a time.

        So everybody waits for at most one patient answer.
        """
        async with AsyncExitStack() as turns:
            for patient in [True, False] if is_patient else [False]:
                await turns.enter_async_context(self._turns.setdefault((chat_id, patient), asyncio.Lock()))
            yield

    async def room(self, chat_id: int) -> None:
        """Return when a chat has room for an answer, which may yet be taken by another one."""
        while (room_at := self._room_for_answer(chat_id, now := self._clock.now())) is None or room_at > now:
            await self._until(room_at)

    @asynccontextmanager
    async def answer(self, chat_id: int) -> AsyncIterator[None]:
        """Entered when an answer to a person may go out."""
        await self.room(chat_id)
        async with self._place_in(chat_id), self._share_of(self._desks.answers(chat_id)):
            self._answers_waiting += 1
            self._weigh()
            try:
                await self._pass()
                self._answers_in_a_row += 1
            finally:
                self._answers_waiting -= 1
                self._weigh()
            async with self._under_way():
                yield

    @asynccontextmanager
    async def news(self, chat_id: int, *, is_card: bool = False) -> AsyncIterator[None]:
        """Entered when a message of news may go out. Raises NoRoom.

        Where cards are decided on (`is_card`), news leave room for the answers to presses, and these some for cards.
        """
        desk = self._desks.news(chat_id, is_card=is_card)
        now = self._clock.now()
        rooms = [self._chats.room_at(chat_id, now), now if desk is None else desk.room_at(now)]
        known = [room for room in rooms if room is not None]
        is_full = len(known) < len(rooms) or max(known) > now
        if is_card:
            self._desks.note(chat_id, now, waits=is_full)
        if is_full:
            raise NoRoom(max(known) if len(known) == len(rooms) else now + _SOON)
        async with self._place_in(chat_id), self._share_of(desk):
            async with self._news:
                await self._news_may_pass.wait()
                await self._pass()
                self._answers_in_a_row = 0
                self._weigh()
            async with self._under_way():
                yield

    def _room_for_answer(self, chat_id: int, now: datetime) -> datetime | None:
        rooms = (self._chats.room_at(chat_id, now), self._desks.answer_room_at(chat_id, now))
        known = [room for room in rooms if room is not None]
        return max(known) if len(known) == len(rooms) else None

    def _weigh(self) -> None:
        """News wait while answers wait, but not for ever."""
        if not self._answers_waiting or self._answers_in_a_row >= _ANSWERS_IN_A_ROW:
            self._news_may_pass.set()
        else:
            self._news_may_pass.clear()

    @asynccontextmanager
    async def _place_in(self, chat_id: int) -> AsyncIterator[None]:
        self._chats.take(chat_id, self._clock.now())
        try:
            yield
        finally:
            self._chats.end(chat_id, self._clock.now())
            self._tell_of_an_end()

    @asynccontextmanager
    async def _share_of(self, desk: Window | None) -> AsyncIterator[None]:
        if desk is not None:
            desk.take()
        try:
            yield
        finally:
            if desk is not None:
                desk.end(self._clock.now())

    async def _pass(self) -> None:
        """Take the next room in the window over all chats."""
        async with self._next:
            while (room_at := self._throttle.room_at(now := self._clock.now())) is None or room_at > now:
                await self._until(room_at)
            self._throttle.take(now)

    @asynccontextmanager
    async def _under_way(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            self._throttle.end(self._clock.now())
            self._tell_of_an_end()

    async def _until(self, room_at: datetime | None) -> None:
        if room_at is None:
            await self._one_ended.wait()
        else:
            await self._clock.sleep((room_at - self._clock.now()).total_seconds())

    def _tell_of_an_end(self) -> None:
        self._one_ended.set()
        self._one_ended = asyncio.Event()

"""Owes announcements to chats, some at a time; they are sent as all other messages are."""

from bot.ports import AnnouncementStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell

_AT_ONCE = 100
"""Chats in one transaction: some 10 ms."""
_IDLE_S = 30.0


class Announce:
    """The stage."""

    def __init__(self, storage: AnnouncementStorage, clock: Clock, *, announced: Bell, debts: Bell) -> None:
        self._storage = storage
        self._clock = clock
        self._announced = announced
        self._debts = debts

    async def run(self) -> None:
        while True:
            while await self._storage.owe_announcements(self._clock.now(), _AT_ONCE):
                self._debts.ring()
            await self._announced.wait(_IDLE_S)

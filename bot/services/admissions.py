"""Who may use the bot, and how much of it."""

from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.notices import lost_chat
from bot.model import Access, Admission, AdmissionState, Language
from bot.ports import AdmissionStorage, ChatStorage, ConnectionStorage
from bot.runtime.clock import Clock
from bot.services.allowance import Allowance

_BANNED = "banned"
_AN_HOUR = timedelta(hours=1)
_ASKED_AN_HOUR = 30
"""New chats that operators are asked about; of the others they hear when these write again."""


class DoorStorage(AdmissionStorage, ChatStorage, ConnectionStorage, Protocol):
    """Chats, their targets, and what operators have said of them."""


class Admissions:
    """What operators have said of chats; in memory, since each update asks."""

    def __init__(self, storage: DoorStorage, clock: Clock, allowance: Allowance, access: Access = Access.OPEN) -> None:
        self._storage = storage
        self._clock = clock
        self._allowance = allowance
        self._access = access
        self._asked_at: deque[datetime] = deque()
        self._known: dict[int, Admission] | None = None

    async def is_banned(self, telegram_id: int) -> bool:
        return (await self.of(telegram_id)).state is AdmissionState.BANNED

    async def may_enter(self, telegram_id: int) -> bool:
        """Whether a chat may use the bot: the operators' own always may."""
        if telegram_id in self._allowance.exempt:
            return True
        admission = await self.of(telegram_id)
        if admission.state is AdmissionState.BANNED:
            return False
        if self._access is Access.OPEN or admission.state is AdmissionState.ALLOWED:
            return True
        return await self._storage.known_chat(telegram_id) is not None

    async def of(self, telegram_id: int) -> Admission:
        return (await self._all()).get(telegram_id, Admission(telegram_id))

    async def ask(self, telegram_id: int, title: str, language: Language) -> bool:
        """Note that operators are asked about a new chat; False if they were before, or of too many in an hour."""
        known, now = await self.of(telegram_id), self._clock.now()
        while self._asked_at and self._asked_at[0] < now - _AN_HOUR:
            self._asked_at.popleft()
        if known.state is not AdmissionState.NOTHING or len(self._asked_at) >= _ASKED_AN_HOUR:
            return False
        self._asked_at.append(now)
        await self._put(replace(known, state=AdmissionState.ASKED, title=title, language=language))
        return True

    async def allow(self, telegram_id: int) -> Admission:
        """Let a chat in, and resume what a ban has stopped; as it was before."""
        before = await self.of(telegram_id)
        await self._put(replace(before, state=AdmissionState.ALLOWED))
        chat = await self._storage.known_chat(telegram_id)
        if chat is not None:
            await self._storage.resume_owner(chat.key)
        return before

    async def ban(self, telegram_id: int) -> bool:
        """Keep a chat or a person out, and send it nothing any more, nor to others for it. False for an operator."""
        if telegram_id in self._allowance.exempt:
            return False
        await self._put(replace(await self.of(telegram_id), state=AdmissionState.BANNED))
        chat = await self._storage.known_chat(telegram_id)
        if chat is not None:
            lost = lost_chat(chat.title, _BANNED)
            await self._storage.mark_unreachable(chat.key, lost, self._clock.now())
            await self._storage.suspend_owner(chat.key)
        return True

    async def move(self, telegram_id: int, to: int) -> None:
        """Let what operators have said of a group hold for the supergroup that it became."""
        known = await self.of(telegram_id)
        if known == Admission(telegram_id) or (await self.of(to)).state is AdmissionState.BANNED:
            return
        await self._put(replace(known, telegram_id=to))
        if known.state is AdmissionState.BANNED:
            await self.ban(to)

    async def set_quota(self, telegram_id: int, quota: int | None) -> None:
        """Let a chat have so many subscriptions and sources; None for as many as all others."""
        await self._put(replace(await self.of(telegram_id), quota=quota))

    async def forget(self, telegram_id: int) -> None:
        """Drop what is in memory of a chat that storage forgets; a ban stays, without a name."""
        known = (await self._all()).pop(telegram_id, None)
        self._allowance.set_own(telegram_id, None)
        if known is not None and known.state is AdmissionState.BANNED:
            (await self._all())[telegram_id] = Admission(telegram_id, AdmissionState.BANNED)

    def usual_quota(self) -> int:
        """How many subscriptions chats may have; 0 for no limit."""
        return self._allowance.quotas.subscriptions

    async def load(self) -> None:
        """Read what operators have said. Quotas hold from then on."""
        await self._all()

    async def _all(self) -> dict[int, Admission]:
        if self._known is None:
            self._known = {one.telegram_id: one for one in await self._storage.admissions()}
            for one in self._known.values():
                self._allowance.set_own(one.telegram_id, one.quota)
        return self._known

    async def _put(self, admission: Admission) -> None:
        await self._storage.admit(admission, self._clock.now())
        (await self._all())[admission.telegram_id] = admission
        self._allowance.set_own(admission.telegram_id, admission.quota)

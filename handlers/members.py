"""What is remembered of the members of groups, so that a member who floods a group takes nothing from the others."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self, TypeVar

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message

from bot.delivery.throttle import Window
from bot.runtime.clock import Clock

Key = TypeVar("Key")
Known = TypeVar("Known")
Member = tuple[int, int]
"""Telegram's ids of a group and of a sender there: a person, or a chat."""

_ADMINISTRATORS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}
_TOLD_EVERY = timedelta(hours=1)
_ASKED_AT_LEAST = 3
_BELIEVED_FOR = timedelta(seconds=10)
"""After `_ASKED_AT_LEAST` such answers in this time, Telegram is not asked about the member again."""
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Asked:
    times: int
    at: datetime
    """The last time."""


class Members:
    """Who administers a group, who was refused there, and how many answers its members got."""

    def __init__(self, clock: Clock, share: int) -> None:
        """`share` is how many answers a minute the members of a group get who do not administer it."""
        self._clock = clock
        self._share = share
        self._no_administrators: OrderedDict[Member, _Asked] = OrderedDict()
        self._told: OrderedDict[Member, datetime] = OrderedDict()
        self._shares: OrderedDict[int, Window] = OrderedDict()

    @classmethod
    def with_half_of(cls, group_per_minute: int, clock: Clock) -> Self:
        """Half of a group's messages in a minute are for its members."""
        return cls(clock, max(1, group_per_minute // 2))

    async def is_administrator(self, event: Message | CallbackQuery, bot: Bot) -> bool | None:
        """Whether the sender administers the group; None if Telegram does not say. Raises TelegramAPIError."""
        member = member_of(event)
        if member is None:
            return False
        group, who = member
        if who < 0:
            return who == group  # an anonymous administrator speaks as the group
        now = self._clock.now()
        asked = self._no_administrators.get(member)
        is_recent = asked is not None and now - asked.at < _BELIEVED_FOR
        if asked is not None and is_recent and asked.times >= _ASKED_AT_LEAST:
            return False
        if (administers := await _administers(bot, group, who)) is not False:
            self._no_administrators.pop(member, None)
            return administers
        times = asked.times + 1 if asked is not None and is_recent else 1
        keep(self._no_administrators, member, _Asked(times, now))
        return False

    def forget(self, group: int, who: int) -> None:
        """Somebody's rights have changed."""
        self._no_administrators.pop((group, who), None)
        self._told.pop((group, who), None)

    def may_be_told(self, event: Message) -> bool:
        """Whether to tell the sender now that only administrators may do that: once an hour."""
        member, now = member_of(event), self._clock.now()
        if member is None:
            return False
        told_at = self._told.get(member)
        if (told_at is not None and now - told_at < _TOLD_EVERY) or not self.may_be_answered(member[0]):
            return False
        keep(self._told, member, now)
        return True

    def may_be_answered(self, group: int) -> bool:
        """Take a place in the share of a group's members; False if it is used up."""
        now = self._clock.now()
        share = self._shares.get(group) or Window(self._share, timedelta(minutes=1))
        keep(self._shares, group, share)
        if share.room_at(now) != now:
            return False
        share.remember(now)
        return True


def member_of(event: Message | CallbackQuery) -> Member | None:
    """The group and the sender."""
    if isinstance(event, CallbackQuery):
        return (event.message.chat.id, event.from_user.id) if event.message else None
    sender = event.sender_chat or event.from_user
    return (event.chat.id, sender.id) if sender else None


async def _administers(bot: Bot, group: int, person: int) -> bool | None:
    try:
        found = await bot.get_chat_member(group, person)
    except (TelegramBadRequest, TelegramForbiddenError):
        return None
    return "status" in found.model_fields_set and found.status in _ADMINISTRATORS


def keep(known: OrderedDict[Key, Known], key: Key, value: Known) -> None:
    """Remember it as the latest; if there are too many, forget the earliest."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > _REMEMBERED:
        known.popitem(last=False)

"""What is remembered of the members of groups, so that a member who floods a group takes nothing from the others."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, ChatMemberAdministrator, ChatMemberOwner, Message

from bot.delivery.throttle import Window
from bot.runtime.clock import Clock

Key = TypeVar("Key")
Known = TypeVar("Known")
Member = tuple[int, int]
"""Telegram's ids of a group and of a sender there: a person, or a chat."""

_TOLD_EVERY = timedelta(hours=1)
_ASKED_AT_LEAST = 3
_BELIEVED_FOR = timedelta(seconds=10)
"""How long somebody whom Telegram has listed counts as an administrator. Of somebody whom it has not listed
`_ASKED_AT_LEAST` times in this time, it is not asked again."""
_ONE_ADDITION = timedelta(seconds=10)
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Asked:
    times: int
    at: datetime
    """The last time."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """The administrators of a group, as Telegram lists them to the bot."""

    administrators: frozenset[int]
    may_lack_some: bool
    """To a bot that is no administrator, Telegram lists no anonymous ones."""
    at: datetime


class Members:
    """Who administers a group, who was refused there, and how many answers its members got."""

    def __init__(self, clock: Clock, share: int) -> None:
        """`share` is how many answers a minute the members of a group get who do not administer it."""
        self._clock = clock
        self._share = share
        self._listed: OrderedDict[int, _Listed] = OrderedDict()
        self._have_anonymous: OrderedDict[int, bool] = OrderedDict()
        self._no_administrators: OrderedDict[Member, _Asked] = OrderedDict()
        self._told: OrderedDict[Member, datetime] = OrderedDict()
        self._greeted: OrderedDict[int, datetime] = OrderedDict()
        self._shares: OrderedDict[int, Window] = OrderedDict()

    @classmethod
    def with_half_of(cls, group_per_minute: int, clock: Clock) -> Self:
        """Half of a group's messages in a minute are for its members."""
        return cls(clock, max(1, group_per_minute // 2))

    async def is_administrator(self, event: Message | CallbackQuery, bot: Bot) -> bool | None:
        """Whether the sender administers the group; None if that cannot be known. Raises TelegramAPIError."""
        member = member_of(event)
        if member is None:
            return False
        group, who = member
        if who < 0:  # an anonymous administrator writes as the group, and presses under the own id
            if who == group:
                keep(self._have_anonymous, group, value=True)
            return who == group
        now = self._clock.now()
        listed = self._listed.get(group)
        if listed is not None and now - listed.at < _BELIEVED_FOR and who in listed.administrators:
            return True
        asked = self._no_administrators.get(member)
        is_recent = asked is not None and now - asked.at < _BELIEVED_FOR
        if listed is None or asked is None or not is_recent or asked.times < _ASKED_AT_LEAST:
            listed = await self._list(bot, group)
            times = asked.times + 1 if asked is not None and is_recent else 1
            keep(self._no_administrators, member, _Asked(times, now))
        if listed is None:
            return None
        if who in listed.administrators:
            self._no_administrators.pop(member, None)
            return True
        return None if listed.may_lack_some and isinstance(event, CallbackQuery) else False

    def forget(self, group: int, who: int) -> None:
        """Somebody's rights have changed."""
        self._listed.pop(group, None)
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

    def may_be_greeted(self, group: int) -> bool:
        """Whether to greet a group that the bot was added to now."""
        if not self.may_be_answered(group):
            return False
        keep(self._greeted, group, self._clock.now())
        return True

    def was_just_greeted(self, group: int) -> bool:
        """Whether the bot was added a moment ago: some clients send `/start` along."""
        greeted_at = self._greeted.get(group)
        return greeted_at is not None and self._clock.now() - greeted_at < _ONE_ADDITION

    def may_be_answered(self, group: int) -> bool:
        """Take a place in the share of a group's members; False if it is used up."""
        now = self._clock.now()
        share = self._shares.get(group) or Window(self._share, timedelta(minutes=1))
        keep(self._shares, group, share)
        if share.room_at(now) != now:
            return False
        share.remember(now)
        return True

    async def _list(self, bot: Bot, group: int) -> _Listed | None:
        """The administrators of a group now; None if Telegram does not say."""
        try:
            found = await bot.get_chat_administrators(group)
        except (TelegramBadRequest, TelegramForbiddenError):
            return None
        people = [one for one in found if isinstance(one, ChatMemberOwner | ChatMemberAdministrator)]
        shows_all = any(one.is_anonymous for one in people)
        has_hidden = group in self._have_anonymous or not any(isinstance(one, ChatMemberOwner) for one in people)
        listed = _Listed(frozenset(one.user.id for one in people), has_hidden and not shows_all, self._clock.now())
        keep(self._listed, group, listed)
        return listed


def member_of(event: Message | CallbackQuery) -> Member | None:
    """The group and the sender."""
    if isinstance(event, CallbackQuery):
        return (event.message.chat.id, event.from_user.id) if event.message else None
    sender = event.sender_chat or event.from_user
    return (event.chat.id, sender.id) if sender else None


def keep(known: OrderedDict[Key, Known], key: Key, value: Known) -> None:
    """Remember it as the latest; if there are too many, forget the earliest."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > _REMEMBERED:
        known.popitem(last=False)

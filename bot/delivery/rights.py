"""Asks Telegram, with aiogram, who may do what in a channel or group."""

from aiogram import Bot
from aiogram.types import ChatMemberAdministrator, ChatMemberMember, ChatMemberOwner, ChatMemberRestricted
from aiogram.types.chat_member_union import ChatMemberUnion

from bot.delivery.telegram import our_errors
from bot.errors import (
    AnswerUnclear,
    ChatUnreachable,
    DeliveryError,
    MessageRefused,
    RateLimited,
    TelegramUnavailable,
)
from bot.model import ChannelRight, ChatKind, Presence, Standing

_NOT_ME = ("member list is inaccessible", "chat_admin_required")
_NOT_YOU = ("user not found", "participant_id_invalid", "user_id_invalid", "user_not_participant")
"""Parts of Telegram's answers in place of a member (https://core.telegram.org/method/channels.getParticipant)."""


class TelegramRights:
    """Implements `bot.ports.Rights`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def standing(self, chat_id: int, kind: ChatKind, person: int) -> Standing:
        try:
            async with our_errors():
                me = await self._bot.get_chat_member(chat_id, self._bot.id)
                if kind is not ChatKind.CHANNEL and _may_write(me):
                    return await self._among_members(chat_id, person)
                if not isinstance(me, ChatMemberAdministrator):
                    return Standing.NOT_ME
                them = await self._bot.get_chat_member(chat_id, person)
        except DeliveryError as error:
            return _unanswered(error)
        if "status" not in them.model_fields_set:  # a right that is not mentioned is missing
            return Standing.UNKNOWN
        if not isinstance(them, ChatMemberOwner | ChatMemberAdministrator):
            return Standing.NOT_YOU
        return Standing.FINE if kind is not ChatKind.CHANNEL else _in_channel(me, them)

    async def _among_members(self, chat_id: int, person: int) -> Standing:
        """How a person stands to a group where the bot is no administrator. Raises TelegramAPIError."""
        people = await self._bot.get_chat_administrators(chat_id)
        if any(one.user.id == person for one in people):
            return Standing.FINE
        # Telegram hides anonymous administrators from such a bot; so it may be one of them if the owner is hidden.
        return Standing.NOT_YOU if any(isinstance(one, ChatMemberOwner) for one in people) else Standing.UNKNOWN

    async def administrators(self, chat_id: int) -> list[int]:
        try:
            async with our_errors():
                members = await self._bot.get_chat_administrators(chat_id)
        except (TelegramUnavailable, RateLimited):
            raise
        except DeliveryError:
            return []
        return [member.user.id for member in members if not member.user.is_bot]

    async def rights_of(self, chat_id: int, person: int) -> frozenset[ChannelRight]:
        try:
            async with our_errors():
                them = await self._bot.get_chat_member(chat_id, person)
        except DeliveryError as error:
            match _unanswered(error):
                case Standing.NOT_YOU:
                    return frozenset()
                case Standing.NOT_ME:
                    raise ChatUnreachable(str(error)) from error
                case _:
                    raise AnswerUnclear(str(error)) from error
        if "status" not in them.model_fields_set:
            raise AnswerUnclear("a member without a status")
        if isinstance(them, ChatMemberOwner):
            return frozenset(ChannelRight)
        if not isinstance(them, ChatMemberAdministrator):
            return frozenset()
        return frozenset(right for right in ChannelRight if getattr(them, right, False) is True)

    async def presence(self, chat_id: int, person: int) -> Presence:
        try:
            async with our_errors():
                people = await self._bot.get_chat_administrators(chat_id)
                listed = next((one for one in people if one.user.id == person), None)
                if listed is not None:
                    return Presence(is_member=True, is_anonymous=bool(getattr(listed, "is_anonymous", False)))
                them = await self._bot.get_chat_member(chat_id, person)
        except DeliveryError as error:
            if _unanswered(error) is Standing.NOT_YOU:
                return Presence(is_member=False, is_anonymous=False)
            raise AnswerUnclear(str(error)) from error
        if "status" not in them.model_fields_set:
            raise AnswerUnclear("a member without a status")
        # A bot that is no administrator is not shown the anonymous ones, of which the hidden owner is one.
        may_be_hidden = not any(isinstance(one, ChatMemberOwner) for one in people)
        return Presence(_is_there(them), is_anonymous=may_be_hidden)


def _is_there(them: ChatMemberUnion) -> bool:
    """Whether somebody is in a group."""
    if isinstance(them, ChatMemberRestricted):
        return them.is_member
    return isinstance(them, ChatMemberMember | ChatMemberAdministrator | ChatMemberOwner)


def _in_channel(me: ChatMemberAdministrator, them: ChatMemberOwner | ChatMemberAdministrator) -> Standing:
    """Whether two administrators of a channel may post there."""
    if isinstance(them, ChatMemberAdministrator) and not them.can_post_messages:
        return Standing.NO_RIGHT
    return Standing.FINE if me.can_post_messages else Standing.NO_POSTING


def _may_write(me: ChatMemberUnion) -> bool:
    """Whether the bot is a plain member of a group that may write there."""
    if isinstance(me, ChatMemberRestricted):
        return me.is_member and me.can_send_messages
    return isinstance(me, ChatMemberMember)


def _unanswered(error: DeliveryError) -> Standing:
    """What a refusal to describe a member says about the bot and the person. Raises a refusal that says nothing."""
    match error:
        case TelegramUnavailable() | RateLimited():
            raise error
        case ChatUnreachable():
            return Standing.NOT_ME
        case MessageRefused(reason=reason) if any(part in reason.lower() for part in _NOT_ME):
            return Standing.NOT_ME
        case MessageRefused(reason=reason) if any(part in reason.lower() for part in _NOT_YOU):
            return Standing.NOT_YOU
        case _:
            return Standing.UNKNOWN

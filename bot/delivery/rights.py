"""Asks Telegram, with aiogram, who may do what in a channel or group."""

from aiogram import Bot
from aiogram.types import ChatMemberAdministrator, ChatMemberMember, ChatMemberOwner, ChatMemberRestricted
from aiogram.types.chat_member_union import ChatMemberUnion

from bot.delivery.telegram import our_errors
from bot.errors import ChatUnreachable, DeliveryError, MessageRefused, RateLimited, TelegramUnavailable
from bot.model import ChatKind, Standing

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
        return Standing.FINE if kind is not ChatKind.CHANNEL or me.can_post_messages else Standing.NO_POSTING

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

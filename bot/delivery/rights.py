"""Asks Telegram, with aiogram, who may do what in a channel or group."""

from aiogram import Bot
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner

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

    async def administrators(self, chat_id: int) -> list[int]:
        try:
            async with our_errors():
                members = await self._bot.get_chat_administrators(chat_id)
        except (TelegramUnavailable, RateLimited):
            raise
        except DeliveryError:
            return []
        return [member.user.id for member in members if not member.user.is_bot]


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

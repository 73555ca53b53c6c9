"""What all methods have in common that put a message into a chat."""

from dataclasses import dataclass
from typing import Any

from .access import postable_chat
from .keyboards import check_force_reply, check_markup, is_for_typing
from .params import Params
from .refusals import ApiError, Refusal
from .telegram import Telegram
from .world import Chat, Kind, Message

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request wants its message to stand."""

    chat: Chat
    thread_id: int | None


def place(telegram: Telegram, params: Params) -> Place:
    """Raises ApiError if nothing may stand there."""
    thread_id = params.integer("message_thread_id") or None
    return Place(postable_chat(telegram.world, params.text("chat_id"), thread_id), thread_id)


def put(telegram: Telegram, params: Params, **content: Any) -> Message:  # noqa: ANN401  fields of Message
    """A new message of the bot's, with what the request says of any message. Raises ApiError."""
    where = place(telegram, params)
    markup = markup_of(params)
    keyboard, is_channel = check_markup(markup), where.chat.kind is Kind.CHANNEL
    if is_channel and is_for_typing(markup):
        raise Refusal.INLINE_KEYBOARD_EXPECTED.error()
    message = Message(
        id=0,
        chat_id=where.chat.id,
        sender_id=None if is_channel else telegram.world.bot.id,
        author_id=telegram.world.bot.id if is_channel else None,
        date=telegram.now_s(),
        keyboard=keyboard,
        force_reply=check_force_reply(markup),
        thread_id=where.thread_id,
        reply_to=_replied(where.chat, params),
        is_silent=params.flag("disable_notification"),
        is_protected=params.flag("protect_content"),
        **content,
    )
    message.id = telegram.world.next_message_id(where.chat)
    where.chat.messages[message.id] = message
    telegram.bell.ring()
    return message


def find(chat: Chat, params: Params, missing: Refusal) -> Message:
    """The message that a request names. Raises ApiError."""
    message_id = params.integer("message_id")
    if message_id == 0:
        raise Refusal.MESSAGE_ID_MISSING.error()
    message = standing(chat, message_id)
    if message is None:
        raise missing.error()
    return message


def standing(chat: Chat, message_id: int) -> Message | None:
    """A message, unless it is gone."""
    message = chat.messages.get(message_id)
    return None if message is None or message.is_deleted else message


def markup_of(params: Params) -> Any:  # noqa: ANN401  whatever the client sent as JSON
    """Raises ApiError."""
    try:
        return params.structure("reply_markup")
    except ApiError:
        raise Refusal.MARKUP_UNREADABLE.error() from None


def _replied(chat: Chat, params: Params) -> int | None:
    reply = params.structure("reply_parameters") or {"message_id": params.integer("reply_to_message_id")}
    if not isinstance(reply, dict) or not reply.get("message_id"):
        return None
    message = standing(chat, int(reply["message_id"]))
    if message is not None:
        return message.id
    if reply.get("allow_sending_without_reply"):
        return None
    raise Refusal.REPLY_NOT_FOUND.error()

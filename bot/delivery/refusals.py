"""Telegram's refusals in its own words, and what each concerns. Any other refusal may be temporary.

The words are those of tdlib/telegram-bot-api (Client.cpp), of tdlib/td, and of the server behind them
(https://core.telegram.org/method/messages.sendMessage, messages.editMessage); seen also in teloxide's ApiError and in
issues on GitHub. They may quote the message itself, so only their beginnings are compared.
"""

from http import HTTPStatus

from bot.errors import (
    ChatUnreachable,
    DeliveryError,
    MarkupRefused,
    MessageRefused,
    PostGone,
    RefusalUnknown,
    TopicClosed,
)

STANDS_SO_ALREADY = "message is not modified"
"""A harmless refusal."""
HAS_NO_TEXT = "there is no text in the message to edit"
"""It is no text, but a picture or the like."""
_OF_THE_CHAT = (
    "bot can't initiate conversation",
    "bot can't send messages to bots",
    "bot is not a member",
    "bot was blocked",
    "bot was kicked",
    "bots can't send messages to bots",
    "channel_invalid",
    "channel_private",
    "chat is deactivated",
    "chat not found",
    "chat was deactivated",
    "chat_admin_required",
    "chat_forbidden",
    "chat_guest_send_forbidden",
    "chat_id_invalid",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "chat_write_forbidden",
    "group chat was deactivated",
    "group is deactivated",
    "have no rights",
    "input_user_deactivated",
    "need administrator rights",
    "not enough rights",
    "peer_id_invalid",
    "privacy_premium_required",
    "the bot can't send messages to the bot",
    "user is deactivated",
    "user_banned_in_channel",
    "user_is_blocked",
    "user_is_bot",
    "you_blocked_user",
)
_OF_THE_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_OF_THE_MARKUP = (
    "can't parse entities",
    "entities_too_long",
    "entity beginning at utf-16 offset",
    "entity_bounds_invalid",
    "entity_mention_user_invalid",
)
"""All of these are our own defects; plain text avoids them."""
_NO_MORE = (
    "message to delete not found",
    "message to edit not found",
    "message to pin not found",
    "message_id_invalid",
)
_OF_THE_POST = (
    *_NO_MORE,
    "message can't be edited",
    "message_author_required",
    "message_edit_time_expired",
)
_OF_THE_MESSAGE = (
    STANDS_SO_ALREADY,
    HAS_NO_TEXT,
    "button_data_invalid",
    "button_type_invalid",
    "button_url_invalid",
    "can't parse inline keyboard button",
    "can't parse reply keyboard markup",
    'field "inline_keyboard"',
    "inline keyboard button",
    "media_caption_too_long",
    "message caption is too long",
    "message is too long",
    "message text is empty",
    "message_empty",
    "message_too_long",
    "object expected as reply markup",
    "reply markup is too long",
    "reply_markup_invalid",
    "reply_markup_too_long",
    "strings must be encoded in utf-8",
    "text must be non-empty",
    "wrong http url",
)
_PREFIXES = ("bad request: ", "forbidden: ", "unauthorized: ")


def is_no_more(description: str) -> bool:
    """Whether a refusal says that the message does not exist: somebody has deleted it."""
    return _words(description).startswith(_NO_MORE)


def read_refusal(status: int, description: str) -> DeliveryError:
    """What a refusal with the HTTP status 400 or 403 concerns."""
    words = _words(description)
    if words.startswith(_OF_THE_CHAT):
        return ChatUnreachable(description)
    if status != HTTPStatus.BAD_REQUEST:
        return RefusalUnknown(description)
    if words.startswith(_OF_THE_TOPIC):
        return TopicClosed(description)
    if words.startswith(_OF_THE_MARKUP):
        return MarkupRefused(description)
    if words.startswith(_OF_THE_POST):
        return PostGone(description)
    return MessageRefused(description) if words.startswith(_OF_THE_MESSAGE) else RefusalUnknown(description)


def _words(description: str) -> str:
    """Telegram's own words, without the name of the status."""
    words = description.lower()
    for prefix in _PREFIXES:
        words = words.removeprefix(prefix)
    return words

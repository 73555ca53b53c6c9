"""Methods that send, edit and delete messages."""

from collections.abc import Sequence
from typing import Any

from .access import writable_chat
from .entities import Entity
from .formatting import MAX_CAPTION, MAX_TEXT, Formatted, format_text
from .keyboards import check_markup, is_for_typing
from .params import Params
from .posting import find, markup_of, place, put, standing
from .refusals import Refusal
from .telegram import Method, Outcome, Telegram
from .world import Chat, Edition, Kind, Message

Json = dict[str, Any]

DELETABLE_S = 48 * 3600
"""How old a message may be that a bot deletes (core.telegram.org/bots/api#deletemessage)."""
_PREVIEW_FIELDS = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


def send_message(telegram: Telegram, params: Params) -> Outcome:
    formatted = formatted_of(params, "text", "entities", MAX_TEXT)
    return _send(telegram, params, formatted, link_preview=_link_preview(params))


def send_document(telegram: Telegram, params: Params) -> Outcome:
    return _send_file(telegram, params, "document")


def send_photo(telegram: Telegram, params: Params) -> Outcome:
    return _send_file(telegram, params, "photo")


def send_chat_action(telegram: Telegram, params: Params) -> Outcome:
    place(telegram, params)
    return Outcome(result=True)


def edit_message_text(telegram: Telegram, params: Params) -> Outcome:
    message = _message_to_edit(telegram, params)
    if message.attachment is not None:
        raise Refusal.NO_TEXT_TO_EDIT.error()
    formatted = formatted_of(params, "text", "entities", MAX_TEXT, edit=True)
    return _edit(telegram, message, formatted, _keyboard(params), _link_preview(params))


def edit_message_caption(telegram: Telegram, params: Params) -> Outcome:
    message = _message_to_edit(telegram, params)
    if message.attachment is None:
        raise Refusal.NO_CAPTION_TO_EDIT.error()
    return _edit(telegram, message, caption_of(params), _keyboard(params), None)


def edit_message_reply_markup(telegram: Telegram, params: Params) -> Outcome:
    message = _message_to_edit(telegram, params)
    keyboard = _keyboard(params)
    return _edit(telegram, message, Formatted(message.text, message.entities), keyboard, message.link_preview)


def delete_message(telegram: Telegram, params: Params) -> Outcome:
    chat = writable_chat(telegram.world, params.text("chat_id"))
    message = find(chat, params, Refusal.DELETE_NOT_FOUND)
    _delete(telegram, chat, [message])
    return Outcome(result=True, message=message)


def delete_messages(telegram: Telegram, params: Params) -> Outcome:
    """Those that are not there are skipped; if one may not be deleted, none is."""
    chat = writable_chat(telegram.world, params.text("chat_id"))
    listed = params.structure("message_ids")
    found = [message for one in listed or () if (message := standing(chat, int(one))) is not None]
    _delete(telegram, chat, found)
    return Outcome(result=True, message=found[0] if found else None)


def _delete(telegram: Telegram, chat: Chat, messages: Sequence[Message]) -> None:
    for message in messages:
        _check_deletable(telegram, chat, message)
    for message in messages:
        message.is_deleted = True
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
    telegram.bell.ring()


def _send(telegram: Telegram, params: Params, formatted: Formatted, **content: Any) -> Outcome:  # noqa: ANN401  fields of Message
    message = put(telegram, params, text=formatted.text, entities=formatted.entities, **content)
    return Outcome(telegram.world.message_json(message), message)


def _send_file(telegram: Telegram, params: Params, kind: str) -> Outcome:
    """A document or a photo: uploaded under its own name or as `attach://…`, or named by the id of a known file."""
    reference = params.text(kind)
    sent = params.uploads.get(reference.removeprefix("attach://")) or params.uploads.get(kind)
    upload = sent or telegram.files.get(reference)
    if upload is None:
        raise Refusal.FILE_UNKNOWN.error() if reference else Refusal.FILE_MISSING.error(kind=kind)
    caption = caption_of(params)
    # A chat that takes nothing must not leave a file behind.
    place(telegram, params)
    return _send(telegram, params, caption, attachment=telegram.attach(kind, upload))


def _edit(
    telegram: Telegram, message: Message, formatted: Formatted, keyboard: Json | None, link_preview: Json | None
) -> Outcome:
    """An edit replaces the text and the keyboard; what it does not mention is gone."""
    was = (message.text, message.entities, message.keyboard, message.link_preview)
    if was == (formatted.text, formatted.entities, keyboard, link_preview):
        raise Refusal.NOT_MODIFIED.error()
    message.edits.append(Edition(message.text, message.entities, message.keyboard))
    message.text, message.entities = formatted.text, formatted.entities
    message.keyboard, message.link_preview = keyboard, link_preview
    message.edit_date = telegram.now_s()
    telegram.bell.ring()
    return Outcome(telegram.world.message_json(message), message)


def _message_to_edit(telegram: Telegram, params: Params) -> Message:
    """By `can_edit_message` of tdlib's MessagesManager.cpp; a bot may edit its own messages however old they are."""
    chat, bot_id = writable_chat(telegram.world, params.text("chat_id")), telegram.world.bot.id
    message = find(chat, params, Refusal.EDIT_NOT_FOUND)
    if chat.kind is Kind.CHANNEL and not chat.status(bot_id).rules:
        raise Refusal.NEED_ADMINISTRATOR.error()
    is_own = message.writer_id == bot_id
    if chat.kind is Kind.CHANNEL:
        may = chat.may(bot_id, "can_edit_messages") or (is_own and chat.may(bot_id, "can_post_messages"))
    else:
        may = is_own
    if not may or any(kind is not None for kind in (message.service, message.origin, message.force_reply)):
        raise Refusal.EDIT_FORBIDDEN.error()
    return message


def _check_deletable(telegram: Telegram, chat: Chat, message: Message) -> None:
    """By `can_delete_channel_message` and `can_revoke_message` of tdlib's MessagesManager.cpp. Raises ApiError."""
    bot_id = telegram.world.bot.id
    has_ids_of_its_own = chat.kind in {Kind.SUPERGROUP, Kind.CHANNEL}
    refusal = Refusal.DELETE_FORBIDDEN if has_ids_of_its_own else Refusal.DELETE_FOR_EVERYONE_FORBIDDEN
    if telegram.now_s() >= message.date + DELETABLE_S or "forum_topic_created" in (message.service or {}):
        raise refusal.error()
    if chat.kind is Kind.PRIVATE or (chat.status(bot_id).rules and chat.may(bot_id, "can_delete_messages")):
        return
    is_own = message.writer_id == bot_id
    if not (is_own and (chat.kind is not Kind.CHANNEL or chat.may(bot_id, "can_post_messages"))):
        raise refusal.error()


def caption_of(params: Params) -> Formatted:
    """The caption of a file, which may be none. Raises ApiError."""
    has_caption = bool(params.text("caption"))
    return formatted_of(params, "caption", "caption_entities", MAX_CAPTION) if has_caption else Formatted("")


def formatted_of(params: Params, text: str, entities: str, limit: int, *, edit: bool = False) -> Formatted:
    """The text that stands under that name. Raises ApiError."""
    listed = _listed_entities(params.structure(entities))
    return format_text(params.text(text), params.text("parse_mode") or None, listed, limit=limit, edit=edit)


def _listed_entities(listed: Any) -> Sequence[Entity]:  # noqa: ANN401  whatever the client sent as JSON
    if not isinstance(listed, list):
        return ()
    names = ("type", "offset", "length", "url", "language", "custom_emoji_id", "unix_time", "date_time_format")
    try:
        return tuple(Entity(**{name: entity.get(name) for name in names if name in entity}) for entity in listed)
    except (AttributeError, TypeError):
        raise Refusal.CANNOT_PARSE.error(reason="Expected an Object") from None


def _keyboard(params: Params) -> Json | None:
    """Of an edit."""
    markup = markup_of(params)
    if is_for_typing(markup):
        raise Refusal.INLINE_KEYBOARD_EXPECTED.error()
    return check_markup(markup)


def _link_preview(params: Params) -> Json | None:
    options = params.structure("link_preview_options")
    if not isinstance(options, dict):
        return None
    return {name: options[name] for name in _PREVIEW_FIELDS if options.get(name)} or None


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}

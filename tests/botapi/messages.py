"""Methods that send, edit and delete messages."""

from collections.abc import Sequence
from typing import Any

from .access import postable_chat, writable_chat
from .entities import Entity
from .formatting import MAX_CAPTION, MAX_TEXT, Formatted, format_text
from .keyboards import check_markup
from .params import Params
from .refusals import ApiError, Refusal
from .telegram import Method, Outcome, Telegram
from .world import Chat, Edition, Kind, Message

Json = dict[str, Any]

_PREVIEW_FIELDS = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


def send_message(telegram: Telegram, params: Params) -> Outcome:
    formatted = _formatted(params, "text", "entities", MAX_TEXT)
    return _send(telegram, params, formatted, link_preview=_link_preview(params))


def send_document(telegram: Telegram, params: Params) -> Outcome:
    return _send_file(telegram, params, "document")


def send_photo(telegram: Telegram, params: Params) -> Outcome:
    return _send_file(telegram, params, "photo")


def send_chat_action(telegram: Telegram, params: Params) -> Outcome:
    postable_chat(telegram.world, params.text("chat_id"), _thread(params))
    return Outcome(result=True)


def edit_message_text(telegram: Telegram, params: Params) -> Outcome:
    message = _message_to_edit(telegram, params)
    formatted = _formatted(params, "text", "entities", MAX_TEXT, edit=True)
    return _edit(telegram, message, formatted, _keyboard(params), _link_preview(params))


def edit_message_reply_markup(telegram: Telegram, params: Params) -> Outcome:
    message = _message_to_edit(telegram, params)
    keyboard = _keyboard(params)
    return _edit(telegram, message, Formatted(message.text, message.entities), keyboard, message.link_preview)


def delete_message(telegram: Telegram, params: Params) -> Outcome:
    chat = writable_chat(telegram.world, params.text("chat_id"))
    message = _find(chat, params, Refusal.DELETE_NOT_FOUND)
    if message.sender_id not in {telegram.world.bot.id, None} and chat.kind is not Kind.PRIVATE:
        bot_id = telegram.world.bot.id
        if not (chat.status(bot_id).rules and chat.may(bot_id, "can_delete_messages")):
            raise Refusal.DELETE_FORBIDDEN.error()
    message.is_deleted = True
    telegram.bell.ring()
    return Outcome(result=True, message=message)


def _send(
    telegram: Telegram,
    params: Params,
    formatted: Formatted,
    *,
    link_preview: Json | None = None,
    attachment: Json | None = None,
) -> Outcome:
    thread_id = _thread(params)
    chat = postable_chat(telegram.world, params.text("chat_id"), thread_id)
    keyboard = _keyboard(params)
    message = Message(
        id=0,
        chat_id=chat.id,
        sender_id=None if chat.kind is Kind.CHANNEL else telegram.world.bot.id,
        date=telegram.now_s(),
        text=formatted.text,
        entities=formatted.entities,
        keyboard=keyboard,
        thread_id=thread_id,
        reply_to=_replied(chat, params),
        is_silent=params.flag("disable_notification"),
        link_preview=link_preview,
        attachment=attachment,
    )
    message.id = telegram.world.next_message_id(chat)
    chat.messages[message.id] = message
    telegram.bell.ring()
    return Outcome(telegram.world.message_json(message), message)


def _send_file(telegram: Telegram, params: Params, kind: str) -> Outcome:
    """A document or a photo: uploaded under its own name or as `attach://…`, or named by the id of a known file."""
    reference = params.text(kind)
    sent = params.uploads.get(reference.removeprefix("attach://")) or params.uploads.get(kind)
    upload = sent or telegram.files.get(reference)
    if upload is None:
        raise Refusal.FILE_UNKNOWN.error() if reference else Refusal.FILE_MISSING.error(kind=kind)
    has_caption = bool(params.text("caption"))
    caption = _formatted(params, "caption", "caption_entities", MAX_CAPTION) if has_caption else Formatted("")
    # A chat that takes nothing must not leave a file behind.
    postable_chat(telegram.world, params.text("chat_id"), _thread(params))
    described = telegram.keep_file(upload)
    size = {"width": 1280, "height": 720}
    attachment = {"photo": [described | size]} if kind == "photo" else {"document": described}
    return _send(telegram, params, caption, attachment=attachment)


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
    chat = writable_chat(telegram.world, params.text("chat_id"))
    message = _find(chat, params, Refusal.EDIT_NOT_FOUND)
    own = message.sender_id == telegram.world.bot.id or (message.sender_id is None and chat.kind is Kind.CHANNEL)
    if not own or message.service is not None:
        raise Refusal.EDIT_FORBIDDEN.error()
    if chat.kind is Kind.CHANNEL and not chat.status(telegram.world.bot.id).rules:
        raise Refusal.NEED_ADMINISTRATOR.error()
    return message


def _find(chat: Chat, params: Params, missing: Refusal) -> Message:
    message_id = params.integer("message_id")
    if message_id == 0:
        raise Refusal.MESSAGE_ID_MISSING.error()
    message = chat.messages.get(message_id)
    if message is None or message.is_deleted:
        raise missing.error()
    return message


def _formatted(params: Params, text: str, entities: str, limit: int, *, edit: bool = False) -> Formatted:
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
    try:
        markup = params.structure("reply_markup")
    except ApiError:
        raise Refusal.MARKUP_UNREADABLE.error() from None
    return check_markup(markup)


def _link_preview(params: Params) -> Json | None:
    options = params.structure("link_preview_options")
    if not isinstance(options, dict):
        return None
    return {name: options[name] for name in _PREVIEW_FIELDS if options.get(name)} or None


def _thread(params: Params) -> int | None:
    return params.integer("message_thread_id") or None


def _replied(chat: Chat, params: Params) -> int | None:
    reply = params.structure("reply_parameters") or {"message_id": params.integer("reply_to_message_id")}
    if not isinstance(reply, dict) or not reply.get("message_id"):
        return None
    message = chat.messages.get(int(reply["message_id"]))
    if message is not None and not message.is_deleted:
        return message.id
    if reply.get("allow_sending_without_reply"):
        return None
    raise Refusal.REPLY_NOT_FOUND.error()


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}

"""Methods that pin messages, and open topics."""

from typing import Any

from .access import writable_chat
from .params import Params
from .posting import find, standing
from .refusals import Refusal
from .telegram import Method, Outcome, Telegram
from .world import Chat, Kind, Message, Status, Topic

Json = dict[str, Any]

_COLOUR = 7322096


def pin_chat_message(telegram: Telegram, params: Params) -> Outcome:
    """The chat says that it was pinned, and the bot hears of that (`need_skip_update_message` of Client.cpp)."""
    chat = _pinnable(telegram, params)
    message = find(chat, params, Refusal.PIN_NOT_FOUND)
    if message.service is not None:
        raise Refusal.PIN_NOT_FOUND.error()
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        said = _say(telegram, chat, {"pinned_message": telegram.world.message_json(message, with_reply=False)})
        said.is_silent = params.flag("disable_notification") or chat.kind is Kind.CHANNEL
        kind = "channel_post" if chat.kind is Kind.CHANNEL else "message"
        telegram.queue.put(kind, telegram.world.message_json(said))
    telegram.bell.ring()
    return Outcome(result=True, message=message)


def unpin_chat_message(telegram: Telegram, params: Params) -> Outcome:
    """Without an id, the message that was pinned last."""
    chat = _pinnable(telegram, params)
    message_id = params.integer("message_id") or next(iter(reversed(chat.pinned)), 0)
    message = standing(chat, message_id)
    if message is None or message.id not in chat.pinned:
        raise Refusal.UNPIN_NOT_FOUND.error()
    chat.pinned.remove(message.id)
    telegram.bell.ring()
    return Outcome(result=True, message=message)


def create_forum_topic(telegram: Telegram, params: Params) -> Outcome:
    chat, bot_id = writable_chat(telegram.world, params.text("chat_id")), telegram.world.bot.id
    if not chat.is_forum:
        raise Refusal.NO_FORUM.error()
    if not (chat.status(bot_id).rules and chat.may(bot_id, "can_manage_topics")):
        raise Refusal.NO_RIGHTS_TO_TOPICS.error()
    name, colour = params.text("name"), params.integer("icon_color", _COLOUR)
    said = _say(telegram, chat, {"forum_topic_created": {"name": name, "icon_color": colour}})
    said.thread_id = said.id
    chat.topics[said.id] = Topic(said.id, name)
    telegram.bell.ring()
    return Outcome({"message_thread_id": said.id, "name": name, "icon_color": colour}, said)


def _pinnable(telegram: Telegram, params: Params) -> Chat:
    """A chat in which the bot may pin (`can_pin_messages` of tdlib's MessagesManager.cpp). Raises ApiError."""
    chat, bot_id = writable_chat(telegram.world, params.text("chat_id")), telegram.world.bot.id
    right = "can_edit_messages" if chat.kind is Kind.CHANNEL else "can_pin_messages"
    is_appointed = chat.status(bot_id) in {Status.CREATOR, Status.ADMINISTRATOR}
    may = chat.may(bot_id, right) and (is_appointed or chat.kind is Kind.SUPERGROUP)
    if chat.kind is not Kind.PRIVATE and not may:
        raise Refusal.NO_RIGHTS_TO_PIN.error()
    return chat


def _say(telegram: Telegram, chat: Chat, service: Json) -> Message:
    is_channel = chat.kind is Kind.CHANNEL
    message = Message(
        id=telegram.world.next_message_id(chat),
        chat_id=chat.id,
        sender_id=None if is_channel else telegram.world.bot.id,
        author_id=telegram.world.bot.id if is_channel else None,
        date=telegram.now_s(),
        service=service,
    )
    chat.messages[message.id] = message
    return message


METHODS: dict[str, Method] = {
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "createForumTopic": create_forum_topic,
}

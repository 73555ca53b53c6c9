"""Whether the bot may do something in a chat, and what Telegram answers if not (Client::check_chat_access)."""

from .refusals import Refusal
from .world import Chat, Kind, Status, World

GENERAL_TOPIC = 1
"""The topic of a forum that every forum has; a message to it must not name it (tdlib/telegram-bot-api#798)."""


def readable_chat(world: World, reference: object) -> Chat:
    """A chat that the bot may ask about. Raises ApiError."""
    chat = world.find_chat(reference)
    status = chat.status(world.bot.id)
    if chat.kind in {Kind.SUPERGROUP, Kind.CHANNEL}:
        if status is Status.KICKED:
            raise Refusal.KICKED.error(kind=chat.kind)
        if not status.is_present and chat.username is None:
            raise Refusal.NOT_A_MEMBER.error(kind=chat.kind)
    return chat


def writable_chat(world: World, reference: object) -> Chat:
    """A chat that the bot may change something in. Raises ApiError."""
    chat = world.find_chat(reference)
    if chat.kind is Kind.PRIVATE:
        _check_private(world, chat)
    else:
        _check_shared(world, chat)
    return chat


def postable_chat(world: World, reference: object, thread_id: int | None) -> Chat:
    """A chat, and a topic, that the bot may send to. Raises ApiError."""
    chat = writable_chat(world, reference)
    if chat.kind is Kind.CHANNEL:
        if not (chat.status(world.bot.id).rules and chat.may(world.bot.id, "can_post_messages")):
            raise Refusal.NEED_ADMINISTRATOR.error()
    elif not chat.may(world.bot.id, "can_send_messages"):
        raise Refusal.NO_RIGHTS_TO_SEND.error()
    _check_topic(world, chat, thread_id)
    return chat


def _check_private(world: World, chat: Chat) -> None:
    user = world.users.get(chat.id)
    if user is None or user.is_deactivated:
        raise Refusal.DEACTIVATED.error()
    if chat.status(world.bot.id) is Status.KICKED:
        raise Refusal.BLOCKED.error()


def _check_shared(world: World, chat: Chat) -> None:
    if chat.migrated_to is not None:
        raise Refusal.MIGRATED.error(migrate_to_chat_id=chat.migrated_to)
    if chat.is_deactivated:
        raise Refusal.GROUP_DEACTIVATED.error()
    status = chat.status(world.bot.id)
    if status is Status.KICKED:
        raise Refusal.KICKED.error(kind=chat.kind)
    if not status.is_present:
        raise Refusal.NOT_A_MEMBER.error(kind=chat.kind)


def _check_topic(world: World, chat: Chat, thread_id: int | None) -> None:
    if thread_id is not None and (thread_id == GENERAL_TOPIC or thread_id not in chat.topics):
        raise Refusal.THREAD_NOT_FOUND.error()
    topic = chat.topics.get(thread_id or GENERAL_TOPIC)
    manages = chat.status(world.bot.id).rules and chat.may(world.bot.id, "can_manage_topics")
    if topic is not None and topic.is_closed and not manages:
        raise Refusal.TOPIC_CLOSED.error()

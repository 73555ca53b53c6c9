"""The groups and topics in which cards can be decided on."""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberAdministrator

from bot.delivery.session import GetChatBriefly
from bot.i18n import Texts
from bot.model import Chat, ChatKind, Topic
from bot.services.connections import Connections

_GROUPS = {ChatKind.GROUP, ChatKind.SUPERGROUP}


async def groups_of(owner: Chat, connections: Connections) -> list[Chat]:
    """The groups that somebody has connected."""
    return [one for one in (await connections.targets(owner))[1:] if one.kind in _GROUPS]


async def is_forum(bot: Bot, group: Chat) -> bool:
    """Whether a group has topics; False if Telegram does not say."""
    try:
        found = await bot(GetChatBriefly(chat_id=group.telegram_id))
    except TelegramAPIError:
        return False
    return bool(found.is_forum)


async def may_make_topics(bot: Bot, group: Chat) -> bool:
    """Whether the bot may begin a topic there; False if Telegram does not say."""
    try:
        me = await bot.get_chat_member(group.telegram_id, bot.id)
    except TelegramAPIError:
        return False
    return isinstance(me, ChatMemberAdministrator) and bool(me.can_manage_topics)


async def make_topic(bot: Bot, group: Chat, texts: Texts, connections: Connections) -> int | None:
    """Begin the topic for cards; None if Telegram refuses."""
    name = texts.plain("channel-topic-name")
    try:
        made = await bot.create_forum_topic(group.telegram_id, name)
    except (TelegramBadRequest, TelegramForbiddenError):
        return None
    await connections.name_topic(group, Topic(made.message_thread_id, name), None)
    return made.message_thread_id

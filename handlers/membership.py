"""What Telegram reports about the bot itself: blocked, removed, added; and groups that become supergroups."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter, CommandStart
from aiogram.types import ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Message

from bot.i18n import Translations
from bot.model import ChatKind
from bot.services.admissions import Admissions
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.own_channels import OwnChannels
from bot.services.sources import Sources
from handlers.context import Conversation, meet
from handlers.groups import greeting
from handlers.members import Members

_ADMINISTRATORS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}


def build_router() -> Router:
    router = Router(name="membership")
    router.my_chat_member.register(lost, ChatMemberUpdatedFilter(IS_MEMBER >> IS_NOT_MEMBER))
    router.my_chat_member.register(gained, ChatMemberUpdatedFilter(IS_NOT_MEMBER >> IS_MEMBER))
    router.my_chat_member.register(changed)
    router.chat_member.register(rights_changed)
    router.message.register(started, CommandStart(magic=~F.args), _was_just_greeted)
    router.message.register(reopened, F.forum_topic_reopened)
    router.message.register(migrated, F.migrate_to_chat_id)
    router.message.register(migrated_here, F.migrate_from_chat_id)
    return router


async def lost(event: ChatMemberUpdated, chats: Chats, own_channels: OwnChannels) -> None:
    await chats.lose(event.chat.id, event.new_chat_member.status)
    if event.chat.type == ChatType.CHANNEL:
        await own_channels.left(event.chat.id)


async def gained(
    event: ChatMemberUpdated, bot: Bot, chats: Chats, translations: Translations, members: Members
) -> None:
    chat = await meet(chats, event.chat, event.from_user.language_code)
    if chat.kind in {ChatKind.GROUP, ChatKind.SUPERGROUP} and members.may_be_greeted(chat.telegram_id):
        text, markup = await greeting(chat, translations[chat.language], bot)
        await event.answer(text, reply_markup=markup)


async def _was_just_greeted(message: Message, members: Members) -> bool:
    return members.was_just_greeted(message.chat.id)


async def started(_message: Message) -> None:
    """Say nothing more: a client sends `/start` along when it adds the bot, and the group has been greeted."""


async def changed(event: ChatMemberUpdated, chats: Chats) -> None:
    """The bot's rights have changed: send what is owed where it may write, and mark the chat where it may not."""
    rights = event.new_chat_member
    if event.chat.type == ChatType.CHANNEL:
        may_write = isinstance(rights, ChatMemberAdministrator) and bool(rights.can_post_messages)
    else:
        may_write = not isinstance(rights, ChatMemberRestricted) or rights.can_send_messages
    if may_write:
        await meet(chats, event.chat, None)
    else:
        await chats.lose(event.chat.id, "not enough rights")


async def rights_changed(
    event: ChatMemberUpdated, connections: Connections, members: Members, chats: Chats, sources: Sources
) -> None:
    """Somebody has become an administrator, or is one no longer. Telegram reports it where the bot is one."""
    person = event.new_chat_member.user.id
    members.forget(event.chat.id, person)
    if event.old_chat_member.status in _ADMINISTRATORS:
        await connections.changed(event.chat.id, person)
        group, dismissed = await chats.known(event.chat.id), await chats.known(person)
        if group is not None and dismissed is not None:
            await sources.stop_reports(group, dismissed)


async def reopened(message: Message, conversation: Conversation, chats: Chats) -> None:
    await chats.reopen_topic(conversation.chat, message.message_thread_id or 0)


async def migrated(message: Message, chats: Chats, admissions: Admissions) -> None:
    assert message.migrate_to_chat_id is not None  # noqa: S101  the filter says so
    await chats.move(message.chat.id, message.migrate_to_chat_id)
    await admissions.move(message.chat.id, message.migrate_to_chat_id)


async def migrated_here(message: Message, chats: Chats, admissions: Admissions) -> None:
    assert message.migrate_from_chat_id is not None  # noqa: S101  the filter says so
    await chats.move(message.migrate_from_chat_id, message.chat.id)
    await admissions.move(message.migrate_from_chat_id, message.chat.id)

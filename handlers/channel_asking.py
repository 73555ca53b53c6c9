"""What begins to set a channel up: the bot is made an administrator, a post is forwarded, somebody writes at last.

Who has never written to the bot cannot be asked: the question waits for their first `/start`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import CommandObject, CommandStart, Filter
from aiogram.types import ChatMemberAdministrator, ChatMemberUpdated, Message, MessageOriginChannel, TelegramObject

from bot.errors import RateLimited, TelegramUnavailable
from bot.i18n import Translations
from bot.model import ChatKind, Desk, KeptTextId, Standing
from bot.services.channel_options import decided_at
from bot.services.channel_setup import ChannelSetUp
from bot.services.channels import Channels
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.target_setup import TargetSetup
from bot.text.shortening import shorten
from handlers.bot_links import giving_rights
from handlers.channel_setup import DESK_SET_UP, decided_in, topics_page
from handlers.channel_setup_pages import TITLE
from handlers.channel_view import opened, say_missing, standing_now
from handlers.context import AdministratorsOnly, Conversation, Handler, meet, topic_of
from handlers.desk_places import is_forum
from handlers.keyboards import Shown, keyboard
from handlers.setting_up import SettingUp
from handlers.subject import pressed_for
from handlers.updates.parsing import cause_of

DESK = "desk"
"""What a link to a group carries that is to be the desk of a channel, before the key of the channel."""
_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who has changed something in a channel."""

    telegram_id: int
    private: Conversation | None
    """In their private chat; None if they have never written to the bot, or have stopped it."""


class WithActor(BaseMiddleware):
    """Adds the `actor` of what Telegram reports."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"actor": Actor})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        chats: Chats = data["chats"]
        translations: Translations = data["translations"]
        if not isinstance(event, ChatMemberUpdated):
            return None
        known, private = await chats.known(event.from_user.id), None
        if known is not None and not known.dormant:
            cause = cause_of(data["bot"], data["event_update"].update_id)
            private = Conversation(known, translations[known.language], cause)
        data["actor"] = Actor(event.from_user.id, private)
        return await handler(event, data)


class ForwardsOwnPost(Filter):
    """Lets through a forwarded post of a channel that the person and the bot administer; adds its `origin`."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"origin": MessageOriginChannel, "standing": Standing})

    async def __call__(
        self, message: Message, conversation: Conversation, chats: Chats, target_setup: TargetSetup
    ) -> bool | dict[str, Any]:
        origin = message.forward_origin
        if not isinstance(origin, MessageOriginChannel):
            return False
        known = await chats.known(origin.chat.id)
        if known is None or known.kind is not ChatKind.CHANNEL:
            return False
        try:
            standing = await target_setup.standing(conversation.chat, origin.chat.id, ChatKind.CHANNEL)
        except (TelegramUnavailable, RateLimited):
            return False
        return standing in {Standing.FINE, Standing.NO_POSTING} and {"origin": origin, "standing": standing}


class WantsDesk(Filter):
    """Lets through what a link says in a group that is to be the desk of a channel.

    Adds as `which` the id of a kept text, while the channel is being set up, or the key of the channel.
    """

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"which": int})

    def __init__(self, prefix: str) -> None:
        self._link = re.compile(rf"{prefix}(\d{{1,18}})", re.ASCII)

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        found = self._link.fullmatch(command.args or "")
        return found is not None and {"which": int(found[1])}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks something in a group, and where they can be asked back."""

    group: Conversation
    private: Conversation


class WithAsker(BaseMiddleware):
    """Adds the `asker` in a group; it tells somebody who cannot be asked back to write in private first."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"asker": Asker})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        group: Conversation = data["conversation"]
        translations: Translations = data["translations"]
        person = group.person
        if not isinstance(event, Message):
            return None
        if person is None:
            return await event.answer(group.texts.html("channel-desk-who"))
        data["asker"] = Asker(group, replace(group, chat=person, texts=translations[person.language], person=None))
        return await handler(event, data)


class AsksWaiting(BaseMiddleware):
    """Asks somebody who writes at last, after the answer to that, about the channels that wait for it."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        answered = await handler(event, data)
        conversation: Conversation = data["conversation"]
        channels: Channels = data["channels"]
        if isinstance(event, Message) and conversation.chat.kind is ChatKind.PRIVATE:
            for chat in await channels.asked_about(conversation.chat):
                text, markup = await opened(
                    chat.telegram_id, chat.title, conversation, data["channel_setup"], is_named=False
                )
                await event.answer(text, reply_markup=markup)
                await channels.was_asked(conversation.chat, chat)
        return answered


def build_router() -> Router:
    reports = Router(name="channel-reports")
    reports.my_chat_member.middleware(WithActor())
    is_administrator = F.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR
    reports.my_chat_member.register(made_administrator, F.chat.type == ChatType.CHANNEL, is_administrator)
    posts = Router(name="channel-posts")
    posts.message.register(take_post, F.chat.type == ChatType.PRIVATE, ~F.document, ForwardsOwnPost())
    desks = Router(name="channel-desks")
    desks.message.middleware(AdministratorsOnly())
    desks.message.middleware(WithAsker())
    in_group = F.chat.type.in_(_GROUPS)
    desks.message.register(choose_desk, CommandStart(deep_link=True), in_group, WantsDesk(DESK_SET_UP))
    desks.message.register(move_desk, CommandStart(deep_link=True), in_group, WantsDesk(DESK))
    router = Router(name="channel-asking")
    router.include_routers(reports, posts, desks)
    return router


async def made_administrator(
    event: ChatMemberUpdated, actor: Actor, bot: Bot, chats: Chats, channel_setup: ChannelSetUp
) -> None:
    """The bot may publish in a channel from now on, or not: ask who did it what to publish, once a time."""
    chat = await meet(chats, event.chat, event.from_user.language_code)
    may_post = _may_post(event.new_chat_member)
    is_new = event.old_chat_member.status != ChatMemberStatus.ADMINISTRATOR
    if not may_post:
        await chats.lose(event.chat.id, "not enough rights")
    if _may_post(event.old_chat_member) or not (may_post or is_new):
        return  # it was asked before, or somebody has taken the right away on purpose
    if not await _ask(event, actor, bot, channel_setup) and may_post:
        await channel_setup.channels.ask_later(actor.telegram_id, chat)


async def _ask(event: ChatMemberUpdated, actor: Actor, bot: Bot, channel_setup: ChannelSetUp) -> bool:
    """Ask who made the bot an administrator; False if they cannot be asked."""
    private, title = actor.private, event.chat.title or event.chat.full_name
    if private is None:
        return False
    page: Shown
    if _may_post(event.new_chat_member):
        page = await opened(event.chat.id, title, private, channel_setup, is_named=False)
    else:
        text = private.texts.html(f"rights-{Standing.NO_POSTING}", title=title)
        page = text, keyboard([await giving_rights(bot, private.texts)])
    try:
        await bot.send_message(actor.telegram_id, page[0], reply_markup=page[1])
    except TelegramForbiddenError:
        return False
    return True


async def take_post(
    message: Message,
    origin: MessageOriginChannel,
    standing: Standing,
    conversation: Conversation,
    channel_setup: ChannelSetUp,
) -> None:
    """Somebody has forwarded a post of a channel to say which one is meant."""
    title = origin.chat.title or origin.chat.full_name
    if standing is not Standing.FINE and message.bot is not None:
        await say_missing(message, title, standing, conversation.texts, message.bot)
        return
    text, markup = await opened(origin.chat.id, title, conversation, channel_setup, is_named=True)
    await message.answer(text, reply_markup=markup)


async def choose_desk(
    message: Message, which: int, asker: Asker, connections: Connections, channel_setup: ChannelSetUp
) -> None:
    """A group becomes the desk of a channel that is being set up; the rest is asked in private."""
    private, group = asker.private, asker.group.chat
    setup = await channel_setup.kept(private.chat, which)
    if setup is None or message.bot is None:
        await message.answer(asker.group.texts.html("channel-setup-gone"))
        return
    await channel_setup.adopt(private.chat, group)
    kept = KeptTextId(which)
    setting_up = await decided_in(SettingUp(private, setup, kept, channel_setup), group)
    asks_topic = await is_forum(message.bot, group)
    page = await (topics_page(setting_up, group, connections, message.bot) if asks_topic else setting_up.ready())
    await message.answer(asker.group.texts.html("channel-desk-almost", title=shorten(setup.title, TITLE)))
    await message.bot.send_message(private.chat.telegram_id, page[0], reply_markup=page[1])


async def move_desk(
    message: Message, which: int, asker: Asker, connections: Connections, channel_setup: ChannelSetUp
) -> None:
    """The cards of a channel are decided on in a group from now on."""
    private, group = asker.private, asker.group
    chat = await pressed_for(which, private.chat, connections)
    if chat is None or chat.kind is not ChatKind.CHANNEL:
        await message.answer(group.texts.html("target-gone"))
        return
    standing = await standing_now(private.chat, chat, connections)
    if standing is not Standing.FINE and message.bot is not None:
        await say_missing(message, chat.title, standing, group.texts, message.bot)
        return
    await channel_setup.adopt(private.chat, group.chat)
    chosen = Desk(group.chat.key, topic_of(message))
    await channel_setup.channels.change(chat, partial(decided_at, desk=chosen))
    await message.answer(group.texts.html("channel-desk-here", title=shorten(chat.title, TITLE)))


def _may_post(member: object) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)

"""/channel: connects a channel or group as a target of a person's subscriptions, and disconnects it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject

from bot.delivery.markup import linked_address
from bot.delivery.session import GetChatBriefly
from bot.errors import QueryError
from bot.i18n import Texts
from bot.model import Chat, ChatKind, Standing
from bot.services.channel_setup import ChannelSetUp
from bot.services.connections import Connections
from bot.services.target_setup import TargetSetup
from handlers import phrases
from handlers.bot_links import giving_rights
from handlers.callbacks import ConnectionAction, ConnectionPressed, SettingsPage, TargetPressed
from handlers.channel_callbacks import ChannelPage, ChannelPressed
from handlers.channel_typed import AsksLog, NamedPlace, NamesGroup, NamesOwnChannel, NamesPlace
from handlers.channel_view import opened
from handlers.context import Conversation, Handler, InMeasure
from handlers.keyboards import button, keyboard, show
from handlers.subject import may_send_to, pressed_for

_CONNECTABLE = {ChatType.CHANNEL, ChatType.SUPERGROUP, ChatType.GROUP}


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A channel or group that the person may connect."""

    named: NamedPlace
    id: int
    kind: ChatKind
    title: str
    topic: int


class FindsPlace(BaseMiddleware):
    """Adds the `place` that is `named`, if the person and the bot may publish there; else it says why not."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"place": OpenPlace})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        named: NamedPlace = data["named"]
        conversation: Conversation = data["conversation"]
        target_setup: TargetSetup = data["target_setup"]
        bot: Bot = data["bot"]
        if not isinstance(event, Message):
            return None
        texts = conversation.texts
        try:
            found = await bot(GetChatBriefly(chat_id=named.address))
        except (TelegramBadRequest, TelegramForbiddenError):
            # Telegram always answers so when the bot is no member, and says no more.
            return await event.answer(texts.html("channel-unknown", name=linked_address(named.name)))
        standing = Standing.NOT_YOU
        if found.type in _CONNECTABLE:
            standing = await target_setup.standing(conversation.chat, found.id, ChatKind(found.type))
        if standing is not Standing.FINE:
            is_shown = found.username or standing is not Standing.NOT_YOU
            answer = texts.html(f"rights-{standing}", title=(found.title if is_shown else None) or named.name)
            if standing is Standing.NOT_YOU and found.type != ChatType.CHANNEL:
                answer = texts.html("administrators-only")
            return await event.answer(answer, reply_markup=await _ways_out(standing, found.type, bot, texts))
        topic = named.topic if found.is_forum else 0
        data["place"] = OpenPlace(named, found.id, ChatKind(found.type), found.title or found.full_name, topic)
        return await handler(event, data)


def build_router() -> Router:
    private = F.chat.type == ChatType.PRIVATE
    named = Router(name="channel-named")
    named.message.middleware(InMeasure())
    named.message.middleware(FindsPlace())
    named.message.register(connect, CommandStart(deep_link=True), private, NamesGroup())
    named.message.register(connect, Command("channel"), private, ~AsksLog(), ~NamesOwnChannel(), NamesPlace())
    others = Router(name="channel-others")
    others.message.middleware(InMeasure())
    others.message.register(only_in_private, Command("channel"), ~private)
    others.callback_query.register(restore, ConnectionPressed.filter(F.action == ConnectionAction.RESTORE))
    others.callback_query.register(end, ConnectionPressed.filter(F.action == ConnectionAction.END))
    others.callback_query.register(take_over, ConnectionPressed.filter(F.action == ConnectionAction.TAKE))
    router = Router(name="channel")
    router.include_routers(named, others)
    return router


async def only_in_private(message: Message, conversation: Conversation) -> None:
    await message.answer(conversation.texts.html("channel-in-private"))


async def connect(
    message: Message,
    place: OpenPlace,
    conversation: Conversation,
    target_setup: TargetSetup,
    channel_setup: ChannelSetUp,
) -> None:
    chat, texts = conversation.chat, conversation.texts
    if place.kind is ChatKind.CHANNEL and not place.named.query:
        text, markup = await opened(place.id, place.title, conversation, channel_setup, is_named=True)
        await message.answer(text, reply_markup=markup)
        return
    target = await target_setup.connect(chat, place.id, place.kind, place.title)
    if place.named.query:
        await channel_setup.set_up_unasked(chat, target)
        await message.answer(await _subscribe(place, target, conversation, target_setup))
        return
    choices = [
        [button(one.text, TargetPressed(id=one.id, chat=target.key, topic=place.topic))]
        for one in await target_setup.sent_elsewhere(chat, target, place.topic)
    ]
    key = "channel-connected" if choices else "channel-connected-empty"
    text = texts.html(key, title=target.title, name=place.named.name)
    await message.answer(text, reply_markup=keyboard(*choices) if choices else None)


async def end(
    query: CallbackQuery,
    callback_data: ConnectionPressed,
    conversation: Conversation,
    connections: Connections,
) -> None:
    """A person ends their own connection, or that of another administrator of the chat."""
    chat, texts = conversation.chat, conversation.texts
    target = await pressed_for(callback_data.chat, chat, connections)
    owners = [] if target is None else (await connections.place(target)).owners
    owner = next((one for one in owners if one.key == callback_data.owner), None)
    if target is None or owner is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    if owner.key != chat.key and not await may_send_to(query, target, conversation, connections):
        return
    await connections.end(owner, target, by=chat)
    await query.answer()
    if owner.key == chat.key:
        back = button(
            texts.plain("button-restore"), ConnectionPressed(action=ConnectionAction.RESTORE, chat=target.key)
        )
        await show(query, texts.html("disconnected", title=target.title), keyboard([back]))
    else:
        text = texts.html("disconnected-of", title=target.title, name=owner.title)
        await show(query, text, keyboard([_to_page(target, texts)]))


async def restore(
    query: CallbackQuery, callback_data: ConnectionPressed, conversation: Conversation, connections: Connections
) -> None:
    chat, texts = conversation.chat, conversation.texts
    target = next((one for one in await connections.lost(chat) if one.key == callback_data.chat), None)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
    elif await may_send_to(query, target, conversation, connections):
        await connections.connect(chat, target)
        await query.answer()
        await show(query, texts.html("connected-again", title=target.title), keyboard([_to_page(target, texts)]))


async def take_over(
    query: CallbackQuery,
    callback_data: ConnectionPressed,
    conversation: Conversation,
    connections: Connections,
) -> None:
    """The person takes over what is suspended in a chat."""
    chat, texts = conversation.chat, conversation.texts
    target = await pressed_for(callback_data.chat, chat, connections)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
    elif await may_send_to(query, target, conversation, connections):
        count, left_out = await connections.take_over(chat, target)
        await query.answer()
        text = texts.html("taken-over", count=count, title=target.title)
        if left_out is not None:
            text += "\n" + phrases.left_out(left_out, texts)
        await show(query, text, keyboard([_to_page(target, texts)]))


def set_up_payload(group: Chat) -> str:
    """What a link to the bot carries that leads to the settings of a group."""
    return f"group{group.telegram_id}"


def _to_page(target: Chat, texts: Texts) -> InlineKeyboardButton:
    """The button that leads to the page of a channel, or to the settings of a group."""
    is_channel = target.kind is ChatKind.CHANNEL
    page = ChannelPressed(page=ChannelPage.SHOW, chat=target.key)
    settings = SettingsPage(name="", chat=target.key)
    return button(texts.plain("button-to-chat", title=target.title), page if is_channel else settings)


async def _ways_out(standing: Standing, kind: str, bot: Bot, texts: Texts) -> InlineKeyboardMarkup | None:
    """The button that opens Telegram's dialogue for the missing rights of the bot."""
    if standing not in {Standing.NOT_ME, Standing.NO_POSTING}:
        return None
    return keyboard([await giving_rights(bot, texts, is_channel=kind == ChatType.CHANNEL)])


async def _subscribe(place: OpenPlace, target: Chat, conversation: Conversation, target_setup: TargetSetup) -> str:
    """Send a new subscription to the target; the answer."""
    chat, texts, query = conversation.chat, conversation.texts, place.named.query
    try:
        left_out = await target_setup.subscribe(chat, query, conversation.cause, target=target, topic=place.topic)
    except QueryError as error:
        return phrases.query_error(error, query, texts)
    if left_out is not None:
        return phrases.left_out(left_out, texts)
    return texts.html("channel-added", text=query, title=target.title)

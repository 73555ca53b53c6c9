"""/channel alone or with the name of a channel: the channels of a person, and the page of each."""

import asyncio
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.delivery.session import GetChatBriefly
from bot.model import Chat, ChatKind, Standing
from bot.services.channel_setup import ChannelSetUp
from bot.services.channels import Channels
from bot.services.connections import Connections
from bot.services.preferences import Preferences
from handlers.bot_links import adding_channel
from handlers.channel_callbacks import ChannelPage, ChannelPaused, ChannelPressed, ChannelsPage
from handlers.channel_pages import Listed, list_page
from handlers.channel_typed import NamesOwnChannel
from handlers.channel_view import ChannelTalk, OfChannel, say_missing, standing_now, talk_about
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import Page, Shown, page_of, show
from handlers.setting_up import SettingUp


def build_router() -> Router:
    listing = Router(name="channels-list")
    listing.callback_query.middleware(AdministratorsOnly())
    listing.message.register(show_named, Command("channel"), F.chat.type == ChatType.PRIVATE, NamesOwnChannel())
    listing.message.register(show_all, Command("channel"), F.chat.type == ChatType.PRIVATE)
    listing.callback_query.register(turn_page, ChannelsPage.filter())
    pages = Router(name="channels-pages")
    pages.callback_query.middleware(AdministratorsOnly())
    pages.callback_query.middleware(OfChannel())
    pages.callback_query.register(show_one, ChannelPressed.filter(F.page == ChannelPage.SHOW))
    pages.callback_query.register(pause, ChannelPaused.filter())
    router = Router(name="channels")
    router.include_routers(listing, pages)
    return router


async def show_all(
    message: Message, conversation: Conversation, bot: Bot, connections: Connections, channels: Channels
) -> None:
    text, markup = await all_channels(conversation, bot, connections, channels)
    await message.answer(text, reply_markup=markup)


async def show_named(
    message: Message, chat: Chat, conversation: Conversation, connections: Connections, channel_setup: ChannelSetUp
) -> None:
    """`/channel Оборона`: the page of a channel, or what is asked before there is one."""
    standing = await standing_now(conversation.chat, chat, connections)
    if standing is not Standing.FINE and message.bot is not None:
        await say_missing(message, chat.title, standing, conversation.texts, message.bot)
        return
    talk = await talk_about(chat, conversation, channel_setup.channels)
    if talk is None:
        asked = await SettingUp.begin(conversation, chat.telegram_id, chat.title, channel_setup)
        text, markup = await asked.question()
    else:
        text, markup = await talk.page()
    await message.answer(text, reply_markup=markup)


async def turn_page(
    query: CallbackQuery,
    callback_data: ChannelsPage,
    conversation: Conversation,
    connections: Connections,
    channels: Channels,
) -> None:
    await query.answer()
    if query.bot is not None:
        await show(query, *await all_channels(conversation, query.bot, connections, channels, callback_data.page))


async def show_one(query: CallbackQuery, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *await talk.page())


async def pause(
    query: CallbackQuery, callback_data: ChannelPaused, talk: ChannelTalk, preferences: Preferences
) -> None:
    """Publish nothing until it is resumed, or go on."""
    if callback_data.paused:
        chosen = await preferences.pause(talk.chat, None)
    else:
        chosen = await preferences.resume(talk.chat)
    await query.answer()
    await show(query, *await replace(talk, chat=replace(talk.chat, preferences=chosen)).page())


async def all_channels(
    conversation: Conversation, bot: Bot, connections: Connections, channels: Channels, number: int = 0
) -> Shown:
    """A page of the list, counted from 0. Telegram is asked about the channels on it."""
    owner, texts = conversation.chat, conversation.texts
    targets = (await connections.targets(owner))[1:]
    page = page_of([one for one in targets if one.kind is ChatKind.CHANNEL], number)
    groups = [one for one in targets if one.kind is not ChatKind.CHANNEL]
    views = [await channels.view(owner, one) for one in page.items]
    standings = await asyncio.gather(*(standing_now(owner, one, connections) for one in page.items))
    names = await asyncio.gather(*(_username(bot, one) for one in page.items))
    listed = [Listed(*one) for one in zip(views, standings, names, strict=True)]
    shown = Page(listed, page.first, page.number, page.count)
    return list_page(shown, groups, [await adding_channel(bot, texts)], owner, texts)


async def _username(bot: Bot, channel: Chat) -> str | None:
    """The public name of a channel; None if it has none, or Telegram does not say."""
    try:
        return (await bot(GetChatBriefly(chat_id=channel.telegram_id))).username
    except TelegramAPIError:
        return None

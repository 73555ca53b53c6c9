"""What goes to a channel: its subscriptions and sources are ticked, and struck off."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.errors import QueryError
from bot.feeds.pack import is_official
from bot.model import SourceId, SubscriptionId
from bot.services.channel_setup import ChannelSetUp, line_for_channel
from bot.services.channel_undoing import ChannelUndoing, Former
from bot.services.subscriptions import Subscriptions
from handlers import phrases
from handlers.channel_callbacks import (
    ChannelAsked,
    ChannelPack,
    ChannelPage,
    ChannelPressed,
    ChannelSource,
    ChannelSubscription,
)
from handlers.channel_content_pages import packs_page, query_page, sources_page, subscriptions_page
from handlers.channel_view import ChannelTalk, OfChannel, leave
from handlers.context import AdministratorsOnly
from handlers.keyboards import Shown, show
from handlers.replying import RepliesTo

_PAGES: Mapping[ChannelPage, Callable[[ChannelTalk, int], Awaitable[Shown]]] = MappingProxyType(
    {
        ChannelPage.SUBSCRIPTIONS: subscriptions_page,
        ChannelPage.SOURCES: sources_page,
        ChannelPage.PACKS: lambda talk, _: packs_page(talk),
    }
)


def build_router() -> Router:
    router = Router(name="channel-content")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(OfChannel())
    router.message.middleware(OfChannel())
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(take_query, F.text, ~F.text.startswith("/"), RepliesTo(ChannelAsked, ChannelPage.QUERY))
    router.callback_query.register(leave_query, ChannelAsked.filter(F.page == ChannelPage.QUERY))
    router.callback_query.register(ask_query, ChannelPressed.filter(F.page == ChannelPage.QUERY))
    router.callback_query.register(show_page, ChannelPressed.filter(F.page.in_(set(_PAGES))))
    router.callback_query.register(tick_subscription, ChannelSubscription.filter())
    router.callback_query.register(tick_source, ChannelSource.filter())
    router.callback_query.register(tick_pack, ChannelPack.filter())
    return router


async def show_page(query: CallbackQuery, callback_data: ChannelPressed, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *await _PAGES[callback_data.page](talk, callback_data.value))


async def ask_query(query: CallbackQuery, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *query_page(talk))


async def leave_query(query: CallbackQuery, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *await subscriptions_page(talk))


async def take_query(message: Message, talk: ChannelTalk, channel_setup: ChannelSetUp) -> None:
    """Somebody has replied with what else is to go to the channel."""
    text = (message.text or "").strip()
    try:
        left_out = await channel_setup.send_there(talk.owner, talk.chat, [text], talk.conversation.cause)
    except QueryError as error:
        await message.answer(phrases.query_error(error, text, talk.texts))
        return
    shown, markup = await subscriptions_page(talk)
    if left_out is not None:
        shown += "\n" + phrases.left_out(left_out, talk.texts)
    await message.answer(shown, reply_markup=markup)


async def tick_subscription(
    query: CallbackQuery,
    callback_data: ChannelSubscription,
    talk: ChannelTalk,
    subscriptions: Subscriptions,
    channel_setup: ChannelSetUp,
) -> None:
    """Send a copy of a subscription there, or no longer; the person's own stays as it is."""
    one = await subscriptions.find(talk.owner, SubscriptionId(callback_data.id))
    toast = None
    if one is not None and callback_data.ticked and one.chat.key != talk.chat.key:
        lines = [line_for_channel(one)]
        left_out = await channel_setup.send_there(talk.owner, talk.chat, lines, talk.conversation.cause)
        toast = None if left_out is None else phrases.left_out_plain(left_out, talk.texts)
    elif one is not None and not callback_data.ticked and one.chat.key == talk.chat.key:
        await subscriptions.remove(talk.owner, one.id, talk.conversation.cause)
    await query.answer(toast, show_alert=toast is not None)
    await show(query, *await subscriptions_page(talk, callback_data.page))


async def tick_source(
    query: CallbackQuery, callback_data: ChannelSource, talk: ChannelTalk, channel_undoing: ChannelUndoing
) -> None:
    """Tick a source or strike it off. «All» leaves out what speaks for a state: that is asked for one by one."""
    chosen, kept = {SourceId(callback_data.id)}, None
    if not callback_data.id:
        watched = await talk.channels.sources(talk.owner, talk.chat)
        chosen = {one.source.id for one in watched if not (callback_data.ticked and is_official(one.source.pack))}
        ticked = tuple(one.source.id for one in watched if one.is_ticked)
        if not ticked and not callback_data.ticked:
            await leave(query, talk.texts)
            return
        if not callback_data.ticked:
            former = Former(talk.chat.key, sources=ticked)
            kept = await channel_undoing.keep(talk.owner, former, talk.conversation.part("former").cause)
    await talk.channels.tick(talk.owner, talk.chat, chosen, is_ticked=callback_data.ticked)
    await query.answer()
    await show(query, *await sources_page(talk, callback_data.page, kept))


async def tick_pack(query: CallbackQuery, callback_data: ChannelPack, talk: ChannelTalk) -> None:
    watched = await talk.channels.sources(talk.owner, talk.chat)
    chosen = {one.source.id for one in watched if one.source.pack == callback_data.name}
    await talk.channels.tick(talk.owner, talk.chat, chosen, is_ticked=callback_data.ticked)
    await query.answer()
    await show(query, *await packs_page(talk))

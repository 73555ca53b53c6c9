"""Who decides what goes to a channel: the presses of these pages, and the editors by invitation."""

import re
from datetime import time
from functools import partial

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.model import Chat, Desk, PersonKey, Publishing
from bot.services.channel_options import ChannelOption, changed, decided_at, with_slots
from bot.services.channel_undoing import ChannelUndoing, Former
from bot.services.connections import Connections
from handlers.bot_links import adding_group
from handlers.channel_asking import DESK
from handlers.channel_callbacks import (
    ASK_TOPIC,
    NEW_TOPIC,
    ChannelAsked,
    ChannelChoice,
    ChannelDesk,
    ChannelPage,
    ChannelPressed,
    EditorAction,
    EditorPressed,
)
from handlers.channel_deciding_pages import deciding_page, editors_page, places_page, slots_page, topics_page
from handlers.channel_view import ChannelTalk, OfChannel, leave
from handlers.context import AdministratorsOnly
from handlers.desk_places import groups_of, is_forum, make_topic, may_make_topics
from handlers.keyboards import Shown, show
from handlers.replying import RepliesTo
from handlers.subject import may_send_to

_TIME = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b", re.ASCII)
_OPTIONS = {
    ChannelOption.PUBLISHING,
    ChannelOption.APPROVALS,
    ChannelOption.UNDECIDED,
    ChannelOption.SLOT,
}
"""The options of these pages."""


def build_router() -> Router:
    router = Router(name="channel-deciding")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(OfChannel())
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.middleware(OfChannel())
    router.message.register(take_slots, F.text, ~F.text.startswith("/"), RepliesTo(ChannelAsked, ChannelPage.SLOTS))
    router.callback_query.register(show_deciding, ChannelPressed.filter(F.page == ChannelPage.DECIDING))
    router.callback_query.register(show_deciding, ChannelAsked.filter(F.page == ChannelPage.SLOTS))
    router.callback_query.register(show_slots, ChannelPressed.filter(F.page == ChannelPage.SLOTS))
    router.callback_query.register(show_places, ChannelPressed.filter(F.page == ChannelPage.PLACES))
    router.callback_query.register(show_editors, ChannelPressed.filter(F.page == ChannelPage.EDITORS))
    router.callback_query.register(choose, ChannelChoice.filter(F.option.in_(_OPTIONS)))
    router.callback_query.register(choose_desk, ChannelDesk.filter())
    router.callback_query.register(change_editors, EditorPressed.filter())
    return router


async def show_deciding(query: CallbackQuery, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *await _deciding(talk))


async def show_slots(query: CallbackQuery, talk: ChannelTalk) -> None:
    await query.answer()
    await show(query, *slots_page(talk))


async def show_places(query: CallbackQuery, talk: ChannelTalk, connections: Connections, bot: Bot) -> None:
    await query.answer()
    await show(query, *await _places(talk, connections, bot))


async def show_editors(query: CallbackQuery, talk: ChannelTalk, bot: Bot) -> None:
    await query.answer()
    await show(query, *await editors_of(talk, bot))


async def choose(
    query: CallbackQuery, callback_data: ChannelChoice, talk: ChannelTalk, connections: Connections, bot: Bot
) -> None:
    option, value = callback_data.option, callback_data.value
    if value == Publishing.APPROVED and talk.settings.desk is None:
        await query.answer()
        await show(query, *await _places(talk, connections, bot))
        return
    try:
        talk = await talk.change(partial(changed, option=option, value=value))
    except ValueError:  # no button of ours
        await query.answer(talk.texts.plain("button-stale"), show_alert=True)
        return
    await query.answer()
    await show(query, *(slots_page(talk) if option is ChannelOption.SLOT else await _deciding(talk)))


async def take_slots(message: Message, talk: ChannelTalk) -> None:
    """Somebody has replied with times of day: these, and no others."""
    slots = frozenset(time(int(hour), int(minute)) for hour, minute in _TIME.findall(message.text or ""))
    try:
        talk = await talk.change(partial(with_slots, slots=slots))
    except ValueError:
        slots = frozenset()
    if not slots:
        await message.answer(talk.texts.html("channel-slots-unread"))
        return
    text, markup = slots_page(talk)
    await message.answer(text, reply_markup=markup)


async def choose_desk(
    query: CallbackQuery, callback_data: ChannelDesk, talk: ChannelTalk, connections: Connections, bot: Bot
) -> None:
    """Decide on cards in the private chat or in a group, of a forum in one of its topics."""
    texts, topic = talk.texts, callback_data.topic
    places = [talk.owner, *await groups_of(talk.owner, connections)]
    place = next((one for one in places if one.key == callback_data.place), None)
    if place is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    if not await may_send_to(query, place, talk.conversation, connections):
        return
    if topic == ASK_TOPIC and await is_forum(bot, place):
        known, can_make = await connections.topics(place), await may_make_topics(bot, place)
        await query.answer()
        await show(query, *topics_page(talk, place, known, can_make=can_make))
        return
    if topic == NEW_TOPIC:
        made = await make_topic(bot, place, texts, connections)
        if made is None:
            await query.answer(texts.plain("channel-no-topic"), show_alert=True)
            return
        topic = made
    talk = await talk.change(partial(decided_at, desk=Desk(place.key, max(topic, 0))))
    await query.answer()
    await show(query, *await _deciding(talk))


async def change_editors(
    query: CallbackQuery, callback_data: EditorPressed, talk: ChannelTalk, bot: Bot, channel_undoing: ChannelUndoing
) -> None:
    """Invite an editor, take an invitation back, or part with an editor."""
    which, kept = callback_data.which, None
    match callback_data.action:
        case EditorAction.INVITE:
            await talk.channels.invite(talk.owner, query.from_user.first_name, talk.chat, talk.conversation.cause)
        case EditorAction.WITHDRAW:
            await talk.channels.withdraw(talk.chat, which)
        case EditorAction.DISMISS:
            editor = PersonKey(int(which) if which.isdecimal() else 0)
            if not await talk.channels.dismiss(talk.chat, editor):
                await leave(query, talk.texts)
                return
            former = Former(talk.chat.key, editor=editor)
            kept = await channel_undoing.keep(talk.owner, former, talk.conversation.part("former").cause)
    await query.answer()
    await show(query, *await editors_of(talk, bot, kept))


async def _deciding(talk: ChannelTalk) -> Shown:
    return deciding_page(await talk.channels.view(talk.owner, talk.chat), talk)


async def _places(talk: ChannelTalk, connections: Connections, bot: Bot) -> Shown:
    groups = await groups_of(talk.owner, connections)
    return places_page(talk, groups, await _another(talk, bot))


async def _another(talk: ChannelTalk, bot: Bot) -> InlineKeyboardButton:
    return await adding_group(bot, talk.texts.plain("channels-button-other-group"), f"{DESK}{talk.chat.key}")


async def editors_of(talk: ChannelTalk, bot: Bot, kept: int | None = None) -> Shown:
    """The page of the editors; `kept` is the kept text of what takes the last change back."""
    desk = talk.settings.desk
    place: Chat | None = None if desk is None else await talk.channels.place(desk)
    return await editors_page(talk, place, bot, kept)

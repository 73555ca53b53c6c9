"""Channels that the bot administers as sources: their posts, and the page that turns this on and off.

Nothing here answers in a channel.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message

from bot.errors import QuotaReached
from bot.feeds.telegram_channel import channel_address
from bot.model import ChatKey, ChatKind, OwnChannel, OwnPost, OwnPostKind, Standing
from bot.services.connections import Connections
from bot.services.own_channels import OwnChannels
from bot.text.html import as_markup
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import SourcesPage
from handlers.context import Conversation
from handlers.keyboards import Shown, button, keyboard, show
from handlers.own_channel_callbacks import OwnChannelPressed, OwnChannelsPressed
from handlers.subject import pressed_for

_READABLE = {Standing.FINE, Standing.NO_POSTING, Standing.NO_RIGHT}
"""A channel can be read where the bot may not post."""
_TITLE_LIMIT = 32
_CAPTIONED = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.DOCUMENT,
    ContentType.PHOTO,
    ContentType.VIDEO,
    ContentType.VOICE,
}
_MOST = 90
"""Buttons of a message."""


def build_router() -> Router:
    router = Router(name="own-channels")
    router.channel_post.register(take)
    router.edited_channel_post.register(take)
    in_private = F.message.chat.type == ChatType.PRIVATE
    router.callback_query.register(show_page, OwnChannelsPressed.filter(), in_private)
    router.callback_query.register(read, OwnChannelPressed.filter(F.reads), in_private)
    router.callback_query.register(stop, OwnChannelPressed.filter(), in_private)
    return router


async def take(message: Message, bot: Bot, own_channels: OwnChannels) -> None:
    post = to_post(message)
    is_ours = message.via_bot is not None and message.via_bot.id == bot.id
    if (post.markup or post.album) and not is_ours:
        await own_channels.take(post)


async def show_page(query: CallbackQuery, conversation: Conversation, own_channels: OwnChannels) -> None:
    await query.answer()
    await show(query, *own_channels_page(await own_channels.all(conversation.chat), conversation))


async def read(
    query: CallbackQuery,
    callback_data: OwnChannelPressed,
    conversation: Conversation,
    own_channels: OwnChannels,
    connections: Connections,
) -> None:
    chat, texts = conversation.chat, conversation.texts
    channel = await pressed_for(callback_data.chat, chat, connections)
    if channel is None or channel.kind is not ChatKind.CHANNEL:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    standing, title = await connections.check(chat, channel), shorten(channel.title, _TITLE_LIMIT)
    if standing not in _READABLE:
        await query.answer(texts.plain(f"rights-{standing}", title=title), show_alert=True)
    else:
        try:
            await own_channels.read(chat, channel, conversation.cause)
            await query.answer(texts.plain("own-channel-read", title=title))
        except QuotaReached as reached:
            left_out = own_channels.left_out(chat, reached.limit)
            await query.answer(phrases.left_out_plain(left_out, texts), show_alert=True)
    await show(query, *own_channels_page(await own_channels.all(chat), conversation))


async def stop(
    query: CallbackQuery, callback_data: OwnChannelPressed, conversation: Conversation, own_channels: OwnChannels
) -> None:
    """A second press finds it stopped already, as wanted."""
    title = await own_channels.stop(conversation.chat, ChatKey(callback_data.chat), conversation.cause)
    said = title and conversation.texts.plain("own-channel-stopped", title=shorten(title, _TITLE_LIMIT))
    await query.answer(said or None)
    await show(query, *own_channels_page(await own_channels.all(conversation.chat), conversation))


def own_channels_page(channels: Sequence[OwnChannel], conversation: Conversation) -> Shown:
    """The connected channels; a press turns reading one on or off."""
    texts = conversation.texts
    rows = [
        [button(f"{'☐' if one.source is None else '☑'} {shorten(one.chat.title, _TITLE_LIMIT)}", _turning(one))]
        for one in channels[:_MOST]
    ]
    back = [button(texts.plain("button-all-sources"), SourcesPage(page=0))]
    return texts.html("own-channels" if channels else "own-channels-none"), keyboard(*rows, back)


def _turning(one: OwnChannel) -> OwnChannelPressed:
    return OwnChannelPressed(chat=one.chat.key, reads=one.source is None)


def to_post(message: Message) -> OwnPost:
    """A message of a channel, or a part of an album, as it is read; a poll says what it asks."""
    changed_s = message.edit_date
    return OwnPost(
        channel_id=message.chat.id,
        channel_title=message.chat.title or "",
        address=channel_address(message.chat.id, message.chat.username),
        message_id=message.message_id,
        album=message.media_group_id or "",
        markup=_markup(message),
        at=message.date,
        changed_at=message.date if changed_s is None else datetime.fromtimestamp(changed_s, UTC),
        is_protected=bool(message.has_protected_content),
        kind=_kind(message),
    )


def _kind(message: Message) -> OwnPostKind:
    if message.text is not None:
        return OwnPostKind.TEXT
    return OwnPostKind.CAPTIONED if message.content_type in _CAPTIONED else OwnPostKind.OTHER


def _markup(message: Message) -> str:
    if message.poll is not None:
        asked = (message.poll.question, *(option.text for option in message.poll.options))
        return "<br>".join(map(as_markup, asked))
    return message.html_text.replace("\n", "<br>")

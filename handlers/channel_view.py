"""The channel that a button means, once it is clear that the person may publish there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar, Self

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, TelegramObject

from bot.errors import RateLimited, TelegramUnavailable
from bot.i18n import Texts
from bot.model import ChannelSettings, Chat, Standing
from bot.services.channel_setup import ChannelSetUp
from bot.services.channels import Channels
from bot.services.connections import Connections
from bot.text.shortening import shorten
from handlers.bot_links import giving_rights
from handlers.channel_callbacks import ChannelsPage
from handlers.channel_pages import channel_page
from handlers.channel_setup_pages import TITLE
from handlers.context import Conversation, Handler
from handlers.keyboards import Shown, button, keyboard, show
from handlers.setting_up import SettingUp
from handlers.subject import pressed_for


@dataclass(frozen=True, slots=True)
class ChannelTalk:
    """A channel, and who looks at its pages."""

    conversation: Conversation
    chat: Chat
    settings: ChannelSettings
    channels: Channels

    @property
    def texts(self) -> Texts:
        return self.conversation.texts

    @property
    def owner(self) -> Chat:
        return self.conversation.chat

    async def change(self, rule: Callable[[ChannelSettings], ChannelSettings]) -> Self:
        """Let the channel publish as `rule` says; the same pages then. Raises what `rule` raises."""
        changed = await self.channels.change(self.chat, rule)
        return self if changed is None else replace(self, settings=changed.settings)

    async def page(self) -> Shown:
        """The page of the channel."""
        view, counts = await self.channels.view(self.owner, self.chat), await self.channels.today(self.chat)
        return channel_page(view, counts, self.owner, self.texts, is_paused=self.channels.is_paused(self.chat))


async def talk_about(chat: Chat, conversation: Conversation, channels: Channels) -> ChannelTalk | None:
    """The pages of a channel; None if nobody has set it up. Whether the person may see them is up to the caller."""
    settings = await channels.settings(chat)
    return None if settings is None else ChannelTalk(conversation, chat, settings, channels)


async def opened(
    telegram_id: int, title: str, conversation: Conversation, channel_setup: ChannelSetUp, *, is_named: bool
) -> Shown:
    """The page of a channel that is set up, to which the person publishes from now on; else what is asked first.

    `is_named` if the person has named that channel: it is connected then. Whether they may publish there is up to the
    caller.
    """
    said = conversation.texts.html("channel-connected-again", title=title)
    chat = await channel_setup.reconnect(conversation.chat, telegram_id, title, is_named=is_named)
    talk = None if chat is None else await talk_about(chat, conversation, channel_setup.channels)
    if talk is not None:
        text, markup = await talk.page()
        return f"{said}\n\n{text}", markup
    asked = await SettingUp.begin(conversation, telegram_id, title, channel_setup)
    text, markup = await asked.question()
    if not is_named:
        return text, markup
    await channel_setup.connect(conversation.chat, telegram_id, title)
    return f"{said}\n\n{text}", markup


class OfChannel(BaseMiddleware):
    """Adds the `talk` about the channel that a button means, or the page that somebody replies to.

    Telegram is asked at each press whether the person, and the bot, may publish there; if not, it says what is missing.
    A channel of which nobody has said yet how it publishes is set up first.
    """

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"talk": ChannelTalk})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        conversation: Conversation = data["conversation"]
        connections: Connections = data["connections"]
        if not isinstance(event, CallbackQuery | Message):
            return None
        key = getattr(data.get("callback_data") or data.get("asked"), "chat", 0)
        chat = await pressed_for(key, conversation.chat, connections)
        if chat is None or chat.key == conversation.chat.key:
            return await tell(event, conversation.texts, "target-gone")
        standing = await standing_now(conversation.chat, chat, connections)
        if standing is not Standing.FINE:
            return await say_missing(event, chat.title, standing, conversation.texts, data["bot"])
        talk = await talk_about(chat, conversation, data["channels"])
        if talk is None:
            asked = await SettingUp.begin(conversation, chat.telegram_id, chat.title, data["channel_setup"])
            return await answer(event, *await asked.question())
        data["talk"] = talk
        return await handler(event, data)


async def standing_now(owner: Chat, chat: Chat, connections: Connections) -> Standing:
    """How the bot and a person stand to a channel; unknown if Telegram cannot be asked."""
    try:
        return await connections.check(owner, chat)
    except (TelegramUnavailable, RateLimited):
        return Standing.UNKNOWN


async def say_missing(event: CallbackQuery | Message, title: str, standing: Standing, texts: Texts, bot: Bot) -> None:
    """Say which right is missing in a channel, with the way to it; the page behind a pressed button gives way."""
    text = texts.html(f"rights-{standing}", title=shorten(title, TITLE))
    if standing is Standing.UNKNOWN:
        return await tell(event, texts, f"rights-{standing}", title=shorten(title, TITLE))
    can_give = standing in {Standing.NOT_ME, Standing.NO_POSTING}
    rows = [[await giving_rights(bot, texts)]] if can_give else []
    rows.append([button(texts.plain("channels-button-back-to-all"), ChannelsPage())])
    await answer(event, text, keyboard(*rows))
    return None


async def tell(event: CallbackQuery | Message, texts: Texts, key: str, **said: str) -> None:
    """Tell something that changes no page."""
    if isinstance(event, CallbackQuery):
        await event.answer(texts.plain(key, **said), show_alert=True)
    else:
        await event.answer(texts.html(key, **said))


async def leave(query: CallbackQuery, texts: Texts) -> None:
    """Say that nothing had to be changed: the page stays, with the button that takes the first press back."""
    await query.answer(texts.plain("channel-already"))


async def answer(event: CallbackQuery | Message, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    """Show a page in place of the one whose button was pressed, or in answer to a message."""
    if isinstance(event, CallbackQuery):
        await event.answer()
        await show(event, text, markup)
    else:
        await event.answer(text, reply_markup=markup)

"""Answers what no other router takes: old buttons, unknown commands, and messages that are no text.

The page of an old button is shown anew, where it is known from the button which page that is. Only a group's ordinary
talk gets no answer.
"""

from collections import OrderedDict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bot.delivery.callbacks import ButtonData
from bot.delivery.telegram import keyboard as buttons_of
from bot.delivery.telegram import preview
from bot.model import DispatchId, StoryId
from bot.services.channels import Channels
from bot.services.connections import Connections
from bot.services.sources import Sources
from bot.services.stories import Stories
from handlers.callbacks import SettingsPage
from handlers.cards import Cards, WithCards
from handlers.channels import all_channels
from handlers.context import AdministratorsOnly, Conversation, InMeasure
from handlers.keyboards import show, show_buttons
from handlers.members import keep
from handlers.preference_pages import PreferencePages
from handlers.source_pages import sources_page
from handlers.subject import OfSubject

_SOUNDS = {ContentType.VOICE, ContentType.AUDIO, ContentType.VIDEO_NOTE}
_PICTURES = {
    ContentType.ANIMATION,
    ContentType.LIVE_PHOTO,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VIDEO,
}
_OTHERS = {
    ContentType.CHECKLIST,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.GAME,
    ContentType.LOCATION,
    ContentType.POLL,
    ContentType.RICH_MESSAGE,
    ContentType.UNKNOWN,  # what Telegram has added since
    ContentType.VENUE,
}
"""What people send; the other kinds of content report what has happened in a chat."""
_OF_LISTS = {
    *{"subscription", "subscriptions", "target", "replies", "edit", "came", "include"},
    *{"delivery", "folder", "folder-how", "folder-to", "folder-back", "file", "exclude", "spelling", "spellings"},
}
_OF_SOURCES = {"source", "sources", "sources-back", "import-undo", "pack", "packs", "choice", "own-channel"}
_OF_SETTINGS = {"arrival", "pause", "settings", "language", "muted", "connection"}
_OF_CHANNELS = {
    *{"channel", "channels", "channel-new", "channel-new-asked", "channel-asked", "channel-pause", "channel-sub"},
    *{"channel-source", "channel-pack", "channel-set", "channel-template", "channel-tag", "channel-clear"},
    *{"channel-desk", "channel-editor", "channel-log", "channel-undo"},
}
"""What buttons began with, by the page that they stood on."""


class OldStory(ButtonData, prefix="story"):
    """A button under a notification whose action is not known."""

    action: str
    dispatch: int
    story: int


class Begins(Filter):
    """Lets through buttons of the given beginnings; adds what `OfSubject` needs to know of the chat's own settings."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"callback_data": SettingsPage})

    def __init__(self, beginnings: set[str]) -> None:
        self._beginnings = beginnings

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        known = (query.data or "").partition(":")[0] in self._beginnings
        return known and {"callback_data": SettingsPage(name="")}


class OneOfAlbum(Filter):
    """Lets one message of an album through, and every other one."""

    def __init__(self) -> None:
        self._answered: OrderedDict[str, int] = OrderedDict()
        """The message of each of the latest albums that was let through."""

    async def __call__(self, message: Message) -> bool:
        album = message.media_group_id
        if album is None:
            return True
        first = self._answered.get(album, message.message_id)
        keep(self._answered, album, first)
        return first == message.message_id


def build_router() -> Router:
    pages = Router(name="old-pages")
    pages.callback_query.middleware(AdministratorsOnly("button-old"))
    pages.callback_query.middleware(WithCards())
    pages.callback_query.register(show_list, Begins(_OF_LISTS))
    pages.callback_query.register(show_sources, Begins(_OF_SOURCES))
    pages.callback_query.register(show_channels, Begins(_OF_CHANNELS), F.message.chat.type == ChatType.PRIVATE)
    pages.callback_query.register(show_story, OldStory.filter())
    settings = Router(name="old-settings")
    settings.callback_query.middleware(AdministratorsOnly("button-old"))
    settings.callback_query.middleware(OfSubject("button-renewed"))
    settings.callback_query.register(show_settings, Begins(_OF_SETTINGS))
    others = Router(name="others")
    others.callback_query.middleware(AdministratorsOnly("button-old"))
    others.callback_query.register(end)
    others.message.middleware(InMeasure())
    others.message.register(unknown_command, _is_command_for_us)
    private = F.chat.type == ChatType.PRIVATE
    others.message.register(ask_for_words, private, F.content_type.in_(_SOUNDS | _PICTURES | _OTHERS), OneOfAlbum())
    router = Router(name="fallback")
    router.include_routers(pages, settings, others)
    return router


async def show_list(query: CallbackQuery, cards: Cards) -> None:
    await query.answer(cards.conversation.texts.plain("button-renewed"))
    await show(query, *await cards.list())


async def show_sources(query: CallbackQuery, conversation: Conversation, sources: Sources) -> None:
    texts = conversation.texts
    await query.answer(texts.plain("button-renewed"))
    await show(query, *sources_page(await sources.all(conversation.chat), conversation))


async def show_channels(
    query: CallbackQuery, conversation: Conversation, bot: Bot, connections: Connections, channels: Channels
) -> None:
    await query.answer(conversation.texts.plain("button-renewed"))
    await show(query, *await all_channels(conversation, bot, connections, channels))


async def show_settings(query: CallbackQuery, pages: PreferencePages) -> None:
    await show(query, *pages.settings())


async def show_story(
    query: CallbackQuery, callback_data: OldStory, conversation: Conversation, stories: Stories
) -> None:
    dispatch, story = DispatchId(callback_data.dispatch), StoryId(callback_data.story)
    message = await stories.show(conversation.chat, dispatch, story)
    await query.answer(conversation.texts.plain("button-renewed" if message else "explain-gone"))
    if message is not None:
        await show(query, message.html, buttons_of(message), preview(message))


async def end(query: CallbackQuery, conversation: Conversation) -> None:
    """Nothing is known of such a button: it goes with those beside it."""
    await query.answer(conversation.texts.plain("button-old"))
    await show_buttons(query, None)


async def unknown_command(message: Message, conversation: Conversation) -> None:
    await message.answer(conversation.texts.html("unknown-command"))


async def ask_for_words(message: Message, conversation: Conversation) -> None:
    kind = "sound" if message.content_type in _SOUNDS else "picture" if message.content_type in _PICTURES else "other"
    await message.answer(conversation.texts.html(f"words-not-{kind}"))


async def _is_command_for_us(message: Message, bot: Bot) -> bool:
    """In a group, other bots may know a command; only one that names this bot is its own."""
    command, _, name = (message.text or message.caption or "").partition(" ")[0].partition("@")
    if not command.startswith("/"):
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    return name.casefold() == ((await bot.me()).username or "").casefold() != ""

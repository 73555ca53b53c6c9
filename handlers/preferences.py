"""/pause, /resume, /digest, /quiet, /timezone, /language, /settings: delivery preferences, typed or by buttons.

Each changes the chat where it is written, or a connected one: «/digest 9:00 в Вести дня».
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.delivery.markup import moment
from bot.delivery.timing import FOREVER
from bot.i18n import Texts, Translations
from bot.model import DispatchId, Language, StoryId
from bot.services.chats import Chats
from bot.services.cities import zone_near
from bot.services.preferences import PreferenceKind, Preferences
from bot.services.stories import Stories
from bot.services.written_preferences import written_end, written_quiet, written_rhythm
from handlers.callbacks import LanguagePressed, MutedPressed, PausePressed, PreferencePressed, SettingsPage
from handlers.context import AdministratorsOnly
from handlers.keyboards import keyboard, show
from handlers.preference_pages import FOREVER_MINUTES, RESUME_MINUTES, Page, PreferencePages
from handlers.profile import speak
from handlers.subject import OfSubject
from handlers.typed import language_request, setting_request

_PAGES: Mapping[PreferenceKind, str] = MappingProxyType(
    {
        PreferenceKind.RHYTHM: "digest",
        PreferenceKind.DAILY: "digest",
        PreferenceKind.QUIET: "quiet",
        PreferenceKind.HOLD: "quiet",
        PreferenceKind.ZONE: "timezone",
        PreferenceKind.PREVIEW: "",
        PreferenceKind.BURST: "",
    }
)
"""The page that has the buttons of a setting."""


def build_router() -> Router:
    router = Router(name="preferences")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.middleware(OfSubject())
    router.callback_query.middleware(OfSubject())
    router.message.register(pause, Command("pause"))
    router.message.register(resume, Command("resume"))
    router.message.register(change, Command("digest", "quiet", "timezone", "settings"))
    router.message.register(language, Command("language"))
    router.message.register(locate, F.chat.type == ChatType.PRIVATE, F.location)
    router.callback_query.register(turn_page, SettingsPage.filter())
    router.callback_query.register(press_pause, PausePressed.filter())
    router.callback_query.register(press, PreferencePressed.filter())
    router.callback_query.register(follow, MutedPressed.filter())
    router.callback_query.register(set_language, LanguagePressed.filter(F.language.in_(set(Language))))
    return router


async def pause(message: Message, pages: PreferencePages, wanted: str, preferences: Preferences) -> None:
    try:
        until = written_end(wanted, preferences.local_now(pages.chat.preferences)) if wanted else None
    except ValueError:
        await message.answer(pages.texts.html("pause-what"))
        return
    chosen = await preferences.pause(pages.chat, until)
    await _answer(message, _paused(pages.with_preferences(chosen)))


async def resume(message: Message, pages: PreferencePages, preferences: Preferences) -> None:
    chosen = await preferences.resume(pages.chat)
    await _answer(message, _resumed(pages.with_preferences(chosen)))


async def change(
    message: Message, command: CommandObject, pages: PreferencePages, wanted: str, preferences: Preferences
) -> None:
    """`/digest 9:00`, `/quiet 23-7`, `/timezone Riga`, `/settings preview large`; alone, the page of each."""
    try:
        if wanted:
            pages = pages.with_preferences(await preferences.change(pages.chat, *_wish(command.command, wanted)))
    except ValueError:
        await message.answer(_explained(command.command, wanted, pages.texts))
        return
    await _answer(message, pages.named(command.command))


async def locate(message: Message, pages: PreferencePages, preferences: Preferences) -> None:
    """Take the zone of the nearest city; the point itself is not kept."""
    assert message.location is not None  # noqa: S101  the router has seen to it
    zone = zone_near(message.location.latitude, message.location.longitude)
    chosen = await preferences.change(pages.chat, (PreferenceKind.ZONE, zone))
    await _answer(message, pages.with_preferences(chosen).near())


async def language(
    message: Message, pages: PreferencePages, wanted: str, chats: Chats, translations: Translations
) -> None:
    chosen = language_request(wanted, translations)
    if chosen is None:
        await _answer(message, pages.language())
    else:
        texts = await speak(message.bot, pages.chat, chosen, chats, translations)
        await message.answer(texts.html("language-chosen"))


async def turn_page(query: CallbackQuery, callback_data: SettingsPage, pages: PreferencePages) -> None:
    await show(query, *pages.named(callback_data.name))


async def press_pause(
    query: CallbackQuery, callback_data: PausePressed, pages: PreferencePages, preferences: Preferences
) -> None:
    minutes = callback_data.minutes
    if minutes == RESUME_MINUTES:
        await show(query, *_resumed(pages.with_preferences(await preferences.resume(pages.chat))))
        return
    now = preferences.local_now(pages.chat.preferences)
    until = None if minutes == FOREVER_MINUTES else now + timedelta(minutes=abs(minutes))
    await show(query, *_paused(pages.with_preferences(await preferences.pause(pages.chat, until))))


async def press(
    query: CallbackQuery, callback_data: PreferencePressed, pages: PreferencePages, preferences: Preferences
) -> None:
    try:
        chosen = await preferences.change(pages.chat, (callback_data.setting, callback_data.value))
    except ValueError:  # no button of ours
        return
    await show(query, *pages.with_preferences(chosen).named(_PAGES[callback_data.setting]))


async def follow(query: CallbackQuery, callback_data: MutedPressed, pages: PreferencePages, stories: Stories) -> None:
    dispatch, story = DispatchId(callback_data.dispatch), StoryId(callback_data.story)
    await stories.follow_unseen(pages.chat, dispatch, story)
    await show(query, *replace(pages, muted=await stories.muted(pages.chat)).muted_stories())


async def set_language(
    query: CallbackQuery,
    callback_data: LanguagePressed,
    pages: PreferencePages,
    chats: Chats,
    translations: Translations,
) -> None:
    chosen = Language(callback_data.language)
    texts = await speak(query.bot, pages.chat, chosen, chats, translations)
    if pages.chat.key == pages.here.key:
        pages = replace(pages, texts=texts)
    await show(query, texts.html("language-chosen"), keyboard(pages.way_back()))


def _wish(command: str, text: str) -> list[tuple[PreferenceKind, str]]:
    """The arguments of a command, as settings and values. Raises ValueError."""
    match command:
        case "digest":
            return [written_rhythm(text)]
        case "quiet":
            return written_quiet(text)
        case "timezone":
            return [(PreferenceKind.ZONE, text)]
        case _:
            return [setting_request(text)]


def _explained(command: str, text: str, texts: Texts) -> str:
    """What can follow a command; the answer to anything else."""
    if command == "timezone":
        return texts.html("zone-unknown", text=text) + "\n" + texts.html("zone-what")
    return texts.html("not-understood") + "\n" + texts.html(f"{command}-what")


def _paused(pages: PreferencePages) -> Page:
    """For another chat, all its settings: the short answer mentions /resume, which would resume this one."""
    chosen, texts = pages.chat.preferences, pages.texts
    if pages.chat.key != pages.here.key:
        return pages.settings()
    ends = keyboard([pages.resuming()], pages.way_back())
    if chosen.paused_until is None or chosen.paused_until >= FOREVER:
        return texts.html("pause-forever"), ends
    at = moment(chosen.paused_until, chosen, with_date=True)
    if chosen.zone is None:  # the time is in UTC
        ends = keyboard([pages.resuming()], pages.to_zone(), pages.way_back())
    return texts.html("pause-until", at=at), ends


def _resumed(pages: PreferencePages) -> Page:
    if pages.chat.key != pages.here.key:
        return pages.settings()
    return pages.texts.html("resumed"), keyboard(pages.way_back())


async def _answer(message: Message, page: Page) -> None:
    text, markup = page
    await message.answer(text, reply_markup=markup)

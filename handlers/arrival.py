"""/pause, /resume, /digest, /quiet, /timezone, /language, /settings: how news arrive, typed or by buttons.

Each is meant for the chat that it is written in, or for one that is connected to it: «/digest 9:00 в Вести дня».
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.delivery.parts import moment
from bot.i18n import Texts, Translations
from bot.model import Chat, Language
from bot.services.arrival import Arrivals, ArrivalSetting, written_duration, written_quiet, written_rhythm
from bot.services.chats import Chats
from handlers.arrival_pages import FOREVER_MINUTES, RESUME_MINUTES, Page, Pages
from handlers.callbacks import ArrivalPressed, LanguagePressed, PausePressed, SettingsPage
from handlers.context import AdministratorsOnly
from handlers.elsewhere import meant, pressed_for
from handlers.keyboards import keyboard, show
from handlers.typed import language_request, setting_request

_PAGES: Mapping[ArrivalSetting, str] = MappingProxyType(
    {
        ArrivalSetting.RHYTHM: "digest",
        ArrivalSetting.DAILY: "digest",
        ArrivalSetting.QUIET: "quiet",
        ArrivalSetting.HOLD: "quiet",
        ArrivalSetting.ZONE: "timezone",
        ArrivalSetting.PREVIEW: "",
        ArrivalSetting.BURST: "",
    }
)
"""Where the buttons of a setting stand."""


def build_router() -> Router:
    router = Router(name="arrival")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(pause, Command("pause"))
    router.message.register(resume, Command("resume"))
    router.message.register(change, Command("digest", "quiet", "timezone", "settings"))
    router.message.register(language, Command("language"))
    router.callback_query.register(turn_page, SettingsPage.filter())
    router.callback_query.register(press_pause, PausePressed.filter())
    router.callback_query.register(press, ArrivalPressed.filter())
    router.callback_query.register(speak, LanguagePressed.filter(F.language.in_(set(Language))))
    return router


async def pause(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject, wanted = await meant(command.args, chat, chats)
    try:
        duration = written_duration(wanted) if wanted else None
    except ValueError:
        await message.answer(texts.html("pause-what"))
        return
    arrival = await arrivals.pause(subject, duration)
    pages = Pages(replace(subject, arrival=arrival), chat, texts, translations, arrivals)
    await _answer(message, _paused(pages, duration))


async def resume(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject, _ = await meant(command.args, chat, chats)
    arrival = await arrivals.resume(subject)
    pages = Pages(replace(subject, arrival=arrival), chat, texts, translations, arrivals)
    await _answer(message, _resumed(pages))


async def change(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    """`/digest 9:00`, `/quiet 23-7`, `/timezone Riga`, `/settings preview large`; without more, the page of each."""
    subject, wanted = await meant(command.args, chat, chats)
    arrival = subject.arrival
    try:
        if wanted:
            arrival = await arrivals.change(subject, *_wish(command.command, wanted))
    except ValueError:
        await message.answer(_explained(command.command, wanted, texts))
        return
    pages = Pages(replace(subject, arrival=arrival), chat, texts, translations, arrivals, await _connected(chat, chats))
    await _answer(message, pages.named(command.command))


async def language(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject, wanted = await meant(command.args, chat, chats)
    chosen = language_request(wanted, translations)
    if chosen is None:
        await _answer(message, Pages(subject, chat, texts, translations, arrivals).language())
    else:
        await chats.speak(subject, chosen)
        await message.answer(translations[chosen].html("language-chosen"))


async def turn_page(
    query: CallbackQuery,
    callback_data: SettingsPage,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject = await _subject(query, callback_data.chat, chat, texts, chats)
    if subject is not None:
        pages = Pages(subject, chat, texts, translations, arrivals, await _connected(chat, chats))
        await show(query, *pages.named(callback_data.name))


async def press_pause(
    query: CallbackQuery,
    callback_data: PausePressed,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject = await _subject(query, callback_data.chat, chat, texts, chats)
    if subject is None:
        return
    minutes = callback_data.minutes
    duration = None if minutes == FOREVER_MINUTES else timedelta(minutes=abs(minutes))
    if minutes == RESUME_MINUTES:
        arrival = await arrivals.resume(subject)
    else:
        arrival = await arrivals.pause(subject, duration)
    pages = Pages(replace(subject, arrival=arrival), chat, texts, translations, arrivals)
    await show(query, *(_resumed(pages) if minutes == RESUME_MINUTES else _paused(pages, duration)))


async def press(
    query: CallbackQuery,
    callback_data: ArrivalPressed,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject = await _subject(query, callback_data.chat, chat, texts, chats)
    if subject is None:
        return
    try:
        arrival = await arrivals.change(subject, (callback_data.setting, callback_data.value))
    except ValueError:  # no button of ours
        return
    pages = Pages(replace(subject, arrival=arrival), chat, texts, translations, arrivals, await _connected(chat, chats))
    await show(query, *pages.named(_PAGES[callback_data.setting]))


async def speak(
    query: CallbackQuery,
    callback_data: LanguagePressed,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    chats: Chats,
    translations: Translations,
) -> None:
    subject = await _subject(query, callback_data.chat, chat, texts, chats)
    if subject is None:
        return
    chosen = Language(callback_data.language)
    await chats.speak(subject, chosen)
    spoken = texts if subject.key != chat.key else translations[chosen]
    back = Pages(subject, chat, spoken, translations, arrivals).way_back()
    await show(query, translations[chosen].html("language-chosen"), keyboard(back))


async def _subject(query: CallbackQuery, key: int, chat: Chat, texts: Texts, chats: Chats) -> Chat | None:
    """The chat that a button means; if it is connected no longer, that is said."""
    subject = await pressed_for(key, chat, chats)
    await query.answer(None if subject else texts.plain("target-gone"), show_alert=subject is None)
    return subject


async def _connected(chat: Chat, chats: Chats) -> list[Chat]:
    return (await chats.targets(chat))[1:]


def _wish(command: str, text: str) -> list[tuple[ArrivalSetting, str]]:
    """What a command asks for, as settings and their values. Raises ValueError."""
    match command:
        case "digest":
            return [written_rhythm(text)]
        case "quiet":
            return written_quiet(text)
        case "timezone":
            return [(ArrivalSetting.ZONE, text)]
        case _:
            return [setting_request(text)]


def _explained(command: str, text: str, texts: Texts) -> str:
    """What to write after a command, for who wrote something else."""
    if command == "timezone":
        return texts.html("zone-unknown", text=text) + "\n" + texts.html("zone-what")
    return texts.html(f"{command}-what")


def _paused(pages: Pages, duration: timedelta | None) -> Page:
    """Of another chat all settings are shown: what is said of this one speaks of /resume, which would mean this one."""
    arrival, texts = pages.chat.arrival, pages.texts
    if pages.chat.key != pages.here.key:
        return pages.settings()
    if duration is None or arrival.paused_until is None:
        return texts.html("pause-forever"), keyboard(pages.way_back())
    at = moment(arrival.paused_until, arrival, with_date=True)
    return texts.html("pause-until", at=at), keyboard(pages.way_back())


def _resumed(pages: Pages) -> Page:
    if pages.chat.key != pages.here.key:
        return pages.settings()
    return pages.texts.html("resumed"), keyboard(pages.way_back())


async def _answer(message: Message, page: Page) -> None:
    text, markup = page
    await message.answer(text, reply_markup=markup)

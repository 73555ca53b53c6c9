"""/pause, /resume, /digest, /quiet, /timezone, /settings: how news arrive in the chat, typed or by buttons."""

from datetime import timedelta

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.delivery.parts import moment
from bot.i18n import Texts, Translations
from bot.model import Arrival, Chat
from bot.services.arrival import (
    Arrivals,
    ArrivalSetting,
    written_duration,
    written_quiet,
    written_rhythm,
)
from handlers.arrival_pages import (
    FOREVER_MINUTES,
    RESUME_MINUTES,
    Page,
    digest_page,
    pause_page,
    quiet_page,
    settings_page,
    way_back,
    zone_page,
)
from handlers.callbacks import ArrivalPressed, PausePressed, SettingsPage
from handlers.context import AdministratorsOnly
from handlers.keyboards import keyboard, show
from handlers.start import language_page
from handlers.typed import setting_request


def build_router() -> Router:
    router = Router(name="arrival")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(pause, Command("pause"))
    router.message.register(resume, Command("resume"))
    router.message.register(digest, Command("digest"))
    router.message.register(quiet, Command("quiet"))
    router.message.register(timezone, Command("timezone"))
    router.message.register(settings, Command("settings"))
    router.callback_query.register(turn_page, SettingsPage.filter())
    router.callback_query.register(press_pause, PausePressed.filter())
    router.callback_query.register(change, ArrivalPressed.filter())
    return router


async def pause(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    try:
        duration = written_duration(command.args) if command.args else None
    except ValueError:
        await message.answer(texts.html("pause-what"))
        return
    await message.answer(_paused(await arrivals.pause(chat, duration), duration, texts))


async def resume(message: Message, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    await arrivals.resume(chat)
    await message.answer(texts.html("resumed"))


async def digest(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    arrival = chat.arrival
    try:
        if command.args:
            arrival = await arrivals.change(chat, *written_rhythm(command.args))
    except ValueError:
        await message.answer(texts.html("digest-what"))
        return
    await _answer(message, digest_page(arrival, texts, arrivals))


async def quiet(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    arrival = chat.arrival
    try:
        if command.args:
            arrival = await arrivals.change_all(chat, written_quiet(command.args))
    except ValueError:
        await message.answer(texts.html("quiet-what"))
        return
    await _answer(message, quiet_page(arrival, texts, arrivals))


async def timezone(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    arrival = chat.arrival
    try:
        if command.args:
            arrival = await arrivals.change(chat, ArrivalSetting.ZONE, command.args)
    except ValueError:
        await message.answer(texts.html("zone-unknown", text=command.args or "") + "\n" + texts.html("zone-what"))
        return
    await _answer(message, zone_page(arrival, texts, arrivals))


async def settings(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    """`/settings`, and `/settings preview large` or `/settings burst 12`."""
    arrival = chat.arrival
    try:
        if command.args:
            arrival = await arrivals.change(chat, *setting_request(command.args))
    except ValueError:
        await message.answer(texts.html("settings-what"))
        return
    await _answer(message, settings_page(arrival, texts, arrivals))


async def turn_page(
    query: CallbackQuery,
    callback_data: SettingsPage,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    translations: Translations,
) -> None:
    await query.answer()
    await show(query, *_page(callback_data.name, chat.arrival, texts, arrivals, translations))


async def press_pause(
    query: CallbackQuery, callback_data: PausePressed, chat: Chat, texts: Texts, arrivals: Arrivals
) -> None:
    minutes = callback_data.minutes
    if minutes == RESUME_MINUTES:
        await arrivals.resume(chat)
        text = texts.html("resumed")
    else:
        duration = None if minutes == FOREVER_MINUTES else timedelta(minutes=abs(minutes))
        text = _paused(await arrivals.pause(chat, duration), duration, texts)
    await query.answer()
    await show(query, text, keyboard(way_back(texts)))


async def change(
    query: CallbackQuery,
    callback_data: ArrivalPressed,
    chat: Chat,
    texts: Texts,
    arrivals: Arrivals,
    translations: Translations,
) -> None:
    try:
        arrival = await arrivals.change(chat, callback_data.setting, callback_data.value)
    except ValueError:
        await query.answer()
        return
    await query.answer()
    await show(query, *_page(_PAGES[callback_data.setting], arrival, texts, arrivals, translations))


_PAGES = {
    ArrivalSetting.RHYTHM: "digest",
    ArrivalSetting.DAILY: "digest",
    ArrivalSetting.QUIET: "quiet",
    ArrivalSetting.HOLD: "quiet",
    ArrivalSetting.ZONE: "timezone",
    ArrivalSetting.PREVIEW: "",
    ArrivalSetting.BURST: "",
}
"""Where the buttons of a setting stand."""


def _page(name: str, arrival: Arrival, texts: Texts, arrivals: Arrivals, translations: Translations) -> Page:
    match name:
        case "pause":
            return pause_page(arrival, texts, arrivals)
        case "digest":
            return digest_page(arrival, texts, arrivals)
        case "quiet":
            return quiet_page(arrival, texts, arrivals)
        case "timezone":
            return zone_page(arrival, texts, arrivals)
        case "language":
            return language_page(texts, translations)
        case _:
            return settings_page(arrival, texts, arrivals)


def _paused(arrival: Arrival, duration: timedelta | None, texts: Texts) -> str:
    if duration is None or arrival.paused_until is None:
        return texts.html("pause-forever")
    return texts.html("pause-until", at=moment(arrival.paused_until, arrival, with_date=True))


async def _answer(message: Message, page: Page) -> None:
    text, markup = page
    await message.answer(text, reply_markup=markup)

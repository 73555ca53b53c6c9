"""/pause, /resume, /digest, /quiet, /timezone, /settings: how news arrive in the chat."""

from datetime import time

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery.arrival import zone_of
from bot.i18n import Texts
from bot.model import Arrival, Chat, PreviewSize, QuietHours, Rhythm
from bot.services.arrival import (
    OFF,
    Arrivals,
    ArrivalSetting,
    hours_value,
    minutes_value,
    written_duration,
    written_hours,
    written_rhythm,
)
from handlers.callbacks import ArrivalPressed
from handlers.context import AdministratorsOnly
from handlers.keyboards import button, keyboard

_DAILY_AT = (time(9), time(18))
_QUIET = ((time(22), time(7)), (time(23), time(7)), (time(0), time(8)))
_ZONES = ("Europe/Kyiv", "Europe/Moscow", "Europe/Warsaw", "Europe/Berlin", "Europe/London", "America/New_York")
_BURSTS = (3, 6, 12, 30)

Page = tuple[str, InlineKeyboardMarkup]
Row = list[InlineKeyboardButton]


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
    router.callback_query.register(change, ArrivalPressed.filter())
    return router


async def pause(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    try:
        duration = written_duration(command.args) if command.args else None
    except ValueError:
        await message.answer(texts.html("pause-what"))
        return
    arrival = await arrivals.pause(chat, duration)
    if duration is None or arrival.paused_until is None:
        await message.answer(texts.html("pause-forever"))
    else:
        at = f"{arrival.paused_until.astimezone(zone_of(arrival)):%d.%m %H:%M}" + ("" if arrival.zone else " UTC")
        await message.answer(texts.html("pause-until", at=at))


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
    await _answer(message, _digest_page(arrival, texts, arrivals))


async def quiet(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    arrival = chat.arrival
    try:
        if command.args:
            arrival = await arrivals.change(chat, ArrivalSetting.QUIET, written_hours(command.args))
    except ValueError:
        await message.answer(texts.html("quiet-what"))
        return
    await _answer(message, _quiet_page(arrival, texts, arrivals))


async def timezone(message: Message, command: CommandObject, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    arrival = chat.arrival
    try:
        if command.args:
            arrival = await arrivals.change(chat, ArrivalSetting.ZONE, command.args)
    except ValueError:
        await message.answer(texts.html("zone-unknown", text=command.args or "") + "\n" + texts.html("zone-what"))
        return
    await _answer(message, _zone_page(arrival, texts, arrivals))


async def settings(message: Message, chat: Chat, texts: Texts, arrivals: Arrivals) -> None:
    await _answer(message, _settings_page(chat, chat.arrival, texts, arrivals))


async def change(
    query: CallbackQuery, callback_data: ArrivalPressed, chat: Chat, texts: Texts, arrivals: Arrivals
) -> None:
    try:
        arrival = await arrivals.change(chat, callback_data.setting, callback_data.value)
    except ValueError:
        await query.answer()
        return
    match callback_data.setting:
        case ArrivalSetting.RHYTHM | ArrivalSetting.DAILY:
            text, markup = _digest_page(arrival, texts, arrivals)
        case ArrivalSetting.QUIET | ArrivalSetting.HOLD:
            text, markup = _quiet_page(arrival, texts, arrivals)
        case ArrivalSetting.ZONE:
            text, markup = _zone_page(arrival, texts, arrivals)
        case ArrivalSetting.PREVIEW | ArrivalSetting.BURST:
            text, markup = _settings_page(chat, arrival, texts, arrivals)
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(text, reply_markup=markup)


async def _answer(message: Message, page: Page) -> None:
    text, markup = page
    await message.answer(text, reply_markup=markup)


def _digest_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    rows = [
        [
            _set(texts.plain("button-at-once"), ArrivalSetting.RHYTHM, Rhythm.AT_ONCE),
            _set(texts.plain("button-hourly"), ArrivalSetting.RHYTHM, Rhythm.HOURLY),
        ],
        [_set(texts.plain("button-daily", at=_shown(at)), ArrivalSetting.DAILY, minutes_value(at)) for at in _DAILY_AT],
    ]
    lines = [_rhythm(arrival, texts), texts.html("digest-what")]
    return _with_zone(lines, rows, arrival, texts, arrivals, needed=arrival.rhythm is Rhythm.DAILY)


def _quiet_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    if arrival.quiet is None:
        rows = [
            [
                _set(
                    texts.plain("button-quiet", hours=_hours(QuietHours(start, end))),
                    ArrivalSetting.QUIET,
                    hours_value(start, end),
                )
                for start, end in _QUIET
            ]
        ]
    else:
        rows = [
            [
                _set(texts.plain("button-quiet-silent"), ArrivalSetting.HOLD, "0"),
                _set(texts.plain("button-quiet-held"), ArrivalSetting.HOLD, "1"),
            ],
            [_set(texts.plain("button-quiet-off"), ArrivalSetting.QUIET, OFF)],
        ]
    lines = [_quiet(arrival, texts), texts.html("quiet-what")]
    return _with_zone(lines, rows, arrival, texts, arrivals, needed=arrival.quiet is not None)


def _zone_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    lines = [_zone(arrival, texts, arrivals), texts.html("zone-what")]
    return "\n\n".join(lines), keyboard(*_zone_rows())


def _settings_page(chat: Chat, arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    lines = [
        texts.html("settings"),
        *[texts.html("settings-paused")] * arrivals.is_paused(chat),
        texts.html("settings-language", name=texts.plain("language-name")),
        f"{_zone(arrival, texts, arrivals)} — /timezone",
        f"{_rhythm(arrival, texts)} — /digest",
        f"{_quiet(arrival, texts)} — /quiet",
        texts.html("burst", count=arrival.burst),
        texts.html(f"preview-{arrival.preview}"),
    ]
    sizes = [_set(texts.plain(f"button-preview-{size}"), ArrivalSetting.PREVIEW, size) for size in PreviewSize]
    bursts = [_set(texts.plain("button-burst", count=count), ArrivalSetting.BURST, str(count)) for count in _BURSTS]
    return "\n".join(lines), keyboard(bursts, sizes)


def _with_zone(
    lines: list[str], rows: list[Row], arrival: Arrival, texts: Texts, arrivals: Arrivals, *, needed: bool
) -> Page:
    """A page that asks for the time zone as soon as one is needed: Telegram does not tell it."""
    if needed:
        lines = [lines[0], _zone(arrival, texts, arrivals), *lines[1:]]
        rows = [*rows, *_zone_rows()] if arrival.zone is None else rows
    return "\n\n".join(lines), keyboard(*rows)


def _zone_rows() -> list[Row]:
    buttons = [_set(name, ArrivalSetting.ZONE, name) for name in _ZONES]
    return [buttons[first : first + 2] for first in range(0, len(buttons), 2)]


def _rhythm(arrival: Arrival, texts: Texts) -> str:
    if arrival.rhythm is Rhythm.DAILY:
        return texts.html("digest-daily", at=_shown(arrival.daily_at))
    return texts.html(f"digest-{arrival.rhythm}")


def _quiet(arrival: Arrival, texts: Texts) -> str:
    if arrival.quiet is None:
        return texts.html("quiet-none")
    return texts.html("quiet-held" if arrival.quiet.held else "quiet-silent", hours=_hours(arrival.quiet))


def _zone(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> str:
    at = _shown(arrivals.local_now(arrival).time())
    return texts.html("zone", zone=arrival.zone, at=at) if arrival.zone else texts.html("zone-none", at=at)


def _hours(quiet: QuietHours) -> str:
    return f"{_shown(quiet.start)}–{_shown(quiet.end)}"


def _shown(at: time) -> str:
    return f"{at:%H:%M}"


def _set(label: str, setting: ArrivalSetting, value: str) -> InlineKeyboardButton:
    return button(label, ArrivalPressed(setting=setting, value=value))

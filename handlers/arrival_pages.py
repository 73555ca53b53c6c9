"""What /settings shows, and a page for each of its parts: how news arrive in the chat, and the buttons to change it."""

from datetime import time

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts
from bot.model import Arrival, PreviewSize, QuietHours, Rhythm
from bot.services.arrival import OFF, Arrivals, ArrivalSetting, hours_value, minutes_value
from handlers.callbacks import ArrivalPressed, PausePressed, SettingsPage
from handlers.keyboards import button, chosen, keyboard

FOREVER_MINUTES, RESUME_MINUTES = 0, -1
_PAUSES = (1, 8, 24, 168)
_DAILY_AT = (time(7), time(9), time(13), time(18), time(21))
_QUIET = ((time(22), time(7)), (time(23), time(7)), (time(0), time(8)))
_ZONES = ("Europe/Kyiv", "Europe/Moscow", "Europe/Warsaw", "Europe/Berlin", "Europe/London", "America/New_York")
_BURSTS = (3, 6, 12, 30)

Page = tuple[str, InlineKeyboardMarkup]
Row = list[InlineKeyboardButton]


def settings_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    """All settings, the small ones with their choices, the others with a way to their page."""
    lines = [
        texts.html("settings"),
        *[texts.html("settings-paused")] * arrivals.is_paused(arrival),
        texts.html("settings-language", name=texts.plain("language-name")),
        f"{_zone(arrival, texts, arrivals)} — /timezone",
        f"{_rhythm(arrival, texts)} — /digest",
        f"{_quiet(arrival, texts)} — /quiet",
        texts.html("burst", count=arrival.burst),
        texts.html(f"preview-{arrival.preview}"),
    ]
    sizes = [
        _choice(texts.plain(f"button-preview-{size}"), ArrivalSetting.PREVIEW, size, holds=size is arrival.preview)
        for size in PreviewSize
    ]
    bursts = [
        _choice(
            texts.plain("button-burst", count=count), ArrivalSetting.BURST, str(count), holds=count == arrival.burst
        )
        for count in _BURSTS
    ]
    pages = [
        button(texts.plain(f"button-to-{name}"), SettingsPage(name=name))
        for name in ("digest", "quiet", "timezone", "language")
    ]
    pause = (
        button(texts.plain("button-resume"), PausePressed(minutes=RESUME_MINUTES))
        if arrivals.is_paused(arrival)
        else button(texts.plain("button-pause"), SettingsPage(name="pause"))
    )
    lines += ["", texts.html("settings-what")]
    return "\n".join(lines), keyboard(pages[:2], pages[2:], bursts, sizes, [pause])


def pause_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    if arrivals.is_paused(arrival):
        rows = [[button(texts.plain("button-resume"), PausePressed(minutes=RESUME_MINUTES))]]
        return texts.html("settings-paused"), _with_way_back(rows, texts)
    pauses = [
        button(texts.plain("button-pause-for", hours=hours), PausePressed(minutes=hours * 60)) for hours in _PAUSES
    ]
    forever = button(texts.plain("button-pause-forever"), PausePressed(minutes=FOREVER_MINUTES))
    return texts.html("pause-what"), _with_way_back([pauses, [forever]], texts)


def digest_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    rhythms = [
        _choice(texts.plain(f"button-{rhythm}"), ArrivalSetting.RHYTHM, rhythm, holds=arrival.rhythm is rhythm)
        for rhythm in (Rhythm.AT_ONCE, Rhythm.HOURLY)
    ]
    daily = arrival.daily_at if arrival.rhythm is Rhythm.DAILY else None
    times = [
        _choice(texts.plain("button-daily", at=shown(at)), ArrivalSetting.DAILY, minutes_value(at), holds=at == daily)
        for at in _DAILY_AT
    ]
    lines = [_rhythm(arrival, texts), texts.html("digest-what")]
    return _with_zone(lines, [rhythms, times], arrival, texts, arrivals, needed=arrival.rhythm is Rhythm.DAILY)


def quiet_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    quiet = arrival.quiet
    hours = [
        _choice(
            texts.plain("button-quiet", hours=_hours(QuietHours(start, end))),
            ArrivalSetting.QUIET,
            hours_value(start, end),
            holds=quiet is not None and (quiet.start, quiet.end) == (start, end),
        )
        for start, end in _QUIET
    ]
    rows = [hours]
    if quiet is not None:
        rows += [
            [
                _choice(texts.plain("button-quiet-silent"), ArrivalSetting.HOLD, "0", holds=not quiet.held),
                _choice(texts.plain("button-quiet-held"), ArrivalSetting.HOLD, "1", holds=quiet.held),
            ],
            [_choice(texts.plain("button-quiet-off"), ArrivalSetting.QUIET, OFF)],
        ]
    lines = [_quiet(arrival, texts), texts.html("quiet-what")]
    return _with_zone(lines, rows, arrival, texts, arrivals, needed=quiet is not None)


def zone_page(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> Page:
    lines = [_zone(arrival, texts, arrivals), texts.html("zone-what")]
    return "\n\n".join(lines), _with_way_back(_zone_rows(arrival), texts)


def shown(at: time) -> str:
    """A time of the day."""
    return f"{at:%H:%M}"


def way_back(texts: Texts) -> Row:
    """The row that leads to all settings."""
    return [button(texts.plain("button-back-to-settings"), SettingsPage(name=""))]


def _with_zone(
    lines: list[str], rows: list[Row], arrival: Arrival, texts: Texts, arrivals: Arrivals, *, needed: bool
) -> Page:
    """A page that asks for the time zone as soon as one is needed: Telegram does not tell it."""
    if needed:
        lines = [lines[0], _zone(arrival, texts, arrivals), *lines[1:]]
        rows = [*rows, *_zone_rows(arrival)] if arrival.zone is None else rows
    return "\n\n".join(lines), _with_way_back(rows, texts)


def _with_way_back(rows: list[Row], texts: Texts) -> InlineKeyboardMarkup:
    return keyboard(*rows, way_back(texts))


def _zone_rows(arrival: Arrival) -> list[Row]:
    buttons = [_choice(name, ArrivalSetting.ZONE, name, holds=name == arrival.zone) for name in _ZONES]
    return [buttons[first : first + 2] for first in range(0, len(buttons), 2)]


def _rhythm(arrival: Arrival, texts: Texts) -> str:
    if arrival.rhythm is Rhythm.DAILY:
        return texts.html("digest-daily", at=shown(arrival.daily_at))
    return texts.html(f"digest-{arrival.rhythm}")


def _quiet(arrival: Arrival, texts: Texts) -> str:
    if arrival.quiet is None:
        return texts.html("quiet-none")
    return texts.html("quiet-held" if arrival.quiet.held else "quiet-silent", hours=_hours(arrival.quiet))


def _zone(arrival: Arrival, texts: Texts, arrivals: Arrivals) -> str:
    at = shown(arrivals.local_now(arrival).time())
    return texts.html("zone", zone=arrival.zone, at=at) if arrival.zone else texts.html("zone-none", at=at)


def _hours(quiet: QuietHours) -> str:
    return f"{shown(quiet.start)}–{shown(quiet.end)}"


def _choice(label: str, setting: ArrivalSetting, value: str, *, holds: bool = False) -> InlineKeyboardButton:
    return button(chosen(label, is_chosen=holds), ArrivalPressed(setting=setting, value=value))

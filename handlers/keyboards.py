"""Building blocks of inline keyboards, and of the pages that they turn."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from unicodedata import category

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.delivery.refusals import STANDS_SO_ALREADY
from bot.delivery.telegram import refusal
from bot.errors import PostGone
from bot.i18n import Texts
from bot.text.shortening import shorten

T = TypeVar("T")
Shown = tuple[str, InlineKeyboardMarkup | None]
"""A message with its buttons."""

PAGE = 10
"""Items of a list in a message."""
_WIDTHS = {1: 36, 2: 17, 3: 10}
"""How many characters of a label a phone shows, emoji aside, by how many buttons stand in its row."""
_EMOJI = {"So", "Sk", "Mn", "Me", "Cf"}
"""The categories of Unicode of which emoji are made."""
_MARK = "✓ "
_NUMBERS, _OF_A_NUMBER = 5, 3
"""So many buttons fit a row if their labels are no longer than that."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list that fits one message."""

    items: Sequence[T]
    first: int
    """The number of the first item, counted from 1."""
    number: int
    """Counted from 0."""
    count: int


def page_of(items: Sequence[T], number: int) -> Page[T]:
    """The page of that number, or the nearest that exists."""
    count = max(1, -(-len(items) // PAGE))
    number = min(max(number, 0), count - 1)
    return Page(items[number * PAGE : (number + 1) * PAGE], number * PAGE + 1, number, count)


def button(label: str, data: CallbackData, style: str | None = None) -> InlineKeyboardButton:
    """`style` is Telegram's: "danger" for what destroys."""
    return InlineKeyboardButton(text=shorten(label, _WIDTHS[1]), callback_data=data.pack(), style=style)


def chosen(label: str, *, is_chosen: bool) -> str:
    """The label of one of several choices, marked if it is the present one."""
    return f"{_MARK}{label}" if is_chosen else label


def keyboard(*rows: Sequence[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """A keyboard of these rows. A row whose labels a phone would cut is broken into several."""
    return InlineKeyboardMarkup(inline_keyboard=[part for row in rows if row for part in _fitting(row)])


def _fitting(row: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """A row as it is, or the fewest rows of equal length whose labels are shown whole."""
    longest = max(_width(one.text) for one in row)
    widest = (
        _NUMBERS if longest <= _OF_A_NUMBER else max(n for n, width in _WIDTHS.items() if n == 1 or longest <= width)
    )
    rows = -(-len(row) // widest)
    length = -(-len(row) // rows)
    return [list(row[first : first + length]) for first in range(0, len(row), length)]


def _width(label: str) -> int:
    return len("".join(one for one in label if category(one) not in _EMOJI).strip())


def in_rows(buttons: Iterable[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """The buttons in order, as many in a row as phones show without cutting a label."""
    rows: list[list[InlineKeyboardButton]] = []
    for one in buttons:
        row = [*rows[-1], one] if rows else [one]
        if rows and all(_width(other.text) <= _WIDTHS.get(len(row), 0) for other in row):
            rows[-1] = row
        else:
            rows.append([one])
    return rows


def turning(page: Page[T], texts: Texts, to: Callable[[int], CallbackData]) -> list[InlineKeyboardButton]:
    """The buttons that turn the pages, where there are several."""
    buttons = []
    if page.number > 0:
        buttons.append(button(texts.plain("button-previous"), to(page.number - 1)))
    if page.number + 1 < page.count:
        buttons.append(button(texts.plain("button-next"), to(page.number + 1)))
    return buttons


async def show(
    query: CallbackQuery,
    text: str,
    markup: InlineKeyboardMarkup | None = None,
    preview: LinkPreviewOptions | Default | None = None,
) -> None:
    """Replace the page whose button was pressed; where it cannot be edited any more, send the page anew."""
    preview = preview or Default("link_preview")
    pressed = query.message
    if isinstance(pressed, Message):
        if not await _stands(pressed.edit_text(text, reply_markup=markup, link_preview_options=preview)):
            await pressed.answer(text, reply_markup=markup, link_preview_options=preview)
    elif pressed is not None and query.bot is not None:  # Telegram says only where it stood
        await query.bot.send_message(pressed.chat.id, text, reply_markup=markup, link_preview_options=preview)


async def edit(
    bot: Bot,
    chat_id: int,
    message_id: int,
    page: Shown,
    preview: LinkPreviewOptions | Default | None = None,
) -> bool:
    """Let a message of the bot's read so; False if it is gone."""
    text, markup = page
    return await _stands(
        bot.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=markup,
            link_preview_options=preview or Default("link_preview"),
        )
    )


async def show_buttons(query: CallbackQuery, markup: InlineKeyboardMarkup | None) -> None:
    """Replace the buttons of the page whose button was pressed, and leave its text."""
    if isinstance(query.message, Message):
        await _stands(query.message.edit_reply_markup(reply_markup=markup))


async def mark(query: CallbackQuery) -> None:
    """Show on the pressed button that it is chosen."""
    pressed = query.message
    if isinstance(pressed, Message) and pressed.reply_markup is not None:
        rows = [
            [
                one.model_copy(update={"text": chosen(one.text.removeprefix(_MARK), is_chosen=True)})
                if one.callback_data == query.data
                else one
                for one in row
            ]
            for row in pressed.reply_markup.inline_keyboard
        ]
        await show_buttons(query, InlineKeyboardMarkup(inline_keyboard=rows))


async def _stands(edit: Awaitable[object]) -> bool:
    """Edit a message; False if it is gone. A second press finds it edited already, which is no error."""
    try:
        await edit
    except TelegramBadRequest as error:
        if isinstance(refusal(error), PostGone):
            return False
        if STANDS_SO_ALREADY not in error.message:
            raise
    return True

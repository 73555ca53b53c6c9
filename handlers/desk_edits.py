"""Edits of cards after presses: one waits for each card, and shows it as it is when its turn comes.

A group takes twenty messages and edits a minute. Editors press faster than that; so presses that come while an edit
waits join it, and what a card shows already is not sent.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup

from bot.delivery.telegram import preview
from bot.model import Chat, DeskCard, OutgoingMessage, RepostId
from bot.services.desk import Desk
from handlers.keyboards import edit
from handlers.members import keep
from handlers.updates.effects import Effects

Page: TypeAlias = tuple[OutgoingMessage, InlineKeyboardMarkup | None]
Drawing: TypeAlias = Callable[[DeskCard], Awaitable[Page]]
"""Makes what the message of a card is to show."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the message of a card is to show."""

    repost: RepostId
    card: Drawing
    page: Drawing | None = None
    """A page of the card, as long as the card is as of `serial`."""
    serial: int = 0
    seen: InlineKeyboardMarkup | None = None
    """The buttons of the message when one of them was pressed; None if that is not known."""
    is_late: bool = False
    """Whether a button of an earlier state of the card was pressed, so that who changed it may have shown that."""


class CardEdits:
    """Edits the messages of cards."""

    def __init__(self, desk: Desk, room: Callable[[int], Awaitable[None]], effects: Effects) -> None:
        """`room` returns when a chat, by its Telegram id, has room for an answer."""
        self._desk = desk
        self._room = room
        self._effects = effects
        self._wanted: dict[RepostId, Wanted] = {}
        self._under_way: set[RepostId] = set()
        self._on_page: OrderedDict[RepostId, bool] = OrderedDict()
        """Whether the messages of cards show pages of them, as far as is known."""

    async def show(self, bot: Bot, desk: Chat, wanted: Wanted) -> None:
        """Let the message of a card show something; return at once if an edit of it waits already, which then does."""
        self._wanted[wanted.repost] = wanted
        if wanted.repost in self._under_way:
            return
        self._under_way.add(wanted.repost)
        self._effects.are_stored()  # the toasts of later presses do not wait until there is room for this edit
        try:
            while wanted.repost in self._wanted:
                await self._room(desk.telegram_id)
                await self._edit(bot, desk, self._wanted.pop(wanted.repost))
        finally:
            self._under_way.discard(wanted.repost)
            self._wanted.pop(wanted.repost, None)  # after a failure delivery goes on

    async def _edit(self, bot: Bot, desk: Chat, wanted: Wanted) -> None:
        card = await self._desk.card(desk, wanted.repost)
        if card is None or card.stands is None:
            return
        is_page = wanted.page is not None and card.serial == wanted.serial
        message, markup = await (wanted.page or wanted.card)(card) if is_page else await wanted.card(card)
        is_shown = markup == wanted.seen or (wanted.is_late and not self._on_page.get(card.repost.id, False))
        if not is_page and card.stands.serial == card.serial and is_shown:
            return
        keep(self._on_page, card.repost.id, is_page)
        stands = await edit(bot, desk.telegram_id, card.stands.message_id, (message.html, markup), preview(message))
        # If somebody has deleted it, delivery finds that out, and puts it up anew.
        if stands and not is_page:
            await self._desk.note_shown(card)

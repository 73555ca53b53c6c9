"""The pages of a card: the card itself, what is behind «⋯», when it goes, what else it could be made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, Bot
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject

from bot.delivery.callbacks import CardPressed
from bot.delivery.telegram import keyboard_of
from bot.delivery.timing import next_hour
from bot.i18n import Texts
from bot.model import CardStep, Chat, DeskCard, OtherReport, OutgoingMessage
from bot.reposts.states import AsShown
from bot.services.desk import Desk
from bot.services.desk_people import Sender
from handlers.context import Conversation, Handler
from handlers.desk_edits import CardEdits, Drawing, Page, Wanted
from handlers.desk_talk import Talk
from handlers.desk_times import SOON_MIN, as_value, clock_at, next_slot, tomorrow
from handlers.keyboards import button, chosen, keyboard

_REPORTS = 10


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody at a desk: where, and what is shown to them."""

    conversation: Conversation
    desk: Desk
    edits: CardEdits
    sender: Sender

    @property
    def chat(self) -> Chat:
        return self.conversation.chat

    @property
    def texts(self) -> Texts:
        return self.conversation.texts

    @property
    def talk(self) -> Talk:
        return Talk(self.texts, self.desk.now(), self.chat)

    async def page(self, card: DeskCard, page: CardStep = CardStep.BACK) -> OutgoingMessage:
        """The card as it stands, or one of its pages."""
        return await self.desk.pages.card(card, self.texts, self.desk.now(), page)

    async def post(self, card: DeskCard) -> OutgoingMessage:
        """The post as it will stand in the channel, or stands there."""
        return await self.desk.pages.post(card)

    async def show(
        self, bot: Bot, card: DeskCard, seen: InlineKeyboardMarkup | None = None, *, is_late: bool = False
    ) -> None:
        """Let the message of a card show it as it stands; see `Wanted` for the rest."""
        if self.stands_here(card):
            wanted = Wanted(card.repost.id, self._drawing(bot), seen=seen, is_late=is_late)
            await self.edits.show(bot, self.chat, wanted)

    async def turn(self, bot: Bot, card: DeskCard, page: Drawing) -> None:
        """Let the message of a card show a page of it, unless it changes before that."""
        if self.stands_here(card):
            await self.edits.show(bot, self.chat, Wanted(card.repost.id, self._drawing(bot), page, card.serial))

    def _drawing(self, bot: Bot) -> Drawing:
        async def draw(card: DeskCard) -> Page:
            message = await self.page(card)
            return message, await keyboard_of(message, bot)

        return draw

    def stands_here(self, card: DeskCard) -> bool:
        return card.stands is not None and card.stands.chat == self.chat.key

    async def times(self, card: DeskCard, carries: Callable[[CardStep, int], CallbackData]) -> InlineKeyboardMarkup:
        """When the post may go; `carries` makes what a button carries of what it asks for, and of its value."""
        texts, now, zone = self.texts, self.desk.now(), self.talk.zone(card)
        taken = {one.repost.due_at for one in await self.desk.queue([card.channel]) if one.repost.due_at is not None}
        hour, morning = next_hour(zone, now), tomorrow(now, zone)
        slot = next_slot(card.settings.slots, taken, now, zone)
        offered = [
            (texts.plain("desk-button-soon", minutes=SOON_MIN), -SOON_MIN),
            (clock_at(hour, zone), as_value(hour)),
            (texts.plain("desk-button-tomorrow", time=clock_at(morning, zone)), as_value(morning)),
        ]
        if slot is not None:
            offered.append((texts.plain("desk-button-slot", time=clock_at(slot, zone)), as_value(slot)))
        at = [button(label, carries(CardStep.SCHEDULE, value)) for label, value in offered]
        own = button(texts.plain("desk-button-own-time"), carries(CardStep.OWN_TIME, 0))
        back = button(texts.plain("desk-button-back"), carries(CardStep.BACK, 0))
        return keyboard(at[:2], at[2:], [own, back])

    def reports(self, card: DeskCard, known: Sequence[OtherReport]) -> InlineKeyboardMarkup:
        """What else the post could be made of: of the first report, unless somebody has chosen another one."""
        made_of = card.repost.article or (known[0].article if known else None)
        rows = [
            [
                button(
                    chosen(f"{one.source}: {one.title}", is_chosen=one.article == made_of),
                    pressed(card, CardStep.CHOOSE, one.article),
                )
            ]
            for one in known[:_REPORTS]
        ]
        return keyboard(*rows, [self.back(card)])

    def again(self, card: DeskCard) -> InlineKeyboardMarkup:
        yes = button(self.texts.plain("desk-again-yes"), pressed(card, CardStep.AGAIN, 1))
        return keyboard([yes], [self.back(card)])

    def back(self, card: DeskCard) -> InlineKeyboardButton:
        return button(self.texts.plain("desk-button-back"), pressed(card, CardStep.BACK))


class WithDesk(BaseMiddleware):
    """Adds `at_desk` to what handlers can ask for."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"at_desk": AtDesk})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        user = event.from_user if isinstance(event, CallbackQuery | Message) else None
        if user is None:
            return None
        data["at_desk"] = AtDesk(
            data["conversation"], data["desk"], data["card_edits"], Sender(user.id, user.first_name)
        )
        return await handler(event, data)


def pressed(card: DeskCard, step: CardStep, value: int = 0) -> CardPressed:
    """What a button carries that asks for something of the card as it is here."""
    return CardPressed(step=step, value=value, **AsShown.of(card)._asdict())

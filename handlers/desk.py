"""The buttons of cards at a desk: a press is told its effect first; the card follows."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message

from bot.delivery.callbacks import CardPressed
from bot.delivery.telegram import keyboard_of
from bot.model import ArticleId, CardStep, Decided, DeskCard, Presser, RepostAction, RepostId
from bot.reposts.states import seen_on
from bot.services.chats import Chats
from bot.services.desk import Acted, Asked
from bot.services.desk_people import Barred
from handlers import phrases
from handlers.desk_edits import Page
from handlers.desk_pages import AtDesk, WithDesk, pressed
from handlers.desk_times import from_value
from handlers.desk_writing import Timed, ask_for_text, ask_for_time
from handlers.keyboards import keyboard, show_buttons
from handlers.stories import reasons

_PAGES = {CardStep.BACK, CardStep.MORE, CardStep.TIMES, CardStep.PREVIEW}
_ACTIONS: Mapping[CardStep, RepostAction] = MappingProxyType(
    {step: RepostAction(step.value) for step in CardStep if step.value in set(RepostAction)}
)


_LEADS_TO: Mapping[CardStep, RepostAction] = MappingProxyType(
    {
        CardStep.TIMES: RepostAction.SCHEDULE,
        CardStep.OWN_TIME: RepostAction.SCHEDULE,
        CardStep.MORE: RepostAction.CHOOSE,
        CardStep.PREVIEW: RepostAction.CHOOSE,
        CardStep.OFF_TOPIC: RepostAction.CHOOSE,
    }
)
"""What can be done on pages of a card, which cover it, and so whether they are opened."""


def build_router() -> Router:
    router = Router(name="desk")
    router.callback_query.middleware(WithDesk())
    router.callback_query.register(explain, CardPressed.filter(F.step == CardStep.WHY))
    router.callback_query.register(show_page, CardPressed.filter(F.step.in_(_PAGES)))
    router.callback_query.register(show_reports, CardPressed.filter(F.step == CardStep.CHOOSE), _asks)
    router.callback_query.register(ask_again, CardPressed.filter(F.step == CardStep.AGAIN), _asks)
    router.callback_query.register(begin_text, CardPressed.filter(F.step == CardStep.EDIT))
    router.callback_query.register(begin_time, CardPressed.filter(F.step == CardStep.OWN_TIME))
    router.callback_query.register(decide, CardPressed.filter(F.step.in_(set(_ACTIONS))))
    router.callback_query.register(renew, F.data.startswith(f"{CardPressed.__prefix__}:"))
    return router


def _asks(_query: CallbackQuery, callback_data: CardPressed) -> bool:
    """Whether a button asks what to do, and does nothing yet."""
    return callback_data.value == 0


async def decide(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, bot: Bot) -> None:
    await _pressed(query, callback_data, at_desk, bot)


async def begin_text(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, bot: Bot) -> None:
    """Keep others from the card, and ask for a text."""
    acted = await _pressed(query, callback_data, at_desk, bot)
    if isinstance(acted.outcome, Decided) and acted.card is not None:
        await ask_for_text(query, acted.card, acted.by, at_desk)


async def begin_time(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, chats: Chats, bot: Bot) -> None:
    """Ask for a time in words."""
    turned = await turnable(query, callback_data, at_desk, bot)
    if turned is not None:
        card, by = turned
        await query.answer()
        about = Timed(card.repost.id, callback_data.revision, callback_data.version, callback_data.seen, by)
        await ask_for_time(query, about, at_desk, chats)


async def show_page(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, bot: Bot) -> None:
    turned = await turnable(query, callback_data, at_desk, bot)
    if turned is None:
        return
    card, _ = turned
    await query.answer()
    step = callback_data.step

    async def page(card: DeskCard) -> Page:
        if step is CardStep.PREVIEW:
            return await at_desk.post(card), keyboard([at_desk.back(card)])
        message = await at_desk.page(card, step)
        if step is CardStep.TIMES:
            return message, await at_desk.times(card, partial(pressed, card))
        return message, await keyboard_of(message, bot)

    await (at_desk.show(bot, card) if step is CardStep.BACK else at_desk.turn(bot, card, page))


async def show_reports(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, bot: Bot) -> None:
    """What else the post could be made of."""
    turned = await turnable(query, callback_data, at_desk, bot)
    if turned is not None:
        card, _ = turned
        await query.answer(at_desk.texts.plain("desk-sources"))

        async def page(card: DeskCard) -> Page:
            known = await at_desk.desk.other_reports(card)
            return await at_desk.page(card), at_desk.reports(card, known)

        await at_desk.turn(bot, card, page)


async def ask_again(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, bot: Bot) -> None:
    """Whether somebody means it: a story that stands, or stood, in the channel is published once more."""
    turned = await turnable(query, callback_data, at_desk, bot)
    if turned is not None:
        card, _ = turned
        await query.answer(at_desk.texts.plain("desk-again"), show_alert=True)

        async def page(card: DeskCard) -> Page:
            return await at_desk.page(card), at_desk.again(card)

        await at_desk.turn(bot, card, page)


async def explain(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk) -> None:
    """Why the story came to the desk."""
    card = await at_desk.desk.card(at_desk.chat, RepostId(callback_data.repost))
    if card is None:
        await _end(query, at_desk)
        return
    lines = reasons(await at_desk.desk.pages.why(card), at_desk.texts)
    await query.answer(phrases.in_alert(lines), show_alert=True)


async def renew(query: CallbackQuery, at_desk: AtDesk, bot: Bot) -> None:
    """A button of an older version, or no button of ours: the card that stands in the message is shown anew."""
    card = None if query.message is None else await at_desk.desk.card_of(at_desk.chat, query.message.message_id)
    if card is None or query.message is None:
        await _end(query, at_desk)
        return
    await query.answer(at_desk.texts.plain("button-renewed"))
    if card.stands is not None and card.stands.message_id == query.message.message_id:
        await at_desk.show(bot, card)


async def _pressed(query: CallbackQuery, asks: CardPressed, at_desk: AtDesk, bot: Bot) -> Acted:
    """Do what a button asks for, say so, and show the card as it is then."""
    action, desk = _ACTIONS[asks.step], at_desk.desk
    asked = _asked(action, asks)
    if action is RepostAction.SCHEDULE:
        asked = replace(asked, due_at=from_value(asks.value, desk.now()))
    acted = await desk.press(asked, at_desk.sender, at_desk.chat, at_desk.conversation.cause)
    said, is_alert = at_desk.talk.toast(acted, action)
    await query.answer(said, show_alert=is_alert)
    await _follow(query, asks, acted, at_desk, bot)
    return acted


async def _follow(query: CallbackQuery, asks: CardPressed, acted: Acted, at_desk: AtDesk, bot: Bot) -> None:
    """Bring the card up to date, and take the buttons from another message that had some of it."""
    card = acted.card
    if card is None:
        await show_buttons(query, None)
    elif card.stands is not None and not isinstance(acted.outcome, Barred):  # else nothing is to be shown, or can be
        if query.message is not None and query.message.message_id != card.stands.message_id:
            await show_buttons(query, None)
        seen = query.message.reply_markup if isinstance(query.message, Message) else None
        is_late = (asks.revision, asks.seen) != (card.repost.revision, seen_on(card.repost))
        await at_desk.show(bot, card, seen, is_late=is_late)


async def turnable(
    query: CallbackQuery, asks: CardPressed, at_desk: AtDesk, bot: Bot
) -> tuple[DeskCard, Presser] | None:
    """The card whose page is to be turned, and who turns it, if they may decide on it now; tells them if not."""
    card, desk = await at_desk.desk.card(at_desk.chat, RepostId(asks.repost)), at_desk.desk
    if card is None:
        await _end(query, at_desk)
        return None
    action = _LEADS_TO.get(asks.step) or _ACTIONS.get(asks.step)
    asked = None if action is None else _asked(action, asks)
    by = await desk.opens(card, asked, at_desk.sender, at_desk.chat)
    if isinstance(by, Presser):
        return card, by
    acted = Acted(by, card)
    said, is_alert = at_desk.talk.toast(acted, action or RepostAction.PUBLISH)
    await query.answer(said, show_alert=is_alert)
    await _follow(query, asks, acted, at_desk, bot)
    return None


def _asked(action: RepostAction, asks: CardPressed) -> Asked:
    article = ArticleId(asks.value) if action is RepostAction.CHOOSE else None
    return Asked(action, RepostId(asks.repost), asks.revision, asks.version, asks.seen, article=article)


async def _end(query: CallbackQuery, at_desk: AtDesk) -> None:
    """There is no such card here, or no more: its buttons go."""
    await query.answer(at_desk.texts.plain("desk-gone"))
    await show_buttons(query, None)

"""The buttons under a card that counts the stories of a burst: its digest now, or its stories one by one."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.delivery.callbacks import BurstPressed
from bot.delivery.telegram import keyboard, preview
from bot.model import BurstAction, DispatchId, OutgoingMessage
from bot.services.stories import Stories
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import show


def build_router() -> Router:
    router = Router(name="bursts")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(end, BurstPressed.filter(F.action == BurstAction.NOW))
    router.callback_query.register(turn, BurstPressed.filter(F.action.in_({BurstAction.ASK, BurstAction.BACK})))
    router.callback_query.register(tell_one_by_one, BurstPressed.filter(F.action == BurstAction.ONE_BY_ONE))
    return router


async def end(query: CallbackQuery, callback_data: BurstPressed, conversation: Conversation, stories: Stories) -> None:
    """Delivery makes the card the digest, in its turn."""
    if await stories.end_card(conversation.chat, DispatchId(callback_data.dispatch)):
        await query.answer()
    else:
        await _renew(query, callback_data, conversation, stories)


async def turn(query: CallbackQuery, callback_data: BurstPressed, conversation: Conversation, stories: Stories) -> None:
    asks = callback_data.action is BurstAction.ASK
    message = await stories.card(conversation.chat, DispatchId(callback_data.dispatch), asks=asks)
    if message is None:
        await _renew(query, callback_data, conversation, stories)
        return
    await query.answer()
    await _replace(query, message)


async def tell_one_by_one(
    query: CallbackQuery, callback_data: BurstPressed, conversation: Conversation, stories: Stories
) -> None:
    told = await stories.tell_one_by_one(conversation.chat, DispatchId(callback_data.dispatch))
    if told is None:
        await _renew(query, callback_data, conversation, stories)
        return
    await query.answer()
    await show(query, conversation.texts.html("burst-one-by-one", count=told))


async def _renew(
    query: CallbackQuery, callback_data: BurstPressed, conversation: Conversation, stories: Stories
) -> None:
    """Show the digest that the card has become."""
    message = await stories.digest(conversation.chat, DispatchId(callback_data.dispatch), 0)
    await query.answer(conversation.texts.plain("button-renewed" if message else "explain-gone"))
    if message is not None:
        await _replace(query, message)


async def _replace(query: CallbackQuery, message: OutgoingMessage) -> None:
    await show(query, message.html, keyboard(message), preview(message))

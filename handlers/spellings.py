"""The other spellings of what a subscription looks for: their page, and the ticks that add them."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.model import KeptTextId, SubscriptionId
from bot.services.connections import Connections
from bot.services.spellings import Spellings, Tick, Ticked, TickOutcome
from handlers.callbacks import SubscriptionAction, SubscriptionPressed
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import show, show_buttons
from handlers.spelling_callbacks import AllSpellingsTicked, SpellingTicked
from handlers.spelling_pages import spellings_page, with_ticks
from handlers.subject import may_change

_REFUSALS = {
    TickOutcome.GONE: "subscription-gone",
    TickOutcome.CHANGED: "spellings-changed",
    TickOutcome.EXISTS: "spellings-exist",
    TickOutcome.TOO_LONG: "spellings-too-long",
}
"""What a press is told that could not be done."""


def build_router() -> Router:
    router = Router(name="spellings")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(show_spellings, SubscriptionPressed.filter(F.action == SubscriptionAction.SPELLINGS))
    router.callback_query.register(tick, SpellingTicked.filter())
    router.callback_query.register(tick_all, AllSpellingsTicked.filter())
    return router


async def show_spellings(
    query: CallbackQuery, callback_data: SubscriptionPressed, conversation: Conversation, spellings: Spellings
) -> None:
    chat, texts = conversation.chat, conversation.texts
    one = await spellings.find(chat, SubscriptionId(callback_data.id))
    await query.answer(None if one else texts.plain("subscription-gone"))
    if one is not None:
        await show(query, *spellings_page(one, await spellings.offer(chat, one, conversation.cause), texts))


async def tick(
    query: CallbackQuery,
    callback_data: SpellingTicked,
    conversation: Conversation,
    spellings: Spellings,
    connections: Connections,
) -> None:
    wanted = Tick(
        SubscriptionId(callback_data.id), KeptTextId(callback_data.kept), callback_data.place, callback_data.is_in
    )
    await _tick(query, wanted, conversation, spellings, connections)


async def tick_all(
    query: CallbackQuery,
    callback_data: AllSpellingsTicked,
    conversation: Conversation,
    spellings: Spellings,
    connections: Connections,
) -> None:
    wanted = Tick(SubscriptionId(callback_data.id), KeptTextId(callback_data.kept))
    await _tick(query, wanted, conversation, spellings, connections)


async def _tick(
    query: CallbackQuery, wanted: Tick, conversation: Conversation, spellings: Spellings, connections: Connections
) -> None:
    one = await spellings.find(conversation.chat, wanted.subscription)
    if one is not None and not await may_change(query, one, conversation, connections):
        return
    ticked = await spellings.tick(conversation.chat, wanted, conversation.cause)
    refusal = _REFUSALS.get(ticked.outcome)
    await query.answer(conversation.texts.plain(refusal) if refusal else None, show_alert=refusal is not None)
    await _show(query, wanted, ticked, conversation, spellings)


async def _show(
    query: CallbackQuery, wanted: Tick, ticked: Ticked, conversation: Conversation, spellings: Spellings
) -> None:
    """Show what is ticked now; where the message was, or anew if Telegram has forgotten what it says."""
    texts, pressed = conversation.texts, query.message
    if isinstance(pressed, Message) and pressed.reply_markup is not None:
        await show_buttons(query, with_ticks(pressed.reply_markup, ticked.ticks, texts))
        return
    one = await spellings.find(conversation.chat, wanted.subscription)
    if one is not None:
        await show(query, *spellings_page(one, ticked.ticks, texts))

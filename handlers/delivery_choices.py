"""The buttons of «🔔 Как присылать»; the page itself is in `delivery_page.py`."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.model import SubscriptionId
from bot.services.connections import Connections
from bot.services.subscriptions import Subscriptions
from handlers.callbacks import SubscriptionsPage
from handlers.context import AdministratorsOnly, Conversation
from handlers.delivery_callbacks import DeliveryPressed
from handlers.delivery_page import delivery_page
from handlers.keyboards import button, keyboard, show
from handlers.subject import may_change


def build_router() -> Router:
    router = Router(name="delivery")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(press, DeliveryPressed.filter())
    return router


async def press(
    query: CallbackQuery,
    callback_data: DeliveryPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    """Show the page; if something was chosen, as it is then."""
    chat, texts, subscription = conversation.chat, conversation.texts, SubscriptionId(callback_data.id)
    one = await subscriptions.find(chat, subscription)
    if one is not None and callback_data.choice is not None:
        if not await may_change(query, one, conversation, connections):
            return
        one = await subscriptions.choose(chat, subscription, callback_data.choice)
    await query.answer()
    if one is None:
        back = button(texts.plain("button-back"), SubscriptionsPage(page=0))
        await show(query, texts.html("subscription-gone"), keyboard([back]))
    else:
        await show(query, *delivery_page(one, texts))

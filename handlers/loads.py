"""The answers to what the bot asks or tells of a subscription that brings very much."""

from collections.abc import Mapping
from types import MappingProxyType

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.delivery.breadth import AT_ONCE, HOURLY, LEAVE, MAIN
from bot.delivery.callbacks import AnswerAboutPressed
from bot.model import SubscriptionId
from bot.services.connections import Connections
from bot.services.delivery_choices import DeliveryChoice
from bot.services.subscriptions import Subscriptions
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import SubscriptionsPage
from handlers.context import AdministratorsOnly, Conversation
from handlers.delivery_callbacks import DeliveryPressed
from handlers.delivery_page import said
from handlers.keyboards import button, keyboard, show
from handlers.subject import may_change

_CHOICES: Mapping[str, DeliveryChoice | None] = MappingProxyType(
    {
        AT_ONCE: DeliveryChoice.AT_ONCE,
        HOURLY: DeliveryChoice.HOURLY,
        MAIN: DeliveryChoice.MAIN_ONLY,
        LEAVE: None,
    }
)


def build_router() -> Router:
    router = Router(name="loads")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(answer, AnswerAboutPressed.filter())
    return router


async def answer(
    query: CallbackQuery,
    callback_data: AnswerAboutPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    """Do as was chosen, and say how the news of the subscription come now."""
    chat, texts, subscription = conversation.chat, conversation.texts, SubscriptionId(callback_data.id)
    one, choice = await subscriptions.find(chat, subscription), _CHOICES.get(callback_data.answer)
    if one is not None and choice is not None:
        if not await may_change(query, one, conversation, connections):
            return
        one = await subscriptions.choose(chat, subscription, choice)
    await query.answer()
    if one is None:
        back = button(texts.plain("button-back"), SubscriptionsPage(page=0))
        await show(query, texts.html("subscription-gone"), keyboard([back]))
        return
    answered = texts.html("load-answered", text=shorten(one.title, phrases.SHOWN_QUERY))
    delivery = button(texts.plain("button-manner"), DeliveryPressed(id=one.id))
    await show(query, "\n".join([answered, *said(one, texts)]), keyboard([delivery]))

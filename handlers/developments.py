"""The answer to whether a chat wants to hear what is new in its stories: asked of chats with older subscriptions."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.delivery.callbacks import AnswerPressed
from bot.model import Chat, ReplyMode, Standing, Subscription
from bot.services.connections import Connections
from bot.services.subscriptions import LEAVE_REPLIES, TURN_ON_DEVELOPMENTS, Subscriptions
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import show


def build_router() -> Router:
    router = Router(name="developments")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(turn_on, AnswerPressed.filter(F.answer == TURN_ON_DEVELOPMENTS))
    router.callback_query.register(leave, AnswerPressed.filter(F.answer == LEAVE_REPLIES))
    return router


async def turn_on(
    query: CallbackQuery, conversation: Conversation, subscriptions: Subscriptions, connections: Connections
) -> None:
    """Turn developments on for all subscriptions without replies, those to other chats if the person may still post."""
    chat = conversation.chat
    without = [one for one in await subscriptions.all(chat) if one.replies is ReplyMode.NONE]
    targets = {one.chat.key: one.chat for one in without}
    allowed = {key for key, target in targets.items() if await _may_send_to(chat, target, connections)}
    changed: list[Subscription] = [one for one in without if one.chat.key in allowed and not one.suspended]
    for one in changed:
        await subscriptions.set_reply_mode(chat, one.id, ReplyMode.DEVELOPMENTS)
    await query.answer()
    await show(query, conversation.texts.html("developments-on", count=len(changed)))


async def leave(query: CallbackQuery, conversation: Conversation) -> None:
    await query.answer()
    await show(query, conversation.texts.html("developments-left"))


async def _may_send_to(chat: Chat, target: Chat, connections: Connections) -> bool:
    return target.key == chat.key or await connections.check(chat, target) is Standing.FINE

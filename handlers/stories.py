"""The buttons under a notification: why it came, and no more of this story."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.delivery.callbacks import StoryPressed
from bot.i18n import Texts
from bot.model import Chat, DispatchId, StoryAction
from bot.pipeline.matching import QueryWords
from bot.services.stories import Stories
from handlers import wording
from handlers.context import AdministratorsOnly

_SHOWN_WORDS = 12


def build_router() -> Router:
    router = Router(name="stories")
    router.callback_query.register(explain, StoryPressed.filter(F.action == StoryAction.EXPLAIN))
    settings = Router(name="muting")
    settings.callback_query.middleware(AdministratorsOnly())
    settings.callback_query.register(mute, StoryPressed.filter(F.action == StoryAction.MUTE))
    router.include_router(settings)
    return router


async def explain(
    query: CallbackQuery, callback_data: StoryPressed, chat: Chat, texts: Texts, stories: Stories
) -> None:
    reasons = await stories.explain(chat, DispatchId(callback_data.dispatch))
    await query.answer()
    if isinstance(query.message, Message):
        answer = "\n\n".join(_explained(reason, texts) for reason in reasons) or texts.html("explain-gone")
        await query.message.reply(answer)


async def mute(query: CallbackQuery, callback_data: StoryPressed, chat: Chat, texts: Texts, stories: Stories) -> None:
    muted = await stories.mute(chat, DispatchId(callback_data.dispatch))
    await query.answer(texts.plain("story-muted" if muted else "explain-gone"), show_alert=True)


def _explained(reason: QueryWords, texts: Texts) -> str:
    found = texts.html("explain-query", query=reason.query, words=", ".join(reason.words[:_SHOWN_WORDS]))
    return f"{found}\n{wording.forms(reason.forms, texts)}"

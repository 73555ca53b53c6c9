"""The buttons under a notification: why it came, mute the story, another event; under a digest: a story in full."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.delivery.callbacks import StoryPressed
from bot.delivery.telegram import keyboard, preview
from bot.i18n import Texts
from bot.matching.engine import QueryWords
from bot.model import DispatchId, OutgoingMessage, StoryAction, StoryId
from bot.services.stories import Stories
from bot.text.shortening import shorten
from handlers import phrases
from handlers.context import AdministratorsOnly, Conversation, InMeasure
from handlers.keyboards import show as edit_page

_SHOWN_WORDS = 12


def build_router() -> Router:
    reading = Router(name="reading")
    reading.callback_query.middleware(InMeasure())
    reading.callback_query.register(explain, StoryPressed.filter(F.action == StoryAction.EXPLAIN))
    reading.callback_query.register(show, StoryPressed.filter(F.action == StoryAction.SHOW))
    settings = Router(name="muting")
    settings.callback_query.middleware(AdministratorsOnly())
    settings.callback_query.register(mute, StoryPressed.filter(F.action == StoryAction.MUTE))
    settings.callback_query.register(follow, StoryPressed.filter(F.action == StoryAction.FOLLOW))
    settings.callback_query.register(part, StoryPressed.filter(F.action == StoryAction.PART))
    router = Router(name="stories")
    router.include_routers(reading, settings)
    return router


async def explain(
    query: CallbackQuery, callback_data: StoryPressed, conversation: Conversation, stories: Stories
) -> None:
    texts = conversation.texts
    reasons = await stories.explain(conversation.chat, *_told(callback_data))
    await query.answer()
    if isinstance(query.message, Message):
        lines = [line for reason in reasons for line in _explained(reason, texts)]
        await query.message.reply(phrases.fitted(lines, texts).strip() or texts.html("explain-gone"))


async def mute(query: CallbackQuery, callback_data: StoryPressed, conversation: Conversation, stories: Stories) -> None:
    message = await stories.mute(conversation.chat, *_told(callback_data))
    await query.answer(conversation.texts.plain("story-muted" if message else "explain-gone"))
    await _replace(query, message)


async def follow(
    query: CallbackQuery, callback_data: StoryPressed, conversation: Conversation, stories: Stories
) -> None:
    message = await stories.follow(conversation.chat, *_told(callback_data))
    await query.answer(None if message else conversation.texts.plain("explain-gone"))
    await _replace(query, message)


async def part(query: CallbackQuery, callback_data: StoryPressed, conversation: Conversation, stories: Stories) -> None:
    message = await stories.part(conversation.chat, *_told(callback_data))
    await query.answer(conversation.texts.plain("story-parted" if message else "explain-gone"))
    await _replace(query, message)


async def show(query: CallbackQuery, callback_data: StoryPressed, conversation: Conversation, stories: Stories) -> None:
    message = await stories.show(conversation.chat, *_told(callback_data))
    await query.answer(None if message else conversation.texts.plain("explain-gone"))
    if message and isinstance(query.message, Message):
        await query.message.reply(
            message.html,
            link_preview_options=preview(message),
            reply_markup=keyboard(message),
            disable_notification=True,
        )


async def _replace(query: CallbackQuery, message: OutgoingMessage | None) -> None:
    """Let the message whose button was pressed read so."""
    if message:
        await edit_page(query, message.html, keyboard(message), preview(message))


def _told(pressed: StoryPressed) -> tuple[DispatchId, StoryId]:
    return DispatchId(pressed.dispatch), StoryId(pressed.story)


def _explained(reason: QueryWords, texts: Texts) -> list[str]:
    query = shorten(reason.query, phrases.SHOWN_QUERY)
    words = ", ".join(reason.words[:_SHOWN_WORDS])
    met = texts.html("explain-query", query=query, words=words) if words else texts.html("explain-bare", query=query)
    return ["", met, *phrases.forms(reason.forms, texts)]

"""The buttons under a notification (why it came, mute it, another event) and a digest (its stories, its pages)."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.delivery.callbacks import DigestPressed, StoryPressed
from bot.delivery.telegram import keyboard, preview
from bot.i18n import Texts
from bot.matching.engine import QueryWords
from bot.model import ChatKind, DispatchId, OutgoingMessage, StoryAction, StoryId
from bot.services.stories import Stories, Why
from handlers import phrases
from handlers.context import AdministratorsOnly, Conversation, InMeasure
from handlers.keyboards import show as edit_page

_SHOWN_WORDS = 12


def build_router() -> Router:
    reading = Router(name="reading")
    reading.callback_query.middleware(InMeasure())
    reading.callback_query.register(explain, StoryPressed.filter(F.action == StoryAction.EXPLAIN))
    reading.callback_query.register(show, StoryPressed.filter(F.action == StoryAction.SHOW))
    reading.callback_query.register(turn, DigestPressed.filter())
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
    why = await stories.explain(conversation.chat, *_told(callback_data))
    said = texts.plain("explain-gone") if why is None else phrases.in_alert(reasons(why, texts))
    await query.answer(said, show_alert=True)


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
    dispatch, story = _told(callback_data)
    said = None
    if conversation.chat.kind is ChatKind.PRIVATE:
        message = await stories.show(conversation.chat, dispatch, story)
    else:  # a digest of an older version of the program: it has no numbers any more
        said = "button-renewed"
        message = await stories.digest(conversation.chat, dispatch, 0)
    said = said if message else "explain-gone"
    await query.answer(said and conversation.texts.plain(said))
    await _replace(query, message)


async def turn(
    query: CallbackQuery, callback_data: DigestPressed, conversation: Conversation, stories: Stories
) -> None:
    message = await stories.digest(conversation.chat, DispatchId(callback_data.dispatch), callback_data.page)
    await query.answer(None if message else conversation.texts.plain("explain-gone"))
    await _replace(query, message)


async def _replace(query: CallbackQuery, message: OutgoingMessage | None) -> None:
    """Let the message whose button was pressed read so."""
    if message:
        await edit_page(query, message.html, keyboard(message), preview(message))


def _told(pressed: StoryPressed) -> tuple[DispatchId, StoryId]:
    return DispatchId(pressed.dispatch), StoryId(pressed.story)


def reasons(why: Why, texts: Texts) -> list[str]:
    """What met the query and where, which subscriptions asked for it, and what joined another report, a line each."""
    lines = [_met(why.met, texts), _subscriptions(why, texts)]
    if why.joined is not None:
        words = ", ".join(_quoted(word, texts) if " " in word else word for word in why.joined.words)
        lines.append(texts.plain("explain-together", source=why.joined.source, words=words))
    return [*filter(None, lines)]


def _met(met: Sequence[QueryWords], texts: Texts) -> str:
    words = list(dict.fromkeys(word for one in met for word in one.words))[:_SHOWN_WORDS]
    if not words:
        return ""
    in_title = any(one.in_title for one in met)
    paragraph = min((one.paragraph for one in met if one.paragraph), default=0)
    place = ("both" if in_title else "text") if paragraph else ("title" if in_title else "none")
    count = sum(len(word.split()) for word in words)
    shown = ", ".join(_quoted(word, texts) for word in words)
    return texts.plain("explain-words", count=count, words=shown, place=place, paragraph=paragraph)


def _subscriptions(why: Why, texts: Texts) -> str:
    names = why.subscriptions or tuple(one.query for one in why.met)
    shown = ", ".join(_quoted(name, texts) for name in names)
    return texts.plain("explain-subscriptions", count=len(names), names=shown)


def _quoted(text: str, texts: Texts) -> str:
    return texts.plain("quoted", text=text)

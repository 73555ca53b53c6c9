"""`@bot коалиция желающих` in whatever chat: the latest stories, or, of nothing typed, the person's subscriptions."""

import logging
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    TelegramObject,
    Update,
)

from bot.delivery.timing import zone_of
from bot.errors import QueryError
from bot.i18n import Translations
from bot.matching import parse
from bot.model import DeliveryPreferences, Subscription
from bot.services.admissions import Admissions
from bot.services.archive import Found
from bot.services.chats import Chats
from bot.services.inline import Inline
from bot.services.subscriptions import Subscriptions
from bot.text.shortening import shorten
from handlers.archive import found_html
from handlers.context import Conversation, Handler
from handlers.keyboards import keyboard
from handlers.updates.effects import Effects
from handlers.updates.parsing import cause_of

_log = logging.getLogger(__name__)

_CACHED_S = 10
"""How long Telegram repeats an answer: news come all the time."""
_LISTED = 50
"""Results of an answer at most (https://core.telegram.org/bots/api#answerinlinequery)."""
_TITLE_LIMIT = 100
_QUERY_LIMIT = 256
"""Characters of an inline query."""
_START = "inline"
"""What Telegram adds to /start where somebody who has no chat with the bot goes there."""


class OfPerson(BaseMiddleware):
    """Adds the conversation with the person who asks: it is about what their private chat watches."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"conversation": Conversation})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        effects: Effects = data["effects"]
        effects.are_stored()  # there is none, and the person's next query does not wait
        chats: Chats = data["chats"]
        translations: Translations = data["translations"]
        admissions: Admissions = data["admissions"]
        update: Update = data["event_update"]
        if not isinstance(event, InlineQuery) or await admissions.is_banned(event.from_user.id):
            return None
        chat = await chats.known(event.from_user.id)
        if chat is None:
            language = chats.language_of(event.from_user.language_code)
            return await _answer(event, (), translations[language].plain("inline-start"))
        cause = cause_of(data["bot"], update.update_id)
        data["conversation"] = Conversation(chat, translations[chat.language], cause)
        return await handler(event, data)


def build_router() -> Router:
    router = Router(name="inline")
    router.inline_query.middleware(OfPerson())
    router.inline_query.register(answer)
    return router


async def answer(query: InlineQuery, conversation: Conversation, subscriptions: Subscriptions, inline: Inline) -> None:
    texts, text = conversation.texts, query.query.strip()
    if not text:
        listed = await subscriptions.all(conversation.chat)
        await _answer(query, [_subscription(one, conversation) for one in listed[:_LISTED]])
        return
    try:
        wanted = parse(text)
    except QueryError:
        await _answer(query, (), texts.plain("inline-unreadable"))
        return
    found = await inline.find(query.from_user.id, wanted, conversation.chat)
    if found is not None:
        stories = [_story(one, conversation.chat.preferences) for one in found]
        await _answer(query, stories, "" if found else texts.plain("inline-nothing"))


async def _answer(query: InlineQuery, results: Sequence[InlineQueryResultArticle], said: str = "") -> None:
    """Show results, or above them a line that leads to the bot. A query that is too old is no error."""
    leads = InlineQueryResultsButton(text=said, start_parameter=_START) if said else None
    try:
        await query.answer(list(results), cache_time=_CACHED_S, is_personal=True, button=leads)
    except TelegramBadRequest as error:
        _log.info("an inline query is not answered: %s", error)


def _story(found: Found, preferences: DeliveryPreferences) -> InlineQueryResultArticle:
    archived = found.archived
    at = archived.published_at.astimezone(zone_of(preferences))
    return InlineQueryResultArticle(
        id=str(archived.id),
        title=shorten(archived.article.title, _TITLE_LIMIT) or "…",
        description=f"{shorten(archived.article.source, _TITLE_LIMIT)} · {at:%d.%m %H:%M}",
        input_message_content=InputTextMessageContent(message_text=found_html(found, 1, preferences)),
    )


def _subscription(one: Subscription, conversation: Conversation) -> InlineQueryResultArticle:
    """A subscription; a button under it looks up its stories."""
    texts, text = conversation.texts, shorten(one.text, _TITLE_LIMIT)
    look = InlineKeyboardButton(
        text=texts.plain("inline-look"), switch_inline_query_current_chat=shorten(one.text, _QUERY_LIMIT)
    )
    return InlineQueryResultArticle(
        id=f"subscription {one.id}",
        title=text,
        input_message_content=InputTextMessageContent(message_text=texts.html("preview-offer", text=text)),
        reply_markup=keyboard([look]),
    )

"""How messages are read: a caption like a text, and an edited message like a new one."""

from collections import OrderedDict
from datetime import timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject, Update

from handlers.context import Handler
from handlers.members import keep

_EDITED_WITHIN = timedelta(hours=1)
"""After it was written; somebody who corrects an older message does not wait for an answer."""


class Reading(BaseMiddleware):
    """Hands captions on as texts, except those of documents, and edited messages as new ones.

    Telegram reports an edit also when nothing of the text has changed, such as when a link gets its preview.
    """

    TAKES = "edited_message"
    """The kind of update that handlers get as a message."""

    def __init__(self) -> None:
        self._read: OrderedDict[tuple[int, int], tuple[int, int]] = OrderedDict()
        """By chat and message: the hash of its latest text, and the update that brought it."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        if not isinstance(event, Update) or (message := event.message or event.edited_message) is None:
            return await handler(event, data)
        message = _with_caption_as_text(message)
        is_news = self._is_news(message, event.update_id)
        if event.edited_message is not None and not (is_news and _is_recent(message)):
            return None
        return await handler(event.model_copy(update={"message": message, "edited_message": None}), data)

    def _is_news(self, message: Message, update: int) -> bool:
        """Whether this update, which may be handled again, has brought the text that the message has now."""
        key, text = (message.chat.id, message.message_id), hash(message.text)
        read, by = self._read.get(key, (None, update))
        if read != text:
            by = update
        keep(self._read, key, (text, by))
        return by == update


def _with_caption_as_text(message: Message) -> Message:
    if message.caption is None or message.document is not None:
        return message
    return message.model_copy(update={"text": message.caption, "entities": message.caption_entities})


def _is_recent(message: Message) -> bool:
    edited_s = message.edit_date or 0
    return bool(message.text) and edited_s - message.date.timestamp() <= _EDITED_WITHIN.total_seconds()

"""Learns what the topics of forums are called: Telegram tells no bot on request."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from bot.model import Topic
from bot.services.connections import Connections
from bot.text.shortening import shorten
from handlers.context import Conversation, Handler

_SHOWN = 60


class TopicNames(BaseMiddleware):
    """Notes the names that messages tell: of a topic that is made or renamed, or that a message stands in."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        conversation: Conversation | None = data.get("conversation")
        if conversation is not None and isinstance(event, Message) and (named := _named(event)) is not None:
            await self._connections.name_topic(conversation.chat, *named)
        return await handler(event, data)


def named_topic(topic: Topic, say: Callable[..., str]) -> str:
    """A topic in the words of a language; `say` is a method of `Texts`."""
    if topic.name is None:
        return say("topic-numbered", topic=str(topic.id))
    return say("topic-named", name=shorten(topic.name, _SHOWN))


def _named(message: Message) -> tuple[Topic, datetime | None] | None:
    """A topic, and when it got this name; None for the name that it was made with."""
    if not message.message_thread_id:
        return None
    if message.forum_topic_edited is not None and message.forum_topic_edited.name:
        return Topic(message.message_thread_id, message.forum_topic_edited.name), message.date
    # A message in a topic that quotes nothing replies to the one that made the topic.
    for one in (message, message.reply_to_message):
        if isinstance(one, Message) and one.forum_topic_created is not None:
            return Topic(message.message_thread_id, one.forum_topic_created.name), None
    return None

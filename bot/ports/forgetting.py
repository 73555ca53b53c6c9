from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Cause, ChatKey, ForgottenChat, Notice, ToldArticle


class ForgettingStorage(Protocol):
    """What ends when a chat wants to be forgotten."""

    async def forget_chat(
        self, chat: ChatKey, message_id: int, tell: Mapping[ChatKey, Notice], now: datetime, cause: Cause
    ) -> bool:
        """Begin to forget a chat: nothing is sent to it or found for it any more, and its connections end.

        A person who writes under its Telegram id from now on is a new chat. `tell` are the notices to other chats;
        `message_id` is the message that will say when it is done. The cause and the chat's earlier updates are
        finished. False if there is no such chat, or no longer.
        """
        ...

    async def forgotten_chats(self) -> list[ForgottenChat]:
        """The chats that are being forgotten, or were not told yet that they are."""
        ...

    async def forget_rest(self, chat: ChatKey) -> bool:
        """Delete what is left of a chat. It takes many transactions: when it raises, some of them have happened.

        False if something is under way: a message that is being sent, a source that is being polled.
        """
        ...

    async def told_lately(self, chat: ChatKey, limit: int) -> list[ToldArticle]:
        """The latest articles that the chat was told, newest first."""
        ...

    async def end_forgetting(self, chat: ChatKey) -> None:
        """Note that a chat was told: its Telegram id goes, too."""
        ...

from datetime import datetime
from typing import Protocol

from bot.model import ChatKey, DebtId, OwnTraces, Trace


class TraceStorage(Protocol):
    """What became of articles."""

    async def trace(self, key: str, canonical_url: str, chat_id: int | None = None) -> Trace:
        """The sources that list an address, by the `key` of items there, and its articles with what became of them.

        With Telegram's id of a chat, the subscribers are all subscriptions that it manages.
        """
        ...


class OwnTraceStorage(Protocol):
    """What became of articles, as far as a chat may know."""

    async def own_traces(self, key: str, canonical_url: str, chat: ChatKey) -> OwnTraces:
        """As `trace`, in the sources that the chat watches or could, and for the subscriptions that it manages."""
        ...

    async def send_now(self, debt: DebtId, chat: ChatKey, now: datetime) -> bool:
        """Let what a chat is owed go next, whatever holds its news back; False if it does not wait."""
        ...

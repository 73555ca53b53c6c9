from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Chat, ChatKey, Connection, Notice, Quotas, TakenOver


class ConnectionStorage(Protocol):
    """Channels and groups as targets of people's subscriptions."""

    async def connect(self, owner: ChatKey, target: ChatKey) -> None:
        """Make a channel or group a target for the subscriptions of `owner`; those that were suspended there go on."""
        ...

    async def disconnect(self, owner: ChatKey, target: ChatKey, now: datetime, tell: Mapping[int, Notice]) -> bool:
        """Suspend what `owner` has told to the target: nothing more goes there for it. False if it is no target of his.

        `tell` is what people are told then, once, by Telegram's ids; who does not know the bot hears nothing.
        """
        ...

    async def targets(self, owner: ChatKey) -> list[Chat]:
        """The chats that are connected, oldest first."""
        ...

    async def lost_targets(self, owner: ChatKey) -> list[Chat]:
        """The chats that were connected, and are no longer."""
        ...

    async def connections(self, target: ChatKey) -> list[Connection]:
        """Who has connected a chat."""
        ...

    async def unchecked_connections(self, since: datetime, limit: int) -> list[Connection]:
        """Connections whose owner's rights were not looked at since then, the longest ago first."""
        ...

    async def note_checked(self, owner: ChatKey, target: ChatKey, now: datetime) -> None:
        """The owner has the rights that he needs there."""
        ...

    async def suspended(self, target: ChatKey) -> int:
        """How many subscriptions would go to the chat if their owners were connected to it still."""
        ...

    async def take_over(self, owner: ChatKey, target: ChatKey, quotas: Quotas = ...) -> TakenOver:
        """Let the subscriptions that are suspended there go on as those of `owner`, as many as he may have."""
        ...

    async def known_chat(self, telegram_id: int) -> Chat | None:
        """The chat of that id, if it was met."""
        ...

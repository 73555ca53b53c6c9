from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Chat, ChatKey, Connection, Notice, Quotas, TakenOver, Topic
from bot.ports.known_chats import KnownChats


class ConnectionStorage(KnownChats, Protocol):
    """Channels, groups and their topics as targets of people's subscriptions."""

    async def connect(self, owner: ChatKey, target: ChatKey) -> None:
        """Make a channel or group a target for the subscriptions of `owner`; suspended ones resume."""
        ...

    async def disconnect(self, owner: ChatKey, target: ChatKey, now: datetime, tell: Mapping[int, Notice]) -> bool:
        """Suspend the owner's subscriptions that deliver to the target. False if it is not one of the owner's targets.

        `tell` maps Telegram ids of people to the notice that each gets, once; people who never started the bot get
        none.
        """
        ...

    async def suspend_owner(self, owner: ChatKey) -> None:
        """Suspend the owner's subscriptions that deliver to other chats; the connections stay."""
        ...

    async def resume_owner(self, owner: ChatKey) -> None:
        """Resume the owner's suspended subscriptions to the chats that the owner is connected to."""
        ...

    async def targets(self, owner: ChatKey) -> list[Chat]:
        """The connected chats, oldest first."""
        ...

    async def lost_targets(self, owner: ChatKey) -> list[Chat]:
        """The chats that were connected once, and are not now."""
        ...

    async def connections(self, target: ChatKey) -> list[Connection]:
        """The connections to a chat."""
        ...

    async def unchecked_connections(self, since: datetime, limit: int) -> list[Connection]:
        """Connections whose owner's rights were last checked before `since`, the oldest check first."""
        ...

    async def note_checked(self, owner: ChatKey, target: ChatKey, now: datetime) -> None:
        """Note that the owner has the rights that a target needs."""
        ...

    async def name_topic(self, chat: ChatKey, topic: int, name: str, renamed_at: datetime | None) -> None:
        """Note the name that a topic got then, or was made with for None; it does not replace a later one."""
        ...

    async def topics(self, chat: ChatKey) -> list[Topic]:
        """The topics of a chat whose names were seen, or that subscriptions go to."""
        ...

    async def suspended(self, target: ChatKey) -> int:
        """How many subscriptions to the chat are suspended because their owners lost the connection."""
        ...

    async def take_over(self, owner: ChatKey, target: ChatKey, quotas: Quotas = ...) -> TakenOver:
        """Hand the subscriptions that are suspended there to `owner`, as many as the quota allows, and resume them."""
        ...

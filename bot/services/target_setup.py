"""How a channel or group becomes a target of a person's subscriptions."""

from bot.errors import QuotaReached
from bot.model import Cause, Chat, ChatKind, LeftOut, Standing, Subscription
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.preferences import PreferenceKind, Preferences
from bot.services.subscriptions import Subscriptions


class TargetSetup:
    """Connects a chat, gives it the time zone of its owner, and subscribes it."""

    def __init__(
        self, chats: Chats, connections: Connections, preferences: Preferences, subscriptions: Subscriptions
    ) -> None:
        self._chats = chats
        self._connections = connections
        self._preferences = preferences
        self._subscriptions = subscriptions

    async def standing(self, owner: Chat, telegram_id: int, kind: ChatKind) -> Standing:
        """How the bot and a person stand to a chat; who no longer administers a target loses it.

        Raises TelegramUnavailable and RateLimited.
        """
        standing = await self._connections.ask(telegram_id, kind, owner)
        if standing is Standing.NOT_YOU:
            await self._connections.changed(telegram_id, owner.telegram_id)
        return standing

    async def connect(self, owner: Chat, telegram_id: int, kind: ChatKind, title: str) -> Chat:
        """Make a chat a target. Whether the person may is up to the caller."""
        target = await self._chats.meet(telegram_id, kind, title, owner.language)
        await self._connections.connect(owner, target)
        if target.preferences.zone is None and owner.preferences.zone is not None:
            await self._preferences.change(target, (PreferenceKind.ZONE, owner.preferences.zone))
        return target

    async def subscribe(self, owner: Chat, text: str, cause: Cause, *, target: Chat, topic: int) -> LeftOut | None:
        """Send a new subscription to a target; what a quota left out. Raises QueryError."""
        try:
            await self._subscriptions.subscribe(owner, text, cause, target=target, topic=topic)
        except QuotaReached as reached:
            return self._subscriptions.left_out(owner, reached.limit)
        return None

    async def targets(self, owner: Chat) -> list[Chat]:
        """The chats that somebody has connected."""
        return (await self._connections.targets(owner))[1:]

    async def has_connected(self, owner: Chat, chat: Chat) -> bool:
        """Whether somebody has connected a chat, even if that has ended."""
        known = [*await self.targets(owner), *await self._connections.lost(owner)]
        return any(one.key == chat.key for one in known)

    async def sent_elsewhere(self, owner: Chat, target: Chat, topic: int) -> list[Subscription]:
        """The owner's subscriptions that do not go to that target and topic."""
        all_of_them = await self._subscriptions.all(owner)
        return [one for one in all_of_them if (one.chat.key, one.topic) != (target.key, topic)]

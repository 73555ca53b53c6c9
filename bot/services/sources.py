"""Sources: what a chat watches."""

from bot.clock import Clock
from bot.feeds.find import written_address
from bot.feeds.guard import AddressGuard
from bot.model import Cause, Chat, NewSource, SourceId, WatchedSource
from bot.pipeline.supervise import Bell
from bot.ports import Storage


class Sources:
    """What chats watch."""

    def __init__(self, storage: Storage, guard: AddressGuard, clock: Clock, *, sources: Bell) -> None:
        self._storage = storage
        self._guard = guard
        self._clock = clock
        self._sources = sources

    async def add(self, chat: Chat, address: str, cause: Cause) -> bool:
        """Watch the source at an address; False if the chat does already. Raises AddressRefused.

        It is polled at once, and the chat is told what came of that.
        """
        new = NewSource(url=written_address(address, self._guard))
        added = await self._storage.add_source(new, chat.key, self._clock.now(), cause)
        self._sources.ring()
        return added

    async def watch(self, chat: Chat, source: SourceId, cause: Cause) -> bool:
        """Watch a source of a pack again that the chat has muted."""
        known = next((one for one in await self.all(chat) if one.id == source), None)
        return known is not None and await self.add(chat, known.url, cause)

    async def drop(self, chat: Chat, source: SourceId, cause: Cause) -> bool:
        """Watch a source no longer; False if the chat does not."""
        return await self._storage.drop_source(source, chat.key, self._clock.now(), cause)

    async def all(self, chat: Chat) -> list[WatchedSource]:
        return await self._storage.watched_sources(chat.key)

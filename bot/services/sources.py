"""Sources: what a chat watches."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from bot.clock import Clock
from bot.errors import AddressRefused
from bot.feeds.find import written_address
from bot.feeds.guard import AddressGuard
from bot.feeds.opml import OpmlEntry, OpmlProblem, read_opml, write_opml
from bot.model import Cause, Chat, DispatchId, KnownSource, NewSource, SourceId, WatchedPack, WatchedSource
from bot.pipeline.supervise import Bell
from bot.ports import Storage


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list of sources."""

    added: int
    before: int
    """How many of them the chat watched already."""
    problems: tuple[OpmlProblem, ...]
    """The lines that name no source."""
    refused: tuple[tuple[str, str], ...]
    """Addresses that must not be fetched, and why: a `FailureReason` each."""


class Sources:
    """What chats watch."""

    def __init__(self, storage: Storage, guard: AddressGuard, clock: Clock, *, sources: Bell) -> None:
        self._storage = storage
        self._guard = guard
        self._clock = clock
        self._sources = sources

    async def add(self, chat: Chat, address: str, cause: Cause) -> bool:
        """Watch what is at an address; False if the chat does already. Raises AddressRefused.

        It is looked at soon, and the chat is told what came of that: whether it can be read, or, if it is a page with
        several feeds, which of them there are.
        """
        new = NewSource(url=written_address(address, self._guard))
        added = await self._storage.add_source(new, chat.key, self._clock.now(), cause)
        self._sources.ring()
        return added

    async def take(self, chat: Chat, dispatch: DispatchId, number: int, cause: Cause) -> str | None:
        """Watch the feed that was chosen under a notice; its address, or None if nothing was asked there."""
        address = await self._storage.choice(dispatch, chat.key, number)
        if address is not None:
            await self.add(chat, address, cause)
        return address

    async def import_opml(self, chat: Chat, body: bytes, cause: Cause) -> Imported:
        """Watch all that a list names, as far as it can be read. Raises NotAFeed for what is no OPML."""
        document = await asyncio.to_thread(read_opml, body)
        new, refused = await asyncio.to_thread(self._named, document.entries)
        added = await self._storage.add_sources(new, chat.key, self._clock.now(), cause)
        self._sources.ring()
        return Imported(added, len(new) - added, document.problems, tuple(refused))

    def _named(self, entries: Iterable[OpmlEntry]) -> tuple[list[NewSource], list[tuple[str, str]]]:
        """What a list names, and what of it must not be fetched."""
        new, refused = [], []
        for entry in entries:
            try:
                new.append(NewSource(written_address(entry.url, self._guard), entry.title, entry.language))
            except AddressRefused as error:
                refused.append((entry.url, error.reason))
        return new, refused

    async def export_opml(self, chat: Chat) -> bytes:
        """All that the chat watches, as a list that any feed reader takes."""
        entries = [
            OpmlEntry(one.url, one.title, tuple((one.pack or "").split("/")) if one.pack else (), one.language)
            for one in await self.all(chat)
            if not one.muted
        ]
        return await asyncio.to_thread(write_opml, "Dozor", entries, self._clock.now())

    async def watch(self, chat: Chat, source: SourceId, cause: Cause) -> bool:
        """Watch a source of a pack again that the chat has muted."""
        known = next((one for one in await self.all(chat) if one.id == source), None)
        return known is not None and await self.add(chat, known.url, cause)

    async def drop(self, chat: Chat, source: SourceId, cause: Cause) -> bool:
        """Watch a source no longer; False if the chat does not."""
        return await self._storage.drop_source(source, chat.key, self._clock.now(), cause)

    async def all(self, chat: Chat) -> list[WatchedSource]:
        return await self._storage.watched_sources(chat.key)

    async def packs(self, chat: Chat) -> list[WatchedPack]:
        return await self._storage.watched_packs(chat.key)

    async def mute_pack(self, chat: Chat, pack: str, *, muted: bool) -> None:
        await self._storage.mute_pack(pack, chat.key, muted=muted)

    async def broken(self) -> list[KnownSource]:
        """What cannot be read at present, of whomever; the longest failing first."""
        return await self._storage.known_sources(broken=True)

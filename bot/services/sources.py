"""Sources: what a chat watches."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.errors import AddressRefused, SourceSettingRefused
from bot.feeds.addresses import written_address
from bot.feeds.opml import OpmlEntry, OpmlProblem, write_opml
from bot.feeds.sites import counted_site
from bot.feeds.source_settings import (
    SettingChange,
    agent_change,
    certificate_change,
    header_change,
    pages_change,
    zone_change,
)
from bot.feeds.workers import ParserPool
from bot.fetching.guard import AddressGuard
from bot.model import (
    Cause,
    Chat,
    DispatchId,
    DroppedSources,
    KnownSource,
    LeftOut,
    Limit,
    NewSource,
    SourceHealth,
    SourceId,
    SourceItem,
    SourceSettings,
    WatchedPack,
    WatchedSource,
)
from bot.ports import SourceStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.allowance import EVERYTHING, Allowance
from bot.services.zones import known_zones, written_zone

_NEWEST = 10
_TOGETHER = 500
"""Sources added in one transaction: some 20 ms."""


class SettingKind(StrEnum):
    """The settings of a source."""

    AGENT = "agent"
    HEADER = "header"
    CERTIFICATE = "certificate"
    ZONE = "zone"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class SettingWish:
    """A setting of a source as a person writes it; an empty value removes it."""

    kind: SettingKind
    value: str = field(repr=False)
    """For a certificate "any", for pages "off", or nothing."""


def setting_change(wish: SettingWish, url: str, settings: SourceSettings) -> SettingChange:
    """The settings of a source at `url` after a wish. Raises SourceSettingRefused."""
    match wish.kind:
        case SettingKind.AGENT:
            return agent_change(wish.value)
        case SettingKind.HEADER:
            return header_change(wish.value, url, settings)
        case SettingKind.CERTIFICATE:
            return certificate_change(accepts_any=bool(wish.value))
        case SettingKind.PAGES:
            return pages_change(are_read=not wish.value)
        case SettingKind.ZONE:
            try:
                return zone_change(written_zone(wish.value) if wish.value.strip() else "")
            except ValueError:
                raise SourceSettingRefused("zone") from None


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of a list of sources."""

    added: int
    before: int
    """How many the chat already watched."""
    problems: tuple[OpmlProblem, ...]
    """The lines that name no source."""
    refused: tuple[tuple[str, str], ...]
    """Forbidden addresses, each with its `FailureReason`."""
    left_out: int
    """How many exceeded the most of one list."""
    beyond: tuple[LeftOut, ...] = ()
    """How many a quota left out, by reason."""
    sources: tuple[SourceId, ...] = ()
    """What was added, so that it can be taken back."""


class Sources:
    """What chats watch."""

    def __init__(
        self,
        storage: SourceStorage,
        guard: AddressGuard,
        parsers: ParserPool,
        clock: Clock,
        *,
        sources: Bell,
        mentions: Bell,
        allowance: Allowance = EVERYTHING,
    ) -> None:
        self._storage = storage
        self._guard = guard
        self._parsers = parsers
        self._clock = clock
        self._sources = sources
        self._mentions = mentions
        self._allowance = allowance

    async def add(self, chat: Chat, address: str, cause: Cause, by: Chat | None = None) -> bool:
        """Watch the source at an address; False if the chat already does, and it works.

        Raises AddressRefused and QuotaReached.

        It is polled soon, and the chat is told the outcome: whether it can be read, or which feeds a page with several
        of them has. The person who added it hears that instead, `by` whose private chat.
        """
        url = written_address(address, self._guard)
        new = NewSource(url, site=counted_site(url))
        now, quotas = self._clock.now(), self._allowance.of(chat)
        added = await self._storage.add_source(
            new, chat.key, now, cause, quotas, reports_to=None if by is None else by.key
        )
        self._sources.ring()
        self._mentions.ring()  # it may be one that comes back
        return added

    async def choice(self, chat: Chat, dispatch: DispatchId, number: int) -> str | None:
        """The address of the feed that was chosen under a notice; None if the notice asked nothing."""
        return await self._storage.choice(dispatch, chat.key, number)

    async def remove(self, chat: Chat, named: Sequence[str], cause: Cause) -> DroppedSources:
        """Stop watching sources named by their numbers in the list, or addresses; `restore` takes it back.

        Repeated, when the sources have left the list and
        others have their numbers, it removes nothing and answers as the first time.
        """
        listed = await self.all(chat)
        sources = [self._named_in(listed, name) for name in named]
        return await self._drop(sources, chat, self._clock.now(), cause)

    def _named_in(self, listed: Sequence[WatchedSource], name: str) -> SourceId | str:
        """The id or the address of the named source; for an impossible name, an address without a source."""
        number = name.rstrip(".,;")
        if number.isdecimal():
            return listed[int(number) - 1].id if 0 < int(number) <= len(listed) else ""
        try:
            return written_address(name, self._guard)
        except AddressRefused:
            return ""

    async def import_list(self, chat: Chat, body: bytes, cause: Cause, by: Chat | None = None) -> Imported:
        """As `add`, for all readable sources of a list. Raises NotAFeed if it is not a list of sources."""
        document = await self._parsers.read_list(body)
        new, refused = await asyncio.to_thread(self._named, document.entries)
        added, beyond, sources = 0, Counter[Limit](), list[SourceId]()
        for start in range(0, len(new), _TOGETHER):
            part, of_part = new[start : start + _TOGETHER], Cause(f"{cause}/{start}")
            now, quotas = self._clock.now(), self._allowance.of(chat)
            came = await self._storage.add_sources(
                part, chat.key, now, of_part, quotas, reports_to=None if by is None else by.key
            )
            added += came.added
            sources += came.sources
            beyond.update(came.left_out)
        self._sources.ring()
        before = len(new) - added - beyond.total()
        left_out = tuple(self.left_out(chat, limit, count) for limit, count in beyond.items())
        return Imported(added, before, document.problems, tuple(refused), document.left_out, left_out, tuple(sources))

    def left_out(self, chat: Chat, limit: str, count: int = 1) -> LeftOut:
        """That so many sources were left out by a limit."""
        return LeftOut(Limit(limit), self._allowance.of(chat).of(Limit(limit)), count)

    def _named(self, entries: Iterable[OpmlEntry]) -> tuple[list[NewSource], list[tuple[str, str]]]:
        """The sources of a list, each once, and the forbidden addresses."""
        new: dict[str, NewSource] = {}
        refused = []
        for entry in entries:
            try:
                url = written_address(entry.url, self._guard)
            except AddressRefused as error:
                refused.append((entry.url, error.reason))
            else:
                new.setdefault(url, NewSource(url, entry.title, entry.language, site=counted_site(url)))
        return list(new.values()), refused

    async def export_opml(self, chat: Chat) -> bytes:
        """All sources of the chat, as a list that any feed reader accepts."""
        entries = [
            OpmlEntry(one.url, one.title, tuple((one.pack or "").split("/")) if one.pack else (), one.language)
            for one in await self.all(chat)
            if not (one.muted or one.is_own_channel)
        ]
        return await asyncio.to_thread(write_opml, "Dozor", entries, self._clock.now())

    async def set(self, chat: Chat, number: int, wish: SettingWish, cause: Cause) -> WatchedSource | None:
        """Change the settings of a source in the chat's list; None if no source has that number.

        It belongs to the chat alone from now on. Raises SourceSettingRefused.
        """
        one = await self.numbered(chat, number)
        if one is None:
            return None
        if one.pack is not None:
            raise SourceSettingRefused("of-pack")
        if one.is_own_channel:
            raise SourceSettingRefused("of-channel")
        if wish.kind is SettingKind.ZONE:
            await asyncio.to_thread(known_zones)  # the first time, it reads some hundred files
        change = setting_change(wish, one.url, one.settings)
        # Repeated, when the source has another id, the command changes no other source.
        was_set = await self._storage.set_own_source(one.id, chat.key, change, self._clock.now(), cause)
        self._sources.ring()
        listed = await self.all(chat)
        now = next((other for other in listed if other.url == one.url and other.pack is None), None)
        return now if was_set else None

    async def numbered(self, chat: Chat, number: int) -> WatchedSource | None:
        """The one that has that number in the list, counted from 1."""
        listed = await self.all(chat)
        return listed[number - 1] if 0 < number <= len(listed) else None

    async def watch(self, chat: Chat, source: SourceId, cause: Cause) -> bool:
        """Watch a muted source of a pack again. Raises as `add`."""
        known = next((one for one in await self.all(chat) if one.id == source), None)
        return known is not None and not known.is_own_channel and await self.add(chat, known.url, cause)

    async def drop(self, chat: Chat, source: SourceId, cause: Cause) -> DroppedSources:
        """Stop watching a source; `restore` takes it back."""
        return await self._drop([source], chat, self._clock.now(), cause)

    async def drop_all(self, chat: Chat, sources: Sequence[SourceId], cause: Cause) -> DroppedSources:
        """Stop watching very many sources; `restore` takes it back."""
        now, titles = self._clock.now(), list[str | None]()
        dropped = DroppedSources((), 0)
        for start in range(0, len(sources), _TOGETHER):
            part, of_part = sources[start : start + _TOGETHER], Cause(f"{cause}/{start}")
            dropped = await self._drop(part, chat, now, of_part)
            titles += dropped.titles
        return DroppedSources(tuple(titles), dropped.removal)

    async def _drop(self, named: Sequence[SourceId | str], chat: Chat, now: datetime, cause: Cause) -> DroppedSources:
        dropped = await self._storage.drop_sources(named, chat.key, now, cause)
        self._mentions.ring()  # what was owed for their articles is sorted
        return dropped

    async def restore(self, chat: Chat, removal: int, cause: Cause) -> tuple[int, list[LeftOut]]:
        """Watch again what was dropped in a removal; how many there were, and what a quota left out."""
        now, quotas = self._clock.now(), self._allowance.of(chat)
        came = await self._storage.restore_sources(removal, chat.key, now, cause, quotas)
        self._mentions.ring()
        return came.added, [self.left_out(chat, *one) for one in came.left_out.items()]

    async def all(self, chat: Chat) -> list[WatchedSource]:
        return await self._storage.watched_sources(chat.key)

    async def reading(self, chat: Chat) -> int:
        """How many sources are read for the chat."""
        return sum(not one.muted and one.health is not SourceHealth.RETIRED for one in await self.all(chat))

    async def items(self, chat: Chat, source: SourceId) -> list[SourceItem]:
        """The newest items of a source that the chat watches."""
        return await self._storage.newest_items(source, chat.key, _NEWEST)

    async def stop_reports(self, chat: Chat, to: Chat) -> None:
        """Tell a person nothing more of what was added to a group: the group hears of it."""
        await self._storage.stop_reports(chat.key, to.key)

    async def packs(self, chat: Chat) -> list[WatchedPack]:
        return await self._storage.watched_packs(chat.key)

    async def mute_pack(self, chat: Chat, pack: str, *, muted: bool) -> None:
        await self._storage.mute_pack(pack, chat.key, muted=muted)

    async def broken(self) -> list[KnownSource]:
        """All sources that cannot be read at present, the longest failing first."""
        return await self._storage.known_sources(broken=True)

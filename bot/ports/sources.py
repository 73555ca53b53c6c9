from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import (
    AddedSources,
    Cause,
    ChatKey,
    DispatchId,
    DroppedSources,
    NewSource,
    Quotas,
    SourceId,
    SourceItem,
    SourceSettings,
    WatchedPack,
    WatchedSource,
)
from bot.ports.catalogue import Catalogue


class SourceStorage(Catalogue, Protocol):
    """Sources, and which chats watch them."""

    async def add_source(
        self,
        new: NewSource,
        chat: ChatKey,
        now: datetime,
        cause: Cause,
        quotas: Quotas = ...,
        *,
        reports_to: ChatKey | None = None,
    ) -> bool:
        """Let the chat watch the source. The source is polled at once, and the chat is told the result.

        Reports about it go to `reports_to` instead, unless they ask something, or that chat is dormant.

        False, without effect, if the chat already watches it and it works. Raises QuotaReached; sources of packs do not
        count.
        """
        ...

    async def add_sources(
        self,
        new: Sequence[NewSource],
        chat: ChatKey,
        now: datetime,
        cause: Cause,
        quotas: Quotas = ...,
        *,
        reports_to: ChatKey | None = None,
    ) -> AddedSources:
        """Let the chat watch as many of the sources as its quotas allow, without a message for each.

        Those that it already watches are skipped.
        """
        ...

    async def stop_reports(self, chat: ChatKey, to: ChatKey) -> None:
        """Let reports about the chat's sources go to the chat itself, and no longer to that person."""
        ...

    async def drop_sources(
        self, named: Sequence[SourceId | str], chat: ChatKey, now: datetime, cause: Cause
    ) -> DroppedSources:
        """Remove sources from what the chat watches, by their ids or by their addresses, former ones too.

        A source of its own is removed, one of a pack is muted. It is kept and polled until `tidy` ends that, a day
        later; what is owed for its articles meanwhile waits on the shelf. Adding it again restores it. If all of them
        are removed already, the result is that of the latest removal of them.
        """
        ...

    async def restore_sources(
        self, removal: int, chat: ChatKey, now: datetime, cause: Cause, quotas: Quotas = ...
    ) -> AddedSources:
        """Let the chat watch what it dropped in a removal, as far as its quotas allow, and `fan_out` owe what came."""
        ...

    async def set_own_source(
        self,
        source: SourceId,
        chat: ChatKey,
        change: Callable[[SourceSettings], SourceSettings],
        now: datetime,
        cause: Cause,
    ) -> bool:
        """Change the settings of a source for one chat: `change` turns the present ones into the new ones.

        The source becomes private to the chat; others who watch the same address keep the shared one. False if the chat
        has not added it, or if it is in a pack. The settings are stored with that source and nowhere else.
        """
        ...

    async def set_source(
        self, key: str, change: Callable[[SourceSettings], SourceSettings], now: datetime
    ) -> SourceSettings | None:
        """Change the settings of any source, by its `KnownSource.key` or address; its owner stays the same.

        Returns the new settings; None if there is no such source.
        """
        ...

    async def load_pack(self, sources: Sequence[NewSource], now: datetime) -> None:
        """Replace the built-in packs. Sources that drop out lose their pack; chats that added them keep them."""
        ...

    async def share_sources(self, sources: Sequence[NewSource], now: datetime) -> None:
        """Put these sources in packs of the operator's, which every chat watches."""
        ...

    async def unshare_source(self, url: str) -> bool:
        """Take a source out of the operator's packs; chats that added it keep it. False if it is in none of them."""
        ...

    async def mute_pack(self, pack: str, chat: ChatKey, *, muted: bool) -> None:
        """Mute or unmute a pack for the chat; its choices for single sources stay."""
        ...

    async def watched_packs(self, chat: ChatKey) -> list[WatchedPack]: ...

    async def watched_sources(self, chat: ChatKey) -> list[WatchedSource]:
        """The sources that the chat watches or has muted, its own first."""
        ...

    async def newest_items(self, source: SourceId, chat: ChatKey, limit: int) -> list[SourceItem]:
        """The items that a source has listed last; nothing if the chat does not watch it."""
        ...

    async def choice(self, dispatch: DispatchId, chat: ChatKey, number: int) -> str | None:
        """The address behind a choice under a notice; None if the chat was not asked that."""
        ...

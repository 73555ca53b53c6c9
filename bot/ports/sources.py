from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import (
    AddedSources,
    Cause,
    ChatKey,
    DispatchId,
    NewSource,
    Quotas,
    SourceId,
    SourceSettings,
    WatchedPack,
    WatchedSource,
)
from bot.ports.catalogue import Catalogue


class SourceStorage(Catalogue, Protocol):
    """Sources, and what was seen in them."""

    async def add_source(
        self, new: NewSource, chat: ChatKey, now: datetime, cause: Cause, quotas: Quotas = ...
    ) -> bool:
        """Let the chat watch the source, which is polled at once, and tell it what came of that.

        False if the chat watches it already, and it works: then nothing happens. Raises QuotaReached; sources of packs
        do not count.
        """
        ...

    async def add_sources(
        self, new: Sequence[NewSource], chat: ChatKey, now: datetime, cause: Cause, quotas: Quotas = ...
    ) -> AddedSources:
        """Let the chat watch them, as far as there is room, without telling it of each.

        Those that it watches already change nothing.
        """
        ...

    async def drop_sources(
        self, named: Sequence[SourceId | str], chat: ChatKey, now: datetime, cause: Cause
    ) -> list[str | None]:
        """Let the chat watch sources no longer, named by their ids or by addresses, former ones too.

        Its own are forgotten by it, those of a pack are muted. Returns the title of each, or its address if it has
        none; None for one that the chat does not watch.
        """
        ...

    async def set_own_source(
        self,
        source: SourceId,
        chat: ChatKey,
        change: Callable[[SourceSettings], SourceSettings],
        now: datetime,
        cause: Cause,
    ) -> bool:
        """Ask for a source in another manner, from now on: `change` makes it of the one that there was.

        It becomes one of the chat's own, of which nobody else sees anything; others who watch what is at that address
        keep theirs. False if the chat has not added it, or it is in a pack. Nothing of the settings is kept but there.
        """
        ...

    async def set_source(
        self, key: str, change: Callable[[SourceSettings], SourceSettings], now: datetime
    ) -> SourceSettings | None:
        """The same for a source of whomever, which stays whose it is, by its `KnownSource.key` or address.

        Its settings now; None if there is none.
        """
        ...

    async def load_pack(self, sources: Sequence[NewSource], now: datetime) -> None:
        """Make these the sources that come along; the ones that no longer do lose their pack, not their readers."""
        ...

    async def share_sources(self, sources: Sequence[NewSource], now: datetime) -> None:
        """Let every chat watch these, in packs of the operator's."""
        ...

    async def unshare_source(self, url: str) -> bool:
        """Let only those chats watch the source that have added it; False if it is in no pack of the operator's."""
        ...

    async def mute_pack(self, pack: str, chat: ChatKey, *, muted: bool) -> None:
        """Let the chat watch the sources of a pack, or not; what it has decided of single ones stays so."""
        ...

    async def watched_packs(self, chat: ChatKey) -> list[WatchedPack]: ...

    async def watched_sources(self, chat: ChatKey) -> list[WatchedSource]:
        """What the chat watches and what it has muted, its own first."""
        ...

    async def choice(self, dispatch: DispatchId, chat: ChatKey, number: int) -> str | None:
        """The address that a choice under a notice stands for; None if the chat was not asked that."""
        ...

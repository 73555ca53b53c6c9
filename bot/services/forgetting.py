"""What is kept of a chat, and how a chat is forgotten."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

from bot.model import Cause, Chat, ChatKey, Haste, Notice, Retention, Subscription
from bot.ports import ConnectionStorage, ExclusionStorage, ForgettingStorage, SourceStorage, SubscriptionStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.admissions import Admissions
from bot.services.subscription_lines import written
from bot.text.shortening import shorten

_TOLD = 1_000
"""Messages in the file that a chat can take along."""
_NAMED = 300
"""Characters of the subscriptions that a notice names."""


class KeptStorage(ForgettingStorage, ConnectionStorage, SubscriptionStorage, ExclusionStorage, SourceStorage, Protocol):
    """All that is kept of a chat."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much goes with a chat."""

    subscriptions: int
    sources: int
    """Those that the chat has added."""


class Forgetting:
    """Says what is kept, hands it out, and begins to delete it; `bot.pipeline.forget` does the rest."""

    def __init__(
        self, storage: KeptStorage, admissions: Admissions, clock: Clock, *, forgotten: Bell, kept: Retention
    ) -> None:
        self._storage = storage
        self._admissions = admissions
        self._clock = clock
        self._forgotten = forgotten
        self.kept = kept
        """How long the bot keeps articles and messages."""

    async def belongings(self, chat: Chat) -> Belongings:
        sources = await self._storage.watched_sources(chat.key)
        added = [one for one in sources if one.pack is None and not one.muted]
        return Belongings(len(await self._storage.subscriptions(chat.key)), len(added))

    async def forget(self, chat: Chat, message_id: int, cause: Cause) -> bool:
        """Begin to forget a chat; the message will say when it is done. False if there is no such chat any more."""
        tell = {**await self._who_shares_targets(chat), **await self._who_sends_here(chat)}
        begun = await self._storage.forget_chat(chat.key, message_id, tell, self._clock.now(), cause)
        await self._admissions.forget(chat.telegram_id)
        self._forgotten.ring()
        return begun

    async def file(self, chat: Chat) -> bytes:
        """What is kept of a chat, as JSON; of secrets only the names."""
        content = {
            "chat": {"id": chat.telegram_id, "kind": chat.kind, "title": chat.title, "language": chat.language},
            "settings": asdict(chat.preferences),
            "subscriptions": [
                {
                    "query": written(one),
                    "to": one.chat.title,
                    "topic": one.topic,
                    "paused": one.paused,
                    "silent": one.silent,
                    "rhythm": one.rhythm,
                    "urgent": one.haste is Haste.URGENT,
                    "replies": one.replies,
                }
                for one in await self._storage.subscriptions(chat.key)
            ],
            "excluded_everywhere": [
                one.query for one in await self._storage.exclusions(chat.key) if one.subscription is None
            ],
            "sources": [
                {"title": one.title, "url": one.url, "pack": one.pack, "muted": one.muted}
                for one in await self._storage.watched_sources(chat.key)
                if one.pack is None or one.muted
            ],
            "packs_off": [one.name for one in await self._storage.watched_packs(chat.key) if one.muted],
            "channels": [one.title for one in await self._storage.targets(chat.key)],
            "told": [
                {"at": one.at, "title": one.title, "url": one.url}
                for one in await self._storage.told_lately(chat.key, _TOLD)
            ],
        }
        return json.dumps(content, ensure_ascii=False, indent=2, default=str).encode()

    async def _who_shares_targets(self, chat: Chat) -> Mapping[ChatKey, Notice]:
        """Those who have connected a target of the chat, too: its subscriptions there end. The chat is not named."""
        ending: dict[ChatKey, list[Subscription]] = defaultdict(list)
        for one in await self._storage.subscriptions(chat.key):
            if one.chat.key != chat.key:
                ending[one.chat.key].append(one)
        notices: dict[ChatKey, Notice] = {}
        for target, subscriptions in ending.items():
            notice = Notice("manager-forgotten", {"title": subscriptions[0].chat.title, "count": len(subscriptions)})
            others = [one.owner.key for one in await self._storage.connections(target) if one.owner.key != chat.key]
            notices |= dict.fromkeys(others, notice)
        return notices

    async def _who_sends_here(self, chat: Chat) -> Mapping[ChatKey, Notice]:
        """Those who have connected the chat, and whose subscriptions to it end. The chat is not named to them."""
        notices: dict[ChatKey, Notice] = {}
        for connection in await self._storage.connections(chat.key):
            owner = connection.owner.key
            texts = [one.text for one in await self._storage.subscriptions(owner) if one.chat.key == chat.key]
            if texts and owner != chat.key:
                named = shorten(", ".join(texts), _NAMED)
                notices[owner] = Notice("target-forgotten", {"texts": named, "count": len(texts)})
        return notices

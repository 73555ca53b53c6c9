"""Subscriptions: from a typed text to a watched query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.delivery.breadth import GATHERED
from bot.errors import QueryError, QuotaReached
from bot.matching.query import Query, parse, without
from bot.matching.tree import Phrase
from bot.model import (
    AS_THE_CHAT,
    Brought,
    Cause,
    Chat,
    Delivery,
    EditOutcome,
    Exclusion,
    Haste,
    LeftOut,
    Limit,
    NotExcluded,
    Notice,
    Removed,
    ReplyMode,
    Subscribed,
    SubscribeIntent,
    Subscription,
    SubscriptionId,
)
from bot.ports import ExclusionStorage, SubscriptionStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.allowance import EVERYTHING, Allowance
from bot.services.delivery_choices import DeliveryChoice, all_chosen, chosen
from bot.services.exclusions import Exclusions
from bot.services.subscription_lines import Line, read_line

TURN_ON_DEVELOPMENTS, LEAVE_REPLIES = "ask-developments-yes", "ask-developments-no"
"""The answers of chats that are asked whether they want developments."""
_ASKED_AT_ONCE = 200
"""Chats: some 10 ms of the writer's time."""


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """The outcome of one line of many."""

    text: str
    """The query."""
    outcome: Subscribed | Exclusion | NotExcluded | QueryError | QuotaReached
    """An exclusion for a line that only excludes."""
    delivery: Sequence[DeliveryChoice] = ()
    """How its news are to come, as the line says."""


class _SubscriptionsStorage(SubscriptionStorage, ExclusionStorage, Protocol):
    """Subscriptions, and what they must not bring."""


class Subscriptions:
    """What chats want to hear of."""

    def __init__(
        self, storage: _SubscriptionsStorage, clock: Clock, allowance: Allowance = EVERYTHING, *, mentions: Bell
    ) -> None:
        self._storage = storage
        self._exclusions = Exclusions(storage, clock)
        self._clock = clock
        self._allowance = allowance
        self._mentions = mentions

    async def subscribe(self, owner: Chat, text: str, cause: Cause, *, target: Chat, topic: int = 0) -> Subscribed:
        """`text` is a query, perhaps with the signs of a line (`subscription_lines`). Raises QueryError."""
        line = read_line(text)
        query, _ = parse(line.text), [parse(excluded) for excluded in line.excluded]
        title = _title(line.text, query)
        how = all_chosen(line.delivery, Delivery(main_only=line.main_only))
        intent = SubscribeIntent(
            owner.key, target.key, topic, title, str(query), how.main_only, manner=how.manner, silent=how.silent
        )
        subscribed = await self._storage.subscribe(intent, self._clock.now(), cause, self._allowance.of(owner))
        if subscribed.is_restored:
            self._mentions.ring()
        elif subscribed.is_new:
            await self._furnish(owner, subscribed.id, line, cause)
        return subscribed

    async def _furnish(self, owner: Chat, subscription: SubscriptionId, line: Line, cause: Cause) -> None:
        """Give a new subscription what else is on its line."""
        if line.name:
            await self.set_name(owner, subscription, line.name)
        if line.folder:
            await self.set_folder(owner, subscription, line.folder)
        for number, excluded in enumerate(line.excluded):
            part = Cause(f"{cause}/without {number}")
            await self._exclusions.add(owner, excluded, part, subscription=subscription)

    async def subscribe_all(
        self, owner: Chat, text: str, cause: Cause, *, target: Chat, topic: int = 0
    ) -> list[LineOutcome]:
        """One subscription a line, or an exclusion for all; an error in one does not affect the others."""
        outcomes = []
        for number, written_line in enumerate(filter(None, map(str.strip, text.splitlines()))):
            line, part = read_line(written_line), Cause(f"{cause}/{number}")
            said = line.text or ", ".join(line.excluded)
            outcome: Subscribed | Exclusion | NotExcluded | QueryError | QuotaReached
            try:
                if line.text or not line.excluded:
                    outcome = await self.subscribe(owner, written_line, part, target=target, topic=topic)
                else:
                    outcome = await self._exclusions.add(owner, said, part)
            except QueryError as error:
                outcome, said = error, next(part for part in (line.text, *line.excluded) if _canonical(part) is None)
            except QuotaReached as error:
                outcome = error
            outcomes.append(LineOutcome(said, outcome, line.delivery))
        return outcomes

    def left_out(self, owner: Chat, limit: str, count: int = 1) -> LeftOut:
        """That so many subscriptions were left out by a limit."""
        return LeftOut(Limit(limit), self._allowance.of(owner).of(Limit(limit)), count)

    async def all(self, owner: Chat) -> list[Subscription]:
        return await self._storage.subscriptions(owner.key)

    async def find(self, owner: Chat, subscription: SubscriptionId) -> Subscription | None:
        return next((one for one in await self.all(owner) if one.id == subscription), None)

    async def remove(self, owner: Chat, subscription: SubscriptionId, cause: Cause) -> Removed | None:
        """Remove a subscription; None if the owner has none of that id.

        It is kept for `REMOVED_FOR`, with what comes in between, and may be restored.
        """
        removed = await self._storage.unsubscribe(subscription, owner.key, self._clock.now(), cause)
        self._mentions.ring()
        return removed

    async def find_removed(self, owner: Chat, subscription: SubscriptionId) -> Subscription | None:
        return await self._storage.removed_subscription(subscription, owner.key)

    async def restore(self, owner: Chat, subscription: SubscriptionId, cause: Cause) -> bool:
        """Take back that a subscription was removed; False if it has ended. Raises QuotaReached."""
        now, quotas = self._clock.now(), self._allowance.of(owner)
        restored = await self._storage.restore(subscription, owner.key, now, cause, quotas)
        self._mentions.ring()
        return restored

    async def remove_named(self, owner: Chat, name: str, cause: Cause) -> Removed | None:
        """Remove the one that `name` means: its number in the list, its text, or another spelling of its query."""
        subscriptions = await self.all(owner)
        wanted = next((one for one in subscriptions if name in {one.text, one.query}), None)
        if wanted is None and name.isdecimal():
            wanted = await self.numbered(owner, int(name))
        if wanted is None:
            wanted = next((one for one in subscriptions if one.query == _canonical(name)), None)
        # Repeated after the subscription is gone, the removal answers as the first time.
        subscription = SubscriptionId(0) if wanted is None else wanted.id
        return await self.remove(owner, subscription, cause)

    async def edit(self, owner: Chat, subscription: SubscriptionId, text: str, cause: Cause) -> EditOutcome:
        """Change the query of a subscription, and keep its history. Raises QueryError."""
        query = parse(text)
        return await self._storage.edit(
            subscription, owner.key, self._clock.now(), cause, text=_title(text, query), query=str(query)
        )

    async def numbered(self, owner: Chat, number: int) -> Subscription | None:
        """The one that has that number in the list, counted from 1."""
        subscriptions = await self.all(owner)
        return subscriptions[number - 1] if 0 < number <= len(subscriptions) else None

    async def pause(self, owner: Chat, subscription: SubscriptionId, *, paused: bool) -> None:
        """Tell nothing for it, or tell again. What it is owed when its pause begins waits until that is over."""
        await self._storage.pause(subscription, owner.key, paused=paused)
        self._mentions.ring()

    async def choose(self, owner: Chat, subscription: SubscriptionId, choice: DeliveryChoice) -> Subscription | None:
        """Change how its news come, what is owed already included; as it is then, or None if it is gone."""
        one = await self.find(owner, subscription)
        if one is None:
            return None
        wanted = chosen(Delivery(one.manner, one.silent, one.main_only), choice, one.of_folder.manner)
        if wanted.main_only != one.main_only:
            await self.set_main_only(owner, subscription, main_only=wanted.main_only)
        if (wanted.manner, wanted.silent) != (one.manner, one.silent):
            await self._storage.set_manner(subscription, owner.key, wanted.manner, silent=wanted.silent)
        return await self.find(owner, subscription)

    async def gather(self, owner: Chat, subscription: SubscriptionId) -> bool:
        """Send its news as an hourly digest, without a sound, and only what many outlets report at once.

        False if it comes otherwise already, or brings only the main things.
        """
        one = await self.find(owner, subscription)
        if one is None:
            return False
        is_chosen = one.manner != AS_THE_CHAT or one.of_folder.manner != AS_THE_CHAT
        if one.main_only or is_chosen or one.haste is not Haste.AT_ONCE:
            return one.manner == GATHERED
        await self._storage.set_manner(subscription, owner.key, GATHERED, silent=True)
        return True

    async def set_reply_mode(self, owner: Chat, subscription: SubscriptionId, mode: ReplyMode) -> None:
        """Set which further articles of a story are sent from now on."""
        await self._storage.set_reply_mode(subscription, owner.key, mode)

    async def set_main_only(self, owner: Chat, subscription: SubscriptionId, *, main_only: bool) -> None:
        """Set whether only what stands in the title or the lead is sent from now on."""
        await self._storage.set_main_only(subscription, owner.key, main_only=main_only)

    async def set_name(self, owner: Chat, subscription: SubscriptionId, name: str) -> None:
        """Call it that from now on; by its query, if the name is empty."""
        await self._storage.set_name(subscription, owner.key, name)

    async def set_folder(self, owner: Chat, subscription: SubscriptionId, folder: str) -> None:
        """Put it into the folder of that name, and out of any for an empty one."""
        await self._storage.set_folder(subscription, owner.key, folder)

    async def in_folder(self, owner: Chat, folder: str) -> list[Subscription]:
        return [one for one in await self.all(owner) if one.folder == folder]

    async def choose_in_folder(self, owner: Chat, folder: str, choice: DeliveryChoice) -> None:
        """Change how the news of all that is in a folder come, unless a subscription says otherwise itself."""
        inside = await self.in_folder(owner, folder)
        if inside:
            await self.set_folder_delivery(owner, folder, chosen(inside[0].of_folder, choice))

    async def set_folder_delivery(self, owner: Chat, folder: str, delivery: Delivery) -> None:
        """Set how the news of all that is in a folder come."""
        await self._storage.set_folder_delivery(folder, owner.key, delivery)

    async def rename_folder(self, owner: Chat, folder: str, name: str, cause: Cause) -> int:
        """Call a folder something else, or dissolve it for an empty name; how many subscriptions were in it."""
        return await self._storage.rename_folder(owner.key, folder, name, self._clock.now(), cause)

    async def brought(self, owner: Chat, since: datetime) -> dict[SubscriptionId, Brought]:
        """What each subscription of a chat has brought, its stories since that time."""
        return await self._storage.brought(owner.key, since)

    async def ask_about_replies(self) -> None:
        """Ask the chats whose subscriptions are from before the default, each once, whether they want developments."""
        question = Notice("ask-developments", answers=(TURN_ON_DEVELOPMENTS, LEAVE_REPLIES))
        while await self._storage.ask_about_replies(question, self._clock.now(), _ASKED_AT_ONCE):
            pass

    async def retarget(self, owner: Chat, subscription: SubscriptionId, target: Chat, topic: int = 0) -> None:
        """Send to another chat, or a topic of it, from now on."""
        await self._storage.retarget(subscription, owner.key, target.key, topic)


def wanted(one: Subscription) -> Query:
    """What the subscription brings: its query, without what it excludes."""
    return without(one.query, (exclusion.query for exclusion in one.exclusions))


def _title(text: str, query: Query) -> str:
    """The title of a subscription: as typed, but without the quotes and emoji around a mere phrase."""
    return str(query) if isinstance(query.root, Phrase) and query.root.is_plain else text


def _canonical(text: str) -> str | None:
    try:
        return str(parse(text))
    except QueryError:
        return None

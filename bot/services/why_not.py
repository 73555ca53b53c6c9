"""Why a chat was not told of an article, or where it was; and what can be done about it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.articles.addresses import canonical_url
from bot.articles.identity import item_address_key
from bot.delivery.fates import Fate, Held, fate_of, held
from bot.errors import Overrun
from bot.feeds.sites import registered_site, speaks_for
from bot.matching import Distance, Unmet
from bot.matching.engine import Matching
from bot.model import (
    Cause,
    Chat,
    DebtId,
    KeptTextId,
    OfferedSource,
    OwnTrace,
    SourceStanding,
    TracedDebt,
    TracedSubscription,
    Withheld,
)
from bot.ports import OwnTraceStorage, SentStoryStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from bot.services.chats import Chats

_log = logging.getLogger(__name__)

_SHOWN = 3
"""Subscriptions of which the answer speaks; the others are further off."""
_RANKS = {fate: rank for rank, fate in enumerate(Fate)}
_ON_ITS_WAY = frozenset({Fate.TOLD, Fate.SENDING, Fate.WAITING})
_STANDINGS = (SourceStanding.WATCHED, SourceStanding.REMOVED, SourceStanding.MUTED)
_BEFORE = frozenset({Withheld.BASELINE, Withheld.BEFORE_BASELINE})


class Ending(StrEnum):
    """What there is to say of an address."""

    UNREAD = "unread"
    """None of the chat's sources speaks for its site."""
    IS_SOURCE = "is-source"
    """It is the address of a source."""
    SOURCE_MUTED = "source-muted"
    SOURCE_REMOVED = "source-removed"
    SOURCE_FAILING = "source-failing"
    SOURCE_NEW = "source-new"
    """The source was not read yet."""
    UNLISTED = "unlisted"
    """The source does not list it."""
    FORGOTTEN = "forgotten"
    """It was listed, and is too old to be known any more."""
    BEFORE = "before"
    """It was published before its source was read."""
    OLD = "old"
    """It came into view long after it was published."""
    READING = "reading"
    """It is still to be matched."""
    FAILED = "failed"
    """The program broke with it."""
    NO_SUBSCRIPTIONS = "no-subscriptions"
    IN_STORY = "in-story"
    """A message of the chat lists it."""
    FATES = "fates"
    """The subscriptions say it."""


_UNWATCHED = {SourceStanding.MUTED: Ending.SOURCE_MUTED, SourceStanding.REMOVED: Ending.SOURCE_REMOVED}


@dataclass(frozen=True, slots=True)
class Line:
    """What became of an article for a subscription."""

    subscription: TracedSubscription
    fate: Fate
    held: Held | None = None
    """What holds it back, if it waits."""
    unmet: tuple[Unmet, ...] = ()
    """What it lacks, if it does not meet it."""
    share: float = 0.0
    """How near it is to meeting it, as in `Distance`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an article, as far as a chat may know."""

    ending: Ending
    address: str
    asked_at: datetime
    source: OfferedSource | None = None
    trace: OwnTrace | None = None
    lines: tuple[Line, ...] = ()
    """The nearest first."""
    unmet: int = 0
    """How many subscriptions it does not meet."""
    told: TracedDebt | None = None
    """The message that tells it, or lists it."""
    place: int | None = None
    """Its place in the list of that message, counted from 1; None if it is not seen there."""


class WhyNotStorage(OwnTraceStorage, SentStoryStorage, Protocol):
    """The lives of articles, and what was sent of them."""


class WhyNot:
    """Says what became of articles."""

    def __init__(self, storage: WhyNotStorage, chats: Chats, matching: Matching, clock: Clock, *, debts: Bell) -> None:
        self._storage = storage
        self._chats = chats
        self._matching = matching
        self._clock = clock
        self._debts = debts

    async def ask(self, chat: Chat, address: str) -> Answer:
        """What became of the article at an address, of all that the chat may see."""
        canonical = canonical_url(address)
        found = await self._storage.own_traces(item_address_key(canonical), canonical, chat.key)
        answers = [await self._about(one, _source_of(one, found.sources), chat, address) for one in found.articles]
        return min(answers, key=_farness) if answers else _without_article(found.sources, address, self._clock.now())

    async def keep(self, chat: Chat, address: str, cause: Cause) -> KeptTextId:
        """Keep an address for the buttons of an answer."""
        return await self._chats.keep_text(chat, address, cause)

    async def ask_again(self, chat: Chat, link: KeptTextId) -> Answer | None:
        """As `ask`, of a kept address; None if that is no longer kept."""
        address = await self._chats.kept_text(link, chat)
        return None if address is None else await self.ask(chat, address)

    async def send_now(self, chat: Chat, debt: DebtId) -> bool:
        """Send what the chat is owed, whatever holds its news back; False if it does not wait."""
        is_sent = await self._storage.send_now(debt, chat.key, self._clock.now())
        self._debts.ring()
        return is_sent

    async def _about(self, one: OwnTrace, source: OfferedSource | None, chat: Chat, address: str) -> Answer:
        unwatched = _unwatched(source)
        ended = _ended(one)
        answer = Answer(unwatched or ended or Ending.FATES, address, self._clock.now(), source, one)
        if ended is not None and all(each.own is None for each in one.subscriptions):
            return answer
        lines = sorted(await self._lines(one), key=lambda line: (_RANKS[line.fate], -line.share))
        near = [line for line in lines if line.fate is not Fate.UNMET or line.share or len(lines) == 1]
        unmet = sum(line.fate is Fate.UNMET for line in lines)
        if near and near[0].fate in _ON_ITS_WAY:  # also of a source that was watched then
            return replace(
                answer, ending=Ending.FATES, lines=tuple(near[:_SHOWN]), unmet=unmet, told=near[0].subscription.own
            )
        if ended is not None:  # what is no news may have been shown to a new subscription
            return answer
        if unwatched is not None or not lines:
            return replace(answer, ending=unwatched or Ending.NO_SUBSCRIPTIONS)
        answer = replace(answer, lines=tuple(near[:_SHOWN]), unmet=unmet)
        here = [line.subscription for line in lines if line.subscription.chat.key == chat.key]
        listing = next((each.told for each in here if each.told is not None and not each.is_muted), None)
        if listing is None:
            return answer
        place = await self._place(one, listing, chat)
        return replace(answer, ending=Ending.IN_STORY, told=listing, place=place)

    async def _lines(self, one: OwnTrace) -> list[Line]:
        """What became of it for each subscription; a removed one that it does not meet is not worth a word."""
        now = self._clock.now()
        known = [Line(each, fate_of(each)) for each in one.subscriptions]
        unmet = [line.subscription for line in known if line.fate is Fate.UNMET and not line.subscription.is_removed]
        lines = [_with_hold(line, now) for line in known if line.fate is not Fate.UNMET]
        for each, far in zip(unmet, await self._distances(one, unmet), strict=True):
            # It may meet what the subscription looks for by now.
            is_met = far is not None and not far.unmet and far.share == 1
            fate = Fate.UNMET if not is_met else Fate.LATER if each.is_later else Fate.CHANGED
            lines.append(Line(each, fate) if far is None else Line(each, fate, unmet=far.unmet, share=far.share))
        return lines

    async def _distances(self, one: OwnTrace, unmet: Sequence[TracedSubscription]) -> Sequence[Distance | None]:
        """How far the article is from each; None if its text is gone, or takes too long to read."""
        if one.has_text:
            try:
                return await self._matching.distances([each.query for each in unmet], one.article)
            except Overrun:
                _log.warning("article %d takes too long to read", one.id)
        return [None] * len(unmet)

    async def _place(self, one: OwnTrace, listing: TracedDebt, chat: Chat) -> int | None:
        """Where the message about its story lists the article; None if it does not."""
        if one.story is None or listing.dispatch is None or listing.is_digest:
            return None
        sent = await self._storage.sent_story(listing.dispatch, one.story, chat.key)
        urls = [] if sent is None else [report.url for report in sent.further.newest]
        return urls.index(one.url) + 1 if one.url in urls else None


def _unwatched(source: OfferedSource | None) -> Ending | None:
    """How a chat does without a source; None if it watches it."""
    return None if source is None else _UNWATCHED.get(source.standing)


def _ended(one: OwnTrace) -> Ending | None:
    """Why no subscription was asked about an article; None if they were."""
    if not one.is_news:
        return Ending.BEFORE if one.withheld is None or one.withheld in _BEFORE else Ending.OLD
    if one.is_waiting:
        return Ending.FAILED if one.failure else Ending.READING
    return None


def _source_of(one: OwnTrace, sources: Sequence[OfferedSource]) -> OfferedSource | None:
    return next((source for source in sources if source.id == one.source), None)


def _with_hold(line: Line, now: datetime) -> Line:
    one = line.subscription
    return line if line.fate is not Fate.WAITING or one.own is None else replace(line, held=held(one, one.own, now))


def _farness(answer: Answer) -> int:
    """How far an answer is from a message."""
    return _RANKS[answer.lines[0].fate] if answer.lines else len(_RANKS)


def _without_article(sources: Sequence[OfferedSource], address: str, now: datetime) -> Answer:
    """What there is to say of an address at which the chat's sources have no article."""
    speaking = [one for one in sources if speaks_for({*one.sites, registered_site(one.url)}, address)]
    listed = [one for one in sources if one.listed_at is not None]
    by_standing = sorted(listed or speaking, key=lambda one: (_STANDINGS.index(one.standing), one.failure is not None))
    if not by_standing:
        return Answer(Ending.UNREAD, address, now)
    source = by_standing[0]
    return Answer(_ending(source, address), address, now, source)


def _ending(source: OfferedSource, address: str) -> Ending:
    if (unwatched := _unwatched(source)) is not None:
        return unwatched
    if canonical_url(source.url) == canonical_url(address):
        return Ending.IS_SOURCE
    if source.listed_at is not None:
        return Ending.FORGOTTEN
    if source.failure is not None:
        return Ending.SOURCE_FAILING
    return Ending.SOURCE_NEW if source.read_at is None else Ending.UNLISTED

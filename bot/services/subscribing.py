"""What a wish to subscribe leads to: the subscriptions, what to expect of them, and what else may have been meant."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from bot.errors import QuotaReached
from bot.matching import Query, parse, parse_canonical
from bot.matching.advice import Capitals, Sexes, widened
from bot.matching.engine import Matching
from bot.matching.lexer import MAX_LENGTH
from bot.matching.query import without
from bot.model import Cause, Chat, EditOutcome, KeptTextId, LeftOut, Subscribed, Subscription, SubscriptionId
from bot.services.archive import Archive, Preview
from bot.services.chats import Chats
from bot.services.delivery_choices import DeliveryChoice
from bot.services.doubts import NO_DOUBTS, Doubting, Doubts
from bot.services.exclusions import Exclusions
from bot.services.mistyping import Meant, Mistyping
from bot.services.samples import Samples
from bot.services.spellings import Spellings, Ticks
from bot.services.subscription_lines import read_line
from bot.services.subscriptions import LineOutcome, Subscriptions, wanted

_WIDER = 4
"""So many wider queries are looked up."""
_WIDER_S = 2.0
"""The longest wait for all of them."""
_LOOKED_AT, _LOOKS_S = 20, 2.0
"""So many new subscriptions of a list are looked up, and the longest wait for all of them. What the others bring is
counted when it comes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that a new subscription may be changed to."""

    kind: Capitals | Sexes | None
    """How else it takes the capitals or a surname; None if it joins the words by "both"."""
    changed: Query
    """The part that differs."""
    text: KeptTextId
    """The whole query, kept until a button asks for it."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What to expect of a query that nobody may want to subscribe to."""

    preview: Preview
    doubts: Doubts
    meant: Meant | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A query that somebody may subscribe to, and what to expect of it."""

    query: Query
    text: str
    """As typed."""
    kept: KeptTextId
    """The text, until a button asks for it."""
    examples: Sequence[str]
    """The query in other cases, if it is a word or a phrase."""
    preview: Preview
    suggestions: Sequence[Suggestion]
    doubts: Doubts
    main_only: bool = False
    """Whether only what stands in the title or the lead is wanted."""
    meant: Meant | None = None


@dataclass(frozen=True, slots=True)
class Wider:
    """A query that is met by more than another one."""

    query: Query
    text: KeptTextId
    """The query, kept until a button asks for it."""
    stories: int
    """How many it would have found lately."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What came of a wish to subscribe. A single new subscription has a preview, and may have suggestions."""

    lines: Sequence[LineOutcome]
    left_out: Sequence[LeftOut]
    """How many of the lines a quota left out."""
    subscribed: SubscriptionId | None = None
    """The single new subscription."""
    preview: Preview | None = None
    suggestions: Sequence[Suggestion] = ()
    narrows: bool = False
    """Whether to offer that only what stands in the title or the lead is sent."""
    known: SubscriptionId | None = None
    """The single subscription, if there was one before."""
    doubts: Doubts = NO_DOUBTS
    gathered: Mapping[SubscriptionId, int] = field(default_factory=dict)
    """Whose news were made a digest, since they are very many: so many stories a day."""
    capitalised: Collection[SubscriptionId] = ()
    """Which of several new subscriptions do not find a word without its capital."""
    meant: Meant | None = None
    ticks: Ticks | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of changing a subscription; if it was changed, what to expect of it now."""

    outcome: EditOutcome
    preview: Preview | None = None
    suggestions: Sequence[Suggestion] = ()
    narrows: bool = False
    """As in `Wished`."""
    doubts: Doubts = NO_DOUBTS
    meant: Meant | None = None
    ticks: Ticks | None = None


class Subscribing:
    """Subscribes, and says what to expect."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        archive: Archive,
        matching: Matching,
        chats: Chats,
        *,
        samples: Samples,
        doubting: Doubting,
        exclusions: Exclusions,
        spellings: Spellings,
        mistyping: Mistyping,
    ) -> None:
        self._subscriptions = subscriptions
        self._archive = archive
        self._matching = matching
        self._chats = chats
        self._samples = samples
        self._doubting = doubting
        self._exclusions = exclusions
        self._spellings = spellings
        self._mistyping = mistyping

    async def offer(self, chat: Chat, text: str, kept: KeptTextId, cause: Cause) -> Offered:
        """What to expect of a query that was typed; `kept` is its text. Raises QueryError."""
        line = read_line(text)
        query = parse(line.text)
        examples = await self._matching.examples(query, chat.language)
        brought = await self._brought(query, chat, *line.excluded)
        preview = await self._archive.preview(brought, chat.key)
        suggestions = await self._suggestions(query, chat, cause)
        doubts = await self._doubting.about(brought, chat)
        meant = await self._meant(line.text, preview, chat, cause)
        return Offered(
            query, line.text, kept, examples, preview, suggestions, doubts, main_only=line.main_only, meant=meant
        )

    async def tried(self, text: str, chat: Chat, cause: Cause) -> Tried:
        """What a query would have found of what the chat does not exclude. Raises QueryError."""
        brought = await self._brought(parse(text), chat)
        preview, doubts = await self._archive.preview(brought, chat.key), await self._doubting.about(brought, chat)
        return Tried(preview, doubts, await self._meant(text, preview, chat, cause))

    async def wider(self, chat: Chat, query: str, cause: Cause) -> list[Wider]:
        """Queries that may find more than this one, which is in canonical form, and how much each does."""
        found = []
        for number, wider in enumerate(widened(parse_canonical(query))[:_WIDER]):
            brought = await self._brought(wider, chat)
            preview = await self._archive.preview(brought, chat.key, within_s=_WIDER_S / _WIDER)
            kept = await self._chats.keep_text(chat, str(wider), Cause(f"{cause}/wider {number}"))
            found.append(Wider(wider, kept, preview.stories))
        return found

    async def subscribe(
        self, chat: Chat, text: str, cause: Cause, topic: int = 0, *, choice: DeliveryChoice | None = None
    ) -> Wished:
        """Subscribe a chat, or a topic of it, to each line of a text.

        The news of a single new subscription come as is chosen. If nobody was asked and they are very many, they are
        gathered.
        """
        outcomes = await self._subscriptions.subscribe_all(chat, text, cause, target=chat, topic=topic)
        reached = Counter(one.outcome.limit for one in outcomes if isinstance(one.outcome, QuotaReached))
        left_out = [self._subscriptions.left_out(chat, *one) for one in reached.items()]
        subscribed = _single(outcomes)
        if subscribed is None or not subscribed.is_new:
            known = None if subscribed is None else subscribed.id
            gathered, capitalised = await self._gathered(chat, outcomes), await self._capitalised(outcomes)
            return Wished(outcomes, left_out, known=known, gathered=gathered, capitalised=capitalised)
        query = parse(outcomes[0].text)
        one = await self.find(chat, subscribed.id)
        brought = query if one is None else wanted(one)
        preview = await self._archive.preview(brought, chat.key, subscribed.since)
        suggestions = await self._suggestions(query, chat, cause)
        narrows = _narrows(preview, main_only=subscribed.main_only)
        if not subscribed.is_restored:  # what its news look like, the chat has seen
            await self._samples.send(chat, subscribed, preview.newest, cause)
        doubts = await self._doubting.about(brought, chat)
        if choice is not None:
            await self._subscriptions.choose(chat, subscribed.id, choice)
        gathers = choice is None and preview.is_broad and not subscribed.is_restored and not doubts.found
        is_gathered = gathers and await self._subscriptions.gather(chat, subscribed.id)
        meant = await self._meant(outcomes[0].text, preview, chat, cause)
        return Wished(
            outcomes,
            left_out,
            subscribed.id,
            preview,
            suggestions,
            narrows and not is_gathered,
            doubts=doubts,
            gathered={subscribed.id: preview.daily} if is_gathered else {},
            meant=meant,
            ticks=None if one is None or meant else await self._spellings.offer(chat, one, cause),
        )

    async def _gathered(self, chat: Chat, outcomes: Sequence[LineOutcome]) -> dict[SubscriptionId, int]:
        """Gather the news of those new subscriptions of a list that are very many."""
        new = [one.outcome for one in outcomes if isinstance(one.outcome, Subscribed) and one.outcome.is_new]
        added = {one.id for one in new if not one.is_restored}
        looked_at = [one for one in await self._subscriptions.all(chat) if one.id in added][:_LOOKED_AT]
        gathered = {}
        for one in looked_at:
            within_s = _LOOKS_S / len(looked_at)
            preview = await self._archive.preview(wanted(one), chat.key, within_s=within_s)
            if preview.is_broad and await self._subscriptions.gather(chat, one.id):
                gathered[one.id] = preview.daily
        return gathered

    async def _capitalised(self, outcomes: Sequence[LineOutcome]) -> frozenset[SubscriptionId]:
        """Which new subscriptions of a list do not find a word without its capital."""
        new = {
            one.outcome.id: parse(one.text)
            for one in outcomes
            if isinstance(one.outcome, Subscribed) and one.outcome.is_new
        }
        needs = await self._matching.need_capitals(list(new.values()))
        return frozenset(subscription for subscription, needs_it in zip(new, needs, strict=True) if needs_it)

    async def suggested(self, text: KeptTextId, chat: Chat) -> str | None:
        """The text of a suggestion; None if it is no longer kept."""
        return await self._chats.kept_text(text, chat)

    async def find(self, chat: Chat, subscription: SubscriptionId) -> Subscription | None:
        return await self._subscriptions.find(chat, subscription)

    async def numbered(self, chat: Chat, number: int) -> Subscription | None:
        return await self._subscriptions.numbered(chat, number)

    async def edit(self, chat: Chat, subscription: SubscriptionId, text: str, cause: Cause) -> Edited:
        """Change what a subscription looks for. Raises QueryError."""
        outcome = await self._subscriptions.edit(chat, subscription, text, cause)
        if outcome is not EditOutcome.EDITED:
            return Edited(outcome)
        query = parse(text)
        one = await self.find(chat, subscription)
        brought = query if one is None else wanted(one)
        preview = await self._archive.preview(brought, chat.key)
        narrows = one is not None and _narrows(preview, main_only=one.main_only)
        doubts = await self._doubting.about(brought, chat)
        suggestions, meant = await self._suggestions(query, chat, cause), await self._meant(text, preview, chat, cause)
        ticks = None if one is None or meant else await self._spellings.offer(chat, one, cause)
        return Edited(outcome, preview, suggestions, narrows, doubts, meant, ticks)

    async def _meant(self, text: str, preview: Preview, chat: Chat, cause: Cause) -> Meant | None:
        """What was probably meant by a query, if it finds nothing."""
        return None if preview.total else await self._mistyping.meant(text, chat, cause)

    async def _brought(self, query: Query, chat: Chat, *excluded: str) -> Query:
        """What a subscription to a query brings, without what it or the chat excludes. Raises QueryError."""
        excluded = (*map(str, map(parse, excluded)), *(one.query for one in await self._exclusions.of_all(chat)))
        return without(str(query), excluded) if excluded else query

    async def _suggestions(self, query: Query, chat: Chat, cause: Cause) -> list[Suggestion]:
        advice = await self._matching.advise(query)
        joined = await self._archive.joined(query, advice.joined, chat.key)
        found: list[tuple[Capitals | Sexes | None, Query, Query]] = [(None, joined, joined)] if joined else []
        found += [(one.kind, one.changed, one.query) for one in advice.alternatives]
        suggestions = []
        for number, (kind, changed, other) in enumerate(found):
            text = str(other)
            if len(text) <= MAX_LENGTH:
                kept = await self._chats.keep_text(chat, text, Cause(f"{cause}/advice {number}"))
                suggestions.append(Suggestion(kind, changed, kept))
        return suggestions


def _narrows(preview: Preview, *, main_only: bool) -> bool:
    """Whether a subscription brings very much, and less of it as title and lead alone."""
    return preview.is_flood and preview.main < preview.stories and not main_only


def _single(outcomes: Sequence[LineOutcome]) -> Subscribed | None:
    """The subscription, if that is all that came of a wish."""
    outcome = outcomes[0].outcome if len(outcomes) == 1 else None
    return outcome if isinstance(outcome, Subscribed) else None

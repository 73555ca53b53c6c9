"""The other spellings of what a subscription looks for: offered with how often the archive has them, never added
unasked.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.errors import QueryError
from bot.matching import Query, parse, parse_canonical
from bot.matching.engine import Matching
from bot.matching.query import parse_plain
from bot.matching.tree import Either, Phrase
from bot.model import Cause, Chat, EditOutcome, KeptTextId, Language, Subscription, SubscriptionId
from bot.services.archive import Archive
from bot.services.chats import Chats
from bot.services.subscriptions import Subscriptions
from bot.spellings import Spelling, SpellingKind, likeliest, other_spellings
from bot.text.folding import fold
from bot.text.forms import Morphology

_COUNTED_S = 0.25
"""The longest wait for the counts: an answer waits for it."""
_NAMES = 3
"""So many phrases of a query get other spellings."""
_WORDS, _LONGEST = 6, 80
"""Words and characters; no name is longer."""
_COUNTABLE = 1_000_000
"""Articles; no archive has more of one spelling."""
_DERIVED = {SpellingKind.ADJECTIVE, SpellingKind.NOUN}
_GUESSES = {SpellingKind.PERSON, SpellingKind.PLACE}
_GUESSED = {Language.ENGLISH: 2}
"""So many spellings of a person or place in a language are offered if the archive has none of them; else one."""
_MOST = 12
"""Spellings of a query that are offered."""


@dataclass(frozen=True, slots=True)
class OtherSpelling:
    """Another spelling of a phrase of a query."""

    phrase: Phrase
    of: Phrase
    """That phrase."""
    count: int = 0
    """How many articles of the last days have it, and not that phrase."""
    is_estimate: bool = False
    """Whether that is but about so many."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Spellings that somebody can add to a subscription, or take out again."""

    subscription: SubscriptionId
    kept: KeptTextId
    """The spellings, kept until a button asks for them."""
    spellings: Sequence[OtherSpelling]
    ticked: frozenset[int]
    """The places of those that the subscription looks for."""


class TickOutcome(Enum):
    """What came of a press."""

    DONE = auto()
    GONE = auto()
    """There is no such subscription any more."""
    CHANGED = auto()
    """The subscription looks for something else by now, or the spellings are no longer kept."""
    EXISTS = auto()
    """There is another subscription that looks for just that."""
    TOO_LONG = auto()
    """The query would be longer than a query may be."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What came of a press, and what is ticked now; of those that are offered anew if the subscription changed."""

    outcome: TickOutcome
    ticks: Ticks | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """What a press asks for: spellings in or out. Asked twice, it is done once."""

    subscription: SubscriptionId
    kept: KeptTextId
    place: int | None = None
    """Of the spelling; None for all of them."""
    is_ticked: bool = True


class Spellings:
    """Offers the other spellings of subscriptions."""

    def __init__(self, subscriptions: Subscriptions, archive: Archive, matching: Matching, chats: Chats) -> None:
        self._subscriptions = subscriptions
        self._archive = archive
        self._matching = matching
        self._chats = chats

    async def find(self, chat: Chat, subscription: SubscriptionId) -> Subscription | None:
        return await self._subscriptions.find(chat, subscription)

    async def offer(self, chat: Chat, one: Subscription, cause: Cause) -> Ticks | None:
        """The other spellings of what a subscription looks for; None if it has none.

        Only a plain phrase has some, or several joined by "either".
        """
        phrases = phrases_of(one.query)
        found = await self._matching.consult(lambda _, morphology: _known(phrases, chat.language, morphology))
        pairs = [(Query(other.phrase), Query(other.of)) for other in found.values()]
        counts = await self._archive.added(pairs, chat.key, _COUNTED_S)
        counted = {
            spelling: replace(other, count=count.articles, is_estimate=count.is_estimate)
            for (spelling, other), count in zip(found.items(), counts, strict=True)
        }
        shown = _shown(counted, phrases)
        if not shown:
            return None
        kept = await self._chats.keep_text(chat, _written(shown), Cause(f"{cause}/spellings"))
        return _ticks(one.id, kept, shown, phrases)

    async def tick(self, chat: Chat, tick: Tick, cause: Cause) -> Ticked:
        """Let a subscription look for a spelling as well, or no longer."""
        one = await self.find(chat, tick.subscription)
        if one is None:
            return Ticked(TickOutcome.GONE)
        offered = _read(await self._chats.kept_text(tick.kept, chat))
        phrases = phrases_of(one.query)
        meant = [other for place, other in enumerate(offered) if tick.place in {place, None} and other.of in phrases]
        wanted = _changed(phrases, [other.phrase for other in meant], is_in=tick.is_ticked)
        if not meant or not wanted:
            return Ticked(TickOutcome.CHANGED, await self.offer(chat, one, cause))
        if wanted != phrases:
            outcome = await self._edit(chat, one.id, wanted, cause)
            if outcome is not TickOutcome.DONE:
                return Ticked(outcome, _ticks(one.id, tick.kept, offered, phrases))
        return Ticked(TickOutcome.DONE, _ticks(one.id, tick.kept, offered, wanted))

    async def _edit(self, chat: Chat, one: SubscriptionId, phrases: Sequence[Phrase], cause: Cause) -> TickOutcome:
        query = Query(Either(tuple(phrases)) if len(phrases) > 1 else phrases[0])
        try:
            outcome = await self._subscriptions.edit(chat, one, str(query), cause)
        except QueryError:
            return TickOutcome.TOO_LONG
        return {
            EditOutcome.EDITED: TickOutcome.DONE,
            EditOutcome.GONE: TickOutcome.GONE,
            EditOutcome.EXISTS: TickOutcome.EXISTS,
        }[outcome]


def phrases_of(query: str) -> list[Phrase]:
    """The phrases of a canonical query that is a plain phrase, or several joined by "either"; none of any other."""
    root = parse_canonical(query).root
    parts = root.parts if isinstance(root, Either) else (root,)
    phrases = [part for part in parts if isinstance(part, Phrase)]
    is_plain = all(phrase.is_plain and not any(word.prefix for word in phrase.words) for phrase in phrases)
    return phrases if is_plain and len(phrases) == len(parts) else []


def with_ticked(suggestion: str, query: str) -> str:
    """A query that a subscription may be changed to, and the spellings that were ticked since it was suggested.

    These are what the query that it looks for has besides the words of the suggestion; none if it has none of them.
    """
    suggested, present = _parts(suggestion), _parts(query)
    words = {_folded(part) for part in suggested}
    left = [part for part in present if _folded(part) not in words]
    return str(Query(Either((*suggested, *left)))) if 0 < len(left) < len(present) else suggestion


def _parts(query: str) -> list[Phrase]:
    """The phrases, in any letter case, that a query joins by "either"; none of any other."""
    try:
        root = parse(query).root
    except QueryError:
        return []
    parts = root.parts if isinstance(root, Either) else (root,)
    phrases = [part for part in parts if isinstance(part, Phrase)]
    return phrases if len(phrases) == len(parts) else []


def _folded(phrase: Phrase) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in phrase.words)


def _known(phrases: Sequence[Phrase], language: Language, morphology: Morphology) -> dict[Spelling, OtherSpelling]:
    """The other spellings of the first phrases; a phrase that is one of them has none of its own."""
    found: dict[Spelling, OtherSpelling] = {}
    written: dict[Phrase, None] = {}
    names = 0
    for phrase in phrases:
        is_long = len(phrase.words) > _WORDS or sum(len(word.text) for word in phrase.words) > _LONGEST
        if phrase in written or is_long or names == _NAMES:
            continue
        names += 1
        for spelling in other_spellings([word.text for word in phrase.words], language, morphology):
            other = parse_plain(f'"{spelling.text}"')
            if other is not None and other != phrase and other not in written:
                written[other] = None
                found[spelling] = OtherSpelling(other, phrase)
    return found


def _shown(found: Mapping[Spelling, OtherSpelling], phrases: Sequence[Phrase]) -> list[OtherSpelling]:
    """Those that are offered, the commonest first; what is ticked is always there.

    Where the archive has some of a language, others of it are but guesses: only the likeliest of them is offered, as
    are few where it has none. Of nouns and their adjectives, only what the archive has.
    """
    kept: list[OtherSpelling] = []
    for of in dict.fromkeys(other.of for other in found.values()):
        others = {spelling: other for spelling, other in found.items() if other.of == of}
        counts = {spelling.text: other.count for spelling, other in others.items()}
        known = {spelling.language for spelling, other in others.items() if other.count}
        names = [spelling for spelling in others if spelling.kind not in _DERIVED]
        first = {spelling.language: spelling for spelling in reversed(names)}
        guesses = {spelling for spelling in names if spelling.language not in known} | {*first.values()}
        offered = [spelling for spelling in others if counts[spelling.text] or spelling in guesses]
        likely = _with_few_guesses(likeliest(offered, counts), counts)
        kept += [others[spelling] for spelling in likely]
        kept += [other for other in others.values() if other.phrase in phrases]
    kept = sorted(dict.fromkeys(kept), key=lambda other: (other.phrase not in phrases, -other.count))[:_MOST]
    return sorted(kept, key=lambda other: -other.count)


def _with_few_guesses(likely: Sequence[Spelling], counts: Mapping[str, int]) -> list[Spelling]:
    """Spellings without the less likely ones of a person or place that the archive has none of."""
    guessed: Counter[Language] = Counter()
    kept = []
    for spelling in likely:
        is_guess = spelling.kind in _GUESSES and not counts[spelling.text]
        guessed[spelling.language] += is_guess
        if not is_guess or guessed[spelling.language] <= _GUESSED.get(spelling.language, 1):
            kept.append(spelling)
    return kept


def _ticks(
    subscription: SubscriptionId, kept: KeptTextId, spellings: Sequence[OtherSpelling], phrases: Sequence[Phrase]
) -> Ticks:
    ticked = frozenset(place for place, other in enumerate(spellings) if other.phrase in phrases)
    return Ticks(subscription, kept, tuple(spellings), ticked)


def _changed(phrases: Sequence[Phrase], meant: Sequence[Phrase], *, is_in: bool) -> list[Phrase]:
    """The phrases of a query with others, or without them."""
    if is_in:
        return [*dict.fromkeys((*phrases, *meant))]
    return [phrase for phrase in phrases if phrase not in meant]


def _written(spellings: Iterable[OtherSpelling]) -> str:
    """Spellings as a text, which `_read` reads."""
    rows = [[str(other.phrase), str(other.of), other.count, other.is_estimate] for other in spellings]
    return json.dumps(rows, ensure_ascii=False)


def _read(text: str | None) -> list[OtherSpelling]:
    """What `_written` wrote; nothing for any other kept text, which a forged button may name."""
    try:
        return [
            OtherSpelling(_only(phrase), _only(of), min(int(count), _COUNTABLE), is_estimate=bool(is_estimate))
            for phrase, of, count, is_estimate in json.loads(text or "[]")[:_MOST]
        ]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, QueryError):
        return []


def _only(written: str) -> Phrase:
    """The one plain phrase that a query is. Raises QueryError and ValueError."""
    (phrase,) = phrases_of(str(parse(written)))
    return phrase

"""Why a query cannot bring a chat anything, or brings everything: what a person should know before relying on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, product
from urllib.parse import urlsplit

from bot.matching import Query
from bot.matching.engine import Matching
from bot.matching.origins import comes_from
from bot.matching.tree import Both, Either, Field, From, InText, Node, Not, Often, Phrase, Quoted, Tag, Word
from bot.model import Chat, ReadArticle, SourceHealth, WatchedPack, WatchedSource
from bot.ports import SourceStorage
from bot.services.archive import Archive
from bot.text.common_words import FUNCTION_WORDS
from bot.text.folding import fold

_WAYS = 32
"""Ways to meet a query that are tried."""
_SAYINGS = 3
"""So many function words in a row may be meant: «Что? Где? Когда?»."""
_LOOK_S = 0.5
"""The longest search for what comes from somewhere."""
_LOOKED_UP = 4
"""So many origins are searched for: a query may name a hundred, and somebody waits."""


class Doubt(StrEnum):
    """A reason to doubt a query."""

    NO_SOURCES = "no-sources"
    """The chat watches nothing."""
    NONE_WORKS = "none-works"
    """None of its sources can be read at present."""
    LANGUAGE = "lang"
    SITE = "site"
    SOURCE = "source"
    """The chat watches nothing of that language, site or name."""
    FUNCTION_WORDS = "function-words"
    """It asks for words that nearly every article has."""
    EXCLUDED = "excluded"
    """What it excludes is part of whatever it asks for."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A doubt, and the part of the query that it is about; empty for all of it."""

    doubt: Doubt
    part: str = ""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubtful about a query, and what the chat may watch instead."""

    found: tuple[Doubted, ...] = ()
    packs: tuple[WatchedPack, ...] = ()
    """Offered to a chat that watches nothing."""


NO_DOUBTS = Doubts()


class Doubting:
    """Looks for doubts."""

    def __init__(self, storage: SourceStorage, archive: Archive, matching: Matching) -> None:
        self._storage = storage
        self._archive = archive
        self._matching = matching

    async def about(self, query: Query, chat: Chat) -> Doubts:
        """What a person should know of a query."""
        sources = [
            one
            for one in await self._storage.watched_sources(chat.key)
            if not one.muted and one.health is not SourceHealth.RETIRED
        ]
        if not sources:
            packs = tuple(await self._storage.watched_packs(chat.key))
            return Doubts((Doubted(Doubt.NO_SOURCES),), packs)
        found = [Doubted(Doubt.NONE_WORKS)] if all(one.health is SourceHealth.FAILING for one in sources) else []
        # Sources bring more than they are known for: the archive knows.
        unknown = [
            part for part in dict.fromkeys(origins(query.root)) if not any(_brings(one, part) for one in sources)
        ]
        found += [
            Doubted(Doubt(part.field), part.value)
            for part in unknown[:_LOOKED_UP]
            if not await self._archive.has(Query(part), chat.key, _LOOK_S)
        ]
        if asks_for_function_words(query):
            found.append(Doubted(Doubt.FUNCTION_WORDS))
        if await self._excludes_itself(query):
            found.append(Doubted(Doubt.EXCLUDED))
        return Doubts(tuple(found))

    async def _excludes_itself(self, query: Query) -> bool:
        """Whether not even an article that says no more than the query asks for meets it."""
        if not _has_exclusion(query.root):
            return False
        articles = [_article(way) for way in islice(_ways(query.root), _WAYS)]
        return not any(hit is not None for hit in await self._matching.judge(query, articles))


def origins(node: Node) -> Iterator[From]:
    """Where an article must or may come from: what a source is known for, so no author and no address."""
    match node:
        case From(Field.SITE | Field.SOURCE | Field.LANGUAGE):
            yield node
        case Both(parts) | Either(parts):
            yield from chain.from_iterable(map(origins, parts))


def asks_for_function_words(query: Query) -> bool:
    """Whether a query asks for words that nearly every article has, and for nothing else."""
    wanted = list(_wanted(query.root))
    return bool(wanted) and all(
        len(phrase.words) < _SAYINGS and all(_is_function_word(word.text) for word in phrase.words) for phrase in wanted
    )


def _is_function_word(word: str) -> bool:
    """In capitals, it is an abbreviation: WHO."""
    return fold(word) in FUNCTION_WORDS and not (len(word) > 1 and word.isupper())


def _wanted(node: Node) -> Iterator[Phrase]:
    match node:
        case Phrase():
            yield node
        case Quoted(parts):
            yield from (phrase for choice in parts for phrase in node.alternatives(choice))
        case Tag():
            yield Phrase((Word(str(node)),))
        case Often(part):
            yield from _wanted(part)
        case Both(parts) | Either(parts):
            yield from chain.from_iterable(map(_wanted, parts))


def _has_exclusion(node: Node) -> bool:
    return isinstance(node, Not) or (isinstance(node, Both | Either) and any(map(_has_exclusion, node.parts)))


def _ways(node: Node) -> Iterator[tuple[str | From, ...]]:
    """What an article says, and is, if it meets a query, exclusions apart; one of several."""
    match node:
        case Phrase() | Quoted() | Tag() | Often():
            yield from ((said,) for said in _said(node))
        case From():
            yield (node,)
        case Not():
            yield ()
        case Either(parts):
            yield from chain.from_iterable(map(_ways, parts))
        case Both(parts):
            every = (list(islice(_ways(part), _WAYS)) for part in parts)
            yield from (tuple(chain.from_iterable(way)) for way in product(*every))


def _said(part: InText) -> Iterator[str]:
    """The ways to say a part."""
    match part:
        case Phrase(words):
            yield " ".join(word.text for word in words)
        case Quoted(parts):
            yield from (" ".join(word.text for words in way for word in words) for way in product(*parts))
        case Tag(sign, word):
            yield sign + word.text
        case Often(wanted, times):
            yield from (". ".join([said] * times) for said in _said(wanted))


def _article(way: Iterable[str | From]) -> ReadArticle:
    """An article that says no more."""
    parts = list(way)
    origin = {part.field: part.value for part in parts if isinstance(part, From)}
    said = [part for part in parts if isinstance(part, str)]
    return ReadArticle(
        title=". ".join(said),
        text="",
        source=origin.get(Field.SOURCE, ""),
        site=origin.get(Field.SITE, ""),
        language=origin.get(Field.LANGUAGE, ""),
        author=origin.get(Field.AUTHOR, ""),
        url=origin.get(Field.URL, ""),
    )


def _brings(source: WatchedSource, part: From) -> bool:
    """Whether a source is known for what a part asks for; one that was not read yet may be in any language."""
    if part.field is Field.LANGUAGE and not source.language and source.health is SourceHealth.NEW:
        return True
    sites = (urlsplit(source.url).hostname or "", *source.sites)
    articles = (ReadArticle("", "", source.title, site.removeprefix("www."), source.language) for site in sites)
    return any(comes_from(article, part.field, part.value) for article in articles)

"""Chooses a story for an article: one that shares its address, else its title, else the most similar one.

Similarity is computed for the articles that share the most clues, from lists of the latest ones: so the cost of an
article does not grow with the archive. An article joins a story by similarity only within `WINDOW` of the story's first
article, and only if it resembles that article too: so a story does not drift from what chats were told.

All of this happens in a scope (`bot.model.Scope`). An article of a pack is grouped once for everybody, with others from
packs. An article of any other source is grouped for each watcher, also with articles of the watcher's own sources. So
sources that one person adds change nothing for others. An address identifies an article across sources only if the
source speaks for its site; links to other people's pages are compared only within the source itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import chain, groupby

from bot.articles.identity import normalised_title
from bot.model import (
    EVERYBODY,
    ArticleId,
    CandidateStory,
    Clue,
    KnownArticle,
    ReadArticle,
    Scope,
    StoryId,
    WaitingArticle,
    address_key,
    in_scope,
    without_scope,
)
from bot.stories.fingerprint import Fingerprint, bare_clue, clue_in_scope, clues, fingerprint, unpack
from bot.stories.similarity import LEAST_SIMILARITY, is_same, similarity

WINDOW = timedelta(hours=48)
"""A story is over when nothing has joined it for so long."""
LISTED = 16
"""How many of the latest articles a clue leads to."""
_LOOKED_AT = 6
"""How many articles one is compared with."""
_TITLE = "title:"
_LEAST_WORDS = 3
"""Words; unrelated articles share shorter titles, such as «Главное за день»."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What finds the story of an article, and what others find it by."""

    keys: tuple[str, ...] = ()
    """Keys to search by, the strongest first, in each scope that is searched."""
    clues: tuple[Clue, ...] = ()
    """Clues to search by, likewise."""
    fingerprint: Fingerprint | None = None
    indexed_keys: tuple[str, ...] = ()
    """The keys by which others find it, in its own scope; `indexed_clues` likewise."""
    indexed_clues: tuple[Clue, ...] = ()


def story_keys(article: WaitingArticle) -> tuple[str, ...]:
    """The keys that an article shares with others of its story, the strongest first."""
    title = normalised_title(article.title)
    keys = []
    if article.canonical_url:
        address = address_key(article.canonical_url)
        keys.append(address if article.speaks_for_site else f"source {article.source_id}: {address}")
    if len(title.split()) >= _LEAST_WORDS:
        keys.append(f"{_TITLE}{title}")
    return tuple(keys)


def traits(article: WaitingArticle, read: ReadArticle, scopes: Iterable[Scope] = (EVERYBODY,)) -> list[Traits]:
    """The traits of an article in each scope; empty if it is not news, and so in no story, or already has its story."""
    if not article.is_news or article.story_id is not None:
        return [Traits() for _ in scopes]
    made = fingerprint(read)
    found = story_keys(article), clues(made, read.language)
    return [_in_scope(*found, made, scope) for scope in scopes]


def _in_scope(keys: Sequence[str], found: Sequence[Clue], made: Fingerprint, scope: Scope) -> Traits:
    """Search in the scope and in everybody's; be found in the scope alone."""
    looked_in = (EVERYBODY,) if scope == EVERYBODY else (EVERYBODY, scope)
    return Traits(
        tuple(in_scope(key, one) for key in keys for one in looked_in),
        tuple(clue_in_scope(clue, one) for clue in found for one in looked_in),
        made,
        tuple(in_scope(key, scope) for key in keys),
        tuple(clue_in_scope(clue, scope) for clue in found),
    )


class ClueLists:
    """For each clue, its articles, the newest first."""

    def __init__(self, stored: Mapping[Clue, Sequence[ArticleId]]) -> None:
        self._lists = dict(stored)

    def closest(self, clues: Iterable[Clue]) -> list[ArticleId]:
        """The articles that share most clues, in any scope; of equals, the newest."""
        found: defaultdict[Clue, set[ArticleId]] = defaultdict(set)
        for clue in clues:
            found[bare_clue(clue)].update(self._lists.get(clue, ()))
        shared = Counter(chain.from_iterable(found.values()))
        return nsmallest(_LOOKED_AT, shared, key=lambda article: (-shared[article], -article))

    def add(self, article: ArticleId, clues: Iterable[Clue]) -> None:
        for clue in clues:
            self._lists[clue] = sorted((article, *self._lists.get(clue, ())), reverse=True)[:LISTED]


def choose_story(own: Traits, candidates: Iterable[CandidateStory]) -> StoryId | None:
    """The story that shares the strongest key; of several, the oldest; None if there is none.

    If only the title is shared, the articles must be similar: «Главное к этому часу» is a title every day.
    """
    for key, scoped in groupby(own.keys, without_scope):
        wanted = frozenset(scoped)
        for candidate in candidates:
            if wanted.isdisjoint(candidate.keys):
                continue
            if not key.startswith(_TITLE) or _is_retold(own.fingerprint, candidate.fingerprint):
                return candidate.id
    return None


def choose_similar(own: Fingerprint, found_at: datetime, candidates: Iterable[KnownArticle]) -> KnownArticle | None:
    """The most similar article about the same event; of equals, the oldest; None if there is none."""
    since = found_at - WINDOW
    best: tuple[float, int] | None = None
    nearest = None
    for candidate in candidates:
        if candidate.found_at <= since:
            continue
        there = unpack(candidate.fingerprint)
        found = similarity(own, there)
        rank = found, -candidate.id
        if (best is None or rank > best) and is_same(own, there, found) and _is_followed(own, since, candidate):
            best, nearest = rank, candidate
    return nearest


def _is_retold(own: Fingerprint | None, packed: bytes) -> bool:
    if own is None or not packed:
        return True
    there = unpack(packed)
    return is_same(own, there, similarity(own, there), has_same_title=True)


def _is_followed(own: Fingerprint, since: datetime, candidate: KnownArticle) -> bool:
    """Whether a similar article's story is still open, and its first article is similar too."""
    if candidate.story is None:
        return True
    if candidate.founded_at is None or candidate.founded_at <= since:
        return False
    return candidate.founder == candidate.fingerprint or similarity(own, unpack(candidate.founder)) >= LEAST_SIMILARITY

"""A story for an article: the one that shares its address, else its title, else the one that it is most alike.

Likeness is looked for among the articles that share the most clues, in lists of the latest ones: what an article costs
does not grow with the number of those before it. A story is joined by likeness for as long after it was begun as
a story waits for articles at all, and by what its first article is not unlike: it does not drift from what a chat was
told.

All of that happens in a scope (`bot.model.Scope`): an article of a pack is grouped once for everybody, among those of
packs; one of a source that few watch is grouped for each of them, also among those of his own sources. So what somebody
adds changes nothing of what others are told. An address counts for others only if its source speaks for it: what a
source lists of other people's pages is the same as nothing but what it lists of them itself.
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
from bot.stories.similarity import NOT_UNLIKE, is_same, similarity

WINDOW = timedelta(hours=48)
"""A story that nothing joined for so long is over."""
LISTED = 16
"""Articles that a clue leads to, the latest ones."""
_LOOKED_AT = 6
"""Articles that are compared with one."""
_TITLE = "title:"
_LEAST_WORDS = 3
"""A shorter title, such as «Главное за день», is shared by what has nothing else in common."""


@dataclass(frozen=True, slots=True)
class Traits:
    """By what the story of an article is found, and by what others find it."""

    keys: tuple[str, ...] = ()
    """What it may share with others of its story, the strongest first, in each scope that it looks in."""
    clues: tuple[Clue, ...] = ()
    """The like, of what it may be like."""
    fingerprint: Fingerprint | None = None
    left_keys: tuple[str, ...] = ()
    """The keys, in each scope where it is found."""
    left_clues: tuple[Clue, ...] = ()


def story_keys(article: WaitingArticle) -> tuple[str, ...]:
    """What an article shares with the others of its story, the strongest first."""
    title = normalised_title(article.title)
    keys = []
    if article.canonical_url:
        address = address_key(article.canonical_url)
        keys.append(address if article.speaks else f"source {article.source_id}: {address}")
    if len(title.split()) >= _LEAST_WORDS:
        keys.append(f"{_TITLE}{title}")
    return tuple(keys)


def traits(article: WaitingArticle, read: ReadArticle, scopes: Iterable[Scope] = (EVERYBODY,)) -> list[Traits]:
    """For each of the scopes; nothing for what is no news, which is in no story, and for what is in one for good."""
    if not article.is_news or article.story_id is not None:
        return [Traits() for _ in scopes]
    made = fingerprint(read)
    found = story_keys(article), clues(made, read.language)
    return [_in_scope(*found, made, scope) for scope in scopes]


def _in_scope(keys: Sequence[str], found: Sequence[Clue], made: Fingerprint, scope: Scope) -> Traits:
    """Looked for is what everybody sees as well; it is found by those of the scope alone."""
    looked_in = (EVERYBODY,) if scope == EVERYBODY else (EVERYBODY, scope)
    return Traits(
        tuple(in_scope(key, one) for key in keys for one in looked_in),
        tuple(clue_in_scope(clue, one) for clue in found for one in looked_in),
        made,
        tuple(in_scope(key, scope) for key in keys),
        tuple(clue_in_scope(clue, scope) for clue in found),
    )


class ClueLists:
    """For each clue, the articles that it leads to, the newest first."""

    def __init__(self, stored: Mapping[Clue, Sequence[ArticleId]]) -> None:
        self._lists = dict(stored)

    def closest(self, clues: Iterable[Clue]) -> list[ArticleId]:
        """The articles that share the most of the clues, in whatever scopes, the newest of several."""
        found: defaultdict[Clue, set[ArticleId]] = defaultdict(set)
        for clue in clues:
            found[bare_clue(clue)].update(self._lists.get(clue, ()))
        shared = Counter(chain.from_iterable(found.values()))
        return nsmallest(_LOOKED_AT, shared, key=lambda article: (-shared[article], -article))

    def add(self, article: ArticleId, clues: Iterable[Clue]) -> None:
        for clue in clues:
            self._lists[clue] = sorted((article, *self._lists.get(clue, ())), reverse=True)[:LISTED]


def choose_story(own: Traits, candidates: Iterable[CandidateStory]) -> StoryId | None:
    """The story that shares the strongest key, the oldest of several; None if there is none.

    What shares a title alone must not be unlike: «Главное к этому часу» is a title every day.
    """
    for key, scoped in groupby(own.keys, without_scope):
        wanted = frozenset(scoped)
        for candidate in candidates:
            if wanted.isdisjoint(candidate.keys):
                continue
            if not key.startswith(_TITLE) or _is_retold(own.fingerprint, candidate.fingerprint):
                return candidate.id
    return None


def choose_alike(own: Fingerprint, found_at: datetime, candidates: Iterable[KnownArticle]) -> KnownArticle | None:
    """The article that reports the same event and is most alike, the oldest of several; None if there is none."""
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
    return is_same(own, there, similarity(own, there), titled_alike=True)


def _is_followed(own: Fingerprint, since: datetime, candidate: KnownArticle) -> bool:
    """Whether the story of an article that it is alike goes on, and an article would go on with it."""
    if candidate.story is None:
        return True
    if candidate.founded_at is None or candidate.founded_at <= since:
        return False
    return candidate.founder == candidate.fingerprint or similarity(own, unpack(candidate.founder)) >= NOT_UNLIKE

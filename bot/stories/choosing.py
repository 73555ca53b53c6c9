"""Chooses a story for an article: one that shares its address, else its title, else the most similar one.

Similarity has three answers. The *same*: the article joins the story. *Akin*: it begins a story, and Dozor keeps which
earlier story is probably about the same event; chats that have that one get it without a sound. *New*: it begins a
story. So a doubt costs a sound at most, never a message.

Similarity is computed for the articles that share the weightiest clues, from lists of the latest ones, of which only so
many are read: so the cost of an article does not grow with the archive. A story is judged by the mean over its
articles, within `WINDOW` of its first article, and by that article itself: so a story does not drift from what chats
were told. What an article shares with many others, a *crowd* of reports on one topic, does not count.

All of this happens in a scope (`bot.model.Scope`). An article of a pack is grouped once for everybody, with others from
packs. An article of any other source is grouped for each watcher, also with articles of the watcher's own sources. So
sources that one person adds change nothing for others. An address identifies an article across sources only if the
source speaks for its site; links to other people's pages are compared only within the source itself.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import accumulate, groupby, islice
from math import exp
from operator import neg

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
from bot.stories.fingerprint import Fingerprint, bare_clue, clue_in_scope, clues, fingerprint, private_clue, unpack
from bot.stories.frequencies import Counts
from bot.stories.similarity import Likeness, Weighed, likeness_of, likenesses, rarities, weigh

WINDOW = timedelta(hours=48)
"""A story is over when nothing has joined it for so long."""
_LED_TO = 450
"""Articles that all clues of one lead to, as far as the lists are read."""
_FOUND_AMONG = 1_800
"""The same for the clues by which others find an article: hardly any would look up commoner ones."""
_LEAST_CLUES = 6
LISTED = 300
"""Articles that a clue leads to, the latest ones."""
_LOOKED_AT = 20
"""Articles that are compared with one."""
_SAME = 0.44
"""How alike a story is that an article joins, the crowd apart."""
_BARE_SAME = 0.55
"""For titles alone, and in languages whose common words are not known."""
_FOUNDER = 0.25
"""How alike, at least, what began it is."""
_TOLD = 0.45
"""The share of a title that the other report has, of those of one story."""
_DOUBTED = 0.25
"""What contradictions may take from the likeness of reports of one story: other names, and no other numbers."""
_NOT_UNLIKE = 0.2
"""What has the same title must not be below that."""
_AKIN = 0.21
"""How alike what is akin is, in one language, the crowd apart."""
_LONG_AKIN = 0.05
"""By how much more that is for long texts, which share more by chance."""
_SHORT, _LONG = 40, 100
"""Terms of texts."""
_ABROAD = 0.31
"""And in two."""
_CROWD = slice(3, 12)
"""Which of its neighbours outside a story make the crowd around an article, the closest being the first."""
LEAST_CROWD, _LARGEST_CROWD = 0.1, 0.3
"""For what joins a story, a crowd is supposed as it is among some hundreds of articles."""
_SOON = 0.1
"""By how much what was reported just now is more likely to be akin than what was reported long ago."""
_SOON_FOR = timedelta(minutes=90)
_LATE = 0.1
"""By how much less likely it is a day later: the same kind of thing happens again."""
_LATE_AFTER = timedelta(hours=24)
_TITLE = "title:"
_LEAST_WORDS = 3
"""Words; unrelated articles share shorter titles, such as «Главное за день»."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What finds the story of an article, and what others find it by."""

    keys: tuple[str, ...] = ()
    """Keys to search by, the strongest first, in each scope that is searched."""
    clues: Mapping[Clue, float] = field(default_factory=dict)
    """Clues to search by, likewise, with their weights."""
    fingerprint: Fingerprint | None = None
    indexed_keys: tuple[str, ...] = ()
    """The keys by which others find it, in its own scope; `indexed_clues` likewise."""
    indexed_clues: tuple[Clue, ...] = ()
    private_clues: Mapping[Clue, float] = field(default_factory=dict)
    """Clues that find private articles: for everybody to search by, for a narrower scope to be found by."""


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


def traits(
    article: WaitingArticle, read: ReadArticle, counts: Counts, scopes: Iterable[Scope] = (EVERYBODY,)
) -> list[Traits]:
    """The traits of an article in each scope; empty if it is not news, and so in no story, or already has its story."""
    if not article.is_news or article.story_id is not None:
        return [Traits() for _ in scopes]
    made = fingerprint(read)
    found = clues(made, rarities(made, counts))
    searched, indexed = useful(found, counts)
    kept = {clue: found[clue] for clue in found if clue in indexed}
    return [_in_scope(story_keys(article), kept, searched, made, scope) for scope in scopes]


def useful(found: Mapping[Clue, float], counts: Counts) -> tuple[frozenset[Clue], frozenset[Clue]]:
    """The weightiest clues to an article: those to search by, and those for others to find it by."""
    ranked = sorted(found, key=lambda clue: (-found[clue], clue))
    led_to = [*accumulate(min(count, LISTED) for count in counts.of(ranked))]
    searched = ranked[: max(bisect_right(led_to, _LED_TO), _LEAST_CLUES)]
    indexed = ranked[: max(bisect_right(led_to, _FOUND_AMONG), 2 * _LEAST_CLUES)]
    return frozenset(searched), frozenset(indexed)


def _in_scope(
    keys: Sequence[str], found: Mapping[Clue, float], searched: frozenset[Clue], made: Fingerprint, scope: Scope
) -> Traits:
    """Search in the scope and in everybody's; be found in the scope alone."""
    looked_in = (EVERYBODY,) if scope == EVERYBODY else (EVERYBODY, scope)
    return Traits(
        tuple(in_scope(key, one) for key in keys for one in looked_in),
        {clue_in_scope(clue, one): found[clue] for clue in found if clue in searched for one in looked_in},
        made,
        tuple(in_scope(key, scope) for key in keys),
        tuple(clue_in_scope(clue, scope) for clue in found),
        {private_clue(clue): found[clue] for clue in found if scope != EVERYBODY or clue in searched},
    )


class ClueLists:
    """For each clue, its articles, the newest first."""

    def __init__(self, stored: Mapping[Clue, Sequence[ArticleId]]) -> None:
        self._lists = {clue: [*listed] for clue, listed in stored.items()}

    def closest(self, clues: Mapping[Clue, float]) -> list[ArticleId]:
        """The articles that share the weightiest clues, in whatever scopes, the newest of several."""
        found: defaultdict[Clue, set[ArticleId]] = defaultdict(set)
        weights: dict[Clue, float] = {}
        for clue, weight in clues.items():
            if listed := self._lists.get(clue):
                bare = bare_clue(clue)
                found[bare].update(listed)
                weights[bare] = weight
        shared: defaultdict[ArticleId, float] = defaultdict(float)
        for clue, articles in found.items():
            weight = weights[clue]
            for article in articles:
                shared[article] += weight
        ranked = nsmallest(_LOOKED_AT, [(-weight, -article) for article, weight in shared.items()])
        return [ArticleId(-article) for _, article in ranked]

    def add(self, article: ArticleId, clues: Iterable[Clue]) -> None:
        for clue in clues:
            listed = self._lists.setdefault(clue, [])
            insort(listed, article, key=neg)
            del listed[LISTED:]


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


_Met = tuple[KnownArticle, Likeness]
_Key = tuple[bool, int]
"""A story, or an article that is about to begin one."""


def choose_similar(
    own: Fingerprint,
    found_at: datetime,
    candidates: Iterable[KnownArticle],
    counts: Counts,
    least_crowd: float = 0.0,
) -> tuple[KnownArticle | None, KnownArticle | None]:
    """An article of the story that is the same, and one of the story that is akin; the oldest one of each story.

    None for what there is not; nothing is akin to what is the same as another. Where the candidates are not all that
    there is, the crowd around the article is `least_crowd` at least.
    """
    since = found_at - WINDOW
    live = [one for one in candidates if one.fingerprint and one.found_at > since]
    if not live:
        return None, None
    weighed = weigh(own, counts)
    found = likenesses(weighed, [unpack(one.fingerprint) for one in live], counts)
    stories: defaultdict[_Key, list[_Met]] = defaultdict(list)
    for article, likeness in zip(live, found, strict=True):
        story = (article.story is None, int(article.id if article.story is None else article.story))
        stories[story].append((article, likeness))
    near = sorted(
        (
            (likeness.cosine, story)
            for story, members in stories.items()
            for _, likeness in members
            if not likeness.is_abroad
        ),
        reverse=True,
    )
    longer = _LONG_AKIN * min(max((own.length - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)
    least = _BARE_SAME if own.is_bare() or not own.has_common_words else _SAME
    same: tuple[float, int, KnownArticle] | None = None
    akin: tuple[float, int, KnownArticle] | None = None
    for story, members in stories.items():
        if max(likeness.value for _, likeness in members) + _SOON < _AKIN:
            continue
        crowd = _crowd(near, story)
        oldest = min((article for article, _ in members), key=lambda article: article.id)
        value = _joined(weighed, since, members, least + max(crowd, LEAST_CROWD), counts)
        if value is not None and (same is None or (value, -oldest.id) > same[:2]):
            same = value, -oldest.id, oldest
        likely = _likely(found_at, members, max(crowd, least_crowd) + longer)
        if likely >= 0 and (akin is None or (likely, -oldest.id) > akin[:2]):
            akin = likely, -oldest.id, oldest
    if same is not None:
        return same[2], None
    return None, akin[2] if akin is not None else None


def _crowd(near: Iterable[tuple[float, _Key]], story: _Key) -> float:
    """How alike the article is to what it stands in the crowd with, a story apart; `near` come the most alike first."""
    others = islice((cosine for cosine, other in near if other != story), _CROWD.start, _CROWD.stop)
    return min(sum(others) / (_CROWD.stop - _CROWD.start), _LARGEST_CROWD)


def _joined(own: Weighed, since: datetime, members: Sequence[_Met], least: float, counts: Counts) -> float | None:
    """By how much more than it has to be a story is alike that the article joins; None if it does not."""
    first = members[0][0]
    if members[0][1].is_abroad or (first.story is not None and (first.founded_at is None or first.founded_at <= since)):
        return None
    value = sum(likeness.value for _, likeness in members) / len(members) - least
    if value < 0:
        return None
    founded_by = next((likeness for article, likeness in members if _is_founder(article)), None)
    if founded_by is None:
        if not first.founder:
            return None
        (founded_by,) = likenesses(own, [unpack(first.founder)], counts)
    is_told = founded_by.title >= _TOLD and founded_by.penalty <= _DOUBTED and not founded_by.differs
    return value if is_told and founded_by.value >= _FOUNDER else None


def _is_founder(article: KnownArticle) -> bool:
    return article.story is None or article.founder == article.fingerprint


def _likely(found_at: datetime, members: Sequence[_Met], crowd: float) -> float:
    """By how much more than it has to be the most alike of a story's articles is alike; below 0 if less."""
    return max(
        likeness.value
        + _SOON * exp(-abs(found_at - article.found_at) / _SOON_FOR)
        - _LATE * min(abs(found_at - article.found_at) / _LATE_AFTER, 1.0)
        - (_ABROAD if likeness.is_abroad else _AKIN + crowd)
        for article, likeness in members
    )


def _is_retold(own: Fingerprint | None, packed: bytes) -> bool:
    if own is None or not packed:
        return True
    there = unpack(packed)
    if own.is_bare() or there.is_bare():
        return True
    likeness = likeness_of(own, there, Counts())
    return likeness.cosine >= _NOT_UNLIKE and likeness.penalty <= _DOUBTED and not likeness.differs

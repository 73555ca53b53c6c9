"""Queries that a newcomer may begin with: what is written about much today."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from bot.feeds.pack import packs_at_first
from bot.matching import parse
from bot.matching.engine import Matching
from bot.model import Language
from bot.ports import ArchiveStorage
from bot.runtime.clock import Clock
from bot.services.archive import FLOOD, Archive, story_of
from bot.stories.examples import choose_examples

EXAMPLES = 3
_CANDIDATES = 6
"""How many are chosen, of which some may prove to be broad."""
_STORIES = 60
"""The biggest of the day: the smaller ones only tell what is found in many."""
_A_DAY = timedelta(days=1)
_FRESH, _FRESH_IF_FEW = timedelta(hours=1), timedelta(minutes=1)
_PATIENCE_S = 0.3
"""How long a search for one of them may take: what is found more slowly is broad."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    examples: tuple[str, ...]
    at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """False, too, when the clock went back."""
        return timedelta() <= now - self.at < (_FRESH if len(self.examples) == EXAMPLES else _FRESH_IF_FEW)


class Examples:
    """Chooses them once an hour, when somebody asks; once a minute while there are few."""

    def __init__(self, storage: ArchiveStorage, archive: Archive, matching: Matching, clock: Clock) -> None:
        self._storage = storage
        self._archive = archive
        self._matching = matching
        self._clock = clock
        self._chosen: dict[Language, _Chosen] = {}
        self._choosing = asyncio.Lock()

    async def of_today(self, language: Language) -> Sequence[str]:
        """Up to `EXAMPLES` queries about today's biggest stories in a language, from the packs of its newcomers.

        Each is found in two titles of its story, at least, and brings no more than `FLOOD` stories a day.
        """
        async with self._choosing:
            now = self._clock.now()
            known = self._chosen.get(language)
            if known is None or not known.is_fresh(now):
                known = self._chosen[language] = _Chosen(await self._choose(language, now), now)
            return known.examples

    async def _choose(self, language: Language, now: datetime) -> tuple[str, ...]:
        stories = await self._storage.big_stories(language, packs_at_first(language), now - _A_DAY, _STORIES)
        steps = await self._matching.consult(partial(choose_examples, stories, language))
        found: list[str] = []
        while len(found) < _CANDIDATES and (step := await self._matching.consult(lambda *_: list(islice(steps, 1)))):
            found += filter(None, step)
        examples = [one for one in found if not await self._is_broad(one, now - _A_DAY)]
        return tuple(examples[:EXAMPLES])

    async def _is_broad(self, text: str, since: datetime) -> bool:
        search = self._archive.find(parse(text), None, since, within_s=_PATIENCE_S)
        found = set()
        async for one in search:
            found.add(story_of(one.archived))
            if len(found) > FLOOD:
                return True
        return search.reached is not None

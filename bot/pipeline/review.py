"""Looks at what is on its way into channels: may it go, who must decide, and what is due by now."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.render import Renderer
from bot.delivery.story_message import word_post
from bot.matching.engine import Matching
from bot.model import DeskCard, RepostId, RepostRule, RepostState
from bot.ports import RepostStorage
from bot.reposts.guard import Law
from bot.reposts.reviewing import another_look, first_look
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell, repeat

_log = logging.getLogger(__name__)

_AT_ONCE = 20
_TRIED_AGAIN_AFTER = timedelta(minutes=10)
_IDLE_S = 0.5
"""Posts also become due as time passes, and that rings no bell."""


class Review:
    """The stage."""

    def __init__(
        self,
        storage: RepostStorage,
        matching: Matching,
        renderer: Renderer,
        law: Law,
        clock: Clock,
        *,
        reposts: Bell,
        debts: Bell,
    ) -> None:
        self._storage = storage
        self._matching = matching
        self._renderer = renderer
        self._law = law
        self._clock = clock
        self._reposts = reposts
        self._debts = debts
        self._set_aside: dict[RepostId, datetime] = {}
        """When to try those again that a defect of ours keeps from being looked at."""

    async def run(self) -> None:
        await repeat("review", self.step, self._reposts, _IDLE_S, clock=self._clock)

    async def step(self) -> bool:
        """Look at some; False if nothing waited."""
        now = self._clock.now()
        self._set_aside = {repost: until for repost, until in self._set_aside.items() if until > now}
        waiting = await self._storage.reposts_to_review(now, _AT_ONCE, self._set_aside)
        for repost in waiting:
            try:
                await self._look(repost, now)
            except Exception:  # noqa: BLE001  a defect of ours with one of them must not hold up the others
                _log.exception("repost %d cannot be looked at", repost)
                self._set_aside[repost] = now + _TRIED_AGAIN_AFTER
        if waiting:
            self._debts.ring()
        return bool(waiting)

    async def _look(self, repost: RepostId, now: datetime) -> None:
        card = await self._storage.desk_card(repost)
        rule = None if card is None else await self._rule(card, now)
        if card is None:
            return
        if rule is None:
            await self._storage.note_looked(repost, card.serial, now)
        else:
            await self._storage.decide(repost, rule, now, looked=card.serial)

    async def _rule(self, card: DeskCard, now: datetime) -> RepostRule | None:
        # Another one may go since the card was loaded.
        akin = await self._storage.standing_akin(card.repost.id)
        if card.repost.state is not RepostState.NEW:
            return another_look(replace(card, akin=akin), now)
        message = await word_post(card.post, self._matching, self._renderer, card.channel)
        return first_look(card, self._law(card.post, message.html), akin, now)

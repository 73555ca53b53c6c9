"""What a card shows, put into words, and what the law guard says of its post."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.delivery.desk_card import render_card
from bot.delivery.post import bare, render_post
from bot.i18n import Texts, Translations
from bot.matching.engine import Matching
from bot.matching.rehearsal import LONG
from bot.model import CardStep, ChannelPost, Concern, DeskCard, Hit, OutgoingMessage
from bot.services.stories import Why

Law = Callable[[ChannelPost, str], tuple[Concern, ...]]
"""What the law guard says of a post, given its markup."""


class CardPages:
    """Makes the pages of cards."""

    def __init__(self, matching: Matching, translations: Translations, law: Law) -> None:
        self._matching = matching
        self._translations = translations
        self._law = law

    async def card(
        self, card: DeskCard, texts: Texts, now: datetime, page: CardStep = CardStep.BACK
    ) -> OutgoingMessage:
        """The card as it stands, or one of its pages."""
        return await self._rendered(card, lambda hit: render_card(card, hit, texts, now, page))

    async def post(self, card: DeskCard) -> OutgoingMessage:
        """The post as it will stand in the channel, or stands there."""
        texts = self._translations[card.channel.language]
        return await self._rendered(card, lambda hit: render_post(card.post, hit, card.channel, texts))

    async def bare(self, card: DeskCard) -> OutgoingMessage:
        """The post as somebody is given it to write another text of."""
        return await self.post(replace(card, post=bare(card.post)))

    async def law(self, card: DeskCard) -> tuple[Concern, ...]:
        """What the law guard says of the post as it is on the card."""
        return self._law(card.post, (await self.post(card)).html)

    async def why(self, card: DeskCard) -> Why:
        """Why the story came to the desk."""
        story = card.post.story
        met = [await self._matching.explain(query, story.article) for query in story.queries]
        return Why(tuple(met), story.subscriptions, joined=None)

    async def _rendered(self, card: DeskCard, render: Callable[[Hit], OutgoingMessage]) -> OutgoingMessage:
        """A long article takes some 50 ms, off the loop."""
        story = card.post.story
        hit = await self._matching.locate(story.queries, story.article)
        return await asyncio.to_thread(render, hit) if len(story.article.text) > LONG else render(hit)

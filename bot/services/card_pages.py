"""What a card shows, put into words, and what the law guard says of its post."""

from dataclasses import replace
from datetime import datetime

from bot.delivery.desk_card import render_card
from bot.delivery.post import bare, render_post
from bot.delivery.story_message import rendered
from bot.i18n import Texts, Translations
from bot.matching.engine import Matching
from bot.model import CardStep, Concern, DeskCard, OutgoingMessage
from bot.reposts.guard import Law
from bot.services.stories import Why


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
        return await rendered(card.post.story, self._matching, lambda hit: render_card(card, hit, texts, now, page))

    async def post(self, card: DeskCard) -> OutgoingMessage:
        """The post as it will stand in the channel, or stands there."""
        post, channel = card.post, card.channel
        texts = self._translations[channel.language]
        return await rendered(post.story, self._matching, lambda hit: render_post(post, hit, channel, texts))

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

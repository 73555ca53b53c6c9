"""What is known while a channel is set up: what somebody has chosen by then, and the pages about that."""

from dataclasses import dataclass, replace
from typing import Self

from bot.model import Chat, KeptTextId, SourceId
from bot.services.channel_setup import ChannelSetUp, SetUp
from handlers.channel_setup_pages import SetUpPages
from handlers.context import Conversation
from handlers.keyboards import PAGE, Shown


@dataclass(frozen=True, slots=True)
class SettingUp:
    """The pages about a channel that is being set up, in the private chat of who does it."""

    conversation: Conversation
    setup: SetUp
    kept: KeptTextId
    channel_setup: ChannelSetUp

    @classmethod
    async def begin(cls, conversation: Conversation, telegram_id: int, title: str, channel_setup: ChannelSetUp) -> Self:
        """With nothing chosen yet."""
        setup = await channel_setup.begin(telegram_id, title)
        cause = conversation.part(f"setup of {telegram_id}").cause
        return cls(conversation, setup, await channel_setup.keep(conversation.chat, setup, cause), channel_setup)

    @property
    def owner(self) -> Chat:
        return self.conversation.chat

    @property
    def pages(self) -> SetUpPages:
        return SetUpPages(self.setup, self.kept, self.conversation.texts, self.owner)

    async def after(self, setup: SetUp) -> Self:
        """The same with another choice, which is kept."""
        if setup == self.setup:
            return self
        kept = await self.channel_setup.keep(self.owner, setup, self.conversation.part("setup").cause)
        return replace(self, setup=setup, kept=kept)

    async def question(self, number: int = 0) -> Shown:
        """What to publish, from that page on."""
        return self.pages.question(await self.channel_setup.choices(self.owner), number)

    async def page_of(self, subscription: int) -> int:
        """The page of the question on which a subscription stands, counted from 0."""
        choices = await self.channel_setup.choices(self.owner)
        return next((place // PAGE for place, one in enumerate(choices) if one.id == subscription), 0)

    async def ready(self) -> Shown:
        """What was chosen."""
        ticked = [one for one in await self.channel_setup.choices(self.owner) if one.id in self.setup.subscriptions]
        names = [*(one.title for one in ticked), *self.setup.queries]
        sources = self.setup.sources(await self.channel_setup.at_first(self.owner))
        return self.pages.ready(names, sources, await self.channel_setup.desk(self.setup))

    async def sources(self, number: int) -> Shown:
        """The sources, from that page on."""
        return self.pages.sources(self.setup.sources(await self.channel_setup.at_first(self.owner)), number)

    async def page_with(self, source: int) -> int:
        """The page of the sources on which one stands, counted from 0."""
        at_first = await self.channel_setup.at_first(self.owner)
        return next((place // PAGE for place, one in enumerate(at_first) if one.source.id == source), 0)

    async def ticking(self, chosen: set[SourceId] | None, *, is_ticked: bool) -> Self:
        """With these sources, or without them; None means all, and leaves out what is not ticked unasked."""
        at_first = await self.channel_setup.at_first(self.owner)
        wanted = {one.source.id for one in self.setup.sources(at_first) if one.is_ticked}
        if chosen is None:
            chosen = {one.source.id for one in at_first if one.is_ticked} if is_ticked else wanted
        wanted = wanted | chosen if is_ticked else wanted - chosen
        return await self.after(self.setup.from_sources(at_first, wanted))

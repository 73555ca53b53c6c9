"""A chat with subscriptions of several rhythms, and what it gets when."""

from itertools import count

from bot.delivery.timing import plan
from bot.model import Chat, DeliveryPreferences, Digest, Dispatch, Manner, Sent, StoryId, StoryUpdate, SubscriptionId
from tests.storage.scene import Scene


def _titles(dispatch: Dispatch) -> list[str]:
    content = dispatch.content
    assert isinstance(content, StoryUpdate | Digest)
    return sorted(one.article.title for one in (content.stories if isinstance(content, Digest) else (content,)))


class Reader:
    """A chat with subscriptions of several rhythms, and what it gets."""

    def __init__(self, scene: Scene, chat: Chat) -> None:
        self.scene = scene
        self.chat = chat
        self.subscriptions: dict[str, SubscriptionId] = {}
        self._outlets = count(1)

    async def wants(self, **manners: Manner) -> None:
        for query, manner in manners.items():
            self.subscriptions[query] = (await self.scene.subscribe(self.chat, query, manner=manner)).id

    async def says(self, preferences: DeliveryPreferences) -> None:
        await self.scene.storage.set_preferences(self.chat.key, preferences)

    async def hears(self, title: str, *queries: str, of: StoryId | None = None) -> StoryId:
        """A report comes that meets these queries."""
        await self.scene.source(self.chat, f"https://{next(self._outlets)}.example/feed")
        (article,) = await self.scene.publish(title)
        await self.scene.record(article, *queries, story=of)
        await self.scene.fan_out()
        return of or await self.scene.story_of(article)

    async def gets(self) -> list[Dispatch]:
        """What comes by now."""
        got = []
        while claimed := await self.scene.storage.claim_dispatches(self.scene.now, 10, self.scene.lease(), plan):
            for dispatch in claimed:
                await self.scene.settle(dispatch, Sent(dispatch.id))
            got += claimed
        return got

    async def titles(self) -> list[list[str]]:
        return [_titles(dispatch) for dispatch in await self.gets()]

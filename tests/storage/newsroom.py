"""A channel that publishes from a desk, and the sources that report for it."""

from collections.abc import Iterable
from datetime import timedelta

from bot.model import (
    ArticleEdited,
    ChannelSettings,
    Chat,
    ChatKind,
    Concern,
    Decided,
    Decision,
    Desk,
    DeskCard,
    Dispatch,
    Novelty,
    PersonKey,
    PollRecord,
    Presser,
    Publishing,
    Repost,
    RepostAction,
    RepostId,
    RepostRule,
    RepostState,
    Sent,
    SourceId,
    StoryId,
    Subscribed,
    WaitingArticle,
)
from bot.reposts.pressing import Press, press
from bot.reposts.progress import offer, release
from bot.reposts.states import seen_on
from tests.storage.scene import Scene

WAITS = timedelta(hours=6)
TICKED, STRUCK_OFF = "https://ticked.example/feed", "https://struck-off.example/feed"


class Newsroom:
    """Somebody's channel, with its desk in an editors' group; two sources, of which one is ticked for the channel."""

    owner: Chat
    channel: Chat
    desk: Chat
    subscribed: Subscribed
    anya: Presser
    boris: Presser
    ticked: SourceId
    struck_off: SourceId

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._message_id = 500

    async def open(self, **settings: object) -> "Newsroom":
        scene = self.scene
        self.owner = await scene.chat()
        self.channel = await scene.chat(-1_000_000_000_007, ChatKind.CHANNEL)
        self.desk = await scene.chat(-1_000_000_000_008, ChatKind.SUPERGROUP)
        self.ticked = await scene.source(self.owner, TICKED)
        self.struck_off = await scene.source(self.owner, STRUCK_OFF)
        await scene.storage.connect(self.owner.key, self.channel.key)
        await self.set_up(**settings)
        self.subscribed = await scene.subscribe(self.owner, target=self.channel)
        self.anya = await self._person(201, "Аня")
        self.boris = await self._person(202, "Борис")
        return self

    async def set_up(self, **settings: object) -> None:
        made = {"publishing": Publishing.APPROVED, "desk": Desk(self.desk.key)} | settings
        await self.scene.storage.set_up_channel(
            self.channel.key,
            ChannelSettings(**made),  # type: ignore[arg-type]
            self.scene.now,
            {self.ticked},
        )

    async def _person(self, telegram_id: int, name: str) -> Presser:
        return Presser(await self.scene.storage.meet_person(telegram_id, name), name)

    async def report(
        self,
        *titles: str,
        by: SourceId | None = None,
        story: StoryId | None = None,
        queries: Iterable[str] = ("коалиция",),
        novelty: Novelty | None = None,
        akin: StoryId | None = None,
    ) -> StoryId:
        """A source reports a story, or what joins it; it is handed out."""
        scene = self.scene
        waiting = await self._published(by or self.ticked, *titles)
        for article in waiting:
            await scene.record(article, *queries, story=story, novelty=novelty, akin=akin)
            story = story or await scene.story_of(article)
        await scene.fan_out()
        assert story is not None
        return story

    async def _published(self, source: SourceId, *titles: str) -> list[WaitingArticle]:
        scene = self.scene
        scene.later(minutes=11)
        for claimed in await scene.storage.claim_due_sources(scene.now, 10, scene.lease()):
            await scene.poll(claimed, *(titles if claimed.id == source else ()))
        return await scene.storage.claim_waiting_articles(scene.now, 100, scene.lease())

    async def retitle(self, title: str, new: str) -> None:
        """The ticked source gives another title to a report."""
        scene = self.scene
        scene.later(minutes=11)
        for source in await scene.storage.claim_due_sources(scene.now, 10, scene.lease()):
            seen = await scene.storage.sightings(source.id, [f"guid:{title}"])
            edited = tuple(
                ArticleEdited(one.article_id, (key,), new, new, "Другой текст.")
                for key, one in seen.items()
                if one.article_id is not None
            )
            record = PollRecord(source.id, source.lease, scene.now, source.state, edited=edited)
            await scene.storage.record_poll(record, is_retitled=lambda *_: True)

    async def to_review(self) -> list[DeskCard]:
        waiting = await self.scene.storage.reposts_to_review(self.scene.now, 10)
        return [await self.card(one) for one in waiting]

    async def offered(self, *titles: str, concerns: Iterable[Concern] = (), **said: object) -> DeskCard:
        """The card of a story that was reported just now, on the desk; its message stands."""
        await self.report(*(titles or ("раз",)), **said)  # type: ignore[arg-type]
        (card,) = [one for one in await self.to_review() if one.repost.state is RepostState.NEW]
        await self.decide(card.repost, offer(concerns, self.scene.now, WAITS))
        await self.deliver()
        return await self.card(card.repost.id)

    async def card(self, repost: RepostId) -> DeskCard:
        card = await self.scene.storage.desk_card(repost)
        assert card is not None
        return card

    async def decide(self, repost: Repost, rule: RepostRule) -> Repost:
        decision = await self.scene.storage.decide(repost.id, rule, self.scene.now)
        assert isinstance(decision, Decided), decision
        return decision.repost

    async def press(self, card: DeskCard, action: RepostAction, by: Presser | None = None, **said: object) -> Decision:
        """Somebody presses a button of a card, which may have changed since."""
        rule = press(
            Press(
                action,
                by or self.anya,
                self.scene.now,
                card.repost.revision,
                card.post.story.version,
                seen=seen_on(card.repost),
                **said,  # type: ignore[arg-type]
            )
        )
        return await self.scene.storage.decide(card.repost.id, rule, self.scene.now, self.scene.cause())

    async def publish(self, card: DeskCard) -> DeskCard:
        """Somebody approves a card, and its post stands in the channel."""
        assert isinstance(await self.press(card, RepostAction.PUBLISH), Decided)
        await self.decide(card.repost, release(card.post.story.version, self.scene.now))
        await self.deliver()
        return await self.card(card.repost.id)

    async def deliver(self) -> list[Dispatch]:
        """Everything that is owed is sent."""
        sent = []
        while dispatches := await self.scene.dispatches():
            for dispatch in dispatches:
                self._message_id += 1
                await self.scene.settle(dispatch, Sent(self._message_id))
            sent += dispatches
            self.scene.later(seconds=5)
        return sent


def nobody(key: int = 0) -> Presser:
    return Presser(PersonKey(key), None)

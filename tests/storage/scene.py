"""Short ways to say what happened before, in terms of the intents alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.delivery.outcome import after_editing, after_sending
from bot.delivery.owing import owe
from bot.errors import Refused
from bot.model import (
    EVERYBODY,
    ArticleFound,
    ArticleRecord,
    BootId,
    Cause,
    Chat,
    ChatKind,
    Clue,
    Cooldown,
    DeliveryOutcome,
    DeliveryPlan,
    Dispatch,
    Generation,
    Language,
    Lease,
    NewSource,
    Novelty,
    PollRecord,
    PostEdit,
    Prominence,
    QueryId,
    Scope,
    SourceForPoll,
    SourceId,
    StoryId,
    StoryUpdate,
    Subscribed,
    SubscribeIntent,
    TellOne,
    WaitingArticle,
    Withheld,
)
from bot.ports import Storage


class Scene:
    """A storage, a `now` that the test moves, and the plan for what waits."""

    def __init__(self, storage: Storage, now: datetime) -> None:
        self.storage = storage
        self.now = now
        self.plan: DeliveryPlan = TellOne()
        self._numbers = count(1)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def lease(self, minutes: float = 5) -> Lease:
        return Lease(BootId("this run"), self.now + timedelta(minutes=minutes))

    def cooldown(self, **chat: float) -> Cooldown:
        return Cooldown(self.now + timedelta(**chat), self.now + timedelta(minutes=1))

    def cause(self) -> Cause:
        return Cause(f"update {next(self._numbers)}")

    async def chat(self, telegram_id: int = 100, kind: ChatKind = ChatKind.PRIVATE) -> Chat:
        return await self.storage.see_chat(telegram_id, kind, f"chat {telegram_id}", Language.RUSSIAN, self.now)

    async def source(self, chat: Chat, url: str = "https://one.example/feed") -> SourceId:
        await self.storage.add_source(NewSource(url, title=url), chat.key, self.now, self.cause())
        return next(one.id for one in await self.storage.watched_sources(chat.key) if one.url == url)

    async def subscribe(
        self,
        chat: Chat,
        query: str = "коалиция",
        *,
        target: Chat | None = None,
        topic: int = 0,
        **said: Any,  # noqa: ANN401  as in SubscribeIntent
    ) -> Subscribed:
        target = target or chat
        intent = SubscribeIntent(chat.key, target.key, topic, query, query, **said)
        return await self.storage.subscribe(intent, self.now, self.cause())

    async def unsubscribe(self, subscribed: Subscribed, chat: Chat) -> None:
        assert await self.storage.unsubscribe(subscribed.id, chat.key, self.now, self.cause())
        await self.fan_out()

    async def restore(self, subscribed: Subscribed, chat: Chat) -> bool:
        restored = await self.storage.restore(subscribed.id, chat.key, self.now, self.cause())
        await self.fan_out()
        return restored

    async def end_removals(self) -> None:
        """Nothing that was removed by now comes back."""
        self.later(hours=25)
        await self.storage.tidy(self.now)

    async def claim_source(self) -> SourceForPoll:
        (source,) = await self.storage.claim_due_sources(self.now, 1, self.lease())
        return source

    async def poll(self, source: SourceForPoll, *titles: str, is_news: bool = True) -> None:
        await self.poll_found(source, *(self.found(title, is_news=is_news) for title in titles))

    async def poll_found(self, source: SourceForPoll, *found: ArticleFound) -> None:
        state = replace(
            source.state, next_poll_at=self.now + timedelta(minutes=10), baseline_at=self.now, polled_at=self.now
        )
        await self.storage.record_poll(PollRecord(source.id, source.lease, self.now, state, found=found))

    def found(self, title: str, *, is_news: bool = True, published_at: datetime | None = None) -> ArticleFound:
        url = f"https://one.example/{title}"
        return ArticleFound(
            keys=(f"guid:{title}",),
            content_hash=title,
            title=title,
            text=f"Текст о том, что {title}.",
            url=url,
            canonical_url=url,
            site="one.example",
            language="ru",
            published_at=published_at or self.now,
            withheld=None if is_news else Withheld.BASELINE,
        )

    async def publish(self, *titles: str) -> list[WaitingArticle]:
        """Poll the source that is due next; what was found waits to be read."""
        await self.poll(await self.claim_source(), *titles)
        return await self.storage.claim_waiting_articles(self.now, 100, self.lease())

    def clue(self) -> Clue:
        return Clue(next(self._numbers))

    async def generation(self) -> Generation:
        return (await self.storage.index_changes(Generation(0))).generation

    async def query_ids(self, *texts: str) -> tuple[QueryId, ...]:
        added = (await self.storage.index_changes(Generation(0))).added
        return tuple(query for query, text in added.items() if text in texts)

    async def record(self, article: WaitingArticle, *queries: str, **said: Any) -> None:  # noqa: ANN401  as `made`
        (outcome,) = await self.storage.record_articles([await self.made(article, *queries, **said)])
        if isinstance(outcome, Refused):
            raise outcome

    async def made(
        self,
        article: WaitingArticle,
        *queries: str,
        story: StoryId | None = None,
        generation: Generation | None = None,
        novelty: Novelty | None = None,
        clues: tuple[Clue, ...] = (),
        fingerprint: bytes = b"",
        akin: StoryId | None = None,
        scope: Scope = EVERYBODY,
        prominence: Prominence = Prominence.TITLE,
    ) -> ArticleRecord:
        return ArticleRecord(
            article_id=article.id,
            lease=article.lease,
            at=self.now,
            language="ru",
            story_id=story,
            story_keys=(f"title:{article.title}",),
            generation=await self.generation() if generation is None else generation,
            queries=dict.fromkeys(await self.query_ids(*queries), prominence),
            terms=frozenset(article.title.split()),
            clues=clues,
            fingerprint=fingerprint,
            novelty=novelty,
            akin=akin,
            scope=scope,
        )

    async def story_of(self, article: WaitingArticle) -> StoryId:
        (story,) = await self.storage.candidate_stories([f"title:{article.title}"], self.now - timedelta(days=2))
        return story.id

    async def tell(self, *stories: tuple[str, ...]) -> None:
        """The source that is due next reports stories, an article for each title of one."""
        waiting = {one.title: one for one in await self.publish(*(title for titles in stories for title in titles))}
        for first, *more in stories:
            await self.record(waiting[first])
            story = await self.story_of(waiting[first])
            for title in more:
                await self.record(waiting[title], story=story)

    async def fan_out(self, limit: int = 100) -> None:
        while await self.storage.fan_out(self.now, limit, owe):
            pass

    async def dispatches(self, limit: int = 100) -> list[Dispatch]:
        return await self.storage.claim_dispatches(self.now, limit, self.lease(), lambda *_: self.plan)

    async def settle(self, dispatch: Dispatch, outcome: DeliveryOutcome, **cooldown: float) -> None:
        """Record what follows from what came of a dispatch, just now; `cooldown` is that of its chat."""
        settlement = after_sending(dispatch, outcome, self.now, self.cooldown(**cooldown))
        await self.storage.settle(dispatch, settlement)

    async def settle_edit(self, edit: PostEdit, outcome: DeliveryOutcome) -> None:
        await self.storage.settle_edit(edit, after_editing(edit, outcome, self.now, self.cooldown()))


def story_in(work: Dispatch | PostEdit) -> StoryUpdate:
    """What a message or an edit tells, outside of channels."""
    assert isinstance(work.content, StoryUpdate)
    return work.content


def further_outlets(update: StoryUpdate) -> tuple[str, ...]:
    """Whose further reports a message lists, newest first."""
    return tuple(report.source for report in update.further.newest)

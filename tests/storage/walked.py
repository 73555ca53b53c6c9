"""Channels that are published to while everything changes at random, and what may never happen in them."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from bot.delivery.digest_layout import in_pages_of
from bot.model import (
    AkinChoice,
    ArticleEdited,
    ChannelPost,
    ChannelSettings,
    Chat,
    ChatKind,
    Desk,
    DevelopmentKind,
    Digest,
    Dispatch,
    Notice,
    Novelty,
    PollRecord,
    PostEdit,
    PostLook,
    Postponed,
    Presser,
    Publishing,
    ReplyMode,
    RepostAction,
    RepostRule,
    Sent,
    SourceId,
    StoryId,
    Subscribed,
    TellAll,
    TellOne,
    WaitingArticle,
)
from bot.reposts.pressing import Press, press
from bot.reposts.reviewing import another_look, first_look
from bot.reposts.states import TABLE, seen_on
from tests.storage.scene import Scene

_SAID = re.compile(r"s(\d+)a\d+v\d+")
"""What only one source has said, in one version of an article."""
_QUERIES = ("коалиция", "нато")
_KINDS = (DevelopmentKind.FIGURES, DevelopmentKind.DENIED, DevelopmentKind.CHARGE)


@dataclass
class _Article:
    waiting: WaitingArticle
    source: int
    number: int
    queries: tuple[str, ...]
    version: int = 1


class Walk:
    """Two people publish from six sources to a channel; `step` does anything that may happen."""

    def __init__(self, scene: Scene, random: Random) -> None:
        self.scene = scene
        self.random = random
        self.sources: dict[int, SourceId] = {}
        self.ticked: set[int] = set()
        self.watched: dict[int, set[int]] = {}
        self.articles: list[_Article] = []
        self.stories: list[StoryId] = []
        self.posts: dict[int, set[str]] = {}
        """What each message in the channel says, by its number."""
        self.told: defaultdict[StoryId, list[str]] = defaultdict(list)
        """How each story was told in the channel, besides replies."""
        self.developments: set[str] = set()
        """The titles of what is new in a story."""
        self.is_removed = False
        self.agains = 0
        self.history: list[str] = []
        self._message_id = 1000
        self.automatic = random.choice([0.2, 0.5, 0.9, 1.0])

    async def open(self) -> None:
        scene = self.scene
        self.owners = [await scene.chat(100), await scene.chat(101)]
        self.channel = await scene.chat(-1_000_000_000_007, ChatKind.CHANNEL)
        self.desk = await scene.chat(-1_000_000_000_008, ChatKind.SUPERGROUP)
        self.anya = Presser(await scene.storage.meet_person(201, "Аня"), "Аня")
        self.subscribed: list[tuple[Chat, Subscribed]] = []
        for number in range(6):
            for owner in self.owners if number < 3 else [self.owners[number % 2]]:
                self.sources[number] = await scene.source(owner, f"https://s{number}.example/feed")
                self.watched.setdefault(number, set()).add(owner.telegram_id)
        for owner in self.owners:
            await scene.storage.connect(owner.key, self.channel.key)
        await self.set_up(sources={0, 1, 2, 3})
        for owner in self.owners:
            for query in _QUERIES:
                one = await scene.subscribe(owner, query, target=self.channel)
                await scene.storage.set_reply_mode(one.id, owner.key, self.random.choice([*ReplyMode]))
                self.subscribed.append((owner, one))

    async def set_up(self, sources: set[int] | None = None) -> None:
        random = self.random
        if sources is not None:
            self.ticked = sources
        settings = ChannelSettings(
            publishing=random.choices([*Publishing], [self.automatic, 1 - self.automatic])[0],
            desk=random.choice([None, Desk(self.desk.key)]),
            look=PostLook(grows=random.random() < 0.7),
            akin=random.choice([*AkinChoice]),
        )
        await self.scene.storage.set_up_channel(
            self.channel.key, settings, self.scene.now, None if sources is None else self.ids(sources)
        )
        self.note(f"set up {settings.publishing} desk={settings.desk is not None} grows={settings.look.grows}")

    def ids(self, sources: set[int]) -> set[SourceId]:
        return {self.sources[one] for one in sources}

    def note(self, what: str) -> None:
        self.history.append(what)

    async def step(self) -> None:
        done = self.random.choices(*zip(*_STEPS, strict=True))[0]
        await done(self)

    # what happens

    async def report(self) -> None:
        """A source reports a story, or what joins one."""
        random, scene = self.random, self.scene
        source = random.choice([*self.sources])
        number = len(self.articles)
        title = f"s{source}a{number}v1"
        scene.later(minutes=11)
        for claimed in await scene.storage.claim_due_sources(scene.now, 20, scene.lease()):
            await scene.poll(claimed, *([title] if claimed.id == self.sources[source] else ()))
        waiting = await scene.storage.claim_waiting_articles(scene.now, 100, scene.lease())
        if not waiting:
            return
        (article,) = waiting
        queries = tuple(query for query in _QUERIES if random.random() < 0.6)
        story = random.choice(self.stories[-4:]) if self.stories and random.random() < 0.6 else None
        akin = random.choice(self.stories[-4:]) if self.stories and story is None and random.random() < 0.3 else None
        kinds = random.sample(_KINDS, 1)
        novelty = Novelty(tuple(kinds), f"Новое: {title}.") if story and random.random() < 0.5 else None
        await scene.record(article, *queries, story=story, novelty=novelty, akin=akin)
        if novelty is not None:
            self.developments.add(title)
        if story is None:
            self.stories.append(await scene.story_of(article))
        self.articles.append(_Article(article, source, number, queries))
        self.note(f"report {title} {queries} story={story} akin={akin} new={novelty and kinds}")
        if random.random() < 0.9:
            await scene.fan_out()

    async def edit(self) -> None:
        """A source changes the title and the text of what it reported."""
        scene, random = self.scene, self.random
        if not self.articles:
            return
        one = random.choice(self.articles[-6:])
        scene.later(minutes=11)
        for claimed in await scene.storage.claim_due_sources(scene.now, 20, scene.lease()):
            if claimed.id != self.sources[one.source]:
                await scene.poll(claimed)
                continue
            one.version += 1
            title = f"s{one.source}a{one.number}v{one.version}"
            guid = f"guid:s{one.source}a{one.number}v1"
            edited = ArticleEdited(one.waiting.id, (guid,), title, title, f"Другой текст: {title}.")
            state = replace(claimed.state, next_poll_at=scene.now + timedelta(minutes=10), polled_at=scene.now)
            record = PollRecord(claimed.id, claimed.lease, scene.now, state, edited=(edited,))
            await scene.storage.record_poll(record, is_retitled=lambda was, now: was != now)
            self.note(f"edit {title}")
        for again in await scene.storage.claim_waiting_articles(scene.now, 100, scene.lease()):
            await scene.record(again, *{*one.queries, random.choice(_QUERIES)})
        await scene.fan_out()

    async def tick(self) -> None:
        source = self.random.choice([*self.sources])
        is_ticked = source not in self.ticked
        (self.ticked.add if is_ticked else self.ticked.discard)(source)
        await self.scene.storage.tick(self.channel.key, [self.sources[source]], self.scene.now, is_ticked=is_ticked)
        self.note(f"{'tick' if is_ticked else 'untick'} s{source}")

    async def watch(self) -> None:
        """Somebody removes a source, or gets it back."""
        source = self.random.choice([*self.sources])
        owner = self.random.choice(self.owners)
        scene, watching = self.scene, self.watched[source]
        if owner.telegram_id in watching:
            await scene.storage.drop_sources([self.sources[source]], owner.key, scene.now, scene.cause())
            watching.discard(owner.telegram_id)
            self.note(f"drop s{source} of {owner.telegram_id}")
        else:
            await scene.source(owner, f"https://s{source}.example/feed")
            watching.add(owner.telegram_id)
            self.note(f"watch s{source} of {owner.telegram_id}")
        await scene.fan_out()

    async def pause(self) -> None:
        owner, one = self.random.choice(self.subscribed)
        paused = self.random.random() < 0.5
        await self.scene.storage.pause(one.id, owner.key, paused=paused)
        self.note(f"pause {one.id} {paused}")
        await self.scene.fan_out()

    async def remove(self) -> None:
        owner, one = self.random.choice(self.subscribed)
        self.is_removed = True
        if self.random.random() < 0.5:
            await self.scene.storage.unsubscribe(one.id, owner.key, self.scene.now, self.scene.cause())
        else:
            await self.scene.storage.restore(one.id, owner.key, self.scene.now, self.scene.cause())
        self.note(f"remove or restore {one.id}")
        await self.scene.fan_out()

    async def change(self) -> None:
        await self.set_up()

    async def review(self) -> None:
        scene = self.scene
        if self.random.random() < 0.05:
            scene.later(**self.random.choice([{"seconds": 25}, {"minutes": 50}, {"hours": 3}]))
        for _ in range(5):
            waiting = await scene.storage.reposts_to_review(scene.now, 20)
            if not waiting:
                break
            for repost in waiting:
                card = await scene.storage.desk_card(repost)
                assert card is not None
                rule: RepostRule | None
                if card.repost.state == "new":
                    akin = await scene.storage.standing_akin(card.repost.id)
                    rule = first_look(card, (), akin, scene.now)
                else:
                    rule = another_look(card, scene.now)
                if rule is None:
                    await scene.storage.note_looked(card.repost.id, card.serial, scene.now)
                else:
                    outcome = await scene.storage.decide(card.repost.id, rule, scene.now, looked=card.serial)
                    self.note(f"review {card.repost.id} {card.repost.state} -> {outcome!r:.140}")

    async def press(self) -> None:
        scene, random = self.scene, self.random
        cards = [card for one in range(1, 200) if (card := await scene.storage.desk_card(one)) is not None]  # type: ignore[arg-type]
        if not cards:
            return
        card = random.choice(cards[-8:])
        actions = [
            one
            for one in TABLE[card.repost.state]
            if one
            not in {
                RepostAction.OFFER,
                RepostAction.NOTE,
                RepostAction.RELEASE,
                RepostAction.DROP,
                RepostAction.LAPSE,
                RepostAction.POST,
                RepostAction.LOSE,
                RepostAction.WRITE,
                RepostAction.MARK,
                RepostAction.MUTE,
            }
        ]
        if not actions:
            return
        action = (
            RepostAction.PUBLISH
            if RepostAction.PUBLISH in actions and random.random() < 0.5
            else random.choice(actions)
        )
        if card.is_struck_off and action in {RepostAction.UPDATE, RepostAction.SIGN, RepostAction.TAG}:
            return  # as the desk declines it
        reports = await scene.storage.other_reports(card.repost.id)
        asked = Press(
            action,
            self.anya,
            scene.now,
            card.repost.revision,
            card.post.story.version,
            seen=seen_on(card.repost),
            due_at=scene.now + timedelta(minutes=random.choice([1, 30, 200])),
            article=random.choice(reports).article if reports else None,
        )
        if action is RepostAction.CHOOSE and not reports:
            return
        outcome = await scene.storage.decide(card.repost.id, press(asked), scene.now, scene.cause())
        if action is RepostAction.AGAIN:
            self.agains += 1
        self.note(f"press {action} on {card.repost.id} ({card.repost.state}) -> {outcome!r:.120}")

    async def go_on(self) -> None:
        await self.review()
        self.scene.later(seconds=25)
        await self.review()
        await self.deliver()

    async def deliver(self) -> None:
        scene, random = self.scene, self.random
        for _ in range(4):
            scene.plan = TellAll(in_pages_of(8)) if random.random() < 0.2 else TellOne()
            work = await scene.dispatches()
            for dispatch in work:
                if random.random() < 0.15:  # Telegram is not to be reached
                    await scene.settle(dispatch, Postponed(scene.now + timedelta(minutes=5), "later"))
                    continue
                self._message_id += 1
                if dispatch.chat.key == self.channel.key:
                    self.went(dispatch)
                await scene.settle(dispatch, Sent(self._message_id))
            scene.later(seconds=5)
            for edit in await scene.storage.claim_edits(scene.now, 10, scene.lease()):
                if edit.chat.key == self.channel.key:
                    self.was_edited(edit)
                await scene.settle_edit(edit, Sent(edit.message_id))
            scene.later(minutes=1)

    # what must hold

    def allowed(self) -> set[int]:
        # Whose subscription is gone watches no more, and takes nothing back.
        return {one for one in self.ticked if self.watched[one] or self.is_removed}

    def went(self, dispatch: Dispatch) -> None:
        content = dispatch.content
        self.note(f"message {self._message_id}: {shown(content)}")
        if isinstance(content, Notice):
            return
        self.holds(shown(content), dispatch)
        self.posts[self._message_id] = shown(content)
        if isinstance(content, ChannelPost):
            story = content.story
            if story.novelty is None:
                self.told[story.story_id].append(f"message {self._message_id}")
        elif isinstance(content, Digest):
            for story in content.stories:
                # What is new in a story that was told may stand in a digest, too.
                if story.article.title not in self.developments:
                    self.told[story.story_id].append(f"digest {self._message_id}")
        repeated = {story: where for story, where in self.told.items() if len(where) > 1}
        extra = sum(len(where) - 1 for where in repeated.values())
        assert extra <= self.agains, f"told twice: {repeated}"

    def was_edited(self, edit: PostEdit) -> None:
        said = shown(edit.content)
        self.note(f"edit of {edit.message_id}: {said}")
        self.holds(said - self.posts[edit.message_id], edit)
        self.posts[edit.message_id] = said

    def holds(self, said: set[str], work: object) -> None:
        hidden = {one for one in said if int(_SAID.match(one)[1]) not in self.allowed()}  # type: ignore[index]
        assert not hidden, f"of sources that are not ticked: {hidden}; {work!r}"


def shown(content: object) -> set[str]:
    return {found[0] for found in _SAID.finditer(repr(content))}


_STEPS = [
    (Walk.report, 10),
    (Walk.go_on, 8),
    (Walk.review, 2),
    (Walk.deliver, 3),
    (Walk.edit, 3),
    (Walk.tick, 3),
    (Walk.watch, 1),
    (Walk.pause, 1),
    (Walk.remove, 1),
    (Walk.change, 1),
    (Walk.press, 6),
]

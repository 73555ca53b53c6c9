"""Which articles of a story a chat hears of, and how."""

from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.model import (
    ArticleEdited,
    Chat,
    Digest,
    Dispatch,
    EditOutcome,
    Novelty,
    PollRecord,
    ReplyMode,
    Sent,
    TellAll,
    Wait,
    WaitingArticle,
)
from tests.storage.scene import Scene, further_outlets, story_in

_DAY = timedelta(days=1)


class _Story:
    """A chat that watches a source, and the articles of one story there, recorded one by one."""

    def __init__(self, scene: Scene, chat: Chat, articles: list[WaitingArticle]) -> None:
        self.scene = scene
        self.chat = chat
        self._articles = articles
        self.recorded: list[WaitingArticle] = []
        self._message_id = 100

    async def goes_on(self, *queries: str, novelty: Novelty | None = None) -> None:
        """The next article is recorded, and handed out."""
        article = self._articles.pop(0)
        story = await self.scene.story_of(self.recorded[0]) if self.recorded else None
        self.recorded.append(article)
        await self.scene.record(article, *(queries or ("коалиция",)), story=story, novelty=novelty)
        await self.scene.fan_out()

    async def is_joined_by(self, url: str, reader: Chat | None = None) -> None:
        """Another source, which `reader` watches, reports it as well, in an article that meets nothing."""
        await self.scene.source(reader or self.chat, url)
        *_, article = await self.scene.publish("и другие")  # beside those whose leases have lapsed
        await self.scene.record(article, story=await self.scene.story_of(self.recorded[0]))

    async def is_edited(self, *queries: str) -> None:
        """The first article reads otherwise, meets these queries then, and is handed out."""
        scene = self.scene
        scene.later(minutes=10)
        source = await scene.claim_source()
        edited = ArticleEdited(self.recorded[0].id, ("guid:раз",), "иначе", "раз, иначе", "Другой текст.")
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
        claimed = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
        self._articles = [one for one in claimed if one.id != self.recorded[0].id]
        await scene.record(next(one for one in claimed if one.id == self.recorded[0].id), *queries)
        await scene.fan_out()

    async def send(self) -> Dispatch | None:
        """What goes out next; it stands in the chat as message 101, 102 …"""
        dispatches = await self.scene.dispatches()
        for dispatch in dispatches:
            self._message_id += 1
            await self.scene.settle(dispatch, Sent(self._message_id))
        return dispatches[0] if dispatches else None

    async def told(self) -> list[tuple[str, int | None, tuple[str, ...]]]:
        """Title, message that is continued, and subscriptions of each message that goes out now."""
        told = []
        while (dispatch := await self.send()) is not None:
            story = story_in(dispatch)
            told.append((story.article.title, story.reply_to, story.subscriptions))
        return told


@pytest.fixture
async def story(scene: Scene) -> _Story:
    chat = await scene.chat()
    await scene.source(chat)
    return _Story(scene, chat, await scene.publish("раз", "два", "три", "четыре"))


async def _subscribe(story: _Story, mode: ReplyMode, query: str = "коалиция") -> None:
    subscribed = await story.scene.subscribe(story.chat, query)
    await story.scene.storage.set_reply_mode(subscribed.id, story.chat.key, mode)


async def test_the_mode_is_kept_and_no_stranger_changes_it(scene: Scene) -> None:
    chat, stranger = await scene.chat(), await scene.chat(666)
    subscribed = await scene.subscribe(chat)
    assert [one.replies for one in await scene.storage.subscriptions(chat.key)] == [ReplyMode.DEVELOPMENTS]
    await scene.storage.set_reply_mode(subscribed.id, chat.key, ReplyMode.NONE)
    await scene.storage.set_reply_mode(subscribed.id, stranger.key, ReplyMode.ALL)
    assert [one.replies for one in await scene.storage.subscriptions(chat.key)] == [ReplyMode.NONE]


@pytest.mark.parametrize(
    ("mode", "replies"),
    [(ReplyMode.NONE, []), (ReplyMode.DEVELOPMENTS, ["три"]), (ReplyMode.ALL, ["два", "три", "четыре"])],
)
async def test_further_articles_are_replies_if_the_subscription_asks_for_them(
    story: _Story, mode: ReplyMode, replies: list[str]
) -> None:
    await _subscribe(story, mode)
    await story.goes_on()
    assert await story.told() == [("раз", None, ("коалиция",))]
    told = []
    for novelty in (None, Novelty(), None):
        await story.goes_on(novelty=novelty)
        told += await story.told()
    assert told == [(title, 101, ("коалиция",)) for title in replies]


async def test_every_article_is_a_message_also_when_they_come_before_the_first_one_is_sent(story: _Story) -> None:
    await _subscribe(story, ReplyMode.ALL)
    for _ in range(3):
        await story.goes_on()
    subscriptions = ("коалиция",)
    expected = [("раз", None, subscriptions), ("два", 101, subscriptions), ("три", 101, subscriptions)]
    assert await story.told() == expected


async def test_subscriptions_that_a_further_article_meets_at_once_share_a_reply(story: _Story) -> None:
    await _subscribe(story, ReplyMode.ALL)
    await _subscribe(story, ReplyMode.ALL, "вторая")
    await _subscribe(story, ReplyMode.NONE, "третья")
    await story.goes_on("коалиция", "вторая", "третья")
    assert await story.told() == [("раз", None, ("коалиция", "вторая", "третья"))]
    await story.goes_on("коалиция", "вторая", "третья")
    assert await story.told() == [("два", 101, ("коалиция", "вторая"))]


async def test_what_has_not_been_told_yet_is_told_for_all_at_once_and_explained_to_each_by_its_article(
    story: _Story,
) -> None:
    await _subscribe(story, ReplyMode.NONE)
    await _subscribe(story, ReplyMode.NONE, "вторая")
    await story.goes_on("коалиция")
    await story.goes_on("вторая")
    (dispatch,) = await story.scene.dispatches()
    content = story_in(dispatch)
    assert (content.article.title, content.subscriptions) == ("раз", ("коалиция", "вторая"))
    reasons = await story.scene.storage.explain(dispatch.id, content.story_id, story.chat.key)
    assert [(one.query, one.article.title) for one in reasons] == [("коалиция", "раз"), ("вторая", "два")]


async def test_the_message_is_edited_and_its_replies_are_not(story: _Story) -> None:
    scene = story.scene
    await _subscribe(story, ReplyMode.ALL)
    await story.goes_on()
    await story.goes_on()
    await story.told()
    await story.is_joined_by("https://two.example/feed")
    scene.later(minutes=2)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert edit.message_id == 101
    assert further_outlets(story_in(edit)) == ("https://two.example/feed", "https://one.example/feed")
    await scene.settle_edit(edit, Sent(101))
    scene.later(minutes=2)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_a_post_that_would_say_the_same_is_not_edited(story: _Story) -> None:
    """What a source that the chat does not watch reports adds nothing to its message."""
    scene = story.scene
    stranger = await scene.chat(666)
    await _subscribe(story, ReplyMode.NONE)
    await story.goes_on()
    await story.told()
    await story.is_joined_by("https://two.example/feed", stranger)
    scene.later(minutes=2)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    assert (await scene.storage.backlog(scene.now, scene.now - _DAY)).edits == 0


async def test_edits_come_after_all_new_messages(story: _Story) -> None:
    scene = story.scene
    await _subscribe(story, ReplyMode.ALL)
    await story.goes_on()
    await story.told()
    await story.is_joined_by("https://two.example/feed")
    await story.goes_on()
    scene.later(minutes=2)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    await story.told()
    assert len(await scene.storage.claim_edits(scene.now, 10, scene.lease())) == 1


async def test_a_post_follows_its_story_for_a_day(story: _Story) -> None:
    scene = story.scene
    await _subscribe(story, ReplyMode.NONE)
    await story.goes_on()
    await story.told()
    scene.later(hours=24, seconds=1)
    await story.is_joined_by("https://two.example/feed")
    scene.later(minutes=2)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_posts_follow_their_stories_also_while_new_messages_are_held_back(story: _Story) -> None:
    scene = story.scene
    await _subscribe(story, ReplyMode.NONE)
    await _subscribe(story, ReplyMode.NONE, "вторая")
    await story.goes_on("коалиция")
    await story.told()
    await story.goes_on("вторая")
    scene.plan = Wait(scene.now + timedelta(hours=9))
    assert await scene.dispatches() == []
    await story.is_joined_by("https://two.example/feed")
    scene.later(minutes=2)
    assert len(await scene.storage.claim_edits(scene.now, 10, scene.lease())) == 1


async def test_a_digest_tells_a_story_once_and_of_a_single_one_there_is_no_digest(story: _Story) -> None:
    await _subscribe(story, ReplyMode.ALL)
    await _subscribe(story, ReplyMode.ALL, "вторая")
    for _ in range(3):
        await story.goes_on("коалиция", "вторая")
    story.scene.plan = TellAll(in_pages_of(15))
    assert await story.told() == [("раз", None, ("коалиция", "вторая"))]


async def test_what_a_digest_has_told_is_continued_below_it(story: _Story) -> None:
    scene = story.scene
    await _subscribe(story, ReplyMode.ALL)
    await _subscribe(story, ReplyMode.NONE, "вторая")
    await story.goes_on()
    await scene.source(story.chat, "https://two.example/feed")
    (other,) = await scene.publish("другое")
    await scene.record(other, "коалиция")
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(15))
    digest = await story.send()
    assert digest is not None
    assert isinstance(digest.content, Digest)
    await story.goes_on("коалиция", "вторая")
    assert await story.told() == [("два", 101, ("коалиция", "вторая"))]
    await story.goes_on()
    assert await story.told() == [("три", 102, ("коалиция",))]


async def test_a_supergroup_is_told_without_replies_to_messages_of_the_group_that_it_was(story: _Story) -> None:
    await _subscribe(story, ReplyMode.ALL)
    await story.goes_on()
    await story.told()
    await story.scene.storage.move_chat(100, -1005)
    await story.goes_on()
    await story.goes_on()
    subscriptions = ("коалиция",)
    assert await story.told() == [("два", None, subscriptions), ("три", 102, subscriptions)]


async def test_an_article_that_met_a_query_only_when_it_was_edited_says_so(story: _Story) -> None:
    scene = story.scene
    await _subscribe(story, ReplyMode.ALL)
    await _subscribe(story, ReplyMode.NONE, "вторая")
    await story.goes_on("коалиция")
    (first,) = await scene.dispatches()
    assert not story_in(first).is_revision
    await scene.settle(first, Sent(7))
    await story.is_edited("коалиция", "вторая")
    (second,) = await scene.dispatches()
    content = story_in(second)
    assert (content.is_revision, content.reply_to, content.subscriptions) == (True, 7, ("вторая",))


async def test_an_article_is_not_told_again_when_it_meets_what_the_subscription_has_become(story: _Story) -> None:
    scene = story.scene
    subscribed = await scene.subscribe(story.chat)
    await scene.storage.set_reply_mode(subscribed.id, story.chat.key, ReplyMode.ALL)
    await story.goes_on()
    assert await story.told() == [("раз", None, ("коалиция",))]
    edit = scene.storage.edit(subscribed.id, story.chat.key, scene.now, scene.cause(), text="вторая", query="вторая")
    assert await edit is EditOutcome.EDITED
    await story.is_edited("вторая")
    assert await story.told() == []
    await story.goes_on("вторая")
    assert await story.told() == [("два", 101, ("вторая",))]


async def test_the_articles_of_a_story_are_known_newest_first(story: _Story) -> None:
    await _subscribe(story, ReplyMode.NONE)
    for _ in range(3):
        await story.goes_on()
    found = await story.scene.story_of(story.recorded[0])
    assert [one.title for one in await story.scene.storage.articles_of(found, 2)] == ["три", "два"]

"""What waits for a channel when a source is struck off, or its owner watches it no longer."""

import pytest

from bot.articles.retitling import is_retitled
from bot.delivery.digest_layout import in_pages_of
from bot.model import (
    ArticleEdited,
    ArticleId,
    ChannelPost,
    Decided,
    DevelopmentKind,
    Novelty,
    PollRecord,
    PostLook,
    Postponed,
    Publishing,
    RepostAction,
    RepostState,
    Sent,
    TellAll,
    Wait,
)
from bot.reposts.progress import release
from bot.reposts.reviewing import first_look
from tests.storage.newsroom import TICKED, Newsroom
from tests.storage.scene import Scene

_OTHER = "https://other.example/feed"


class _Room(Newsroom):
    """Another source is ticked as well."""

    async def also(self) -> None:
        self.other = await self.scene.source(self.owner, _OTHER)
        await self.scene.storage.tick(self.channel.key, [self.other], self.scene.now, is_ticked=True)

    async def strike_off(self) -> None:
        await self.scene.storage.tick(self.channel.key, [self.ticked], self.scene.now, is_ticked=False)

    async def remove_source(self) -> None:
        """The owner removes it for good: the tick is left."""
        await self.scene.storage.drop_sources([self.ticked], self.owner.key, self.scene.now, self.scene.cause())


@pytest.fixture
async def room(scene: Scene) -> _Room:
    room = _Room(scene)
    await room.open()
    await room.also()
    return room


@pytest.mark.parametrize("end", [_Room.strike_off, _Room.remove_source])
async def test_a_card_of_that_source_alone_goes_and_says_so(room: _Room, end: object) -> None:
    card = await room.offered("раз")
    await end(room)  # type: ignore[operator]
    dropped = await room.card(card.repost.id)
    assert dropped.repost.state is RepostState.DROPPED
    assert not isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    (edit,) = await room.scene.storage.claim_edits(room.scene.now, 10, room.scene.lease())
    assert edit.chat == room.desk


async def test_a_card_that_others_have_reported_too_is_made_of_the_first_of_them(room: _Room) -> None:
    card = await room.offered("раз")
    await room.report("два", by=room.other, story=card.repost.story)
    await room.strike_off()
    changed = await room.card(card.repost.id)
    told = changed.post.story
    assert (changed.repost.state, told.article.title, told.further.total) == (RepostState.OFFERED, "два", 0)
    assert not isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    posted = await room.publish(changed)
    assert posted.repost.state is RepostState.POSTED


@pytest.mark.parametrize("goes", [False, True])
async def test_what_was_approved_as_it_was_is_back_on_the_desk(room: _Room, goes: bool) -> None:
    card = await room.offered("раз")
    await room.report("два", by=room.other, story=card.repost.story)
    card = await room.card(card.repost.id)
    assert isinstance(await room.press(card, RepostAction.PUBLISH), Decided)
    if goes:
        await room.decide(card.repost, release(1, room.scene.now))
    await room.strike_off()
    back = await room.card(card.repost.id)
    assert (back.repost.state, back.post.story.article.title) == (RepostState.OFFERED, "два")
    assert [one.chat for one in await room.deliver()] == []
    await room.publish(back)


async def test_what_others_have_reported_first_stays_as_it_was_decided_on(room: _Room) -> None:
    card = await room.offered("раз", by=room.other)
    await room.report("два", story=card.repost.story)
    assert isinstance(await room.press(await room.card(card.repost.id), RepostAction.PUBLISH), Decided)
    await room.strike_off()
    assert (await room.card(card.repost.id)).repost.state is RepostState.DUE


async def test_of_what_goes_automatically_nothing_of_that_source_goes(room: _Room) -> None:
    scene = room.scene
    await room.set_up(publishing=Publishing.AUTOMATIC)
    await room.also()
    await room.report("раз")
    mixed = await room.report("два")
    await room.report("тоже", by=room.other, story=mixed)
    for card in await room.to_review():
        await room.decide(card.repost, release(None, scene.now))
    await room.strike_off()
    sent = [one.content for one in await room.deliver()]
    assert [one.story.article.title for one in sent if isinstance(one, ChannelPost)] == ["тоже"]


async def test_a_digest_that_was_made_is_made_anew(room: _Room) -> None:
    scene = room.scene
    await room.set_up(publishing=Publishing.AUTOMATIC)
    await room.also()
    for title, source in (("раз", room.ticked), ("два", room.other), ("три", room.other)):
        await room.report(title, by=source)
    for card in await room.to_review():
        await room.decide(card.repost, release(None, scene.now))
    scene.plan = Wait(scene.now)
    await scene.dispatches()
    scene.plan = TellAll(in_pages_of(8))
    scene.later(seconds=1)
    (digest,) = await scene.dispatches()
    await scene.settle(digest, Postponed(scene.now, "later"))
    await room.strike_off()
    scene.later(seconds=5)
    (digest,) = await scene.dispatches()
    assert {one.article.title for one in digest.content.stories} == {"два", "три"}  # type: ignore[union-attr]


async def test_what_was_owed_before_the_channel_was_set_up_is_of_its_sources_too(scene: Scene) -> None:
    room = _Room(scene)
    room.owner = await scene.chat()
    room.channel = await scene.chat(-7)
    room.ticked = await scene.source(room.owner, TICKED)
    other = await scene.source(room.owner, _OTHER)
    await scene.subscribe(room.owner, target=room.channel)
    await room.report("раз")
    await room.report("два", by=other)
    room.desk = room.owner
    await room.set_up()
    sent = [one.content for one in await room.deliver()]
    assert [one.story.article.title for one in sent if isinstance(one, ChannelPost)] == ["раз"]


async def _is_called(room: _Room, article: ArticleId, title: str) -> None:
    """The first source calls what it reported otherwise."""
    scene = room.scene
    scene.later(minutes=11)
    for claimed in await scene.storage.claim_due_sources(scene.now, 10, scene.lease()):
        edited = ArticleEdited(article, ("guid:раз",), title, title, "Другой текст.")
        news = (edited,) if claimed.id == room.ticked else ()
        record = PollRecord(claimed.id, claimed.lease, scene.now, claimed.state, edited=news)
        await scene.storage.record_poll(record, is_retitled=is_retitled)
    for again in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()):
        await scene.record(again, "коалиция")


@pytest.mark.parametrize("end", [None, _Room.strike_off, _Room.remove_source])
async def test_a_post_does_not_tell_what_its_source_says_after_it_was_struck_off(room: _Room, end: object) -> None:
    await room.set_up(publishing=Publishing.AUTOMATIC, look=PostLook(grows=True))
    await room.also()
    await room.report("раз")
    (card,) = await room.to_review()
    await room.decide(card.repost, release(None, room.scene.now))
    await room.deliver()
    if end is not None:
        await end(room)  # type: ignore[operator]
    await _is_called(room, ArticleId(1), "совсем другое")
    await room.report("два", by=room.other, story=card.repost.story)
    edits = await room.scene.storage.claim_edits(room.scene.now, 10, room.scene.lease())
    told = [one.content.story.article.title for one in edits if isinstance(one.content, ChannelPost)]
    assert told == (["совсем другое"] if end is None else [])


async def test_what_is_new_in_a_story_is_not_told_of_a_source_that_was_struck_off(room: _Room) -> None:
    await room.set_up(publishing=Publishing.AUTOMATIC, look=PostLook(grows=True))
    await room.also()
    figures = Novelty((DevelopmentKind.FIGURES,), "Новое.")
    story = await room.report("раз", by=room.other)
    for title, source in (("два", room.other), ("три", room.ticked), ("четыре", room.other)):
        for card in await room.to_review():
            await room.decide(card.repost, release(None, room.scene.now))
        await room.deliver()
        await room.report(title, by=source, story=story, novelty=figures)
    await room.strike_off()
    shown: list[str] = []
    for _ in range(2):  # the post, and the reply
        for edit in await room.scene.storage.claim_edits(room.scene.now, 10, room.scene.lease()):
            assert isinstance(edit.content, ChannelPost)
            shown += [one.title for one in edit.content.story.further.newest]
            await room.scene.settle_edit(edit, Sent(edit.message_id))
        room.scene.later(minutes=2)
    assert "четыре" in shown
    assert "три" not in shown


async def test_what_was_struck_off_is_not_published_again_on_purpose(room: _Room) -> None:
    posted = await room.publish(await room.offered("раз"))
    await room.strike_off()
    assert (await room.card(posted.repost.id)).is_struck_off
    assert isinstance(await room.press(posted, RepostAction.AGAIN), Decided)
    (again,) = await room.to_review()
    dropped = await room.decide(again.repost, first_look(again, (), None, room.scene.now))
    assert dropped.state is RepostState.DROPPED


async def test_the_log_names_nothing_that_was_kept_from_the_channel(
    room: _Room,
) -> None:
    await room.publish(await room.offered("раз"))
    await room.offered("два")
    await room.strike_off()
    log = await room.scene.storage.channel_log(room.channel.key, 10)
    assert {story for _, story in log} == {"раз", ""}

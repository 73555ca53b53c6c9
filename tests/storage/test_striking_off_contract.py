"""What waits for a channel when a source is struck off, or its owner watches it no longer."""

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.model import ChannelPost, Decided, Postponed, Publishing, RepostAction, RepostState, TellAll, Wait
from bot.reposts.progress import release
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

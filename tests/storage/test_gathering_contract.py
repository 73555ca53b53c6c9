"""A burst is gathered by a card, which is edited as it grows, and becomes the digest in its time."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from bot.delivery.timing import CARD_EDITED_EVERY, GATHERED_FOR, plan
from bot.model import (
    BurstCard,
    Chat,
    ChatKind,
    ChatLost,
    Dead,
    DeliveryOutcome,
    DeliveryPreferences,
    Digest,
    Dispatch,
    DispatchId,
    Manner,
    Notice,
    Postponed,
    Sent,
    StoryUpdate,
    Subscribed,
)
from tests.storage.scene import Scene, story_in

_BURST = DeliveryPreferences("Europe/Kyiv", burst=2)


async def _due(scene: Scene) -> list[Dispatch]:
    return await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan)


async def _comes(scene: Scene, *titles: str, query: str = "коалиция") -> None:
    for article in await scene.publish(*titles):
        await scene.record(article, query)
    await scene.fan_out()


@pytest.fixture
async def chat(scene: Scene) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    await scene.storage.set_preferences(chat.key, _BURST)
    return await scene.chat()


async def _card(scene: Scene, *titles: str) -> Dispatch:
    """The card of a burst, as it is to be sent."""
    await _comes(scene, *(titles or ("раз", "два", "три")))
    (dispatch,) = await _due(scene)
    assert isinstance(dispatch.content, BurstCard)
    return dispatch


def _titles(dispatch: Dispatch) -> set[str]:
    assert isinstance(dispatch.content, Digest)
    return {story.article.title for story in dispatch.content.stories}


async def test_a_card_goes_at_once_and_becomes_the_digest_in_its_time(scene: Scene, chat: Chat) -> None:
    card = await _card(scene)
    began_at = scene.now
    assert card.content == BurstCard(("коалиция",), 3, began_at, began_at, began_at + GATHERED_FOR)
    assert card.message_id is None
    await scene.settle(card, Sent(11))
    scene.later(seconds=1)
    assert await _due(scene) == []
    scene.now = began_at + GATHERED_FOR
    (digest,) = await _due(scene)
    assert (digest.id, digest.message_id, digest.attempts) == (card.id, 11, 1)
    assert _titles(digest) == {"раз", "два", "три"}
    await scene.settle(digest, Sent(11))
    scene.later(days=1)
    assert await _due(scene) == []
    assert await scene.storage.open_card(card.id, chat.key, scene.now, asks=False) is None


async def test_a_card_says_what_comes_meanwhile_every_fifteen_seconds_at_most(scene: Scene, chat: Chat) -> None:
    await scene.source(chat, "https://two.example/feed")
    card = await _card(scene)
    await scene.settle(card, Sent(11))
    began_at = scene.now
    await _comes(scene, "ещё четыре")
    scene.later(seconds=14)
    assert await _due(scene) == []
    scene.now = began_at + CARD_EDITED_EVERY
    (grown,) = await _due(scene)
    assert isinstance(grown.content, BurstCard)
    assert (grown.id, grown.message_id, grown.content.stories) == (card.id, 11, 4)
    await scene.settle(grown, Sent(11))
    scene.now = began_at + 2 * CARD_EDITED_EVERY
    assert await _due(scene) == [], "nothing has changed"
    scene.now = began_at + GATHERED_FOR + timedelta(milliseconds=1)
    (digest,) = await _due(scene)
    assert len(_titles(digest)) == 4


async def test_other_messages_pass_a_card(scene: Scene, chat: Chat) -> None:
    await scene.settle(await _card(scene), Sent(11))
    await scene.storage.notify(chat.key, Notice("resumed"), scene.now)
    (notice,) = await _due(scene)
    assert isinstance(notice.content, Notice)
    await scene.settle(notice, Sent(12))
    await scene.storage.set_preferences(chat.key, _BURST)  # what waits is planned anew, and still waits for the card
    assert await _due(scene) == []
    scene.later(seconds=45)
    (digest,) = await _due(scene)
    assert len(_titles(digest)) == 3


async def test_an_urgent_story_breaks_a_card_and_leaves_it(scene: Scene, chat: Chat) -> None:
    await scene.source(chat, "https://two.example/feed")
    await scene.subscribe(chat, "нефть", manner=Manner(is_urgent=True))
    await scene.settle(await _card(scene), Sent(11))
    (gathered,) = await scene.storage.candidate_stories(["title:раз"], scene.now - timedelta(days=1))
    (more, own) = await scene.publish("ещё о нём", "своё")
    await scene.record(more, "нефть", story=gathered.id)
    await scene.record(own, "нефть")
    await scene.fan_out()
    told = []
    for _ in range(2):
        (urgent,) = await _due(scene)
        told.append(story_in(urgent).article.title)
        await scene.settle(urgent, Sent(20 + len(told)))
    assert told == ["раз", "своё"]
    scene.later(minutes=1)
    (digest,) = await _due(scene)
    assert (digest.message_id, _titles(digest)) == (11, {"два", "три"})


@pytest.mark.parametrize(("outcome", "message"), [(Dead("deleted"), None), (Postponed, 11)])
async def test_a_card_is_the_digest_in_time_however_its_edits_end(
    scene: Scene, chat: Chat, outcome: Dead | type[Postponed], message: int | None
) -> None:
    await scene.source(chat, "https://two.example/feed")
    await scene.settle(await _card(scene), Sent(11))
    began_at = scene.now
    await _comes(scene, "ещё четыре")
    scene.later(seconds=20)
    (grown,) = await _due(scene)
    end = outcome if isinstance(outcome, Dead) else outcome(scene.now + timedelta(hours=1), "what?", holds_chat=False)
    await scene.settle(grown, end)
    scene.now = began_at + GATHERED_FOR
    (digest,) = await _due(scene)
    assert (digest.message_id, len(_titles(digest))) == (message, 4)


@pytest.mark.usefixtures("chat")
async def test_a_card_whose_sending_was_killed_goes_again_or_is_the_digest(scene: Scene) -> None:
    await _comes(scene, "раз", "два", "три")
    (card,) = await scene.storage.claim_dispatches(scene.now, 10, scene.lease(minutes=0.1), plan)
    scene.later(seconds=10)
    (again,) = await _due(scene)
    assert isinstance(again.content, BurstCard)
    scene.later(minutes=10)
    (digest,) = await _due(scene)
    assert (digest.id, len(_titles(digest))) == (again.id, 3)
    assert again.id == card.id
    await scene.settle(digest, Sent(11))
    scene.later(days=1)
    assert await _due(scene) == []


@pytest.mark.usefixtures("chat")
async def test_who_blocks_the_bot_has_it_as_a_digest_on_the_return(scene: Scene) -> None:
    await scene.settle(await _card(scene), ChatLost("blocked"))
    scene.later(hours=1)
    assert await _due(scene) == []
    await scene.chat()
    (digest,) = await _due(scene)
    assert (digest.message_id, len(_titles(digest))) == (None, 3)


async def test_a_card_is_shown_at_once_on_demand(scene: Scene, chat: Chat) -> None:
    card = await _card(scene)
    stranger = await scene.chat(666)
    assert not await scene.storage.end_card(card.id, stranger.key, scene.now)
    assert await scene.storage.end_card(card.id, chat.key, scene.now), "while it is being sent, too"
    await scene.settle(card, Sent(11))
    (digest,) = await _due(scene)
    assert len(_titles(digest)) == 3
    assert not await scene.storage.end_card(card.id, chat.key, scene.now)


async def test_a_card_that_asks_something_grows_no_more(scene: Scene, chat: Chat) -> None:
    await scene.source(chat, "https://two.example/feed")
    card = await _card(scene)
    await scene.settle(card, Sent(11))
    assert (await scene.storage.open_card(card.id, chat.key, scene.now, asks=True)) is not None
    await _comes(scene, "ещё четыре")
    scene.later(seconds=30)
    assert await _due(scene) == []
    scene.later(seconds=15)
    (digest,) = await _due(scene)
    assert len(_titles(digest)) == 4


async def test_what_a_card_gathered_comes_one_by_one_on_demand(scene: Scene, chat: Chat) -> None:
    card = await _card(scene)
    await scene.settle(card, Sent(11))
    stranger = await scene.chat(666)
    assert await scene.storage.tell_one_by_one(card.id, stranger.key, scene.now) is None
    for _ in range(2):
        assert await scene.storage.tell_one_by_one(card.id, chat.key, scene.now) == 3
    told = []
    while dispatches := await _due(scene):
        (dispatch,) = dispatches
        assert dispatch.message_id is None
        told.append(story_in(dispatch).article.title)
        await scene.settle(dispatch, Sent(20 + len(told)))
    assert told == ["раз", "два", "три"]
    scene.later(days=1)
    assert await _due(scene) == []


async def _remove(scene: Scene, chat: Chat) -> None:
    (subscription, *_) = await scene.storage.subscriptions(chat.key)
    assert await scene.storage.unsubscribe(subscription.id, chat.key, scene.now, scene.cause())
    await scene.fan_out()


async def test_a_card_with_nothing_left_says_so(scene: Scene, chat: Chat) -> None:
    card = await _card(scene)
    await scene.settle(card, Sent(11))
    await _remove(scene, chat)
    scene.later(minutes=1)
    (empty,) = await _due(scene)
    assert (empty.id, empty.message_id, _titles(empty)) == (card.id, 11, set())
    assert isinstance(empty.content, Digest)
    assert empty.content.total == 0


async def test_a_digest_made_anew_is_still_the_card(scene: Scene, chat: Chat) -> None:
    other = await scene.subscribe(chat, "нефть")
    card = await _card(scene)
    await scene.settle(card, Sent(11))
    scene.later(minutes=15)
    await _comes(scene, "ещё нефть", query="нефть")
    (digest,) = await _due(scene)
    assert len(_titles(digest)) == 4
    await scene.settle(digest, Postponed(scene.now + timedelta(seconds=1), "502"))
    await scene.unsubscribe(other, chat)
    scene.later(minutes=1)
    (anew,) = await _due(scene)
    assert (anew.id, anew.message_id, len(_titles(anew))) == (card.id, 11, 3)


async def test_a_channel_has_no_cards_and_a_group_goes_on_in_further_messages(scene: Scene) -> None:
    channel, group = await scene.chat(-1001, ChatKind.CHANNEL), await scene.chat(-1002, ChatKind.SUPERGROUP)
    for chat in (channel, group):
        await scene.source(chat)
        await scene.subscribe(chat)
    await _comes(scene, *(f"новость {number}" for number in range(17)))
    contents = {one.chat.key: one for one in await _due(scene)}
    assert isinstance(contents[channel.key].content, Digest)
    card = contents[group.key]
    assert isinstance(card.content, BurstCard)
    await scene.settle(contents[channel.key], Sent(1))
    await scene.settle(card, Sent(11))
    scene.later(seconds=45)
    told = []
    while dispatches := await _due(scene):
        for one in dispatches:
            told += [(one.message_id, len(_titles(one)))] * (one.chat.key == group.key)
            await scene.settle(one, Sent(one.message_id or 12))
    assert told == [(11, 15), (None, 2)]


@pytest.mark.usefixtures("chat")
async def test_few_stories_have_no_card(scene: Scene) -> None:
    await _comes(scene, "раз", "два")
    (dispatch,) = await _due(scene)
    assert isinstance(dispatch.content, StoryUpdate)


async def _all_titles(scene: Scene, dispatch: Dispatch, chat: Chat) -> list[str]:
    """What a message tells, on all its pages; a card tells nothing."""
    if isinstance(dispatch.content, StoryUpdate):
        return [dispatch.content.article.title]
    digest = dispatch.content if isinstance(dispatch.content, Digest) else None
    titles: list[str] = []
    while digest is not None:
        titles += [story.article.title for story in digest.stories]
        page = digest.page + 1
        digest = await scene.storage.sent_digest(dispatch.id, chat.key, page) if digest.following else None
    return titles


class _Disorder:
    """Bursts, kills, refusals and presses in any order, for two subscriptions, one of which comes and goes."""

    def __init__(self, scene: Scene, chat: Chat, seed: int) -> None:
        self.random = Random(seed)
        self.published: list[str] = []
        self.told = Counter[str]()
        self.cards = set[DispatchId]()
        self._scene = scene
        self._chat = chat

    async def publish(self) -> None:
        self._scene.later(minutes=15)
        titles = [f"новость {len(self.published) + nth}" for nth in range(self.random.choice((1, 3, 20)))]
        self.published += titles
        await _comes(self._scene, *titles, query=self.random.choice(("коалиция", "нефть")))

    async def meddle(self, other: Subscribed) -> None:
        """Remove or restore a subscription, or press a button of a card."""
        storage, now, cause = self._scene.storage, self._scene.now, self._scene.cause()
        await self.random.choice((storage.unsubscribe, storage.restore))(other.id, self._chat.key, now, cause)
        await self._scene.fan_out()
        for card in self.cards if self.random.random() < 0.3 else ():
            await self.random.choice((storage.end_card, storage.tell_one_by_one))(card, self._chat.key, now)

    async def deliver(self, *outcomes: DeliveryOutcome | None) -> None:
        for dispatch in await _due(self._scene):
            titles = await _all_titles(self._scene, dispatch, self._chat)
            is_card = isinstance(dispatch.content, BurstCard)
            self.cards |= {dispatch.id} if is_card else set()
            outcome = self.random.choice(outcomes)
            if outcome is None or (isinstance(outcome, Dead) and not is_card):
                self._scene.later(minutes=6)  # it was killed, and its lease ends
                continue
            await self._scene.settle(dispatch, outcome)
            self.told.update(titles if isinstance(outcome, Sent) else [])
        self._scene.later(seconds=self.random.choice((1, 16, 46)))


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_happens_each_story_is_told_once_and_no_card_stays(scene: Scene, chat: Chat, seed: int) -> None:
    disorder, other = _Disorder(scene, chat, seed), await scene.subscribe(chat, "нефть")
    for number in range(8):
        await scene.source(chat, f"https://{number}.example/feed")
    for _ in range(40):
        if disorder.random.random() < 0.15:
            await disorder.publish()
        if disorder.random.random() < 0.2:
            await disorder.meddle(other)
        await disorder.deliver(Sent(7), Sent(7), Postponed(scene.now, "502"), Dead("deleted"), None)
    await scene.restore(other, chat)
    for _ in range(80):
        await disorder.deliver(Sent(7))
    assert disorder.told == Counter(disorder.published)
    for card in disorder.cards:
        assert await scene.storage.open_card(card, chat.key, scene.now, asks=False) is None

"""The stage that looks at what is on its way into channels, on a real database."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.notices import lost_chat
from bot.delivery.render import Renderer
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import (
    AkinChoice,
    ChannelPost,
    Concern,
    ConcernKind,
    Decided,
    DeskCard,
    DevelopmentKind,
    Novelty,
    Publishing,
    RepostAction,
    RepostState,
    TitleQuestion,
)
from bot.pipeline.review import Review
from bot.reposts.guard import Law
from bot.reposts.progress import release
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.storage.newsroom import Newsroom
from tests.storage.scene import Scene

_AD = Concern(ConcernKind.ADVERTISEMENT, "erid")


class _AsOf(SteppedClock):
    """Shows the time of a scene."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene

    def now(self) -> datetime:
        return self._scene.now


class _Desk(Newsroom):
    """A newsroom whose reposts the stage looks at."""

    def __init__(self, scene: Scene, matching: Matching) -> None:
        super().__init__(scene)

        def law(_post: ChannelPost, html: str) -> tuple[Concern, ...]:
            if "сломано" in html:
                raise ValueError("a defect")
            return (_AD,) if "erid" in html else ()

        renderer = Renderer(Translations())
        self.law: Law = law
        self._stage = Review(scene.storage, matching, renderer, self._judge, _AsOf(scene), reposts=Bell(), debts=Bell())

    def _judge(self, post: ChannelPost, html: str) -> tuple[Concern, ...]:
        return self.law(post, html)

    async def review(self) -> None:
        while await self._stage.step():
            pass

    async def reported(self, *titles: str, **said: object) -> None:
        """A ticked source reports it; it is looked at, and what follows is sent."""
        await self.report(*titles, **said)  # type: ignore[arg-type]
        await self.review()


@pytest.fixture
async def desk(database: Path) -> AsyncIterator[_Desk]:
    async with SqliteStorage(str(database)) as storage, Matching(morphology()) as matching:
        yield _Desk(Scene(storage, SteppedClock().now()), matching)


async def _sent(desk: _Desk) -> tuple[list[str], list[DeskCard]]:
    """The titles of the posts that went to the channel, and the cards that came to desks."""
    sent = [dispatch.content for dispatch in await desk.deliver()]
    posts = [one.story.article.title for one in sent if isinstance(one, ChannelPost)]
    return posts, [one for one in sent if isinstance(one, DeskCard)]


async def test_what_is_published_automatically_goes_by_itself_and_once(desk: _Desk) -> None:
    await desk.open(publishing=Publishing.AUTOMATIC, desk=None)
    await desk.scene.subscribe(desk.owner, "нато", target=desk.channel)
    story = await desk.report("раз")
    await desk.review()
    assert await _sent(desk) == (["раз"], [])
    await desk.reported("два", story=story, queries=("коалиция", "нато"))
    assert await _sent(desk) == ([], [])


async def test_a_development_of_what_was_published_automatically_is_a_reply(desk: _Desk) -> None:
    await desk.open(publishing=Publishing.AUTOMATIC, desk=None)
    story = await desk.report("раз")
    await desk.review()
    await desk.deliver()
    await desk.reported("много", story=story, novelty=Novelty((DevelopmentKind.FIGURES,)))
    (reply,) = await desk.deliver()
    assert isinstance(reply.content, ChannelPost)
    assert reply.content.story.reply_to is not None


async def test_what_looks_like_an_advertisement_is_a_card_even_without_a_desk(desk: _Desk) -> None:
    await desk.open(publishing=Publishing.AUTOMATIC, desk=None)
    await desk.reported("скидки, erid 5")
    ((), (card,)) = await _sent(desk)
    assert card.repost.concerns == (_AD,)
    shown = await desk.card(card.repost.id)
    assert shown.stands is not None
    assert shown.stands.chat == desk.owner.key


async def test_what_cannot_be_looked_at_holds_up_nothing_else_and_is_tried_again(desk: _Desk) -> None:
    await desk.open(publishing=Publishing.AUTOMATIC, desk=None)
    for number in range(25):
        await desk.report(f"сломано {number}")
    await desk.reported("раз")
    assert await _sent(desk) == (["раз"], [])
    assert len(await desk.to_review()) == 10
    desk.law = lambda _post, _html: ()
    await desk.review()
    assert await _sent(desk) == ([], []), "not at once"
    desk.scene.later(minutes=11)
    await desk.review()
    assert await desk.to_review() == []


@pytest.mark.parametrize(("choice", "told"), [(AkinChoice.NOTHING, []), (AkinChoice.REPLY, ["похоже"])])
async def test_what_is_akin_to_a_post_is_nothing_or_a_silent_reply(
    desk: _Desk, choice: AkinChoice, told: list[str]
) -> None:
    await desk.open(publishing=Publishing.AUTOMATIC, desk=None, akin=choice)
    story = await desk.report("раз")
    await desk.reported("похоже", akin=story)
    sent = [one.content for one in await desk.deliver()]
    posts = [one for one in sent if isinstance(one, ChannelPost)]
    assert [one.story.article.title for one in posts] == ["раз", *told]
    assert all(one.story.silent and one.story.reply_to is not None for one in posts[1:])


async def test_what_is_akin_is_a_card_where_there_is_a_desk(desk: _Desk) -> None:
    await desk.open(publishing=Publishing.AUTOMATIC)
    story = await desk.report("раз")
    await desk.reported("похоже", akin=story)
    posts, (card,) = await _sent(desk)
    assert posts == ["раз"]
    assert [one.kind for one in card.repost.concerns] == [ConcernKind.AKIN]


async def test_what_is_approved_goes_after_the_seconds_in_which_it_can_be_taken_back(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    assert isinstance(await desk.press(await desk.card(card.repost.id), RepostAction.PUBLISH), Decided)
    await desk.review()
    assert (await _sent(desk))[0] == []
    desk.scene.later(seconds=20)
    await desk.review()
    assert (await _sent(desk))[0] == ["раз"]


@pytest.mark.parametrize(("hours", "state"), [(3.5, RepostState.POSTED), (6, RepostState.OFFERED)])
async def test_what_was_scheduled_goes_or_comes_back_after_an_outage(
    desk: _Desk, hours: float, state: RepostState
) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    at = desk.scene.now + timedelta(hours=3)
    assert isinstance(await desk.press(await desk.card(card.repost.id), RepostAction.SCHEDULE, due_at=at), Decided)
    desk.scene.later(hours=hours)
    await desk.review()
    await desk.deliver()
    assert (await desk.card(card.repost.id)).repost.state is state


async def test_what_is_denied_before_it_goes_comes_back_at_once(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    at = desk.scene.now + timedelta(hours=3)
    assert isinstance(await desk.press(await desk.card(card.repost.id), RepostAction.SCHEDULE, due_at=at), Decided)
    await desk.reported("не так", story=card.repost.story, novelty=Novelty((DevelopmentKind.DENIED,)))
    back = (await desk.card(card.repost.id)).repost
    assert (back.state, back.concerns) == (RepostState.OFFERED, (Concern(ConcernKind.TURNED, DevelopmentKind.DENIED),))


async def test_what_nobody_decides_on_lapses(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    desk.scene.later(hours=7)
    await desk.review()
    assert (await desk.card(card.repost.id)).repost.state is RepostState.LAPSED


async def test_another_title_of_what_stands_is_asked_about_in_reply_to_its_card(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    posted = await desk.publish(await desk.card(card.repost.id))
    await desk.retitle("раз", "два")
    await desk.review()
    (asked,) = await desk.deliver()
    assert posted.stands is not None
    assert isinstance(asked.content, TitleQuestion)
    question = asked.content
    assert (question.was, question.now, question.reply_to) == ("раз", "два", posted.stands.message_id)
    await desk.reported("ещё", story=card.repost.story)
    assert await desk.deliver() == []
    assert (await desk.card(card.repost.id)).post.story.article.title == "раз"
    assert isinstance(await desk.press(question.card, RepostAction.UPDATE), Decided)
    desk.scene.later(minutes=2)
    edits = await desk.scene.storage.claim_edits(desk.scene.now, 10, desk.scene.lease())
    (edit,) = [one.content for one in edits if isinstance(one.content, ChannelPost)]
    assert edit.story.article.title == "два"


async def test_a_question_that_is_answered_before_it_is_asked_is_not_asked(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    await desk.publish(await desk.card(card.repost.id))
    await desk.retitle("раз", "два")
    await desk.review()
    assert isinstance(await desk.press(await desk.card(card.repost.id), RepostAction.LEAVE), Decided)
    assert await desk.deliver() == []


async def test_a_card_says_that_somebody_writes_only_while_others_are_kept_from_it(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    shown = await desk.card(card.repost.id)
    assert isinstance(await desk.press(shown, RepostAction.EDIT), Decided)
    edited = await desk.card(card.repost.id)
    await desk.scene.storage.note_card_shown(card.repost.id, edited.serial, desk.scene.now)
    desk.scene.later(minutes=9)
    await desk.review()
    assert await desk.scene.storage.claim_edits(desk.scene.now, 10, desk.scene.lease()) == []
    desk.scene.later(minutes=1)
    await desk.review()
    (edit,) = await desk.scene.storage.claim_edits(desk.scene.now, 10, desk.scene.lease())
    assert isinstance(edit.content, DeskCard)
    assert edit.content.repost.editing is not None


@pytest.mark.parametrize("was_released", [False, True])
async def test_what_was_approved_for_a_channel_that_is_lost_meanwhile_is_back_with_the_reason(
    desk: _Desk, was_released: bool
) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    shown = await desk.card(card.repost.id)
    assert isinstance(await desk.press(shown, RepostAction.PUBLISH), Decided)
    if was_released:
        desk.scene.later(seconds=20)
        await desk.review()
    lost = lost_chat(desk.channel.title, "kicked")
    await desk.scene.storage.mark_unreachable(desk.channel.key, lost, desk.scene.now)
    desk.scene.later(seconds=20)
    await desk.review()
    back = (await desk.card(card.repost.id)).repost
    assert (back.state, back.concerns) == (RepostState.OFFERED, (Concern(ConcernKind.RIGHT_LOST),))
    await desk.scene.chat(desk.channel.telegram_id, desk.channel.kind)
    await desk.review()
    back = (await desk.card(card.repost.id)).repost
    assert back.concerns == ()
    await desk.publish(await desk.card(card.repost.id))


async def test_what_is_released_while_its_channel_is_lost_is_back_on_its_card(desk: _Desk) -> None:
    await desk.open()
    await desk.reported("раз")
    ((), (card,)) = await _sent(desk)
    await desk.press(await desk.card(card.repost.id), RepostAction.PUBLISH)
    desk.scene.later(seconds=20)
    # The stage has loaded the card before this, and releases it after.
    lost = lost_chat(desk.channel.title, "kicked")
    await desk.scene.storage.mark_unreachable(desk.channel.key, lost, desk.scene.now)
    await desk.scene.storage.decide(card.repost.id, release(1, desk.scene.now), desk.scene.now)
    await desk.review()
    back = (await desk.card(card.repost.id)).repost
    assert (back.state, back.concerns) == (RepostState.OFFERED, (Concern(ConcernKind.RIGHT_LOST),))

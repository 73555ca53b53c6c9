"""A message that steps aside lets others of its chat pass, but none about its own story."""

from datetime import timedelta

from bot.delivery.digest_layout import in_pages_of
from bot.model import (
    Chat,
    ChatKind,
    ChatMoved,
    Dead,
    Dispatch,
    Notice,
    Postponed,
    Sent,
    StoryUpdate,
    TellAll,
)
from tests.storage.scene import Scene, story_in

_HOUR = timedelta(hours=1)


async def _owed(scene: Scene, *titles: str, kind: ChatKind = ChatKind.PRIVATE) -> Chat:
    chat = await scene.chat(-5 if kind is ChatKind.GROUP else 100, kind)
    await scene.source(chat)
    await scene.subscribe(chat)
    await _publish(scene, *titles)
    return chat


async def _publish(scene: Scene, *titles: str, to: str | None = None) -> None:
    """Articles, each a story of its own; or another of the story that began with the title `to`."""
    for article in await scene.publish(*titles):
        story = None
        if to is not None:
            (candidate,) = await scene.storage.candidate_stories([f"title:{to}"], scene.now - timedelta(days=2))
            story = candidate.id
        await scene.record(article, "коалиция", *(["вторая"] if to else []), story=story)
    await scene.fan_out()


async def _aside(scene: Scene, dispatch: Dispatch, refusals: int = 1) -> None:
    outcome = Postponed(scene.now + _HOUR, "something new", holds_chat=False, refusals=refusals)
    await scene.settle(dispatch, outcome)


async def _sent(scene: Scene, message_id: int = 1) -> str:
    """Send what is due next; its title."""
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(message_id))
    return story_in(dispatch).article.title


async def test_others_pass_and_it_comes_again_when_its_time_has_come(scene: Scene) -> None:
    await _owed(scene, "раз", "два", "три")
    (first,) = await scene.dispatches()
    await _aside(scene, first)
    assert [await _sent(scene), await _sent(scene)] == ["два", "три"]
    scene.later(minutes=59)
    assert await scene.dispatches() == []
    scene.later(minutes=1)
    (again,) = await scene.dispatches()
    assert (again.id, again.content, again.attempts, again.refusals) == (first.id, first.content, 2, 1)
    await _aside(scene, again, refusals=2)
    scene.later(hours=1)
    (last,) = await scene.dispatches()
    assert last.refusals == 2
    await scene.settle(last, Dead("something new"))
    scene.later(days=1)
    assert await scene.dispatches() == []
    count, (dead,) = await scene.storage.dead_dispatches(10)
    assert (count, dead.id, dead.reason) == (1, first.id, "something new")


async def test_its_time_does_not_wait_for_what_is_postponed(scene: Scene) -> None:
    await _owed(scene, "раз", "два")
    (first,) = await scene.dispatches()
    await _aside(scene, first)
    scene.later(minutes=50)
    (second,) = await scene.dispatches()
    await scene.settle(second, Postponed(scene.now + 2 * _HOUR, "5xx"))
    scene.later(minutes=10)
    assert await scene.dispatches() == []  # the chat is held
    scene.later(minutes=110)
    assert [await _sent(scene), await _sent(scene)] == ["раз", "два"]


async def test_a_reply_to_it_waits_until_it_stands(scene: Scene) -> None:
    chat = await _owed(scene, "раз")
    await scene.subscribe(chat, "вторая")
    (first,) = await scene.dispatches()
    await _aside(scene, first)
    scene.later(minutes=20)
    await _publish(scene, "продолжение", to="раз")
    assert await scene.dispatches() == []
    scene.later(minutes=20)
    await _publish(scene, "другое")
    assert await _sent(scene, 7) == "другое"
    assert await scene.dispatches() == []
    scene.later(minutes=20)
    assert await _sent(scene, 8) == "раз"
    (reply,) = await scene.dispatches()
    assert (story_in(reply).article.title, story_in(reply).reply_to) == ("продолжение", 8)


async def test_what_would_have_been_a_reply_to_it_is_told_by_itself_once_it_is_dead(scene: Scene) -> None:
    chat = await _owed(scene, "раз")
    await scene.subscribe(chat, "вторая")
    (first,) = await scene.dispatches()
    await _aside(scene, first)
    scene.later(minutes=20)
    await _publish(scene, "продолжение", to="раз")
    scene.later(hours=1)
    (again,) = await scene.dispatches()
    await scene.settle(again, Dead("something new"))
    (told,) = await scene.dispatches()
    assert (story_in(told).article.title, story_in(told).reply_to) == ("продолжение", None)


async def test_a_digest_that_steps_aside_holds_back_each_of_its_stories_and_no_other(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два")
    await scene.subscribe(chat, "вторая")
    scene.plan = TellAll(in_pages_of(10))
    (digest,) = await scene.dispatches()
    await _aside(scene, digest)
    scene.later(minutes=20)
    await _publish(scene, "продолжение", to="два")
    assert await scene.dispatches() == []
    scene.later(minutes=10)
    await _publish(scene, "три")
    (told,) = await scene.dispatches()
    assert isinstance(told.content, StoryUpdate)
    assert told.content.article.title == "три"
    await scene.settle(told, Sent(2))
    assert await scene.dispatches() == []


async def test_notices_step_aside_and_pass_as_well(scene: Scene) -> None:
    chat = await scene.chat()
    for key in ("first", "second"):
        await scene.storage.notify(chat.key, Notice(key), scene.now)
    (first,) = await scene.dispatches()
    await _aside(scene, first)
    (second,) = await scene.dispatches()
    assert (first.content, second.content) == (Notice("first"), Notice("second"))


async def test_it_comes_along_when_the_group_becomes_a_supergroup(scene: Scene) -> None:
    await _owed(scene, "раз", "два", kind=ChatKind.GROUP)
    (first,) = await scene.dispatches()
    await _aside(scene, first)
    (second,) = await scene.dispatches()
    await scene.settle(second, ChatMoved(-1_000_000_000_005))
    assert await _sent(scene) == "два"
    scene.later(hours=1)
    (again,) = await scene.dispatches()
    assert (again.id, again.chat.telegram_id) == (first.id, -1_000_000_000_005)


async def test_an_edit_that_telegram_refuses_is_tried_again_when_it_is_said(scene: Scene) -> None:
    chat = await _owed(scene, "раз")
    await _sent(scene)
    await scene.source(chat, "https://two.example/feed")
    await _publish(scene, "и другие", to="раз")
    scene.later(minutes=2)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    outcome = Postponed(scene.now + _HOUR, "something new", holds_chat=False, refusals=1)
    await scene.settle_edit(edit, outcome)
    scene.later(minutes=59)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    scene.later(minutes=1)
    assert len(await scene.storage.claim_edits(scene.now, 10, scene.lease())) == 1

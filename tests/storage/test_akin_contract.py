"""A story that is akin to one that the chat was told: a silent reply to its message, until somebody parts them."""

from dataclasses import replace

from bot.delivery.digest_layout import in_pages_of
from bot.model import (
    Chat,
    ChatKind,
    Digest,
    Dispatch,
    DispatchId,
    Novelty,
    Sent,
    StoryId,
    TellAll,
    TellOne,
    WaitingArticle,
)
from tests.storage.scene import Scene, story_in


async def _articles(scene: Scene, kind: ChatKind = ChatKind.PRIVATE) -> tuple[Chat, list[WaitingArticle]]:
    chat = await scene.chat(kind=kind)
    await scene.source(chat)
    await scene.subscribe(chat)
    return chat, await scene.publish("раз", "два", "три")


async def _sent(scene: Scene, article: WaitingArticle, message: int, akin: StoryId | None = None) -> Dispatch | None:
    """Record an article that begins a story, and send what the chat is owed for it."""
    await scene.record(article, "коалиция", akin=akin)
    await scene.fan_out()
    for dispatch in (found := await scene.dispatches()):
        await scene.settle(dispatch, Sent(message))
    return found[0] if found else None


async def test_it_replies_to_the_message_of_the_first_one_without_a_sound(scene: Scene) -> None:
    _, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    assert not story_in(told).is_akin
    for article, message in ((second, 12), (third, 13)):
        akin = await _sent(scene, article, message, story_in(told).story_id)
        assert akin is not None
        assert (story_in(akin).reply_to, story_in(akin).is_akin, story_in(akin).silent) == (11, True, True)


async def test_who_was_not_told_the_first_one_hears_of_it_as_of_any_other(scene: Scene) -> None:
    _, (first, second, _) = await _articles(scene)
    await scene.record(first)
    akin = await _sent(scene, second, 12, await scene.story_of(first))
    assert akin is not None
    assert (story_in(akin).reply_to, story_in(akin).is_akin, story_in(akin).silent) == (None, False, False)


async def test_what_is_akin_to_a_muted_story_is_not_told(scene: Scene) -> None:
    chat, (first, second, _) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    assert await scene.storage.mute_story(told.id, story_in(told).story_id, chat.key, scene.now)
    assert await _sent(scene, second, 12, story_in(told).story_id) is None


async def test_parted_it_is_a_story_of_its_own_and_so_are_later_ones(scene: Scene) -> None:
    chat, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    story = story_in(told).story_id
    akin = await _sent(scene, second, 12, story)
    assert akin is not None
    theirs = (akin.id, story_in(akin).story_id, chat.key)
    stranger = await scene.chat(666)
    assert not await scene.storage.part_story(*theirs[:2], stranger.key)
    assert not await scene.storage.part_story(told.id, story, chat.key)
    assert not await scene.storage.part_story(DispatchId(99), story, chat.key)
    assert await scene.storage.part_story(*theirs)
    shown = await scene.storage.sent_story(*theirs)
    assert shown == replace(story_in(akin), is_akin=False, silent=False)
    later = await _sent(scene, third, 13, story)
    assert later is not None
    assert (story_in(later).reply_to, story_in(later).is_akin, story_in(later).silent) == (None, False, False)


async def test_muting_the_first_one_silences_nothing_that_was_parted_from_it(scene: Scene) -> None:
    chat, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    story = story_in(told).story_id
    akin = await _sent(scene, second, 12, story)
    assert akin is not None
    assert await scene.storage.part_story(akin.id, story_in(akin).story_id, chat.key)
    assert await scene.storage.mute_story(told.id, story, chat.key, scene.now)
    later = await _sent(scene, third, 13, story)
    assert later is not None
    assert story_in(later).article.title == "три"


async def _waiting(scene: Scene, *articles: WaitingArticle) -> StoryId:
    """Owe the chat the first article's story, and stories that are akin to it; the first."""
    await scene.record(articles[0], "коалиция")
    story = await scene.story_of(articles[0])
    for article in articles[1:]:
        await scene.record(article, "коалиция", akin=story)
    await scene.fan_out()
    return story


async def test_in_a_digest_it_stands_below_the_first_one_whatever_the_size(scene: Scene) -> None:
    chat, (first, _, third) = await _articles(scene)
    story = await _waiting(scene, first, third)
    scene.later(minutes=15)
    second, more, other = await scene.publish("ещё о трёх", "другое")
    await scene.record(more, story=await scene.story_of(third))  # the akin story is the bigger one
    await scene.record(other, "коалиция")
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(15))
    (dispatch,) = await scene.dispatches()
    digest = dispatch.content
    assert isinstance(digest, Digest)
    assert [(one.article.title, one.is_akin) for one in digest.stories] == [
        ("другое", False),
        ("раз", False),
        ("три", True),
    ]
    assert (digest.first, digest.total) == (1, 2)
    await scene.settle(dispatch, Sent(11))
    shown = await scene.storage.sent_story(dispatch.id, await scene.story_of(third), chat.key)
    assert shown is not None
    scene.plan = TellOne()
    late = await _sent(scene, second, 12, story)
    assert late is not None
    assert (story_in(late).reply_to, story_in(late).is_akin, story_in(late).silent) == (11, True, True)


async def test_what_does_not_fit_below_a_story_has_a_number_and_no_message_has_more_stories(scene: Scene) -> None:
    _, (first, second, third) = await _articles(scene, ChatKind.SUPERGROUP)
    await _waiting(scene, first, second, third)
    scene.plan = TellAll(in_pages_of(2))
    told = []
    for message in (11, 12):
        (dispatch,) = await scene.dispatches()
        assert isinstance(dispatch.content, Digest)
        told.append([one.is_akin for one in dispatch.content.stories])
        assert (dispatch.content.first, dispatch.content.total) == (message - 10, 2)
        await scene.settle(dispatch, Sent(message))
    assert told == [[False, True], [False]]


async def test_of_two_that_wait_the_older_story_goes_first(scene: Scene) -> None:
    _, (first, second, _) = await _articles(scene)
    await scene.record(first)
    story = await scene.story_of(first)
    await scene.record(second, "коалиция", akin=story)
    await scene.fan_out()
    scene.later(minutes=15)
    *_, fourth = await scene.publish("четыре")
    await scene.record(fourth, "коалиция", story=story)  # its debt is the younger one
    await scene.fan_out()
    told = []
    for message in (11, 12):
        (dispatch,) = await scene.dispatches()
        told.append((story_in(dispatch).article.title, story_in(dispatch).reply_to, story_in(dispatch).silent))
        await scene.settle(dispatch, Sent(message))
    assert told == [("четыре", None, False), ("два", 11, True)]


async def test_what_a_muted_story_silences_is_counted_at_its_message_when_that_is_followed_again(scene: Scene) -> None:
    chat, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    theirs = (told.id, story_in(told).story_id, chat.key)
    assert await scene.storage.mute_story(*theirs, scene.now)
    muted = await scene.storage.sent_story(*theirs)
    assert muted is not None
    assert (muted.is_muted, muted.silenced) == (True, 0)
    for article in (second, third):
        assert await _sent(scene, article, 12, theirs[1]) is None
    scene.later(minutes=15)
    (more,) = await scene.publish("и ещё о двух")
    await scene.record(more, "коалиция", story=await scene.story_of(second), novelty=Novelty())
    await scene.fan_out()
    assert (await scene.dispatches(), await scene.storage.claim_edits(scene.now, 10, scene.lease())) == ([], [])
    stranger = await scene.chat(666)
    assert not await scene.storage.follow_story(*theirs[:2], stranger.key)
    assert await scene.storage.follow_story(*theirs)
    followed = await scene.storage.sent_story(*theirs)
    assert followed is not None
    assert (followed.is_muted, followed.silenced) == (False, 2)
    scene.later(minutes=15)
    *_, joins = await scene.publish("и другие")
    await scene.record(joins, "коалиция", story=theirs[1])
    await scene.fan_out()
    scene.later(minutes=2)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert (edit.message_id, story_in(edit).silenced, story_in(edit).further.total) == (11, 2, 1)


async def test_what_was_told_before_its_story_was_muted_is_not_counted(scene: Scene) -> None:
    chat, (first, second, _) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    story = story_in(told).story_id
    assert await _sent(scene, second, 12, story) is not None
    assert await scene.storage.mute_story(told.id, story, chat.key, scene.now)
    scene.later(minutes=15)
    *_, more = await scene.publish("ещё")
    await scene.record(more, "коалиция", story=await scene.story_of(second), novelty=Novelty())
    await scene.fan_out()
    muted = await scene.storage.sent_story(told.id, story, chat.key)
    assert muted is not None
    assert muted.silenced == 0

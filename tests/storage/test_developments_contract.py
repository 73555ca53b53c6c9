"""What is new in a story that a chat was told: one silent reply an hour, to which more is added."""

from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.model import (
    AS_THE_CHAT,
    Chat,
    Dead,
    DevelopmentKind,
    Digest,
    Dispatch,
    Novelty,
    PostEdit,
    ReplyMode,
    Sent,
    Span,
    StoryId,
    TellAll,
    WaitingArticle,
)
from tests.storage.scene import Scene, story_in

_DEATHS = Novelty((DevelopmentKind.DEATHS,), "Погибли трое.", (Span(8, 12),))
_ARREST = Novelty((DevelopmentKind.DETENTION,), "Задержан сторож.", (Span(0, 8),))


class _Story:
    """A chat that was told of a story by message 1, and that wants to hear what is new in it."""

    def __init__(self, scene: Scene, chat: Chat) -> None:
        self.scene = scene
        self.chat = chat
        self._message = 0

    async def begins(self) -> None:
        (article,) = await self.found("раз")
        await self.scene.record(article, "коалиция")
        await self.scene.fan_out()
        self.id: StoryId = await self.scene.story_of(article)
        assert await self.sent()

    async def found(self, *titles: str) -> list[WaitingArticle]:
        self.scene.later(minutes=15)
        return await self.scene.publish(*titles)

    async def develops(self, title: str, novelty: Novelty | None = _DEATHS, *queries: str) -> None:
        """An article joins the story, a quarter of an hour later."""
        (article,) = await self.found(title)
        await self.scene.record(article, *(queries or ("коалиция",)), story=self.id, novelty=novelty)
        await self.scene.fan_out()

    async def sent(self) -> list[Dispatch]:
        """What goes out now, as messages 1, 2 …"""
        dispatches = await self.scene.dispatches()
        for dispatch in dispatches:
            self._message += 1
            await self.scene.settle(dispatch, Sent(self._message))
        return dispatches

    async def reply(self) -> Dispatch:
        (dispatch,) = await self.sent()
        return dispatch

    async def edits(self) -> list[PostEdit]:
        """What is edited from now on, in ten minutes, in the order of the messages."""
        edits = []
        for _ in range(5):
            self.scene.later(minutes=2)
            for edit in await self.scene.storage.claim_edits(self.scene.now, 10, self.scene.lease()):
                edits.append(edit)
                await self.scene.settle_edit(edit, Sent(edit.message_id))
        return sorted(edits, key=lambda edit: edit.message_id)


@pytest.fixture
async def story(scene: Scene) -> _Story:
    chat = await scene.chat()
    await scene.source(chat)
    subscribed = await scene.subscribe(chat)
    await scene.storage.set_reply_mode(subscribed.id, chat.key, ReplyMode.DEVELOPMENTS)
    told = _Story(scene, chat)
    await told.begins()
    return told


def _listed(edit: PostEdit) -> tuple[str, ...]:
    return tuple(report.title for report in story_in(edit).further.newest)


async def test_it_is_a_silent_reply_that_says_what_is_new(story: _Story) -> None:
    await story.develops("два")
    content = story_in(await story.reply())
    assert (content.article.title, content.novelty) == ("два", _DEATHS)
    assert (content.reply_to, content.silent, content.is_late) == (1, True, False)
    assert content.further.newest == ()


async def test_what_follows_within_the_hour_is_added_to_the_reply_and_to_the_list_of_the_first_message(
    story: _Story,
) -> None:
    await story.develops("два")
    await story.reply()
    await story.develops("три", _ARREST)
    await story.develops("четыре", Novelty())
    assert await story.sent() == []
    first, reply = await story.edits()
    assert (first.message_id, _listed(first)) == (1, ("четыре", "три", "два"))
    assert (reply.message_id, _listed(reply)) == (2, ("четыре", "три"))
    assert story_in(reply).article.title == "два"
    assert story_in(reply).novelty == Novelty(_DEATHS.kinds + _ARREST.kinds, _DEATHS.sentence, _DEATHS.words)
    assert story_in(reply).further.outlets == 0
    assert await story.edits() == []


async def test_after_an_hour_it_is_another_reply(story: _Story) -> None:
    await story.develops("два")
    await story.reply()
    story.scene.later(minutes=50)
    await story.develops("три")
    content = story_in(await story.reply())
    assert (content.article.title, content.reply_to, content.silent) == ("три", 1, True)


async def test_more_of_the_same_is_no_reply_and_changes_none(story: _Story) -> None:
    await story.develops("два")
    await story.reply()
    await story.develops("три", None)
    assert await story.sent() == []
    assert [edit.message_id for edit in await story.edits()] == [1]


async def test_what_comes_before_the_reply_is_sent_goes_with_it(story: _Story) -> None:
    await story.develops("два")
    await story.develops("три", _ARREST)
    content = story_in(await story.reply())
    assert [report.title for report in content.further.newest] == ["три"]
    assert [edit.message_id for edit in await story.edits()] == [1]


async def test_what_comes_while_the_reply_is_on_its_way_is_added_afterwards(story: _Story) -> None:
    await story.develops("два")
    (dispatch,) = await story.scene.dispatches()
    await story.develops("три", _ARREST)
    story.scene.later(minutes=6)  # the lease has ended: it goes again, and says what it said
    (again,) = await story.scene.dispatches()
    assert (again.id, again.content) == (dispatch.id, dispatch.content)
    await story.scene.settle(again, Sent(2))
    assert [(edit.message_id, _listed(edit)) for edit in await story.edits()][1:] == [(2, ("три",))]


async def test_what_comes_while_the_reply_is_edited_is_added_next(story: _Story) -> None:
    await story.develops("два")
    await story.reply()
    await story.edits()
    await story.develops("три")
    story.scene.later(minutes=2)
    (reply,) = await story.scene.storage.claim_edits(story.scene.now, 1, story.scene.lease(30))
    if reply.message_id == 1:
        await story.scene.settle_edit(reply, Sent(1))
        (reply,) = await story.scene.storage.claim_edits(story.scene.now, 1, story.scene.lease(30))
    assert (reply.message_id, _listed(reply)) == (2, ("три",))
    await story.develops("четыре")
    await story.scene.settle_edit(reply, Sent(2))
    assert [(edit.message_id, _listed(edit)) for edit in await story.edits()][1:] == [(2, ("четыре", "три"))]


async def test_what_is_new_is_a_reply_of_its_own_if_the_last_one_is_gone(story: _Story) -> None:
    await story.develops("два")
    await story.reply()
    await story.develops("три")
    story.scene.later(minutes=2)
    while edits := await story.scene.storage.claim_edits(story.scene.now, 10, story.scene.lease()):
        for edit in edits:
            await story.scene.settle_edit(edit, Dead("message to edit not found") if edit.message_id == 2 else Sent(1))
    await story.develops("четыре")
    assert story_in(await story.reply()).article.title == "четыре"


async def test_without_the_first_message_it_follows_the_story_itself(story: _Story) -> None:
    story.scene.later(minutes=2)
    await story.develops("два", None)
    (edit,) = await story.scene.storage.claim_edits(story.scene.now, 10, story.scene.lease())
    await story.scene.settle_edit(edit, Dead("message to edit not found"))
    await story.develops("три")
    content = story_in(await story.reply())
    assert (content.reply_to, content.silent, content.novelty) == (None, True, _DEATHS)
    await story.develops("четыре", _ARREST)
    (edit,) = await story.edits()
    assert (edit.message_id, _listed(edit)) == (2, ("четыре", "два", "раз"))


async def test_a_story_that_was_told_over_a_day_ago_sounds(story: _Story) -> None:
    story.scene.later(hours=25)
    await story.develops("два")
    content = story_in(await story.reply())
    assert (content.reply_to, content.silent, content.is_late) == (1, False, True)
    await story.develops("три")
    (edit,) = await story.edits()
    assert (edit.message_id, _listed(edit)) == (2, ("три",))
    story.scene.later(minutes=50)
    await story.develops("четыре")
    content = story_in(await story.reply())
    assert (content.silent, content.is_late) == (True, False)


async def test_a_subscription_that_is_silent_keeps_a_late_development_silent(story: _Story) -> None:
    (one,) = await story.scene.storage.subscriptions(story.chat.key)
    await story.scene.storage.set_manner(one.id, story.chat.key, AS_THE_CHAT, silent=True)
    story.scene.later(hours=25)
    await story.develops("два")
    content = story_in(await story.reply())
    assert (content.silent, content.is_late) == (True, True)


async def test_nothing_more_is_said_once_the_story_is_muted(story: _Story) -> None:
    await story.develops("два")
    reply = await story.reply()
    await story.develops("три")
    assert await story.scene.storage.mute_story(reply.id, story.id, story.chat.key, story.scene.now)
    assert await story.edits() == []
    await story.develops("четыре")
    assert (await story.sent(), await story.edits()) == ([], [])


async def test_two_subscriptions_share_a_reply_and_a_further_one_makes_it_tell_the_story(story: _Story) -> None:
    second = await story.scene.subscribe(story.chat, "вторая")
    await story.scene.storage.set_reply_mode(second.id, story.chat.key, ReplyMode.DEVELOPMENTS)
    await story.develops("два", _DEATHS, "коалиция", "вторая")
    content = story_in(await story.reply())
    assert (content.subscriptions, content.novelty, content.silent) == (("коалиция", "вторая"), None, False)
    await story.develops("три", _DEATHS, "коалиция", "вторая")
    content = story_in(await story.reply())
    assert (content.subscriptions, content.novelty, content.silent) == (("коалиция", "вторая"), _DEATHS, True)
    await story.develops("четыре", _DEATHS, "коалиция", "вторая")
    assert [_listed(edit) for edit in await story.edits()][1:] == [("четыре",)]


async def test_who_wants_every_article_gets_each_with_what_is_new_in_it(story: _Story) -> None:
    (one,) = await story.scene.storage.subscriptions(story.chat.key)
    await story.scene.storage.set_reply_mode(one.id, story.chat.key, ReplyMode.ALL)
    told = []
    for title, novelty in (("два", _DEATHS), ("три", None), ("четыре", _ARREST)):
        await story.develops(title, novelty)
        told.append((story_in(await story.reply()).novelty, await story.sent()))
    assert told == [(_DEATHS, []), (None, []), (_ARREST, [])]


async def _make_broad(story: _Story, stories: int = 16) -> None:
    """Tell the subscription so many other stories within a day, and edit what is behind."""
    for article in await story.found(*(f"о другом {number}" for number in range(stories - 1))):
        await story.scene.record(article, "коалиция")
    await story.scene.fan_out()
    for _ in range(stories - 1):
        await story.reply()
    await story.edits()


async def test_under_a_broad_subscription_what_is_new_is_a_line_of_the_first_message(story: _Story) -> None:
    await _make_broad(story)
    await story.develops("два")
    await story.develops("три", None)
    await story.develops("четыре", _ARREST)
    assert await story.sent() == []
    (edit,) = await story.edits()
    assert [(one.title, one.kinds) for one in story_in(edit).developments] == [
        ("четыре", _ARREST.kinds),
        ("два", _DEATHS.kinds),
    ]
    assert (edit.message_id, _listed(edit)) == (1, ("четыре", "три", "два"))
    assert (story_in(edit).novelty, story_in(edit).article.title) == (None, "раз")
    await story.develops("пять", None)
    (edit,) = await story.edits()
    assert [one.title for one in story_in(edit).developments] == ["четыре", "два"]


async def test_a_narrower_subscription_gets_replies(story: _Story) -> None:
    await _make_broad(story, 15)
    await story.develops("два")
    assert story_in(await story.reply()).novelty == _DEATHS


async def test_what_is_new_is_named_although_the_article_was_listed_before_that_was_decided(story: _Story) -> None:
    await _make_broad(story)
    (article,) = await story.found("два")
    await story.scene.record(article, "коалиция", story=story.id, novelty=_DEATHS)
    (edit,) = await story.edits()
    assert (_listed(edit), story_in(edit).developments) == (("два",), ())
    await story.scene.fan_out()
    (edit,) = await story.edits()
    assert [one.title for one in story_in(edit).developments] == ["два"]


async def test_what_is_new_is_named_although_its_message_is_on_its_way_or_is_being_edited(story: _Story) -> None:
    await _make_broad(story)
    (article,) = await story.found("два")
    await story.scene.record(article, "коалиция", story=story.id, novelty=_DEATHS)
    story.scene.later(minutes=2)
    (edit,) = await story.scene.storage.claim_edits(story.scene.now, 1, story.scene.lease())
    await story.scene.fan_out()
    await story.scene.settle_edit(edit, Sent(1))
    (edit,) = await story.edits()
    assert [one.title for one in story_in(edit).developments] == ["два"]


async def test_a_message_that_waits_names_what_is_new_when_it_goes(story: _Story) -> None:
    await _make_broad(story)
    first, second = await story.found("первое", "второе")
    await story.scene.record(first, "коалиция")
    await story.scene.fan_out()
    there = await story.scene.story_of(first)
    await story.scene.record(second, "коалиция", story=there, novelty=_DEATHS)
    await story.scene.fan_out()
    content = story_in(await story.reply())
    assert (content.article.title, [one.title for one in content.developments]) == ("первое", ["второе"])
    assert (await story.sent(), await story.edits()) == ([], [])


async def test_in_a_digest_it_is_a_story_like_others(story: _Story) -> None:
    (article,) = await story.found("другое")
    await story.scene.record(article, "коалиция")
    await story.develops("два")
    await story.develops("три")
    story.scene.plan = TellAll(in_pages_of(15))
    (digest,) = await story.scene.dispatches()
    assert isinstance(digest.content, Digest)
    told = {one.article.title: (one.novelty, one.silent) for one in digest.content.stories}
    assert told == {"другое": (None, False), "два": (None, True)}


async def test_the_words_of_the_article_are_kept_no_longer_than_its_text(story: _Story) -> None:
    await story.develops("два")
    reply = await story.reply()
    story.scene.later(days=91)
    await story.scene.storage.tidy(story.scene.now)
    content = await story.scene.storage.sent_story(reply.id, story.id, story.chat.key)
    assert content is not None
    assert (content.article.text, content.novelty) == ("", Novelty())


async def test_what_was_added_is_explained(story: _Story) -> None:
    await story.develops("два")
    reply = await story.reply()
    await story.develops("три")
    reasons = await story.scene.storage.explain(reply.id, story.id, story.chat.key)
    assert [(one.query, one.article.title) for one in reasons] == [("коалиция", "два")]


async def test_what_nobody_wants_any_more_is_not_told(story: _Story) -> None:
    await story.develops("два")
    await story.develops("три")
    (one,) = await story.scene.storage.subscriptions(story.chat.key)
    await story.scene.storage.unsubscribe(one.id, story.chat.key, story.scene.now, story.scene.cause())
    story.scene.later(seconds=1)
    assert await story.sent() == []
    assert (await story.scene.storage.backlog(story.scene.now, story.scene.now - timedelta(1))).chats == 0

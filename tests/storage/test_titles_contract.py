"""A title that changed: those who were told of the article see how it was called then."""

import pytest

from bot.articles.retitling import is_retitled
from bot.delivery.digest_layout import in_pages_of
from bot.model import READ, ArticleEdited, Chat, Dispatch, PollRecord, Sent, TellAll, WaitingArticle
from tests.storage.scene import Scene, story_in

_FIRST, _SECOND, _THIRD = "Погибли двое", "Погибли трое", "Погибли шестеро"


class _Told:
    """An article of a source that a chat watches, and what becomes of it."""

    def __init__(self, scene: Scene, chat: Chat, article: WaitingArticle) -> None:
        self.scene = scene
        self.chat = chat
        self.article = article

    async def is_called(self, title: str) -> None:
        scene = self.scene
        scene.later(minutes=10)
        source = await scene.claim_source()
        edited = ArticleEdited(self.article.id, (f"guid:{_FIRST}",), title, title, "Другой текст.")
        record = PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,))
        await scene.storage.record_poll(record, is_retitled=is_retitled)
        for again in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()):
            await scene.record(again, "коалиция")

    async def send(self) -> Dispatch:
        await self.scene.fan_out()
        (dispatch,) = await self.scene.dispatches()
        await self.scene.settle(dispatch, Sent(7))
        return dispatch

    async def edits(self) -> list[tuple[str, str | None]]:
        """What the message is edited to: its title, and the former one."""
        self.scene.later(minutes=2)
        edits = await self.scene.storage.claim_edits(self.scene.now, 10, self.scene.lease())
        for edit in edits:
            await self.scene.settle_edit(edit, Sent(7))
        return [(story_in(edit).article.title, story_in(edit).former_title) for edit in edits]


@pytest.fixture
async def told(scene: Scene) -> _Told:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    (article,) = await scene.publish(_FIRST)
    await scene.record(article, "коалиция")
    return _Told(scene, chat, article)


async def test_a_message_shows_the_title_that_it_told(told: _Told) -> None:
    assert story_in(await told.send()).former_title is None
    await told.is_called(_SECOND)
    assert await told.edits() == [(_SECOND, _FIRST)]
    assert await told.edits() == []
    await told.is_called(_THIRD)
    assert await told.edits() == [(_THIRD, _FIRST)]
    await told.is_called(_FIRST)
    assert await told.edits() == [(_FIRST, None)]


async def test_the_same_title_written_otherwise_is_no_news(told: _Told) -> None:
    await told.send()
    await told.is_called(f"{_FIRST}!")
    assert await told.edits() == []


async def test_who_was_not_told_yet_is_told_by_the_new_title(told: _Told) -> None:
    await told.is_called(_SECOND)
    dispatch = await told.send()
    assert (story_in(dispatch).article.title, story_in(dispatch).former_title) == (_SECOND, None)
    assert await told.edits() == []


async def test_a_message_that_is_on_its_way_says_the_same_when_it_is_tried_again(told: _Told) -> None:
    await told.scene.fan_out()
    (dispatch,) = await told.scene.dispatches()
    await told.is_called(_SECOND)
    (again,) = await told.scene.dispatches()
    assert story_in(again).article.title == story_in(dispatch).article.title == _FIRST
    await told.scene.settle(again, Sent(7))
    assert await told.edits() == [(_SECOND, _FIRST)]


async def test_a_story_of_a_digest_is_shown_as_it_was_told(told: _Told) -> None:
    await told.scene.fan_out()
    told.scene.plan = TellAll(in_pages_of(15))
    dispatch = await told.send()
    story = story_in(dispatch).story_id
    await told.is_called(_SECOND)
    shown = await told.scene.storage.sent_story(dispatch.id, story, told.chat.key)
    assert shown is not None
    assert (shown.article.title, shown.former_title) == (_FIRST, None)


async def test_a_message_about_another_article_of_the_story_is_left_as_it_is(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    first, second = await scene.publish(_FIRST, "Другое")
    await scene.record(first)
    await scene.subscribe(chat)
    await scene.record(second, "коалиция", story=await scene.story_of(first))
    told = _Told(scene, chat, first)
    await told.send()
    await told.is_called(_SECOND)
    assert await told.edits() == []


async def test_a_source_that_changes_a_title_for_ever_keeps_nobody_busy(told: _Told) -> None:
    await told.send()
    shown = []
    for number in range(30):
        await told.is_called(f"Погибли {number}")
        shown += await told.edits()
    assert len(shown) <= 10


async def test_a_title_is_kept_as_far_as_it_is_read(told: _Told) -> None:
    await told.is_called("а" * 5_000)
    await told.send()
    await told.is_called(_SECOND)
    assert await told.edits() == [(_SECOND, "а" * READ["title"])]

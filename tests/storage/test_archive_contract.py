from datetime import timedelta

import pytest

from bot.model import (
    AllOf,
    AnyOf,
    ArchivedArticle,
    ArchiveReach,
    ArticleEdited,
    Chat,
    Filter,
    PollRecord,
    Term,
)
from tests.storage.scene import Scene


async def _archive(scene: Scene, *titles: str) -> Chat:
    """A chat, and articles with those titles, a minute apart; the words of its title are an article's terms."""
    chat = await scene.chat()
    await scene.source(chat)
    for title in titles:
        scene.later(minutes=10)
        for article in await scene.publish(title):
            await scene.record(article)
    return chat


async def _search(scene: Scene, wanted: Filter | None, chat: Chat) -> list[ArchivedArticle]:
    since = scene.now - timedelta(days=90)
    return list((await scene.storage.search(wanted, chat.key, since, None, 10, within_s=10)).articles)


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (None, ["c++ ёж", "нефть сегодня", "нефть газ"]),
        (Term("нефть"), ["нефть сегодня", "нефть газ"]),
        (Term("неф"), []),
        (Term("неф", is_prefix=True), ["нефть сегодня", "нефть газ"]),
        (AllOf((Term("нефть"), Term("газ"))), ["нефть газ"]),
        (AnyOf((Term("газ"), Term("ёж"))), ["c++ ёж", "нефть газ"]),
        (AllOf((Term("нефть"), AnyOf((Term("газ"), Term("сегодня"))))), ["нефть сегодня", "нефть газ"]),
        (Term("c++"), ["c++ ёж"]),
        (Term("++"), ["c++ ёж", "нефть сегодня", "нефть газ"]),
        (Term('" OR "'), []),
    ],
)
async def test_articles_are_found_by_their_terms_newest_first(
    scene: Scene, wanted: Filter | None, titles: list[str]
) -> None:
    chat = await _archive(scene, "нефть газ", "нефть сегодня", "c++ ёж")
    assert [found.article.title for found in await _search(scene, wanted, chat)] == titles


async def test_a_search_goes_on_where_it_stopped(scene: Scene) -> None:
    chat = await _archive(scene, "один", "два", "три")
    since = scene.now - timedelta(days=90)
    first = await scene.storage.search(None, chat.key, since, None, 2, within_s=10)
    assert [found.article.title for found in first.articles] == ["три", "два"]
    last = await scene.storage.search(None, chat.key, since, first.reached, 2, within_s=10)
    assert [found.article.title for found in last.articles] == ["один"]
    assert last.reached is None


async def test_a_chat_searches_what_it_watches(scene: Scene) -> None:
    await _archive(scene, "нефть")
    assert await _search(scene, Term("нефть"), await scene.chat(2)) == []


async def test_what_is_older_than_asked_for_is_left_out(scene: Scene) -> None:
    chat = await _archive(scene, "нефть")
    scene.later(days=91)
    assert await _search(scene, Term("нефть"), chat) == []


async def test_articles_are_counted_that_match_one_filter_and_not_another(scene: Scene) -> None:
    chat = await _archive(scene, "нефть газ", "нефть сегодня", "c++ ёж")
    oil, gas, hedgehog, nothing = Term("нефть"), Term("газ"), Term("ёж"), Term("уголь")
    wanted: list[tuple[Filter, Filter]] = [
        (oil, nothing),
        (oil, gas),
        (AllOf((oil, gas)), nothing),
        (AnyOf((gas, hedgehog)), AnyOf((hedgehog, nothing))),
        (oil, oil),
        (Term("++"), nothing),
        (oil, Term("++")),
    ]
    storage, since = scene.storage, scene.now - timedelta(days=7)
    assert await storage.count_articles(wanted, chat.key, since, 10) == [2, 1, 1, 1, 0, 0, 0]
    assert await storage.count_articles(wanted, chat.key, since, 1) == [1, 1, 1, 1, 0, 0, 0]
    assert await storage.count_articles(wanted, (await scene.chat(2)).key, since, 10) == [0] * 7
    scene.later(days=8)
    assert await storage.count_articles(wanted, chat.key, scene.now - timedelta(days=7), 10) == [0] * 7


async def test_words_that_the_archive_knows_are_counted(scene: Scene) -> None:
    await _archive(scene, "нефть газ", "нефть сегодня", "нью-йорк", "нефть ёж")
    since = scene.now - timedelta(days=7)
    asked = ["нефть", "неф", "газ", "нью-йорк", "йорк-нью-нефть", '" OR "', "++", ""]
    assert await scene.storage.known_words(asked, since, 2) == {"нефть": 2, "газ": 1, "нью-йорк": 1}
    assert await scene.storage.known_words(asked, since, 9) == {"нефть": 3, "газ": 1, "нью-йорк": 1}
    assert await scene.storage.known_words([], since, 9) == {}


async def test_words_of_older_articles_are_not_counted(scene: Scene) -> None:
    chat = await _archive(scene, "нефть")
    scene.later(days=20)
    for article in await scene.publish("газ"):
        await scene.record(article)
    assert [one.article.title for one in await _search(scene, None, chat)] == ["газ", "нефть"]
    assert await scene.storage.known_words(["нефть", "газ"], scene.now - timedelta(days=7), 9) == {"газ": 1}


async def test_an_edited_article_is_found_by_its_new_terms_once(scene: Scene) -> None:
    chat = await _archive(scene, "нефть")
    (found,) = await _search(scene, None, chat)
    scene.later(minutes=10)
    source = await scene.claim_source()
    edited = ArticleEdited(found.id, ("guid:нефть",), "иначе", "уголь", "Другой текст.")
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
    (again,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(again)
    assert [one.number for one in await _search(scene, Term("уголь"), chat)] == [found.number]
    # Its earlier text may still find it: a look at the article shows that it is something else by now.
    assert {one.article.title for one in await _search(scene, Term("нефть"), chat)} <= {"уголь"}


async def test_it_says_since_when_it_has_articles_and_in_which_stories_they_are(scene: Scene) -> None:
    chat = await scene.chat()
    assert await scene.storage.archive_reach(chat.key) == ArchiveReach(None, 0)
    chat = await _archive(scene, "один", "два")
    assert await scene.storage.archive_reach(chat.key) == ArchiveReach(scene.now, 1), "its baseline"
    other = await scene.chat(2)
    assert await scene.storage.archive_reach(other.key) == ArchiveReach(None, 0), "it watches none of them"
    second, first = await _search(scene, None, chat)
    assert None not in {first.story, second.story}
    assert first.story != second.story


async def test_it_counts_the_outlets_of_stories_that_a_chat_watches(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    (first,) = await scene.publish("нефть")
    await scene.record(first)
    story = await scene.story_of(first)
    scene.later(minutes=5)
    await scene.source(chat, "https://two.example/feed")
    (second,) = await scene.publish("снова нефть")
    await scene.record(second, story=story)
    assert await scene.storage.outlets({story}, chat.key) == {story: 2}
    other = await scene.chat(2)
    assert await scene.storage.outlets({story}, other.key) == {story: 0}

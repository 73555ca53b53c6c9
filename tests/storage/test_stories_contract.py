from datetime import timedelta

from bot.model import ArticleId, CandidateStory, Clue, CountedArticle, KnownArticle, Scope, StoryId
from tests.storage.conftest import START
from tests.storage.scene import Scene

_RED, _GREEN, _BLUE = Clue(0), Clue(7), Clue(0xFFFFFFFF)


async def test_a_clue_leads_to_the_latest_articles_that_were_recorded_with_it(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, second, third, without = await scene.publish("раз", "два", "три", "без")
    await scene.record(first, clues=(_RED, _BLUE))
    await scene.record(second, clues=(_RED, _RED))
    await scene.record(third, clues=(_RED,))
    await scene.record(without)
    day = scene.now.date()
    assert await scene.storage.articles_with([_RED, _GREEN, _BLUE], day, 2) == {
        _RED: [third.id, second.id],
        _BLUE: [first.id],
    }
    assert await scene.storage.articles_with([], day, 2) == {}


async def test_a_clue_leads_back_to_the_day_that_is_asked_for(scene: Scene) -> None:
    await scene.source(await scene.chat())
    found = []
    for _ in range(3):
        (article,) = await scene.publish(f"новость {scene.now}")
        found.append(article.id)
        scene.later(hours=36)  # recorded on another day than it was found on
        (article,) = await scene.storage.claim_waiting_articles(scene.now, 1, scene.lease())
        await scene.record(article, clues=(_RED,))
    for number, days in enumerate((0, 1, 3)):
        since = (START + timedelta(days=days)).date()
        assert await scene.storage.articles_with([_RED], since, 9) == {_RED: [*reversed(found[number:])]}
    assert await scene.storage.articles_with([_RED], scene.now.date(), 9) == {}


async def test_a_known_article_comes_with_the_one_that_began_its_story(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, second, unknown = await scene.publish("раз", "два", "три")
    await scene.record(first, fingerprint=b"first")
    story = await scene.story_of(first)
    await scene.record(second, story=story, fingerprint=b"second")
    await scene.record(unknown)
    known = await scene.storage.known_articles([second.id, unknown.id, ArticleId(99), first.id])
    assert known == [
        KnownArticle(first.id, scene.now, b"first", story, b"first", scene.now),
        KnownArticle(second.id, scene.now, b"second", story, b"first", scene.now),
    ]


async def test_a_story_that_is_akin_to_an_earlier_one_is_known_as_such(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, second, third = await scene.publish("раз", "два", "три")
    await scene.record(first, fingerprint=b"first")
    story = await scene.story_of(first)
    await scene.record(second, akin=story, fingerprint=b"second")
    akin = await scene.story_of(second)
    await scene.record(third, story=akin, fingerprint=b"third")
    known = await scene.storage.known_articles([first.id, second.id, third.id])
    assert [(one.story, one.akin) for one in known] == [(story, None), (akin, story), (akin, story)]


async def test_everybodys_fingerprints_come_in_the_order_of_their_articles(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    first, narrow, second, last = await scene.publish("раз", "два", "три", "четыре")
    for article in (second, first, last):
        await scene.record(article, fingerprint=article.title.encode())
    await scene.record(narrow, fingerprint=b"narrow", scope=Scope(chat.key))
    today = scene.now.date()

    async def found(one: int, before: int, days: int = 0, limit: int = 9) -> list[CountedArticle]:
        return await scene.storage.fingerprints(one, before, today + timedelta(days=days), limit)

    known = [CountedArticle(one.number, today, one.title.encode()) for one in (first, second, last)]
    assert await found(first.number, last.number + 1) == known
    assert await found(first.number, last.number + 1, limit=2) == known[:2]
    assert await found(second.number, last.number) == known[1:2]
    assert await found(first.number, last.number + 1, days=1) == []


async def test_a_candidate_comes_with_what_joined_it_last_and_when_that_was_found(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, second = await scene.publish("раз", "два")
    await scene.record(first, fingerprint=b"first")
    found_at = scene.now
    scene.later(minutes=3)
    await scene.record(second, story=StoryId(1), fingerprint=b"second")
    candidates = await scene.storage.candidate_stories(["title:раз"], found_at - timedelta(minutes=1))
    assert candidates == [CandidateStory(StoryId(1), frozenset({"title:раз"}), found_at, b"second")]
    assert await scene.storage.candidate_stories(["title:раз"], found_at) == []


async def test_what_is_compared_with_nothing_any_more_is_forgotten(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, waiting = await scene.publish("раз", "два")
    await scene.record(first, clues=(_RED,), fingerprint=b"first")
    long_ago = scene.now.date()
    scene.later(days=10)
    await scene.storage.tidy(scene.now)
    assert await scene.storage.articles_with([_RED], long_ago, 9) == {_RED: [first.id]}, "the other one waits"
    (again,) = await scene.storage.claim_waiting_articles(scene.now, 9, scene.lease())
    await scene.record(again, clues=(_RED,), fingerprint=b"second")
    await scene.storage.tidy(scene.now)
    assert await scene.storage.articles_with([_RED], long_ago, 9) == {}
    assert await scene.storage.known_articles([first.id, waiting.id]) == []
    assert await scene.storage.articles_of(StoryId(1), 9) != []

"""The queue of pages, and the articles that wait for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from bot.errors import LeaseLost
from bot.model import (
    ArticleEdited,
    ArticleFound,
    Chat,
    HostShare,
    NewSource,
    PageCounts,
    PageOutcome,
    PageQueue,
    PageRecord,
    PageShare,
    PollRecord,
    Robots,
    Sent,
    SourceForPoll,
    SourcePages,
    WaitingArticle,
    WantedPage,
    Withheld,
)
from bot.ports import Storage
from tests.storage.scene import Scene, story_in

_SHARE = PageShare(at_once=2, spacing_s=0.5, a_day=3)
_WAIT = timedelta(seconds=15)


class Pages:
    """A source whose articles want their pages, and the queue of these."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.asked: list[PageQueue] = []
        self.wait = _WAIT

    async def watch(self, chat: Chat | None = None) -> None:
        await self.scene.source(chat or await self.scene.chat())

    def found(self, *titles: str, host: str = "pages.example") -> list[ArticleFound]:
        return [
            replace(self.scene.found(title), url=f"https://{host}/{title}", canonical_url="", wants_page=True)
            for title in titles
        ]

    async def publish(self, *found: ArticleFound, is_of_pack: bool = False) -> SourceForPoll:
        scene = self.scene
        source = await scene.claim_source()
        while source.is_of_pack != is_of_pack:
            source = await scene.claim_source()
        state = replace(source.state, next_poll_at=scene.now + timedelta(hours=1), baseline_at=scene.now)
        record = PollRecord(source.id, source.lease, scene.now, state, found=tuple(found))
        await scene.storage.record_poll(record, waits=self._waits)
        return source

    def _waits(self, queue: PageQueue) -> timedelta:
        self.asked.append(queue)
        return self.wait

    async def claim(self, limit: int = 10) -> list[WantedPage]:
        claimed = await self.scene.storage.claim_pages(self.scene.now, limit, self.scene.lease(), _SHARE)
        return list(claimed.pages)

    async def one(self) -> WantedPage:
        (page,) = await self.claim()
        return page

    async def record(self, page: WantedPage, outcome: PageOutcome | None = PageOutcome.TEXT, **said: object) -> None:
        record = PageRecord(page.article, page.lease, page.host, self.scene.now, outcome)
        await self.scene.storage.record_page(replace(record, **said))  # type: ignore[arg-type]

    async def readable(self) -> list[WaitingArticle]:
        """What can be matched by now, in its order."""
        return await self.scene.storage.claim_waiting_articles(self.scene.now, 100, self.scene.lease())


@pytest.fixture
async def pages(scene: Scene) -> Pages:
    pages = Pages(scene)
    await pages.watch()
    return pages


async def test_an_article_waits_for_its_page_and_is_matched_with_both_texts(pages: Pages) -> None:
    await pages.publish(*pages.found("новость"))
    assert await pages.readable() == []
    page = await pages.one()
    assert (page.address, page.title, page.tries) == ("https://pages.example/новость", "новость", 0)
    await pages.record(page, text="Пятый абзац.", canonical_url="https://pages.example/1")
    (article,) = await pages.readable()
    assert article.text == "Текст о том, что новость.\nПятый абзац."
    assert article.canonical_url == "https://pages.example/1"
    assert await pages.claim() == []


@pytest.mark.parametrize(("of_feed", "author"), [("", "Анна Ёлкина"), ("Иван Петров", "Иван Петров")])
async def test_a_page_names_the_author_if_its_feed_does_not(pages: Pages, of_feed: str, author: str) -> None:
    (found,) = pages.found("новость")
    await pages.publish(replace(found, author=of_feed))
    await pages.record(await pages.one(), text="Пятый абзац.", author="Анна Ёлкина")
    (article,) = await pages.readable()
    assert article.author == author
    await pages.scene.record(article)
    since = pages.scene.now - timedelta(days=1)
    kept = await pages.scene.storage.search(None, None, since, None, 1, within_s=10)
    assert [(one.article.author, one.article.url) for one in kept.articles] == [(author, found.url)]


async def test_what_wants_no_page_does_not_wait(pages: Pages) -> None:
    (wanted,) = pages.found("ждёт")
    await pages.publish(wanted, pages.scene.found("целиком"))
    assert [one.title for one in await pages.readable()] == ["целиком"]


async def test_an_article_goes_on_when_its_wait_is_over_and_its_page_stays_in_the_queue(pages: Pages) -> None:
    await pages.publish(*pages.found("раз", "два"))
    pages.scene.later(seconds=14)
    first = await pages.one()
    assert await pages.readable() == []
    pages.scene.later(seconds=1)
    claimed = await pages.scene.storage.claim_pages(pages.scene.now, 10, pages.scene.lease(), _SHARE)
    assert claimed.released == 2
    assert {first.article, *(page.article for page in claimed.pages)} == {
        article.id for article in await pages.readable()
    }


async def test_without_room_for_pages_articles_go_on_all_the_same(pages: Pages) -> None:
    await pages.publish(*pages.found("раз"))
    pages.scene.later(seconds=15)
    assert await pages.claim(limit=0) == []
    assert len(await pages.readable()) == 1


async def test_the_order_of_stories_is_the_order_in_which_articles_go_on(pages: Pages) -> None:
    await pages.publish(*pages.found("раз", "два", "три"), pages.scene.found("целиком"))
    newest = await pages.one()
    pages.scene.later(seconds=1)
    older = await pages.one()
    assert (newest.title, older.title) == ("три", "два")
    await pages.record(older)
    await pages.record(newest, PageOutcome.USELESS)
    pages.scene.later(seconds=20)
    await pages.claim(limit=0)
    articles = await pages.readable()
    assert [one.title for one in articles] == ["целиком", "два", "три", "раз"]
    assert [one.number for one in articles] == [1, 2, 3, 4]


async def test_the_rule_hears_how_many_newer_pages_come_first_and_how_long_the_host_is_held(pages: Pages) -> None:
    await pages.publish(*pages.found("раз", "два", "три"), *pages.found("чужое", host="other.example"))
    assert [queue.ahead for queue in pages.asked] == [2, 1, 0, 0]
    (page,) = await pages.claim(1)
    await pages.record(page, None, again_at=pages.scene.now, host_free_at=pages.scene.now + timedelta(minutes=2))
    pages.scene.later(hours=1)
    await pages.scene.storage.record_robots(page.host, Robots("", pages.scene.now, 4.0), pages.scene.now)
    pages.asked.clear()
    await pages.publish(*pages.found("четыре", host=urlsplit(page.address).netloc))
    assert pages.asked == [PageQueue(0, timedelta(seconds=4), 4.0)]


async def test_who_does_not_wait_has_a_page_all_the_same(pages: Pages) -> None:
    pages.wait = timedelta(0)
    await pages.publish(*pages.found("новость"))
    assert len(await pages.readable()) == 1
    assert (await pages.one()).title == "новость"


async def test_of_a_host_so_many_pages_are_read_at_once_with_a_pause_between_them_and_so_many_a_day(
    pages: Pages,
) -> None:
    await pages.publish(*pages.found(*"абвгд"))
    first = await pages.one()
    assert await pages.claim() == []
    pages.scene.later(seconds=0.5)
    await pages.one()
    pages.scene.later(seconds=30)
    assert await pages.claim() == []
    await pages.record(first)
    await pages.one()
    pages.scene.later(minutes=10)  # both leases have ended
    assert await pages.claim() == []
    pages.scene.later(days=1)
    assert len(await pages.claim()) == 1


async def test_a_host_is_left_alone_as_long_as_is_recorded_and_nobody_waits_for_it(pages: Pages) -> None:
    await pages.publish(*pages.found("раз", "два"))
    page = await pages.one()
    held = pages.scene.now + timedelta(minutes=1)
    await pages.record(page, None, again_at=pages.scene.now, host_failures=3, host_free_at=held)
    assert {one.title for one in await pages.readable()} == {"раз", "два"}
    pages.scene.later(seconds=59)
    assert await pages.claim() == []
    pages.scene.later(seconds=1)
    again = await pages.one()
    assert (again.title, again.tries, again.host_failures) == ("два", 1, 3)


async def test_a_page_is_tried_again_when_it_is_said_and_its_article_does_not_wait_longer_for_that(
    pages: Pages,
) -> None:
    await pages.publish(*pages.found("раз"))
    await pages.record(await pages.one(), None, again_at=pages.scene.now + timedelta(seconds=10))
    assert await pages.readable() == []
    pages.scene.later(seconds=10)
    await pages.record(await pages.one(), None, again_at=pages.scene.now + timedelta(minutes=5))
    assert len(await pages.readable()) == 1


async def test_a_page_waits_while_a_feed_of_its_host_is_due(pages: Pages, scene: Scene) -> None:
    await pages.publish(*pages.found("новость", host="one.example"))
    await scene.source(await scene.chat(), "https://one.example/other")
    assert await pages.claim() == []
    await scene.storage.claim_due_sources(scene.now, 1, scene.lease(), HostShare(4, 1))
    assert (await pages.one()).address == "https://one.example/новость"


async def _of_a_pack(pages: Pages, title: str) -> None:
    """A source of a pack lists an item."""
    scene = pages.scene
    await scene.storage.load_pack([NewSource("https://pack.example/feed", "Вестник", "ru", "ru/general")], scene.now)
    pages.asked.clear()
    await pages.publish(*pages.found(title), is_of_pack=True)


async def test_pages_that_people_add_take_nothing_from_those_of_a_pack(pages: Pages) -> None:
    await pages.publish(*pages.found(*"абвгд"))
    for _ in range(_SHARE.a_day):
        page = await pages.one()
        assert page.is_added
        held = pages.scene.now + timedelta(hours=1)
        await pages.record(page, None, again_at=held, host_failures=9, host_free_at=held)
        pages.scene.later(hours=1)
    await _of_a_pack(pages, "новость")
    assert pages.asked == [PageQueue(0, timedelta(0), 0.0)]
    page = await pages.one()
    assert (page.title, page.is_added, page.host_failures) == ("новость", False, 0)


async def test_pages_that_people_add_leave_places_for_those_of_packs(pages: Pages) -> None:
    await pages.publish(*(one for number in range(9) for one in pages.found(f"{number}", host=f"{number}.example")))
    await _of_a_pack(pages, "новость")
    share = replace(_SHARE, added_at_once=3)
    storage, now, lease = pages.scene.storage, pages.scene.now, pages.scene.lease()
    claimed = await storage.claim_pages(now, 10, lease, share)
    assert [page.is_added for page in claimed.pages] == [False, True, True, True]
    assert (await storage.claim_pages(now, 10, lease, share)).pages == ()
    await pages.record(claimed.pages[-1])
    assert len((await storage.claim_pages(now, 10, lease, share)).pages) == 1


async def test_a_claim_that_has_lapsed_is_not_recorded(pages: Pages) -> None:
    await pages.publish(*pages.found("новость"))
    first = await pages.one()
    pages.scene.later(minutes=6)
    await pages.one()
    with pytest.raises(LeaseLost):
        await pages.record(first)


async def test_an_earlier_runs_articles_do_not_wait(pages: Pages, open_again: Callable[[], Storage]) -> None:
    await pages.publish(*pages.found("раз", "два"))
    await pages.one()
    await pages.scene.storage.__aexit__(None, None, None)
    async with open_again() as again:
        pages.scene.storage = again
        assert [one.title for one in await pages.readable()] == ["раз", "два"]
        pages.scene.later(seconds=1)
        assert (await pages.one()).title == "два"
        pages.scene.later(hours=1)
        await pages.publish(pages.scene.found("три"))
        assert [one.number for one in await pages.readable()][-1] == 3
    await pages.scene.storage.__aenter__()


async def test_a_page_that_comes_late_tells_only_what_was_not_met_before_and_as_news(scene: Scene) -> None:
    pages = Pages(scene)
    chat, other = await scene.chat(), await scene.chat(101)
    await pages.watch(chat)
    await pages.watch(other)
    await scene.subscribe(chat, "новость")
    await scene.subscribe(other, "абзац")
    pages.wait = timedelta(0)
    await pages.publish(*pages.found("новость"))
    (article,) = await pages.readable()
    await scene.record(article, "новость")
    await scene.fan_out()
    (told,) = await scene.dispatches()
    await pages.record(await pages.one(), text="Пятый абзац.")
    (again,) = await pages.readable()
    assert (again.id, again.number) == (article.id, article.number)
    assert again.story_id == await scene.story_of(article)
    assert again.text.endswith("Пятый абзац.")
    await scene.record(again, "новость", "абзац", story=again.story_id)
    await scene.fan_out()
    (late,) = await scene.dispatches()
    assert (told.chat.key, late.chat.key) == (chat.key, other.key)
    assert not story_in(late).is_revision
    assert story_in(late).version == story_in(told).version
    assert await scene.storage.claim_edits(scene.now + timedelta(hours=1), 10, scene.lease()) == []


async def test_a_message_that_stands_is_not_rewritten_by_a_page_that_comes_late(scene: Scene) -> None:
    pages, chat = Pages(scene), await scene.chat()
    await pages.watch(chat)
    await scene.subscribe(chat, "новость")
    pages.wait = timedelta(0)
    await pages.publish(*pages.found("новость"))
    (article,) = await pages.readable()
    await scene.record(article, "новость")
    await scene.fan_out()
    (told,) = await scene.dispatches()
    await scene.settle(told, Sent(1))
    scene.later(minutes=1)
    await pages.record(await pages.one(), text="Пятый абзац.")
    (again,) = await pages.readable()
    await scene.record(again, "новость", story=again.story_id)
    scene.later(hours=1)
    await pages.publish(scene.found("ещё"))
    (other,) = await pages.readable()
    await scene.record(other, story=again.story_id)
    scene.later(hours=1)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert story_in(edit).article.text == story_in(told).article.text == article.text


async def test_a_page_that_comes_while_its_article_is_matched_is_not_missed(pages: Pages) -> None:
    pages.wait = timedelta(0)
    await pages.publish(*pages.found("новость"))
    (article,) = await pages.readable()
    await pages.record(await pages.one(), text="Пятый абзац.")
    with pytest.raises(LeaseLost):
        await pages.scene.record(article)
    (again,) = await pages.readable()
    assert again.text.endswith("Пятый абзац.")


async def test_an_edit_of_the_feed_keeps_what_the_page_said_and_the_article_goes_on_waiting(pages: Pages) -> None:
    source = await pages.publish(*pages.found("новость"))
    page = await pages.one()
    pages.scene.later(hours=1)
    again = await pages.scene.claim_source()
    edited = ArticleEdited(page.article, ("guid:новость",), "2", "новость", "Исправленный текст.")
    record = PollRecord(source.id, again.lease, pages.scene.now, again.state, edited=(edited,))
    await pages.scene.storage.record_poll(record)
    assert await pages.readable() == []
    pages.scene.later(seconds=-3600 + 5)
    await pages.record(page, text="Пятый абзац.")
    (article,) = await pages.readable()
    assert article.text == "Исправленный текст.\nПятый абзац."


async def test_what_turns_out_to_be_no_news_has_no_page(pages: Pages) -> None:
    await pages.publish(replace(pages.found("старое")[0], withheld=Withheld.BASELINE, wants_page=False))
    assert await pages.claim() == []
    assert pages.asked == []


async def test_robots_are_kept_with_the_host(pages: Pages) -> None:
    await pages.publish(*pages.found("раз", "два"))
    page = await pages.one()
    assert page.robots is None
    robots = Robots("User-agent: *\nCrawl-delay: 3", pages.scene.now + timedelta(days=1), 3.0)
    await pages.scene.storage.record_robots(page.host, robots, pages.scene.now)
    pages.scene.later(seconds=2)
    assert await pages.claim() == []
    pages.scene.later(seconds=1)
    assert (await pages.one()).robots == robots


async def test_pages_are_counted_by_what_became_of_them(pages: Pages) -> None:
    await pages.publish(*pages.found("раз", "два", "три"))
    for outcome in (PageOutcome.TEXT, PageOutcome.REFUSED):
        reason = "forbidden" if outcome is PageOutcome.REFUSED else ""
        await pages.record(await pages.one(), outcome, reason=reason)
        pages.scene.later(seconds=1)
    assert await pages.scene.storage.page_counts(pages.scene.now) == PageCounts(waiting=1, read=1, refused=1)
    (known,) = await pages.scene.storage.known_sources()
    assert known.pages == SourcePages(read=1, refused=1, trouble="forbidden")
    await pages.record(await pages.one(), PageOutcome.USELESS)
    (watched,) = await pages.scene.storage.watched_sources((await pages.scene.chat()).key)
    assert watched.pages == SourcePages(read=2, refused=1)
    assert await pages.scene.storage.page_counts(pages.scene.now + timedelta(days=1)) == PageCounts()


async def test_a_page_that_was_not_read_within_a_day_is_forgotten_and_then_its_host(pages: Pages) -> None:
    await pages.publish(*pages.found("новость"))
    pages.scene.later(seconds=15)
    await pages.claim(limit=0)
    pages.scene.later(hours=23)
    await pages.scene.storage.tidy(pages.scene.now)
    assert await pages.scene.storage.page_counts(pages.scene.now) == PageCounts(waiting=1)
    pages.scene.later(hours=2)
    await pages.scene.storage.tidy(pages.scene.now)
    assert await pages.scene.storage.page_counts(pages.scene.now) == PageCounts()
    pages.scene.later(days=31)
    await pages.scene.storage.tidy(pages.scene.now)

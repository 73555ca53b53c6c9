"""Items that come into view, or under other ids, on a real database; the files beside this one have whole tables."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot.model import BootId, ChatKind, Language, Lease, WaitingArticle, Withheld
from tests.pipeline.scene import Scene

_CASES = Path(__file__).parent / "cases"
_TITLES = ("Парламент принял бюджет", "Взрыв на складе", "Сборная победила", "Мост открыт", "Суд идёт", "Шторм на море")


def listed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>Вестник</title>{"".join(items)}</channel></rss>'


def item(title: str, at: datetime | None = None, *, ids: str = "") -> str:
    time = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    ids = ids or title.replace(" ", "-")
    return f"<item><title>{title}</title><link>https://one.example/{ids}</link><guid>{ids}</guid>{time}</item>"


async def waiting(scene: Scene) -> dict[str, WaitingArticle]:
    lease = Lease(BootId("test"), scene.clock.now() + timedelta(days=365))
    return {one.title: one for one in await scene.storage.claim_waiting_articles(scene.clock.now(), 100, lease)}


def withheld(scene: Scene) -> dict[str, Withheld | None]:
    """What the last poll found, and why it is no news."""
    return {found.title: found.withheld for found in scene.storage.records[-1].found}


async def test_an_older_item_that_comes_into_view_when_another_is_deleted_is_no_news(scene: Scene) -> None:
    scene.clock.move(days=(datetime(2026, 11, 27, 12, tzinfo=UTC) - scene.clock.now()).days)
    await scene.add(scene.server.says("/feed", (_CASES / "p01_1.xml").read_text("utf-8")))
    await scene.later()
    scene.server.says("/feed", (_CASES / "p01_2.xml").read_text("utf-8"))
    await scene.later(minutes=20)
    assert withheld(scene) == {"Встреча 4": Withheld.BEFORE_BASELINE}
    assert await scene.news() == []


async def test_what_only_comes_into_view_is_no_sign_of_life(scene: Scene) -> None:
    now = scene.clock.now()
    old = [item(title, now - timedelta(days=nth)) for nth, title in enumerate(_TITLES, 1)]
    await scene.add(scene.server.says("/feed", listed(*old[:3])))
    await scene.later()
    scene.server.says("/feed", listed(*old))
    await scene.later(minutes=20)
    before, after = (record.state for record in scene.storage.records[-2:])
    assert len(withheld(scene)) == 3
    assert (after.news_at, after.gap_s) == (None, None)
    assert after.interval_s >= before.interval_s


async def test_what_an_empty_list_fills_with_is_news(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", listed()))
    await scene.later()
    scene.server.says("/feed", listed(item("новое"), item("старое", scene.clock.now() - timedelta(days=4))))
    await scene.later(minutes=20)
    assert withheld(scene) == {"новое": None, "старое": Withheld.BEFORE_BASELINE}


@pytest.mark.parametrize("kept", [0, 1], ids=["all", "all but one"])
async def test_items_whose_ids_change_at_once_are_the_same_ones(scene: Scene, kept: int) -> None:
    await scene.add(scene.server.says("/feed", listed(*map(item, _TITLES[1:]))))
    await scene.later()
    renamed = [item(title, ids=f"2026-{nth}") for nth, title in enumerate(_TITLES)]
    last = _TITLES[len(_TITLES) - kept :]
    scene.server.says("/feed", listed(*renamed[: len(_TITLES) - kept], *map(item, last)))
    await scene.later(minutes=20)
    assert await scene.news() == [_TITLES[0]]
    scene.server.says("/feed", listed(item("Ещё одна", ids="2026-9"), *renamed))
    await scene.later(minutes=20)
    assert await scene.news() == [_TITLES[0], "Ещё одна"]


async def test_what_a_page_says_next_at_its_address_is_news_and_no_part_of_the_former_story(scene: Scene) -> None:
    page = item("Сбой входа на сайт", scene.clock.now() - timedelta(days=1), ids="status")
    await scene.add(scene.server.says("/feed", listed(page, item("Прочее"))))
    await scene.later()
    page = item("Задержки платежей", scene.clock.now() + timedelta(minutes=10), ids="status")
    scene.server.says("/feed", listed(page, item("Прочее")))
    await scene.later(minutes=20)
    found = (await waiting(scene))["Задержки платежей"]
    assert found.is_news
    assert (found.url, found.canonical_url, found.site) == ("https://one.example/status", "", "one.example")
    scene.server.says("/feed", listed(page, item("Прочее"), item("Иное")))
    await scene.later(minutes=20)
    assert withheld(scene).keys() == {"Иное"}


async def test_what_another_address_of_a_source_lists_of_old_is_no_news(scene: Scene) -> None:
    now = scene.clock.now()
    await scene.add(scene.server.says("/new", listed(item("раз", now))))
    await scene.later()
    scene.server.says("/new", listed(item("два", now + timedelta(minutes=5)), item("ноль", now - timedelta(days=9))))
    other = await scene.storage.see_chat(2, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, scene.clock.now())
    await scene.add(scene.server.refuses("/old", 301, Location="/new"), other)
    scene.clock.move(minutes=10)
    for source in await scene.poll.claim(1):
        await scene.poll.poll(source)
    assert [article.is_news for article in (await waiting(scene)).values()] == [False, False, True]


def channel(*posts: tuple[int, datetime]) -> str:
    """A channel's page, oldest first as Telegram has it."""
    shown = "".join(
        f'<div class="tgme_widget_message" data-post="mayak/{number}"><div class="js-message_text">Пост {number}</div>'
        f'<a class="tgme_widget_message_date"><time datetime="{at.isoformat()}"></time></a></div>'
        for number, at in posts
    )
    return f'<html><head><meta property="og:title" content="Маяк"></head><body>{shown}</body></html>'


async def test_older_posts_of_a_channel_that_come_into_view_are_no_news(scene: Scene) -> None:
    now = scene.clock.now()
    posts = [(number, now - timedelta(hours=30 - number)) for number in range(10)]
    await scene.add(scene.server.says("/s/mayak", channel(*posts[4:]), "text/html"))
    await scene.later()
    scene.server.says("/s/mayak", channel(*posts[2:6], *posts[8:], (11, now + timedelta(minutes=5))), "text/html")
    await scene.later(minutes=20)
    assert withheld(scene) == {
        "Пост 2": Withheld.BEFORE_BASELINE,
        "Пост 3": Withheld.BEFORE_BASELINE,
        "Пост 11": None,
    }

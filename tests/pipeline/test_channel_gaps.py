"""A channel writes more between two polls than its page shows: nothing is missed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web

from bot.feeds.earlier import MOST_PAGES
from tests.pipeline.scene import Scene

SHOWN = 20
POST = (
    "<div class='tgme_widget_message js-widget_message' data-post='kanal/{number}'>{words}"
    "<a class='tgme_widget_message_date'><time datetime='{at}'></time></a></div>"
)
WORDS = "<div class='tgme_widget_message_text js-message_text'>Пост {number}</div>"
Refuse = Callable[[web.Request], web.Response | None]


def titles(numbers: range) -> list[str]:
    return [f"Пост {number}" for number in numbers]


class Channel:
    """Shows its last posts, or those before one; `wordless` are pictures, `deleted` are gone."""

    def __init__(self, scene: Scene, refuse: Refuse = lambda _: None) -> None:
        self.scene = scene
        self.numbers: list[int] = []
        self.wordless: set[int] = set()
        self.refuse = refuse
        self.asked: list[str] = []
        self.at: dict[int, str] = {}
        self.url = scene.server.base + "/s/kanal"
        scene.server.answers["/s/kanal"] = self.answer

    def writes(self, numbers: range, *, wordless: range = range(0)) -> None:
        self.numbers += numbers
        self.wordless.update(wordless)
        self.at |= {number: self.scene.clock.now().isoformat() for number in numbers}

    def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.query_string)
        if refused := self.refuse(request):
            return refused
        before = int(request.query.get("before", 10**9))
        shown = [number for number in self.numbers if number < before][-SHOWN:]
        posts = "".join(
            POST.format(
                number=number,
                at=self.at[number],
                words="" if number in self.wordless else WORDS.format(number=number),
            )
            for number in shown
        )
        text = f"<!DOCTYPE html><html><body><div class='tgme_channel_info'>К</div>{posts}</body></html>"
        return web.Response(text=text, content_type="text/html")


async def started(scene: Scene, channel: Channel) -> None:
    channel.writes(range(1, 31))
    await scene.add(channel.url)
    await scene.later()
    assert await scene.news() == []
    channel.asked.clear()


async def test_what_a_page_no_longer_shows_is_read_from_the_pages_before_it(scene: Scene) -> None:
    channel = Channel(scene)
    await started(scene, channel)
    scene.clock.move(minutes=30)
    channel.writes(range(31, 131))
    await scene.later(minutes=30)
    assert await scene.news() == titles(range(31, 131))
    assert channel.asked == ["", "before=111", "before=91", "before=71", "before=51"]
    channel.writes(range(131, 151))
    channel.asked.clear()
    await scene.later(minutes=60)
    assert await scene.news() == titles(range(31, 151))
    assert channel.asked == [""]


async def test_posts_that_are_deleted_or_have_no_words_are_no_gap_for_ever(scene: Scene) -> None:
    channel = Channel(scene)
    await started(scene, channel)
    channel.writes(range(35, 60), wordless=range(40, 60))
    await scene.later(minutes=60)
    assert await scene.news() == titles(range(35, 40))
    channel.asked.clear()
    channel.writes(range(60, 62))
    await scene.later(minutes=60)
    assert await scene.news() == [*titles(range(35, 40)), *titles(range(60, 62))]
    assert channel.asked == [""]


async def test_a_page_that_fails_is_asked_for_again_and_nothing_is_missed(scene: Scene) -> None:
    failing = True
    channel = Channel(scene, lambda request: web.Response(status=500) if failing and request.query else None)
    await started(scene, channel)
    channel.writes(range(31, 81))
    await scene.later(minutes=60)
    assert await scene.news() == []
    failing = False
    await scene.later(hours=2)
    assert await scene.news() == titles(range(31, 81))


async def test_a_page_that_always_fails_holds_the_channel_up_for_some_polls_alone(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    channel = Channel(scene, lambda request: web.Response(status=500) if request.query else None)
    await started(scene, channel)
    channel.writes(range(31, 81))
    for _ in range(5):
        await scene.later(hours=4)
    assert await scene.news() == titles(range(61, 81))
    assert "posts were missed" in caplog.text


async def test_a_server_that_takes_no_notice_of_what_is_asked_for_is_not_asked_on(scene: Scene) -> None:
    channel = Channel(scene)
    await started(scene, channel)
    channel.writes(range(31, 81))
    honest = channel.answer
    scene.server.answers["/s/kanal"] = lambda request: honest(request.clone(rel_url="/s/kanal"))
    await scene.later(minutes=60)
    assert await scene.news() == titles(range(61, 81))
    assert len(channel.asked) == 2


async def test_so_many_pages_are_the_most(scene: Scene) -> None:
    channel = Channel(scene)
    await started(scene, channel)
    scene.clock.move(hours=1)
    channel.writes(range(31, 1031))
    await scene.later(minutes=10)
    assert len(channel.asked) == MOST_PAGES + 1
    assert scene.storage.records[-1].found[0].title == "Пост 611"
    assert scene.storage.records[-1].state.highest_post == 1030


async def test_a_channel_that_is_read_first_is_not_read_back(scene: Scene) -> None:
    channel = Channel(scene)
    await started(scene, channel)
    assert channel.asked == []
    assert await scene.news() == []
    assert scene.storage.records[-1].state.highest_post == 30
    assert timedelta(0) < scene.storage.records[-1].state.next_poll_at - scene.clock.now()

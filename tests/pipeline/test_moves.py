"""Sources that move, and what redirects bring: nothing is lost, repeated, or told under another's name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.feeds.sites import registered_site
from bot.model import Cause
from tests.pipeline.scenario import Scenario, Site, open_scenario

TITLES = (
    "Лондон собирает союзников на встречу",
    "Варшава назвала число самолётов для отправки",
    "Парламент Швеции одобрил новый пакет помощи",
    "Осло передаст корабли береговой охраны",
    "Мадрид отложил решение о миротворцах",
    "Рим предложил площадку для переговоров",
    "Вильнюс закупит радары у соседей",
)


@pytest.fixture
async def scenario(database: Path) -> AsyncIterator[Scenario]:
    async with open_scenario(database) as opened:
        yield opened


def _next(outlet: Site, *numbers: int) -> None:
    outlet.list(*(outlet.entry(str(number), TITLES[number]) for number in numbers))


def _lie(stranger: Site, outlet: Site, *numbers: int, titles: bool = False) -> None:
    """Let the stranger list what the outlet will list, by its guids and addresses, and by its titles too."""
    for number in numbers:
        entry = outlet.entry(str(number), TITLES[number] if titles else f"Выдумка номер {number} о коалиции желающих")
        stranger.list(entry)


async def _addresses(scenario: Scenario) -> dict[str, str]:
    return {one.url: one.title for one in await scenario.storage.known_sources()}


@pytest.mark.parametrize("is_of_pack", [True, False])
async def test_a_stranger_who_redirects_to_an_outlet_hands_over_neither_sightings_nor_articles(
    scenario: Scenario, *, is_of_pack: bool
) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец", entries=30)
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await (scenario.share(outlet) if is_of_pack else scenario.watch(anna, outlet))
    await scenario.watch(boris, stranger)
    _lie(stranger, outlet, 1, 2)
    await scenario.round()
    stranger.redirects(outlet.feed)
    for _ in range(30):
        await scenario.round(hours=1)
    _next(outlet, 1, 2)
    await scenario.round(hours=1)
    assert scenario.titles(anna) == [TITLES[1], TITLES[2]]
    assert {sent.source for sent in scenario.sent[anna.key].values()} == {"Вестник"}
    assert {*scenario.titles(boris)} >= {TITLES[1], TITLES[2]}, "he reads what his source has become"
    assert await _addresses(scenario) == {outlet.feed: "Вестник"}
    assert {*(await scenario.archived(anna)).values()} == {"Вестник"}


async def test_an_outlet_that_is_added_where_a_stranger_redirects_to_begins_anew(scenario: Scenario) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(boris, stranger)
    _lie(stranger, outlet, 1, 2, titles=True)
    await scenario.round()
    stranger.redirects(outlet.feed)
    for _ in range(30):
        await scenario.round(hours=1)
    await scenario.watch(anna, outlet)
    _next(outlet, 1, 2)
    await scenario.round()
    assert scenario.titles(anna) == [TITLES[1], TITLES[2]]
    assert (await _addresses(scenario))[outlet.feed] == "Вестник"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_blog_that_moves_loses_nothing_and_repeats_nothing(scenario: Scenario, status: int) -> None:
    old, new = await scenario.open("Дневник"), await scenario.open("Новый дневник")
    anna = await scenario.chat("Anna")
    await scenario.watch(anna, old)
    _next(old, 0, 1)
    await scenario.round()
    new.feeds["/feed"] = [new.entry(e.guid.split()[-1], e.title, e.at, guid=e.guid) for e in old.feeds["/feed"]]
    new.list(new.entry("2", TITLES[2]))
    old.redirects(new.feed, status)
    await scenario.round()
    assert scenario.titles(anna) == [*TITLES[:3]]
    for number in (3, 4):
        _next(new, number)
        await scenario.round(hours=14)
    _next(new, 5)
    await scenario.round(hours=1)
    assert scenario.titles(anna) == [*TITLES[:6]]
    expected = new.feed if status in {301, 308} else old.feed
    assert [*await _addresses(scenario)] == [expected]
    assert [notice.key for notice in scenario.notices[anna.key]][1:] == (
        ["source-moved"] if expected == new.feed else []
    )


async def test_a_blog_that_says_where_it_went_and_falls_silent_is_followed(scenario: Scenario) -> None:
    old, new = await scenario.open("Дневник"), await scenario.open("Новый дневник")
    anna = await scenario.chat("Anna")
    await scenario.watch(anna, old)
    new.feeds["/feed"] = [new.entry(e.guid.split()[-1], e.title, e.at, guid=e.guid) for e in old.feeds["/feed"]]
    old.redirects(new.feed)
    await scenario.round()
    old.is_open = False
    for number in (1, 2, 3):
        _next(new, number)
        await scenario.round(hours=1)
    assert scenario.titles(anna) == [*TITLES[1:4]]
    assert await _addresses(scenario) == {new.feed: "Новый дневник"}


@pytest.mark.parametrize("is_of_pack", [True, False])
@pytest.mark.parametrize("status", [301, 302])
async def test_who_is_redirected_to_a_stranger_for_one_poll_loses_nothing_and_is_not_him(
    scenario: Scenario, status: int, *, is_of_pack: bool
) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец", entries=20)
    anna = await scenario.chat("Anna")
    await (scenario.share(outlet) if is_of_pack else scenario.watch(anna, outlet))
    _next(outlet, 0, 1)
    await scenario.round()
    _lie(stranger, outlet, 0, 1)  # as if they were edited
    _lie(stranger, outlet, 2, 3)
    _lie(stranger, outlet, 4, titles=True)
    outlet.redirects(stranger.feed, status)
    await scenario.round()
    outlet.returns()
    _next(outlet, 2, 3, 4)
    await scenario.round()
    own = [sent.title for sent in scenario.sent[anna.key].values() if sent.source == "Вестник"]
    assert own == [*TITLES[:5]]
    assert {sent.source for sent in scenario.sent[anna.key].values()} <= {
        "Вестник",
        registered_site(stranger.base),
    }
    assert await _addresses(scenario) == {outlet.feed: "Вестник"}


async def test_what_a_redirect_brings_to_the_readers_of_a_pack_stands_under_the_name_of_its_site(
    scenario: Scenario,
) -> None:
    """A lapsed domain: its buyer sends the outlet's readers to a feed of his own, titled as the outlet."""
    outlet, other, stranger = (
        await scenario.open("Вестник"),
        await scenario.open("Газета"),
        await scenario.open("Вестник"),
    )
    anna = await scenario.chat("Anna")
    await scenario.share(outlet, other)
    _next(outlet, 0)
    await scenario.round()
    outlet.redirects(stranger.feed)
    for _ in range(40):
        await scenario.round(hours=1)
    stranger.list(
        stranger.entry("1", TITLES[1], scenario.clock.now()), stranger.entry("2", TITLES[2], scenario.clock.now())
    )
    await scenario.round(hours=1)
    other.list(other.entry("1", TITLES[1]))
    await scenario.round(hours=1)
    sent = [(one.title, one.source) for one in scenario.sent[anna.key].values()]
    assert sent == [
        (TITLES[0], "Вестник"),
        (TITLES[1], registered_site(stranger.base)),
        (TITLES[2], registered_site(stranger.base)),
        (TITLES[1], "Газета"),
    ]
    assert [one.foreign_site for one in await scenario.storage.known_sources(broken=True)] == [
        registered_site(stranger.base)
    ]
    assert {*await _addresses(scenario)} == {outlet.feed, other.feed}


async def test_what_has_moved_there_and_back_is_itself_again(scenario: Scenario) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    anna = await scenario.chat("Anna")
    await scenario.watch(anna, outlet)
    _next(outlet, 0)
    await scenario.round()
    outlet.redirects(stranger.feed)
    for _ in range(30):
        await scenario.round(hours=1)
    assert await _addresses(scenario) == {stranger.feed: "Самозванец"}
    _lie(stranger, outlet, 1, 2)
    await scenario.round(hours=1)
    outlet.returns()
    stranger.redirects(outlet.feed)
    for _ in range(30):
        await scenario.round(hours=1)
    assert await _addresses(scenario) == {outlet.feed: "Вестник"}
    _next(outlet, 1, 2)
    await scenario.round(hours=1)
    assert [sent.title for sent in scenario.sent[anna.key].values() if sent.source == "Вестник"] == [*TITLES[:3]]


async def test_nobody_takes_an_address_where_an_outlet_was_before(scenario: Scenario) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    outlet.feeds["/old"] = [outlet.entry("0", TITLES[0])]
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, f"{outlet.base}/old")
    outlet.redirects(outlet.feed, path="/old")
    await scenario.round()
    assert [*await _addresses(scenario)] == [outlet.feed]
    await scenario.watch(boris, stranger)
    _lie(stranger, outlet, 1)
    await scenario.round()
    stranger.redirects(f"{outlet.base}/old")
    outlet.says("/old", '<rss version="2.0"><channel><title>x</title></channel></rss>', "application/rss+xml")
    for _ in range(30):
        await scenario.round(hours=1)
    await scenario.watch(anna, f"{outlet.base}/old")
    _next(outlet, 1)
    await scenario.round(hours=1)
    assert scenario.titles(anna) == [TITLES[1]]
    assert await _addresses(scenario) == {outlet.feed: "Вестник"}


async def test_an_open_redirect_of_an_outlet_lends_nobody_its_voice(scenario: Scenario) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    outlet.redirects(stranger.feed, 302, path="/away")
    anna = await scenario.chat("Anna")
    await scenario.watch(anna, outlet, f"{outlet.base}/away")
    _next(outlet, 0)
    await scenario.round()
    for number in (1, 2):
        stranger.list(stranger.entry(f"x{number}", TITLES[0], link=f"{outlet.base}/news/{number}"))
    await scenario.round()
    _next(outlet, 1, 2)
    await scenario.round()
    assert scenario.titles(anna) == [*TITLES[:3]]


async def test_a_stranger_who_read_like_an_outlet_at_first_hands_nothing_over_later(scenario: Scenario) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    stranger.redirects(outlet.feed, 302)
    await scenario.watch(boris, stranger)
    stranger.returns()
    _lie(stranger, outlet, 1, 2)
    await scenario.round()
    stranger.redirects(outlet.feed, 301)
    for _ in range(30):
        await scenario.round(hours=1)
    _next(outlet, 1, 2)
    await scenario.round(hours=1)
    assert scenario.titles(anna) == [TITLES[1], TITLES[2]]


@pytest.mark.parametrize("to", ["/", "/feed"])
async def test_a_redirect_to_a_front_page_is_no_move(scenario: Scenario, to: str) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    link = f'<link rel="alternate" type="application/rss+xml" href="{outlet.feed}">'
    outlet.says("/", f"<!doctype html><html><head>{link}</head><body>Добро пожаловать</body></html>")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    await scenario.watch(boris, stranger)
    _lie(stranger, outlet, 1)
    await scenario.round()
    stranger.redirects(outlet.base + to)
    await scenario.round()
    _next(outlet, 1)
    await scenario.round(hours=2)
    assert scenario.titles(anna) == [TITLES[1]]


async def test_sources_of_one_site_that_prove_to_be_the_same_keep_both_audiences_and_histories(
    scenario: Scenario,
) -> None:
    outlet = await scenario.open("Вестник")
    outlet.feeds["/rss"] = outlet.feeds["/feed"]
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    await scenario.watch(boris, f"{outlet.base}/rss")
    _next(outlet, 0)
    await scenario.round()
    outlet.redirects(outlet.feed, path="/rss")
    _next(outlet, 1)
    await scenario.round()
    _next(outlet, 2)
    await scenario.round(hours=1)
    assert scenario.titles(anna) == scenario.titles(boris) == [*TITLES[:3]]
    assert [*await _addresses(scenario)] == [outlet.feed]


@pytest.mark.parametrize("way", ["redirect", "page"])
async def test_who_adds_a_stranger_again_that_now_leads_to_an_outlet_hands_nothing_over(
    scenario: Scenario, way: str
) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    await scenario.watch(boris, stranger)
    _lie(stranger, outlet, 1, 2)
    await scenario.round()
    await scenario.storage.drop_sources([stranger.feed], boris.key, scenario.clock.now(), Cause("drop"))
    await scenario.round(hours=25)
    await scenario.storage.tidy(scenario.clock.now())
    if way == "redirect":
        stranger.redirects(outlet.feed)
    else:
        link = f'<link rel="alternate" type="application/rss+xml" href="{outlet.feed}">'
        stranger.says("/feed", f"<!doctype html><html><head>{link}</head><body>Добро пожаловать</body></html>")
    await scenario.watch(boris, stranger)
    _next(outlet, 1, 2)
    await scenario.round(hours=1)
    await scenario.round(hours=26)
    assert scenario.titles(anna) == [TITLES[1], TITLES[2]]
    assert {*(await scenario.archived(anna)).values()} == {"Вестник"}
    assert await _addresses(scenario) == {outlet.feed: "Вестник"}, "but he reads the outlet now"


@pytest.mark.parametrize("is_of_pack", [True, False])
async def test_an_address_that_led_to_a_stranger_is_an_outlets_own_again_for_who_adds_it(
    scenario: Scenario, *, is_of_pack: bool
) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(boris, outlet)
    outlet.redirects(stranger.feed, 308)
    await scenario.round()
    await scenario.round(hours=26)
    assert await _addresses(scenario) == {stranger.feed: "Самозванец"}
    outlet.returns()
    await (scenario.share(outlet) if is_of_pack else scenario.watch(anna, outlet))
    assert await _addresses(scenario) == {stranger.feed: "Самозванец", outlet.feed: "Вестник"}
    _lie(stranger, outlet, 1)
    await scenario.round()
    _next(outlet, 1, 2)
    await scenario.round()
    assert scenario.titles(anna) == [TITLES[1], TITLES[2]]


async def test_a_link_to_where_an_outlet_once_led_lends_nobody_its_voice(scenario: Scenario) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец", entries=0)
    outlet.redirects(stranger.feed, path="/click")
    outlet.says("/", f'<!doctype html><html><head><title>x</title></head><body><a href="{outlet.base}/click"></body>')
    stranger.list(stranger.entry("old", "Старое", link=f"{outlet.base}/news/old"))
    anna = await scenario.chat("Anna")
    await scenario.watch(anna, outlet, f"{outlet.base}/click")
    stranger.list(*(stranger.entry(f"x{n}", TITLES[0], link=f"{outlet.base}/news/{n}") for n in (1, 2)))
    await scenario.round()
    stranger.list(*(stranger.entry(f"y{n}", TITLES[0], link=f"{outlet.base}/news/{n}") for n in (3, 4)))
    await scenario.round()
    _next(outlet, 3, 4)
    await scenario.round()
    assert {TITLES[3], TITLES[4]} <= {*scenario.titles(anna)}

"""Sources that move, and what redirects bring: nothing is lost, repeated, or told under another's name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.feeds.sites import registered_site
from bot.model import Cause
from tests.pipeline.scenario import Site, Town, town

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
async def here(database: Path) -> AsyncIterator[Town]:
    async with town(database) as opened:
        yield opened


def _next(outlet: Site, *numbers: int) -> None:
    outlet.list(*(outlet.entry(str(number), TITLES[number]) for number in numbers))


def _lie(stranger: Site, outlet: Site, *numbers: int, titles: bool = False) -> None:
    """Let the stranger list what the outlet will list, by its guids and addresses, and by its titles too."""
    for number in numbers:
        entry = outlet.entry(str(number), TITLES[number] if titles else f"Выдумка номер {number} о коалиции желающих")
        stranger.list(entry)


async def _addresses(here: Town) -> dict[str, str]:
    return {one.url: one.title for one in await here.storage.known_sources()}


@pytest.mark.parametrize("is_of_pack", [True, False])
async def test_a_stranger_who_redirects_to_an_outlet_hands_over_neither_sightings_nor_articles(
    here: Town, *, is_of_pack: bool
) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец", entries=30)
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await (here.share(outlet) if is_of_pack else here.watch(anna, outlet))
    await here.watch(boris, stranger)
    _lie(stranger, outlet, 1, 2)
    await here.round()
    stranger.redirects(outlet.feed)
    for _ in range(30):
        await here.round(hours=1)
    _next(outlet, 1, 2)
    await here.round(hours=1)
    assert here.titles(anna) == [TITLES[1], TITLES[2]]
    assert {told.source for told in here.told[anna.key].values()} == {"Вестник"}
    assert {*here.titles(boris)} >= {TITLES[1], TITLES[2]}, "he reads what his source has become"
    assert await _addresses(here) == {outlet.feed: "Вестник"}
    assert {*(await here.archived(anna)).values()} == {"Вестник"}


async def test_an_outlet_that_is_added_where_a_stranger_redirects_to_begins_anew(here: Town) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(boris, stranger)
    _lie(stranger, outlet, 1, 2, titles=True)
    await here.round()
    stranger.redirects(outlet.feed)
    for _ in range(30):
        await here.round(hours=1)
    await here.watch(anna, outlet)
    _next(outlet, 1, 2)
    await here.round()
    assert here.titles(anna) == [TITLES[1], TITLES[2]]
    assert (await _addresses(here))[outlet.feed] == "Вестник"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_blog_that_moves_loses_nothing_and_repeats_nothing(here: Town, status: int) -> None:
    old, new = await here.open("Дневник"), await here.open("Новый дневник")
    anna = await here.chat("Anna")
    await here.watch(anna, old)
    _next(old, 0, 1)
    await here.round()
    new.feeds["/feed"] = [new.entry(e.guid.split()[-1], e.title, e.at, guid=e.guid) for e in old.feeds["/feed"]]
    new.list(new.entry("2", TITLES[2]))
    old.redirects(new.feed, status)
    await here.round()
    assert here.titles(anna) == [*TITLES[:3]]
    for number in (3, 4):
        _next(new, number)
        await here.round(hours=14)
    _next(new, 5)
    await here.round(hours=1)
    assert here.titles(anna) == [*TITLES[:6]]
    expected = new.feed if status in {301, 308} else old.feed
    assert [*await _addresses(here)] == [expected]
    assert [notice.key for notice in here.notices[anna.key]][1:] == (["source-moved"] if expected == new.feed else [])


async def test_a_blog_that_says_where_it_went_and_falls_silent_is_followed(here: Town) -> None:
    old, new = await here.open("Дневник"), await here.open("Новый дневник")
    anna = await here.chat("Anna")
    await here.watch(anna, old)
    new.feeds["/feed"] = [new.entry(e.guid.split()[-1], e.title, e.at, guid=e.guid) for e in old.feeds["/feed"]]
    old.redirects(new.feed)
    await here.round()
    old.is_open = False
    for number in (1, 2, 3):
        _next(new, number)
        await here.round(hours=1)
    assert here.titles(anna) == [*TITLES[1:4]]
    assert await _addresses(here) == {new.feed: "Новый дневник"}


@pytest.mark.parametrize("is_of_pack", [True, False])
@pytest.mark.parametrize("status", [301, 302])
async def test_who_is_redirected_to_a_stranger_for_one_poll_loses_nothing_and_is_not_him(
    here: Town, status: int, *, is_of_pack: bool
) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец", entries=20)
    anna = await here.chat("Anna")
    await (here.share(outlet) if is_of_pack else here.watch(anna, outlet))
    _next(outlet, 0, 1)
    await here.round()
    _lie(stranger, outlet, 0, 1)  # as if they were edited
    _lie(stranger, outlet, 2, 3)
    _lie(stranger, outlet, 4, titles=True)
    outlet.redirects(stranger.feed, status)
    await here.round()
    outlet.returns()
    _next(outlet, 2, 3, 4)
    await here.round()
    own = [told.title for told in here.told[anna.key].values() if told.source == "Вестник"]
    assert own == [*TITLES[:5]]
    assert {told.source for told in here.told[anna.key].values()} <= {"Вестник", registered_site(stranger.base)}
    assert await _addresses(here) == {outlet.feed: "Вестник"}


async def test_what_a_redirect_brings_to_the_readers_of_a_pack_stands_under_the_name_of_its_site(here: Town) -> None:
    """A lapsed domain: whoever has bought it sends the outlet's readers to a feed of his own, titled as the outlet."""
    outlet, other, stranger = await here.open("Вестник"), await here.open("Газета"), await here.open("Вестник")
    anna = await here.chat("Anna")
    await here.share(outlet, other)
    _next(outlet, 0)
    await here.round()
    outlet.redirects(stranger.feed)
    for _ in range(40):
        await here.round(hours=1)
    stranger.list(stranger.entry("1", TITLES[1], here.clock.now()), stranger.entry("2", TITLES[2], here.clock.now()))
    await here.round(hours=1)
    other.list(other.entry("1", TITLES[1]))
    await here.round(hours=1)
    told = [(one.title, one.source) for one in here.told[anna.key].values()]
    assert told == [
        (TITLES[0], "Вестник"),
        (TITLES[1], registered_site(stranger.base)),
        (TITLES[2], registered_site(stranger.base)),
        (TITLES[1], "Газета"),
    ]
    assert [one.abroad for one in await here.storage.known_sources(broken=True)] == [registered_site(stranger.base)]
    assert {*await _addresses(here)} == {outlet.feed, other.feed}


async def test_what_has_moved_there_and_back_is_itself_again(here: Town) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    anna = await here.chat("Anna")
    await here.watch(anna, outlet)
    _next(outlet, 0)
    await here.round()
    outlet.redirects(stranger.feed)
    for _ in range(30):
        await here.round(hours=1)
    assert await _addresses(here) == {stranger.feed: "Самозванец"}
    _lie(stranger, outlet, 1, 2)
    await here.round(hours=1)
    outlet.returns()
    stranger.redirects(outlet.feed)
    for _ in range(30):
        await here.round(hours=1)
    assert await _addresses(here) == {outlet.feed: "Вестник"}
    _next(outlet, 1, 2)
    await here.round(hours=1)
    assert [told.title for told in here.told[anna.key].values() if told.source == "Вестник"] == [*TITLES[:3]]


async def test_nobody_takes_an_address_where_an_outlet_was_before(here: Town) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    outlet.feeds["/old"] = [outlet.entry("0", TITLES[0])]
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, f"{outlet.base}/old")
    outlet.redirects(outlet.feed, path="/old")
    await here.round()
    assert [*await _addresses(here)] == [outlet.feed]
    await here.watch(boris, stranger)
    _lie(stranger, outlet, 1)
    await here.round()
    stranger.redirects(f"{outlet.base}/old")
    outlet.says("/old", '<rss version="2.0"><channel><title>x</title></channel></rss>', "application/rss+xml")
    for _ in range(30):
        await here.round(hours=1)
    await here.watch(anna, f"{outlet.base}/old")
    _next(outlet, 1)
    await here.round(hours=1)
    assert here.titles(anna) == [TITLES[1]]
    assert await _addresses(here) == {outlet.feed: "Вестник"}


async def test_an_open_redirect_of_an_outlet_lends_nobody_its_voice(here: Town) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    outlet.redirects(stranger.feed, 302, path="/away")
    anna = await here.chat("Anna")
    await here.watch(anna, outlet, f"{outlet.base}/away")
    _next(outlet, 0)
    await here.round()
    for number in (1, 2):
        stranger.list(stranger.entry(f"x{number}", TITLES[0], link=f"{outlet.base}/news/{number}"))
    await here.round()
    _next(outlet, 1, 2)
    await here.round()
    assert here.titles(anna) == [*TITLES[:3]]


async def test_a_stranger_who_read_like_an_outlet_at_first_hands_nothing_over_later(here: Town) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, outlet)
    stranger.redirects(outlet.feed, 302)
    await here.watch(boris, stranger)
    stranger.returns()
    _lie(stranger, outlet, 1, 2)
    await here.round()
    stranger.redirects(outlet.feed, 301)
    for _ in range(30):
        await here.round(hours=1)
    _next(outlet, 1, 2)
    await here.round(hours=1)
    assert here.titles(anna) == [TITLES[1], TITLES[2]]


@pytest.mark.parametrize("to", ["/", "/feed"])
async def test_a_redirect_to_a_front_page_is_no_move(here: Town, to: str) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    link = f'<link rel="alternate" type="application/rss+xml" href="{outlet.feed}">'
    outlet.says("/", f"<!doctype html><html><head>{link}</head><body>Добро пожаловать</body></html>")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, outlet)
    await here.watch(boris, stranger)
    _lie(stranger, outlet, 1)
    await here.round()
    stranger.redirects(outlet.base + to)
    await here.round()
    _next(outlet, 1)
    await here.round(hours=2)
    assert here.titles(anna) == [TITLES[1]]


async def test_sources_of_one_site_that_prove_to_be_the_same_keep_both_audiences_and_histories(here: Town) -> None:
    outlet = await here.open("Вестник")
    outlet.feeds["/rss"] = outlet.feeds["/feed"]
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, outlet)
    await here.watch(boris, f"{outlet.base}/rss")
    _next(outlet, 0)
    await here.round()
    outlet.redirects(outlet.feed, path="/rss")
    _next(outlet, 1)
    await here.round()
    _next(outlet, 2)
    await here.round(hours=1)
    assert here.titles(anna) == here.titles(boris) == [*TITLES[:3]]
    assert [*await _addresses(here)] == [outlet.feed]


@pytest.mark.parametrize("way", ["redirect", "page"])
async def test_who_adds_a_stranger_again_that_now_leads_to_an_outlet_hands_nothing_over(here: Town, way: str) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(anna, outlet)
    await here.watch(boris, stranger)
    _lie(stranger, outlet, 1, 2)
    await here.round()
    await here.storage.drop_sources([stranger.feed], boris.key, here.clock.now(), Cause("drop"))
    if way == "redirect":
        stranger.redirects(outlet.feed)
    else:
        link = f'<link rel="alternate" type="application/rss+xml" href="{outlet.feed}">'
        stranger.says("/feed", f"<!doctype html><html><head>{link}</head><body>Добро пожаловать</body></html>")
    await here.watch(boris, stranger)
    _next(outlet, 1, 2)
    await here.round(hours=1)
    await here.round(hours=26)
    assert here.titles(anna) == [TITLES[1], TITLES[2]]
    assert {*(await here.archived(anna)).values()} == {"Вестник"}
    assert await _addresses(here) == {outlet.feed: "Вестник"}, "but he reads the outlet now"


@pytest.mark.parametrize("is_of_pack", [True, False])
async def test_an_address_that_led_to_a_stranger_is_an_outlets_own_again_for_who_adds_it(
    here: Town, *, is_of_pack: bool
) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец")
    anna, boris = await here.chat("Anna"), await here.chat("Boris")
    await here.watch(boris, outlet)
    outlet.redirects(stranger.feed, 308)
    await here.round()
    await here.round(hours=26)
    assert await _addresses(here) == {stranger.feed: "Самозванец"}
    outlet.returns()
    await (here.share(outlet) if is_of_pack else here.watch(anna, outlet))
    assert await _addresses(here) == {stranger.feed: "Самозванец", outlet.feed: "Вестник"}
    _lie(stranger, outlet, 1)
    await here.round()
    _next(outlet, 1, 2)
    await here.round()
    assert here.titles(anna) == [TITLES[1], TITLES[2]]


async def test_a_link_to_where_an_outlet_once_led_lends_nobody_its_voice(here: Town) -> None:
    outlet, stranger = await here.open("Вестник"), await here.open("Самозванец", entries=0)
    outlet.redirects(stranger.feed, path="/click")
    outlet.says("/", f'<!doctype html><html><head><title>x</title></head><body><a href="{outlet.base}/click"></body>')
    stranger.list(stranger.entry("old", "Старое", link=f"{outlet.base}/news/old"))
    anna = await here.chat("Anna")
    await here.watch(anna, outlet, f"{outlet.base}/click")
    stranger.list(*(stranger.entry(f"x{n}", TITLES[0], link=f"{outlet.base}/news/{n}") for n in (1, 2)))
    await here.round()
    stranger.list(*(stranger.entry(f"y{n}", TITLES[0], link=f"{outlet.base}/news/{n}") for n in (3, 4)))
    await here.round()
    _next(outlet, 3, 4)
    await here.round()
    assert {TITLES[3], TITLES[4]} <= {*here.titles(anna)}

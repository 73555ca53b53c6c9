"""No source speaks for another: what strangers add changes nothing of what others are told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.feeds.sites import registered_site
from bot.model import Cause, FrontPage, NewSource
from tests.pipeline.scenario import QUERY, Entry, Scenario, SentMessage, Site, open_scenario

TITLES = (
    "Лондон собирает союзников на встречу",
    "Варшава назвала число самолётов для отправки",
    "Парламент Швеции одобрил новый пакет помощи",
    "Осло передаст корабли береговой охраны",
    "Мадрид отложил решение о миротворцах",
)


@pytest.fixture
async def scenario(database: Path) -> AsyncIterator[Scenario]:
    async with open_scenario(database) as opened:
        yield opened


@pytest.mark.parametrize("is_of_pack", [True, False])
async def test_a_stranger_who_lists_an_outlets_next_addresses_takes_none_of_its_news(
    scenario: Scenario, *, is_of_pack: bool
) -> None:
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await (scenario.share(outlet) if is_of_pack else scenario.watch(anna, outlet))
    await scenario.watch(boris, stranger)
    outlet.list(outlet.entry("1", TITLES[0]))
    await scenario.round()
    for number in (2, 3, 4):
        stranger.list(stranger.entry(f"x{number}", TITLES[0], link=f"{outlet.base}/news/{number}"))
    await scenario.round()
    for number in (2, 3, 4):
        outlet.list(outlet.entry(str(number), TITLES[number - 1]))
    await scenario.round()
    assert scenario.titles(anna) == [*TITLES[:4]]
    assert {sent.source for sent in scenario.sent[anna.key].values()} == {"Вестник"}
    if is_of_pack:
        assert {*scenario.titles(boris)} == {*TITLES[:4]}


async def test_a_stranger_who_repeats_a_title_before_the_outlet_takes_none_of_its_news(scenario: Scenario) -> None:
    outlet, other, stranger = (
        await scenario.open("Вестник"),
        await scenario.open("Газета"),
        await scenario.open("Самозванец"),
    )
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.share(outlet, other)
    await scenario.watch(boris, stranger)
    stranger.list(*(stranger.entry(str(number), title) for number, title in enumerate(TITLES)))
    await scenario.round()
    outlet.list(*(outlet.entry(str(number), title) for number, title in enumerate(TITLES)))
    await scenario.round()
    other.list(*(other.entry(str(number), title) for number, title in enumerate(TITLES)))
    await scenario.round()
    assert scenario.titles(anna) == [*TITLES]
    assert {sent.further for sent in scenario.sent[anna.key].values()} == {("Газета",)}


async def test_a_stranger_joins_the_story_of_an_outlet_for_nobody_but_those_who_watch_it(scenario: Scenario) -> None:
    outlet, other, stranger = (
        await scenario.open("Вестник"),
        await scenario.open("Газета"),
        await scenario.open("Самозванец"),
    )
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.share(outlet, other)
    await scenario.watch(boris, stranger)
    outlet.list(outlet.entry("1", TITLES[0]))
    await scenario.round()
    stranger.list(*(stranger.entry(str(number), TITLES[0]) for number in range(3)))
    await scenario.round()
    other.list(other.entry("1", TITLES[0]))
    await scenario.round()
    assert [*scenario.sent[anna.key].values()] == [SentMessage(TITLES[0], "Вестник", ("Газета",))]
    assert [*scenario.sent[boris.key].values()] == [SentMessage(TITLES[0], "Вестник", ("Самозванец", "Газета"))]


_FLOOD = (
    (
        "Дамбу прорвало у села Рыбкино под Оренбургом",
        "Дамба разрушена у села Рыбкино Оренбургской области, подтоплены 43 дома. МЧС вывезло 112 человек.",
    ),
    (
        "Под Оренбургом из-за прорыва дамбы вывозят жителей села Рыбкино",
        "Из села Рыбкино Оренбургской области, где прорвало дамбу, вывезли 112 человек. Подтоплены 43 дома.",
    ),
)
_FLOOD_QUERY = "Рыбкино"


def _flood(site: Site, number: int) -> Entry:
    title, text = _FLOOD[number]
    return site.entry("flood", title, text=text)


@pytest.mark.parametrize("wait_together", [False, True])
async def test_who_was_told_by_a_private_source_hears_of_everybodys_story_in_silence_and_the_others_with_a_sound(
    scenario: Scenario, *, wait_together: bool
) -> None:
    private, outlet = await scenario.open("Самиздат"), await scenario.open("Вестник")
    anna, boris = await scenario.chat("Anna", _FLOOD_QUERY), await scenario.chat("Boris", _FLOOD_QUERY)
    await scenario.share(outlet)
    await scenario.watch(boris, private)
    private.list(_flood(private, 0))
    await (scenario.poll_due() if wait_together else scenario.round())
    outlet.list(_flood(outlet, 1))
    await scenario.round()
    assert [*scenario.sent[anna.key].values()] == [SentMessage(_FLOOD[1][0], "Вестник")]
    assert [*scenario.sent[boris.key].values()] == [
        SentMessage(_FLOOD[0][0], "Самиздат"),
        SentMessage(_FLOOD[1][0], "Вестник", is_akin=True),
    ]


async def test_a_private_article_in_everybodys_story_makes_none_akin_to_it(scenario: Scenario) -> None:
    outlet, other, stranger = (
        await scenario.open("Вестник"),
        await scenario.open("Газета"),
        await scenario.open("Самозванец"),
    )
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris", _FLOOD_QUERY)
    await scenario.share(outlet, other)
    await scenario.watch(boris, stranger)
    outlet.list(outlet.entry("1", TITLES[0]))
    await scenario.round()
    title, text = _FLOOD[0]
    stranger.list(stranger.entry("1", TITLES[0], text=f"{title}. {text}"))
    await scenario.round()
    other.list(other.entry("flood", _FLOOD[1][0], text=f"{_FLOOD[1][1]} Помогает {QUERY}."))
    await scenario.round()
    assert [sent.is_akin for sent in scenario.sent[anna.key].values()] == [False, False]


async def test_sources_that_the_same_people_watch_make_one_story_whatever_others_add(scenario: Scenario) -> None:
    first, second, third = await scenario.open("Вестник"), await scenario.open("Газета"), await scenario.open("Курьер")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, first, second, third)
    await scenario.watch(boris, first, second)
    for number, site in enumerate((first, second, third)):
        site.list(site.entry("1", TITLES[0]))
        await scenario.round(minutes=20 + number)
    assert [*scenario.sent[anna.key].values()] == [SentMessage(TITLES[0], "Вестник", ("Газета", "Курьер"))]
    assert [*scenario.sent[boris.key].values()] == [SentMessage(TITLES[0], "Вестник", ("Газета",))]


async def test_that_somebody_else_adds_a_source_tells_nobody_anything_again(scenario: Scenario) -> None:
    outlet = await scenario.open("Вестник")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.watch(anna, outlet)
    outlet.list(outlet.entry("1", TITLES[0]))
    await scenario.round()
    await scenario.watch(boris, outlet)
    outlet.list(outlet.entry("2", TITLES[0]))
    await scenario.round()
    assert scenario.titles(anna) == [TITLES[0]]


@pytest.mark.parametrize("is_shared", [True, False])
async def test_an_article_that_a_source_of_ones_own_had_first_is_not_told_again_by_a_pack(
    scenario: Scenario, *, is_shared: bool
) -> None:
    outlet = await scenario.open("Вестник")
    outlet.list(outlet.entry("old", "Старое известие о политике"), path="/politics")
    anna, boris, vera = await scenario.chat("Anna"), await scenario.chat("Boris"), await scenario.chat("Vera")
    await scenario.share(outlet)
    await scenario.watch(anna, f"{outlet.base}/politics")
    if is_shared:
        await scenario.watch(vera, f"{outlet.base}/politics")
    outlet.list(outlet.entry("1", TITLES[0], guid="another"), path="/politics")
    outlet.answers["/feed"] = lambda _: web.Response(status=503)
    await scenario.round()
    outlet.returns()
    outlet.list(outlet.entry("1", TITLES[0]), outlet.entry("2", TITLES[1]))
    await scenario.round(hours=2)
    assert scenario.titles(anna) == scenario.titles(boris) == [TITLES[0], TITLES[1]]


async def test_a_private_source_of_the_same_site_glues_nothing_together_for_others(scenario: Scenario) -> None:
    """The outlet speaks for its addresses wherever it is read; a stranger beside it must not lend himself its voice."""
    outlet, stranger = await scenario.open("Вестник"), await scenario.open("Самозванец")
    outlet.list(outlet.entry("old", "Старое известие о политике"), path="/politics")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    await scenario.share(outlet)
    await scenario.watch(boris, stranger, f"{outlet.base}/politics")
    outlet.list(outlet.entry("1", TITLES[0]), path="/politics")
    await scenario.round()
    stranger.list(stranger.entry("1", TITLES[0]), stranger.entry("2", TITLES[0], text=TITLES[1]))
    await scenario.round()
    outlet.answers["/feed"] = lambda _: web.Response(status=503)
    outlet.list(outlet.entry("2", TITLES[1], text=TITLES[1] + " Это решила коалиция желающих."), path="/politics")
    await scenario.round()
    outlet.returns()
    outlet.list(outlet.entry("1", TITLES[0]), outlet.entry("2", TITLES[1]))
    await scenario.round(hours=2)
    assert scenario.titles(anna) == [TITLES[0], TITLES[1]]


def _page(*links: str) -> str:
    return f"<!doctype html><html><head><title>Вестник</title></head><body>{' '.join(links)}</body></html>"


@pytest.mark.parametrize(
    ("link", "speaks_for_site"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="{}">', True),
        ('<a href="{}">RSS</a>', True),
        ('<a rel="nofollow ugc" href="{}">RSS</a>', False),
        ("", False),
    ],
)
async def test_a_feed_elsewhere_speaks_for_the_site_whose_front_page_links_to_it(
    scenario: Scenario, link: str, *, speaks_for_site: bool
) -> None:
    outlet, elsewhere = await scenario.open("Вестник"), await scenario.open("Вестник в пересылке", entries=0)
    outlet.says("/", _page(link.format(elsewhere.feed)))
    elsewhere.list(*(elsewhere.entry(f"old{n}", f"Старое {n}", link=f"{outlet.base}/news/old{n}") for n in range(3)))
    anna = await scenario.chat("Anna")
    await scenario.share(outlet)
    await scenario.watch(anna, elsewhere)
    outlet.list(outlet.entry("1", TITLES[0], text=f"Об этом пишет газета: {QUERY} ждёт ответа лондонцев."))
    await scenario.round()
    elsewhere.list(elsewhere.entry("1", TITLES[1], link=f"{outlet.base}/news/1"))
    await scenario.round()
    assert scenario.titles(anna) == ([TITLES[0]] if speaks_for_site else [TITLES[0], TITLES[1]])


async def test_what_links_to_a_source_is_asked_seldom_and_a_site_not_for_each_of_many_strangers(
    scenario: Scenario,
) -> None:
    outlet = await scenario.open("Вестник")
    strangers = [await scenario.open(f"Самозванец {number}", entries=0) for number in range(5)]
    for stranger in strangers:
        stranger.list(stranger.entry("old", "Старое", link=f"{outlet.base}/news/old"))
    outlet.says("/", _page())
    boris = await scenario.chat("Boris")
    await scenario.watch(boris, *strangers)
    for number in range(40):
        for stranger in strangers:
            stranger.list(stranger.entry(f"{number}", f"Выдумка {number}", link=f"{outlet.base}/news/{number}"))
        await scenario.round(hours=1)
    assert outlet.asked["/"] == 1
    await scenario.round(days=31)
    await scenario.round(hours=2)
    assert outlet.asked["/"] == 2


async def test_a_front_page_that_does_not_answer_is_asked_again_a_day_later(scenario: Scenario) -> None:
    outlet, elsewhere = await scenario.open("Вестник"), await scenario.open("Пересылка", entries=0)
    elsewhere.list(elsewhere.entry("old", "Старое", link=f"{outlet.base}/news/old"))
    outlet.answers["/"] = lambda _: web.Response(status=503)
    anna = await scenario.chat("Anna")
    await scenario.watch(anna, elsewhere)
    outlet.says("/", _page(f'<a href="{elsewhere.feed}">RSS</a>'))
    await scenario.round(hours=2)
    assert await _links(scenario) is None
    await scenario.round(hours=25)
    assert await _links(scenario) == FrontPage(registered_site(outlet.base), registered_site(elsewhere.base))


async def _links(scenario: Scenario) -> FrontPage | None:
    """What is known to link to the only source there is, when it is polled next."""
    scenario.clock.move(hours=1)
    (source,) = await scenario.storage.claim_due_sources(scenario.clock.now(), 1, scenario.lease())
    scenario.clock.move(minutes=10)
    return source.front_page


async def test_what_a_stranger_calls_an_outlet_is_his_own_affair(scenario: Scenario) -> None:
    outlet = await scenario.open("Вестник")
    anna, boris = await scenario.chat("Anna"), await scenario.chat("Boris")
    named = NewSource(outlet.feed, "Врёт всегда")
    await scenario.storage.add_sources([named], boris.key, scenario.clock.now(), Cause("import"))
    await scenario.watch(anna, outlet)
    outlet.list(outlet.entry("1", TITLES[0]))
    await scenario.round()
    assert [sent.source for sent in scenario.sent[anna.key].values()] == ["Вестник"]
    assert [one.title for one in await scenario.storage.watched_sources(anna.key)] == ["Вестник"]
    assert [one.title for one in await scenario.storage.watched_sources(boris.key)] == ["Врёт всегда"]
    dropped = await scenario.storage.drop_sources([outlet.feed], boris.key, scenario.clock.now(), Cause("drop"))
    assert dropped.titles == ("Врёт всегда",)

"""The operators' page: what it says, what it never says, and that hostile texts stay texts."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from benchmarks.console_made import SECRET, Made, make
from bot.console.page import PARAMETERS, OperatorsPage
from bot.errors import QueryTooLong, StorageError
from bot.i18n import Translations
from bot.model import Language, SourceHealth
from bot.model.running import Running
from storage.sqlite.console import SqliteConsole
from tests.clock import SteppedClock
from tests.console.browser import Screen, installed, opened_browser
from tests.console.conftest import Serving
from tests.console.reading import Read, checked

_NOW = SteppedClock().now()
_TRANSLATIONS = Translations()
_PATHS = (
    "/",
    "/sources",
    "/sources?health=failing&q=слово&sort=articles&page=2",
    "/sources/7",
    "/hosts",
    "/chats",
    "/errors",
)
_WELL = Running(
    started_at=_NOW - timedelta(days=3),
    version="1.2.3",
    stages=("poll", "fan out"),
    lag_median_s=0.0004,
    lag_p99_s=0.006,
    lag_worst_s=0.081,
    longest_hold_s=0.05,
    memory_bytes=148 * 1024**2,
    database_bytes=2 * 1024**3,
    disk_free_bytes=60 * 1024**3,
)
_ILL = Running(
    started_at=_NOW - timedelta(hours=2),
    version="1.2.3",
    stages=("poll", "fan out"),
    failing_stages=("fan out",),
    outage="disk I/O error",
    telegram_failing_since=_NOW - timedelta(minutes=5),
    has_rival=True,
    lag_p99_s=0.9,
    disk_free_bytes=1024**2,
)


def _page(storage: object, running: Running = _WELL, language: Language = Language.ENGLISH) -> OperatorsPage:
    async def state() -> Running:
        return running

    return OperatorsPage(storage, state, _TRANSLATIONS[language], SteppedClock())  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everything is wrong, with hostile texts in every column; only read."""
    path = tmp_path_factory.mktemp("broken") / "dozor.db"
    make(path, Made(sources=120, chats=60, failing=0.5, is_broken=True, is_hostile=True), _NOW)
    return path


@pytest.fixture
async def hostile(broken: Path) -> AsyncIterator[SqliteConsole]:
    async with SqliteConsole(str(broken)) as storage:
        yield storage


async def _said(session: aiohttp.ClientSession, base: str, path: str, status: int = 200) -> str:
    async with session.get(base + path) as answer:
        assert answer.status == status, path
        return await answer.text()


@pytest.mark.parametrize("language", Language)
async def test_hostile_texts_stay_texts_and_no_secret_is_shown(
    hostile: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession, language: Language
) -> None:
    base = await serving(_page(hostile, _ILL, language).routes(), parameters=PARAMETERS)
    for path in _PATHS:
        html = await _said(browser, base, path)
        checked(html)
        assert f'<html lang="{language}">' in html
        assert SECRET not in html
        assert "Iryna" not in html
        assert "запит" not in html  # what somebody looks for
        assert len(html) < 200_000


async def test_what_is_asked_for_comes_back_as_text(
    hostile: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession
) -> None:
    base = await serving(_page(hostile).routes(), parameters=PARAMETERS)
    asked = {"q": '"><script>alert(1)</script>\u202e', "sort": "drop table", "health": "<b>", "page": "-5"}
    async with browser.get(base + "/sources", params=asked) as answer:
        html = await answer.text()
    checked(html)
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    for page in ("0", "9" * 40, "²", "1e3", ""):
        checked(await _said(browser, base, f"/chats?page={page}"))
    checked(await _said(browser, base, "/sources/999999", status=404))
    await _said(browser, base, "/sources/-1", status=404)
    await _said(browser, base, f"/sources/{'9' * 19}", status=404)


async def test_an_empty_database_is_well(
    console_storage: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession
) -> None:
    base = await serving(_page(console_storage).routes(), parameters=PARAMETERS)
    words = {path: checked(await _said(browser, base, path)).words for path in ("/", "/sources", "/hosts", "/chats")}
    assert "All is well." in words["/"]
    assert "There are no sources yet." in words["/sources"]
    assert "No host keeps anything waiting." in words["/hosts"]
    assert "Nobody has written to the bot yet." in words["/chats"]


async def test_the_overview_says_what_is_wrong_and_where_there_is_more(
    hostile: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession
) -> None:
    read = checked(await _said(browser, await serving(_page(hostile, _ILL).routes()), "/"))
    for said in (
        "The database fails: disk I/O error.",
        "A stage fails: fan out.",
        "Telegram has not answered for 5\xa0min.",
        "Another program receives this bot's messages",
        "A source has been due for 3\xa0h.",
        "18 messages were given up within a day.",
    ):
        assert said.replace("\xa0", " ") in read.words.replace("\xa0", " ")
    assert {"/errors#failed", "/sources?health=failing"} <= set(read.links)


async def test_every_list_can_be_turned_to_its_end(
    hostile: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession
) -> None:
    base = await serving(_page(hostile).routes(), parameters=PARAMETERS)
    for path, count in (("/sources", 120), ("/chats", 60)):
        seen, at = 0, path
        while at:
            html = await _said(browser, base, at)
            seen += html.count('<tr role="row">') - 1
            following = re.search(r'rel="next" href="([^"]*)"', html)
            at = following[1].replace("&amp;", "&") if following else ""
        assert seen == count


class _Late:
    """A storage of which some parts take too long."""

    def __init__(self, storage: SqliteConsole, late: Mapping[str, StorageError]) -> None:
        self._storage = storage
        self._late = late

    def __getattr__(self, name: str) -> object:
        if name not in self._late:
            return getattr(self._storage, name)

        async def fail(*_: object) -> None:
            raise self._late[name]

        return fail


@pytest.mark.parametrize("late", ["figures", "throughput", "source_counts", "errors"])
async def test_a_part_that_takes_too_long_says_so_and_the_rest_is_shown(
    console_storage: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession, late: str
) -> None:
    slow = _Late(console_storage, {late: QueryTooLong("a read took longer than 2 s")})
    words = checked(await _said(browser, await serving(_page(slow).routes()), "/")).words
    assert words.count("This took too long to read.") >= 1
    assert "Queues" in words
    assert "All is well." not in words or late == "throughput"


async def test_every_page_is_there_while_the_database_fails(
    console_storage: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession
) -> None:
    names = ("figures", "throughput", "source_counts", "listed_sources", "source_details", "slow_hosts", "active_chats")
    failing = _Late(console_storage, dict.fromkeys((*names, "errors"), StorageError("disk I/O error")))
    base = await serving(_page(failing).routes(), parameters=PARAMETERS)
    for path in _PATHS:
        assert "The database could not be read just now." in checked(await _said(browser, base, path)).words


async def test_nothing_is_asked_of_the_page_but_to_read(
    console_storage: SqliteConsole, serving: Serving, browser: aiohttp.ClientSession
) -> None:
    base = await serving(_page(console_storage).routes(), parameters=PARAMETERS)
    for path in ("/", "/sources", "/page.css"):
        async with browser.post(base + path) as answer:
            assert answer.status in {403, 405}
        async with browser.head(base + path) as answer:
            assert answer.status == 200
    assert await _said(browser, base, "/icon.svg")


@pytest.mark.parametrize("language", Language)
def test_the_sign_in_form_stands_alone(console_storage: SqliteConsole, language: Language) -> None:
    page = _page(console_storage, language=language)
    for refused, wait_s in ((False, None), (True, None), (True, 42)):
        html = page.sign_in(refused, wait_s)
        read = Read(html)
        assert (read.wrong, read.open, read.links) == ([], [], ["/sign-in"])
        assert html.count("<style>") == 1
        assert ("42" in re.sub("<style>.*</style>", "", html, flags=re.DOTALL)) == (wait_s is not None)


_BROWSER = installed()


@pytest.mark.skipif(_BROWSER is None, reason="no Chromium is installed here, so no page is looked at in it")
async def test_a_browser_has_nothing_to_complain_of_on_a_phone_and_in_the_dark(
    hostile: SqliteConsole, console_storage: SqliteConsole, serving: Serving
) -> None:
    assert _BROWSER is not None
    ill = await serving(_page(hostile, _ILL, Language.UKRAINIAN).routes(), parameters=PARAMETERS)
    well = await serving(_page(console_storage).routes(), parameters=PARAMETERS)
    phone, dark = Screen(360, is_phone=True), Screen(1280, is_dark=True)
    looked = [(ill + path, phone) for path in _PATHS] + [(well + path, dark) for path in ("/", "/sources")]
    looked += [(ill + path, dark) for path in ("/", "/sources", "/errors")]
    grounds: dict[bool, set[str]] = {True: set(), False: set()}
    async with opened_browser(_BROWSER) as tab:
        for address, screen in looked:
            await tab.open(address, screen)
            assert await tab.ask("document.documentElement.scrollWidth") <= screen.width, address
            assert await tab.ask("document.scripts.length") == 0
            assert await tab.ask("document.styleSheets.length") == 1
            assert await tab.ask(_PALE) == [], address
            grounds[screen.is_dark].add(await tab.ask("getComputedStyle(document.body).backgroundColor"))
        assert tab.complaints == []
        assert len(grounds[True]) == len(grounds[False]) == 1
        assert grounds[True] != grounds[False]


_PALE = """
(() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(Number).map((part) => {
      const one = part / 255;
      return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!color.startsWith("rgba")) return color;
    }
  };
  const pale = [];
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    if (element.closest("svg, .unseen, .skip, [aria-hidden]")) continue;
    const [above, below] = [getComputedStyle(element).color, ground(element)].map(light).sort((a, b) => b - a);
    const contrast = (above + 0.05) / (below + 0.05);
    if (contrast < 4.5) pale.push([element.className || element.tagName, contrast]);
  }
  return pale;
})()
"""
"""What stands out too little from its ground, by WCAG 2.2 (1.4.3)."""


def test_a_source_has_one_health_in_every_language() -> None:
    for language in Language:
        words = {_TRANSLATIONS[language].plain(f"page-health-{health}") for health in SourceHealth}
        assert len(words) == len(SourceHealth)

"""What the operators' page is made of: pure functions, whatever they are given."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.console.health import is_ready, judge
from bot.console.page.addresses import plain_address, without_secrets
from bot.console.page.charts import bars, shares
from bot.console.page.latest import latest_of
from bot.console.page.parts import Lack, Part
from bot.console.page.rendering import Rendering
from bot.console.page.verdict import Gravity, all_concerns, gravity, of_queues, of_sources
from bot.console.page.wishes import ChatsWish, SourcesWish, chats_wish, sources_wish
from bot.console.page.words import Words
from bot.i18n import Translations
from bot.model import ChatKind, Failure, Language, SourceHealth, SourceId
from bot.model.console import Overdue
from bot.model.figures import Figures, Queue, Waiting
from bot.model.overview import (
    ChatOrder,
    Errors,
    FailedMessage,
    ListedSource,
    SetAsideUpdates,
    SourceList,
    SourceOrder,
    TroubledLine,
)
from bot.model.running import Running
from tests.clock import SteppedClock
from tests.console.reading import checked
from tests.text.test_inert import texts

_NOW = SteppedClock().now()
_TRANSLATIONS = Translations()
_RENDERING = Rendering(_TRANSLATIONS[Language.ENGLISH])
_SECRET = "s3cret"
_RUNNING = Running(started_at=_NOW, version="1.2.3")
_NOTHING = Figures(dict.fromkeys(SourceHealth, 0), 0, 0, 0, 0, {}, 0, {})
_NO_ERRORS = Errors(0, 0, (), 0, 0, (), 0, ())
_WELL: dict[SourceHealth, int] = {SourceHealth.WORKING: 100}


@pytest.mark.parametrize(
    ("url", "text", "is_link"),
    [
        ("https://news.example/feed", "https://news.example/feed", True),
        ("https://news.example/feed?key=s3cret", "https://news.example/feed", False),
        ("https://user:s3cret@news.example/feed#s3cret", "https://news.example/feed", False),
        ("https://t.me/s/durov", "@durov", True),
        ("https://xn--e1afmkfd.xn--p1ai/", "https://пример.рф/", True),
        ("https://medium.example/@somebody", "https://medium.example/@somebody", True),
        ("javascript:alert(1)", "javascript:alert(1)", False),
        ("JavaScript://news.example/%0Aalert(1)", "javascript://news.example/%0Aalert(1)", False),
        ("data:text/html,<b>", "data:text/html,<b>", False),
        ("https://[::1", "https://[::1", False),
        ("https:///feed", "https:///feed", False),
        ("https://news.example/a b", "https://news.example/a b", False),
    ],
)
def test_an_address_is_shown_without_secrets_and_leads_somewhere_only_if_it_is_whole(
    url: str, text: str, is_link: bool
) -> None:
    shown = plain_address(url)
    assert (shown.text, shown.href is not None) == (text, is_link)
    assert shown.is_cut == (_SECRET in url)


@given(texts, texts, st.sampled_from(["?k=", "?", "#", "/x?a=1&b="]))
def test_no_secret_of_an_address_is_shown(before: str, behind: str, sign: str) -> None:
    url = f"https://user:{_SECRET}@news.example/{before}{sign}{_SECRET}{behind}"
    shown = plain_address(url)
    assert _SECRET not in shown.text
    assert shown.href is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HTTP 503", "HTTP 503"),
        ("moved to https://u:s3cret@a.example/x?k=s3cret, then gone", "moved to https://a.example/x… then gone"),
        ("GET /feed?token=s3cret failed", "GET /feed?… failed"),
        ("is it there? no = no", "is it there? no = no"),
        ("bot123456789:AAHs3cretAAHs3cretAAHs3cretAAHs3cr/getMe", "bot…/getMe"),
    ],
)
def test_what_others_say_loses_its_secrets(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


@given(st.lists(st.integers(0, 10**6), max_size=40))
def test_a_chart_has_a_bar_for_each_number_that_is_not_nothing(numbers: list[int]) -> None:
    drawn = bars(numbers)
    assert (drawn.path + drawn.latest).count("M") == sum(number > 0 for number in numbers)
    assert drawn.width >= 5 * len(numbers) - 1
    assert drawn.most == max(numbers, default=0)


@given(st.lists(st.integers(0, 10**6), max_size=6))
@example([1, 10**6])
def test_shares_fill_their_bar_and_none_is_invisible(numbers: list[int]) -> None:
    parts = shares(numbers)
    assert sum(width for _, width in parts) == (1_000 if any(numbers) else 0)
    assert all((width > 0) == (number > 0) for number, (_, width) in zip(numbers, parts, strict=True))
    assert all(left >= 0 for left, _ in parts)


@pytest.mark.parametrize(
    ("language", "length", "shown"),
    [
        (Language.ENGLISH, timedelta(seconds=-3), "0 s"),
        (Language.ENGLISH, timedelta(seconds=119), "1 min"),
        (Language.RUSSIAN, timedelta(hours=23, minutes=59), "23 ч"),
        (Language.UKRAINIAN, timedelta(days=400), "400 д"),
    ],
)
def test_a_duration_has_its_greatest_unit(language: Language, length: timedelta, shown: str) -> None:
    assert Words(_TRANSLATIONS[language], _NOW).duration(length).replace("\xa0", " ") == shown


def test_sizes_and_times_have_units_and_zones() -> None:
    words = Words(_TRANSLATIONS[Language.RUSSIAN], _NOW)
    said = [words.bytes(size).replace("\xa0", " ") for size in (None, 0, 1_536, 10 * 1024**2, 3 * 1024**4)]
    assert said == ["—", "0 КБ", "1,5 КБ", "10 МБ", "3 072 ГБ"]
    assert words.milliseconds(0.00042).replace("\xa0", " ") == "0,4 мс"
    assert words.exact(_NOW) == "2026-03-01 12:00:00 UTC"
    assert words.relative(_NOW - timedelta(minutes=5)).replace("\xa0", " ") == "5 мин назад"
    assert words.relative(_NOW + timedelta(hours=2)).replace("\xa0", " ") == "через 2 ч"
    assert words.relative(_NOW) == "сейчас"
    assert words.failure(Failure("timed-out", "")) == _TRANSLATIONS[Language.RUSSIAN].plain("source-failure-timed-out")
    assert words.failure(Failure("of-another-version", "x")) == "of-another-version (x)"


@given(st.dictionaries(st.sampled_from(["health", "q", "sort", "page"]), texts))
def test_whatever_an_address_asks_for_there_is_a_page(query: dict[str, str]) -> None:
    wish = sources_wish(query)
    assert wish.selection.offset >= 0
    assert wish.address().startswith("/sources")
    assert chats_wish(query).offset >= 0


def test_an_address_says_what_differs_from_the_usual() -> None:
    assert SourcesWish().address() == "/sources"
    wish = SourcesWish(SourceHealth.FAILING, "a&b", SourceOrder.NEWS, 3)
    assert wish.address() == "/sources?health=failing&q=a%26b&sort=news"
    assert wish.address(page=4) == "/sources?health=failing&q=a%26b&sort=news&page=4"
    assert sources_wish({"health": "failing", "q": "a&b", "sort": "news", "page": "3"}) == wish
    assert ChatsWish(ChatOrder.DAY).address(page=2) == "/chats?sort=day&page=2"


def test_some_sources_may_fail_and_many_may_not() -> None:
    assert of_sources({SourceHealth.FAILING: 9, SourceHealth.WORKING: 0}) == []
    assert of_sources({SourceHealth.FAILING: 32, SourceHealth.WORKING: 68}) == []
    (concern,) = of_sources({SourceHealth.FAILING: 34, SourceHealth.WORKING: 66, SourceHealth.RETIRED: 900})
    assert (concern.gravity, dict(concern.arguments)) == (Gravity.TROUBLE, {"count": 34, "items": 100})


@pytest.mark.parametrize("queue", Queue)
def test_a_queue_is_late_when_its_oldest_has_waited_for_long(queue: Queue) -> None:
    def concerns(minutes: float) -> int:
        return len(of_queues({queue: Waiting(1, _NOW - timedelta(minutes=minutes))}, _NOW))

    assert concerns(1) == 0
    assert concerns(61) == (queue is not Queue.PAGES)


def test_all_is_well_unless_something_is_not_or_nobody_knows() -> None:
    def worst(
        running: Running = _RUNNING, figures: Part[Figures] | None = None, errors: Errors = _NO_ERRORS
    ) -> Gravity:
        found = all_concerns(running, figures or Part(_NOTHING), Part(_WELL), Part(errors), _NOW)
        return gravity(found)

    assert worst() is Gravity.FINE
    assert worst(errors=replace(_NO_ERRORS, failed=5)) is Gravity.FINE  # long ago
    assert worst(errors=replace(_NO_ERRORS, failed=5, failed_lately=1)) is Gravity.NOTICE
    assert worst(figures=Part(None, Lack.TOO_LONG)) is Gravity.NOTICE
    assert worst(replace(_RUNNING, failing_stages=("poll",))) is Gravity.TROUBLE
    known = replace(_RUNNING, telegram_has_answered=True)
    assert worst(replace(known, telegram_failing_since=_NOW - timedelta(seconds=59))) is Gravity.FINE
    assert worst(replace(known, telegram_failing_since=_NOW - timedelta(seconds=60))) is Gravity.TROUBLE


_ages = st.sampled_from([None, 0, 59, 60, 299, 300, 599, 600, 4_000])
_stages = st.sampled_from([(), ("poll",)])


@given(
    st.builds(
        Running,
        started_at=st.just(_NOW),
        version=st.just(""),
        failing_stages=_stages,
        stuck_stages=_stages,
        outage=st.sampled_from([None, "disk I/O error"]),
        damage=st.sampled_from([None, "row 3 missing from index"]),
        telegram_failing_since=_ages.map(lambda age: None if age is None else _NOW - timedelta(seconds=age)),
        telegram_has_answered=st.booleans(),
        has_rival=st.booleans(),
        lag_lately_s=st.sampled_from([0.0, 1.9, 2.1]),
        hold_s=st.sampled_from([None, 9.9, 10.0]),
    ),
    _ages,
    _ages,
)
def test_whoever_is_not_ready_is_not_well(running: Running, source_s: int | None, debt_s: int | None) -> None:
    source, debt = (None if age is None else _NOW - timedelta(seconds=age) for age in (source_s, debt_s))
    figures = replace(_NOTHING, queues={Queue.SOURCES: Waiting(1, source), Queue.CHATS: Waiting(1, debt)})
    found = all_concerns(running, Part(figures), Part(_WELL), Part(_NO_ERRORS), _NOW)
    if not is_ready(judge(running, Overdue(source, debt), _NOW)):
        assert gravity(found) is Gravity.TROUBLE
    for language in Language:
        words = Words(_TRANSLATIONS[language], _NOW)
        for one in found:
            assert words(f"concern-{one.key}", **one.arguments, **({"duration": "x"} if one.length else {}))


@given(texts, texts, texts, st.sampled_from(SourceHealth), st.lists(st.integers(0, 10**9), min_size=1, max_size=14))
@settings(max_examples=30)
def test_no_text_in_a_list_breaks_its_page(
    title: str, url: str, said: str, health: SourceHealth, days: list[int]
) -> None:
    one = ListedSource(SourceId(1), title, url, health, Failure(said, said), _NOW, said, None, None, tuple(days))
    listed = Part(SourceList({health: 1}, 51, 0, (one,)))
    wish = sources_wish({"health": health, "q": said})
    html = _RENDERING.render(
        "sources", _NOW, path="/sources", refresh=wish.address(), is_signed_in=True, listed=listed, wish=wish, lines=50
    )
    checked(html)


@given(texts, texts, st.sampled_from(ChatKind))
@settings(max_examples=30)
def test_no_error_breaks_its_page(title: str, reason: str, kind: ChatKind) -> None:
    errors = Errors(
        *(1, 1, (FailedMessage(-100, kind, title, _NOW, reason),)),
        *(1, 1, (SetAsideUpdates(title, reason, 2, _NOW),)),
        *(1, (TroubledLine(title, reason, reason, 3, True, _NOW),)),
    )
    checked(
        _RENDERING.render("errors", _NOW, path="/errors", refresh="/errors", is_signed_in=False, errors=Part(errors))
    )
    assert [event.at for event in latest_of(errors, 2)] == [_NOW, _NOW]

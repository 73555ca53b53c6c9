"""What operators see on their page, read beside the bot on a connection of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import Row, connect

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.console_made import HOSTILE, SECRET, Made, make
from bot.model import ChatKind, Sent, SourceHealth
from bot.model.overview import ChatOrder, SourceOrder, SourceSelection
from storage.sqlite import SqliteCatalogue, SqliteStorage
from storage.sqlite.console import SqliteConsole
from storage.sqlite.console_reading import differences, edges, first_articles, part_from
from tests.storage.conftest import START
from tests.storage.plans import Plans, Watched
from tests.storage.scene import Scene

_MADE = Made(sources=90, articles=1_500, chats=24, messages=500, failing=0.3, is_broken=True, is_hostile=True)
_DAYS = 14
Opener = Callable[[], SqliteConsole]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everything is wrong, with hostile texts in every column; only read."""
    path = tmp_path_factory.mktemp("made") / "dozor.db"
    make(path, _MADE, START)
    return path


@pytest.fixture
async def console(made: Path, plans: Plans) -> AsyncIterator[SqliteConsole]:
    """It finds what its statements ask for at once."""
    async with SqliteConsole(str(made), factory=Watched) as console:
        yield console
    assert plans.complaints(Watched.executed) == []


async def test_what_was_found_and_sent_counts_in_its_hour(storage: SqliteStorage, scene: Scene, database: Path) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat, "коалиция")
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    scene.later(minutes=50)
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    await scene.source(chat, "https://two.example/feed")
    for title in ("два", "три"):
        scene.later(minutes=11)
        await scene.publish(title)
    async with SqliteConsole(str(database), factory=Watched) as console:
        done = await console.throughput(scene.now + timedelta(seconds=1), 3)
        assert (done.articles, done.messages) == ((0, 1, 2), (0, 0, 1))
        assert (await console.throughput(scene.now + timedelta(hours=9), 3)).articles == (0, 0, 0)
    assert storage.longest_hold_s > 0


async def test_the_health_of_a_source_is_the_same_for_the_page_as_for_commands(
    console: SqliteConsole, made: Path
) -> None:
    listed = await console.listed_sources(SourceSelection(limit=1_000), START, _DAYS)
    async with SqliteCatalogue(str(made)) as catalogue:
        known = {one.id: one for one in await catalogue.known_sources()}
    assert {one.id: (one.health, one.failure, one.failing_since) for one in listed.lines} == {
        one.id: (one.health, one.failure, one.failing_since) for one in known.values()
    }
    counts = await console.source_counts()
    assert sum(counts.values()) == listed.found == len(known)
    for health, count in counts.items():
        assert (await console.listed_sources(SourceSelection(health), START, _DAYS)).found == count


async def test_sources_are_sorted_as_is_asked_for(console: SqliteConsole) -> None:
    async def lines(order: SourceOrder) -> tuple[object, ...]:
        selection = SourceSelection(order=order, limit=1_000)
        return (await console.listed_sources(selection, START, _DAYS)).lines

    def by(key: Callable[..., object], order: list[object]) -> bool:
        keys = [key(one) for one in order]
        return keys == sorted(keys)  # type: ignore[type-var]

    healths = [SourceHealth.FAILING, SourceHealth.RETIRED, SourceHealth.SILENT, SourceHealth.NEW, SourceHealth.WORKING]
    assert by(lambda one: healths.index(one.health), [*await lines(SourceOrder.HEALTH)])
    assert by(lambda one: -one.days[-1], [*await lines(SourceOrder.ARTICLES)])
    assert by(lambda one: -one.news_at.timestamp(), [*await lines(SourceOrder.NEWS)])
    polled = [one for one in await lines(SourceOrder.POLL) if one.next_poll_at is not None]  # type: ignore[attr-defined]
    assert by(lambda one: one.next_poll_at, [*polled])
    assert {one.id for one in await lines(SourceOrder.NAME)} == {one.id for one in await lines(SourceOrder.POLL)}  # type: ignore[attr-defined]


async def test_a_page_of_sources_follows_the_one_before_and_the_last_one_stands_for_those_beyond(
    console: SqliteConsole,
) -> None:
    whole = (await console.listed_sources(SourceSelection(limit=1_000), START, _DAYS)).lines
    parts = [await console.listed_sources(SourceSelection(offset=at, limit=40), START, _DAYS) for at in (0, 40, 80)]
    assert tuple(line for part in parts for line in part.lines) == whole
    beyond = await console.listed_sources(SourceSelection(offset=10**9, limit=40), START, _DAYS)
    assert (beyond.offset, beyond.lines) == (80, parts[2].lines)


async def test_sources_are_found_by_title_or_address_in_any_letter_case_and_never_by_a_secret(
    console: SqliteConsole,
) -> None:
    async def found(text: str) -> int:
        return (await console.listed_sources(SourceSelection(text=text), START, _DAYS)).found

    assert await found("СЛОВО") == await found("слово") > 0
    assert await found("news.EXAMPLE/long") > 0
    assert 0 < await found("{%") < _MADE.sources
    assert await found(f"token={SECRET}") == 0


async def test_days_count_the_articles_of_their_source(console: SqliteConsole, made: Path) -> None:
    listed = (await console.listed_sources(SourceSelection(limit=1_000), START, _DAYS)).lines
    with closing(connect(made)) as db:
        total = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        for one in listed[:5]:
            lately = "SELECT count(*) FROM articles WHERE source_id = ? AND found_at >= ?"
            since = round((START - timedelta(days=1)).timestamp() * 1_000)
            assert db.execute(lately, (one.id, since)).fetchone()[0] == one.days[-1]
    assert sum(sum(one.days) for one in listed) >= total - 5  # some were found at this very instant


async def test_what_one_chat_alone_reads_is_not_told(storage: SqliteStorage, scene: Scene, database: Path) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.publish("раз")
    (known,) = await storage.known_sources()
    async with SqliteConsole(str(database), factory=Watched) as console:
        details = await console.source_details(known.id, scene.now, _DAYS, 5)
        assert details is not None
        assert [title for _, title in details.titles] == ["раз"]
        assert (details.watchers, details.host, details.failures) == (1, "one.example", 0)
        with closing(connect(database)) as db, db:
            db.execute("UPDATE sources SET own_of = ?", (chat.key,))
        private = await console.source_details(known.id, scene.now, _DAYS, 5)
        assert private is not None
        assert private.titles == ()
        assert await console.source_details(999, scene.now, _DAYS, 5) is None


async def test_slow_hosts_are_those_that_wait_or_are_left_alone(console: SqliteConsole) -> None:
    hosts = await console.slow_hosts(START, 50)
    late = [one for one in hosts if one.due_since is not None]
    held = [one for one in hosts if one.held_until is not None]
    assert {one.name for one in late} == {"outlet5.example", "outlet15.example", "outlet25.example"}
    assert {one.name for one in held} == {"outlet7.example", "outlet17.example", "outlet27.example"}
    assert hosts[: len(late)] == tuple(late)
    assert all(one.sources == 3 for one in hosts)
    assert len(await console.slow_hosts(START, 2)) == 2


@pytest.mark.parametrize("order", ChatOrder)
async def test_chats_are_listed_by_activity_without_names_of_persons(console: SqliteConsole, order: ChatOrder) -> None:
    listed = await console.active_chats(order, START, _DAYS, 0, 10)
    numbers = {
        ChatOrder.DAY: [one.days[-1] for one in listed.lines],
        ChatOrder.WEEK: [sum(one.days[-7:]) for one in listed.lines],
        ChatOrder.SUBSCRIPTIONS: [one.subscriptions for one in listed.lines],
    }[order]
    assert numbers == sorted(numbers, reverse=True)
    assert (listed.found, listed.dormant, len(listed.lines)) == (24, 2, 10)
    for one in listed.lines:
        assert (one.kind is ChatKind.PRIVATE) == (one.title == "")


async def test_errors_are_counted_and_the_latest_are_shown(console: SqliteConsole) -> None:
    errors = await console.errors(START, 5)
    assert (errors.failed, errors.failed_lately, errors.unread, errors.unread_lately) == (18, 18, 18, 18)
    assert (errors.troubled, len(errors.latest_failed), len(errors.latest_unread)) == (6, 5, 3)
    times = [one.at for one in errors.latest_failed]
    assert times == sorted(times, reverse=True)
    assert {one.reason for one in errors.latest_failed} <= set(HOSTILE)
    assert (await console.errors(START + timedelta(hours=12), 5)).failed_lately == 13


async def test_an_empty_database_has_a_page_too(database: Path) -> None:
    async with SqliteConsole(str(database), factory=Watched) as console:
        assert (await console.throughput(START, 3)).articles == (0, 0, 0)
        assert (await console.listed_sources(SourceSelection(offset=50), START, _DAYS)).lines == ()
        assert (await console.active_chats(ChatOrder.WEEK, START, _DAYS, 50, 50)).lines == ()
        assert await console.slow_hosts(START, 5) == ()
        assert (await console.errors(START, 5)).latest_failed == ()


@given(
    st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=30),
    st.lists(st.integers(-1, 51), max_size=5).map(sorted),
)
@example([], [1])
@example([(5, False), (5, True), (5, False)], [5, 6])
def test_articles_are_found_by_time_without_an_index_whatever_is_deleted(
    times: list[tuple[int, bool]], instants: list[int]
) -> None:
    with closing(connect(":memory:")) as db:
        db.row_factory = Row
        db.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, found_at INTEGER)")
        ordered = sorted(times)
        kept = [(number, at) for number, (at, is_kept) in enumerate(ordered, 1) if is_kept]
        db.executemany("INSERT INTO articles VALUES (?, ?)", kept)
        firsts = first_articles(db, instants)
        for instant, first in zip(instants, firsts, strict=True):
            assert [id_ for id_, _ in kept if id_ >= first] == [id_ for id_, at in kept if at >= instant]


@given(st.integers(-5, 400), st.integers(1, 60), st.integers(0, 300))
def test_a_part_is_a_part_whatever_is_asked_for(offset: int, limit: int, found: int) -> None:
    first = part_from(offset, limit, found)
    assert first == 0 if not found else 0 <= first < found
    assert part_from(first, limit, found) == first


def test_periods_follow_one_another_and_end_now() -> None:
    bounds = edges(START, 3, 1_000)
    assert differences(bounds) == (1_000, 1_000, 1_000)
    assert bounds[-1] == START.timestamp() * 1_000

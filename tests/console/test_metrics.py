"""`/metrics`: valid in both formats, the same names whatever happens, and nothing in it that people wrote."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_open_metrics
from prometheus_client.parser import text_string_to_metric_families as read_metrics

from bot.console.meter import PrometheusMeter, new_meter
from bot.console.metrics import METRICS, Metrics
from bot.delivery.notices import lost_chat
from bot.errors import QueryTooLong
from bot.model import ChatKind, Haste, Language, SourceHealth
from bot.model.figures import Figures, Queue
from bot.model.running import Running
from bot.ports.figures import FiguresStorage
from bot.runtime.family import FamilyMemory, family_memory
from storage.sqlite import SqliteStorage
from storage.sqlite.console import SqliteConsole
from tests.clock import SteppedClock
from tests.console.conftest import Serving
from tests.storage.scene import Scene

_RUNNING = Running(
    started_at=datetime(2026, 3, 1, tzinfo=UTC),
    version="1.2.3",
    stages=("poll", "fan out"),
    failing_stages=("fan out",),
    database_bytes=4096,
    disk_free_bytes=10**9,
)

_PATIENCE_S = 30.0


async def _running() -> Running:
    return _RUNNING


class _Failing:
    async def figures(self, now: datetime) -> Figures:
        raise QueryTooLong(str(now))


class _Counting:
    def __init__(self, storage: FiguresStorage) -> None:
        self._storage = storage
        self.asked = 0
        self._answers = 0
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def figures(self, now: datetime) -> Figures:
        self.asked += 1
        await self.may_answer.wait()
        figures = await self._storage.figures(now)
        self._answers += 1
        return figures

    async def answered(self, times: int) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while self._answers < times:  # noqa: ASYNC110  the answer is the storage's
                await asyncio.sleep(0)


@pytest.fixture
def meter() -> PrometheusMeter:
    return new_meter()


Make = Callable[..., Metrics]


@pytest.fixture
def make(meter: PrometheusMeter, console_storage: SqliteConsole, steady: SteppedClock) -> Make:
    def make(storage: FiguresStorage = console_storage) -> Metrics:
        return Metrics(meter.registry, storage, _running, steady, lambda: FamilyMemory(100, 50))

    return make


def _values(text: bytes) -> dict[tuple[str, tuple[str, ...]], float]:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in read_metrics(text.decode())
        for sample in family.samples
    }


async def test_both_formats_are_valid(make: Make, serving: Serving, browser: aiohttp.ClientSession) -> None:
    base = await serving(make().routes())
    async with browser.get(base + METRICS) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        plain = await answer.read()
    async with browser.get(base + METRICS, headers={"Accept": "application/openmetrics-text;version=no,*/*"}) as answer:
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
        opened = await answer.text()
    assert list(read_metrics(plain.decode()))
    names = [family.name for family in read_open_metrics(opened)]  # type: ignore[no-untyped-call]
    assert len(names) == len(set(names))
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: its opinion of the names is not asked for")
    said = subprocess.run([promtool, "check", "metrics"], input=plain, capture_output=True, check=False)  # noqa: ASYNC221
    assert (said.returncode, said.stderr.decode(), said.stdout.decode()) == (0, "", "")


async def test_what_is_stored_is_counted(make: Make, database: Path, steady: SteppedClock) -> None:
    async with SqliteStorage(str(database)) as storage:
        scene = Scene(storage, steady.now())
        chat, lost = await scene.chat(100), await scene.chat(200)
        await scene.source(chat)
        await scene.subscribe(chat)
        source = await scene.claim_source()
        await scene.poll(source, "Коалиция", "Другое")
        found = _values(await make().exposition())
        assert found["dozor_queue_length", ("articles",)] == 2
        assert found["dozor_queue_length", ("sources",)] == 0
        assert found["dozor_sources", ("working",)] == 1
        assert found["dozor_chats", ("active",)] == 2
        assert found["dozor_subscriptions", ("active",)] == 1
        for article in await storage.claim_waiting_articles(scene.now, 10, scene.lease()):
            await scene.record(article, "коалиция")
        await scene.fan_out()
        await storage.mark_unreachable(lost.key, lost_chat("chat", "blocked"), scene.now)
        await steady.sleep(90)
        found = _values(await make().exposition())
        assert found["dozor_debts", ("at-once",)] == 2
        assert found["dozor_queue_length", ("chats",)] == 1
        assert found["dozor_queue_oldest_seconds", ("chats",)] == 90
        assert found["dozor_queue_length", ("mentions",)] == 0
        assert found["dozor_chats", ("dormant",)] == 1


async def test_what_the_process_knows_is_told(make: Make) -> None:
    found = _values(await make().exposition())
    assert found["dozor_stage_failing", ("fan out",)] == 1
    assert found["dozor_stage_failing", ("poll",)] == 0
    assert found["dozor_build_info", ("1.2.3",)] == 1
    assert found["dozor_memory_bytes", ("children",)] == 50
    assert ("dozor_database_wal_bytes", ()) not in found, "nobody knows it"
    for label, values in (("dozor_queue_length", Queue), ("dozor_debts", [one.label for one in Haste])):
        assert {labels[0] for name, labels in found if name == label} == set(values)
    assert {labels[0] for name, labels in found if name == "dozor_sources"} == set(SourceHealth)


async def test_without_the_database_the_rest_is_told(make: Make) -> None:
    found = _values(await make(_Failing()).exposition())
    assert found["dozor_database_readable", ()] == 0
    assert found["dozor_polls_total", ("news",)] == 0
    assert not [name for name, _ in found if name.startswith(("dozor_queue", "dozor_figures"))]


async def test_who_asks_often_costs_the_database_no_more_and_does_not_wait_for_it(
    make: Make, console_storage: SqliteConsole, steady: SteppedClock
) -> None:
    counting = _Counting(console_storage)
    async with make(counting) as metrics:
        await asyncio.gather(*(metrics.exposition() for _ in range(5)))
        await steady.sleep(4)
        found = _values(await metrics.exposition())
        assert (counting.asked, found["dozor_figures_age_seconds", ()]) == (1, 4)
        await steady.sleep(26)
        counting.may_answer.clear()
        async with asyncio.timeout(_PATIENCE_S):
            found = _values(await metrics.exposition())
            assert found["dozor_figures_age_seconds", ()] == 30, "as of the last scrape"
            await metrics.exposition()
        await asyncio.sleep(0)
        assert counting.asked == 2
        counting.may_answer.set()
        await counting.answered(2)
        await steady.sleep(300)
        found = _values(await metrics.exposition())
        assert found["dozor_figures_age_seconds", ()] == 0, "what is old is waited for"


async def test_the_end_does_not_wait_for_figures(
    make: Make, console_storage: SqliteConsole, steady: SteppedClock
) -> None:
    counting = _Counting(console_storage)
    async with make(counting) as metrics:
        await metrics.exposition()
        counting.may_answer.clear()
        await steady.sleep(30)
        await metrics.exposition()
    assert not counting.may_answer.is_set()


_HOSTILE = ("geheim", "verraten", "Böses", "böse.example", "xn--bse-sna", "777000777", "Привет")


async def test_nothing_that_people_wrote_is_in_it(make: Make, database: Path, steady: SteppedClock) -> None:
    async with SqliteStorage(str(database)) as storage:
        scene = Scene(storage, steady.now())
        chat = await storage.see_chat(777000777, ChatKind.PRIVATE, 'Böses"} 1\nPrivet', Language.ENGLISH, scene.now)
        await scene.source(chat, 'https://u:geheim@böse.example/feed?token=verraten"}\n# HELP')
        await scene.subscribe(chat, "Привет")
        await scene.poll(await scene.claim_source(), 'Böses"} 1', "Böses\n# TYPE")
        for article in await storage.claim_waiting_articles(scene.now, 10, scene.lease()):
            await scene.record(article, "Привет")
        await scene.fan_out()
        text = (await make().exposition()).decode()
    assert 'dozor_debts{haste="at-once"} 2.0' in text, "it was counted"
    assert not [word for word in _HOSTILE if word in text]


def test_memory_of_this_process_is_known_where_the_system_tells() -> None:
    memory = family_memory()
    assert memory.main is None or 10**6 < memory.main < 10**10

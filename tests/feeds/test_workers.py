"""Parsing in processes: deadlines, deaths, and the end of the program."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NotAFeed, Overrun
from bot.feeds.parse import NeedsTolerance, parse
from bot.feeds.workers import INLINE_BYTES, ParserPool
from bot.fetching.reasons import FailureReason
from bot.model import ParsedFeed
from bot.runtime.processes import Processes
from tests.end_to_end.program import until
from tests.feeds.test_parse import URL, rss

_PATIENCE_S = 60.0
"""For what is to be read; it matters only where something is broken, or busy."""
LARGE = rss("<item><title>Запись</title><description>" + "слово " * 10_000 + "</description></item>")
SLOW = b"<rss><channel>" + b"<item><title>" * 200_000
"""Keeps feedparser busy for minutes."""


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    async with ParserPool(1, _PATIENCE_S, memory_bytes=256 * 1024 * 1024) as pool:
        yield pool


def _begin(begun: Path) -> None:
    """Work without end."""
    begun.touch()
    time.sleep(3_600)


async def _give_up(*reading: asyncio.Task[ParsedFeed]) -> None:
    for task in reading:
        task.cancel()
    await asyncio.wait(reading)


async def test_documents_large_and_small(pool: ParserPool) -> None:
    assert len(LARGE) > INLINE_BYTES
    for body in (LARGE, rss("<item><title>Запись</title></item>")):
        feed = await pool.parse(body, content_type=None, url=URL)
        assert feed == parse(body, content_type=None, url=URL)
        assert [item.title for item in feed.items] == ["Запись"]


async def test_errors_cross_as_they_are(pool: ParserPool) -> None:
    page = b"<html><title>Just a moment...</title>" + b" " * INLINE_BYTES
    for body in (page, page[:100]):
        with pytest.raises(NotAFeed) as refused:
            await pool.parse(body, content_type="text/html", url=URL)
        assert refused.value.reason == FailureReason.CHALLENGE_PAGE
    with pytest.raises(NotAFeed) as refused:
        await pool.parse(b"{" + b" " * INLINE_BYTES, content_type=None, url=URL)
    assert refused.value.reason == FailureReason.NO_FEED_INSIDE
    assert "JSON" in refused.value.detail


async def test_a_small_document_that_needs_patience_gets_it_in_a_process(pool: ParserPool) -> None:
    body = b"<channel><item><title>no rss around it</title></item></channel>"
    with pytest.raises(NeedsTolerance):
        parse(body, content_type=None, url=URL, tolerant=None)
    feed = await pool.parse(body, content_type=None, url=URL)
    assert [item.title for item in feed.items] == ["no rss around it"]


async def test_the_deadline_stops_one_document_and_no_other() -> None:
    async with ParserPool(1, deadline_s=2.0) as pool:
        slow = asyncio.create_task(pool.parse(SLOW, content_type=None, url=URL))
        waiting = asyncio.create_task(pool.parse(LARGE, content_type=None, url=URL))
        with pytest.raises(NotAFeed) as refused:
            await slow
        assert refused.value.reason == FailureReason.TOO_COMPLEX
        assert len((await waiting).items) == 1


async def test_the_loop_goes_on_meanwhile(pool: ParserPool) -> None:
    slow = asyncio.create_task(pool.parse(SLOW, content_type=None, url=URL))
    for _ in range(10):
        await asyncio.sleep(0.001)
    assert not slow.done()
    await _give_up(slow)


async def test_what_needs_patience_holds_up_nothing_else(pool: ParserPool) -> None:
    slow = [asyncio.create_task(pool.parse(SLOW, content_type=None, url=URL)) for _ in range(3)]
    assert len((await pool.parse(LARGE, content_type=None, url=URL)).items) == 1
    assert not any(task.done() for task in slow)
    await _give_up(*slow)


async def test_pages_and_lists_are_read_in_processes_too(pool: ParserPool) -> None:
    page = b"<html><link rel=alternate type=application/rss+xml href=/feed>" + b"<p>" * INLINE_BYTES
    (link,), usual = await pool.feeds_of_page(page, content_type="text/html", url="https://site.example/")
    assert link.url == "https://site.example/feed"
    assert "https://site.example/rss.xml" in usual
    rows = b"".join(b"<outline xmlUrl='https://site.example/%d'/>" % number for number in range(2_000))
    document = await pool.read_list(b"<opml><body>" + rows + b"</body></opml>")
    assert len(document.entries) == 2_000
    with pytest.raises(NotAFeed) as refused:
        await pool.read_list(b"x " * INLINE_BYTES)
    assert refused.value.reason == FailureReason.NOT_OPML


async def test_a_process_that_dies_takes_one_piece_of_work_along(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    async with Processes(1, _PATIENCE_S) as processes:
        endless = asyncio.create_task(processes.run(_begin, begun))
        await until(begun.exists, _PATIENCE_S, "nothing has begun")
        for process in workers_of(os.getpid()):
            os.kill(process, signal.SIGKILL)
        with pytest.raises(Overrun):
            await endless
        assert await processes.run(len, "abc") == 3


async def test_a_process_beside_the_first_ends_when_it_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Processes(2, _PATIENCE_S) as processes:
        await asyncio.gather(*(processes.run(time.sleep, 0.2) for _ in range(4)))
        assert len(workers_of(os.getpid())) == 2
        await processes.run(len, "abc")
        assert len(workers_of(os.getpid())) == 2
        monkeypatch.setattr("bot.runtime.processes._IDLE_S", 0.0)
        await processes.run(len, "abc")
        assert len(workers_of(os.getpid())) == 1
        assert await asyncio.gather(*(processes.run(len, "a" * count) for count in range(4))) == [0, 1, 2, 3]


async def test_idle_processes_that_die_are_replaced(pool: ParserPool) -> None:
    await pool.parse(LARGE, content_type=None, url=URL)
    for process in workers_of(os.getpid()):
        os.kill(process, signal.SIGKILL)
    await asyncio.sleep(0.3)
    assert len((await pool.parse(LARGE, content_type=None, url=URL)).items) == 1


@pytest.mark.filterwarnings("ignore:resource_tracker")
@pytest.mark.parametrize("deaths", [1, 2, 3])
async def test_processes_that_die_while_they_start_are_replaced(deaths: int) -> None:
    before = set(descendants_of(os.getpid()))
    async with AsyncExitStack() as opened:
        pool = await opened.enter_async_context(ParserPool(1, deadline_s=3.0))
        starting = asyncio.create_task(pool.parse(LARGE, content_type=None, url=URL))
        killed: set[int] = set()
        while len(killed) < deaths and not starting.done():
            for process in set(descendants_of(os.getpid())) - before - killed:
                killed.add(process)
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            await asyncio.sleep(0)
        with suppress(NotAFeed):  # one that dies takes its document along
            await starting
        assert len((await pool.parse(LARGE, content_type=None, url=URL)).items) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such process")
@pytest.mark.filterwarnings("ignore:resource_tracker")
async def test_a_helper_of_python_that_dies_while_the_processes_start_is_replaced() -> None:
    tracker: Any = resource_tracker._resource_tracker
    tracker.ensure_running()
    reading, writing = os.pipe()
    os.close(reading)

    def ensure_running() -> None:
        """It is there, and dies before it is told something."""
        del tracker.ensure_running
        os.kill(tracker._pid, signal.SIGKILL)
        tracker._fd = writing

    async with ParserPool(1, _PATIENCE_S) as pool:
        tracker.ensure_running = ensure_running
        assert len((await pool.parse(LARGE, content_type=None, url=URL)).items) == 1
    assert "ensure_running" not in vars(tracker)


async def test_a_closed_pool_says_so() -> None:
    async with ParserPool(1, deadline_s=1.0) as pool:
        pass
    with pytest.raises(RuntimeError):
        await pool.parse(LARGE, content_type=None, url=URL)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_no_process_outlives_the_program_however_it_ends(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            """
            import asyncio
            from bot.feeds.workers import ParserPool

            print("imported", __name__)

            async def main():
                async with ParserPool(2, deadline_s=60) as pool:
                    await pool.parse(b"<rss><channel>" + b" " * 50_000, content_type=None, url="http://example.org/")
                    body = b"<rss><channel>" + b"<item><title>" * 200_000
                    asyncio.get_running_loop().call_later(0.5, print, "busy")
                    await pool.parse(body, content_type=None, url="http://example.org/")

            if __name__ == "__main__":
                asyncio.run(main())
            """
        ),
        "utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-u", str(program)], stdout=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"imported __main__\n"
        assert running.stdout.readline() == b"busy\n", "workers need nothing of the program but the parser"
        family = descendants_of(running.pid)
        assert len(family) >= 3
        running.kill()
        running.wait()
    asyncio.run(until(lambda: not alive(family), _PATIENCE_S, f"there are orphans: {alive(family)}"))


def descendants_of(process: int) -> list[int]:
    """By the parents that /proc/PID/stat names."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [process]
    for parent in found:
        found += [child for child, its_parent in parents.items() if its_parent == parent]
    return found[1:]


def workers_of(process: int) -> list[int]:
    """The grandchildren: the children are the server that forks them, and the tracker of multiprocessing."""
    children = {child for child in descendants_of(process) if parent_of(child) == process}
    return [child for child in descendants_of(process) if child not in children]


def parent_of(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def alive(processes: list[int]) -> list[int]:
    """Those that run still; one that only waits to be buried does not."""
    running = []
    for process in processes:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            running.append(process)
    return running


async def test_ctrl_c_and_a_closed_terminal_are_for_the_program_alone() -> None:
    mine = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    async with Processes(1, _PATIENCE_S) as processes:
        blocked = await processes.run(_blocked_signals)
    assert {signal.SIGINT, signal.SIGHUP} <= set(blocked)
    assert signal.SIGTERM not in blocked, "with which the pool ends its processes"
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == mine


def _blocked_signals() -> list[int]:
    return [int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, [])]

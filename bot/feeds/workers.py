"""Parsing beside the event loop, in processes that can be stopped.

Measured on one core: a feed of 20 items takes 0.3 to 3 ms, feedparser 17 to 34 ms, and a hostile document keeps
feedparser busy for up to 26 s. Handing a document to a process costs 0.2 to 0.5 ms, most of it for the copies. So a
small document (`INLINE_BYTES`; a hostile one of this size takes 10 ms) is read where it is, unless it needs feedparser;
everything else goes to a process, which is killed alone when its deadline passes.

The processes are forked by a server that has the parser loaded and runs no threads. They die with the program: Linux
kills them with the server, which sees the program's pipe close; elsewhere a thread of theirs watches for that.
"""

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as DeadlinePassed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from bot.errors import NotAFeed
from bot.feeds.parse import NeedsTolerance, parse
from bot.feeds.reasons import FailureReason
from bot.feeds.turns import Turns
from bot.model import ParsedFeed

Outcome = TypeVar("Outcome")

INLINE_BYTES = 24_576
_PR_SET_PDEATHSIG = 1
_TASKS_PER_PROCESS = 2_000
"""What hostile documents leave behind in a process's memory goes with the process."""
_TRIES = 4
_AGAIN_S = 0.2
"""After which a new pool is tried, in seconds: a server that was killed refuses for a moment before it is replaced."""
_LOOK_S = 1.0
"""How often a pool is looked after whose answer is waited for."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """A NotAFeed on its way between processes."""

    reason: FailureReason
    detail: str


class ParserPool:
    """`workers` processes that parse documents; an async context manager."""

    def __init__(self, workers: int, deadline_s: float, *, memory_bytes: int = 512 * 1024 * 1024) -> None:
        """`deadline_s` is for one document, from when a process takes it up; `memory_bytes` is what it may take."""
        self._workers = workers
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._pool: ProcessPool | None = None
        self._turns = Turns()

    async def __aenter__(self) -> Self:
        self._pool = self._new_pool()
        with suppress(BrokenProcessPool, ProcessExpired, RuntimeError):
            # It is for the start that this is waited for; whoever dies in it is replaced when a document comes.
            await _outcome(self._pool, await asyncio.to_thread(self._pool.schedule, os.getpid))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    def _new_pool(self) -> ProcessPool:
        context = process_context()
        return ProcessPool(
            self._workers,
            _TASKS_PER_PROCESS,
            initializer=prepare_worker,
            initargs=(self._memory_bytes,),
            context=context,
        )

    async def parse(self, body: bytes, *, content_type: str | None, url: str, known: bytes = b"") -> ParsedFeed:
        """Read a document that came from `url`, but for the items whose hashes are `known`.

        Raises NotAFeed, also for one that takes too long or too much.
        """
        if len(body) <= INLINE_BYTES:
            try:
                async with self._turns:
                    return parse(body, content_type=content_type, url=url, known=known, tolerant=None)
            except NeedsTolerance:
                pass
        try:
            answer = await self._in_process(body, content_type, url, known)
        except (DeadlinePassed, ProcessExpired, MemoryError) as error:
            raise NotAFeed(FailureReason.TOO_COMPLEX, type(error).__name__) from error
        if isinstance(answer, _Refused):
            raise NotAFeed(answer.reason, answer.detail)
        return answer

    async def _in_process(self, body: bytes, content_type: str | None, url: str, known: bytes) -> ParsedFeed | _Refused:
        for further_tries in reversed(range(_TRIES)):
            if self._pool is None:
                raise RuntimeError("the parser pool is closed")
            pool = self._pool
            try:
                future = pool.schedule(_parse, (body, content_type, url, known), timeout=self._deadline_s)
                return await _outcome(pool, future)
            except (BrokenProcessPool, RuntimeError):
                # All processes were killed at once, by an operator or for want of memory: pebble gives up, we do not.
                if not further_tries:
                    raise
                if self._pool is pool:
                    self._pool = self._new_pool()
                    await asyncio.to_thread(_end, pool)
                await asyncio.sleep(_AGAIN_S)
        raise AssertionError("unreachable")


async def _outcome(pool: ProcessPool, future: Future[Outcome]) -> Outcome:
    """What came of a task. Raises BrokenProcessPool also if the pool has died without a word of it, as pebble's does
    when one process after another is killed while it starts.
    """
    outcome = asyncio.wrap_future(future)
    try:
        while not (await asyncio.wait({outcome}, timeout=_LOOK_S))[0]:
            if not pool.active:
                raise BrokenProcessPool
        return outcome.result()
    finally:
        outcome.cancel()


def process_context() -> BaseContext:
    """By which processes begin that hold no more than they need."""
    _hide_main_module()
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["bot.feeds.workers"])
    return context


def _hide_main_module() -> None:
    """Keeps multiprocessing from importing the program's script into every worker: 34 MB each instead of 199.

    It leaves out what was started with "python -m PACKAGE"; so a script is made to look like that.
    """
    main = sys.modules["__main__"]
    if main.__spec__ is None:
        main.__spec__ = ModuleSpec("bot.__main__", None)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves out the None that it returns
    pool.join()


def _parse(body: bytes, content_type: str | None, url: str, known: bytes) -> ParsedFeed | _Refused:
    """Runs in a worker process."""
    try:
        return parse(body, content_type=content_type, url=url, known=known)
    except NotAFeed as error:
        return _Refused(FailureReason(error.reason), error.detail)


def prepare_worker(memory_bytes: int) -> None:
    """Makes a worker process die with the program, keep within its memory, and leave Ctrl-C to the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), name="parent-watch", daemon=True).start()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _limit_memory(memory_bytes)


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _limit_memory(memory_bytes: int) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    in_use = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = in_use + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))

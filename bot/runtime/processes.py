"""Runs work outside the event loop, in processes that can be killed.

Threads are not enough: a single regular expression or C call holds the interpreter, and nothing can end it. A process
is killed when its work passes the deadline, and no other suffers. Handing work over costs 0.2 to 0.5 ms, mostly for
copies.

A server that has the parser loaded and runs no threads forks the processes. They die with the program: on Linux, the
kernel kills them with the server, which sees the program's pipe close; elsewhere a thread in each watches for that.
"""

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as DeadlinePassed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AsyncExitStack
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from bot.errors import Overrun

Outcome = TypeVar("Outcome")

_PR_SET_PDEATHSIG = 1
_TASKS_PER_PROCESS = 2_000
"""A process is replaced after so many tasks, and with it whatever hostile documents left in its memory."""
_PRELOADED = ["bot.feeds.workers", "trafilatura"]
"""What the server of processes imports, so that they share it: each reader of pages then takes 18 MB instead of 26."""
_TRIES = 4
_AGAIN_S = 0.2
"""Seconds before a new pool is tried: a killed server refuses work for a moment before it is replaced."""
_IDLE_S = 60.0
"""How long a process beside the first one waits for another task, in seconds: it takes 10 to 20 MB."""
_LOOK_S = 1.0
"""How often to check that a pool with pending work is alive, in seconds."""


class Processes:
    """Up to `count` processes, which start on demand; only the first stays when it has nothing to do.

    An async context manager.
    """

    def __init__(
        self, count: int, deadline_s: float, *, memory_bytes: int = 512 * 1024 * 1024, modules: Sequence[str] = ()
    ) -> None:
        """`deadline_s` limits a task from when a process starts it; `memory_bytes` limits its memory.

        Each process imports `modules` first.
        """
        self._all = [_Process(deadline_s, memory_bytes, tuple(modules)) for _ in range(count)]
        self._free = list(self._all)
        self._room = asyncio.Semaphore(count)
        self._opened = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for process in self._all:
            await self._opened.enter_async_context(process)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    async def run(self, work: Callable[..., Outcome], *arguments: object) -> Outcome:
        """Run a module-level function in a process. Raises Overrun, and whatever the function raises."""
        async with self._room:
            process = min(self._free, key=self._all.index)
            self._free.remove(process)
            try:
                return await process.run(work, *arguments)
            finally:
                self._free.append(process)
                await self._let_idle_ones_end()

    async def _let_idle_ones_end(self) -> None:
        long_ago = asyncio.get_running_loop().time() - _IDLE_S
        for process in self._all[1:]:
            if process in self._free and process.ran_at < long_ago:
                await process.rest()


class _Process:
    """One process for one task at a time, which starts on demand. An async context manager."""

    def __init__(self, deadline_s: float, memory_bytes: int, modules: Sequence[str]) -> None:
        self.ran_at = 0.0
        """When its last task ended, by the loop's clock."""
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._modules = modules
        self._pool: ProcessPool | None = None
        """It has one process, once a task has come."""
        self._begun: ProcessPool | None = None

    async def __aenter__(self) -> Self:
        self._pool = self._new_pool()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    async def run(self, work: Callable[..., Outcome], *arguments: object) -> Outcome:
        """As `Processes.run`."""
        try:
            return await self._run(work, arguments)
        finally:
            self.ran_at = asyncio.get_running_loop().time()

    async def rest(self) -> None:
        """Let the process end; the next task starts another one."""
        pool = self._pool
        if pool is not None and pool is self._begun:
            self._pool, self._begun = self._new_pool(), None
            await asyncio.to_thread(_end, pool)

    async def _run(self, work: Callable[..., Outcome], arguments: Sequence[object]) -> Outcome:
        for further_tries in reversed(range(_TRIES)):
            pool = self._open_pool()
            try:
                return await _outcome(pool, await self._schedule(pool, work, arguments))
            except (DeadlinePassed, ProcessExpired, MemoryError) as error:
                raise Overrun(type(error).__name__) from error
            except BrokenProcessPool:
                # It was killed while it started, by an operator or for lack of memory. pebble gives up; Dozor does not.
                if not further_tries:
                    raise
                if self._pool is pool:
                    self._pool = self._new_pool()
                    await asyncio.to_thread(_end, pool)
                await asyncio.sleep(_AGAIN_S)
        raise AssertionError("unreachable")

    def _open_pool(self) -> ProcessPool:
        if self._pool is None:
            raise RuntimeError("the processes have ended")
        return self._pool

    async def _schedule(
        self, pool: ProcessPool, work: Callable[..., Outcome], arguments: Sequence[object]
    ) -> Future[Outcome]:
        """Hand a task to a pool; the first one starts the pool, which takes a while. Raises BrokenProcessPool."""
        try:
            if pool is self._begun:
                return pool.schedule(work, arguments, timeout=self._deadline_s)
            begin = partial(pool.schedule, work, arguments, timeout=self._deadline_s)
            future = await asyncio.to_thread(_deaf_to_the_terminal, begin)
        except (RuntimeError, BrokenPipeError) as error:  # a broken pipe: Python's resource tracker was killed, too
            raise BrokenProcessPool from error
        self._begun = pool
        return future

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            1,
            _TASKS_PER_PROCESS,
            initializer=prepare_worker,
            initargs=(self._memory_bytes, self._modules),
            context=process_context(),
        )


class InProcesses:
    """Does its work in processes of its own. An async context manager."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes

    async def __aenter__(self) -> Self:
        await self._processes.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._processes.__aexit__(kind, error, trace)


async def _outcome(pool: ProcessPool, future: Future[Outcome]) -> Outcome:
    """The result of a task.

    Raises BrokenProcessPool also if the pool died silently, as pebble's does when its processes are killed one after
    another while they start.
    """
    outcome = asyncio.wrap_future(future)
    try:
        while not (await asyncio.wait({outcome}, timeout=_LOOK_S))[0]:
            if not pool.active:
                raise BrokenProcessPool
        return outcome.result()
    finally:
        outcome.cancel()


def _deaf_to_the_terminal(begin: Callable[[], Future[Outcome]]) -> Future[Outcome]:
    """The result of `begin`; what it starts hears nothing of Ctrl+C and of a terminal that is closed.

    A terminal tells all processes of the program, and the program ends the others when it has finished. Threads and
    processes inherit what is blocked here, so no moment of their start is left in which an interrupt ends them.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return begin()
    resource_tracker.ensure_running()  # if it started later, it would unblock them
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        return begin()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def process_context() -> BaseContext:
    """The start method whose processes use the least memory."""
    _hide_main_module()
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(_PRELOADED)
    return context


def _hide_main_module() -> None:
    """Keep multiprocessing from importing the program's script into every process: 34 MB each instead of 199.

    multiprocessing skips a program started with "python -m PACKAGE", so a script is made to look like one.
    """
    main = sys.modules["__main__"]
    if main.__spec__ is None:
        main.__spec__ = ModuleSpec("bot.__main__", None)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble does not annotate that it returns None
    pool.join()


def prepare_worker(memory_bytes: int, modules: Sequence[str] = ()) -> None:
    """Make a process die with the program, respect its memory limit, and leave Ctrl-C to the program."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), name="parent-watch", daemon=True).start()
    for module in modules:
        import_module(module)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _limit_memory(memory_bytes)


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _limit_memory(memory_bytes: int) -> None:
    import resource  # noqa: PLC0415 - not available on Windows

    in_use = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = in_use + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))

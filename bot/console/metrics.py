"""`/metrics`: what happened since the start, and how things stand now.

    meter (counts where things happen) ──┐
    running, memory (read when asked) ───┼──► exposition
    figures (read from the database) ────┘

What costs time is read outside the event loop and kept for some seconds, so that nobody who asks often costs more.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.exposition import choose_encoder, generate_latest
from prometheus_client.registry import Collector

from bot.console.families import Readings, families
from bot.errors import StorageError
from bot.model.figures import Figures
from bot.model.running import Running
from bot.ports.figures import FiguresStorage
from bot.runtime.clock import Clock
from bot.runtime.family import FamilyMemory, family_memory

METRICS = "/metrics"
_OPEN_METRICS = "application/openmetrics-text"
_FIGURES_KEPT = timedelta(seconds=5)
"""Shorter than any usual interval between scrapes, 15 s or more, so these are never old."""
_MEMORY_KEPT = timedelta(seconds=15)
"""The kernel walks through all pages of ten processes."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    value: T
    at: datetime


class _Keeping(Generic[T]):
    """Reads something again when it is older than it may be; those who ask meanwhile wait for the same reading."""

    def __init__(self, read: Callable[[], Awaitable[T]], kept_for: timedelta, clock: Clock) -> None:
        self._read = read
        self._kept_for = kept_for
        self._clock = clock
        self._lock = asyncio.Lock()
        self._kept: _Kept[T] | None = None

    async def get(self) -> _Kept[T]:
        """Raises what reading raises."""
        async with self._lock:
            now = self._clock.now()
            if self._kept is None or not timedelta(0) <= now - self._kept.at < self._kept_for:
                self._kept = None
                self._kept = _Kept(await self._read(), now)
            return self._kept


class Metrics:
    """Serves them."""

    def __init__(
        self,
        registry: CollectorRegistry,
        storage: FiguresStorage,
        running: Callable[[], Awaitable[Running]],
        clock: Clock,
        memory: Callable[[], FamilyMemory] = family_memory,
    ) -> None:
        """`registry` holds what the program counts; `memory` blocks."""
        self._registry = registry
        self._running = running
        self._clock = clock
        self._figures = _Keeping(lambda: storage.figures(clock.now()), _FIGURES_KEPT, clock)
        self._memory = _Keeping(lambda: asyncio.to_thread(memory), _MEMORY_KEPT, clock)

    def routes(self) -> list[web.RouteDef]:
        return [web.get(METRICS, self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        wanted = _OPEN_METRICS if _OPEN_METRICS in request.headers.get("Accept", "") else ""
        encode, kind = choose_encoder(wanted)
        return web.Response(body=await self.exposition(encode), headers={"Content-Type": kind})

    async def exposition(self, encode: Callable[[Collector], bytes] = generate_latest) -> bytes:
        """All metrics, by default in Prometheus' text format. It does not fail with the database."""
        figures, memory, running = await asyncio.gather(self._figures_now(), self._memory.get(), self._running())
        read = Readings(
            at=self._clock.now(),
            running=running,
            memory=memory.value,
            figures=figures.value if figures is not None else None,
            figures_at=figures.at if figures is not None else None,
        )
        return await asyncio.to_thread(encode, _Scrape(self._registry, read))

    async def _figures_now(self) -> _Kept[Figures] | None:
        try:
            return await self._figures.get()
        except StorageError:  # the meter of outages tells
            return None


class _Scrape(Collector):
    """One scrape: what was counted, and what was read. When each count began is left out: all began at the start."""

    def __init__(self, registry: CollectorRegistry, read: Readings) -> None:
        self._registry = registry
        self._read = read

    def collect(self) -> Iterator[Metric]:
        for metric in self._registry.collect():
            metric.samples = [sample for sample in metric.samples if not sample.name.endswith("_created")]
            yield metric
        yield from families(self._read)

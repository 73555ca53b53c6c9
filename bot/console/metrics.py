"""`/metrics`: what happened since the start, and how things stand now.

    meter (counts where things happen) ──┐
    running, memory (read when asked) ───┼──► exposition
    figures (read from the database) ────┘

What costs time is read outside the event loop and kept (`keeping.py`), so a scrape neither waits for it nor costs more
the more often it comes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from types import TracebackType
from typing import Self

from aiohttp import web
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.exposition import choose_encoder, generate_latest
from prometheus_client.registry import Collector

from bot.console.families import Readings, families
from bot.console.keeping import Keeping
from bot.errors import StorageError
from bot.model.figures import Figures
from bot.model.running import Running
from bot.ports.figures import FiguresStorage
from bot.runtime.clock import Clock
from bot.runtime.family import FamilyMemory, family_memory

METRICS = "/metrics"
_OPEN_METRICS = "application/openmetrics-text"
_FIGURES_FRESH = timedelta(seconds=5)
"""A busy database is not asked more often."""
_MEMORY_FRESH = timedelta(seconds=15)
"""The kernel walks through all pages of ten processes."""
_OLD = timedelta(seconds=90)
"""Longer than the usual intervals between scrapes, 15 to 60 s. After a pause, a scrape waits for what is true now."""


class Metrics:
    """Serves them. An async context manager."""

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
        self._storage = storage
        self._figures = Keeping(self._read_figures, clock, fresh_for=_FIGURES_FRESH, old_after=_OLD)
        self._memory = Keeping(lambda: asyncio.to_thread(memory), clock, fresh_for=_MEMORY_FRESH, old_after=_OLD)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._figures.close()
        await self._memory.close()

    def routes(self) -> list[web.RouteDef]:
        return [web.get(METRICS, self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        wanted = _OPEN_METRICS if _OPEN_METRICS in request.headers.get("Accept", "") else ""
        encode, kind = choose_encoder(wanted)
        return web.Response(body=await self.exposition(encode), headers={"Content-Type": kind})

    async def exposition(self, encode: Callable[[Collector], bytes] = generate_latest) -> bytes:
        """All metrics, by default in Prometheus' text format. It does not fail with the database."""
        figures, memory, running = await asyncio.gather(self._figures.get(), self._memory.get(), self._running())
        read = Readings(self._clock.now(), running, memory.value, figures.value, figures.at)
        return encode(_Scrape(self._registry, read))  # 3 ms; in a thread it would take longer, for the way there

    async def _read_figures(self) -> Figures | None:
        try:
            return await self._storage.figures(self._clock.now())
        except StorageError:  # the metrics say so
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

"""What is read when it is asked for, in Prometheus' form: purely from what was read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from bot.model.figures import Figures, Queue, Waiting
from bot.model.running import Running
from bot.runtime.family import FamilyMemory

Label = TypeVar("Label", bound=str)


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read for a scrape."""

    at: datetime
    running: Running
    memory: FamilyMemory
    figures: Figures | None
    """None if the database could not be read in time."""
    figures_at: datetime
    """As of when they are."""


def families(read: Readings) -> Iterator[Metric]:
    """All gauges. What nobody knows is left out."""
    yield InfoMetricFamily("dozor_build", "The version that runs.", value={"version": read.running.version})
    yield from _of_process(read)
    yield _one("dozor_database_readable", "1 if its figures could be read in time, else 0.", read.figures is not None)
    if read.figures is not None:
        age = _seconds(read.figures_at, read.at)
        yield _one("dozor_figures_age_seconds", "Age of the figures of the database: those of the last scrape.", age)
        yield from _of_database(read.figures)
        yield from _of_queues(read.figures.queues, read.figures_at)


def _of_process(read: Readings) -> Iterator[Metric]:
    running, silent_s = read.running, _seconds(read.running.telegram_failing_since, read.at)
    yield from _known(
        ("dozor_start_time_seconds", "When the program started, since 1970.", running.started_at.timestamp()),
        ("dozor_database_failing", "1 while the database fails, and everything waits.", running.outage is not None),
        ("dozor_database_damaged", "1 if the check after a kill has found damage.", running.damage is not None),
        ("dozor_telegram_failing_seconds", "For how long Telegram has not answered; 0 if it does.", silent_s),
        ("dozor_token_conflict", "1 while another program receives this bot's updates.", running.has_rival),
        ("dozor_database_bytes", "Size of the database file.", running.database_bytes),
        ("dozor_database_wal_bytes", "Size of its write-ahead log.", running.log_bytes),
        ("dozor_disk_free_bytes", "Free space on the disk of the database.", running.disk_free_bytes),
    )
    yield _several(
        "dozor_stage_failing",
        "1 for a stage whose last step failed, or that was restarted within the last minutes.",
        "stage",
        {name: name in running.failing_stages for name in running.stages},
    )
    yield _several(
        "dozor_memory_bytes",
        "Memory of the program and of its processes that parse; a page that several share is divided among them.",
        "process",
        {"main": read.memory.main, "children": read.memory.children},
    )


def _of_database(figures: Figures) -> Iterator[Metric]:
    yield _several("dozor_sources", "Sources, by how they do.", "health", figures.sources)
    yield _several(
        "dozor_chats",
        "Chats that the bot may write to, and dormant ones, which have blocked or removed it.",
        "state",
        {"active": figures.chats, "dormant": figures.dormant_chats},
    )
    yield _several(
        "dozor_subscriptions",
        "Subscriptions that bring news, and paused ones.",
        "state",
        {"active": figures.subscriptions, "paused": figures.paused_subscriptions},
    )
    yield _several(
        "dozor_debts",
        "Stories owed to chats that no message pays yet, by how soon they go; those for digests wait on purpose.",
        "haste",
        {haste.label: count for haste, count in figures.debts.items()},
    )
    yield _one("dozor_articles_set_aside", "Articles that break the program, until its next start.", figures.set_aside)


def _of_queues(queues: Mapping[Queue, Waiting], at: datetime) -> Iterator[Metric]:
    length = {queue.value: waiting.length for queue, waiting in queues.items()}
    oldest = {queue.value: _seconds(waiting.since, at) for queue, waiting in queues.items()}
    yield _several("dozor_queue_length", "How much waits, by queue.", "queue", length)
    yield _several(
        "dozor_queue_oldest_seconds",
        "For how long the oldest that could be done by now has waited, by queue; 0 if there is none.",
        "queue",
        oldest,
    )


def _seconds(since: datetime | None, at: datetime) -> float:
    return 0.0 if since is None else max(0.0, (at - since).total_seconds())


def _one(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=float(value))


def _known(*gauges: tuple[str, str, float | None]) -> Iterable[Metric]:
    return [_one(name, said, value) for name, said, value in gauges if value is not None]


def _several(name: str, said: str, label: str, values: Mapping[Label, float | None]) -> Metric:
    family = GaugeMetricFamily(name, said, labels=[label])
    for value_of, value in values.items():
        if value is not None:
            family.add_metric([value_of], float(value))
    return family

"""All metrics that there are, made without running anything."""

from datetime import UTC, datetime

from prometheus_client import Metric

from bot.console.families import Readings, families
from bot.console.meter import new_meter
from bot.model import Haste, SourceHealth
from bot.model.figures import Figures, Queue, Waiting
from bot.model.running import Running
from bot.runtime.family import FamilyMemory

_AT = datetime(2026, 3, 1, tzinfo=UTC)


def all_metrics() -> list[Metric]:
    """Each with all of its samples, except when its counts began."""
    running = Running(_AT, "1.2.3", ("poll",), database_bytes=1, log_bytes=1, disk_free_bytes=1)
    figures = Figures(
        sources=dict.fromkeys(SourceHealth, 0),
        chats=0,
        dormant_chats=0,
        subscriptions=0,
        paused_subscriptions=0,
        debts=dict.fromkeys(Haste, 0),
        set_aside=0,
        queues=dict.fromkeys(Queue, Waiting()),
    )
    found = [*new_meter().registry.collect(), *families(Readings(_AT, running, FamilyMemory(1, 1), figures, _AT))]
    for metric in found:
        metric.samples = [sample for sample in metric.samples if not sample.name.endswith("_created")]
    return found


def named(metric: Metric) -> str:
    """Its name as people look for it."""
    endings = {"counter": "_total", "info": "_info"}
    return metric.name + endings.get(metric.type, "")

"""Whether all is well, and what is not: pure rules over what is known.

Whatever `/readyz` calls not ready is a trouble here; the page knows of more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from bot.console.health import DEBT_LATE, HOLD_S, LAG_S, SOURCE_LATE, TELEGRAM_SILENT
from bot.console.page.parts import Part
from bot.i18n import Argument
from bot.model import SourceHealth
from bot.model.figures import Figures, Queue, Waiting
from bot.model.overview import Errors, HealthCounts
from bot.model.running import Running
from bot.services.alarms import LEAST_FREE_BYTES, are_many

_SLOW_LOOP_S = 0.5
"""The delay of one answer in a hundred that people notice."""
_PATIENCE = {
    Queue.SOURCES: SOURCE_LATE,
    Queue.OWN_POSTS: timedelta(minutes=5),
    Queue.ARTICLES: timedelta(minutes=5),
    Queue.MENTIONS: timedelta(minutes=5),
    Queue.REVIEW: timedelta(minutes=5),
    Queue.CHATS: DEBT_LATE,
    Queue.EDITS: timedelta(hours=1),
    Queue.UPDATES: timedelta(minutes=2),
}
"""How long the oldest of a queue may wait. Pages have no limit: articles do not wait for them for long."""


class Gravity(IntEnum):
    """How grave something is."""

    FINE = 0
    NOTICE = 1
    """Something went wrong, and the rest goes on."""
    TROUBLE = 2
    """News do not come, or soon will not."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that is not well."""

    gravity: Gravity
    key: str
    """Of its text, behind "page-concern-"."""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    length: timedelta | None = None
    """For how long; None if that does not matter."""
    link: str | None = None
    """The page that shows more."""


def of_process(running: Running, now: datetime) -> list[Concern]:
    """What the process knows of itself."""
    return _of_work(running) + _of_telegram(running, now) + _of_machine(running)


def _of_work(running: Running) -> list[Concern]:
    found = []
    if running.outage is not None:
        found.append(Concern(Gravity.TROUBLE, "database", {"why": running.outage}))
    if running.damage is not None:
        found.append(Concern(Gravity.TROUBLE, "damage", {"why": running.damage}))
    if running.failing_stages:
        stages = ", ".join(running.failing_stages)
        found.append(Concern(Gravity.TROUBLE, "stages", {"count": len(running.failing_stages), "which": stages}))
    if running.stuck_stages:
        stages = ", ".join(running.stuck_stages)
        found.append(Concern(Gravity.TROUBLE, "stuck", {"count": len(running.stuck_stages), "which": stages}))
    if running.hold_s is not None and running.hold_s >= HOLD_S:
        found.append(Concern(Gravity.TROUBLE, "hold", length=timedelta(seconds=running.hold_s)))
    return found


def _of_telegram(running: Running, now: datetime) -> list[Concern]:
    found, since = [], running.telegram_failing_since
    if since is not None and not running.telegram_has_answered:
        found.append(Concern(Gravity.TROUBLE, "telegram-never"))
    elif since is not None and now - since >= TELEGRAM_SILENT:
        found.append(Concern(Gravity.TROUBLE, "telegram", length=now - since))
    if running.has_rival:
        found.append(Concern(Gravity.TROUBLE, "rival"))
    return found


def _of_machine(running: Running) -> list[Concern]:
    found = []
    if running.lag_lately_s is not None and running.lag_lately_s > LAG_S:
        found.append(Concern(Gravity.TROUBLE, "standstill", length=timedelta(seconds=running.lag_lately_s)))
    if running.disk_free_bytes is not None and running.disk_free_bytes < LEAST_FREE_BYTES:
        found.append(Concern(Gravity.TROUBLE, "disk", {"number": running.disk_free_bytes // 1024**2}))
    if running.lag_p99_s is not None and running.lag_p99_s > _SLOW_LOOP_S:
        found.append(Concern(Gravity.NOTICE, "lag", {"number": round(running.lag_p99_s * 1_000)}))
    return found


def of_queues(queues: Mapping[Queue, Waiting], now: datetime) -> list[Concern]:
    """The queues that are late."""
    return [
        Concern(Gravity.TROUBLE, f"late-{queue}", length=now - waiting.since)
        for queue, waiting in queues.items()
        if waiting.since is not None and is_late(queue, waiting, now)
    ]


def is_late(queue: Queue, waiting: Waiting, now: datetime) -> bool:
    """Whether the oldest of a queue waits for longer than it should."""
    patience = _PATIENCE.get(queue)
    return patience is not None and waiting.since is not None and now - waiting.since >= patience


def of_sources(counts: HealthCounts) -> list[Concern]:
    """That many sources fail; that some do is usual, and the page shows them anyway."""
    failing = counts.get(SourceHealth.FAILING, 0)
    active = sum(counts.values()) - counts.get(SourceHealth.RETIRED, 0)
    if not are_many(failing, active):
        return []
    return [Concern(Gravity.TROUBLE, "sources", {"count": failing, "items": active}, link="/sources?health=failing")]


def of_errors(errors: Errors) -> list[Concern]:
    """What went wrong within a day."""
    numbers = {"failed": errors.failed_lately, "unread": errors.unread_lately, "troubled": errors.troubled}
    return [
        Concern(Gravity.NOTICE, name, {"count": number}, link=f"/errors#{name}")
        for name, number in numbers.items()
        if number
    ]


def gravity(concerns: Sequence[Concern]) -> Gravity:
    """The gravest."""
    return max((one.gravity for one in concerns), default=Gravity.FINE)


def all_concerns(
    running: Running,
    figures: Part[Figures],
    counts: Part[HealthCounts],
    errors: Part[Errors],
    now: datetime,
) -> list[Concern]:
    """All that is not well, the gravest first; a part that is missing is a concern itself."""
    found = of_process(running, now)
    found += [] if figures.value is None else of_queues(figures.value.queues, now)
    found += [] if counts.value is None else of_sources(counts.value)
    found += [] if errors.value is None else of_errors(errors.value)
    lacks = [part.lack for part in (figures, counts, errors) if part.lack is not None]
    found += [Concern(Gravity.NOTICE, f"part-{lacks[0]}", {"count": len(lacks)})] if lacks else []
    return sorted(found, key=lambda one: -one.gravity)

"""What the running process knows of itself, without asking the database."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Running:
    """The state of the process at one instant; None where nobody knows."""

    started_at: datetime
    version: str
    stages: tuple[str, ...] = ()
    """The names of all stages."""
    failing_stages: tuple[str, ...] = ()
    stuck_stages: tuple[str, ...] = ()
    """Those whose present step has taken minutes."""
    outage: str | None = None
    """Why the database fails now."""
    damage: str | None = None
    """What the check after a kill has found first in the database: the next run will not open it."""
    telegram_failing_since: datetime | None = None
    """Since when no request to Telegram has succeeded; None if the last one did."""
    telegram_has_answered: bool = True
    """Whether any request of this run has succeeded."""
    has_rival: bool = False
    """Whether another program receives this bot's updates."""
    lag_median_s: float | None = None
    """How late the event loop runs what is ready, over the last minutes, in seconds."""
    lag_p99_s: float | None = None
    lag_worst_s: float | None = None
    lag_lately_s: float | None = None
    """The worst of the last half minute, in seconds."""
    longest_hold_s: float | None = None
    """How long the longest transaction since the start has kept the writer, in seconds."""
    hold_s: float | None = None
    """How long the transaction under way has kept the writer, in seconds; 0 without one."""
    memory_bytes: int | None = None
    """Resident memory of the process itself."""
    database_bytes: int | None = None
    """Size of the database file."""
    log_bytes: int | None = None
    """Size of its write-ahead log."""
    disk_free_bytes: int | None = None
    """Free space on the disk of the database."""

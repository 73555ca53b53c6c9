"""What the console asks of the settings and of storage."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ListenAt:
    """Where a server listens."""

    host: str
    """An address or a name, without brackets."""
    port: int
    """From 1 to 65535; 0 for any that is free."""

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Overdue:
    """What has been due for the longest time; None if nothing is due."""

    source_at: datetime | None
    """When the oldest due source could first be polled: its host was free, too."""
    debt_at: datetime | None
    """When the oldest due message could first be sent: its chat was free, too."""

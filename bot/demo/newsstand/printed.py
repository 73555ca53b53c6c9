"""A published publication."""

from dataclasses import dataclass
from datetime import datetime

from bot.demo.newsstand.script import Publication


@dataclass(frozen=True, slots=True)
class Printed:
    publication: Publication
    path: str
    """The path of its page at the outlet's host."""
    published_at: datetime
    changed_at: datetime
    """When it was last edited; equal to `published_at` if never."""

"""A publication that is out."""

from dataclasses import dataclass
from datetime import datetime

from bot.demo.newsstand.script import Publication


@dataclass(frozen=True, slots=True)
class Printed:
    publication: Publication
    path: str
    """Of its page on the server, from the root."""
    published_at: datetime
    changed_at: datetime
    """When it was last edited; equal to `published_at` if never."""

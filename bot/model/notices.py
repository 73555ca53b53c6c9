"""What a chat is told besides news."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.sources import Failure


@dataclass(frozen=True, slots=True)
class Choice:
    """A feed that a person may have meant."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a chat is told besides news: the key of a text, and its arguments."""

    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    failure: Failure | None = None
    """What the text calls `reason`."""
    choices: tuple[Choice, ...] = ()
    """What it asks about: a button each."""

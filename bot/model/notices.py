"""Messages to a chat besides news."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.identities import SubscriptionId
from bot.model.sources import Failure


@dataclass(frozen=True, slots=True)
class Choice:
    """A feed that a person may have meant."""

    label: str
    address: str


ANNOUNCEMENT = "announcement"
"""The notice that carries markup of an operator's, its `text`, and comes without sound."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message besides news: the key of a text, and its arguments."""

    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    failure: Failure | None = None
    """Fills in the text's `reason`."""
    choices: tuple[Choice, ...] = ()
    """The feeds that it offers, a button each."""
    answers: tuple[str, ...] = ()
    """The keys of texts that answer it, a button each."""
    about: SubscriptionId | None = None
    """The subscription that the answers are about."""

"""Many stories at once: the card that counts them until it becomes their digest."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.identities import DispatchId


@dataclass(frozen=True, slots=True)
class BurstCard:
    """What a card says of the stories that gather."""

    subscriptions: tuple[str, ...]
    """The texts of those that want them."""
    stories: int
    since: datetime
    """When the first of them was owed."""
    at: datetime
    """When they were counted."""
    until: datetime
    """When the card becomes their digest."""


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card that stands in a chat, and is looked at again."""

    stories: int
    """How many it says there are."""
    until: datetime
    """When it becomes their digest."""


class BurstAction(StrEnum):
    """What a button under a card does."""

    NOW = "now"
    """Makes it the digest at once."""
    ASK = "ask"
    """Asks whether to send the stories one by one."""
    ONE_BY_ONE = "one-by-one"
    BACK = "back"
    """Takes the question back."""


@dataclass(frozen=True, slots=True)
class BurstButton:
    """A button under a card; `dispatch` is what the card will become."""

    label: str
    action: BurstAction
    dispatch: DispatchId

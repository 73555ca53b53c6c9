"""What the buttons of a queue carry. Those of cards: `bot/delivery/callbacks.py`."""

from enum import StrEnum

from bot.delivery.callbacks import ButtonData


class QueueStep(StrEnum):
    """What a button of `/queue` asks for."""

    LIST = "list"
    """A page of the queue; its value is the number of the page, counted from 0."""
    SHOW = "show"
    NOW = "now"
    TIMES = "times"
    AT = "at"
    """Its value is when, as of `CardStep.SCHEDULE`."""
    OWN_TIME = "own-time"
    CANCEL = "cancel"


class QueuePressed(ButtonData, prefix="queue"):
    """A button of `/queue` was pressed: the card as it was shown."""

    step: QueueStep
    repost: int = 0
    revision: int = 0
    version: int = 0
    seen: int = 0
    value: int = 0

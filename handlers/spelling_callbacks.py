"""The data of the buttons that add other spellings to a subscription."""

from pydantic import Field

from bot.delivery.callbacks import ButtonData


class SpellingTicked(ButtonData, prefix="spelling"):
    """A spelling is to be part of a subscription, or no longer.

    `kept` is the id of the kept text with the spellings, `place` the place among them, counted from 0.
    """

    id: int
    kept: int
    place: int = Field(ge=0)
    is_in: bool


class AllSpellingsTicked(ButtonData, prefix="spellings"):
    """All spellings of the kept text are to be part of a subscription."""

    id: int
    kept: int

"""The data of the buttons under notifications. Telegram allows 64 bytes."""

from typing import Self

from aiogram.filters.callback_data import CallbackData
from pydantic import model_validator

from bot.model import BurstAction, CardStep, StoryAction

_NUMBERS = range(-(2**63), 2**63)
"""What a database can hold."""


class ButtonData(CallbackData, prefix=""):
    """What a button carries. Any client can send what no button of ours carries, such as numbers of any length."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if any(isinstance(value, int) and value not in _NUMBERS for value in self.__dict__.values()):
            raise ValueError("such a number has no place in the database")
        return self


class StoryPressed(ButtonData, prefix="story"):
    """A button under a notification was pressed: names the story, and the dispatch that told it."""

    action: StoryAction
    dispatch: int
    story: int


class DigestPressed(ButtonData, prefix="digest"):
    """A page of a digest is to be shown, counted from 0."""

    dispatch: int
    page: int


class BurstPressed(ButtonData, prefix="burst"):
    """A button under a card was pressed that counts the stories of a burst."""

    action: BurstAction
    dispatch: int


class AnswerPressed(ButtonData, prefix="answer"):
    """A notice that asks something was answered; the key of the answer's text."""

    answer: str


class AnswerAboutPressed(ButtonData, prefix="answer-about"):
    """As `AnswerPressed`, of a notice about a subscription."""

    answer: str
    id: int


class ChoicePressed(ButtonData, prefix="choice"):
    """A choice under a notice was taken, counted from 0."""

    dispatch: int
    number: int


class CardPressed(ButtonData, prefix="card"):
    """A button under a card was pressed: the card as it was shown, see `bot.model.CardButton`."""

    step: CardStep
    repost: int
    revision: int
    version: int
    seen: int
    value: int


class OfferPressed(ButtonData, prefix="to-desk"):
    """A story is to be put on the desk of a channel; 0 asks of which one."""

    dispatch: int
    story: int
    channel: int = 0

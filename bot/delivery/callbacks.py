"""The data of the buttons under notifications. Telegram allows 64 bytes."""

from aiogram.filters.callback_data import CallbackData

from bot.model import StoryAction


class StoryPressed(CallbackData, prefix="story"):
    """A button under a notification was pressed: names the story, and the dispatch that told it."""

    action: StoryAction
    dispatch: int
    story: int


class AnswerPressed(CallbackData, prefix="answer"):
    """A notice that asks something was answered; the key of the answer's text."""

    answer: str


class ChoicePressed(CallbackData, prefix="choice"):
    """A choice under a notice was taken, counted from 0."""

    dispatch: int
    number: int

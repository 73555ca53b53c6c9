"""What the buttons under notifications carry back. Telegram allows 64 bytes."""

from aiogram.filters.callback_data import CallbackData

from bot.model import StoryAction


class StoryPressed(CallbackData, prefix="story"):
    """A button under a notification was pressed."""

    action: StoryAction
    dispatch: int


class ChoicePressed(CallbackData, prefix="choice"):
    """A choice under a notice was taken, counted from 0."""

    dispatch: int
    number: int

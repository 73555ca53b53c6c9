"""What the buttons under notifications carry back. Telegram allows 64 bytes."""

from aiogram.filters.callback_data import CallbackData

from bot.model import StoryAction


class StoryPressed(CallbackData, prefix="story"):
    """A button under a notification was pressed: it speaks of a story, and of the dispatch that told it."""

    action: StoryAction
    dispatch: int
    story: int


class ChoicePressed(CallbackData, prefix="choice"):
    """A choice under a notice was taken, counted from 0."""

    dispatch: int
    number: int

"""The data of the buttons of /start and /help."""

from bot.delivery.callbacks import ButtonData


class StartPressed(ButtonData, prefix="start"):
    """Show the first page again."""


class FirstLanguagePressed(ButtonData, prefix="start-language"):
    """Show the first page in another language; without one, the languages to choose from."""

    language: str = ""


class ExamplePressed(ButtonData, prefix="example"):
    """Offer an example of the first page: the id of a kept text."""

    id: int


class HelpPressed(ButtonData, prefix="help"):
    """Show a topic of the help; without one, the topics."""

    topic: str = ""

"""The commands, as the menu and `/help` show them."""

from aiogram import Bot
from aiogram.types import BotCommand

from bot.delivery.telegram import our_errors
from bot.i18n import Translations
from bot.model import Language

COMMANDS = (
    "add",
    "list",
    "edit",
    "remove",
    "except",
    "test",
    "search",
    "sources",
    "import",
    "export",
    "channel",
    "digest",
    "quiet",
    "pause",
    "resume",
    "timezone",
    "settings",
    "language",
    "privacy",
    "forget",
    "help",
)
"""In this order; the text `command-NAME` describes each."""


async def show_menu(bot: Bot, translations: Translations) -> None:
    """Tell Telegram the list of commands, in every language. Raises DeliveryError."""
    for language in (None, *Language):
        texts = translations[language or Language.ENGLISH]
        commands = [BotCommand(command=name, description=texts.plain(f"command-{name}")) for name in COMMANDS]
        async with our_errors():
            await bot.set_my_commands(commands, language_code=language)

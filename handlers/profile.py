"""How the bot presents itself at Telegram: its description, and the menus of commands.

Telegram refuses a bot that sets them often, for hours, so they are read first and set only where they differ.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from bot.delivery.telegram import our_errors
from bot.errors import DeliveryError, RateLimited
from bot.i18n import Texts, Translations
from bot.model import Chat, ChatKind, Language, SourceHealth
from bot.ports import SourceStorage
from bot.runtime.clock import Clock
from bot.services.chats import Chats
from handlers.commands import FOR_ADMINISTRATORS, FOR_MEMBERS, IN_PRIVATE

_log = logging.getLogger(__name__)

T = TypeVar("T")

_MENUS: Sequence[tuple[BotCommandScopeUnion, Sequence[str]]] = (
    (BotCommandScopeAllPrivateChats(), IN_PRIVATE),
    (BotCommandScopeAllChatAdministrators(), FOR_ADMINISTRATORS),
    (BotCommandScopeDefault(), FOR_MEMBERS),
)


class Profile:
    """Brings what Telegram shows of the bot up to date, once at the start."""

    def __init__(
        self, bot: Bot, storage: SourceStorage, translations: Translations, default: Language, clock: Clock
    ) -> None:
        """People whose language the bot lacks are shown `default`."""
        self._bot = bot
        self._storage = storage
        self._translations = translations
        self._default = default
        self._clock = clock

    async def run(self) -> None:
        """Say in the log who listens; then set what differs, waiting where Telegram asks. Raises DeliveryError."""
        me = await self._patiently(self._bot.me)
        sources = sum(one.health is not SourceHealth.RETIRED for one in await self._storage.known_sources())
        _log.info("listening as @%s, %d sources", me.username, sources)
        for language in (None, *Language):
            texts = self._translations[language or self._default]
            await self._describe(language, texts)
            for scope, names in _MENUS:
                await self._offer(commands(names, texts), scope, language)

    async def _offer(self, wanted: list[BotCommand], scope: BotCommandScopeUnion, language: Language | None) -> None:
        shown = await self._patiently(lambda: self._bot.get_my_commands(scope, language))
        if [(one.command, one.description) for one in shown] != [(one.command, one.description) for one in wanted]:
            await self._patiently(lambda: self._bot.set_my_commands(wanted, scope, language))

    async def _describe(self, language: Language | None, texts: Texts) -> None:
        bot, description, short = self._bot, texts.plain("bot-description"), texts.plain("bot-short-description")
        shown = await self._patiently(lambda: bot.get_my_description(language))
        if shown.description != description:
            await self._patiently(lambda: bot.set_my_description(description, language))
        shown_shortly = await self._patiently(lambda: bot.get_my_short_description(language))
        if shown_shortly.short_description != short:
            await self._patiently(lambda: bot.set_my_short_description(short, language))

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        while True:
            try:
                async with our_errors():
                    return await ask()
            except RateLimited as error:
                await self._clock.sleep(error.retry_after_s)


def commands(names: Sequence[str], texts: Texts) -> list[BotCommand]:
    """A menu of these commands."""
    return [BotCommand(command=name, description=texts.plain(f"command-{name}")) for name in names]


async def speak(bot: Bot | None, chat: Chat, language: Language, chats: Chats, translations: Translations) -> Texts:
    """Let a chat have that language, also in its menu, which otherwise follows the language of each phone."""
    texts = translations[language]
    await chats.set_language(chat, language)
    if bot is not None and chat.kind is not ChatKind.CHANNEL:
        try:
            async with our_errors():
                await _show_menu(bot, chat, texts)
        except DeliveryError as error:
            _log.warning("a chat keeps its former menu: %s", error)
    return texts


async def _show_menu(bot: Bot, chat: Chat, texts: Texts) -> None:
    if chat.kind is ChatKind.PRIVATE:
        await bot.set_my_commands(commands(IN_PRIVATE, texts), BotCommandScopeChat(chat_id=chat.telegram_id))
        return
    rulers = BotCommandScopeChatAdministrators(chat_id=chat.telegram_id)
    await bot.set_my_commands(commands(FOR_ADMINISTRATORS, texts), rulers)
    await bot.set_my_commands(commands(FOR_MEMBERS, texts), BotCommandScopeChat(chat_id=chat.telegram_id))

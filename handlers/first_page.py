"""The first page of a private chat: what the bot is, and queries to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject

from bot.i18n import Translations
from bot.model import KeptTextId, Language
from bot.services.chats import Chats
from bot.services.examples import EXAMPLES, Examples
from bot.services.sources import Sources
from handlers.callbacks import PacksPressed
from handlers.context import Conversation, Handler
from handlers.keyboards import Shown, button, chosen, in_rows, keyboard
from handlers.profile import speak
from handlers.start_callbacks import ExamplePressed, FirstLanguagePressed, StartPressed

_FIXED = ("start-example-event", "start-example-money", "start-example-name")
"""The keys of examples that fill up what the news of the day do not bring."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Makes the page for a chat."""

    conversation: Conversation
    translations: Translations
    chats: Chats
    sources: Sources
    examples: Examples

    async def shown(self, opening: str = "") -> Shown:
        """The page, below an `opening`."""
        chat, texts = self.conversation.chat, self.conversation.texts
        today = await self.examples.of_today(chat.language)
        fixed = [text for key in _FIXED if (text := texts.plain(key)) not in today]
        heading = texts.html("start-today" if len(today) == EXAMPLES else "start-examples")
        rows = [[await self._example(text)] for text in [*today, *fixed][:EXAMPLES]]
        outlets = button(
            texts.plain("start-sources", count=await self.sources.reading(chat)), PacksPressed(at_start=True)
        )
        language = button(texts.plain("start-language"), FirstLanguagePressed())
        text = "\n\n".join(filter(None, [opening, texts.html("start"), heading]))
        return text, keyboard(*rows, [outlets, language])

    def languages(self) -> InlineKeyboardMarkup:
        """The buttons that choose a language; each goes by its own name for itself."""
        chat, texts = self.conversation.chat, self.conversation.texts
        names = [
            button(
                chosen(self.translations[one].plain("language-name"), is_chosen=one is chat.language),
                FirstLanguagePressed(language=one),
            )
            for one in Language
        ]
        return keyboard(*in_rows(names), [button(texts.plain("button-back-here"), StartPressed())])

    async def in_language(self, language: Language, bot: Bot | None) -> "FirstPage":
        """The page after the chat has changed its language."""
        chat = self.conversation.chat
        texts = await speak(bot, chat, language, self.chats, self.translations)
        return replace(
            self, conversation=replace(self.conversation, chat=replace(chat, language=language), texts=texts)
        )

    async def _example(self, text: str) -> InlineKeyboardButton:
        part = self.conversation.part(text)
        kept = await self.chats.keep_text(part.chat, text, part.cause)
        return button(text, ExamplePressed(id=kept))

    async def example(self, text: KeptTextId) -> str | None:
        """What an example of the page looks for; None if it is no longer kept."""
        return await self.chats.kept_text(text, self.conversation.chat)


class WithFirstPage(BaseMiddleware):
    """Adds the first page of the chat, `page`, to what handlers can ask for."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"page": FirstPage})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        names = ("conversation", "translations", "chats", "sources", "examples")
        data["page"] = FirstPage(*(data[name] for name in names))
        return await handler(event, data)

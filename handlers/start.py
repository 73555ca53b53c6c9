"""/start, /help, /language."""

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.i18n import Texts, Translations
from bot.model import Chat, Language
from bot.services.chats import Chats
from bot.services.sources import Sources
from handlers.callbacks import LanguagePressed
from handlers.commands import COMMANDS
from handlers.context import AdministratorsOnly
from handlers.keyboards import button, keyboard, show
from handlers.packs import packs_keyboard


def build_router() -> Router:
    router = Router(name="start")
    router.message.register(start, CommandStart())
    router.message.register(help_, Command("help"))
    settings = Router(name="language")
    settings.message.middleware(AdministratorsOnly())
    settings.callback_query.middleware(AdministratorsOnly())
    settings.message.register(language, Command("language"))
    settings.callback_query.register(speak, LanguagePressed.filter(F.language.in_(set(Language))))
    router.include_router(settings)
    return router


async def start(message: Message, chat: Chat, texts: Texts, sources: Sources) -> None:
    """Says what the bot is, and lets the chat choose what it hears of."""
    packs = await sources.packs(chat)
    if packs:
        text = texts.html("start") + "\n\n" + texts.html("packs")
        await message.answer(text, reply_markup=packs_keyboard(packs, texts))
    else:
        await message.answer(texts.html("start"))


async def help_(message: Message, texts: Texts) -> None:
    lines = [f"/{name} — {texts.html(f'command-{name}')}" for name in COMMANDS]
    await message.answer("\n".join([texts.html("help"), "", *lines, "", texts.html("help-queries")]))


async def language(message: Message, texts: Texts, translations: Translations) -> None:
    text, markup = language_page(texts, translations)
    await message.answer(text, reply_markup=markup)


async def speak(
    query: CallbackQuery, callback_data: LanguagePressed, chat: Chat, chats: Chats, translations: Translations
) -> None:
    chosen = Language(callback_data.language)
    await chats.speak(chat, chosen)
    await query.answer()
    await show(query, translations[chosen].html("language-chosen"))


def language_page(texts: Texts, translations: Translations) -> tuple[str, InlineKeyboardMarkup]:
    """The question for the language; each is named in itself."""
    choices = [
        button(translations[choice].plain("language-name"), LanguagePressed(language=choice)) for choice in Language
    ]
    return texts.html("language-which"), keyboard(choices)

"""/start: the first page, and what somebody shares by a link."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.model import ChatKind, KeptTextId, Language
from bot.services.sharing import Sharing
from bot.services.subscribing import Subscribing
from handlers.channel_asking import AsksWaiting
from handlers.context import AdministratorsOnly, InMeasure
from handlers.first_page import FirstPage, WithFirstPage
from handlers.groups import greeting
from handlers.keyboards import show, show_buttons
from handlers.start_callbacks import ExamplePressed, FirstLanguagePressed, StartPressed
from handlers.subscribing import offer


def build_router() -> Router:
    asking = Router(name="start-asking")
    asking.message.middleware(InMeasure())
    asking.message.middleware(WithFirstPage())
    asking.message.middleware(AsksWaiting())
    asking.message.register(follow_link, CommandStart(deep_link=True))
    asking.message.register(start, CommandStart())
    choosing = Router(name="start-choosing")
    choosing.callback_query.middleware(AdministratorsOnly())
    choosing.callback_query.middleware(WithFirstPage())
    choosing.callback_query.register(show_page, StartPressed.filter())
    choosing.callback_query.register(offer_example, ExamplePressed.filter())
    choosing.callback_query.register(show_languages, FirstLanguagePressed.filter(F.language == ""))
    choosing.callback_query.register(choose_language, FirstLanguagePressed.filter(F.language.in_(set(Language))))
    router = Router(name="start")
    router.include_routers(asking, choosing)
    return router


async def start(message: Message, page: FirstPage) -> None:
    """Say what the bot is, and what a newcomer may begin with."""
    await _welcome(message, page)


async def follow_link(
    message: Message, command: CommandObject, page: FirstPage, sharing: Sharing, subscribing: Subscribing
) -> None:
    """Offer what somebody shared by a link, in private or in the group that a person added the bot to."""
    conversation = page.conversation
    text = await sharing.shared(command.args or "")
    if text is None:
        await _welcome(message, page, conversation.texts.html("link-unknown"))
    else:
        await offer(message, text, conversation, page.chats, subscribing)


async def show_page(query: CallbackQuery, page: FirstPage) -> None:
    await query.answer()
    await show(query, *await page.shown())


async def show_languages(query: CallbackQuery, page: FirstPage) -> None:
    await query.answer()
    await show_buttons(query, page.languages())


async def choose_language(query: CallbackQuery, callback_data: FirstLanguagePressed, page: FirstPage) -> None:
    """Show the page in another language; the packs follow, as long as the person has chosen none."""
    await query.answer()
    page = await page.in_language(Language(callback_data.language), query.bot)
    await show(query, *await page.shown())


async def offer_example(
    query: CallbackQuery, callback_data: ExamplePressed, page: FirstPage, subscribing: Subscribing
) -> None:
    """Answer as if the person had typed the example."""
    texts = page.conversation.texts
    text = await page.example(KeptTextId(callback_data.id))
    await query.answer(None if text else texts.plain("offer-gone"), show_alert=text is None)
    if text and isinstance(query.message, Message):
        await offer(query.message, text, page.conversation, page.chats, subscribing)


async def _welcome(message: Message, page: FirstPage, opening: str = "") -> None:
    conversation = page.conversation
    if conversation.chat.kind is ChatKind.PRIVATE:
        text, markup = await page.shown(opening)
        await message.answer(text, reply_markup=markup)
    elif message.bot is not None:
        text, markup = await greeting(conversation.chat, conversation.texts, message.bot)
        await message.answer("\n\n".join(filter(None, [opening, text])), reply_markup=markup)

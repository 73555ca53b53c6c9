"""/start, /help."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.model import ChatKind
from bot.services.chats import Chats
from bot.services.sharing import Sharing
from bot.services.sources import Sources
from handlers.commands import COMMANDS
from handlers.context import Conversation, InMeasure
from handlers.packs import packs_keyboard
from handlers.subscribing import offer


def build_router() -> Router:
    router = Router(name="start")
    router.message.middleware(InMeasure())
    router.message.register(follow_link, CommandStart(deep_link=True))
    router.message.register(start, CommandStart())
    router.message.register(help_, Command("help"))
    return router


async def follow_link(
    message: Message, command: CommandObject, conversation: Conversation, sharing: Sharing, chats: Chats
) -> None:
    """Offer what somebody shared by a link, in private or in the group that a person added the bot to."""
    text = await sharing.shared(command.args or "")
    if text is None:
        await message.answer(conversation.texts.html("link-unknown"))
    else:
        await offer(message, text, conversation, chats)


async def start(message: Message, conversation: Conversation, sources: Sources) -> None:
    """Say what the bot is, and let the chat choose its packs."""
    chat, texts = conversation.chat, conversation.texts
    packs = await sources.packs(chat)
    if chat.kind is not ChatKind.PRIVATE:
        await message.answer(texts.html("start-group"))
    elif packs:
        text = texts.html("start") + "\n\n" + texts.html("packs")
        await message.answer(text, reply_markup=packs_keyboard(packs, texts))
    else:
        await message.answer(texts.html("start"))


async def help_(message: Message, conversation: Conversation) -> None:
    texts = conversation.texts
    lines = [f"/{name} — {texts.html(f'command-{name}')}" for name in COMMANDS]
    await message.answer("\n".join([texts.html("help"), "", *lines, "", texts.html("help-queries")]))

"""/import and /export: lists of sources as OPML, subscriptions as text."""

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Document, Message

from bot.errors import NotAFeed
from bot.services.chats import Chats
from bot.services.exclusions import Exclusions
from bot.services.sources import Sources
from bot.services.subscription_lines import all_written
from bot.services.subscriptions import Subscriptions
from handlers import phrases
from handlers.context import AdministratorsOnly, Conversation
from handlers.sources import imported_page

_LARGEST_BYTES = 2 * 1024 * 1024


def build_router() -> Router:
    router = Router(name="exchange")
    router.message.middleware(AdministratorsOnly())
    router.message.register(import_, Command("import"))
    router.message.register(import_, F.chat.type == "private", F.document, ~F.caption.startswith("/"))
    router.message.register(export, Command("export"))
    return router


async def import_(message: Message, bot: Bot, conversation: Conversation, sources: Sources, chats: Chats) -> None:
    """The list comes with the command, or with the message that the command replies to.

    In private, any file counts as a list; the answer to another one says what is expected.
    """
    texts = conversation.texts
    document = message.document or (message.reply_to_message and message.reply_to_message.document)
    if not document:
        await message.answer(texts.html("import-what"))
        return
    if (document.file_size or 0) > _LARGEST_BYTES:
        await message.answer(texts.html("import-too-large"))
        return
    try:
        imported = await sources.import_list(conversation.chat, await _content(bot, document), conversation.cause)
    except NotAFeed as error:
        await message.answer(texts.html("import-refused", reason=phrases.failure(error.reason, texts)))
        return
    except TelegramBadRequest:  # Telegram has the file no longer
        await message.answer(texts.html("import-gone"))
        return
    text, markup = await imported_page(imported, conversation, chats)
    await message.answer(text, reply_markup=markup)


async def export(
    message: Message,
    conversation: Conversation,
    sources: Sources,
    subscriptions: Subscriptions,
    exclusions: Exclusions,
) -> None:
    chat, texts = conversation.chat, conversation.texts
    opml = BufferedInputFile(await sources.export_opml(chat), "dozor.opml")
    await message.answer_document(opml, caption=texts.html("export-sources"))
    wanted, everywhere = await subscriptions.all(chat), await exclusions.of_all(chat)
    if wanted or everywhere:
        lines = "".join(f"{line}\n" for line in all_written(wanted, everywhere))
        file = BufferedInputFile(lines.encode(), "dozor-subscriptions.txt")
        await message.answer_document(file, caption=texts.html("export-subscriptions"))


async def _content(bot: Bot, document: Document) -> bytes:
    file = await bot.download(document)
    assert file is not None  # noqa: S101  None only for a given destination
    return file.read(_LARGEST_BYTES)

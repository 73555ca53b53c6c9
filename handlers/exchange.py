"""/import and /export: lists of sources as OPML, subscriptions as text."""

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Document, Message

from bot.errors import NotAFeed
from bot.services.chats import Chats
from bot.services.exclusions import Exclusions
from bot.services.sources import Sources
from bot.services.subscribing import Subscribing
from bot.services.subscription_files import FILE_NAME, read_subscriptions, write_subscriptions
from bot.services.subscription_lines import all_written
from bot.services.subscriptions import Subscriptions
from handlers import phrases
from handlers.context import AdministratorsOnly, Conversation, topic_of
from handlers.keyboards import Shown
from handlers.sources import imported_page
from handlers.subscribing import wished_page

_LARGEST_BYTES = 2 * 1024 * 1024
_MOST_SUBSCRIPTIONS = 1_000
"""Each takes a transaction."""


def build_router() -> Router:
    router = Router(name="exchange")
    router.message.middleware(AdministratorsOnly())
    router.message.register(import_, Command("import"))
    router.message.register(import_, F.chat.type == "private", F.document, ~F.caption.startswith("/"))
    router.message.register(export, Command("export"))
    return router


async def import_(
    message: Message, conversation: Conversation, sources: Sources, subscribing: Subscribing, chats: Chats
) -> None:
    """The list, of sources or of subscriptions, comes with the command, or with the message that it replies to.

    In private, any file counts as a list; the answer to another one says what is expected.
    """
    text, markup = await _import(message, conversation, sources, subscribing, chats)
    await message.answer(text, reply_markup=markup)


async def _import(
    message: Message, conversation: Conversation, sources: Sources, subscribing: Subscribing, chats: Chats
) -> Shown:
    texts = conversation.texts
    document = message.document or (message.reply_to_message and message.reply_to_message.document)
    if not document:
        return texts.html("import-what"), None
    if (document.file_size or 0) > _LARGEST_BYTES:
        return texts.html("import-too-large"), None
    try:
        content = await _content(message.bot, document)
    except TelegramBadRequest:  # Telegram has the file no longer
        return texts.html("import-gone"), None
    lines = read_subscriptions(content, document.file_name or "")
    if lines is not None:
        return await _subscribe(lines, topic_of(message), conversation, subscribing)
    try:
        cause, person = conversation.cause, conversation.person
        imported = await sources.import_list(conversation.chat, content, cause, person)
    except NotAFeed as error:
        return texts.html("import-refused", reason=phrases.failure(error.reason, texts)), None
    return await imported_page(imported, conversation, chats)


async def _subscribe(lines: str, topic: int, conversation: Conversation, subscribing: Subscribing) -> Shown:
    """Subscribe to each line of a file."""
    if len(lines.splitlines()) > _MOST_SUBSCRIPTIONS:
        return conversation.texts.html("import-too-many", most=_MOST_SUBSCRIPTIONS), None
    return wished_page(await subscribing.subscribe(conversation.chat, lines, conversation.cause, topic), conversation)


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
        file = BufferedInputFile(write_subscriptions(all_written(wanted, everywhere)), FILE_NAME)
        await message.answer_document(file, caption=texts.html("export-subscriptions"))


async def _content(bot: Bot | None, document: Document) -> bytes:
    assert bot is not None  # noqa: S101  a message that came has one
    file = await bot.download(document)
    assert file is not None  # noqa: S101  None only for a given destination
    return file.read(_LARGEST_BYTES)

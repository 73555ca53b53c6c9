"""/privacy: what is kept; /forget: delete it."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, Message

from bot.i18n import Texts
from bot.model import Chat, ChatKind
from bot.services.forgetting import Forgetting
from handlers.callbacks import ForgetAction, ForgetPressed
from handlers.context import AdministratorsOnly, Conversation, InMeasure
from handlers.keyboards import button, keyboard, show
from handlers.members import member_of


def build_router() -> Router:
    reading = Router(name="privacy-reading")
    reading.message.middleware(InMeasure())
    reading.message.register(privacy, Command("privacy"))
    deleting = Router(name="privacy-deleting")
    deleting.message.middleware(AdministratorsOnly())
    deleting.callback_query.middleware(AdministratorsOnly())
    deleting.message.register(ask, Command("forget"))
    deleting.callback_query.register(cancel, ForgetPressed.filter(F.action == ForgetAction.CANCEL))
    deleting.callback_query.register(download, ForgetPressed.filter(F.action == ForgetAction.DOWNLOAD))
    deleting.callback_query.register(forget, ForgetPressed.filter(F.action == ForgetAction.ALL))
    router = Router(name="privacy")
    router.include_routers(reading, deleting)
    return router


async def privacy(message: Message, conversation: Conversation, forgetting: Forgetting) -> None:
    kept = forgetting.kept
    await message.answer(conversation.texts.html("privacy", articles=kept.articles.days, told=kept.told.days))


async def ask(message: Message, bot: Bot, conversation: Conversation, forgetting: Forgetting) -> None:
    """Ask whether to delete everything. Telegram shows no reply to a message that is gone, so it is no reply."""
    chat, texts = conversation.chat, conversation.texts
    if not await _is_owner(message, bot, chat):
        await message.answer(texts.html("forget-owner-only"))
        return
    belongings = await forgetting.belongings(chat)
    text = texts.html("forget-ask", subscriptions=belongings.subscriptions, sources=belongings.sources)
    await message.answer(text, reply_markup=_buttons(chat, texts))


async def cancel(query: CallbackQuery, conversation: Conversation) -> None:
    await query.answer()
    await show(query, conversation.texts.html("forget-cancelled"))


async def download(
    query: CallbackQuery, callback_data: ForgetPressed, bot: Bot, conversation: Conversation, forgetting: Forgetting
) -> None:
    """Send a file with what is kept; the question stays."""
    if await _is_refused(query, callback_data, bot, conversation):
        return
    file = BufferedInputFile(await forgetting.file(conversation.chat), "dozor.json")
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.answer_document(file, caption=conversation.texts.html("forget-file"))


async def forget(
    query: CallbackQuery, callback_data: ForgetPressed, bot: Bot, conversation: Conversation, forgetting: Forgetting
) -> None:
    """Begin; the message says what becomes of it (`bot.pipeline.forget`)."""
    if await _is_refused(query, callback_data, bot, conversation) or query.message is None:
        return
    begun = await forgetting.forget(conversation.chat, query.message.message_id, conversation.cause)
    await query.answer(conversation.texts.plain("forget-toast" if begun else "forget-stale"))


async def _is_refused(query: CallbackQuery, pressed: ForgetPressed, bot: Bot, conversation: Conversation) -> bool:
    """Refuse a person who does not own the group, and the button of a chat that was forgotten since."""
    refusal = None
    if pressed.chat != conversation.chat.key:
        refusal = "forget-stale"
    elif not await _is_owner(query, bot, conversation.chat):
        refusal = "forget-owner-only"
    if refusal is not None:
        await query.answer(conversation.texts.plain(refusal), show_alert=True)
    return refusal is not None


async def _is_owner(event: Message | CallbackQuery, bot: Bot, chat: Chat) -> bool:
    """Whether the sender may delete what the chat has; in a group that is its creator, if not anonymous."""
    if chat.kind is ChatKind.PRIVATE:
        return True
    member = member_of(event)
    if member is None or member[1] < 0:
        return False
    try:
        found = await bot.get_chat_member(*member)
    except (TelegramBadRequest, TelegramForbiddenError):
        return False
    return "status" in found.model_fields_set and found.status == ChatMemberStatus.CREATOR


def _buttons(chat: Chat, texts: Texts) -> InlineKeyboardMarkup:
    everything, first, nothing = (
        button(texts.plain(f"forget-button-{action}"), ForgetPressed(action=action, chat=chat.key))
        for action in (ForgetAction.ALL, ForgetAction.DOWNLOAD, ForgetAction.CANCEL)
    )
    return keyboard([everything.model_copy(update={"style": "danger"})], [first], [nothing])

"""«Почему не пришло?»: a link, or a forwarded post, sent in private."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message, ReplyParameters

from bot.delivery.telegram import keyboard as keyboard_of
from bot.delivery.telegram import preview
from bot.errors import QuotaReached
from bot.matching import parse_canonical
from bot.matching.engine import Matching
from bot.model import DebtId, DispatchId, KeptTextId, SourceId, SubscriptionId
from bot.services.sources import Sources
from bot.services.stories import Stories
from bot.services.subscriptions import Subscriptions
from bot.services.why_not import Answer, Ending, WhyNot
from handlers import phrases
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import show
from handlers.query_callbacks import WhyNotAction, WhyNotPressed
from handlers.shared_links import Shared, SharesLink
from handlers.why_not_pages import answer_page, forms_page, unread_page

_CHANGES = (WhyNotAction.RESUME, WhyNotAction.EVERYTHING, WhyNotAction.RESTORE)


def build_router() -> Router:
    router = Router(name="why not")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(answer_link, F.chat.type == ChatType.PRIVATE, SharesLink())
    router.callback_query.register(ask, WhyNotPressed.filter(F.action == WhyNotAction.ASK))
    router.callback_query.register(show_message, WhyNotPressed.filter(F.action == WhyNotAction.SHOW))
    router.callback_query.register(send_now, WhyNotPressed.filter(F.action == WhyNotAction.SEND))
    router.callback_query.register(show_forms, WhyNotPressed.filter(F.action == WhyNotAction.FORMS))
    router.callback_query.register(follow, WhyNotPressed.filter(F.action == WhyNotAction.FOLLOW))
    router.callback_query.register(change, WhyNotPressed.filter(F.action.in_(_CHANGES)))
    router.callback_query.register(watch, WhyNotPressed.filter(F.action == WhyNotAction.WATCH))
    return router


async def answer_link(message: Message, shared: Shared, conversation: Conversation, why_not: WhyNot) -> None:
    """Say what became of the first address that a source speaks for; of another site, offer to read it."""
    chat, texts = conversation.chat, conversation.texts
    for address in shared.addresses:
        answer = await why_not.ask(chat, address)
        if answer.ending is not Ending.UNREAD:
            link = await why_not.keep(chat, address, conversation.cause)
            text, markup = answer_page(answer, link, chat, texts)
            await message.answer(text, reply_markup=markup)
            return
    if shared.is_post:  # it is offered as a channel
        raise SkipHandler
    link = await why_not.keep(chat, shared.addresses[0], conversation.cause)
    text, markup = unread_page(shared.addresses[0], link, texts)
    await message.answer(text, reply_markup=markup)


async def ask(query: CallbackQuery, callback_data: WhyNotPressed, conversation: Conversation, why_not: WhyNot) -> None:
    if await _answered(query, callback_data, conversation, why_not):
        await query.answer()


async def show_message(
    query: CallbackQuery,
    callback_data: WhyNotPressed,
    conversation: Conversation,
    why_not: WhyNot,
    stories: Stories,
) -> None:
    """Reply to the message that tells the article; if it was deleted, tell its story anew."""
    chat, texts = conversation.chat, conversation.texts
    answer = await why_not.ask_again(chat, KeptTextId(callback_data.link))
    told = None if answer is None else answer.told
    if answer is None or told is None or told.message_id is None or told.dispatch != callback_data.id:
        await query.answer(texts.plain("explain-gone"), show_alert=True)
        return
    await query.answer()
    assert isinstance(query.message, Message)  # noqa: S101  it has the pressed button
    try:
        there = ReplyParameters(message_id=told.message_id)
        await query.message.answer(texts.html("whynot-here"), reply_parameters=there, disable_notification=True)
    except TelegramBadRequest:
        await _tell_anew(query.message, answer, conversation, stories)


async def _tell_anew(message: Message, answer: Answer, conversation: Conversation, stories: Stories) -> None:
    story = None
    if answer.told is not None and answer.told.dispatch is not None and answer.trace is not None and answer.trace.story:
        story = await stories.show(conversation.chat, answer.told.dispatch, answer.trace.story)
    if story is None:
        await message.answer(conversation.texts.html("explain-gone"))
    else:
        await message.answer(
            story.html,
            link_preview_options=preview(story),
            reply_markup=keyboard_of(story),
            disable_notification=True,
        )


async def send_now(
    query: CallbackQuery, callback_data: WhyNotPressed, conversation: Conversation, why_not: WhyNot
) -> None:
    await why_not.send_now(conversation.chat, DebtId(callback_data.id))
    if await _answered(query, callback_data, conversation, why_not):
        await query.answer(conversation.texts.plain("whynot-sending"))


async def show_forms(
    query: CallbackQuery,
    callback_data: WhyNotPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    matching: Matching,
) -> None:
    texts = conversation.texts
    one = await subscriptions.find(conversation.chat, SubscriptionId(callback_data.id))
    if one is None:
        await query.answer(texts.plain("subscription-gone"), show_alert=True)
        return
    await query.answer()
    forms = phrases.forms(await matching.forms(parse_canonical(one.query)), texts)
    await show(query, *forms_page(one.title, forms, KeptTextId(callback_data.link), texts))


async def follow(
    query: CallbackQuery,
    callback_data: WhyNotPressed,
    conversation: Conversation,
    why_not: WhyNot,
    stories: Stories,
) -> None:
    answer = await why_not.ask_again(conversation.chat, KeptTextId(callback_data.link))
    if answer is not None and answer.trace is not None and answer.trace.story is not None:
        await stories.follow_unseen(conversation.chat, DispatchId(callback_data.id), answer.trace.story)
    if await _answered(query, callback_data, conversation, why_not):
        await query.answer()


async def change(
    query: CallbackQuery,
    callback_data: WhyNotPressed,
    conversation: Conversation,
    why_not: WhyNot,
    subscriptions: Subscriptions,
) -> None:
    """Let a subscription to this chat bring more from now on."""
    chat, one = conversation.chat, SubscriptionId(callback_data.id)
    if callback_data.action is WhyNotAction.RESTORE:
        try:
            await subscriptions.restore(chat, one, conversation.cause)
        except QuotaReached as reached:
            left_out = subscriptions.left_out(chat, reached.limit)
            await query.answer(phrases.left_out_plain(left_out, conversation.texts), show_alert=True)
            return
    elif (found := await subscriptions.find(chat, one)) is not None and found.chat.key == chat.key:
        if callback_data.action is WhyNotAction.RESUME:
            await subscriptions.pause(chat, one, paused=False)
        else:
            await subscriptions.set_main_only(chat, one, main_only=False)
    if await _answered(query, callback_data, conversation, why_not):
        await query.answer(conversation.texts.plain("whynot-from-now"))


async def watch(
    query: CallbackQuery,
    callback_data: WhyNotPressed,
    conversation: Conversation,
    why_not: WhyNot,
    sources: Sources,
) -> None:
    """Watch again a source that is turned off, or was removed."""
    try:
        answer = await why_not.ask_again(conversation.chat, KeptTextId(callback_data.link))
        source = None if answer is None else answer.source
        if source is not None and source.id == SourceId(callback_data.id):
            await sources.add(conversation.chat, source.url, conversation.cause)
    except QuotaReached as reached:
        left_out = sources.left_out(conversation.chat, reached.limit)
        await query.answer(phrases.left_out_plain(left_out, conversation.texts), show_alert=True)
        return
    if await _answered(query, callback_data, conversation, why_not):
        await query.answer(conversation.texts.plain("whynot-from-now"))


async def _answered(
    query: CallbackQuery, callback_data: WhyNotPressed, conversation: Conversation, why_not: WhyNot
) -> bool:
    """Show what became of the article by now; False, and said so, if its address is no longer kept."""
    link = KeptTextId(callback_data.link)
    answer = await why_not.ask_again(conversation.chat, link)
    if answer is None:
        await query.answer(conversation.texts.plain("whynot-gone"), show_alert=True)
        return False
    await show(query, *answer_page(answer, link, conversation.chat, conversation.texts))
    return True

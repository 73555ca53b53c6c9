"""/list and /remove: what a chat is subscribed to, and what can be done with it, by buttons or typed."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.i18n import Texts
from bot.model import Cause, Chat, ReplyMode, Subscription, SubscriptionId
from bot.services.chats import Chats
from bot.services.subscriptions import Subscriptions
from bot.text.shortening import shorten
from handlers import wording
from handlers.callbacks import (
    RepliesPressed,
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.context import AdministratorsOnly, topic_of
from handlers.keyboards import show
from handlers.subscription_pages import Shown, edit_page, list_page, replies_page, subscription_page, targets_page
from handlers.typed import To, list_request


def build_router() -> Router:
    router = Router(name="subscriptions")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(show_list, Command("list"))
    router.message.register(remove, Command("remove"))
    router.callback_query.register(turn_page, SubscriptionsPage.filter())
    router.callback_query.register(show_targets, SubscriptionPressed.filter(F.action == SubscriptionAction.TARGETS))
    router.callback_query.register(retarget, TargetPressed.filter())
    router.callback_query.register(reply, RepliesPressed.filter())
    router.callback_query.register(press, SubscriptionPressed.filter())
    return router


async def show_list(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    chats: Chats,
    subscriptions: Subscriptions,
) -> None:
    """`/list`, `/list 2`, and `/list 2 pause` or whatever else the buttons can do."""
    if not command.args:
        await _answer(message, list_page(await subscriptions.all(chat), 0, texts))
        return
    try:
        wanted = list_request(command.args)
    except ValueError:
        await message.answer(texts.html("list-what"))
        return
    if wanted.wish is SubscriptionAction.REMOVE:
        await message.answer(await _removed(str(wanted.number), chat, texts, cause, subscriptions))
        return
    one = await subscriptions.numbered(chat, wanted.number)
    if one is None:
        await message.answer(texts.html("remove-unknown", text=str(wanted.number)))
        return
    match wanted.wish:
        case To(title):
            await message.answer(await _send_to(title, one, topic_of(message), chat, texts, chats, subscriptions))
            return
        case ReplyMode() as mode:
            await subscriptions.reply(chat, one.id, mode)
        case SubscriptionAction() as action:
            await _change(action, chat, one.id, subscriptions)
        case None:
            pass
    await _answer(message, await _page(chat, one.id, texts, subscriptions))


async def turn_page(
    query: CallbackQuery, callback_data: SubscriptionsPage, chat: Chat, texts: Texts, subscriptions: Subscriptions
) -> None:
    await query.answer()
    await show(query, *list_page(await subscriptions.all(chat), callback_data.page, texts))


async def remove(
    message: Message, command: CommandObject, chat: Chat, texts: Texts, cause: Cause, subscriptions: Subscriptions
) -> None:
    if command.args:
        await message.answer(await _removed(command.args.strip(), chat, texts, cause, subscriptions))
    else:
        await message.answer(texts.html("remove-what"))


async def press(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    subscriptions: Subscriptions,
) -> None:
    subscription = SubscriptionId(callback_data.id)
    if callback_data.action is SubscriptionAction.REMOVE:
        removed = await subscriptions.remove(chat, subscription, cause)
        await query.answer(texts.plain("removed-short" if removed else "subscription-gone"))
        await show(query, *list_page(await subscriptions.all(chat), 0, texts))
        return
    await _change(callback_data.action, chat, subscription, subscriptions)
    await query.answer()
    await show(query, *await _page(chat, subscription, texts, subscriptions, callback_data.action))


async def reply(
    query: CallbackQuery, callback_data: RepliesPressed, chat: Chat, texts: Texts, subscriptions: Subscriptions
) -> None:
    subscription = SubscriptionId(callback_data.id)
    await subscriptions.reply(chat, subscription, callback_data.mode)
    await query.answer()
    await show(query, *await _page(chat, subscription, texts, subscriptions))


async def show_targets(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    chat: Chat,
    texts: Texts,
    chats: Chats,
    subscriptions: Subscriptions,
) -> None:
    one = await subscriptions.find(chat, SubscriptionId(callback_data.id))
    await query.answer()
    if one is None:
        await show(query, texts.html("subscription-gone"))
        return
    topic = topic_of(query.message) if isinstance(query.message, Message) else 0
    await show(query, *targets_page(one, await chats.targets(chat), topic, texts))


async def retarget(
    query: CallbackQuery,
    callback_data: TargetPressed,
    chat: Chat,
    texts: Texts,
    chats: Chats,
    subscriptions: Subscriptions,
) -> None:
    subscription = SubscriptionId(callback_data.id)
    target = next((one for one in await chats.targets(chat) if one.key == callback_data.chat), None)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    await subscriptions.retarget(chat, subscription, target, callback_data.topic)
    moved = await subscriptions.find(chat, subscription)
    is_there = moved is None or (moved.chat.key, moved.topic) == (target.key, callback_data.topic)
    await query.answer(None if is_there else texts.plain("target-has-it"), show_alert=not is_there)
    await show(query, *await _page(chat, subscription, texts, subscriptions))


async def _removed(name: str, chat: Chat, texts: Texts, cause: Cause, subscriptions: Subscriptions) -> str:
    """Remove the subscription that `name` means; what came of it."""
    removed = await subscriptions.remove_named(chat, name, cause)
    if removed is None:
        return texts.html("remove-unknown", text=shorten(name, wording.SHOWN_QUERY))
    return texts.html("removed", text=shorten(removed, wording.SHOWN_QUERY))


async def _send_to(
    title: str, one: Subscription, topic: int, chat: Chat, texts: Texts, chats: Chats, subscriptions: Subscriptions
) -> str:
    """Tell a subscription where this is said, or in a connected chat of that title; what came of it."""
    targets = await chats.targets(chat)
    if title:
        wanted = title.removeprefix("@").casefold()
        target, topic = next((other for other in targets[1:] if other.title.casefold() == wanted), None), 0
    else:
        target = targets[0]
    if target is None:
        return texts.html("target-unknown", title=title)
    await subscriptions.retarget(chat, one.id, target, topic)
    moved = await subscriptions.find(chat, one.id)
    if moved is None or (moved.chat.key, moved.topic) != (target.key, topic):
        return texts.html("target-has-it")
    text = shorten(one.text, wording.SHOWN_QUERY)
    return texts.html("channel-added" if title else "target-here-now", text=text, title=target.title)


async def _change(
    action: SubscriptionAction, chat: Chat, subscription: SubscriptionId, subscriptions: Subscriptions
) -> None:
    match action:
        case SubscriptionAction.PAUSE | SubscriptionAction.RESUME:
            await subscriptions.pause(chat, subscription, paused=action is SubscriptionAction.PAUSE)
        case SubscriptionAction.SILENCE | SubscriptionAction.SOUND:
            await subscriptions.silence(chat, subscription, silent=action is SubscriptionAction.SILENCE)


async def _page(
    chat: Chat,
    subscription: SubscriptionId,
    texts: Texts,
    subscriptions: Subscriptions,
    action: SubscriptionAction = SubscriptionAction.SHOW,
) -> Shown:
    """The page that a button leads to."""
    found = next(
        ((place, one) for place, one in enumerate(await subscriptions.all(chat), 1) if one.id == subscription), None
    )
    if found is None:
        return texts.html("subscription-gone"), None
    place, one = found
    match action:
        case SubscriptionAction.REPLIES:
            return replies_page(one, texts)
        case SubscriptionAction.EDIT:
            return edit_page(one, place, texts)
        case _:
            return subscription_page(one, place, texts)


async def _answer(message: Message, page: Shown) -> None:
    text, markup = page
    await message.answer(text, reply_markup=markup)

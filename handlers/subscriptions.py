"""/list and /remove: what a chat is subscribed to, and what can be done with it, by buttons or typed."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import QuotaReached
from bot.i18n import Texts
from bot.matching import parse_canonical
from bot.model import Chat, Removed, ReplyMode, Subscription, SubscriptionId
from bot.services.archive import Archive
from bot.services.connections import Connections
from bot.services.subscriptions import Subscriptions
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import (
    RepliesPressed,
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.context import AdministratorsOnly, Conversation, topic_of
from handlers.keyboards import Shown, show
from handlers.subject import may_change, may_send_to
from handlers.subscription_pages import (
    edit_page,
    list_page,
    main_page,
    removed_page,
    replies_page,
    subscription_page,
    targets_page,
)
from handlers.typed import To, list_request

_HARMLESS = {
    None,
    SubscriptionAction.SHOW,
    SubscriptionAction.PAUSE,
    SubscriptionAction.REPLIES,
    SubscriptionAction.MAIN,
    SubscriptionAction.EDIT,
}
"""What may be done with a subscription in any chat: it sends nothing there."""


def build_router() -> Router:
    router = Router(name="subscriptions")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(show_list, Command("list"))
    router.message.register(remove, Command("remove"))
    router.callback_query.register(turn_page, SubscriptionsPage.filter())
    router.callback_query.register(show_targets, SubscriptionPressed.filter(F.action == SubscriptionAction.TARGETS))
    router.callback_query.register(show_main, SubscriptionPressed.filter(F.action == SubscriptionAction.MAIN))
    router.callback_query.register(restore, SubscriptionPressed.filter(F.action == SubscriptionAction.RESTORE))
    router.callback_query.register(retarget, TargetPressed.filter())
    router.callback_query.register(set_reply_mode, RepliesPressed.filter())
    router.callback_query.register(press, SubscriptionPressed.filter())
    return router


async def show_list(
    message: Message,
    command: CommandObject,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    """`/list`, `/list 2`, and `/list 2 pause` or whatever else the buttons can do."""
    chat, texts = conversation.chat, conversation.texts
    if not command.args:
        await _answer(message, list_page(await subscriptions.all(chat), 0, texts))
        return
    try:
        wanted = list_request(command.args)
    except ValueError:
        await message.answer(texts.html("list-what"))
        return
    if wanted.wish is SubscriptionAction.REMOVE:
        await _remove(message, str(wanted.number), conversation, subscriptions)
        return
    one = await subscriptions.numbered(chat, wanted.number)
    if one is None:
        await message.answer(texts.html("remove-unknown", text=str(wanted.number)))
        return
    if isinstance(wanted.wish, To):
        title = wanted.wish.title
        target, topic = await _target(title, chat, connections), 0 if title else topic_of(message)
        if target is None:
            await message.answer(texts.html("target-unknown", title=title))
        elif await may_send_to(message, target, conversation, connections):
            await message.answer(await _send_to(target, topic, one, conversation, subscriptions))
    elif wanted.wish in _HARMLESS or await may_change(message, one, conversation, connections):
        await _change(wanted.wish, chat, one.id, subscriptions)
        await _answer(message, await _page(one.id, conversation, subscriptions))


async def turn_page(
    query: CallbackQuery, callback_data: SubscriptionsPage, conversation: Conversation, subscriptions: Subscriptions
) -> None:
    await query.answer()
    subscribed = await subscriptions.all(conversation.chat)
    await show(query, *list_page(subscribed, callback_data.page, conversation.texts))


async def remove(
    message: Message, command: CommandObject, conversation: Conversation, subscriptions: Subscriptions
) -> None:
    if command.args:
        await _remove(message, command.args.strip(), conversation, subscriptions)
    else:
        await message.answer(conversation.texts.html("remove-what"))


async def press(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    chat, texts, subscription = conversation.chat, conversation.texts, SubscriptionId(callback_data.id)
    if callback_data.action is SubscriptionAction.REMOVE:
        removed = await subscriptions.remove(chat, subscription, conversation.cause)
        way_back = (
            removed_page(removed, texts) if removed else await _way_back(subscription, chat, texts, subscriptions)
        )
        await query.answer(None if way_back else texts.plain("subscription-gone"))
        await show(query, *(way_back or list_page(await subscriptions.all(chat), 0, texts)))
        return
    one = await subscriptions.find(chat, subscription)
    is_harmless = one is None or callback_data.action in _HARMLESS
    if one is not None and not is_harmless and not await may_change(query, one, conversation, connections):
        return
    await _change(callback_data.action, chat, subscription, subscriptions)
    await query.answer()
    await show(query, *await _page(subscription, conversation, subscriptions, callback_data.action))


async def restore(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    chat, texts, subscription = conversation.chat, conversation.texts, SubscriptionId(callback_data.id)
    removed = await subscriptions.find_removed(chat, subscription)
    if removed is not None and not await may_change(query, removed, conversation, connections):
        return
    try:
        await subscriptions.restore(chat, subscription, conversation.cause)
    except QuotaReached as reached:
        left_out = subscriptions.left_out(chat, reached.limit)
        await query.answer(phrases.left_out_plain(left_out, texts), show_alert=True)
        return
    await query.answer()
    await show(query, *await _page(subscription, conversation, subscriptions))


async def set_reply_mode(
    query: CallbackQuery,
    callback_data: RepliesPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    chat, subscription = conversation.chat, SubscriptionId(callback_data.id)
    one = await subscriptions.find(chat, subscription)
    if one is not None and not await may_change(query, one, conversation, connections):
        return
    await subscriptions.set_reply_mode(chat, subscription, callback_data.mode)
    await query.answer()
    await show(query, *await _page(subscription, conversation, subscriptions))


async def show_targets(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    one = await _pressed(query, callback_data, conversation, subscriptions)
    if one is not None:
        topic = topic_of(query.message) if isinstance(query.message, Message) else 0
        targets = await connections.targets(conversation.chat)
        await show(query, *targets_page(one, targets, topic, conversation.texts))


async def show_main(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    archive: Archive,
) -> None:
    one = await _pressed(query, callback_data, conversation, subscriptions)
    if one is not None:
        preview = await archive.preview(parse_canonical(one.query), conversation.chat.key)
        await show(query, *main_page(one, preview, conversation.texts))


async def retarget(
    query: CallbackQuery,
    callback_data: TargetPressed,
    conversation: Conversation,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    chat, texts, subscription = conversation.chat, conversation.texts, SubscriptionId(callback_data.id)
    target = next((one for one in await connections.targets(chat) if one.key == callback_data.chat), None)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    if not await may_send_to(query, target, conversation, connections):
        return
    await subscriptions.retarget(chat, subscription, target, callback_data.topic)
    moved = await subscriptions.find(chat, subscription)
    is_there = moved is None or (moved.chat.key, moved.topic) == (target.key, callback_data.topic)
    await query.answer(None if is_there else texts.plain("target-has-it"), show_alert=not is_there)
    await show(query, *await _page(subscription, conversation, subscriptions))


async def _remove(message: Message, name: str, conversation: Conversation, subscriptions: Subscriptions) -> None:
    """Remove the subscription that `name` means."""
    texts = conversation.texts
    removed = await subscriptions.remove_named(conversation.chat, name, conversation.cause)
    if removed is None:
        await message.answer(texts.html("remove-unknown", text=shorten(name, phrases.SHOWN_QUERY)))
    else:
        await _answer(message, removed_page(removed, texts))


async def _target(title: str, chat: Chat, connections: Connections) -> Chat | None:
    """The connected chat of that title; `chat` itself for none."""
    targets = await connections.targets(chat)
    wanted = title.removeprefix("@").casefold()
    return next((one for one in targets[1:] if one.title.casefold() == wanted), None) if title else targets[0]


async def _send_to(
    target: Chat, topic: int, one: Subscription, conversation: Conversation, subscriptions: Subscriptions
) -> str:
    """Send a subscription to that chat from now on; the answer."""
    chat, texts = conversation.chat, conversation.texts
    await subscriptions.retarget(chat, one.id, target, topic)
    moved = await subscriptions.find(chat, one.id)
    if moved is None or (moved.chat.key, moved.topic) != (target.key, topic):
        return texts.html("target-has-it")
    text = shorten(one.text, phrases.SHOWN_QUERY)
    return texts.html("target-here-now" if target.key == chat.key else "channel-added", text=text, title=target.title)


async def _change(
    wish: SubscriptionAction | ReplyMode | None, chat: Chat, subscription: SubscriptionId, subscriptions: Subscriptions
) -> None:
    match wish:
        case SubscriptionAction.PAUSE | SubscriptionAction.RESUME:
            await subscriptions.pause(chat, subscription, paused=wish is SubscriptionAction.PAUSE)
        case SubscriptionAction.SILENCE | SubscriptionAction.SOUND:
            await subscriptions.set_silent(chat, subscription, silent=wish is SubscriptionAction.SILENCE)
        case SubscriptionAction.MAIN_ONLY | SubscriptionAction.EVERYTHING:
            main_only = wish is SubscriptionAction.MAIN_ONLY
            await subscriptions.set_main_only(chat, subscription, main_only=main_only)
        case ReplyMode():
            await subscriptions.set_reply_mode(chat, subscription, wish)


async def _pressed(
    query: CallbackQuery, callback_data: SubscriptionPressed, conversation: Conversation, subscriptions: Subscriptions
) -> Subscription | None:
    """The subscription whose button was pressed; None if it is gone, which the person is told."""
    one = await subscriptions.find(conversation.chat, SubscriptionId(callback_data.id))
    await query.answer()
    if one is None:
        await show(query, *await _page(SubscriptionId(callback_data.id), conversation, subscriptions))
    return one


async def _way_back(
    subscription: SubscriptionId, chat: Chat, texts: Texts, subscriptions: Subscriptions
) -> Shown | None:
    """What stands in place of a removed subscription, also after a second press; None if it has ended."""
    one = await subscriptions.find_removed(chat, subscription)
    return None if one is None else removed_page(Removed(one.id, one.text), texts)


async def _page(
    subscription: SubscriptionId,
    conversation: Conversation,
    subscriptions: Subscriptions,
    action: SubscriptionAction = SubscriptionAction.SHOW,
) -> Shown:
    """The page that a button leads to."""
    texts, subscribed = conversation.texts, await subscriptions.all(conversation.chat)
    found = next(((place, one) for place, one in enumerate(subscribed, 1) if one.id == subscription), None)
    if found is None:
        way_back = await _way_back(subscription, conversation.chat, texts, subscriptions)
        return way_back or (texts.html("subscription-gone"), None)
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

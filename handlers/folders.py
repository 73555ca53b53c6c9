"""Folders of subscriptions: paused, moved, renamed and dissolved as one."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.model import Chat, Subscription, SubscriptionId
from bot.services.connections import Connections
from bot.services.subscription_lines import read_folder, written_folder
from handlers.callbacks import Filed, FolderAction, FolderPressed, FolderRestored, FolderTarget
from handlers.cards import Cards, WithCards
from handlers.context import AdministratorsOnly, topic_of
from handlers.delivery_callbacks import FolderDeliveryPressed
from handlers.delivery_page import folder_delivery_page
from handlers.folder_pages import dissolved_page, folder_page, folder_targets_page, rename_page
from handlers.keyboards import show
from handlers.subject import may_change, may_change_all, may_send_to


def build_router() -> Router:
    router = Router(name="folders")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(WithCards())
    router.callback_query.register(show_targets, FolderPressed.filter(F.action == FolderAction.TARGETS))
    router.callback_query.register(dissolve, FolderPressed.filter(F.action == FolderAction.DISSOLVE))
    router.callback_query.register(press, FolderPressed.filter())
    router.callback_query.register(retarget, FolderTarget.filter())
    router.callback_query.register(choose, FolderDeliveryPressed.filter())
    router.callback_query.register(restore, FolderRestored.filter())
    router.callback_query.register(file, Filed.filter())
    return router


async def press(query: CallbackQuery, callback_data: FolderPressed, cards: Cards, connections: Connections) -> None:
    one = await _pressed(query, callback_data.id, cards)
    if one is None:
        return
    texts, action = cards.conversation.texts, callback_data.action
    if action is FolderAction.NAME:
        page = rename_page(one, texts)
    else:
        if action is FolderAction.RESUME and not await _may_change(query, one, cards, connections):
            return
        if action in {FolderAction.PAUSE, FolderAction.RESUME}:
            await _pause(one, cards, paused=action is FolderAction.PAUSE)
        page = folder_page(one, await cards.listed(), texts)
    await query.answer()
    await show(query, *page)


async def dissolve(query: CallbackQuery, callback_data: FolderPressed, cards: Cards, connections: Connections) -> None:
    """Take the subscriptions of a folder out of it. A second press leaves the way back standing."""
    chat, texts = cards.conversation.chat, cards.conversation.texts
    one = await cards.subscriptions.find(chat, SubscriptionId(callback_data.id))
    if one is None or not one.folder:
        await query.answer(texts.plain("folder-gone"))
        return
    if not await _may_change(query, one, cards, connections):
        return
    inside = await cards.subscriptions.in_folder(chat, one.folder)
    written = written_folder(one.folder, one.of_folder)
    kept = await cards.keep("\n".join([written, *(str(other.id) for other in inside)]))
    await cards.subscriptions.rename_folder(chat, one.folder, "", cards.conversation.cause)
    await query.answer()
    await show(query, *dissolved_page(one.folder, kept, texts))


async def choose(
    query: CallbackQuery, callback_data: FolderDeliveryPressed, cards: Cards, connections: Connections
) -> None:
    """Show how the news of a folder come; if something was chosen, as they come then."""
    one, chat = await _pressed(query, callback_data.id, cards), cards.conversation.chat
    if one is None:
        return
    if callback_data.choice is not None:
        if not await _may_change(query, one, cards, connections):
            return
        await cards.subscriptions.choose_in_folder(chat, one.folder, callback_data.choice)
    await query.answer()
    inside = await cards.subscriptions.in_folder(chat, one.folder)
    await show(query, *folder_delivery_page(inside, chat, cards.conversation.texts))


async def restore(query: CallbackQuery, callback_data: FolderRestored, cards: Cards) -> None:
    """Put the subscriptions of a folder that was dissolved back into it, as far as they are in none."""
    chat, kept = cards.conversation.chat, await cards.kept(callback_data.text)
    written, *ids = (kept or "").split("\n")
    folder, delivery = read_folder(written)
    is_gone = not await cards.subscriptions.in_folder(chat, folder)
    for one in await cards.subscriptions.in_folder(chat, ""):
        if str(one.id) in ids:
            await cards.subscriptions.set_folder(chat, one.id, folder)
    if is_gone:
        await cards.subscriptions.set_folder_delivery(chat, folder, delivery)
    await query.answer(None if kept else cards.conversation.texts.plain("folder-gone"))
    await show(query, *await cards.list())


async def show_targets(
    query: CallbackQuery, callback_data: FolderPressed, cards: Cards, connections: Connections
) -> None:
    one = await _pressed(query, callback_data.id, cards)
    if one is not None:
        topic = topic_of(query.message) if isinstance(query.message, Message) else 0
        targets = await connections.targets(cards.conversation.chat)
        await query.answer()
        await show(query, *folder_targets_page(one, targets, topic, cards.conversation.texts))


async def retarget(query: CallbackQuery, callback_data: FolderTarget, cards: Cards, connections: Connections) -> None:
    conversation, one = cards.conversation, await _pressed(query, callback_data.id, cards)
    if one is None:
        return
    targets = await connections.targets(conversation.chat)
    target: Chat | None = next((chat for chat in targets if chat.key == callback_data.chat), None)
    if target is None:
        await query.answer(conversation.texts.plain("target-gone"), show_alert=True)
        return
    if not await may_send_to(query, target, conversation, connections):
        return
    for other in await cards.subscriptions.in_folder(conversation.chat, one.folder):
        await cards.subscriptions.retarget(conversation.chat, other.id, target, callback_data.topic)
    await query.answer()
    await show(query, *folder_page(one, await cards.listed(), conversation.texts))


async def file(query: CallbackQuery, callback_data: Filed, cards: Cards, connections: Connections) -> None:
    chat, one = cards.conversation.chat, SubscriptionId(callback_data.id)
    filed = await cards.subscriptions.find(chat, one)
    if filed is not None and not await may_change(query, filed, cards.conversation, connections):
        return
    beside = await cards.subscriptions.find(chat, SubscriptionId(callback_data.beside))
    await cards.subscriptions.set_folder(chat, one, beside.folder if beside else "")
    await query.answer()
    await show(query, *await cards.page(one))


async def _may_change(query: CallbackQuery, one: Subscription, cards: Cards, connections: Connections) -> bool:
    """Whether the person may change all that is in the folder of a subscription; tells them if not."""
    inside = await cards.subscriptions.in_folder(cards.conversation.chat, one.folder)
    return await may_change_all(query, inside, cards.conversation, connections)


async def _pause(one: Subscription, cards: Cards, *, paused: bool) -> None:
    for other in await cards.subscriptions.in_folder(cards.conversation.chat, one.folder):
        await cards.subscriptions.pause(cards.conversation.chat, other.id, paused=paused)


async def _pressed(query: CallbackQuery, subscription: int, cards: Cards) -> Subscription | None:
    """The subscription by which a button names its folder; None if it is in none any more, and the list is shown."""
    one = await cards.subscriptions.find(cards.conversation.chat, SubscriptionId(subscription))
    if one is None or not one.folder:
        await query.answer(cards.conversation.texts.plain("folder-gone"))
        await show(query, *await cards.list())
        return None
    return one

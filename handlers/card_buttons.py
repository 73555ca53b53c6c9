"""The buttons of the list of subscriptions, and of the card of each."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.errors import QuotaReached
from bot.model import MOST_EXCLUSIONS, ExclusionId, NotExcluded, Subscription, SubscriptionId
from bot.services.connections import Connections
from bot.services.exclusions import Exclusions
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import (
    ExcludedFrom,
    FoundPage,
    IncludedAgain,
    RepliesPressed,
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.cards import Cards, WithCards
from handlers.context import AdministratorsOnly, topic_of
from handlers.keyboards import button, show
from handlers.subject import may_change, may_send_to
from handlers.subscription_pages import removed_page, targets_page
from handlers.subscriptions import HARMLESS, change

_LABEL_LIMIT = 25
"""UTF-16 units of a query on a button."""


def build_router() -> Router:
    router = Router(name="card buttons")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(WithCards())
    router.callback_query.register(turn_page, SubscriptionsPage.filter())
    router.callback_query.register(turn_found, FoundPage.filter())
    router.callback_query.register(include_again, IncludedAgain.filter())
    router.callback_query.register(exclude_again, ExcludedFrom.filter())
    router.callback_query.register(show_targets, SubscriptionPressed.filter(F.action == SubscriptionAction.TARGETS))
    router.callback_query.register(remove, SubscriptionPressed.filter(F.action == SubscriptionAction.REMOVE))
    router.callback_query.register(restore, SubscriptionPressed.filter(F.action == SubscriptionAction.RESTORE))
    router.callback_query.register(retarget, TargetPressed.filter())
    router.callback_query.register(set_reply_mode, RepliesPressed.filter())
    router.callback_query.register(press, SubscriptionPressed.filter())
    return router


async def turn_page(query: CallbackQuery, callback_data: SubscriptionsPage, cards: Cards) -> None:
    await query.answer()
    await show(query, *await cards.list(callback_data.page, callback_data.shows))


async def turn_found(query: CallbackQuery, callback_data: FoundPage, cards: Cards) -> None:
    one = await _pressed(query, callback_data.id, cards)
    if one is not None:
        await query.answer()
        await show(query, *await cards.found(one, max(callback_data.page, 0)))


async def press(
    query: CallbackQuery, callback_data: SubscriptionPressed, cards: Cards, connections: Connections
) -> None:
    chat, action, subscription = cards.conversation.chat, callback_data.action, SubscriptionId(callback_data.id)
    one = await cards.subscriptions.find(chat, subscription)
    is_harmless = one is None or action in HARMLESS
    if one is not None and not is_harmless and not await may_change(query, one, cards.conversation, connections):
        return
    await change(action, chat, subscription, cards.subscriptions)
    await query.answer()
    await show(query, *await cards.page(subscription, action))


async def remove(query: CallbackQuery, callback_data: SubscriptionPressed, cards: Cards) -> None:
    chat, texts, subscription = cards.conversation.chat, cards.conversation.texts, SubscriptionId(callback_data.id)
    removed = await cards.subscriptions.remove(chat, subscription, cards.conversation.cause)
    way_back = removed_page(removed, texts) if removed else await cards.way_back(subscription)
    await query.answer(None if way_back else texts.plain("subscription-gone"))
    await show(query, *(way_back or await cards.list()))


async def restore(
    query: CallbackQuery, callback_data: SubscriptionPressed, cards: Cards, connections: Connections
) -> None:
    conversation, subscription = cards.conversation, SubscriptionId(callback_data.id)
    removed = await cards.subscriptions.find_removed(conversation.chat, subscription)
    if removed is not None and not await may_change(query, removed, conversation, connections):
        return
    try:
        await cards.subscriptions.restore(conversation.chat, subscription, conversation.cause)
    except QuotaReached as reached:
        left_out = cards.subscriptions.left_out(conversation.chat, reached.limit)
        await query.answer(phrases.left_out_plain(left_out, conversation.texts), show_alert=True)
        return
    await query.answer()
    await show(query, *await cards.page(subscription))


async def include_again(
    query: CallbackQuery,
    callback_data: IncludedAgain,
    cards: Cards,
    connections: Connections,
    exclusions: Exclusions,
) -> None:
    conversation = cards.conversation
    one = await _pressed(query, callback_data.id, cards)
    if one is None or not await may_change(query, one, conversation, connections):
        return
    wanted = ExclusionId(callback_data.exclusion)
    is_there = any(excluded.id == wanted for excluded in one.exclusions)
    # Pressed again after it is gone, the button answers as the first time.
    once = conversation.once(f"exclusion {wanted} of {one.id} ended")
    ended = await exclusions.end(conversation.chat, wanted if is_there else ExclusionId(0), once.cause)
    undo = None
    if ended is not None:
        label = conversation.texts.plain("button-exclude-again", text=shorten(ended.query, _LABEL_LIMIT))
        undo = button(label, ExcludedFrom(id=one.id, text=await cards.keep(ended.query)))
    await query.answer()
    await show(query, *await cards.exclusions(one.id, undo))


async def exclude_again(
    query: CallbackQuery,
    callback_data: ExcludedFrom,
    cards: Cards,
    connections: Connections,
    exclusions: Exclusions,
) -> None:
    conversation, kept = cards.conversation, await cards.kept(callback_data.text)
    one = await _pressed(query, callback_data.id, cards)
    if one is None or not await may_change(query, one, conversation, connections):
        return
    added = None
    if kept is not None:
        added = await exclusions.add(conversation.chat, kept, conversation.cause, subscription=one.id)
    refused = isinstance(added, NotExcluded)
    await query.answer(
        conversation.texts.plain(f"exclude-{added}", most=MOST_EXCLUSIONS) if refused else None, show_alert=refused
    )
    await show(query, *await cards.exclusions(one.id))


async def set_reply_mode(
    query: CallbackQuery, callback_data: RepliesPressed, cards: Cards, connections: Connections
) -> None:
    chat, subscription = cards.conversation.chat, SubscriptionId(callback_data.id)
    one = await cards.subscriptions.find(chat, subscription)
    if one is not None and not await may_change(query, one, cards.conversation, connections):
        return
    await cards.subscriptions.set_reply_mode(chat, subscription, callback_data.mode)
    await query.answer()
    await show(query, *await cards.page(subscription))


async def show_targets(
    query: CallbackQuery, callback_data: SubscriptionPressed, cards: Cards, connections: Connections
) -> None:
    one = await _pressed(query, callback_data.id, cards)
    if one is not None:
        await query.answer()
        topic, topics = 0, None
        if isinstance(query.message, Message) and query.message.chat.is_forum:
            topic, topics = topic_of(query.message), await connections.topics(cards.conversation.chat)
        targets = await connections.targets(cards.conversation.chat)
        await show(query, *targets_page(one, targets, topics, topic, cards.conversation.texts))


async def retarget(query: CallbackQuery, callback_data: TargetPressed, cards: Cards, connections: Connections) -> None:
    conversation, subscription = cards.conversation, SubscriptionId(callback_data.id)
    targets = await connections.targets(conversation.chat)
    target = next((one for one in targets if one.key == callback_data.chat), None)
    if target is None:
        await query.answer(conversation.texts.plain("target-gone"), show_alert=True)
        return
    if not await may_send_to(query, target, conversation, connections):
        return
    await cards.subscriptions.retarget(conversation.chat, subscription, target, callback_data.topic)
    moved = await cards.subscriptions.find(conversation.chat, subscription)
    is_there = moved is None or (moved.chat.key, moved.topic) == (target.key, callback_data.topic)
    await query.answer(None if is_there else conversation.texts.plain("target-has-it"), show_alert=not is_there)
    await show(query, *await cards.page(subscription))


async def _pressed(query: CallbackQuery, subscription: int, cards: Cards) -> Subscription | None:
    """The subscription whose button was pressed; None if it is gone, which the person is told."""
    one = await cards.subscriptions.find(cards.conversation.chat, SubscriptionId(subscription))
    if one is None:
        await query.answer()
        await show(query, *await cards.page(SubscriptionId(subscription)))
    return one

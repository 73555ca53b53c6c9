"""/list and /remove: what a chat is subscribed to, and its buttons."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.i18n import Texts
from bot.matching.lexer import MAX_LENGTH
from bot.model import Cause, Chat, ChatKey, Subscription, SubscriptionId
from bot.services.chats import Chats
from bot.services.subscriptions import Subscriptions
from bot.text.shortening import shorten
from handlers.callbacks import (
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.context import AdministratorsOnly
from handlers.keyboards import button, keyboard, page_of, turning

_TEXT_LIMIT, _TITLE_LIMIT = 200, 100
"""So that a page of them fits a message."""


def build_router() -> Router:
    router = Router(name="subscriptions")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(show_list, Command("list"))
    router.message.register(remove, Command("remove"))
    router.callback_query.register(turn_page, SubscriptionsPage.filter())
    router.callback_query.register(show_targets, SubscriptionPressed.filter(F.action == SubscriptionAction.TARGETS))
    router.callback_query.register(retarget, TargetPressed.filter())
    router.callback_query.register(change, SubscriptionPressed.filter())
    return router


async def show_list(message: Message, chat: Chat, texts: Texts, subscriptions: Subscriptions) -> None:
    text, markup = _list(await subscriptions.all(chat), 0, texts)
    await message.answer(text, reply_markup=markup)


async def turn_page(
    query: CallbackQuery, callback_data: SubscriptionsPage, chat: Chat, texts: Texts, subscriptions: Subscriptions
) -> None:
    await query.answer()
    await _show(query, *_list(await subscriptions.all(chat), callback_data.page, texts))


async def remove(
    message: Message, command: CommandObject, chat: Chat, texts: Texts, cause: Cause, subscriptions: Subscriptions
) -> None:
    if not command.args:
        await message.answer(texts.html("remove-what"))
        return
    removed = await subscriptions.remove_named(chat, command.args.strip(), cause)
    if removed is None:
        await message.answer(texts.html("remove-unknown", text=command.args.strip()))
    else:
        await message.answer(texts.html("removed", text=removed))


async def change(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    subscriptions: Subscriptions,
) -> None:
    subscription = SubscriptionId(callback_data.id)
    match callback_data.action:
        case SubscriptionAction.PAUSE | SubscriptionAction.RESUME as action:
            await subscriptions.pause(chat, subscription, paused=action is SubscriptionAction.PAUSE)
        case SubscriptionAction.SILENCE | SubscriptionAction.SOUND as action:
            await subscriptions.silence(chat, subscription, silent=action is SubscriptionAction.SILENCE)
        case SubscriptionAction.REMOVE:
            removed = await subscriptions.remove(chat, subscription, cause)
            await query.answer(texts.plain("removed-short") if removed else texts.plain("subscription-gone"))
            await _show(query, *_list(await subscriptions.all(chat), 0, texts))
            return
    await query.answer()
    await _show_one(query, await subscriptions.find(chat, subscription), texts)


async def show_targets(
    query: CallbackQuery,
    callback_data: SubscriptionPressed,
    chat: Chat,
    texts: Texts,
    chats: Chats,
) -> None:
    choices = [
        [
            button(
                texts.plain("target-here") if target.key == chat.key else target.title,
                TargetPressed(id=callback_data.id, chat=target.key),
            )
        ]
        for target in await chats.targets(chat)
    ]
    await query.answer()
    await _show(query, texts.html("target-which"), keyboard(*choices))


async def retarget(
    query: CallbackQuery,
    callback_data: TargetPressed,
    chat: Chat,
    texts: Texts,
    chats: Chats,
    subscriptions: Subscriptions,
) -> None:
    subscription = SubscriptionId(callback_data.id)
    target = next((one for one in await chats.targets(chat) if one.key == ChatKey(callback_data.chat)), None)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    await subscriptions.retarget(chat, subscription, target)
    await query.answer()
    await _show_one(query, await subscriptions.find(chat, subscription), texts)


def _list(subscriptions: list[Subscription], number: int, texts: Texts) -> tuple[str, InlineKeyboardMarkup | None]:
    if not subscriptions:
        return texts.html("list-empty"), None
    page = page_of(subscriptions, number)
    numbered = list(enumerate(page.items, page.first))
    lines = [f"{place}. {_described(one, texts, _TEXT_LIMIT)}" for place, one in numbered]
    buttons = [
        button(f"{place}. {one.text}", SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))
        for place, one in numbered
    ]
    text = "\n".join([texts.html("list", count=len(subscriptions)), *lines])
    turns = turning(page, texts, lambda to: SubscriptionsPage(page=to))
    return text, keyboard(*([one] for one in buttons), turns)


def _described(one: Subscription, texts: Texts, limit: int) -> str:
    marks = [texts.html("mark-paused")] * one.paused + [texts.html("mark-silent")] * one.silent
    if one.chat.key != one.owner:
        marks.append(texts.html("mark-target", title=shorten(one.chat.title, _TITLE_LIMIT)))
    return " · ".join([texts.html("quoted", text=shorten(one.text, limit)), *marks])


async def _show_one(query: CallbackQuery, one: Subscription | None, texts: Texts) -> None:
    if one is None:
        await _show(query, texts.html("subscription-gone"), None)
        return

    def act(action: SubscriptionAction) -> SubscriptionPressed:
        return SubscriptionPressed(action=action, id=one.id)

    pause = ("button-resume", SubscriptionAction.RESUME) if one.paused else ("button-pause", SubscriptionAction.PAUSE)
    sound = ("button-sound", SubscriptionAction.SOUND) if one.silent else ("button-silence", SubscriptionAction.SILENCE)
    rows = [
        [(pause), (sound)],
        [("button-target", SubscriptionAction.TARGETS), ("button-remove", SubscriptionAction.REMOVE)],
    ]
    buttons = [[button(texts.plain(label), act(action)) for label, action in row] for row in rows]
    back = [button(texts.plain("button-back"), SubscriptionsPage(page=0))]
    await _show(query, _described(one, texts, MAX_LENGTH), keyboard(*buttons, back))


async def _show(query: CallbackQuery, text: str, markup: InlineKeyboardMarkup | None) -> None:
    if isinstance(query.message, Message):
        await query.message.edit_text(text, reply_markup=markup)

"""/add, /list, /edit, /remove, and plain text in private, which is offered as a subscription."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.errors import QueryError
from bot.i18n import Texts
from bot.matching import parse
from bot.model import Cause, Chat, ChatKey, OfferId, Subscribed, Subscription, SubscriptionId
from bot.services.archive import Archive
from bot.services.chats import Chats
from bot.services.subscriptions import LineOutcome, Subscriptions
from handlers import wording
from handlers.archive import preview
from handlers.callbacks import (
    OfferPressed,
    SubscriptionAction,
    SubscriptionPressed,
    SubscriptionsPage,
    TargetPressed,
)
from handlers.context import AdministratorsOnly
from handlers.keyboards import button, keyboard, page_of, turning

_SHOWN_IN_OFFER = 500


def build_router() -> Router:
    router = Router(name="subscriptions")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(add, Command("add"))
    router.message.register(show_list, Command("list"))
    router.message.register(edit, Command("edit"))
    router.message.register(remove, Command("remove"))
    router.callback_query.register(turn_page, SubscriptionsPage.filter())
    router.callback_query.register(show_targets, SubscriptionPressed.filter(F.action == SubscriptionAction.TARGETS))
    router.callback_query.register(retarget, TargetPressed.filter())
    router.callback_query.register(change, SubscriptionPressed.filter())
    router.callback_query.register(answer_offer, OfferPressed.filter())
    router.message.register(unknown_command, F.chat.type == ChatType.PRIVATE, F.text.startswith("/"))
    router.message.register(offer, F.chat.type == ChatType.PRIVATE, F.text)
    return router


async def add(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    subscriptions: Subscriptions,
    archive: Archive,
) -> None:
    if not command.args:
        await message.answer(texts.html("add-what"))
        return
    topic = message.message_thread_id or 0 if message.is_topic_message else 0
    await message.answer(await _subscribe(command.args, chat, topic, texts, cause, subscriptions, archive))


async def unknown_command(message: Message, texts: Texts) -> None:
    await message.answer(texts.html("unknown-command"))


async def offer(message: Message, chat: Chat, texts: Texts, cause: Cause, chats: Chats) -> None:
    text = (message.text or "").strip()
    kept = await chats.offer(chat, text, cause)
    lines = len([line for line in text.splitlines() if line.strip()])
    shown = text if len(text) <= _SHOWN_IN_OFFER else text[:_SHOWN_IN_OFFER] + "…"
    await message.answer(
        texts.html("offer", text=shown, lines=lines),
        reply_markup=keyboard(
            [
                button(texts.plain("offer-accept"), OfferPressed(id=kept, accepted=True)),
                button(texts.plain("offer-decline"), OfferPressed(id=kept, accepted=False)),
            ]
        ),
    )


async def answer_offer(
    query: CallbackQuery,
    callback_data: OfferPressed,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    chats: Chats,
    subscriptions: Subscriptions,
    archive: Archive,
) -> None:
    text = await chats.offered(OfferId(callback_data.id), chat)
    if text is None:
        answer = texts.html("offer-gone")
    elif callback_data.accepted:
        answer = await _subscribe(text, chat, 0, texts, cause, subscriptions, archive)
    else:
        answer = texts.html("offer-declined")
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(answer)


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


async def edit(
    message: Message, command: CommandObject, chat: Chat, texts: Texts, cause: Cause, subscriptions: Subscriptions
) -> None:
    number, _, text = (command.args or "").strip().partition(" ")
    text = text.strip()
    if not number.isdecimal() or not text:
        await message.answer(texts.html("edit-what"))
        return
    one = await subscriptions.numbered(chat, int(number))
    try:
        edited = one is not None and await subscriptions.edit(chat, one.id, text, cause)
    except QueryError as error:
        await message.answer(wording.query_error(error, text, texts))
        return
    await message.answer(texts.html("edited" if edited else "edited-not", text=text))


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


async def _subscribe(
    text: str, chat: Chat, topic: int, texts: Texts, cause: Cause, subscriptions: Subscriptions, archive: Archive
) -> str:
    """The answer to a wish to subscribe: one line for each line of it; to a single one, also what to expect."""
    outcomes = await subscriptions.subscribe_all(chat, text, cause, target=chat, topic=topic)
    answers = [_outcome(line, texts) for line in outcomes]
    if len(outcomes) == 1 and isinstance(subscribed := outcomes[0].outcome, Subscribed) and subscribed.is_new:
        found = await archive.preview(parse(outcomes[0].text), chat.key, subscribed.since)
        answers.append(preview(found, texts))
    return "\n".join(answers)


def _outcome(line: LineOutcome, texts: Texts) -> str:
    if isinstance(line.outcome, QueryError):
        return wording.query_error(line.outcome, line.text, texts)
    return texts.html("added" if line.outcome.is_new else "added-before", text=line.text)


def _list(subscriptions: list[Subscription], number: int, texts: Texts) -> tuple[str, InlineKeyboardMarkup | None]:
    if not subscriptions:
        return texts.html("list-empty"), None
    page = page_of(subscriptions, number)
    numbered = list(enumerate(page.items, page.first))
    lines = [f"{place}. {_described(one, texts)}" for place, one in numbered]
    buttons = [
        button(f"{place}. {one.text}", SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))
        for place, one in numbered
    ]
    text = "\n".join([texts.html("list", count=len(subscriptions)), *lines])
    turns = turning(page, texts, lambda to: SubscriptionsPage(page=to))
    return text, keyboard(*([one] for one in buttons), turns)


def _described(one: Subscription, texts: Texts) -> str:
    marks = [texts.html("mark-paused")] * one.paused + [texts.html("mark-silent")] * one.silent
    if one.chat.key != one.owner:
        marks.append(texts.html("mark-target", title=one.chat.title))
    return " · ".join([texts.html("quoted", text=one.text), *marks])


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
    await _show(query, _described(one, texts), keyboard(*buttons, back))


async def _show(query: CallbackQuery, text: str, markup: InlineKeyboardMarkup | None) -> None:
    if isinstance(query.message, Message):
        await query.message.edit_text(text, reply_markup=markup)

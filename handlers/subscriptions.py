"""/list and /remove: what a chat is subscribed to; whatever the buttons can do with it can be typed as well."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.errors import QueryError
from bot.model import MOST_EXCLUSIONS, Chat, NotExcluded, ReplyMode, Subscription, SubscriptionId
from bot.services.connections import Connections
from bot.services.delivery_choices import DeliveryChoice
from bot.services.exclusions import Exclusions
from bot.services.subscriptions import Subscriptions
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import SubscriptionAction
from handlers.cards import Cards, WithCards
from handlers.context import AdministratorsOnly, Conversation, topic_of
from handlers.delivery_page import folder_delivery_page
from handlers.keyboards import Shown
from handlers.subject import may_change, may_change_all, may_send_to
from handlers.subscription_pages import found_page, removed_page
from handlers.typed import FolderDelivered, FolderRenamed, InFolder, ListRequest, Named, To, Without, list_request

HARMLESS = frozenset(SubscriptionAction) - {
    SubscriptionAction.RESUME,
    SubscriptionAction.SILENCE,
    SubscriptionAction.SOUND,
    SubscriptionAction.MAIN_ONLY,
    SubscriptionAction.EVERYTHING,
}
"""What may be done with a subscription that goes to any chat: it changes nothing of what is sent there, or ends it."""


def build_router() -> Router:
    router = Router(name="subscriptions")
    router.message.middleware(AdministratorsOnly())
    router.message.middleware(WithCards())
    router.message.register(show_list, Command("list"))
    router.message.register(remove, Command("remove"))
    return router


async def show_list(
    message: Message,
    command: CommandObject,
    cards: Cards,
    connections: Connections,
    exclusions: Exclusions,
) -> None:
    """`/list`, `/list нефть`, `/list 2`, and `/list 2 pause` or whatever else the buttons can do."""
    if not command.args:
        await _answer(message, await cards.list())
        return
    texts = cards.conversation.texts
    try:
        asked = list_request(command.args)
    except ValueError:
        await message.answer(texts.html("list-what"))
        return
    if isinstance(asked, str):
        await _answer(message, found_page(await cards.listed(), asked, texts))
        return
    if isinstance(asked, FolderRenamed):
        chat, cause = cards.conversation.chat, cards.conversation.cause
        moved = await cards.subscriptions.rename_folder(chat, asked.folder, asked.name, cause)
        said = texts.html("folder-renamed" if moved else "folder-unknown", folder=asked.folder, name=asked.name)
        await message.answer(said)
        return
    if isinstance(asked, FolderDelivered):
        await _deliver_folder(message, asked, cards, connections)
        return
    if asked.wish is SubscriptionAction.REMOVE:
        await _remove(message, str(asked.number), cards.conversation, cards.subscriptions)
        return
    one = await cards.subscriptions.numbered(cards.conversation.chat, asked.number)
    if one is None:
        await message.answer(texts.html("remove-unknown", text=str(asked.number)))
    elif isinstance(asked.wish, To):
        await _retarget(message, one, asked.wish, cards, connections)
    elif (
        asked.wish in HARMLESS or asked.wish is None or await may_change(message, one, cards.conversation, connections)
    ):
        await _do(message, one, asked, cards, exclusions)


async def remove(
    message: Message, command: CommandObject, conversation: Conversation, subscriptions: Subscriptions
) -> None:
    if command.args:
        await _remove(message, command.args.strip(), conversation, subscriptions)
    else:
        await message.answer(conversation.texts.html("remove-what"))


async def change(
    wish: SubscriptionAction | DeliveryChoice | ReplyMode | None,
    chat: Chat,
    subscription: SubscriptionId,
    subscriptions: Subscriptions,
) -> None:
    """What a button, or the word for it, changes; nothing for those that only show something."""
    match wish:
        case DeliveryChoice():
            await subscriptions.choose(chat, subscription, wish)
        case SubscriptionAction.PAUSE | SubscriptionAction.RESUME:
            await subscriptions.pause(chat, subscription, paused=wish is SubscriptionAction.PAUSE)
        case SubscriptionAction.SILENCE | SubscriptionAction.SOUND:
            silence = wish is SubscriptionAction.SILENCE
            await subscriptions.choose(chat, subscription, DeliveryChoice.SILENT if silence else DeliveryChoice.SOUND)
        case SubscriptionAction.MAIN_ONLY | SubscriptionAction.EVERYTHING:
            main_only = wish is SubscriptionAction.MAIN_ONLY
            await subscriptions.set_main_only(chat, subscription, main_only=main_only)
        case SubscriptionAction.UNNAME:
            await subscriptions.set_name(chat, subscription, "")
        case ReplyMode():
            await subscriptions.set_reply_mode(chat, subscription, wish)


async def _do(message: Message, one: Subscription, asked: ListRequest, cards: Cards, exclusions: Exclusions) -> None:
    """Do what was typed after the number of a subscription, and show its card."""
    chat, texts = cards.conversation.chat, cards.conversation.texts
    match asked.wish:
        case Named(name):
            await cards.subscriptions.set_name(chat, one.id, name)
        case InFolder(folder):
            await cards.subscriptions.set_folder(chat, one.id, folder)
        case Without(text):
            try:
                added = await exclusions.add(chat, text, cards.conversation.cause, subscription=one.id)
            except QueryError as error:
                await message.answer(phrases.query_error(error, text, texts))
                return
            if isinstance(added, NotExcluded):
                await message.answer(texts.html(f"exclude-{added}", most=MOST_EXCLUSIONS))
                return
        case SubscriptionAction() | DeliveryChoice() | ReplyMode() | None:
            await change(asked.wish, chat, one.id, cards.subscriptions)
    await _answer(message, await cards.page(one.id))


async def _deliver_folder(message: Message, asked: FolderDelivered, cards: Cards, connections: Connections) -> None:
    """Let the news of a folder come as was typed, and show how they do."""
    chat, texts = cards.conversation.chat, cards.conversation.texts
    inside = await cards.subscriptions.in_folder(chat, asked.folder)
    if not inside:
        await message.answer(texts.html("folder-unknown", folder=asked.folder))
    elif await may_change_all(message, inside, cards.conversation, connections):
        await cards.subscriptions.choose_in_folder(chat, asked.folder, asked.choice)
        inside = await cards.subscriptions.in_folder(chat, asked.folder)
        await _answer(message, folder_delivery_page(inside, chat, texts))


async def _remove(message: Message, name: str, conversation: Conversation, subscriptions: Subscriptions) -> None:
    """Remove the subscription that `name` means."""
    texts = conversation.texts
    removed = await subscriptions.remove_named(conversation.chat, name, conversation.cause)
    if removed is None:
        await message.answer(texts.html("remove-unknown", text=shorten(name, phrases.SHOWN_QUERY)))
    else:
        await _answer(message, removed_page(removed, texts))


async def _retarget(message: Message, one: Subscription, to: To, cards: Cards, connections: Connections) -> None:
    """Send a subscription to the chat of that title from now on, or to this chat or topic."""
    conversation = cards.conversation
    target, topic = await _target(to.title, conversation.chat, connections), 0 if to.title else topic_of(message)
    if target is None:
        await message.answer(conversation.texts.html("target-unknown", title=to.title))
    elif await may_send_to(message, target, conversation, connections):
        await message.answer(await _send_to(target, topic, one, conversation, cards.subscriptions))


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
    text = shorten(one.title, phrases.SHOWN_QUERY)
    return texts.html("target-here-now" if target.key == chat.key else "channel-added", text=text, title=target.title)


async def _answer(message: Message, page: Shown) -> None:
    text, markup = page
    await message.answer(text, reply_markup=markup)

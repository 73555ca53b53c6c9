"""The pages of the subscriptions of a chat, as the buttons of one message lead from one to another."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware
from aiogram.types import InlineKeyboardButton, TelegramObject

from bot.i18n import Texts
from bot.matching import parse_canonical
from bot.matching.engine import Matching
from bot.model import KeptTextId, Removed, Subscription, SubscriptionId
from bot.services.archive import PREVIEW_DAYS, Archive, Preview
from bot.services.chats import Chats
from bot.services.subscriptions import Subscriptions, wanted
from handlers.archive import found_lines, nothing_found
from handlers.callbacks import FoundPage, Shows, SubscriptionAction
from handlers.card_page import card
from handlers.context import Conversation, Handler
from handlers.delivery_page import delivery_page
from handlers.folder_pages import file_page
from handlers.keyboards import Shown, button, keyboard
from handlers.subscription_pages import (
    Listed,
    back_to,
    edit_page,
    exclude_page,
    forms_page,
    list_page,
    main_page,
    more_page,
    name_page,
    removed_page,
    replies_page,
)

_FOUND = 5
"""Articles of a page."""


_PAGES: Mapping[SubscriptionAction, Callable[[Subscription, int, Texts], Shown]] = MappingProxyType(
    {
        SubscriptionAction.EDIT: edit_page,
        SubscriptionAction.EXCLUDE: exclude_page,
        SubscriptionAction.MANNER: lambda one, _, texts: delivery_page(one, texts),
        SubscriptionAction.REPLIES: replies_page,
        SubscriptionAction.MORE: more_page,
        SubscriptionAction.NAME: name_page,
    }
)
"""Pages of a subscription, and of its place in the list."""


class Cards:
    """Makes these pages."""

    def __init__(
        self,
        conversation: Conversation,
        subscriptions: Subscriptions,
        archive: Archive,
        matching: Matching,
        chats: Chats,
    ) -> None:
        self.conversation = conversation
        self.subscriptions = subscriptions
        self._chats = chats
        self._archive = archive
        self._matching = matching

    async def keep(self, text: str) -> KeptTextId:
        """Keep a text that a button needs, and has no room for."""
        return await self._chats.keep_text(self.conversation.chat, text, self.conversation.part("kept").cause)

    async def kept(self, text: int) -> str | None:
        return await self._chats.kept_text(KeptTextId(text), self.conversation.chat)

    async def listed(self) -> Listed:
        """The subscriptions of the chat, with what they brought in as many days as a card looks back."""
        chat, now = self.conversation.chat, self._archive.now()
        brought = await self.subscriptions.brought(chat, now - timedelta(days=PREVIEW_DAYS))
        return Listed(await self.subscriptions.all(chat), brought, now)

    async def list(self, number: int = 0, shows: Shows = Shows.ALL) -> Shown:
        """A page of the list, counted from 0."""
        return list_page(await self.listed(), number, self.conversation.texts, shows)

    async def page(self, subscription: SubscriptionId, action: SubscriptionAction = SubscriptionAction.SHOW) -> Shown:
        """The page of a subscription that a button leads to: its card, unless the button asks for another one."""
        texts, subscribed = self.conversation.texts, await self.subscriptions.all(self.conversation.chat)
        found = next(((place, one) for place, one in enumerate(subscribed, 1) if one.id == subscription), None)
        if found is None:
            return await self.way_back(subscription) or (texts.html("subscription-gone"), None)
        place, one = found
        match action:
            case SubscriptionAction.FOUND:
                shown = await self.found(one, 0)
            case SubscriptionAction.FORMS:
                shown = forms_page(one, await self._matching.forms(parse_canonical(one.query)), texts)
            case SubscriptionAction.FOLDER:
                shown = file_page(one, place, subscribed, texts)
            case SubscriptionAction.MAIN:
                shown = main_page(one, await self._preview(one), texts)
            case _ if action in _PAGES:
                shown = _PAGES[action](one, place, texts)
            case _:
                shown = card(one, place, await self._preview(one), texts, self._archive.now())
        return shown

    async def exclusions(self, subscription: SubscriptionId, undo: InlineKeyboardButton | None = None) -> Shown:
        """What the subscription excludes, with a button that takes the last change back."""
        texts, subscribed = self.conversation.texts, await self.subscriptions.all(self.conversation.chat)
        found = next(((place, one) for place, one in enumerate(subscribed, 1) if one.id == subscription), None)
        if found is None:
            return await self.page(subscription)
        return exclude_page(found[1], found[0], texts, undo)

    async def _preview(self, one: Subscription) -> Preview:
        return await self._archive.preview(wanted(one), self.conversation.chat.key)

    async def found(self, one: Subscription, number: int) -> Shown:
        """A page of what the subscription finds in the archive, newest first."""
        texts, chat = self.conversation.texts, self.conversation.chat
        first, found = number * _FOUND, []
        since = self._archive.now() - timedelta(days=PREVIEW_DAYS)
        async for article in self._archive.find(wanted(one), chat.key, since):
            found.append(article)
            if len(found) > first + _FOUND:
                break
        shown = found[first : first + _FOUND]
        turns = [button(texts.plain("button-previous"), FoundPage(id=one.id, page=number - 1))] if number else []
        if len(found) > first + _FOUND:
            turns.append(button(texts.plain("button-next"), FoundPage(id=one.id, page=number + 1)))
        lines = [texts.html("found-of", text=one.title), *(found_lines(article, chat.preferences) for article in shown)]
        if not shown:
            lines.append(await nothing_found(self._archive, self.conversation))
        return "\n\n".join(lines), keyboard(turns, back_to(one, texts))

    async def way_back(self, subscription: SubscriptionId) -> Shown | None:
        """What stands in place of a removed subscription, also after a second press; None if it has ended."""
        one = await self.subscriptions.find_removed(self.conversation.chat, subscription)
        return None if one is None else removed_page(Removed(one.id, one.title), self.conversation.texts)


class WithCards(BaseMiddleware):
    """Adds the `cards` of the chat to what handlers can ask for."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"cards": Cards})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        names = ("conversation", "subscriptions", "archive", "matching", "chats")
        data["cards"] = Cards(*(data[name] for name in names))
        return await handler(event, data)

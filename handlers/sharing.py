"""Links that share a subscription, or all that is in a folder; who follows one is asked whether to subscribe."""

from collections.abc import Sequence
from urllib.parse import urlencode

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.model import Subscription, SubscriptionId
from bot.services.sharing import Sharing
from bot.services.subscription_lines import written
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import FolderAction, FolderPressed, SubscriptionAction, SubscriptionPressed
from handlers.cards import Cards, WithCards
from handlers.context import AdministratorsOnly
from handlers.keyboards import Shown, button, keyboard, show


def build_router() -> Router:
    router = Router(name="sharing")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(WithCards())
    router.callback_query.register(share_one, SubscriptionPressed.filter(F.action == SubscriptionAction.SHARE))
    router.callback_query.register(share_folder, FolderPressed.filter(F.action == FolderAction.SHARE))
    return router


async def share_one(
    query: CallbackQuery, callback_data: SubscriptionPressed, cards: Cards, sharing: Sharing, bot: Bot
) -> None:
    one = await cards.subscriptions.find(cards.conversation.chat, SubscriptionId(callback_data.id))
    await query.answer()
    if one is None:
        await show(query, *await cards.page(SubscriptionId(callback_data.id)))
        return
    back = SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id)
    await show(query, *await _shared([one], back, cards, sharing, bot))


async def share_folder(
    query: CallbackQuery, callback_data: FolderPressed, cards: Cards, sharing: Sharing, bot: Bot
) -> None:
    chat = cards.conversation.chat
    one = await cards.subscriptions.find(chat, SubscriptionId(callback_data.id))
    if one is None or not one.folder:
        await query.answer(cards.conversation.texts.plain("folder-gone"))
        await show(query, *await cards.list())
        return
    await query.answer()
    back = FolderPressed(action=FolderAction.SHOW, id=one.id)
    inside = await cards.subscriptions.in_folder(chat, one.folder)
    await show(query, *await _shared(inside, back, cards, sharing, bot))


async def _shared(
    shared: Sequence[Subscription],
    back: SubscriptionPressed | FolderPressed,
    cards: Cards,
    sharing: Sharing,
    bot: Bot,
) -> Shown:
    """The links under which these subscriptions are offered: to a person, and to a group."""
    conversation, first = cards.conversation, shared[0]
    token = await sharing.share(conversation.chat, "\n".join(map(written, shared)), conversation.cause)
    here = f"https://t.me/{(await bot.me()).username}"
    name = shorten(first.folder if isinstance(back, FolderPressed) else first.title, phrases.SHOWN_QUERY)
    link, group = f"{here}?start={token}", f"{here}?startgroup={token}"
    texts = conversation.texts
    sends = f"https://t.me/share/url?{urlencode({'url': link, 'text': name})}"
    send = InlineKeyboardButton(text=texts.plain("button-send-link"), url=sends)
    shown = texts.html("shared", name=name, link=link, group=group)
    return shown, keyboard([send], [button(texts.plain("button-back-to-one"), back)])

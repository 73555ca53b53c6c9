"""/except: what no subscription of the chat is to bring."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import QueryError
from bot.i18n import Texts
from bot.model import MOST_EXCLUSIONS, Exclusion, ExclusionId, KeptTextId, NotExcluded
from bot.services.chats import Chats
from bot.services.exclusions import Exclusions
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import ExcludedAgain, ExclusionEnded
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import Shown, button, keyboard, show
from handlers.typed import except_request

_ROW = 5
_SHOWN = 200
"""UTF-16 units of each exclusion in a list."""


def build_router() -> Router:
    router = Router(name="exclusions")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(exclude, Command("except"))
    router.callback_query.register(end, ExclusionEnded.filter())
    router.callback_query.register(exclude_again, ExcludedAgain.filter())
    return router


async def exclude(
    message: Message, command: CommandObject, conversation: Conversation, exclusions: Exclusions, chats: Chats
) -> None:
    """`/except`, `/except футбол`, `/except убрать 2`."""
    wanted = except_request(command.args or "")
    if wanted is None:
        page = list_page(await exclusions.of_all(conversation.chat), conversation.texts)
    elif isinstance(wanted, int):
        ended = await exclusions.end_numbered(conversation.chat, wanted, conversation.cause)
        page = await _ended(ended, conversation, chats)
    else:
        page = await _added(wanted, conversation, exclusions)
    text, markup = page
    await message.answer(text, reply_markup=markup)


async def end(
    query: CallbackQuery,
    callback_data: ExclusionEnded,
    conversation: Conversation,
    exclusions: Exclusions,
    chats: Chats,
) -> None:
    once = conversation.once(f"exclusion {callback_data.id} ended")  # pressed twice, it has the same answer
    ended = await exclusions.end(once.chat, ExclusionId(callback_data.id), once.cause)
    await query.answer(None if ended else conversation.texts.plain("except-gone"))
    if ended:
        await show(query, *await _ended(ended, once, chats))
    else:
        await show(query, *list_page(await exclusions.of_all(conversation.chat), conversation.texts))


async def exclude_again(
    query: CallbackQuery,
    callback_data: ExcludedAgain,
    conversation: Conversation,
    exclusions: Exclusions,
    chats: Chats,
) -> None:
    kept = await chats.kept_text(KeptTextId(callback_data.text), conversation.chat)
    await query.answer()
    if kept is None:
        await show(query, *list_page(await exclusions.of_all(conversation.chat), conversation.texts))
    else:
        once = conversation.once(f"exclusion {callback_data.text} again")
        await show(query, *await _added(kept, once, exclusions))


def list_page(present: Sequence[Exclusion], texts: Texts) -> Shown:
    """What no subscription of the chat brings, each with a button that ends it."""
    if not present:
        return texts.html("except-none"), None
    lines = [
        f"{place}. {texts.html('quoted', text=shorten(one.query, _SHOWN))}" for place, one in enumerate(present, 1)
    ]
    buttons = [
        button(texts.plain("button-drop", place=str(place)), ExclusionEnded(id=one.id))
        for place, one in enumerate(present, 1)
    ]
    head, hint = texts.html("except", count=len(present)), texts.html("except-hint")
    text = "\n".join([head, phrases.fitted(lines, texts, head, hint), "", hint])
    return text, keyboard(*(buttons[first : first + _ROW] for first in range(0, len(buttons), _ROW)))


async def _added(text: str, conversation: Conversation, exclusions: Exclusions) -> Shown:
    """Exclude what meets a typed query from all subscriptions; the answer, with the way back."""
    texts = conversation.texts
    try:
        added = await exclusions.add(conversation.chat, text, conversation.cause)
    except QueryError as error:
        return phrases.query_error(error, text, texts), None
    if isinstance(added, NotExcluded):
        return texts.html(f"exclude-{added}", most=MOST_EXCLUSIONS), None
    said = texts.html("except-added", text=shorten(added.query, phrases.SHOWN_QUERY))
    return said, keyboard([button(texts.plain("button-undo"), ExclusionEnded(id=added.id))])


async def _ended(ended: Exclusion | None, conversation: Conversation, chats: Chats) -> Shown:
    texts = conversation.texts
    if ended is None:
        return texts.html("except-unknown"), None
    kept = await chats.keep_text(conversation.chat, ended.query, conversation.part("ended").cause)
    said = texts.html("except-ended", text=shorten(ended.query, phrases.SHOWN_QUERY))
    return said, keyboard([button(texts.plain("button-undo"), ExcludedAgain(text=kept))])

"""«Off-topic» under a notification: narrows the subscription that brought it, and takes that back, in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware, F, Router
from aiogram.types import CallbackQuery, TelegramObject

from bot.delivery.callbacks import StoryPressed
from bot.delivery.telegram import keyboard as buttons_of
from bot.delivery.telegram import preview
from bot.matching import parse_canonical
from bot.matching.engine import Matching
from bot.model import (
    MOST_EXCLUSIONS,
    DispatchId,
    ExclusionId,
    KeptTextId,
    NotExcluded,
    StoryAction,
    StoryId,
    Subscription,
)
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.exclusions import Exclusions
from bot.services.narrowing import Narrowing
from bot.services.stories import Stories
from bot.services.subscriptions import Subscriptions
from handlers.callbacks import NarrowPressed, NarrowStep
from handlers.context import AdministratorsOnly, Conversation, Handler
from handlers.keyboards import show, show_buttons
from handlers.narrowing_pages import Offered, applied, choices, to_news, whose
from handlers.subject import may_change
from handlers.subscription_pages import forms_page


@dataclass(frozen=True, slots=True)
class Narrow:
    """What the buttons of «Off-topic» ask."""

    conversation: Conversation
    narrowing: Narrowing
    subscriptions: Subscriptions
    exclusions: Exclusions
    chats: Chats

    async def offered(self, pressed: NarrowPressed) -> Offered | None:
        """What the pressed keyboard offered; None if that is no longer kept."""
        text = await self.chats.kept_text(KeptTextId(pressed.kept), self.conversation.chat)
        return None if text is None else Offered.read(text)


class WithNarrow(BaseMiddleware):
    """Adds `narrow` to what handlers can ask for."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"narrow": Narrow})

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        names = ("conversation", "narrowing", "subscriptions", "exclusions", "chats")
        data["narrow"] = Narrow(*(data[name] for name in names))
        return await handler(event, data)


def build_router() -> Router:
    router = Router(name="narrowing")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.middleware(WithNarrow())
    router.callback_query.register(begin, StoryPressed.filter(F.action == StoryAction.NARROW))
    router.callback_query.register(choose, NarrowPressed.filter(F.step == NarrowStep.ONE))
    router.callback_query.register(narrow_to_main, NarrowPressed.filter(F.step == NarrowStep.MAIN))
    router.callback_query.register(cut, NarrowPressed.filter(F.step == NarrowStep.CUT))
    router.callback_query.register(undo, NarrowPressed.filter(F.step == NarrowStep.UNDO))
    router.callback_query.register(show_forms, NarrowPressed.filter(F.step == NarrowStep.FORMS))
    router.callback_query.register(show_story, NarrowPressed.filter(F.step == NarrowStep.BACK))
    router.callback_query.register(note, NarrowPressed.filter(F.step == NarrowStep.NOTE))
    return router


async def begin(query: CallbackQuery, callback_data: StoryPressed, narrow: Narrow) -> None:
    """The ways to narrow the subscription that brought a story; of several, which one is meant."""
    dispatch, story = DispatchId(callback_data.dispatch), StoryId(callback_data.story)
    behind = await narrow.narrowing.behind(narrow.conversation.chat, dispatch, story)
    pressed = NarrowPressed(step=NarrowStep.ONE, dispatch=dispatch, story=story)
    if not behind:
        await query.answer(narrow.conversation.texts.plain("narrow-whose"), show_alert=True)
    elif len(behind) == 1:
        await _offer(query, pressed, behind[0], narrow)
    else:
        await query.answer()
        await show_buttons(query, whose(pressed, behind, narrow.conversation.texts))


async def choose(query: CallbackQuery, callback_data: NarrowPressed, narrow: Narrow, stories: Stories) -> None:
    one = await narrow.subscriptions.find(narrow.conversation.chat, callback_data.of)
    if one is None:
        await _gone(query, callback_data, narrow.conversation, stories)
    else:
        await _offer(query, callback_data, one, narrow)


async def narrow_to_main(
    query: CallbackQuery,
    callback_data: NarrowPressed,
    narrow: Narrow,
    connections: Connections,
    stories: Stories,
) -> None:
    offered = await narrow.offered(callback_data)
    one = await narrow.subscriptions.find(narrow.conversation.chat, callback_data.of)
    if one is None or offered is None:
        await _gone(query, callback_data, narrow.conversation, stories)
    elif await may_change(query, one, narrow.conversation, connections):
        await narrow.subscriptions.set_main_only(narrow.conversation.chat, one.id, main_only=True)
        await query.answer()
        await show_buttons(query, applied(callback_data, offered, narrow.conversation.texts))


async def cut(
    query: CallbackQuery,
    callback_data: NarrowPressed,
    narrow: Narrow,
    connections: Connections,
    stories: Stories,
) -> None:
    conversation, offered = narrow.conversation, await narrow.offered(callback_data)
    one = await narrow.subscriptions.find(conversation.chat, callback_data.of)
    if one is None or offered is None or callback_data.choice not in range(len(offered.cuts)):
        await _gone(query, callback_data, conversation, stories)
    elif await may_change(query, one, conversation, connections):
        text = offered.cuts[callback_data.choice].query
        added = await narrow.exclusions.add(conversation.chat, text, conversation.cause, subscription=one.id)
        if isinstance(added, NotExcluded):
            await query.answer(conversation.texts.plain(f"exclude-{added}", most=MOST_EXCLUSIONS), show_alert=True)
        else:
            await query.answer()
            await show_buttons(query, applied(callback_data, offered, conversation.texts, added.id))


async def undo(
    query: CallbackQuery,
    callback_data: NarrowPressed,
    narrow: Narrow,
    connections: Connections,
    stories: Stories,
) -> None:
    """Take back what was narrowed, and offer the ways again."""
    conversation = narrow.conversation
    one = await narrow.subscriptions.find(conversation.chat, callback_data.of)
    if one is None:
        await _gone(query, callback_data, conversation, stories)
    elif await may_change(query, one, conversation, connections):
        if callback_data.choice:
            if callback_data.choice in {excluded.id for excluded in one.exclusions}:
                await narrow.exclusions.end(conversation.chat, ExclusionId(callback_data.choice), conversation.cause)
        else:
            await narrow.subscriptions.set_main_only(conversation.chat, one.id, main_only=False)
        offered = await narrow.offered(callback_data)
        await query.answer()
        texts = conversation.texts
        await show_buttons(query, choices(callback_data, offered, texts) if offered else to_news(callback_data, texts))


async def show_forms(
    query: CallbackQuery,
    callback_data: NarrowPressed,
    narrow: Narrow,
    matching: Matching,
    stories: Stories,
) -> None:
    """The forms of the subscription's words in place of the news, with a way back to it."""
    one = await narrow.subscriptions.find(narrow.conversation.chat, callback_data.of)
    if one is None:
        await _gone(query, callback_data, narrow.conversation, stories)
        return
    await query.answer()
    text, _ = forms_page(one, await matching.forms(parse_canonical(one.query)), narrow.conversation.texts)
    await show(query, text, to_news(callback_data, narrow.conversation.texts))


async def show_story(
    query: CallbackQuery, callback_data: NarrowPressed, conversation: Conversation, stories: Stories
) -> None:
    message = await stories.show(conversation.chat, DispatchId(callback_data.dispatch), StoryId(callback_data.story))
    await query.answer(None if message else conversation.texts.plain("explain-gone"))
    if message is not None:
        await show(query, message.html, buttons_of(message), preview(message))


async def note(query: CallbackQuery) -> None:
    """A line that only says what was done."""
    await query.answer()


async def _offer(query: CallbackQuery, pressed: NarrowPressed, one: Subscription, narrow: Narrow) -> None:
    conversation = narrow.conversation
    dispatch, story = DispatchId(pressed.dispatch), StoryId(pressed.story)
    found = await narrow.narrowing.choices(conversation.chat, dispatch, story, one)
    if found is None:
        await query.answer(conversation.texts.plain("explain-gone"), show_alert=True)
        return
    offered = Offered.of(found)
    kept = await narrow.chats.keep_text(conversation.chat, offered.written(), conversation.part("offered").cause)
    await query.answer()
    await show_buttons(
        query, choices(pressed.model_copy(update={"subscription": one.id, "kept": kept}), offered, conversation.texts)
    )


async def _gone(query: CallbackQuery, pressed: NarrowPressed, conversation: Conversation, stories: Stories) -> None:
    """Say that a button is too old to be obeyed, and show the news with its own buttons."""
    await query.answer(conversation.texts.plain("button-renewed"))
    message = await stories.show(conversation.chat, DispatchId(pressed.dispatch), StoryId(pressed.story))
    await show_buttons(query, buttons_of(message) if message else None)

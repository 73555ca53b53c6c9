"""«↗ To the channel» under a notification in private: puts its story on the desk of a channel, and never posts it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.delivery.callbacks import OfferPressed, StoryPressed
from bot.model import (
    Channel,
    ChatKind,
    Declined,
    DispatchId,
    RepostAction,
    RepostState,
    StoryAction,
    StoryId,
    StoryOffer,
)
from bot.services.connections import Connections
from bot.services.desk import Acted
from bot.services.desk_people import Barred
from bot.text.shortening import shorten
from handlers.desk_pages import AtDesk, WithDesk
from handlers.keyboards import button, keyboard, mark, show_buttons

_TITLE_LIMIT = 60
_LABEL_LIMIT = 20


def build_router() -> Router:
    router = Router(name="desk-offers")
    router.callback_query.middleware(WithDesk())
    router.callback_query.register(choose, OfferPressed.filter(F.channel == 0))
    router.callback_query.register(offer, OfferPressed.filter())
    router.callback_query.register(refuse, F.data.startswith(f"{OfferPressed.__prefix__}:"))
    return router


async def choose(query: CallbackQuery, callback_data: OfferPressed, at_desk: AtDesk, connections: Connections) -> None:
    """On the desk of which channel?"""
    channels = await _channels(at_desk, connections)
    if not channels:
        await query.answer(at_desk.texts.plain("to-desk-gone"), show_alert=True)
        return
    await query.answer()
    rows = [
        [
            button(
                at_desk.texts.plain("to-desk-button-one", title=shorten(one.chat.title, _LABEL_LIMIT)),
                callback_data.model_copy(update={"channel": one.chat.key}),
            )
        ]
        for one in channels
    ]
    back = StoryPressed(action=StoryAction.SHOW, dispatch=callback_data.dispatch, story=callback_data.story)
    await show_buttons(query, keyboard(*rows, [button(at_desk.texts.plain("desk-button-back"), back)]))


async def offer(query: CallbackQuery, callback_data: OfferPressed, at_desk: AtDesk, connections: Connections) -> None:
    channels = await _channels(at_desk, connections)
    channel = next((one for one in channels if one.chat.key == callback_data.channel), None)
    if channel is None:
        await query.answer(at_desk.texts.plain("to-desk-gone"), show_alert=True)
        return
    story = DispatchId(callback_data.dispatch), StoryId(callback_data.story)
    came, card = await at_desk.desk.offer(story, channel, at_desk.sender, at_desk.chat)
    title = shorten(channel.chat.title, _TITLE_LIMIT)
    match came:
        case Barred.NO_RIGHT:
            said = at_desk.texts.plain("desk-barred-no-right-post", title=title)
        case Barred():
            said = at_desk.texts.plain(f"desk-barred-{came}", title=title)
        case StoryOffer.THERE if card is not None and card.repost.state is not RepostState.OFFERED:
            said, _ = at_desk.talk.toast(Acted(Declined.TAKEN, card), RepostAction.PUBLISH)
        case _:
            said = at_desk.texts.plain(f"to-desk-{came}", title=title)
    await query.answer(said, show_alert=came is not StoryOffer.PUT)
    if came is StoryOffer.PUT:
        await mark(query)


async def refuse(query: CallbackQuery, at_desk: AtDesk) -> None:
    """No button of ours."""
    await query.answer(at_desk.texts.plain("to-desk-gone"), show_alert=True)


async def _channels(at_desk: AtDesk, connections: Connections) -> list[Channel]:
    """The channels on whose desks somebody may put a story; none outside a private chat."""
    if at_desk.chat.kind is not ChatKind.PRIVATE:
        return []
    return await at_desk.desk.people.approved((await connections.targets(at_desk.chat))[1:])

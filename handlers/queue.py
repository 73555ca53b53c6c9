"""/queue: what is scheduled for one's channels, in private, or for those of a desk, in its group."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.delivery.telegram import preview
from bot.model import CardStep, DeskCard, Presser, RepostAction
from bot.reposts.states import AsShown
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.desk import Asked
from bot.text.shortening import shorten
from handlers.context import InMeasure
from handlers.desk_pages import AtDesk, WithDesk
from handlers.desk_times import from_value
from handlers.desk_writing import Timed, ask_for_time
from handlers.keyboards import Shown, button, in_rows, keyboard, page_of, show, turning
from handlers.queue_callbacks import QueuePressed, QueueStep

_TITLE_LIMIT = 80
_STEPS = {CardStep.SCHEDULE: QueueStep.AT, CardStep.OWN_TIME: QueueStep.OWN_TIME, CardStep.BACK: QueueStep.SHOW}
_ACTIONS = {
    QueueStep.NOW: RepostAction.PUBLISH,
    QueueStep.AT: RepostAction.SCHEDULE,
    QueueStep.CANCEL: RepostAction.CANCEL,
}


def build_router() -> Router:
    router = Router(name="queue")
    for observer in (router.message, router.callback_query):
        observer.middleware(InMeasure())
        observer.middleware(WithDesk())
    router.message.register(queue, Command("queue"))
    router.callback_query.register(turn_page, QueuePressed.filter(F.step == QueueStep.LIST))
    router.callback_query.register(show_card, QueuePressed.filter(F.step.in_({QueueStep.SHOW, QueueStep.TIMES})))
    router.callback_query.register(begin_time, QueuePressed.filter(F.step == QueueStep.OWN_TIME))
    router.callback_query.register(decide, QueuePressed.filter())
    router.callback_query.register(renew, F.data.startswith(f"{QueuePressed.__prefix__}:"))
    return router


async def queue(message: Message, at_desk: AtDesk, connections: Connections) -> None:
    text, markup = await _listed(at_desk, connections)
    await message.answer(text, reply_markup=markup)


async def turn_page(
    query: CallbackQuery, callback_data: QueuePressed, at_desk: AtDesk, connections: Connections
) -> None:
    await query.answer()
    await show(query, *await _listed(at_desk, connections, callback_data.value))


async def show_card(
    query: CallbackQuery, callback_data: QueuePressed, at_desk: AtDesk, connections: Connections
) -> None:
    """A scheduled post, with what can be done about it; or when else it may go."""
    card = await _scheduled(callback_data, at_desk, connections)
    if card is None:
        await renew(query, at_desk, connections)
        return
    await query.answer()
    post = await at_desk.post(card)
    texts, channel = at_desk.texts, shorten(card.channel.title, _TITLE_LIMIT)
    if callback_data.step is QueueStep.TIMES:
        line = texts.html("queue-when", channel=channel)
        markup = await at_desk.times(card, lambda step, value: _carries(card, _STEPS[step], value))
    else:
        name, time = at_desk.talk.name(card.repost.by), _time(card, at_desk)
        line = texts.html("queue-one", time=time, channel=channel, name=name)
        labels = {QueueStep.NOW: "now", QueueStep.TIMES: "other", QueueStep.CANCEL: "cancel"}
        now, other, cancel = (
            button(texts.plain(f"desk-button-{label}"), _carries(card, step)) for step, label in labels.items()
        )
        back = button(texts.plain("queue-button-back"), QueuePressed(step=QueueStep.LIST))
        markup = keyboard([now, other], [cancel, back])
    await show(query, f"{post.html}\n\n{line}", markup, preview(post))


async def begin_time(
    query: CallbackQuery, callback_data: QueuePressed, at_desk: AtDesk, connections: Connections, chats: Chats
) -> None:
    card = await _scheduled(callback_data, at_desk, connections)
    by = None if card is None else await at_desk.desk.opens(card, None, at_desk.sender, at_desk.chat)
    if card is None or not isinstance(by, Presser):
        await renew(query, at_desk, connections)
        return
    await query.answer()
    about = Timed(card.repost.id, callback_data.revision, callback_data.version, callback_data.seen, by)
    await ask_for_time(query, about, at_desk, chats)


async def decide(query: CallbackQuery, callback_data: QueuePressed, at_desk: AtDesk, connections: Connections) -> None:
    """Publish now, move, or cancel; the card at the desk follows by itself."""
    card = await _scheduled(callback_data, at_desk, connections)
    action = _ACTIONS.get(callback_data.step)
    if card is None or action is None:
        await renew(query, at_desk, connections)
        return
    asked = Asked(
        action,
        card.repost.id,
        callback_data.revision,
        callback_data.version,
        callback_data.seen,
        due_at=from_value(callback_data.value, at_desk.desk.now()) if action is RepostAction.SCHEDULE else None,
    )
    acted = await at_desk.desk.decide(card, asked, at_desk.sender, at_desk.chat, at_desk.conversation.cause)
    said, is_alert = at_desk.talk.toast(acted, action)
    await query.answer(said, show_alert=is_alert)
    await show(query, *await _listed(at_desk, connections))


async def renew(query: CallbackQuery, at_desk: AtDesk, connections: Connections) -> None:
    """It is no longer scheduled, or not for these channels."""
    await query.answer(at_desk.texts.plain("desk-changed"))
    await show(query, *await _listed(at_desk, connections))


async def _queued(at_desk: AtDesk, connections: Connections) -> list[DeskCard] | None:
    """What is scheduled for the channels of a chat; None if it has no such channels."""
    connected = (await connections.targets(at_desk.chat))[1:]
    channels = await at_desk.desk.people.channels_at(at_desk.chat, connected, at_desk.sender)
    return await at_desk.desk.queue([one.chat for one in channels]) if channels else None


async def _scheduled(pressed: QueuePressed, at_desk: AtDesk, connections: Connections) -> DeskCard | None:
    queued = await _queued(at_desk, connections) or []
    return next((one for one in queued if one.repost.id == pressed.repost), None)


async def _listed(at_desk: AtDesk, connections: Connections, number: int = 0) -> Shown:
    texts, queued = at_desk.texts, await _queued(at_desk, connections)
    if not queued:
        return texts.html("queue-empty" if queued is not None else "queue-where"), None
    page = page_of(queued, number)
    lines = [
        f"{place}. "
        + texts.html(
            "queue-line",
            time=_time(one, at_desk),
            channel=shorten(one.channel.title, _TITLE_LIMIT),
            title=shorten(one.post.story.article.title, _TITLE_LIMIT),
        )
        for place, one in enumerate(page.items, page.first)
    ]
    numbers = in_rows(
        button(str(place), _carries(one, QueueStep.SHOW)) for place, one in enumerate(page.items, page.first)
    )
    turns = turning(page, texts, lambda to: QueuePressed(step=QueueStep.LIST, value=to))
    title = texts.html("queue-title", count=len(queued))
    return "\n\n".join([title, "\n".join(lines)]), keyboard(*numbers, turns)


def _time(card: DeskCard, at_desk: AtDesk) -> str:
    return "" if card.repost.due_at is None else at_desk.talk.time(card.repost.due_at, card)


def _carries(card: DeskCard, step: QueueStep, value: int = 0) -> CallbackData:
    return QueuePressed(step=step, value=value, **AsShown.of(card)._asdict())

"""«Off-topic» under a card: excludes something from the subscription that brought its story."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.delivery.callbacks import CardPressed
from bot.model import MOST_EXCLUSIONS, CardStep, Chat, ChatKind, DeskCard, KeptTextId, NotExcluded, Subscription
from handlers.desk import turnable
from handlers.desk_edits import Page
from handlers.desk_pages import AtDesk, WithDesk, pressed
from handlers.keyboards import button, keyboard
from handlers.narrowing import Narrow, WithNarrow
from handlers.narrowing_pages import Offered, cut_label, narrowed

_CHOICES = 16
"""A button's value is that of the kept text, so many times, and the number of the choice, from 1."""


def build_router() -> Router:
    router = Router(name="desk-narrowing")
    router.callback_query.middleware(WithDesk())
    router.callback_query.middleware(WithNarrow())
    of_a_card = CardPressed.filter(F.step == CardStep.OFF_TOPIC)
    router.callback_query.register(offer, of_a_card, CardPressed.filter(F.value == 0))
    router.callback_query.register(exclude, of_a_card)
    return router


async def offer(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, narrow: Narrow, bot: Bot) -> None:
    """What could be excluded, each way with what it would have dropped."""
    turned = await turnable(query, callback_data, at_desk, bot)
    if turned is None:
        return
    card, _ = turned
    owner, one = await _own(card, narrow)
    if owner is None or one is None:
        await query.answer(at_desk.texts.plain("narrow-whose"), show_alert=True)
        return
    await query.answer()
    story = card.post.story
    offered = Offered.of(await narrow.narrowing.ways(owner, story.article, story.story_id, one))
    kept = await narrow.chats.keep_text(at_desk.chat, offered.written(), at_desk.conversation.part("offered").cause)

    async def page(card: DeskCard) -> Page:
        rows = [
            [button(cut_label(cut, at_desk.texts), pressed(card, CardStep.OFF_TOPIC, kept * _CHOICES + number))]
            for number, cut in enumerate(offered.cuts[: _CHOICES - 1], 1)
        ]
        return await at_desk.page(card), keyboard(*rows, [at_desk.back(card)])

    await at_desk.turn(bot, card, page)


async def exclude(query: CallbackQuery, callback_data: CardPressed, at_desk: AtDesk, narrow: Narrow, bot: Bot) -> None:
    turned = await turnable(query, callback_data, at_desk, bot)
    if turned is None:
        return
    (card, _), texts = turned, at_desk.texts
    kept, number = divmod(callback_data.value, _CHOICES)
    offered = Offered.read(await narrow.chats.kept_text(KeptTextId(kept), at_desk.chat) or "")
    owner, one = await _own(card, narrow)
    if owner is None or one is None or offered is None or number - 1 not in range(len(offered.cuts)):
        await query.answer(texts.plain("button-renewed"))
        await at_desk.show(bot, card)
        return
    text = offered.cuts[number - 1].query
    added = await narrow.exclusions.add(owner, text, at_desk.conversation.cause, subscription=one.id)
    if isinstance(added, NotExcluded):
        await query.answer(texts.plain(f"exclude-{added}", most=MOST_EXCLUSIONS), show_alert=True)
        return
    done = narrowed(offered, number - 1, texts)
    await query.answer(done)

    async def page(card: DeskCard) -> Page:
        return await at_desk.page(card), keyboard([button(done, pressed(card, CardStep.BACK))], [at_desk.back(card)])

    await at_desk.turn(bot, card, page)


async def _own(card: DeskCard, narrow: Narrow) -> tuple[Chat | None, Subscription | None]:
    """The private chat of the person who presses, and their subscription that brought the story, if it is theirs."""
    conversation = narrow.conversation
    owner = conversation.chat if conversation.chat.kind is ChatKind.PRIVATE else conversation.person
    if owner is None:
        return None, None
    found = (one for one in await narrow.subscriptions.all(owner) if one.id in card.post.subscriptions)
    return owner, next(found, None)

"""What a card at a desk says of the law, and of rights that the bot has lost."""

from collections.abc import AsyncIterator

import pytest

from bot.model import CardStep, Concern, ConcernKind
from bot.ports import Storage
from handlers.updates.polling import Polling
from tests.botapi import BotApi, Message
from tests.clock import ShiftedClock
from tests.handlers.conftest import talking
from tests.handlers.newsdesk import NewsDesk, newsdesk


@pytest.fixture
async def desk(api: BotApi, storage: Storage) -> AsyncIterator[NewsDesk]:
    clock = ShiftedClock()
    async with talking(api, storage, Polling, clock=clock) as talk, newsdesk(talk, clock) as desk:
        yield desk


def _rows(card: Message) -> list[list[dict[str, str]]]:
    assert card.keyboard is not None
    rows: list[list[dict[str, str]]] = card.keyboard["inline_keyboard"]
    return rows


async def test_an_advertisement_and_a_mark_are_said_below_the_post(desk: NewsDesk) -> None:
    desk.concerns += [Concern(ConcernKind.ADVERTISEMENT, "erid"), Concern(ConcernKind.MARK, "Признан «агентом»")]
    card = await desk.offered()
    assert card.text.split("\n\n")[-1].splitlines() == [
        "→ Оборона · 1 источник",
        "⚠️ Похоже на рекламу: «erid»",
        "⚠️ Нужна пометка: «Признан «агентом»»",
    ]
    assert [[button["text"] for button in row] for row in _rows(card)] == [
        ["➕ Пометка", "✏️ Изменить"],
        ["🕐 Позже", "✖️ Нет", "⋯"],
    ]


async def test_lost_rights_are_asked_for_by_a_link_to_the_bot(desk: NewsDesk) -> None:
    desk.concerns.append(Concern(ConcernKind.RIGHT_LOST))
    card = await desk.offered()
    name = (await desk.talk.bot.me()).username
    ((button,),) = _rows(card)
    assert (button["text"], button["url"]) == (
        "Дать права",
        f"https://t.me/{name}?startchannel&admin=post_messages+edit_messages",
    )


@pytest.mark.parametrize("stands", [False, True])
async def test_a_post_has_the_marks_that_it_needs_by_the_time_at_which_it_goes(desk: NewsDesk, *, stands: bool) -> None:
    card = await desk.offered()
    if not stands:
        desk.lacking.append("Признан «агентом»")
    await desk.press(card, CardStep.PUBLISH)
    await desk.go_on(seconds=21)
    post = await desk.channel.next_message()
    assert post.text.endswith("Признан «агентом»") is not stands
    if stands:
        desk.lacking.append("Признан «агентом»")
        await desk.press(card, CardStep.SIGN)
        await desk.go_on(seconds=61)
        await desk.channel.next_edit(post)
        assert post.text.endswith("Признан «агентом»")

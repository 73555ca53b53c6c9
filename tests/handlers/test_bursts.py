"""The buttons under a card that gathers a burst, before delivery makes it the digest."""

from bot.delivery.outcome import after_sending
from bot.delivery.owing import owe
from bot.delivery.render import Renderer
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.timing import plan
from bot.i18n import Translations
from bot.model import BootId, BurstCard, Cooldown, Digest, Lease, Sent, StoryUpdate
from bot.runtime.clock import SystemClock
from tests.botapi import Message
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read


async def _card(talk: Talk) -> Message:
    """The card of eight stories, as the bot sends it."""
    words = ("нефть", "газ", "уголь", "золото", "зерно", "сталь", "медь", "никель")
    await talk.ask("/add " + " | ".join(words))
    await read(talk, *(f"{word.capitalize()} в цене" for word in words))
    while await talk.storage.fan_out(SystemClock().now(), 100, owe):
        pass
    now = SystemClock().now()
    (dispatch,) = await talk.storage.claim_dispatches(now, 10, Lease(BootId("test"), now), plan)
    assert isinstance(dispatch.content, BurstCard)
    message = Renderer(Translations()).card(dispatch.content, dispatch.chat, dispatch.id)
    sent = await TelegramMessenger(talk.bot).send(talk.chat.id, message)
    await talk.storage.settle(dispatch, after_sending(dispatch, Sent(sent), now, Cooldown(now, now)))
    return await talk.chat.next_message()


async def _due(talk: Talk) -> list[object]:
    now = SystemClock().now()
    claimed = await talk.storage.claim_dispatches(now, 10, Lease(BootId("test"), now), plan)
    return [dispatch.content for dispatch in claimed]


async def test_a_card_becomes_the_digest_on_demand(talk: Talk) -> None:
    card = await _card(talk)
    press = await talk.chat.press(card, "Показать сейчас")
    await press.answered()
    (digest,) = await _due(talk)
    assert isinstance(digest, Digest)
    press = await talk.chat.press(card, "По одной")
    assert (await press.answered())["text"] == "Кнопка устарела, обновил."
    assert (await talk.chat.next_edit(card)).text.startswith("🗞 ")


async def test_it_asks_once_before_it_sends_one_by_one(talk: Talk) -> None:
    card = await _card(talk)
    told = card.html
    await talk.chat.press(card, "По одной")
    assert (await talk.chat.next_edit(card)).text.startswith("Прислать ")
    await talk.chat.press(card, "← Назад")
    assert (await talk.chat.next_edit(card)).html == told
    await talk.chat.press(card, "По одной")
    await talk.chat.next_edit(card)
    press = await talk.chat.press(card, "Прислать")
    sending = await talk.chat.next_edit(card)
    await press.answered()
    assert sending.text.startswith("⚡ Присылаю по одной: ")
    assert sending.buttons == []
    (story,) = await _due(talk)
    assert isinstance(story, StoryUpdate)

"""A digest in a chat: its stories open in place, its pages turn in place, and a muted story is seen in it."""

from typing import cast

from bot.delivery.outcome import after_sending
from bot.delivery.owing import owe
from bot.delivery.render import Renderer
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.timing import plan
from bot.i18n import Translations
from bot.model import BootId, Chat, Cooldown, Digest, Lease, Sent
from bot.runtime.clock import SystemClock
from storage.sqlite import SqliteStorage
from tests.botapi import Message
from tests.clock import SteppedClock
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read

_TITLES = [f"Нефть подорожала на {number} %" for number in range(16)]


async def _digest(talk: Talk) -> Message:
    """A digest of «Газ подешевел» and sixteen other stories, as the bot sends it."""
    await talk.ask("/add нефть")
    await talk.ask("/add газ")
    await talk.ask("/digest hourly")
    await read(talk, *_TITLES, "Газ подешевел")
    clock, database = SteppedClock(SystemClock().now()), cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE stories SET akin_id = NULL"))
    while await talk.storage.fan_out(clock.now(), 100, owe):
        pass
    clock.move(hours=1)
    return await _sent(talk, clock, await talk.known())


async def _sent(talk: Talk, clock: SteppedClock, chat: Chat) -> Message:
    now = clock.now()
    (dispatch,) = await talk.storage.claim_dispatches(now, 10, Lease(BootId("test"), now), plan)
    assert isinstance(dispatch.content, Digest)
    message = Renderer(Translations()).digest(dispatch.content, chat, dispatch.id)
    sent = await TelegramMessenger(talk.bot).send(chat.telegram_id, message)
    await talk.storage.settle(dispatch, after_sending(dispatch, Sent(sent), now, Cooldown(now, now)))
    return await talk.chat.next_message()


def _rows(message: Message) -> list[list[str]]:
    return [[button["text"] for button in row] for row in (message.keyboard or {})["inline_keyboard"]]


async def test_stories_open_and_pages_turn_in_place_also_after_a_restart(talk: Talk) -> None:
    digest = await _digest(talk)
    told = digest.html
    assert digest.text.startswith("🗞 17 сюжетов · ")
    assert digest.text.splitlines()[2:6] == ["газ · 1", "1. Газ подешевел", "", "нефть · 16"]
    assert _rows(digest) == [[str(number) for number in range(row, row + 5)] for row in (1, 6, 11)] + [["Ещё 2 →"]]
    await talk.restart()
    await talk.chat.press(digest, "1")
    opened = await talk.chat.next_edit(digest)
    assert opened.text.splitlines()[:2] == ["🗞 1 из 17 · газ", "Газ подешевел"]
    assert _rows(opened)[0] == ["← К дайджесту", "2 →"]
    await talk.chat.press(opened, "2 →")
    assert (await talk.chat.next_edit(digest)).text.startswith("🗞 2 из 17 · нефть\n")
    await talk.chat.press(digest, "← К дайджесту")
    assert (await talk.chat.next_edit(digest)).html == told
    await talk.chat.press(digest, "Ещё 2 →")
    last = (await talk.chat.next_edit(digest)).html
    assert _rows(digest) == [["16", "17"], ["←"]]
    await talk.chat.press(digest, "17")
    opened = await talk.chat.next_edit(digest)
    assert _rows(opened)[0] == ["← К дайджесту"]
    await talk.chat.press(opened, "← К дайджесту")
    assert (await talk.chat.next_edit(digest)).html == last
    assert not talk.chat.unread


async def test_what_is_off_topic_is_cut_from_within_the_digest(talk: Talk) -> None:
    digest = await _digest(talk)
    await talk.chat.press(digest, "1")
    opened = await talk.chat.next_edit(digest)
    rows = _rows(opened)
    assert rows[1] == ["Не по теме", "🔇 Хватит"]
    await talk.chat.press(opened, "Не по теме")
    assert _rows(await talk.chat.next_edit(digest))[0] != rows[0]
    await talk.chat.press(opened, "← Назад")
    back = await talk.chat.next_edit(digest)
    assert (back.text.splitlines()[0], _rows(back)) == ("🗞 1 из 17 · газ", rows)


async def test_a_story_is_muted_in_the_digest_and_seen_there(talk: Talk) -> None:
    digest = await _digest(talk)
    await talk.chat.press(digest, "1")
    await talk.chat.next_edit(digest)
    press = await talk.chat.press(digest, "🔇 Хватит")
    muted = await talk.chat.next_edit(digest)
    assert (await press.answered())["text"] == "Об этом событии больше не сообщу."
    assert muted.text.startswith("🔇 1 из 17 · газ\n")
    assert _rows(muted) == [["← К дайджесту", "2 →"], ["🔔 Снова следить"]]
    await talk.chat.press(muted, "← К дайджесту")
    assert "1. 🔇 Газ подешевел" in (await talk.chat.next_edit(digest)).text
    await talk.chat.press(digest, "1")
    await talk.chat.next_edit(digest)
    await talk.chat.press(digest, "🔔 Снова следить")
    await talk.chat.next_edit(digest)
    await talk.chat.press(digest, "← К дайджесту")
    assert "🔇" not in (await talk.chat.next_edit(digest)).text

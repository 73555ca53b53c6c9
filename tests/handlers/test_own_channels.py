"""Channels that the bot administers as sources: turned on and off in private, and nothing answers in the channel."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.model import ChatKind, GatheredPost, Language
from handlers.own_channel_callbacks import OwnChannelPressed
from tests.botapi import ChatHandle, Message, Status
from tests.botapi.world import Member
from tests.handlers.conftest import Talk


async def _connected(talk: Talk, title: str = "Оборона", username: str | None = "oborona") -> ChatHandle:
    channel = talk.api.channel(title, talk.anna, username=username)
    named = f"@{username}" if username else f"t.me/c/{str(channel.id).removeprefix('-100')}"
    assert f"→ {title}" in await talk.ask(f"/channel {named} ключевая ставка")
    return channel


async def _page(talk: Talk) -> Message:
    await talk.ask("/sources https://one.example/feed")
    await talk.chat.say("/sources")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "📣 Мои каналы")
    return await talk.chat.next_edit(page)


def _labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def _gathered(talk: Talk) -> Sequence[GatheredPost]:
    """The posts that are kept, once the bot has dealt with all that has come."""
    await talk.api.confirmed()
    return await talk.storage.gathered_posts(datetime.now(UTC) + timedelta(hours=1), 100)


async def test_a_connected_channel_is_read_only_when_somebody_wants_that(talk: Talk) -> None:
    channel = await _connected(talk, username=None)
    await channel.post("Это ещё никто не читает.")
    page = await _page(talk)
    assert _labels(page) == ["☐ Оборона", "← Все источники"]
    press = await talk.chat.press(page, "☐ Оборона")
    assert (await press.answered())["text"] == "Читаю «Оборона»: новые посты сверю с подписками."
    assert _labels(await talk.chat.next_edit(page)) == ["☑ Оборона", "← Все источники"]
    post = await channel.post("Коалиция желающих собралась.")
    (gathered,) = await _gathered(talk)
    number = int(str(channel.id).removeprefix("-100"))
    assert (gathered.address, gathered.parts[0].message_id) == (f"https://t.me/c/{number}", post.id)
    assert gathered.parts[0].markup == "Коалиция желающих собралась."
    listed = await talk.ask("/sources")
    assert "Оборона · ваш канал" in listed
    press = await talk.chat.press(page, "☑ Оборона")
    assert (await press.answered())["text"] == "«Оборона» больше не читаю."
    assert "☐ Оборона" in _labels(await talk.chat.next_edit(page))
    assert "ваш канал" not in await talk.ask("/sources")
    assert channel.messages == []


async def test_albums_edits_and_what_says_nothing(talk: Talk) -> None:
    channel = await _connected(talk)
    page = await _page(talk)
    await (await talk.chat.press(page, "☐ Оборона")).answered()
    await channel.send({"dice": {"emoji": "🎲", "value": 3}})
    album = await channel.send_album(3, "Подпись <к> трём картинкам")
    post = await channel.post("Первое.\nВторое.")
    await channel.edit(post, "Третье.")
    first, second = await _gathered(talk)
    assert [part.message_id for part in first.parts] == [one.id for one in album]
    assert first.parts[0].markup == "Подпись &lt;к&gt; трём картинкам"
    assert (second.parts[0].markup, second.address) == ("Третье.", "https://t.me/oborona")
    assert second.parts[0].message_id == post.id
    assert channel.messages == []


async def test_somebody_who_lost_the_right_reads_nothing(talk: Talk) -> None:
    channel = await _connected(talk)
    page = await _page(talk)
    channel.chat.members[talk.anna.id] = Member(talk.anna.id, Status.MEMBER)  # Telegram has not told it yet
    press = await talk.chat.press(page, "☐ Оборона")
    assert "вы не администратор" in (await press.answered())["text"]
    await channel.post("Тайна.")
    assert await _gathered(talk) == []


async def test_the_bot_that_may_not_post_reads_all_the_same(talk: Talk) -> None:
    channel = await _connected(talk)
    page = await _page(talk)
    await channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_post_messages"}))
    await talk.api.confirmed()
    await (await talk.chat.press(page, "☐ Оборона")).answered()
    await channel.post("Только для чтения.")
    assert len(await _gathered(talk)) == 1


async def test_forged_and_stale_buttons_change_nothing(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    other = talk.api.private(boris)
    await other.say("/start")
    await other.next_message()
    channel = await _connected(talk)
    page = await _page(talk)
    known = await talk.storage.see_chat(channel.id, ChatKind.CHANNEL, "Оборона", Language.RUSSIAN, datetime.now(UTC))
    await other.say("/sources")
    mine = await other.next_message()
    for reads in (True, False):
        press = await other.forge(mine, OwnChannelPressed(chat=known.key, reads=reads).pack())
        await press.answered()
    await channel.post("Не для чужих.")
    assert await _gathered(talk) == []
    await (await talk.chat.press(page, "☐ Оборона")).answered()
    await talk.chat.next_edit(page)
    press = await other.forge(mine, OwnChannelPressed(chat=known.key, reads=False).pack())
    await press.answered()
    await channel.post("Читают те, кто подключил.")
    assert len(await _gathered(talk)) == 1


async def test_it_ends_when_the_bot_is_removed_and_that_is_said(talk: Talk) -> None:
    channel = await _connected(talk)
    page = await _page(talk)
    await (await talk.chat.press(page, "☐ Оборона")).answered()
    await channel.set_bot(Status.LEFT)
    await talk.api.confirmed()
    assert "☐ Оборона" in _labels(await _page(talk))
    assert "ваш канал" not in await talk.ask("/sources")
    assert await _gathered(talk) == []


async def test_what_is_posted_there_is_published_elsewhere_only_if_somebody_ticks_it(talk: Talk) -> None:
    await _connected(talk)
    page = await _page(talk)
    await (await talk.chat.press(page, "☐ Оборона")).answered()
    other = talk.api.channel("Лента", talk.anna, username="lenta_kanal")
    assert "→ Лента" in await talk.ask("/channel @lenta_kanal ключевая ставка")
    known = await talk.storage.see_chat(other.id, ChatKind.CHANNEL, "Лента", Language.RUSSIAN, datetime.now(UTC))
    watched = {one.id: one for one in await talk.services.sources.all(await talk.known())}
    ticked = await talk.storage.ticked(known.key)
    assert ticked
    assert [watched[one].title for one in ticked if watched[one].is_own_channel] == []


async def test_a_channel_has_no_other_settings_and_is_in_no_export(talk: Talk) -> None:
    await _connected(talk)
    page = await _page(talk)
    await (await talk.chat.press(page, "☐ Оборона")).answered()
    listed = await talk.ask("/sources")
    number = next(line for line in listed.splitlines() if "ваш канал" in line).partition(".")[0]
    assert "настраивать тут нечего" in await talk.ask(f"/sources {number} agent Mozilla")
    opml = await talk.services.sources.export_opml(await talk.known())
    assert b"one.example" in opml
    assert b"oborona" not in opml
    assert b"t.me" not in opml

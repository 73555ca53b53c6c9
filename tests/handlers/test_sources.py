from bot.model import NewSource
from tests.handlers.conftest import NOW, Talk


async def test_a_source_is_added_listed_and_removed(talk: Talk) -> None:
    assert "Источников пока нет" in await talk.ask("/sources")
    assert "Добавляю https://example.com/rss" in await talk.ask("/sources https://example.com/rss")
    assert "Уже слежу" in await talk.ask("/sources add example.com/rss")
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    assert "1 источник" in message.text
    assert "⏳ https://example.com/rss" in message.text
    await talk.chat.press(message, "✕ 1")
    assert "Источников пока нет" in (await talk.chat.next_edit(message)).text


async def test_an_address_or_a_channel_sent_in_private_is_added(talk: Talk) -> None:
    assert "Добавляю https://example.com/rss" in await talk.ask("https://example.com/rss")
    assert "Добавляю @durov" in await talk.ask("@durov")
    assert "https://t.me/s/durov" in {one.url for one in await talk.storage.watched_sources((await talk.known()).key)}


async def test_an_address_that_must_not_be_fetched_is_refused_at_once(talk: Talk) -> None:
    for address in (
        "http://127.0.0.1/feed",
        "http://[::1]/feed",
        "ftp://example.com/feed",
        "http://user:x@example.com/",
    ):
        assert "Не могу добавить" in await talk.ask(f"/sources {address}")
    assert "Источников пока нет" in await talk.ask("/sources")


async def test_a_source_of_a_pack_is_muted_and_watched_again(talk: Talk) -> None:
    chat = await talk.known()
    new = NewSource("https://pack.example/feed", "Издание <&>", "ru", "ru/general")
    await talk.storage.load_pack([new], NOW)
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    assert "Издание <&>" in message.text
    await talk.chat.press(message, "✕ 1")
    assert "🔇 Издание" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "🔊 1")
    assert "🔇" not in (await talk.chat.next_edit(message)).text
    assert not (await talk.storage.watched_sources(chat.key))[0].muted

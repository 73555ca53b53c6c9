"""Files in both directions, and bodies of every form."""

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile

from tests.botapi import BotApi


async def test_a_document_and_its_caption_arrive(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    content = b"<opml/>" * 1000
    file = BufferedInputFile(content, "feeds.opml")
    sent = await bot.send_document(chat.id, file, caption="<b>вот</b>", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("feeds.opml", len(content))
    assert (sent.caption, sent.text) == ("вот", None)
    assert sent.caption_entities is not None
    assert sent.caption_entities[0].type == "bold"
    assert api.content(chat.messages[0]) == content

    again = await bot.send_document(chat.id, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_size == len(content)
    assert api.content(chat.messages[1]) == content


async def test_a_photo_arrives(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    sent = await bot.send_photo(chat.id, BufferedInputFile(b"\x89PNG", "chart.png"))
    assert sent.photo is not None
    assert sent.photo[-1].file_size == 4
    assert api.content(chat.messages[0]) == b"\x89PNG"


async def test_a_file_that_was_sent_to_the_bot_can_be_downloaded(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    await chat.send_file("feeds.opml", b"<opml/>")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.file_name == "feeds.opml"
    downloaded = await bot.download(update.message.document)
    assert downloaded is not None
    assert downloaded.read() == b"<opml/>"


async def test_files_that_cannot_be_sent(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await bot.send_document(chat.id, "unknown")
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_document(chat.id, BufferedInputFile(b"x", "x"), caption="я" * 1025)
    with pytest.raises(TelegramBadRequest, match="wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("unknown")
    assert chat.messages == []


async def test_requests_come_in_every_form(api: BotApi) -> None:
    chat = api.private(api.person("Anna"))
    base = f"{api.url}/bot{api.token}"
    keyboard = {"inline_keyboard": [[{"text": "да", "callback_data": "y"}]]}
    query = {"chat_id": str(chat.id), "text": "query"}
    parts = aiohttp.FormData()
    parts.add_field("chat_id", str(chat.id), content_type="text/plain")
    parts.add_field("text", "multipart")
    async with aiohttp.ClientSession() as session:
        requests = [
            session.get(f"{base}/SENDMESSAGE", params=query),
            session.post(f"{base}/sendMessage", params=query),
            session.post(f"{base}/sendMessage", data={"chat_id": str(chat.id), "text": "form"}),
            session.post(f"{base}/sendMessage", data=parts),
            session.post(f"{base}/sendMessage", json={"chat_id": chat.id, "text": "json", "reply_markup": keyboard}),
        ]
        for request in requests:
            async with request as response:
                assert (await response.json())["ok"], request
        async with session.post(f"{base}/getMe", data=b"{", headers={"Content-Type": "application/json"}) as response:
            assert response.status == 400
    assert [message.text for message in chat.messages] == ["query", "query", "form", "multipart", "json"]
    assert chat.messages[-1].buttons[0].data == "y"

"""Updates by webhook: the same guarantees as with long polling."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import aiohttp
import pytest

from bot.errors import StorageError, WebhookRefused
from bot.model import KINDS_OF_UPDATES
from bot.ports import Storage
from bot.runtime.clock import SystemClock
from handlers.updates.polling import Polling
from handlers.updates.webhook import SECRET_HEADER, Address, Webhook
from tests.botapi import BotApi, Fault, Refusal
from tests.handlers.conftest import Talk, talking

_SECRET = "s3cret_-"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def address() -> Address:
    port = _free_port()
    return Address(f"http://127.0.0.1:{port}/a/hook", "/a/hook", "127.0.0.1", port, _SECRET)


@pytest.fixture
async def talk(api: BotApi, storage: Storage, address: Address) -> AsyncIterator[Talk]:
    async with talking(api, storage, partial(Webhook, address=address)) as talk:
        yield talk


async def _post(address: Address, body: bytes, secret: str | None = _SECRET, **request: Any) -> int:  # noqa: ANN401  aiohttp's
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(address.url, data=io.BytesIO(body), headers=headers, **request) as response,
    ):
        return response.status


async def _update(talk: Talk, text: str, number: int = 77_000) -> bytes:
    """What Telegram would bring for a message of Anna's."""
    await talk.ask("/start")
    update = dict((await talk.api.record()).updates[-1])
    update["update_id"] = number
    update["message"] = dict(update["message"]) | {"text": text, "message_id": number}
    return json.dumps(update).encode()


async def test_updates_are_brought_and_answered(talk: Talk) -> None:
    assert "Слежу: нефть" in await talk.ask("/add нефть")
    await talk.api.confirmed()
    assert talk.api.telegram.webhook.last_error_message is None
    assert talk.api.telegram.queue.backlog.allowed == list(KINDS_OF_UPDATES)


async def test_what_failed_for_a_moment_is_answered_all_the_same_and_the_effect_is_one(talk: Talk) -> None:
    await talk.ask("/start")
    talk.api.faults.add(Fault(page=502), methods={"sendMessage"}, times=1)
    assert "Слежу: нефть" in await talk.ask("/add нефть")
    await talk.api.confirmed()
    assert len(await talk.storage.subscriptions((await talk.known()).key)) == 1


async def test_an_update_that_comes_again_has_no_second_effect(talk: Talk, address: Address) -> None:
    update = await _update(talk, "/add нефть")
    statuses = await asyncio.gather(*(_post(address, update) for _ in range(5)))
    assert statuses == [200] * 5
    assert "Слежу" in (await talk.chat.next_message()).text
    assert await _post(address, update) == 200
    assert "Такой команды нет" in await talk.ask("/нечто")
    assert not talk.chat.unread


async def test_nobody_is_told_ok_before_the_effect_is_stored(
    talk: Talk, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = await _update(talk, "/add нефть")

    async def fail(*_: object) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(talk.storage, "receive", fail)
        assert await _post(address, update) == 503
    assert await talk.storage.subscriptions((await talk.known()).key) == []
    assert await _post(address, update) == 200
    assert len(await talk.storage.subscriptions((await talk.known()).key)) == 1


async def test_who_does_not_know_the_secret_is_refused(talk: Talk, address: Address) -> None:
    update = await _update(talk, "/add нефть")
    for secret in (None, "", "s3cret", "S3CRET_-", "секрет"):
        assert await _post(address, update, secret) == 403
    assert await talk.storage.subscriptions((await talk.known()).key) == []


async def test_what_is_no_update_is_refused_and_does_no_harm(talk: Talk, address: Address) -> None:
    await talk.ask("/start")
    for body in (b"", b"{", b"[]", b'{"update_id": "x"}', b"\xff\xfe", b"[" * 10_000):
        assert await _post(address, body) == 400
    assert await _post(address, b" " * (1024**2 + 1)) == 413
    assert await _post(address, b"{}", None) == 403
    async with aiohttp.ClientSession() as session:
        async with session.get(address.url) as response:
            assert response.status == 405
        async with session.post(f"{address.url}/else", headers={SECRET_HEADER: _SECRET}) as response:
            assert response.status == 404
    assert "Слежу" in await talk.ask("/add нефть")


async def test_an_update_that_cannot_be_read_is_taken_and_set_aside(talk: Talk, address: Address) -> None:
    await talk.ask("/start")
    for number, body in enumerate(('"message": {"text": "x"}', '"message": null', '"hologram": {}', '"message": [5]')):
        assert await _post(address, f'{{"update_id": {90_000 + number}, {body}}}'.encode()) == 200
    assert await _post(address, await _update(talk, "/add нефть")) == 200
    assert "Слежу" in (await talk.chat.next_message()).text
    assert "не удалось прочитать: 4" in await talk.ask("/status")


async def test_chats_do_not_wait_for_one_another_and_keep_their_own_order(talk: Talk, address: Address) -> None:
    await _update(talk, "")
    updates = [
        await _update(talk, text, 80_000 + number) for number, text in enumerate(("/add нефть", "/remove нефть"))
    ]
    talk.api.faults.add(Fault(delay_s=0.3), methods={"sendMessage"}, chat_id=talk.chat.id, times=1)
    for update in updates:
        assert await _post(address, update) == 200
    assert "Слежу" in (await talk.chat.next_message()).text
    assert "🗑 Удалено" in (await talk.chat.next_message()).text


async def test_the_webhook_is_set_when_telegram_can_be_reached(api: BotApi, storage: Storage, address: Address) -> None:
    for fault in (Fault(page=502), Fault(reset=True)):
        api.faults.add(fault, methods={"setWebhook"})
    async with talking(api, storage, partial(Webhook, address=address)) as talk:
        assert "Дозор" in await talk.ask("/start")
        webhook = api.telegram.webhook
        assert (webhook.url, webhook.secret) == (address.url, _SECRET)


async def test_an_address_that_telegram_does_not_take_stops_the_bot(
    api: BotApi, storage: Storage, address: Address
) -> None:
    api.faults.add(
        Fault.refuse(Refusal.WEBHOOK_URL_INVALID, reason="HTTPS url must be provided"), methods={"setWebhook"}
    )
    async with talking(api, storage, partial(Webhook, address=address)) as talk:
        with pytest.raises(WebhookRefused, match="WEBHOOK_URL"):
            await talk.ended()


async def test_a_port_that_is_taken_stops_the_bot(api: BotApi, storage: Storage, address: Address) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((address.host, address.port))
        taken.listen()
        async with talking(api, storage, partial(Webhook, address=address)) as talk:
            with pytest.raises(WebhookRefused, match="WEBHOOK_PORT"):
                await talk.ended()


async def test_long_polling_takes_over_from_a_webhook_with_what_was_left(
    api: BotApi, storage: Storage, address: Address
) -> None:
    api.telegram.webhook.url = address.url  # of a run that was killed
    chat = api.private(api.person("Anna", language_code="ru"))
    await chat.say("/add нефть")
    async with talking(api, storage, Polling):
        assert "Слежу" in (await chat.next_message()).text
        assert api.telegram.webhook.url == ""


async def test_trouble_of_telegrams_with_the_webhook_is_logged_once(
    api: BotApi, storage: Storage, address: Address, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.updates.webhook._LOOK_AGAIN_S", 0.02)
    async with talking(api, storage, partial(Webhook, address=address)) as talk:
        await talk.ask("/start")
        webhook = api.telegram.webhook
        webhook.last_error_date, webhook.last_error_message = int(SystemClock().now().timestamp()) + 60, "SSL error"
        asked = len((await api.record()).of("getWebhookInfo"))
        while len((await api.record()).of("getWebhookInfo")) < asked + 4:  # noqa: ASYNC110  the server rings no bell
            await asyncio.sleep(0.01)
    assert [record.getMessage() for record in caplog.records if "SSL error" in record.getMessage()] == [
        "Telegram had trouble with the webhook: SSL error"
    ]


async def test_a_webhook_that_somebody_else_has_set_is_set_back(
    api: BotApi, storage: Storage, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.updates.webhook._LOOK_AGAIN_S", 0.02)
    async with talking(api, storage, partial(Webhook, address=address)) as talk:
        await talk.ask("/start")
        api.telegram.webhook.url = "http://127.0.0.1:9/elsewhere"
        assert "Слежу" in await talk.ask("/add нефть")
        assert api.telegram.webhook.url == address.url

"""The server as a process of its own, driven over HTTP."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import pytest

from tests.botapi import TOKEN, Journal


class Act(Protocol):
    async def __call__(self, action: str, /, **fields: object) -> dict[str, Any]: ...


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.botapi",
        "--journal",
        str(tmp_path / "journal.jsonl"),
        stdout=asyncio.subprocess.PIPE,
    )
    yield started
    started.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(started.wait(), 120) == 0


async def test_the_world_is_set_up_and_watched_from_outside(
    process: asyncio.subprocess.Process, tmp_path: Path
) -> None:
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:

        async def act(action: str, /, **fields: object) -> dict[str, Any]:
            async with session.post(f"{url}/control/{action}", json=fields) as response:
                answer: dict[str, Any] = await response.json()
                return answer

        async def ask(method: str, /, **form: object) -> dict[str, Any]:
            data = {name: str(value) for name, value in form.items()}
            async with session.post(f"{url}/bot{TOKEN}/{method}", data=data) as response:
                answer: dict[str, Any] = await response.json()
                return answer

        await speak(act, ask)
        await publish(act, ask)
        await rule(act, ask)
    (call, *_) = (await asyncio.to_thread(Journal.read, tmp_path / "journal.jsonl")).of("sendMessage")
    assert call.ok


async def speak(act: Act, ask: Act) -> None:
    anna = (await act("person", name="Anna", language_code="ru"))["id"]
    chat = (await act("private", person=anna))["id"]
    await act("say", chat=chat, text="/add коалиция желающих")
    updates = (await ask("getUpdates"))["result"]
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]
    markup = '{"inline_keyboard": [[{"text": "Удалить", "callback_data": "x"}]]}'
    await ask("sendMessage", chat_id=chat, text="<b>да</b>", parse_mode="HTML", reply_markup=markup)
    (message,) = (await act("messages", chat=chat, wait=5))["messages"]
    assert (message["text"], message["html"], message["edits"]) == ("да", "<b>да</b>", [])
    assert (await act("messages", chat=chat, after=message["id"]))["messages"] == []

    query = (await act("press", chat=chat, message=message["id"], button="Удал"))["query"]
    assert "error" in await act("press", chat=chat, message=message["id"], data="другое")
    await ask("answerCallbackQuery", callback_query_id=query, text="готово")
    assert await act("answer", query=query) == {"text": "готово", "show_alert": False}
    assert "TimeoutError" in (await act("messages", chat=chat, after=message["id"], wait=0.01))["error"]
    await act("block", chat=chat)
    assert (await ask("sendMessage", chat_id=chat, text="x"))["error_code"] == 403


async def rule(act: Act, ask: Act) -> None:
    owner = (await act("person", name="Owner"))["id"]
    group = (await act("group", title="Desk", people=[owner]))["id"]
    new = (await act("migrate", chat=group))["id"]
    assert (await ask("sendMessage", chat_id=group, text="x"))["parameters"] == {"migrate_to_chat_id": new}
    forum = (await act("supergroup", title="Forum", people=[owner], is_forum=True))["id"]
    thread = (await act("open_topic", chat=forum, name="Тема"))["thread"]
    await act("close_topic", chat=forum, thread=thread)
    refused = await ask("sendMessage", chat_id=forum, text="x", message_thread_id=thread)
    assert refused["description"] == "Bad Request: TOPIC_CLOSED"
    await act("reopen_topic", chat=forum, thread=thread)
    await act("fault", refusal="TOO_MANY_REQUESTS", retry_after=3)
    assert (await ask("sendMessage", chat_id=forum, text="x"))["parameters"] == {"retry_after": 3}
    await act("limits", chat=[1, 60])
    waits = [await ask("sendMessage", chat_id=forum, text="x", message_thread_id=thread) for _ in range(2)]
    assert [answer["ok"] for answer in waits] == [True, False]
    channel = (await act("channel", title="News", people=[owner], username="news"))["id"]
    await act("set_bot", chat=channel, status="administrator", denied=["can_post_messages"])
    await act("post", chat=channel, text="новость")
    latest = (await ask("getUpdates", offset=-1))["result"][0]
    assert latest["channel_post"]["text"] == "новость"
    assert "error" in await act("nonsense")
    assert "KeyError" in (await act("say", chat=channel))["error"]


async def publish(act: Act, ask: Act) -> None:
    owner, boris = [(await act("person", name=name))["id"] for name in ("Owner", "Boris")]
    source, channel = [(await act("channel", title=title, people=[owner]))["id"] for title in ("Our", "Other")]
    group = (await act("supergroup", title="Desk", people=[owner, boris], bot="administrator"))["id"]
    await act("set_member", chat=channel, person=boris, status="administrator", is_anonymous=True)
    member = (await ask("getChatMember", chat_id=channel, user_id=boris))["result"]
    assert (member["status"], member["is_anonymous"]) == ("administrator", True)
    last = (await ask("getUpdates", offset=-1))["result"][0]["update_id"]
    album = (await act("send_album", chat=source, photos=2, caption="Две", by=owner))["messages"]
    post = (await act("post", chat=source, text="раз", by=owner, reply_to=album[0]))["message"]
    await act("edit", chat=source, message=post, text="два")
    await act("forward", chat=channel, from_chat=source, message=post)
    await act("say_as_group", chat=group, text="от группы", by=boris)
    told = (await ask("getUpdates", offset=last + 1))["result"]
    kinds = [next(kind for kind in update if kind != "update_id") for update in told]
    assert kinds == [*["channel_post"] * 3, "edited_channel_post", "channel_post", "message"]
    assert told[-2]["channel_post"]["forward_origin"]["chat"]["id"] == source
    assert told[-1]["message"]["sender_chat"]["id"] == group
    await act("protect", chat=source)
    refused = await ask("forwardMessage", chat_id=channel, from_chat_id=source, message_id=post)
    assert refused["description"] == "Bad Request: message has protected content and can't be forwarded"
    await act("unprotect", chat=source)
    await act("delete", chat=source, message=album[1])
    copied = await ask("copyMessages", chat_id=channel, from_chat_id=source, message_ids=json.dumps([*album, post]))
    assert len(copied["result"]) == 2

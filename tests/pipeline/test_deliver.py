"""The stage of delivery against all answers of a server, on real HTTP, with a clock that the test moves."""

import asyncio
import json
from pathlib import Path
from random import Random

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.throttle import Rates
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import BootId, ChatKind, Language, Notice
from bot.pipeline.deliver import Deliver
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.botapi import TOKEN, BotApi, Fault
from tests.clock import SteppedClock
from tests.kept import morphology

_CHATS = 60
_STATUSES = (200, 201, 302, 400, 401, 403, 404, 406, 409, 413, 418, 420, 429, 500, 502, 503, 504, 520)
_WAITS: tuple[object, ...] = (1, 3, 0, -7, 0.5, 10**12, 10**400, "5", "soon", None, [], {}, True)
_WORDS: tuple[object, ...] = (
    "Bad Request",
    "Bad Request: SOMETHING_NEW",
    "Forbidden: no",
    "",
    "retry after 2",
    None,
    5,
    [],
)
_BODIES = ("", "{", "null", "[]", "{}", '"ok"', "0", "<html>502</html>", '{"ok":true}', '{"ok":true,"result":null}')


def _answer(random: Random) -> tuple[int, str]:
    """Any status with any body but a refusal that Telegram means for good."""
    if random.random() < 0.4:
        return random.choice(_STATUSES), random.choice(_BODIES)
    parameters = {"retry_after": random.choice(_WAITS), "migrate_to_chat_id": random.choice(_WAITS)}
    body = {
        "ok": random.choice((False, False, False, True, 0, "no")),
        "error_code": random.choice(_STATUSES),
        "description": random.choice(_WORDS),
        "parameters": random.choice((parameters, {}, None, [])),
    }
    return random.choice(_STATUSES), json.dumps(body)


@pytest.mark.parametrize("seed", range(4))
async def test_a_message_arrives_once_the_server_answers_properly_again(
    api: BotApi, database: Path, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    random, clock, debts = Random(seed), SteppedClock(), Bell()
    chats = [api.private(api.person(f"Reader {number}")) for number in range(_CHATS)]
    for chat in chats:
        for _ in range(random.randint(1, 3)):
            api.faults.add(Fault(answer=_answer(random)), methods={"sendMessage"}, chat_id=chat.id)
    async with (
        SqliteStorage(str(database)) as storage,
        Matching(morphology()) as matching,
        Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(api.url))).context() as bot,
    ):
        for chat in chats:
            met = await storage.see_chat(chat.id, ChatKind.PRIVATE, "Reader", Language.RUSSIAN, clock.now())
            await storage.notify(met.key, Notice("resumed"), clock.now())
        deliver = Deliver(
            storage,
            TelegramMessenger(bot),
            matching,
            Renderer(Translations()),
            Pace(Rates(per_second=1_000, chat_per_second=1_000, chat_burst=1_000), clock),
            clock=clock,
            random=random,
            boot=BootId("test"),
            debts=debts,
        )
        running = asyncio.create_task(deliver.run())
        for _ in range(2_000):
            if all(chat.messages for chat in chats) or running.done():
                break
            await asyncio.sleep(0.01)  # for the server
            clock.move(seconds=30)
            debts.ring()
        deliver.stop()
        await running
        assert await storage.dead_dispatches(10) == (0, [])
    assert [len(chat.messages) for chat in chats] == [1] * _CHATS
    assert "Traceback" not in caplog.text


async def test_a_report_that_fails_lets_no_message_be_repeated(
    api: BotApi, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, debts, reported = SteppedClock(), Bell(), asyncio.Event()

    def fail(*_: object) -> None:
        reported.set()
        raise OSError

    monkeypatch.setattr("bot.pipeline.deliver.report_sent", fail)
    chat = api.private(api.person("Reader"))
    async with (
        SqliteStorage(str(database)) as storage,
        Matching(morphology()) as matching,
        Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(api.url))).context() as bot,
    ):
        met = await storage.see_chat(chat.id, ChatKind.PRIVATE, "Reader", Language.RUSSIAN, clock.now())
        await storage.notify(met.key, Notice("resumed"), clock.now())
        deliver = Deliver(
            storage,
            TelegramMessenger(bot),
            matching,
            Renderer(Translations()),
            Pace(Rates(), clock),
            clock=clock,
            random=Random(1),
            boot=BootId("test"),
            debts=debts,
        )
        running = asyncio.create_task(deliver.run())
        async with asyncio.timeout(60):
            await reported.wait()
        deliver.stop()
        await running
    async with SqliteStorage(str(database)) as storage:  # which takes back what was under way
        assert (await storage.backlog(clock.now(), clock.now())).chats == 0
    assert len(chat.messages) == 1

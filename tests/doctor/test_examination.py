"""All of it at once, with a server of the Bot API, with what hangs, and without a network."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.config import Settings
from bot.doctor.asking import Telegram
from bot.doctor.database import Stored
from bot.doctor.examination import Examination, Tools
from bot.doctor.findings import State
from bot.doctor.telegram import Answers, Rival
from bot.runtime.clock import SystemClock
from tests.botapi import BotApi, Fault


async def _nothing_stored(_: str) -> Stored:
    return Stored()


def _examination(
    folder: Path,
    is_in_use: Callable[[str], bool] = lambda _: False,
    stored: Callable[[str], Awaitable[Stored]] = _nothing_stored,
    **settings: object,
) -> Examination:
    database = {"database": f"sqlite:///{folder / 'dozor.db'}"}
    tools = Tools(lambda address: address[10:], is_in_use, stored, (3, 40, 1), True, lambda _: 0)
    known = Settings(_env_file=None, **(database | settings))  # type: ignore[arg-type]
    return Examination(known, [], {}, tools, SystemClock(), env_file=folder / ".env", within_s=1.0)


async def test_what_hangs_is_told_and_all_else_is_seen(tmp_path: Path) -> None:
    released = threading.Event()

    def hang(_: str) -> bool:
        released.wait()
        return False

    found = {one.check: one for one in await _examination(tmp_path, hang).findings()}
    released.set()
    assert "within 1 s" in found["process"].what
    assert found["rights"].state is State.OK
    assert found["versions"].state is State.OK
    assert found["token"].state is State.WARNING


async def test_a_defect_of_one_check_ends_no_other(tmp_path: Path) -> None:
    def fail(_: str) -> bool:
        raise ValueError("defect")

    found = {one.check: one for one in await _examination(tmp_path, fail).findings()}
    assert "defect" in found["process"].what
    assert found["disk"].state is State.OK


async def test_unreadable_settings_are_told_and_the_rest_is_not_guessed(tmp_path: Path) -> None:
    tools = Tools(lambda address: address, lambda _: True, _nothing_stored, (3, 40, 1), True, lambda _: 0)
    found = await Examination(None, ["ADMINS: no"], {}, tools, SystemClock(), env_file=tmp_path / ".env").findings()
    assert found[0].what == "ADMINS: no"
    assert {one.state for one in found if one.check in {"token", "rights", "sources"}} == {State.SKIPPED}


async def _asked(api: BotApi, *, is_running: bool = False, token: str = "", proxy: str | None = None) -> Answers:
    async with Telegram(api.url, token or api.token, proxy, SystemClock()) as telegram:
        return await telegram.answers(lambda: is_running)


async def test_telegram_is_asked_and_updates_stay(api: BotApi) -> None:
    chat = api.private(api.person("Anna"))
    await chat.say("/add нефть")
    await chat.say("/add газ")
    answers = await _asked(api)
    assert answers.name == "dozor_test_bot"
    assert answers.rival is Rival.NONE
    assert answers.clock is not None
    assert abs(answers.clock.lead_s) <= answers.clock.tolerance_s + 1
    assert len(api.telegram.queue.backlog.pending) == 2


async def test_nothing_is_asked_for_while_the_bot_asks(api: BotApi) -> None:
    calls = api._wire.calls
    answers = await _asked(api, is_running=True)
    assert answers.rival is Rival.NOT_ASKED
    assert api._wire.calls == calls + 2, "getMe and getWebhookInfo"


@pytest.mark.parametrize("fault", [Fault(page=502), Fault(reset=True), Fault(answer=(200, "{"))])
async def test_a_gateway_that_answers_in_telegrams_place_is_away(api: BotApi, fault: Fault) -> None:
    api.faults.add(fault, methods={"getMe"})
    answers = await _asked(api)
    assert answers.away
    assert api.token not in answers.away


async def test_a_token_that_telegram_does_not_know_is_refused(api: BotApi) -> None:
    assert "401" in (await _asked(api, token="1:unknown")).refusal


async def test_a_proxy_that_is_not_there_is_away(api: BotApi) -> None:
    answers = await _asked(api, proxy="socks5://user:pa55word@127.0.0.1:9")
    assert answers.away
    assert "pa55word" not in answers.away


async def test_another_program_that_asks_is_seen(api: BotApi) -> None:
    async def ask_again_and_again() -> None:
        while True:
            await _updates(api)

    rival = asyncio.create_task(ask_again_and_again())
    await api.polled()
    assert (await _asked(api)).rival is Rival.ONE
    rival.cancel()


async def _updates(api: BotApi) -> None:
    async with Telegram(api.url, api.token, None, SystemClock()) as telegram:
        await telegram._ask("getUpdates", 30.0, timeout=20)

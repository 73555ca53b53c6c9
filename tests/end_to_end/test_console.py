"""The program with operators who look at it over HTTP."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
from contextlib import closing

from tests.console.raw import ask, status
from tests.end_to_end.scene import SOON_S, Scene

_TOKEN = "a-token-of-the-operators"
_BEARER = f"Authorization: Bearer {_TOKEN}"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def test_operators_see_that_it_is_ready_and_what_is_wrong_if_it_is_not(scene: Scene) -> None:
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    scene.program.settings |= {"HTTP_LISTEN": f"0.0.0.0:{port}", "HTTP_TOKEN": _TOKEN, "HTTP_HOSTS": "dozor.example"}
    await scene.start()

    async def readiness() -> tuple[int, dict[str, dict[str, object]]]:
        answer = await ask(base, "GET /readyz", _BEARER)
        return status(answer), json.loads(answer.partition("\r\n\r\n")[2])["checks"]

    async def is_ready(*, wanted: bool) -> None:
        async with asyncio.timeout(SOON_S):
            while (await readiness())[0] != (200 if wanted else 503):  # noqa: ASYNC110  another process
                await asyncio.sleep(0.1)

    await is_ready(wanted=True)
    assert '<h1 id="verdict">' in await ask(base, "GET /", _BEARER)
    assert status(await ask(base, "GET /healthz", host="dozor.example")) == 200
    assert status(await ask(base, "GET /healthz", host="evil.example")) == 421
    assert status(await ask(base, "GET /readyz")) == 401
    assert status(await ask(base, "GET /readyz", "Authorization: Bearer wrong")) == 401

    os.kill(scene.program.pid, signal.SIGSTOP)
    hanging = asyncio.create_task(ask(base, "GET /healthz"))
    await asyncio.wait({hanging}, timeout=1.0)
    assert not hanging.done(), "a program that stands still says nothing"
    os.kill(scene.program.pid, signal.SIGCONT)
    assert status(await hanging) == 200

    with closing(sqlite3.connect(scene.program.folder / "dozor.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await scene.chat.say("/start")  # which is to be stored
        await is_ready(wanted=False)
        assert not (await readiness())[1]["database"]["ok"]
    await is_ready(wanted=True)
    assert await scene.program.stop() == 0
    said = scene.program.said()
    assert _TOKEN not in said
    assert "wrong HTTP_TOKEN: 127.0.0.1" in said


async def test_a_port_that_somebody_has_stops_it_with_a_line(scene: Scene) -> None:
    port = scene.api._port
    scene.program.settings |= {"HTTP_LISTEN": f"127.0.0.1:{port}", "LOG_LEVEL": "WARNING"}
    scene.program.start()
    assert await scene.program.ended() == 1
    line = f"dozor: HTTP_LISTEN: nobody can listen at 127.0.0.1:{port}: Address already in use"
    assert scene.program.said().splitlines()[-1] == line
    assert "Traceback" not in scene.program.said()
    scene.program.settings["HTTP_LISTEN"] = "0.0.0.0:9100"
    scene.program.start()
    assert await scene.program.ended() == 1
    assert scene.program.said().splitlines()[-1].startswith("dozor: HTTP_TOKEN must be set")

"""The program as a service of systemd: what it says on a real socket, and when it is silent."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.end_to_end.scene import SOON_S, Scene, matching

_SILENCE_S = 3.0
"""Six beats."""


@pytest.fixture
def manager(scene: Scene) -> Iterator[socket.socket]:
    address = f"dozor-{uuid4().hex}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(f"\0{address}")
        listener.setblocking(False)
        scene.program.settings |= {"NOTIFY_SOCKET": f"@{address}", "WATCHDOG_USEC": "1000000"}
        yield listener


async def _heard(manager: socket.socket, within_s: float = SOON_S) -> str:
    async with asyncio.timeout(within_s):
        return (await asyncio.get_running_loop().sock_recv(manager, 4096)).decode()


async def _until(manager: socket.socket, said: str) -> list[str]:
    """What is heard up to `said`."""
    all_of_it = [await _heard(manager)]
    while said not in all_of_it[-1]:
        all_of_it.append(await _heard(manager))
    return all_of_it


async def _silence(manager: socket.socket) -> None:
    async with asyncio.timeout(SOON_S):
        while True:
            try:
                await _heard(manager, _SILENCE_S)
            except TimeoutError:
                return


async def test_it_is_ready_when_updates_come_and_alive_while_the_loop_turns(
    scene: Scene, manager: socket.socket
) -> None:
    away_s = 1.5
    scene.api.restart_soon(away_s)
    scene.program.start()
    before = await _until(manager, "READY=1")
    assert "STATUS=waiting for Telegram" in "\n".join(before)
    assert not any("WATCHDOG=1" in said for said in before), "its start is not over, and needs more time"
    outlet = scene.outlets.open("alpha")
    for number in range(50):  # so many that they are parsed in a process of their own
        outlet.publish(matching(outlet, f"meeting-{number}"))
    await scene.watch(outlet)
    for _ in range(2):
        await _until(manager, "WATCHDOG=1\nSTATUS=receiving updates")
    children = set(scene.program.family()) - {scene.program.pid}
    assert children
    assert not [pid for pid in children if b"NOTIFY_SOCKET" in _environment(pid)]

    stuck = scene.program.folder / "clock.stuck"
    stuck.touch()
    await _silence(manager)
    assert scene.program.is_running
    stuck.unlink()
    await _until(manager, "WATCHDOG=1")

    stopped = asyncio.create_task(scene.program.stop())
    await _until(manager, "STOPPING=1")
    assert await stopped == 0


def _environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()

"""The program works within the walls that the unit and the image put around it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.deploy.confinement import confined, what_is_missing
from tests.end_to_end.program import clean_environment
from tests.end_to_end.scene import QUERY, SOON_S, Scene, matching, notifications

pytestmark = pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "nothing")

_LOOK_AROUND = """
import ctypes, json, mmap, socket
def tried(work):
    try:
        work()
    except OSError as error:
        return error.errno
    return 0
print(json.dumps({
    "write": tried(lambda: open("/etc/dozor", "w")),
    "own": tried(lambda: open("/mnt/probe", "w")),
    "packets": tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    "mount": ctypes.CDLL(None).mount(b"/", b"/tmp", None, 4096, None),
    "code": tried(lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)),
}))
"""


@contextmanager
def _running(scene: Scene, port: int) -> Iterator[subprocess.Popen[bytes]]:
    settings = scene.program.settings | {"HTTP_LISTEN": f"127.0.0.1:{port}", "PAGES": "true"}
    with (
        scene.program.log.open("wb") as log,
        subprocess.Popen(
            confined(scene.program.folder, [sys.executable, "-m", "bot", "run"]),
            env=clean_environment() | settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def test_the_walls_stand(tmp_path: Path) -> None:
    command = confined(tmp_path, [sys.executable, "-c", _LOOK_AROUND])
    ran = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=True)
    seen = json.loads(ran.stdout)
    assert seen.pop("own") == 0
    assert all(seen.values()), seen


async def test_it_tells_news_and_is_healthy_and_stops(scene: Scene, unused_tcp_port: int) -> None:
    outlet = scene.outlets.open("alpha", "ALPHA")
    for number in range(50):  # so many that they are parsed in a process of its own
        outlet.publish(matching(outlet, f"old-{number}"))
    with _running(scene, unused_tcp_port) as process:
        await scene.api.polled(SOON_S)
        await scene.watch(outlet)
        await scene.subscribe(QUERY)
        outlet.publish(matching(outlet, "meeting"))
        await scene.chat.next_message(SOON_S)
        assert len(notifications(scene.chat)) == 1
        probe = [sys.executable, "-m", "bot.console.probe"]
        environment = clean_environment() | {"HTTP_LISTEN": f"127.0.0.1:{unused_tcp_port}"}
        asked = await asyncio.to_thread(
            subprocess.run, confined(scene.program.folder, probe), env=environment, capture_output=True, check=False
        )
        assert (asked.returncode, asked.stderr) == (0, b"")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 60) == 0
    said = scene.program.said()
    assert "Traceback" not in said
    assert "PermissionError" not in said

"""How the program starts, and why it does not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.botapi import Fault, Refusal
from tests.end_to_end.program import Program, clean_environment, until
from tests.end_to_end.scene import SOON_S, Scene

_SECRET = "AAHs3cret-s3cret"


def run_cold(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """As an operator does: a process from the beginning."""
    command = [sys.executable, "-m", "bot", "run"]
    environment = clean_environment() | settings
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False
    )


def test_without_a_token_it_says_how_to_get_one(tmp_path: Path) -> None:
    ended = run_cold(tmp_path)
    assert ended.returncode == 1
    assert "BOT_TOKEN" in ended.stderr
    assert "@BotFather" in ended.stderr or "t.me/BotFather" in ended.stderr
    assert not ended.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", f"garbage-{_SECRET}"),
        ("BOT_TOKEN", f"12345:{_SECRET}\u00a0/../x"),
        ("TELEGRAM_API", f"http://user:{_SECRET}@localhost"),
        ("TELEGRAM_PROXY", f"socks5://user:{_SECRET}@localhost:port"),
        ("TELEGRAM_PROXY", f"gopher://user:{_SECRET}@localhost:70"),
        ("TELEGRAM_PROXY", _SECRET),
        ("DATABASE", f"postgres://user:{_SECRET}@localhost/dozor"),
        ("POLL_INTERVAL_FLOOR", "nan"),
    ],
)
async def test_a_wrong_setting_stops_it_with_a_line(program: Program, name: str, value: str) -> None:
    program.settings[name] = value
    program.start()
    assert await program.ended() == 1
    (line,) = program.said().splitlines()
    assert name in line
    assert _SECRET not in line


async def test_an_unreadable_env_file_stops_it_with_a_line(program: Program) -> None:
    (program.folder / ".env").write_bytes("CONTACT=редакция".encode("windows-1251"))
    program.start()
    assert await program.ended() == 1
    (line,) = program.said().splitlines()
    assert ".env" in line


@pytest.mark.parametrize("path", ["/proc/dozor.db", "/dev/null/dozor.db", "/", "folder", "text.txt"])
async def test_a_database_that_cannot_be_opened_stops_it_with_a_line(program: Program, path: str) -> None:
    (program.folder / "folder").mkdir()
    (program.folder / "text.txt").write_text("This is no database, but a text. " * 99)
    program.settings["DATABASE"] = f"sqlite:///{path}"
    program.start()
    assert await program.ended() == 1
    (line,) = program.said().splitlines()
    assert path in line
    assert "another process" not in line


async def test_a_second_process_on_the_database_stops_at_once(scene: Scene) -> None:
    await scene.start()
    second = scene.program.beside("second")
    second.start()
    assert await second.ended() == 1
    (line,) = second.said().splitlines()
    assert line == "dozor: another process is using dozor.db; only one may, so stop it first"
    assert "Слежу" in await scene.ask("/add коалиция желающих")


async def test_a_token_that_telegram_does_not_know_stops_it_with_a_line(program: Program) -> None:
    program.settings["BOT_TOKEN"] = f"12345:{_SECRET}"
    program.start()
    assert await program.ended() == 1
    said = program.said()
    assert said.splitlines()[-1] == "dozor: Telegram does not know this token"
    assert "Traceback" not in said
    assert _SECRET not in said


async def test_telegram_out_of_reach_at_the_start_is_waited_out(scene: Scene) -> None:
    away_s = 3.0
    scene.api.restart_soon(away_s)
    scene.program.start()
    await scene.api.restarted(SOON_S)
    await scene.chat.say("/add коалиция желающих")
    assert "Слежу" in (await scene.chat.next_message(SOON_S)).text
    assert "Traceback" not in scene.program.said()


async def test_updates_that_fail_for_a_while_come_when_they_can(scene: Scene) -> None:
    for fault in (Fault(page=502), Fault.refuse(Refusal.INTERNAL), Fault(reset=True)):
        for method in ("getUpdates", "setMyCommands"):
            scene.api.faults.add(fault, methods={method})
    scene.program.start()
    await scene.chat.say("/add коалиция желающих")
    assert "Слежу" in (await scene.chat.next_message(SOON_S)).text
    assert "Traceback" not in scene.program.said()


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_no_line_shows_the_token_when_everything_fails(program: Program, log_format: str) -> None:
    program.settings |= {"LOG_FORMAT": log_format, "TELEGRAM_API": "http://127.0.0.1:9"}
    program.start()
    await until(lambda: len(program.said().splitlines()) > 2, SOON_S, "nothing is said")
    assert await program.stop() == 0  # and then the fixture looks through what was said

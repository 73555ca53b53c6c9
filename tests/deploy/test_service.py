"""The unit for systemd: what it grants, and what systemd itself says of it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.cli.loop import CUT_OFF_S
from tests.deploy.confinement import UNIT, allowed_calls, settings_of

_MOST_EXPOSED = 20
"""Tenths, as `systemd-analyze security` counts from 0 (walled in) to 100; a service without any wall has 96."""


@pytest.fixture(scope="module")
def unit() -> str:
    return UNIT.read_text("utf-8")


def test_it_waits_longer_for_a_stop_than_the_bot_takes(unit: str) -> None:
    (wait_s,) = settings_of(unit, "TimeoutStopSec")
    assert int(wait_s) > CUT_OFF_S
    assert settings_of(unit, "KillMode") == ["mixed"], "children end with the bot, not before it"


def test_it_hears_of_the_bot_alone_and_restarts_it(unit: str) -> None:
    assert settings_of(unit, "Type") == ["notify"]
    assert settings_of(unit, "NotifyAccess") == ["main"]
    assert settings_of(unit, "WatchdogSec") == ["2min"]
    assert settings_of(unit, "Restart") == ["on-failure"]
    assert settings_of(unit, "OOMPolicy") == ["continue"]


def test_it_keeps_what_it_writes_in_one_folder(unit: str) -> None:
    assert settings_of(unit, "ProtectSystem") == ["strict"]
    assert not settings_of(unit, "ReadWritePaths")
    folder = f"/var/lib/{settings_of(unit, 'StateDirectory')[0]}"
    assert settings_of(unit, "WorkingDirectory") == [folder]
    assert f"DATABASE=sqlite:///{folder}/dozor.db" in settings_of(unit, "Environment")[0]
    assert not re.search(r"BOT_TOKEN=\d", unit)


def test_an_allow_list_of_calls_is_read_as_systemd_does() -> None:
    sets = {"@service": ["read", "@files", "chown"], "@files": ["open", "mount"], "@privileged": ["chown", "mount"]}
    unit = "SystemCallFilter=@service\nSystemCallFilter=~@privileged\nSystemCallFilter=mount\n"
    assert allowed_calls(unit, sets) == {"read", "open", "mount"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_finds_no_fault_and_little_exposure(unit: str, tmp_path: Path) -> None:
    tried = tmp_path / "dozor.service"
    tried.write_text(unit.replace("/opt/dozor/bin/dozor", "/bin/true"), "utf-8")  # verify looks for the program
    analyze = str(shutil.which("systemd-analyze"))
    checked = subprocess.run([analyze, "verify", "--man=no", tried], capture_output=True, text=True, check=False)
    ours = [line for line in checked.stderr.splitlines() if "dozor.service" in line]
    assert (checked.returncode, ours) == (0, [])
    judged = subprocess.run(
        [analyze, "security", "--offline=true", f"--threshold={_MOST_EXPOSED}", "--no-pager", tried],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout[-500:]

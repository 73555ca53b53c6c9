"""`deploy/Caddyfile`: it fits the settings' defaults, and Caddy takes it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CADDYFILE = ROOT / "deploy" / "Caddyfile"


def test_its_defaults_are_those_of_the_settings() -> None:
    defaults = dict(re.findall(r"\{\$(\w+):([^}]*)\}", CADDYFILE.read_text("utf-8")))
    settings = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    for name in ("WEBHOOK_PATH", "WEBHOOK_PORT"):
        assert defaults[name] == settings[name]
    assert defaults["HTTP_PORT"] == "9464"
    assert "HTTP_LISTEN=127.0.0.1:9464" in CADDYFILE.read_text("utf-8")


@pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not here")
def test_caddy_takes_it_and_would_not_write_it_in_another_way(tmp_path: Path) -> None:
    environment = {"DOMAIN": "dozor.example.org", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    for command in (["validate", "--adapter", "caddyfile", "--config"], ["fmt", "--diff"]):
        ran = subprocess.run(
            [str(shutil.which("caddy")), *command, str(CADDYFILE)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr

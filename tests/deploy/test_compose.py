"""`deploy/compose.yaml`: what each container may do, and that it fits the image, the Caddyfile and `.env.example`."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.loop import CUT_OFF_S
from tests.deploy.dockerfile import read

ROOT = Path(__file__).parents[2]
_DEPLOY = ROOT / "deploy"
_VARIABLE = re.compile(r"\$\{(\w+)(?::-[^}]*)?\}")
_NOT_OF_DOZOR = {"DOMAIN", "DOZOR_HOST", "HTTP_PORT"}
"""Variables of the Caddyfile alone."""


@pytest.fixture(scope="module")
def compose() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((_DEPLOY / "compose.yaml").read_text("utf-8"))
    return loaded


def test_every_container_is_walled_in_and_limited(compose: Mapping[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["init"] is True
        assert service["restart"] == "unless-stopped"
        assert service["pids_limit"] > 0 and service["mem_limit"]  # noqa: PT018  both are limits
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}
        assert not {"privileged", "network_mode", "pid", "devices", "user"} & service.keys()
    assert "cap_add" not in compose["services"]["dozor"]


def test_the_bot_writes_to_its_volume_alone_and_publishes_nothing(compose: Mapping[str, Any]) -> None:
    bot = compose["services"]["dozor"]
    assert bot["volumes"] == ["data:/data"]
    assert all("noexec" in one for one in bot["tmpfs"])
    assert bot["environment"]["DATABASE"].startswith("sqlite:////data/")
    assert "ports" not in bot
    assert "profiles" not in bot, "it runs by default"
    assert int(bot["stop_grace_period"].removesuffix("s")) > CUT_OFF_S
    assert set(compose["volumes"]) == {"data", "certificates", "caddy"}


def test_it_checks_the_health_as_the_image_does(compose: Mapping[str, Any]) -> None:
    *_, image = read((_DEPLOY / "Dockerfile").read_text("utf-8"))
    checked = compose["services"]["dozor"]["healthcheck"]
    said = image.last("HEALTHCHECK") or ""
    assert checked["test"] == ["CMD", *json.loads(said.partition("CMD ")[2])]
    for name, option in {"interval": "interval", "timeout": "timeout", "start_period": "start-period"}.items():
        assert f"--{option}={checked[name]}" in said


def test_variables_are_settings_of_the_bot_or_of_the_proxy(compose: Mapping[str, Any]) -> None:
    settings = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    text = (_DEPLOY / "compose.yaml").read_text("utf-8")
    named = set(_VARIABLE.findall(text)) | set(re.findall(r"^#     ([A-Z_]+)=", text, re.MULTILINE))
    assert named <= settings | _NOT_OF_DOZOR
    proxy = (_DEPLOY / "Caddyfile").read_text("utf-8")
    used = set(re.findall(r"\{\$(\w+)", proxy))
    assert used <= settings | _NOT_OF_DOZOR
    assert set(compose["services"]["caddy"]["environment"]) <= used
    assert compose["services"]["caddy"]["profiles"] == ["https"]


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.compose-spec", "deploy/compose.yaml"),
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
        ("vendor.github-workflows", ".github/workflows/release.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
    ],
)
def test_it_is_as_its_specification_says(schema: str, path: str) -> None:
    check = shutil.which("check-jsonschema", path=Path(sys.executable).parent)
    if check is None:
        pytest.skip("check-jsonschema is not here")
    ran = subprocess.run([check, "--builtin-schema", schema, ROOT / path], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_compose_itself_takes_it(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    file = str(tmp_path / "compose.yaml")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("Docker Compose is not here")
    shutil.copy(_DEPLOY / "compose.yaml", tmp_path)
    shutil.copy(ROOT / ".env.example", tmp_path / ".env")
    command = [docker, "compose", "--profile", "https", "-f", file, "config", "-q"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")

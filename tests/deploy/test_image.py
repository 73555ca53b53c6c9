"""The image: what its Dockerfile promises, and that a build has what it needs."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.deploy.dockerfile import Builder, Context, Stage, read

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
_LOCKED = re.compile(r"^([\w.-]+)==(\S+)(?: ; ([^\\]+?))? \\\n((?:    --hash=\S+(?: \\)?\n?)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def stages() -> list[Stage]:
    return read(DOCKERFILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(ROOT, (ROOT / ".dockerignore").read_text("utf-8"))


def _lock(path: str) -> Mapping[tuple[str, str], frozenset[str]]:
    """The hashes of what a lock file pins, by name and version."""
    text = (ROOT / path).read_text("utf-8")
    found = {(name, version): frozenset(hashes.split()) - {"\\"} for name, version, _, hashes in _LOCKED.findall(text)}
    assert len(found) == len(re.findall(r"^\w", text, re.MULTILINE)), "every line of it is pinned, with hashes"
    return found


def test_the_last_stage_runs_as_nobody_and_is_stopped_gently(stages: list[Stage]) -> None:
    *_, last = stages
    user, group = (last.last("USER") or "").split(":")
    assert int(user) > 0 < int(group)
    assert (last.last("STOPSIGNAL"), last.last("VOLUME"), last.last("WORKDIR")) == ("SIGTERM", "/data", "/data")
    assert json.loads(last.last("ENTRYPOINT") or "") == ["dozor"]
    assert json.loads(last.last("CMD") or "") == ["run"]
    check = (last.last("HEALTHCHECK") or "").partition("CMD ")[2]
    assert json.loads(check) == ["python", "-m", "bot.console.probe"]
    assert "DATABASE=sqlite:////data/" in (last.last("ENV") or "")
    assert [one.name for one in last.instructions].count("RUN") == 0, "what is built is copied"


def test_bases_are_pinned_and_nothing_secret_is_built_in(stages: list[Stage]) -> None:
    assert len(stages) == 2
    for stage in stages:
        assert re.fullmatch(r"python:3\.\d+-slim-\w+(@sha256:[0-9a-f]{64})?", stage.base)
        assert not {one.name for one in stage.instructions} & {"ADD", "MAINTAINER"}
    assert not re.search(r"TOKEN|SECRET|PASSWORD", DOCKERFILE.read_text("utf-8"))


def test_what_is_copied_is_sent_and_secrets_and_databases_are_not(stages: list[Stage], context: Context) -> None:
    for stage in stages:
        for one in stage.instructions:
            if one.name == "COPY" and "from" not in one.flags:
                for source in one.words[:-1]:
                    inside = source if (ROOT / source).is_file() else f"{source}/py.typed"
                    assert context.has(inside), source
    for kept in ("bot/locales/en/errors.ftl", "bot/stories/frequencies/ru.txt", "storage/sqlite/rows.py"):
        assert context.has(kept)
    for left in (".env", "deploy/.env", "dozor.db", "data/dozor.db-wal", ".git/config", "bot/__pycache__/app.pyc"):
        assert not context.has(left)


def test_its_locks_pin_what_is_tested_and_no_tool() -> None:
    everything, runtime, build = (_lock(path) for path in ("requirements.lock", *_DEPLOYED))
    assert runtime.items() | build.items() <= everything.items(), "make lock makes all of them"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {_name(one) for one in project["project"]["dependencies"]}
    assert wanted <= {_name(name) for name, _ in runtime}
    assert {_name(one) for one in project["dependency-groups"]["build"]} <= {_name(name) for name, _ in build}
    assert not {"pytest", "mypy", "ruff"} & {name for name, _ in runtime.keys() | build.keys()}


_DEPLOYED = ("deploy/requirements.lock", "deploy/build.lock")


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[._]", "-", found.group()).lower()


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent) or shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not here")
    ran = subprocess.run([hadolint, DOCKERFILE], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_the_steps_of_a_dockerfile_are_run_in_a_folder(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    (sent / "bot").mkdir(parents=True)
    (sent / "bot" / "app.py").touch()
    (sent / "bot" / "app.pyc").touch()
    text = """\
ARG PYTHON=3.13
FROM python:${PYTHON} AS build
# words
WORKDIR /src
COPY bot bot
RUN test -f bot/app.py \\
    && mkdir -p /opt/dozor \\
    && ls bot >/opt/dozor/files
FROM python:${PYTHON}
COPY --from=build /opt/dozor /data
"""
    first, last = read(text)
    assert (first.base, first.name, last.base) == ("python:3.13", "build", "python:3.13")
    builder = Builder(Context(sent, "*\n!bot\n**/*.pyc"), tmp_path / "root")
    for stage in (first, last):
        builder.build(stage)
    assert (tmp_path / "root" / "data" / "files").read_text() == "app.py\n"
    for wrong in ("RUN false", "COPY nothing /data/"):
        with pytest.raises((subprocess.CalledProcessError, FileNotFoundError)):
            builder.build(read(f"FROM python:3.13\n{wrong}")[0])

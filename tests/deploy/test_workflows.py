"""The workflows: each job has the rights that it needs and no others, and what it runs is pinned."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_PINNED = re.compile(r"[\w-]+/[\w/-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})")
_WRITES = {
    "check": set(),
    "install": set(),
    "build": {"id-token", "attestations"},
    "pypi": {"id-token"},
    "image": {"packages", "id-token", "attestations"},
}
"""What each job may write."""


def _load(path: Path) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def _steps(workflow: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_jobs_have_the_rights_that_they_need_alone(path: Path) -> None:
    workflow = _load(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        granted = job["permissions"]
        assert {right for right, may in granted.items() if may == "write"} == _WRITES[name]
        assert set(granted.values()) <= {"read", "write"}
        assert "timeout-minutes" in job or "uses" in job
    assert "pull_request_target" not in path.read_text("utf-8")
    assert "secrets." not in path.read_text("utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_runs_is_pinned_and_no_text_of_strangers_becomes_a_command(path: Path) -> None:
    for step in _steps(_load(path)):
        if "uses" in step:
            assert _PINNED.fullmatch(step["uses"])
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", ""), "a value comes through the environment"


def test_the_tested_versions_are_those_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    first, *others = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert project["requires-python"] == f">={first}"
    jobs = _load(ROOT / ".github/workflows/ci.yml")["jobs"]
    versions = [
        step["with"]["python-version"] for step in jobs["check"]["steps"] if "python-version" in step.get("with", {})
    ]
    assert versions == [first]
    assert jobs["install"]["strategy"]["matrix"]["python"] == others
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    assert f"ARG PYTHON={first}-slim" in dockerfile, "the image has the version that all tests run on"


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="actionlint is not here")
def test_actionlint_has_nothing_to_say() -> None:
    ran = subprocess.run([str(shutil.which("actionlint")), *WORKFLOWS], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")

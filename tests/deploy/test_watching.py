"""The dashboard, the alerts and the documentation ask for metrics that are there, with labels that they have."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.services.alarms import LEAST_FREE_BYTES, MANY_SOURCES, SHARE_OF_SOURCES
from tests.console.whole import all_metrics, named

_ROOT = Path(__file__).parents[2]
_ALERTS = _ROOT / "deploy/prometheus/alerts.yml"
_CONFIG = _ROOT / "deploy/prometheus/prometheus.yml"
_DASHBOARD = _ROOT / "deploy/grafana/dozor.json"
_SELECTOR = re.compile(r"\b(dozor_\w+)(?:\{([^}]*)\})?")
_MATCHER = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"')
_OF_PROMETHEUS = {"instance", "job"}
_SEVERITIES = {"critical", "warning"}
_GRID = 24


def _samples() -> dict[str, dict[str, set[str]]]:
    """The values of each label, by the names of samples."""
    found: dict[str, dict[str, set[str]]] = {}
    for metric in all_metrics():
        for sample in metric.samples:
            labels = found.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    return found


def _rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(_ALERTS.read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def _panels() -> list[dict[str, Any]]:
    panels: list[dict[str, Any]] = json.loads(_DASHBOARD.read_text("utf-8"))["panels"]
    return panels


def _of_dashboard() -> list[str]:
    found = [target["expr"] for panel in _panels() for target in panel.get("targets", ())]
    text = _DASHBOARD.read_text("utf-8")
    annotations = json.loads(text)["annotations"]["list"]
    return [*found, *(one["expr"] for one in annotations)]


def _plain(expression: str) -> str:
    """Without Grafana's variables."""
    return expression.replace("$__rate_interval", "5m").replace("$instance", ".*")


def _expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in _rules())
    yield from map(_plain, _of_dashboard())


def test_what_is_asked_for_is_there() -> None:
    known, asked = _samples(), list(_expressions())
    selectors = [found.groups(default="") for expression in asked for found in _SELECTOR.finditer(expression)]
    assert len(selectors) > len(asked) / 2
    assert {name for name, _ in selectors} - known.keys() == set()
    for name, matchers in selectors:
        for label, values in _MATCHER.findall(matchers):
            if label not in _OF_PROMETHEUS:
                assert label in known[name], (name, label)
                # `le` and stages differ from run to run; all others are members of enums.
                assert label in {"le", "stage"} or set(values.split("|")) <= known[name][label], (name, values)


def test_alerts_begin_where_operators_are_told() -> None:
    asked = {rule["alert"]: rule["expr"] for rule in _rules()}
    assert asked["DozorDiskShort"].endswith(f"< {LEAST_FREE_BYTES // 1024**2} * 1024 * 1024")
    assert f">= {MANY_SOURCES}\n" in asked["DozorManySourcesFail"].replace(" and", "\nand")
    assert asked["DozorManySourcesFail"].strip().endswith(f">= 1 / {SHARE_OF_SOURCES}")


def test_the_dashboard_shows_every_metric() -> None:
    shown = {name for expression in _of_dashboard() for name, _ in _SELECTOR.findall(expression)}
    endings = ("_bucket", "_sum", "_count")
    bases = {name.removesuffix(ending) for name in shown for ending in ("", *endings)}
    assert {named(metric) for metric in all_metrics()} - bases == set()


def test_every_metric_says_what_it_is_and_in_which_unit() -> None:
    for metric in all_metrics():
        assert metric.documentation.endswith("."), metric.name
        if metric.type == "histogram":
            assert metric.name.endswith("_seconds")
        assert not re.search(r"_(?:ms|milliseconds|minutes|mb|kb)(?:_|$)", metric.name)


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    rules = _rules()
    assert len({rule["alert"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["labels"]["severity"] in _SEVERITIES
        assert rule["annotations"].keys() == {"summary", "remedy"}, rule["alert"]
        assert all(text.endswith(".") for text in rule["annotations"].values())


def test_the_panels_of_the_dashboard_fill_their_rows() -> None:
    panels = _panels()
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert [panel["title"] for panel in panels if panel["type"] == "row"] == [
        "Health", "Flow", "Delivery", "Sources", "Machine",
    ]  # fmt: skip
    widths: dict[int, int] = {}
    for panel in panels:
        place = panel["gridPos"]
        assert place["x"] == widths.get(place["y"], 0), panel["title"]
        widths[place["y"]] = place["x"] + place["w"]
        assert panel["type"] == "row" or panel["description"]
    assert set(widths.values()) == {_GRID}


def test_the_example_watches_a_job_of_the_name_that_alerts_know() -> None:
    config = yaml.safe_load(_CONFIG.read_text("utf-8"))
    (job,) = config["scrape_configs"]
    assert job["job_name"] == "dozor"
    assert [_CONFIG.with_name(name) for name in config["rule_files"]] == [_ALERTS]


def _promtool(*arguments: str) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: the rules were only parsed as YAML")
    ran = subprocess.run([promtool, *arguments], cwd=_ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_prometheus_takes_the_rules_and_the_expressions_of_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": f"panel:{number}", "expr": one} for number, one in enumerate(map(_plain, _of_dashboard()))]
    panels = tmp_path / "panels.yml"
    panels.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}), "utf-8")
    _promtool("check", "rules", "--lint=none", str(panels))
    _promtool("check", "config", str(_CONFIG))


def test_alerts_fire_in_trouble_and_not_in_peace() -> None:
    _promtool("test", "rules", "tests/deploy/alerts.yml")


def test_the_trouble_of_that_test_is_all_the_trouble_there_is() -> None:
    tested = re.findall(r'alertname="(\w+)"', (_ROOT / "tests/deploy/alerts.yml").read_text("utf-8"))
    assert sorted(tested) == sorted(rule["alert"] for rule in _rules())


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_the_documentation_lists_every_metric(language: str) -> None:
    page = (_ROOT / f"docs/{language}/metrics.md").read_text("utf-8")
    listed = re.findall(r"^\| `(dozor_\w+)`", page, re.MULTILINE)
    assert sorted(listed) == sorted(named(metric) for metric in all_metrics())

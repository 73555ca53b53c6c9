"""The `dozor` command as a process."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.cli.arguments import make_parser
from bot.config import Settings
from storage.sqlite.migrations import migrations

_ARTICLE = """\
Лидеры обсудили «коалицию желающих»

О коалиции желающих говорили долго. Коалиция желает мира.
Читайте также
- Келлог раскрыл план
- Линия фронта сдвинулась
"""


def _environment() -> dict[str, str]:
    """That of the tests, without settings."""
    clean = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return clean | {"PYTHONPATH": str(Path(__file__).parents[2])}


def _dozor(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=_environment() | environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(_ARTICLE, encoding="utf-8")
    return file


def test_a_query_is_tried_on_files(article: Path) -> None:
    done = _dozor(article.parent, "match", "коалиция желающих", article.name)
    assert done.returncode == 0
    assert "коалицией" in done.stdout
    assert "[коалицию желающих]" in done.stdout
    assert "[коалиции желающих]" in done.stdout
    assert "желает мира]" not in done.stdout


def test_a_database_is_shrunk_if_it_is_there(tmp_path: Path) -> None:
    missing = _dozor(tmp_path, "vacuum")
    assert (missing.returncode, missing.stdout, missing.stderr) == (1, "", "dozor: dozor.db: no such file\n")
    with closing(sqlite3.connect(tmp_path / "dozor.db")) as db:
        migrations.apply(Database(db))
    assert _dozor(tmp_path, "vacuum").stdout.endswith("less than before\n")


def test_a_bad_line_in_the_list_of_marks_is_said_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "marks.csv").write_text("Иван Петров,Пометка\nПётр Иванов\n", encoding="utf-8")
    refused = _dozor(tmp_path, "run", BOT_TOKEN="1:x", TELEGRAM_API="http://127.0.0.1:9", MARKS_FILE="marks.csv")
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == (
        "dozor: MARKS_FILE, line 2: a name and its mark are expected, not 1 columns"
    )


@pytest.mark.parametrize(
    "command", [["run"], ["vacuum"], ["backup", "copy.db"], ["sources", "list"], ["match", "нефть"]]
)
def test_a_database_of_a_newer_version_is_refused_in_a_line(tmp_path: Path, command: list[str]) -> None:
    with closing(sqlite3.connect(tmp_path / "dozor.db")) as db:
        migrations.apply(Database(db))
        db.execute("UPDATE _sqlite_migrations SET name = 'tomorrow' WHERE name = 'what_ends'")
        db.commit()
    refused = _dozor(tmp_path, *command, BOT_TOKEN="1:x", TELEGRAM_API="http://127.0.0.1:9")
    assert refused.returncode == 1
    (said,) = refused.stderr.splitlines()
    assert "dozor.db was changed by a newer version" in said


def test_a_query_that_meets_nothing_ends_with_1_and_related_links_are_no_text(article: Path) -> None:
    assert _dozor(article.parent, "match", "Келлог", article.name).returncode == 1


def test_a_query_that_cannot_be_read_is_pointed_at(tmp_path: Path) -> None:
    done = _dozor(tmp_path, "match", "нефть + (")
    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == ["  нефть + (", "           ^"]


def test_of_a_long_query_with_line_breaks_the_place_is_shown(tmp_path: Path) -> None:
    done = _dozor(tmp_path, "match", "слово " * 100 + "\n\n(нефть 😀")
    _, shown, pointer = done.stderr.splitlines()
    assert shown.endswith("слово   (нефть 😀")
    assert pointer == " " * 42 + "^"
    assert len(shown) < 60


def test_an_archive_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    done = _dozor(tmp_path, "match", "нефть")
    assert (done.returncode, done.stderr) == (
        1,
        "dozor: dozor.db: no such file; the bot makes it when it runs for the first time\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_nobody_reads_to_its_end_is_no_error(tmp_path: Path) -> None:
    addresses = "\n".join(f"https://{number}.example/feed" for number in range(3_000))
    dozor = f"{sys.executable} -m bot sources"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{dozor} import - >/dev/null && {dozor} list | head -n 1 && {dozor} list | true"],
        cwd=tmp_path,
        env=_environment(),
        input=addresses,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("new      own                  https://0.example/feed")


def test_a_number_of_days_that_is_none_is_a_wrong_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        make_parser().parse_args(["sources", "check", "--days", "nan"])
    assert leaving.value.code == 2
    assert "a number above 0 is needed" in capsys.readouterr().err


def test_it_explains_itself(tmp_path: Path) -> None:
    done = _dozor(tmp_path, "--help")
    assert done.returncode == 0
    assert "usage: dozor" in done.stdout


@pytest.mark.parametrize("command", ["run", "demo", "match", "sources", "trace", "vacuum", "backup", "restore"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        make_parser().parse_args([command, "--help"])
    assert leaving.value.code == 0
    assert f"usage: dozor {command}" in capsys.readouterr().out


def test_the_doctor_says_what_is_wrong_without_secrets_and_without_a_network(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=1:s3cr3t\nADMIN=\x1b[31m1\nTELEGRAM_PROXY=http://u:pa55@127.0.0.1:9\n")
    done = _dozor(tmp_path, "doctor")
    assert done.returncode == 1
    assert "failure  token" in done.stdout
    assert "ADMIN in .env is no setting" in done.stdout
    assert not done.stderr
    for secret in ("s3cr3t", "pa55", "\x1b"):
        assert secret not in done.stdout
    assert not (tmp_path / "dozor.db").exists()

    wrong = _dozor(tmp_path, "doctor", "--json", KEEP_TOLD="s3cr3t", LOG_LEVEL="loud")
    assert wrong.returncode == 1
    assert "s3cr3t" not in wrong.stdout
    said = json.loads(wrong.stdout)
    assert not said["ok"]
    whats = [one["what"] for one in said["checks"] if one["state"] == "failure"]
    assert [what.split(":")[0] for what in whats] == ["KEEP_TOLD", "LOG_LEVEL"]

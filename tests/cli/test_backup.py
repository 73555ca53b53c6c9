"""`dozor backup` and `dozor restore`, as an operator sees them."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import backup, restore
from bot.cli.arguments import make_parser
from bot.cli.backup import dated, expired
from bot.config import Settings
from bot.errors import BackupRefused

_NOW = datetime(2026, 11, 28, 14, 51, tzinfo=UTC)


def _options(*arguments: str | Path) -> argparse.Namespace:
    return make_parser().parse_args([str(one) for one in arguments])


@given(st.lists(st.datetimes(_NOW.replace(tzinfo=None)), min_size=1, max_size=20), st.integers(1, 9))
def test_of_dated_backups_the_newest_are_kept_and_nothing_else_is_touched(times: list[datetime], keep: int) -> None:
    file = Path("dozor.db")
    names = {dated(file, at).name for at in times}
    others = [
        *("dozor.db", "dozor-old.db", "dozor-20200101T000000Z.db.part", "dozor-20200101T000000Z.db-wal"),
        *("dozor-20200101.db", "other-20200101T000000Z.db", "dozor-2-20200101T000000Z.db", "dozor-20200101T000000Z"),
    ]
    gone = expired(file, [*others, *names], keep)
    assert set(gone) <= names
    assert gone == sorted(gone)
    left = names - set(gone)
    assert len(left) == min(keep, len(names))
    assert all(old < new for old in gone for new in left)


def test_backups_are_dated_rotated_and_restored(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, database=f"sqlite:///{database}")
    file = tmp_path / "backups" / "weekly.db"
    file.parent.mkdir()
    kept = file.with_name("weekly-notes.db")
    kept.write_text("not a backup")
    for day in (1, 2, 3):
        now = _NOW.replace(day=day)
        monkeypatch.setattr("bot.cli.backup.SystemClock.now", lambda _, now=now: now)
        assert backup.run(settings, _options("backup", file, "--keep", "2")) == 0
    newest = file.with_name("weekly-20261103T145100Z.db")
    assert sorted(file.parent.iterdir()) == [file.with_name("weekly-20261102T145100Z.db"), newest, kept]
    said = capsys.readouterr().out
    assert f"{newest}: 0.9 MB, schema " in said
    assert "weekly-20261101T145100Z.db: deleted" in said
    with pytest.raises(BackupRefused, match="is a folder"):
        backup.run(settings, _options("backup", file.parent, "--keep", "2"))
    assert restore.run(settings, _options("restore", newest, "--check")) == 0
    assert "it can be restored" in capsys.readouterr().out
    assert restore.run(settings, _options("restore", newest, "--replace")) == 0
    said = capsys.readouterr().out
    assert f"is kept as {database}.before-" in said
    assert "may come again" in said


@pytest.mark.parametrize("keep", ["0", "-1", "many", "1.5", "²"])
def test_a_number_of_backups_that_is_none_is_a_wrong_argument(keep: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        _options("backup", "dozor.db", f"--keep={keep}")
    assert leaving.value.code == 2
    assert "a whole number above 0" in capsys.readouterr().err

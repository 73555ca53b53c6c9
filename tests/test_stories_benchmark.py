"""`benchmarks.stories` measures what it says: a tiny size of it."""

from pathlib import Path

import pytest

from benchmarks.stories import measure


async def test_most_of_what_is_retold_is_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    await measure([100], 50, tmp_path / "dozor.db")
    *_, row = capsys.readouterr().out.splitlines()
    assert row.split()[0] == "100"
    assert row.split()[-2] == "0.00%"

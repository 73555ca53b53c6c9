"""What an audit says is what the index has said."""

import json

import pytest

from tests.vulnerabilities import read

_SOUND = {"name": "sound", "version": "1.0", "vulns": []}
_SKIPPED = {"name": "skipped", "skip_reason": "not found"}
_BAD = {"name": "bad", "version": "2.0", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]}


@pytest.mark.parametrize(
    ("packages", "said"),
    [
        ([_SOUND, _SOUND], "no known vulnerabilities in 2 packages"),
        ([_SOUND, _SKIPPED], "no known vulnerabilities in 1 packages; 1 not known"),
        ([_SKIPPED], "known vulnerabilities could not be looked up from here; nothing is said of them"),
        ([_SOUND, _BAD, _SKIPPED], "bad 2.0: PYSEC-1, PYSEC-2\nmake lock resolves the dependencies anew"),
    ],
)
def test_what_was_not_looked_up_is_not_called_sound(packages: list[object], said: str) -> None:
    known = read(json.dumps({"dependencies": packages}))
    assert known.said == said
    assert bool(known.vulnerable) is (_BAD in packages)


def test_an_audit_that_could_not_finish_says_so() -> None:
    assert not read("").answered

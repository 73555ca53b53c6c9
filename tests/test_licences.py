"""What an installation brings along may be handed on with the program."""

from email.message import Message
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

from tests.licences import WORDS, Licensed, is_permitted, needed, statements


class _Installed(Distribution):
    """A package that says so of itself."""

    def __init__(self, *headers: tuple[str, str]) -> None:
        self._about = Message()
        for name, value in headers:
            self._about[name] = value

    @property
    def metadata(self) -> Any:  # noqa: ANN401  as the base class has it
        return self._about

    def read_text(self, filename: str) -> str | None:
        raise NotImplementedError

    def locate_file(self, path: Any) -> Path:  # noqa: ANN401  as the base class has it
        raise NotImplementedError


def test_every_licence_is_permitted_or_explained() -> None:
    found = list(needed())
    assert {"aiogram", "aiohttp", "pydantic-core"} <= {one.name for one in found}
    assert "pytest" not in {one.name for one in found}
    assert {one.name: one.objections for one in found if one.objections} == {}
    assert WORDS.keys() <= {one.name for one in found}, "a word for what is not needed any more"


@pytest.mark.parametrize(
    ("expression", "permitted"),
    [
        ("MIT", True),
        ("MIT AND Apache-2.0", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only OR AGPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("MIT AND (BSD-3-Clause OR GPL-3.0-only)", False),  # brackets need a word
        ("", False),
    ],
)
def test_an_expression_needs_one_way_of_permitted_licences(expression: str, permitted: bool) -> None:
    assert is_permitted(expression) is permitted


def test_every_place_where_a_package_states_its_licence_counts() -> None:
    said = statements(_Installed(("Classifier", "License :: OSI Approved :: MIT License"), ("License", "AGPL-3.0")))
    assert said == {"MIT", "AGPL-3.0"}
    assert Licensed("some", said).objections == {"AGPL-3.0"}
    assert Licensed("some", statements(_Installed(("License", "UNKNOWN")))).objections == {""}


def test_a_word_holds_for_the_licence_that_it_was_written_for() -> None:
    assert not Licensed("certifi", frozenset({"MPL-2.0"})).objections
    assert Licensed("certifi", frozenset({"AGPL-3.0-only"})).objections == {"AGPL-3.0-only"}

"""The list of mutants does not rot: each can be made, and has tests."""

import ast
import re

import pytest

from tests.mutants.list import MUTANTS
from tests.mutants.mutant import ROOT, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.wrong)
def test_a_mutant_is_another_program_that_some_tests_are_about(mutant: Mutant) -> None:
    text = (ROOT / mutant.path).read_text("utf-8")
    mutated = mutant.mutated(text)
    assert mutated != text
    if mutant.path.endswith(".py"):
        ast.parse(mutated)
    for test in mutant.tests:
        path, _, name = test.partition("::")
        assert name, f"{test}: a mutant names the tests that are about it"
        assert re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), test


def test_there_is_enough_of_them() -> None:
    assert len(MUTANTS) >= 60
    assert len({one.wrong for one in MUTANTS}) == len(MUTANTS)

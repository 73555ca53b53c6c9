"""`benchmarks.match_quality` counts what it says."""

from collections.abc import Mapping

import pytest

from benchmarks.match_quality import judged, of_names, of_spellings
from bot.text.forms import Morphology

MORPHOLOGY = Morphology()


def _case(query: str, text: str, match: bool | None) -> Mapping[str, object]:
    return {"query": query, "text": text, "match": match, "lang": "ru", "kind": "plain", "tag": "1.1", "why": "test"}


@pytest.mark.parametrize(
    ("case", "holds"),
    [
        (_case("нефть", "Нефти много.", match=True), True),
        (_case("нефть", "Нефти много.", match=False), False),
        (_case("нефть", "Газа много.", match=True), False),
        (_case("нефть", "Газа много.", match=False), True),
        (_case("(", "Газа много.", match=False), False),
        (_case("(", "Газа много.", match=None), True),
        (_case("нефть", "Газа много.", match=None), True),
    ],
)
def test_a_case_holds_if_the_answer_is_right(case: Mapping[str, object], holds: bool) -> None:
    (verdict,) = judged([case], MORPHOLOGY)
    assert verdict.holds is holds
    assert verdict.groups == ("ru", "plain", "1.1")


def test_names_count_what_is_right_wrong_and_missed() -> None:
    lines: list[Mapping[str, object]] = [
        {"id": 0, "text": "Макрон уехал."},
        {"id": 1, "text": "Ждут Макрона."},
        {"id": 2, "text": "Ждут дождя."},
        {"query": "Макрон", "sentences": [0, 2], "either": []},
        {"query": "дождь", "sentences": [], "either": [2]},
    ]
    counts, wrong = of_names(lines, MORPHOLOGY)
    assert (counts.right, counts.wrong, counts.missed) == (1, 1, 1)
    assert wrong == ["matched: 'Макрон' in 'Ждут Макрона.'", "missed: 'Макрон' in 'Ждут дождя.'"]


def test_a_spelling_that_differs_has_to_be_offered() -> None:
    verdicts = list(of_spellings(["person\tКулеба\tКулеба\tNobody|Nobody else\n"], MORPHOLOGY))
    assert [verdict.groups[1] for verdict in verdicts] == ["ru → en", "uk → en", "en → ru", "en → uk"]
    assert not any(verdict.holds for verdict in verdicts)

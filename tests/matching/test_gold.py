"""The quality of matching on sentences that people lemmatised, if the data are installed: it must not sink."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.matching import build
from bot.matching import Matcher, parse
from bot.model import QueryId, ReadArticle
from bot.text.forms import Morphology

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the annotated sentences are not part of the project")


def read(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "all_floor", "phrase_floor"), [("ru_ud", 97.6, 97.9), ("uk_ud", 98.9, 99.6), ("en_ewt", 98.1, 98.3)]
)
def test_f1_stays_above_its_floor(name: str, all_floor: float, phrase_floor: float) -> None:
    queries, sentences = read(f"{name}.queries.jsonl"), read(f"{name}.sentences.jsonl")
    match = build([str(query["query"]) for query in queries])
    found: dict[int, set[object]] = {index: set() for index in range(len(queries))}
    for sentence in sentences:
        for query_id in match(str(sentence["text"])):
            found[query_id].add(sentence["id"])

    counts: dict[str, Counter[str]] = {"all": Counter(), "phrase": Counter()}
    for index, query in enumerate(queries):
        right = set(query["sentences"])  # type: ignore[call-overload]  # a list, by the format of the data
        met = found[index] - set(query.get("either", ()))  # type: ignore[call-overload]  # as above
        for group in ["all", *(["phrase"] if str(query["kind"]).startswith("phrase") else [])]:
            counts[group].update(right=len(met & right), wrong=len(met - right), missed=len(right - met))

    def f1(count: Counter[str]) -> float:
        return 200 * count["right"] / (2 * count["right"] + count["wrong"] + count["missed"])

    assert f1(counts["all"]) >= all_floor
    assert f1(counts["phrase"]) >= phrase_floor


LAW = "a capital alone makes no name"
"""The reason of the one trap that the query language contradicts: «Магнит» meets «магнит» only if typed so."""


def test_no_trap_is_fallen_into(morphology: Morphology) -> None:
    failed = []
    for case in read("traps.jsonl"):
        wanted = case["match"] and case["why"] != LAW
        query = parse(str(case["query"]))
        matcher = Matcher(morphology)
        matcher.add(QueryId(0), query)
        article = ReadArticle(title="", text=str(case["text"]), source="", site="", language="")
        if [bool(matcher.match(article)), matcher.evaluate(query, article) is not None] != [wanted] * 2:
            failed.append(case)

    assert not failed

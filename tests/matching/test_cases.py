"""Sentences as in news, and queries that they match or do not, in three languages."""

from pathlib import Path

import pytest

from bot.matching import Matcher, parse
from bot.model import QueryId, ReadArticle

CASES = [
    (line[0] == "+", *line[2:].split(" ¦ "))
    for file in sorted(Path(__file__).parent.glob("cases*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line.startswith(("+ ", "- "))
]


@pytest.mark.parametrize(("expected", "query", "sentence"), CASES)
def test_a_sentence_meets_a_query_or_does_not(matcher: Matcher, *, expected: bool, query: str, sentence: str) -> None:
    parsed = parse(query)
    title, text = (sentence, "") if "title:" in query else ("", sentence)
    article = ReadArticle(title=title, text=text, source="", site="", language="")

    matcher.add(QueryId(1), parsed)
    try:
        found = matcher.match(article)
    finally:
        matcher.remove(QueryId(1))

    assert (found == [QueryId(1)]) == expected
    assert (matcher.evaluate(parsed, article) is not None) == expected


def test_there_are_enough_cases_to_mean_something() -> None:
    assert len(CASES) >= 150
    assert sum(not expected for expected, _, _ in CASES) >= 40

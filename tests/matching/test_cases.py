"""Sentences as in news, and queries that they match or do not, in three languages."""

from pathlib import Path

import pytest

from bot.matching import Matcher, parse
from bot.model import QueryId, ReadArticle


def _cases(file: Path) -> list[tuple[bool, str, str]]:
    """Whether it is met, a query, and a sentence."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(("+ ", "- "))]
    parts = [(line[0] == "+", line[2:].split(" ¦ ")) for line in lines]
    return [(expected, query, sentence) for expected, (query, sentence) in parts]


CASES = {file.name: _cases(file) for file in sorted(Path(__file__).parent.glob("cases*.txt"))}


@pytest.mark.parametrize("file", CASES)
def test_a_sentence_meets_a_query_or_does_not(matcher: Matcher, file: str) -> None:
    queries = {query: QueryId(number) for number, query in enumerate(sorted({query for _, query, _ in CASES[file]}), 1)}
    parsed = {query: parse(query) for query in queries}
    for query, number in queries.items():
        matcher.add(number, parsed[query])

    wrong = []
    for expected, query, sentence in CASES[file]:
        title, text = (sentence, "") if "title:" in query else ("", sentence)
        article = ReadArticle(title=title, text=text, source="", site="", language="")
        by_index = queries[query] in matcher.match(article)
        by_judge = matcher.evaluate(parsed[query], article) is not None
        if (by_index, by_judge) != (expected, expected):
            wrong.append((query, sentence, f"index: {by_index}", f"judge: {by_judge}"))

    assert wrong == []


def test_there_are_enough_cases_to_mean_something() -> None:
    assert sum(map(len, CASES.values())) >= 150
    assert sum(not expected for cases in CASES.values() for expected, _, _ in cases) >= 40

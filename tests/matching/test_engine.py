"""A query that breaks the matcher breaks no other query."""

import pytest

from bot.matching import Query, indexed, parse_canonical
from bot.matching.engine import Matching
from bot.model import Generation, IndexChanges, QueryId, ReadArticle
from tests.kept import morphology

_ARTICLE = ReadArticle("Мост открыли", "Мост через реку открыли вчера.", "Вестник", "one.example", "ru")


async def test_a_query_that_breaks_the_matcher_keeps_no_other_from_being_met(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fragile(text: str) -> Query:
        if text == "яд":
            raise RecursionError
        return parse_canonical(text)

    monkeypatch.setattr(indexed, "parse_canonical", fragile)
    queries = {QueryId(1): "река", QueryId(2): "яд", QueryId(3): "мост"}
    async with Matching(morphology()) as opened:
        await opened.apply(IndexChanges(Generation(1), queries, frozenset()))
        (found,) = await opened.match([_ARTICLE])
    assert sorted(found.queries) == [1, 3]
    assert "query 2 cannot be read any more" in caplog.text

"""Matching: quality by a scorer, speed and memory by size."""

from collections.abc import Callable

from bot.matching import Matcher, parse
from bot.model import QueryId, ReadArticle
from bot.text.forms import Morphology


def build(queries: list[str]) -> Callable[[str], list[QueryId]]:
    """A function from a text to the indices of the queries that it meets."""
    matcher = Matcher(Morphology())
    for index, query in enumerate(queries):
        matcher.add(QueryId(index), parse(query))

    def match(text: str) -> list[QueryId]:
        return matcher.match(ReadArticle(title="", text=text, source="", site="", language=""))

    return match

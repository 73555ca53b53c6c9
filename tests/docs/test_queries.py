"""The page on queries is true: each example runs through the parser, the judge and the index."""

import re
from html import unescape

import pytest

from bot.errors import QueryError
from bot.i18n import Translations
from bot.matching import Matcher, parse
from bot.model import Language, QueryId
from tests import kept
from tests.docs.pages import examples, page

_CODE = re.compile(r"<code>(.*?)</code>")
_LEAST = 35
"""Examples of a page: each construct has one."""


@pytest.mark.parametrize("language", Language)
def test_an_example_meets_what_the_page_says(language: Language) -> None:
    shown = [example for example in examples(page(language, "queries")) if not example.refused]
    matcher = Matcher(kept.morphology())
    queries = {QueryId(number): parse(example.query) for number, example in enumerate(shown)}
    for query_id, query in queries.items():
        matcher.add(query_id, query)
    wrong = []
    for query_id, example in zip(queries, shown, strict=True):
        for article in (*example.met, *example.unmet):
            expected = article in example.met
            judged = matcher.evaluate(queries[query_id], article) is not None
            found = query_id in matcher.match(article)
            if (judged, found) != (expected, expected):
                wrong.append(f"{example.query} · {article.title} ¶ {article.text}: {judged=} {found=}")
    assert not wrong, "\n".join(wrong)
    assert len(shown) >= _LEAST


@pytest.mark.parametrize("language", Language)
def test_what_cannot_be_read_is_answered_as_the_page_says(language: Language) -> None:
    texts = Translations()[language]
    refused = [example for example in examples(page(language, "queries")) if example.refused]
    for example in refused:
        with pytest.raises(QueryError) as answer:
            parse(example.query)
        assert texts.plain(answer.value.expected) == example.refused, example.query
    assert refused


@pytest.mark.parametrize("language", Language)
def test_the_page_shows_each_form_that_help_shows(language: Language) -> None:
    helped = [unescape(written) for written in _CODE.findall(Translations()[language].html("help-queries"))]
    signs = {_signs(example.query) for example in examples(page(language, "queries"))}
    assert {query for query in helped if not any(_signs(query) <= shown for shown in signs)} == set()


def _signs(query: str) -> frozenset[str]:
    """The signs and fields of a query, without its words."""
    return frozenset(re.findall(r"(?:title|lead|site|source|lang|author|url):|~>|[=!,|+\-*~^#@()\"]", query))

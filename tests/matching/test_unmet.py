"""Why an article does not meet a query."""

import pytest
from hypothesis import given, settings

from bot.matching import Distance, Lack, Matcher, Unmet, parse
from bot.model import ReadArticle
from bot.text.forms import Morphology
from tests.matching.made_up import ARTICLES, QUERIES, finds

_ARTICLE = ReadArticle(
    "Мост в Риге открыт", "Коалиция собралась. Желающих не было.\nГаз подорожал.", "Вестник", "vestnik.example", "ru"
)


@pytest.mark.parametrize(
    ("query", "lacks"),
    [
        ("мост", []),
        ("коалиция желающих", [Unmet(Lack.TOGETHER, "коалиция желающих")]),
        ("коалиция несогласных", [Unmet(Lack.WORD, "несогласных")]),
        ("нефть + газ", [Unmet(Lack.WORD, "нефть")]),
        ("нефть, уголь", [Unmet(Lack.WORD, "нефть"), Unmet(Lack.WORD, "уголь")]),
        ("(нефть, уголь) + мост", [Unmet(Lack.WORD, "нефть"), Unmet(Lack.WORD, "уголь")]),
        ("title:газ", [Unmet(Lack.ZONE, "title:газ")]),
        ("lead:газ + мост", [Unmet(Lack.ZONE, "lead:газ")]),
        ("мост -газ", [Unmet(Lack.EXCLUDED, "газ")]),
        ("мост + site:bbc.com", [Unmet(Lack.ORIGIN, "site:bbc.com")]),
        ("=моста", [Unmet(Lack.WORD, "моста")]),
        ('"мост газ"~3', [Unmet(Lack.TOGETHER, '"мост газ"~3')]),
    ],
)
def test_what_is_lacking_is_named(matcher: Matcher, query: str, lacks: list[Unmet]) -> None:
    assert list(matcher.unmet(parse(query), _ARTICLE)) == lacks


@settings(max_examples=100, deadline=None)
@given(QUERIES.filter(finds), ARTICLES)
def test_something_is_lacking_exactly_where_a_query_is_not_met(
    morphology: Morphology, text: str, article: ReadArticle
) -> None:
    matcher = Matcher(morphology)
    query = parse(text)
    assert bool(matcher.unmet(query, article)) == (matcher.evaluate(query, article) is None)


@pytest.mark.parametrize(
    ("query", "share"),
    [
        ("мост", 1),
        ("нефть", 0),
        ("коалиция несогласных", 0.5),
        ("(нефть + уголь), (газ + сталь)", 0.5),
        ("мост + нефть + site:bbc.com", 1 / 3),
        ("мост -газ", 1),
        ("коалиция желающих", 1),
    ],
)
def test_a_query_is_the_nearer_the_more_of_its_words_are_there(matcher: Matcher, query: str, share: float) -> None:
    parsed = parse(query)
    found = matcher.distance(parsed, matcher.read(_ARTICLE))
    assert found == Distance(matcher.unmet(parsed, _ARTICLE), share)

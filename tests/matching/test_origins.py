"""What an article says of itself: its authors and its address, besides site, source and language."""

import pytest

from bot.matching import Lack, Matcher, parse
from bot.matching.index import Index
from bot.matching.patterns import Patterns
from bot.model import QueryId, ReadArticle
from bot.text.forms import Morphology


def is_met(matcher: Matcher, query: str, article: ReadArticle) -> bool:
    """As the index and the judge say; they must agree."""
    parsed = parse(query)
    matcher.add(QueryId(1), parsed)
    found = matcher.match(article)
    matcher.remove(QueryId(1))
    assert (found == [QueryId(1)]) == (matcher.evaluate(parsed, article) is not None)
    return found == [QueryId(1)]


def written_by(author: str) -> ReadArticle:
    return ReadArticle("Мост", "", "", "", "ru", author=author)


def at(url: str) -> ReadArticle:
    return ReadArticle("Мост", "", "", "", "ru", url=url)


@pytest.mark.parametrize(
    ("query", "author", "expected"),
    [
        ("author:Иванов", "Сергей Иванов", True),
        ("author:иванов", "ИВАНОВ С. П.", True),
        ('author:"Иванов Сергей"', "Сергей Иванов, Анна Ёлкина", True),
        ("author:Елкина", "Сергей Иванов, Анна Ёлкина", True),
        ("author:Иванов", "Сергей Ивановский", False),
        ('author:"Иванов Пётр"', "Сергей Иванов", False),
        ("author:Иванов", "", False),
        ("мост -author:Иванов", "Сергей Иванов", False),
        ("author:(Петров | Иванов)", "Сергей Иванов", True),
        ("Иванов", "Сергей Иванов", False),
    ],
)
def test_an_author_is_met_by_words_of_the_name(matcher: Matcher, query: str, author: str, *, expected: bool) -> None:
    assert is_met(matcher, query, written_by(author)) is expected


@pytest.mark.parametrize(
    ("query", "url", "expected"),
    [
        ("url:spring", "https://one.example/Spring-2026/1", True),
        ("url:one.example/spring", "https://www.one.example/spring", True),
        ("url:https://one.example/spring", "http://www.one.example/spring", True),
        ("url:мост", "https://one.example/%D0%9C%D0%BE%D1%81%D1%82", True),
        ("url:пример.рф", "https://xn--e1afmkfd.xn--p1ai/1", True),
        ("url:xn--e1afmkfd.xn--p1ai", "https://пример.рф/1", True),
        ("url:%2Fnews%2F", "https://one.example/news/1", True),
        ("url:spring", "https://one.example/sprint", False),
        ("url:spring", "", False),
        ("мост -url:/sport/", "https://one.example/sport/1", False),
        ("url:(sport | news) + мост", "https://one.example/news/1", True),
    ],
)
def test_a_part_of_the_address_is_met(matcher: Matcher, query: str, url: str, *, expected: bool) -> None:
    assert is_met(matcher, query, at(url)) is expected


def test_few_queries_for_an_address_are_looked_at(morphology: Morphology) -> None:
    index = Index(Patterns(morphology))
    for number in range(1, 1_001):
        index.add(QueryId(number), parse(f"url:one.example/{number:04}"))

    assert len(index._from_origin(at("https://one.example/0007"))) < 20
    assert index.match(at("https://one.example/0007")) == [QueryId(7)]
    for number in range(1, 1_001):
        index.remove(QueryId(number))
    assert not index._by_origin


def test_what_an_article_is_not_by_is_said(matcher: Matcher) -> None:
    (lack,) = matcher.unmet(parse("мост author:Иванов"), written_by("Анна"))

    assert (lack.lack, lack.part) == (Lack.ORIGIN, 'author:"Иванов"')

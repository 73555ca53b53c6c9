"""Where a query is met: in the title, in the lead, below it, or once in passing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.matching import Matcher, parse
from bot.matching.evaluate import lead_end
from bot.matching.tree import Both, Either, Node, Not, Often
from bot.model import Prominence, ReadArticle
from bot.text.forms import Morphology
from tests.matching.made_up import ARTICLES, QUERIES, finds

_LEAD = "Мэр Риги открыл мост через Даугаву."
_BODY = (
    "Строили его девять лет, и обошёлся он вдвое дороже, чем думали. "
    * 8
    + "\nНа открытие приехал премьер. Он вспомнил о санкциях. Потом говорили о рыбе, о рыбаках и снова о рыбе.\n"
    "Подрядчик Иван Петров доволен."
)
_ARTICLE = ReadArticle("Мост в Риге открыт", f"{_LEAD}\n{_BODY}", "Вестник", "vestnik.example", "ru")


@pytest.mark.parametrize(
    ("query", "prominence"),
    [
        ("мост", "title"),
        ("мост Рига", None),
        ("мост + Рига", "title"),
        ("мэр", "lead"),
        ("мост + мэр", "lead"),
        ("мэр Риги", "lead"),
        ("рыба", "body"),
        ("санкции", "passing"),
        ("мост + санкции", "body"),
        ("мэр + санкции", "body"),
        ("премьер + санкции", "passing"),
        ("рыба + санкции", "body"),
        ("рыба, рыбак", "body"),
        ("премьер, санкции", "body"),
        ("санкции, эмбарго", "passing"),
        ("(премьер + санкции), эмбарго", "passing"),
        ("(мост + санкции), рыба", "body"),
        ("(мост + санкции), (мэр + мост)", "lead"),
        ("Петров, Иван Петров", "passing"),
        ('"Иван доволен"~1', "passing"),
        ('"рыба рыбаки"~9', "passing"),
        ("мост -эмбарго", "title"),
        ("санкции -эмбарго", "passing"),
        ("title:мост", "title"),
        ("lead:мэр", "lead"),
        ("site:vestnik.example", "title"),
        ("site:vestnik.example + санкции", "passing"),
        ("site:vestnik.example + рыба", "body"),
        ("мост^2", "title"),
        ("рыба^2", "body"),
    ],
)
def test_where_a_query_is_met(matcher: Matcher, query: str, prominence: str | None) -> None:
    hit = matcher.evaluate(parse(query), _ARTICLE)
    assert (hit and hit.prominence) == prominence


def test_a_text_of_a_few_sentences_has_no_body(matcher: Matcher) -> None:
    short = ReadArticle("Мост в Риге открыт", f"{_LEAD}\nОн вспомнил о санкциях.", "Вестник", "vestnik.example", "ru")
    hit = matcher.evaluate(parse("санкции"), short)
    assert hit is not None
    assert hit.prominence is Prominence.LEAD


@settings(max_examples=150, deadline=None)
@given(QUERIES.filter(finds), ARTICLES)
def test_it_is_met_there_by_that_part_of_the_article_alone(
    morphology: Morphology, text: str, article: ReadArticle
) -> None:
    query, matcher = parse(text), Matcher(morphology)
    long = replace(article, text=f"{article.text}\n{'слово ' * 100}")
    hit = matcher.evaluate(query, long)
    if hit is None or any(isinstance(node, Often) for node in _nodes(query.root)):
        return
    lead = long.text[: lead_end(long) - len(long.title) - 1]
    parts = {Prominence.TITLE: replace(long, text=""), Prominence.LEAD: replace(long, text=lead)}
    met = [prominence for prominence, part in parts.items() if matcher.evaluate(query, part)]
    below = {Prominence.BODY, Prominence.PASSING}
    if hit.prominence in parts:
        assert hit.prominence in met
    elif not any(isinstance(node, Not) for node in _nodes(query.root)):
        assert hit.prominence in below
        assert met == []
    if hit.prominence is Prominence.PASSING:
        assert not hit.title


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in (node.part,) if isinstance(node, Not) else node.parts if isinstance(node, Both | Either) else ():
        yield from _nodes(part)

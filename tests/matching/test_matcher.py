"""The matcher against a slow reference, and what it promises besides."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.articles.addresses import site_of
from bot.matching import Matcher, parse
from bot.matching.candidates import to_filter
from bot.matching.evaluate import Evaluator, Reading
from bot.matching.index import Index
from bot.matching.patterns import Patterns
from bot.matching.quotes import MAX_NEAR
from bot.matching.unmet import Explainer
from bot.model import Hit, QueryId, ReadArticle, Span
from bot.text.forms import Morphology
from tests.matching.made_up import ARTICLES, QUERIES, finds
from tests.matching.reference import passes, reference


@settings(max_examples=150, deadline=None)
@given(st.lists(QUERIES.filter(finds), min_size=1, max_size=8), st.lists(ARTICLES, min_size=1, max_size=3), st.data())
def test_index_judge_and_reference_agree(
    morphology: Morphology, texts: list[str], articles: list[ReadArticle], data: st.DataObject
) -> None:
    queries = {QueryId(number): parse(text) for number, text in enumerate(texts, 1)}
    patterns = Patterns(morphology)
    matcher = Matcher(morphology)
    gone = data.draw(st.sets(st.sampled_from(sorted(queries))))
    for query_id, query in queries.items():
        matcher.add(query_id, query)
    for article in articles:
        expected = {query_id for query_id, query in queries.items() if reference(query, article, patterns)}
        reading = matcher.read(article)

        assert sorted(matcher.match(article)) == sorted(expected)
        assert {
            query_id for query_id, query in queries.items() if matcher.evaluate(query, reading) is not None
        } == expected

    for query_id in gone:
        matcher.remove(query_id)
    for article in articles:
        assert set(matcher.match(article)) == {
            query_id
            for query_id, query in queries.items()
            if query_id not in gone and reference(query, article, patterns)
        }


def hyphenated(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Two words as one with a hyphen, and «нефть» as two words."""
    if list(words) == ["нефть"]:
        return [("газ", "oil")]
    return [(f"{words[0]}-{words[1]}", *words[2:])] if len(words) > 1 else []


@settings(max_examples=100, deadline=None)
@given(QUERIES.filter(finds), st.lists(ARTICLES, min_size=1, max_size=3))
@example('"премьер министр газ"~3', [ReadArticle("Газ и премьер-министру нефти", "", "", "", "ru")])
@example("нефть", [ReadArticle("", "Газ oil.", "", "", "")])
@example("=нефть", [ReadArticle("", "Газ oil.", "", "", "")])
def test_every_spelling_of_a_phrase_is_found(morphology: Morphology, text: str, articles: list[ReadArticle]) -> None:
    query, patterns = parse(text), Patterns(morphology, hyphenated)
    index, evaluator, needed = Index(patterns), Evaluator(patterns.of), to_filter(query, patterns)
    index.add(QueryId(1), query)
    for article in articles:
        is_met, reading = reference(query, article, patterns), Reading(article)

        assert index.match(article) == [QueryId(1)] * is_met
        assert (evaluator.evaluate(query, reading) is not None) == is_met
        assert (Explainer(patterns, evaluator).unmet(query, reading) == ()) == is_met
        assert not is_met or needed is None or passes(needed, reading.terms())
    index.remove(QueryId(1))
    assert not index._vocabulary._terms


def test_a_query_of_several_spellings_is_found_without_being_judged(morphology: Morphology) -> None:
    index = Index(Patterns(morphology, hyphenated))
    index.add(QueryId(1), parse("нефть"))

    assert index._given[0] == 1


@settings(max_examples=150, deadline=None)
@example("𗀀Ѐ")  # the first has no name, for which the analyzer of the second's language asks
@given(st.text(st.sampled_from("аеёжьіїґqzAЯІ'’-+.*\u0301 𗀀") | st.characters(), min_size=1, max_size=30))
def test_any_query_can_be_matched_and_explained(morphology: Morphology, text: str) -> None:
    if not finds(text):
        return
    query, matcher = parse(text), Matcher(morphology)
    matcher.add(QueryId(1), query)
    article = article_of(text, title=text)

    assert (matcher.match(article) == [QueryId(1)]) == (matcher.evaluate(query, article) is not None)
    assert matcher.explain(query)
    matcher.remove(QueryId(1))
    assert matcher.match(article) == []


def article_of(text: str, *, title: str = "", language: str = "ru") -> ReadArticle:
    return ReadArticle(title=title, text=text, source="", site="", language=language)


def test_a_hit_says_where(matcher: Matcher) -> None:
    article = article_of(
        "О «коалиции» желающих — в Париже.\nКоалицию желающих ждут. Макрон молчит.", title="Макрон сказал"
    )

    hit = matcher.evaluate(parse('"коалиция желающих" + Макрон -Трамп'), article)

    assert hit == Hit(title=(Span(0, 6),), text=(Span(3, 21), Span(34, 51), Span(58, 64)))
    assert hit.wanted == ((Span(3, 21), Span(34, 51)),)  # the title has the other thing


def test_words_near_one_another_are_marked_one_by_one(matcher: Matcher) -> None:
    hit = matcher.evaluate(parse('"Трамп Путин"~4'), article_of("Путин, по словам источников, Трампу не звонил."))

    assert hit == Hit(text=(Span(0, 5), Span(29, 35)))


def test_many_words_near_one_another_are_found_in_one_go(matcher: Matcher) -> None:
    """Each of 10,000 places with all that is within reach, every time anew, would take minutes."""
    query = parse(f'"{"я " * MAX_NEAR}"~100')

    assert matcher.evaluate(query, article_of("я " * 10_000)) is not None
    assert matcher.evaluate(query, article_of("я " * (MAX_NEAR - 1) + "ты " * 10_000)) is None


@pytest.mark.parametrize(("prefix", "text"), [("cease-fi*", "A cease-fire holds"), ("МиГ-3*", "Взлетел МиГ-31К")])
def test_a_beginning_may_be_short_after_a_hyphen(matcher: Matcher, prefix: str, text: str) -> None:
    matcher.add(QueryId(1), parse(prefix))

    assert matcher.match(article_of(text)) == [QueryId(1)]


@pytest.mark.parametrize("prefix", ["коа*", "!Коа*"])
def test_a_word_without_end_does_not_hold_up_a_query_for_beginnings(matcher: Matcher, prefix: str) -> None:
    matcher.add(QueryId(1), parse(prefix))

    assert matcher.match(article_of("Коа" + "л" * 200_000)) == [QueryId(1)]


def test_what_an_article_says_of_itself_has_no_place(matcher: Matcher) -> None:
    assert matcher.evaluate(parse("lang:ru"), article_of("Текст")) == Hit()
    assert matcher.evaluate(parse("lang:uk"), article_of("Текст")) is None


@pytest.mark.parametrize("title", ["", "Мост"])
def test_a_title_is_apart_from_the_text(matcher: Matcher, title: str) -> None:
    matcher.add(QueryId(1), parse("title:мост"))

    assert matcher.match(article_of("Мост закрыт", title=title)) == [QueryId(1)] * bool(title)


def test_other_languages_are_compared_by_stems(matcher: Matcher) -> None:
    matcher.add(QueryId(1), parse("Waldbrand"))
    matcher.add(QueryId(2), parse("Regierungskrise"))
    german = article_of("Zwei Regierungskrisen und drei Waldbrände", language="de")

    assert sorted(matcher.match(german)) == [1, 2]
    matcher.add(QueryId(3), parse("Krise"))
    matcher.remove(QueryId(2))
    assert matcher.match(german) == [QueryId(1)]
    assert matcher.match(article_of("Die Krisen", language="de")) == [QueryId(3)]
    assert matcher.match(article_of("Die Krisen", language="ru")) == []
    assert matcher.evaluate(parse("Krise"), article_of("Die Krisen", language="de")) is not None


def test_words_that_were_seen_before_are_found_when_somebody_asks(matcher: Matcher) -> None:
    article = article_of("Санкционные списки опубликованы. Списков два.")
    assert matcher.match(article) == []

    for number, text in enumerate(["список", "санкци*", '="списков два"', "!Списков"], 1):
        matcher.add(QueryId(number), parse(text))
    assert sorted(matcher.match(article)) == [1, 2, 3, 4]

    for number in (1, 2, 3):
        matcher.remove(QueryId(number))
    assert matcher.match(article) == [4]


def test_an_id_is_used_once(matcher: Matcher) -> None:
    matcher.add(QueryId(1), parse("мост"))

    with pytest.raises(ValueError, match="1"):
        matcher.add(QueryId(1), parse("река"))
    with pytest.raises(KeyError):
        matcher.remove(QueryId(2))
    assert len(matcher) == 1
    assert QueryId(1) in matcher
    assert QueryId(2) not in matcher


def test_queries_that_cover_the_same_are_all_found(matcher: Matcher) -> None:
    for number, text in enumerate(["мост", "мосты", "мост + мосту", "мост | река", "река -мост"], 1):
        matcher.add(QueryId(number), parse(text))

    assert sorted(matcher.match(article_of("Новый мост построен"))) == [1, 2, 3, 4]


def test_removing_leaves_nothing_behind(matcher: Matcher) -> None:
    texts = [
        "мост",
        "новый мост через реку",
        "(мост | река) + title:город",
        '"мост река"~3',
        "site:bbc.com",
        "рек*",
        "мост -река",
    ]
    for number, text in enumerate(texts):
        matcher.add(QueryId(number), parse(text))
    for number in range(len(texts)):
        matcher.remove(QueryId(number))

    index = matcher._index
    assert not index._vocabulary._forms
    assert not index._vocabulary._terms
    assert not index._vocabulary._prefixes
    assert not len(index._runs)
    assert not index._runs._longer.any()
    assert not index._planned
    assert not index._by_origin
    assert len(matcher) == 0


def test_forms_are_shown(matcher: Matcher) -> None:
    explained = {word.word: word for word in matcher.explain(parse("коалиция желающих, санкци*, !Лев, =мост"))}

    assert {"коалиции", "коалицией", "коалицию"} <= set(explained["коалиция"].forms)
    assert "желает" not in explained["желающих"].forms
    assert explained["санкци"].prefix
    assert "Льва" in explained["Лев"].forms
    assert explained["мост"].forms == ("мост",)


@pytest.mark.parametrize("query", ["site:пример.рф", "site:xn--e1afmkfd.xn--p1ai", "site:Пример.РФ -site:bbc.ru"])
def test_a_site_in_letters_of_its_own_is_met(morphology: Morphology, query: str) -> None:
    site = site_of("https://www.пример.рф/новости/1")
    matcher = Matcher(morphology)
    matcher.add(QueryId(1), parse(query))
    assert list(matcher.match(ReadArticle("", "", "", site, "ru"))) == [1]


@pytest.mark.parametrize(
    ("site", "is_met"), [("bbc.com", True), ("news.bbc.com", True), ("notbbc.com", False), ("bbc.com.example", False)]
)
def test_a_site_is_met_by_its_own_hosts_alone(morphology: Morphology, site: str, *, is_met: bool) -> None:
    matcher, query, article = Matcher(morphology), parse("site:bbc.com"), ReadArticle("", "", "", site, "en")
    matcher.add(QueryId(1), query)
    assert (list(matcher.match(article)) == [1]) is is_met
    assert (matcher.evaluate(query, article) is not None) is is_met

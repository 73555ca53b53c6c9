"""What a query expands to, kept as bytes: read as it was written, or not at all."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.matching import Matcher, parse, parse_canonical
from bot.matching.expansions import Expanded, pack, unpack
from bot.matching.indexed import IndexedQueries
from bot.matching.patterns import Pattern
from bot.model import Expansion, QueryId, ReadArticle
from bot.text.forms import Morphology
from tests.matching.made_up import ARTICLES, QUERIES, finds

_WORDS = st.text(st.characters(exclude_characters=[chr(sign) for sign in range(32)], exclude_categories=["Cs"]))
_PATTERNS = st.builds(Pattern, st.lists(_WORDS.filter(bool), min_size=1).map(tuple), _WORDS, _WORDS)
_VARIANTS = st.lists(st.lists(_PATTERNS, min_size=1).map(tuple), min_size=1).map(tuple)
_EXPANDED = st.builds(Expanded, st.booleans(), st.lists(_VARIANTS).map(tuple))


@settings(max_examples=40, deadline=None)
@given(st.text(), _EXPANDED)
@example("x", Expanded(True, (((Pattern(("а" * 40, "а" * 41)),),),)))
def test_what_is_kept_is_read_as_it_was(text: str, expanded: Expanded) -> None:
    packed = pack(text, expanded)
    assert packed is not None
    assert unpack(text, packed) == expanded


@settings(max_examples=40, deadline=None)
@given(_EXPANDED, st.data())
def test_what_is_damaged_is_not_read(expanded: Expanded, data: st.DataObject) -> None:
    packed = pack("нефть", expanded)
    assert packed is not None
    place = data.draw(st.integers(0, len(packed) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    damaged = packed[:place] + bytes([packed[place] ^ bit]) + packed[place + 1 :]
    assert unpack("нефть", damaged) is None
    assert unpack("нефть", packed[:place]) is None


def test_what_another_query_expands_to_is_not_read(matcher: Matcher) -> None:
    packed = pack("нефть", matcher.expand(parse("нефть")))
    assert packed is not None
    assert unpack("газ", packed) is None


def test_what_would_be_read_otherwise_is_not_kept() -> None:
    assert pack("x", Expanded(is_plain=True, found=(((Pattern(("a\x1fb",)),),),))) is None


def test_a_word_takes_hardly_more_than_a_byte_for_a_letter_that_is_new(matcher: Matcher) -> None:
    """A million subscriptions are kept: a query of two words has some 25 forms of 8 letters."""
    packed = pack("природный газ", matcher.expand(parse("природный газ")))
    assert packed is not None
    assert len(packed) < 100


@settings(max_examples=100, deadline=None)
@given(st.lists(QUERIES.filter(finds), min_size=1, max_size=6), st.lists(ARTICLES, min_size=1, max_size=3))
@example(["site:bbc.com + нефть", "=!Газ", '"А.С. Лев"~2'], [ReadArticle("Нефть", "Газ", "BBC", "bbc.com", "de")])
def test_an_index_of_kept_expansions_answers_as_one_of_texts(
    morphology: Morphology, texts: list[str], articles: list[ReadArticle]
) -> None:
    queries = {QueryId(number): str(parse(text)) for number, text in enumerate(texts, 1)}
    from_texts, from_kept = Matcher(morphology), Matcher(morphology)
    made = IndexedQueries(from_texts, 1).add(queries.items(), {})
    assert [one.query for one in made] == list(queries)
    kept = {one.query: one.expansion for one in made}
    indexed = IndexedQueries(from_kept, 1)
    assert indexed.add(queries.items(), kept) == []
    for article in articles:
        met = from_kept.match(article)
        assert sorted(met) == sorted(from_texts.match(article))
        reading = Matcher.read(article)
        for query, text in queries.items():
            assert (indexed.evaluate(text, reading) is not None) == (query in met)
    indexed.remove(queries)
    assert len(from_kept) == 0


_ARTICLE = ReadArticle("Мост", "Через реку построили мост, и газ пошёл.", "Вестник", "one.example", "ru")


def _older(text: str, *keys: str, is_plain: bool = True) -> Expansion:
    """An expansion by another version of the program, to other forms."""
    body = pack(text, Expanded(is_plain, tuple(((Pattern((key,)),),) for key in keys)))
    assert body is not None
    return Expansion(1, body)


def test_older_forms_serve_until_the_query_is_expanded_anew(matcher: Matcher) -> None:
    one, other = QueryId(1), QueryId(2)
    indexed = IndexedQueries(matcher, 2)
    texts = {one: "озеро", other: "море + газ"}
    older = {one: _older("озеро", "реку"), other: _older("море + газ", "мост", "газ", is_plain=False)}
    assert indexed.add(texts.items(), older) == []
    reading = matcher.read(_ARTICLE)
    assert sorted(matcher.match(_ARTICLE)) == [one, other]
    for query, text in texts.items():
        assert indexed.evaluate(text, reading) is not None
        assert indexed.prominence(query, reading) is not None
    assert indexed.take_outdated(10) == [one, other]
    assert indexed.take_outdated(10) == []
    made = indexed.expand([one, other])
    assert [query.expansion.forms for query in made] == [2, 2]
    indexed.remove([one, other])
    indexed.add(texts.items(), {query.query: query.expansion for query in made})
    assert matcher.match(_ARTICLE) == []
    assert indexed.evaluate("озеро", reading) is None
    assert indexed.take_outdated(10) == []


def test_a_query_that_was_removed_meanwhile_is_not_expanded(matcher: Matcher) -> None:
    query = QueryId(1)
    indexed = IndexedQueries(matcher, 2)
    indexed.add([(query, "озеро")], {query: _older("озеро", "реку")})
    indexed.remove([query])
    assert indexed.take_outdated(10) == []
    assert indexed.expand([query]) == []


@pytest.mark.parametrize(
    "expansion",
    [
        Expansion(2, b""),
        Expansion(2, b"not an expansion"),
        _older("озеро", "реку"),
        _older("река", "озеро", "газ", is_plain=False),
    ],
    ids=["empty", "damaged", "of another query", "of other phrases"],
)
def test_what_cannot_be_used_is_expanded_anew(matcher: Matcher, expansion: Expansion) -> None:
    query = QueryId(1)
    indexed = IndexedQueries(matcher, 2)
    (made,) = indexed.add([(query, "река")], {query: expansion})
    assert made.expansion.forms == 2
    assert matcher.match(_ARTICLE) == [query]
    assert unpack("река", made.expansion.body) is not None


def test_a_query_that_no_longer_parses_keeps_its_older_forms(
    matcher: Matcher, caplog: pytest.LogCaptureFixture
) -> None:
    query, text = QueryId(1), '"река'
    with pytest.raises(Exception, match="expected"):
        parse_canonical(text)
    indexed = IndexedQueries(matcher, 2)
    indexed.add([(query, text)], {query: _older(text, "реку")})
    assert matcher.match(_ARTICLE) == [query]
    assert indexed.evaluate(text, matcher.read(_ARTICLE)) is not None
    assert indexed.expand(indexed.take_outdated(10)) == []
    assert "query 1 cannot be read any more" in caplog.text
    assert matcher.match(_ARTICLE) == [query]

"""Which articles report the same event, by the examples in `pairs.txt`."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import ReadArticle
from bot.stories.fingerprint import clues, fingerprint, pack, unpack
from bot.stories.similarity import is_same, similarity

_FILE = Path(__file__).parent / "pairs.txt"


def _article(line: str, language: str, site: str) -> ReadArticle:
    title, _, text = line.partition(" |")
    return ReadArticle(title, text.strip(), site, site, language)


def _examples() -> Iterator[tuple[ReadArticle, ReadArticle, str]]:
    language = ""
    lines = iter(line for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    for line in lines:
        if line.startswith("["):
            language = line.strip("[]")
            continue
        kind, _, outlet = line.partition(" ")
        second = "one.example" if outlet == "same outlet" else "two.example"
        yield _article(next(lines), language, "one.example"), _article(next(lines), language, second), kind


EXAMPLES = list(_examples())


def _same(first: ReadArticle, second: ReadArticle) -> bool:
    one, other = fingerprint(first), fingerprint(second)
    return is_same(one, other, similarity(one, other), has_same_title=first.title == second.title)


@pytest.mark.parametrize(("first", "second", "kind"), [pytest.param(*one, id=one[0].title) for one in EXAMPLES])
def test_reports_of_one_event_are_told_from_those_of_another(
    first: ReadArticle, second: ReadArticle, kind: str
) -> None:
    assert _same(first, second) is _same(second, first) is (kind == "same")


@pytest.mark.parametrize(
    ("first", "second"), [pytest.param(a, b, id=a.title) for a, b, kind in EXAMPLES if kind == "same"]
)
def test_reports_of_one_event_share_a_clue(first: ReadArticle, second: ReadArticle) -> None:
    one, other = (set(clues(fingerprint(article), article.language)) for article in (first, second))
    assert one & other


def test_articles_in_different_languages_share_no_clue() -> None:
    article = EXAMPLES[0][0]
    assert not {*clues(fingerprint(article), "ru")} & {*clues(fingerprint(article), "uk")}


def test_no_event_is_taken_for_another() -> None:
    events = [first for first, _, kind in EXAMPLES if kind == "same"]
    assert not [pair for pair in combinations(events, 2) if _same(*pair)]


def test_a_fingerprint_is_the_same_in_every_run() -> None:
    """It is stored, and compared with those that later runs make."""
    made = fingerprint(ReadArticle("Суд в Риме", "В Риме 12 судей.", "Издание", "one.example", "ru"))
    assert pack(made).hex() == "bf170d6e010400122029c5cd44534f4ee70370a43e89d4170e0215"
    assert clues(made, "ru") == (1860561475, 3289064199, 3547021721, 1655797560, 1913755082, 314472782)


@pytest.mark.parametrize(
    "dateline",
    [
        "РИМ, 26 ноября. ",
        "РИМ, 26 ноя - РИА Новости. ",
        "РИМ, 26 ноября. /ТАСС/. ",
        "ROME, Nov 26 (Reuters) - ",
        "ROME (AP) — ",
    ],
)
def test_where_and_when_an_agency_wrote_is_no_part_of_its_news(dateline: str) -> None:
    text = "Суд отложил дело о краже картины до весны."
    plain, sent = (ReadArticle("Суд отложил дело", reported, "", "", "ru") for reported in (text, dateline + text))
    assert fingerprint(plain) == fingerprint(sent)


def test_channels_are_outlets_of_their_own_wherever_they_stand() -> None:
    posts = [ReadArticle("", "", source, "t.me", "ru") for source in ("Один", "Другой")]
    assert fingerprint(posts[0]).outlet != fingerprint(posts[1]).outlet


@given(st.text(), st.text(), st.text(), st.text())
def test_likeness_is_mutual_and_survives_storage(title: str, text: str, other_title: str, other_text: str) -> None:
    one = fingerprint(ReadArticle(title, text, "", "one.example", "ru"))
    other = fingerprint(ReadArticle(other_title, other_text, "", "two.example", "ru"))
    assert unpack(pack(one)) == one
    assert similarity(one, one) == 1
    assert similarity(one, other) == similarity(other, one) <= 1

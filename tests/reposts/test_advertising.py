"""Advertisements, and articles about advertising: a set that the rules were made with, and one that they were not."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.items import RawItem, make_item
from bot.reposts.advertising import advertising_in

_SETS = Path(__file__).with_name("advertising")


def _cases(name: str) -> Iterator[tuple[bool, str, str]]:
    for line in (_SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("+ ", "− ")):
            title, _, text = line[2:].partition(" / ")
            yield line[0] == "+", title, text.replace("⏎", "\n")


def _wrong(name: str) -> list[str]:
    return [
        f"{title} / {text}: {seen}"
        for is_one, title, text in _cases(name)
        if ((seen := advertising_in(title, text)) is not None) is not is_one
    ]


@pytest.mark.parametrize("name", ["tuned", "judged"])
def test_advertisements_are_told_from_articles_about_advertising(name: str) -> None:
    assert _wrong(name) == []


def test_what_a_feed_says_of_its_item_is_still_there_to_be_seen() -> None:
    lost = []
    for is_one, title, text in (case for name in ("tuned", "judged") for case in _cases(name)):
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        item = make_item(RawItem(title=escape(title), texts=(paragraphs,)))
        if is_one and advertising_in(item.title, item.text) is None:
            lost.append(title)
    assert lost == ["Пора менять окна", "Выходные за городом"], "a bare «Реклама» is what banners leave"


@pytest.mark.parametrize(
    ("title", "text", "seen"),
    [
        ("Парк", "Приходите. ERID: 2VfnxwLt8Yp", "erid"),
        ("Парк", "Приходите. Реклама. ООО «Меркурий», ИНН 9729109919", "Реклама. ООО"),
        ("Парк", "На правах рекламы\nПриходите.", "На правах рекламы"),
        ("Парк (реклама)", "", "реклама"),
        ("Парк", "Приходите. #реклама", "#реклама"),
        ("Парк", "Рекламодатель: ООО «Парк»", "Рекламодатель"),
        ("A park", "Sponsored post\nCome.", "Sponsored post"),
    ],
)
def test_it_says_what_it_saw_in_the_words_of_the_article(title: str, text: str, seen: str) -> None:
    assert advertising_in(title, text) == seen


def test_an_address_may_give_it_away() -> None:
    assert advertising_in("Парк", "", ["https://a.example/", "https://a.example/?utm=1&erid=2Vtzqw8k"]) == "erid"
    assert advertising_in("Парк", "", ["https://erid.example/erid/?derid=2Vtzqw8k"]) is None


@given(st.text(alphabet="реклама ООО«».,#\n16+erid:2V", max_size=60))
def test_whatever_it_saw_is_short_and_shows_something(text: str) -> None:
    seen = advertising_in(text, text)
    assert seen is None or 0 < len(seen) <= 40

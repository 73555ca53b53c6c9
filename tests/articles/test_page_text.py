from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.page import ArticlePage
from bot.articles.page_text import better_address, holds_article
from bot.model import ArticleId, BootId, Lease, WantedPage, whole_text

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_WANTED = WantedPage(
    article=ArticleId(1),
    lease=Lease(BootId("x"), _NOW),
    address="https://one.example/news/port-severnogo-1234567",
    host="one.example",
    tries=0,
    title="Порт Северного возобновил погрузку зерна",
    text="Погрузка зерна в порту Северного возобновлена после шторма…",
    canonical_url="https://one.example/news/port-severnogo-1234567",
    source_url="https://one.example/feed",
    found_at=_NOW,
    published_at=_NOW,
    host_failures=0,
)
_OWN = "Погрузку зерна в Северном возобновили утром.\n" + "Порт принимает суда после шторма. " * 5
_WALL = "Мы и наши партнёры храним данные на устройстве и просим вашего согласия. " * 9


@pytest.mark.parametrize(
    ("title", "text", "path", "expected"),
    [
        ("Порт", _OWN, "/news/1", True),
        ("", _OWN, "/news/1", True),
        ("", _OWN, "/", False),
        ("", _OWN[:40], "/news/1", False),
        ("Согласие", _WALL, "/consent", False),
        (_WANTED.title, _WALL, "/news/1", False),
        (_WANTED.title, "", "/news/1", False),
    ],
)
def test_a_page_is_the_article_if_it_says_the_same_at_greater_length(
    title: str, text: str, path: str, expected: bool
) -> None:
    assert holds_article(_WANTED, ArticlePage(title=title, text=text), f"https://one.example{path}") is expected


def test_a_feed_that_gives_no_title_and_no_text_proves_no_page() -> None:
    assert not holds_article(replace(_WANTED, title="", text=""), ArticlePage(text=_OWN), "https://one.example/1")


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        (
            "https://www.one.example/economy/port-severnogo-1234567/",
            "https://one.example/economy/port-severnogo-1234567",
        ),
        ("https://one.example/x/1234567", "https://one.example/x/1234567"),
        ("https://one.example/news/port-severnogo-1234567?utm_source=x", None),
        ("https://other.example/news/port-severnogo-1234567", None),
        ("https://one.example/news/", None),
        ("https://one.example/", None),
        ("", None),
    ],
)
def test_a_canonical_address_stays_within_the_site_and_names_the_same_thing(
    given_address: str, expected: str | None
) -> None:
    assert better_address(_WANTED, ArticlePage(address=given_address)) == expected


def test_an_article_without_an_address_of_its_own_gets_none() -> None:
    page = ArticlePage(address="https://one.example/news/port-severnogo-1234567")
    assert better_address(replace(_WANTED, canonical_url=""), page) is None


@pytest.mark.parametrize(
    ("feed", "page", "expected"),
    [
        ("Начало.", "", "Начало."),
        ("Начало.", "Начало.\nКонец.", "Начало.\nКонец."),
        (
            "Начало статьи, где «коали…",
            "Начало статьи, где «коалиция».\nКонец.",
            "Начало статьи, где «коалиция».\nКонец.",
        ),
        ("НАЧАЛО — статьи", "Начало статьи.\nКонец.", "Начало статьи.\nКонец."),
        ("Иное.\nКонец.", "Начало.\nКонец.", "Иное.\nНачало.\nКонец."),
        ("чало статьи", "Начало статьи.", "чало статьи\nНачало статьи."),
        ("", "Начало.", "Начало."),
        ("…", "Начало.", "Начало."),
    ],
)
def test_what_the_feed_says_alone_comes_before_what_the_page_says(feed: str, page: str, expected: str) -> None:
    assert whole_text(feed, page) == expected


def test_of_very_many_paragraphs_only_the_first_are_looked_for_in_a_long_page() -> None:
    paragraphs = [f"Абзац {number}." for number in range(9_000)]
    whole = whole_text("\n".join(paragraphs), "\n".join(paragraphs))
    assert 1 < whole.count("Абзац 8999.") < 3
    assert whole.count("Абзац 0.") == 1
    assert len(whole_text("б\n" * 500, "а " * 1_000_000)) < 2_002_000


@given(st.text(), st.text())
def test_nothing_of_the_page_and_no_word_of_the_feed_is_lost(feed: str, page: str) -> None:
    whole = whole_text(feed, page)
    assert whole.endswith(page) or not page
    for word in feed.split():
        if word.isalpha():
            assert word.casefold() in whole.casefold()

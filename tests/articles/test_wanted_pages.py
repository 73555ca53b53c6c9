from datetime import UTC, datetime, timedelta

import pytest

from bot.articles.wanted_pages import WHOLE_TEXT, PageWaits, wants_page
from bot.model import ArticleFound, PageQueue, SourceSettings, Withheld

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_WAIT = timedelta(seconds=15)
_NONE = timedelta(0)


def _found(url: str = "https://one.example/news/1", text: str = "Начало.", **said: object) -> ArticleFound:
    return ArticleFound((url,), "", "Новость", text, url, url, "one.example", "ru", _NOW, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (_found(), True),
        (_found("http://one.example/?id=3"), True),
        (_found(text="а" * WHOLE_TEXT), True),
        (_found(text="а" * (WHOLE_TEXT + 1)), False),
        (_found(withheld=Withheld.BASELINE), False),
        (_found(""), False),
        (_found("ftp://one.example/1"), False),
        (_found("https://one.example/"), False),
        (_found("https://one.example/talk.MP3"), False),
        (_found("https://[one.example/1"), False),
        (_found(f"https://{'а' * 5_000}.example/1"), False),
    ],
)
def test_a_page_is_wanted_of_news_that_the_feed_does_not_bring_whole(found: ArticleFound, expected: bool) -> None:
    assert wants_page(found, SourceSettings()) is expected
    assert not wants_page(found, SourceSettings(reads_pages=False))


@pytest.mark.parametrize(
    ("ahead", "held_s", "delay_s", "expected"),
    [
        (0, 0, 0, _WAIT),
        (29, 0, 0, _WAIT),
        (30, 0, 0, _NONE),
        (0, 14, 0, _WAIT),
        (0, 15, 0, _NONE),
        (3, 0, 5, _NONE),
        (2, 0, 5, _WAIT),
        (10, 10, 0, _NONE),
    ],
)
def test_who_cannot_have_a_page_in_time_does_not_wait(
    ahead: int, held_s: float, delay_s: float, expected: timedelta
) -> None:
    assert PageWaits(15)(PageQueue(ahead, timedelta(seconds=held_s), delay_s)) == expected


def test_a_wait_of_nothing_is_none() -> None:
    assert PageWaits(0)(PageQueue(0, _NONE, 0)) == _NONE

"""What a site's own page says of feeds on other hosts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.front_page import linked_feeds

FEED = "https://feeds.example/one"


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="https://feeds.example/one">', True),
        ('<link rel="alternate home" href="http://www.feeds.example/one/">', True),
        ('<link rel=feed href="//feeds.example/one#top">', True),
        ('<a href="https://feeds.example/one">RSS</a>', True),
        ('<footer><a rel="noopener external" href="https://FEEDS.example/one">подписка</a></footer>', True),
        ('<base href="https://feeds.example/"><a href="one">RSS</a>', True),
        ('<link rel="stylesheet" href="https://feeds.example/one">', False),
        ('<a rel="nofollow" href="https://feeds.example/one">смотрите все</a>', False),
        ('<a rel="ugc noopener" href="https://feeds.example/one">мой блог</a>', False),
        ('<a rel="sponsored" href="https://feeds.example/one">реклама</a>', False),
        ('<a href="https://feeds.example/one/more">RSS</a>', False),
        ('<a href="https://feeds.example/one?user=2">RSS</a>', False),
        ('<a href="https://feeds.example.evil.example/one">RSS</a>', False),
        ('<a href="/one">RSS</a>', False),
        ("<p>https://feeds.example/one</p>", False),
        ('<!-- <a href="https://feeds.example/one">RSS</a> -->', False),
        ("<a href='https://[bad/'>x</a>", False),
        ("", False),
    ],
)
def test_what_a_page_links_to(markup: str, *, links: bool) -> None:
    page = f"<!doctype html><html><body>{markup}</body></html>" if markup else ""
    assert linked_feeds(page, "https://outlet.example/", [FEED, "https://other.example/feed"]) == (
        {FEED} if links else set()
    )


@given(st.text(max_size=200), st.text(max_size=30))
def test_no_page_breaks_it(markup: str, href: str) -> None:
    assert linked_feeds(f"{markup}<a href='{href}'>", "https://outlet.example/", [FEED]) <= {FEED}

"""The authors of items, as feeds of every format name them."""

import json

import pytest

from bot.feeds.parse import parse

_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def _rss(said: str) -> str:
    return f"<rss version='2.0' {_DC}><channel><item><guid>1</guid><title>Мост</title>{said}</item></channel></rss>"


def _atom(said: str) -> str:
    return f"<feed {_ATOM}><entry><id>1</id><title>Мост</title>{said}</entry></feed>"


def _json(**said: object) -> str:
    return json.dumps({"items": [{"id": "1", "title": "Мост", **said}]})


@pytest.mark.parametrize(
    ("document", "author"),
    [
        (_rss(""), ""),
        (_rss("<dc:creator><![CDATA[Иван Петров]]></dc:creator>"), "Иван Петров"),
        (_rss("<dc:creator>Иван</dc:creator><dc:creator>Анна</dc:creator><dc:creator>Иван</dc:creator>"), "Иван, Анна"),
        (_rss("<author>ivan@one.example (Иван Петров)</author>"), "Иван Петров"),
        (_rss("<author>Иван Петров ivan@one.example</author>"), "Иван Петров"),
        (_rss("<author>ivan@one.example</author>"), ""),
        (_rss("<author> </author><dc:creator>А. &amp;amp; Б.</dc:creator>"), "А. & Б."),
        (_atom("<author><name>Иван</name><uri>https://one.example</uri></author>"), "Иван"),
        (_atom("<author><name>Иван</name></author><author><name>Анна</name></author>"), "Иван, Анна"),
        (_atom("<author><email>ivan@one.example</email></author>"), ""),
        (_json(authors=[{"name": "Иван"}, {"url": "https://one.example"}, {"name": "Анна"}]), "Иван, Анна"),
        (_json(author={"name": "Иван & Анна"}), "Иван & Анна"),
        (_json(author="Иван", authors="Анна"), ""),
        (_rss("<dc:creator>" + "а" * 5_000 + "</dc:creator>"), "а" * 1_000),
    ],
)
def test_authors_are_named(document: str, author: str) -> None:
    assert parse(document.encode(), content_type=None, url="https://one.example/feed").items[0].author == author


def test_another_author_makes_an_item_anew() -> None:
    before, after = (
        parse(_rss(f"<author>{name}</author>").encode(), content_type=None, url="https://one.example/feed")
        for name in ("Иван", "Анна")
    )
    assert before.item_hashes != after.item_hashes

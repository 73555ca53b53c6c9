"""Feeds with a hostile text in one of their fields."""

from collections.abc import Iterator
from html import escape

_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{channel}</title><link>https://hostile.example/</link><language>{language}</language><ttl>{ttl}</ttl>
<item><title>{title}</title><link>{link}</link><guid isPermaLink="false">{guid}</guid><pubDate>{date}</pubDate>
<author>{author}</author><category>{category}</category>
<description>{description}</description><content:encoded>{content}</content:encoded></item>
<item><title>Запись номер {number}</title><link>https://hostile.example/{number}</link></item>
</channel></rss>"""
FIELDS = (
    "title", "description", "content", "guid", "link", "author", "category", "date", "channel", "language", "ttl"
)  # fmt: skip


def hostile_feed(field: str, text: str, number: int) -> bytes:
    """A feed of two items, of which the first has the text in that field; both are new with every number."""
    values = {
        "title": f"Коалиция желающих {number}",
        "description": "Коалиция желающих",
        "content": "",
        "guid": f"guid {number}",
        "link": f"https://hostile.example/article/{number}",
        "author": "",
        "category": "",
        "date": "",
        "channel": "Вестник",
        "language": "ru",
        "ttl": "",
    }
    said = f"Коалиция желающих {number} " if field in {"title", "description", "content"} else ""
    values[field] = escape("".join(sign for sign in said + text if sign.isprintable() or sign == "\n"))
    return _FEED.format(**values, number=number).encode("utf-8", "replace")


def hostile_feeds(texts: dict[str, str]) -> Iterator[bytes]:
    """Every field with every text, for ever."""
    number = 0
    while True:
        for text in texts.values():
            for field in FIELDS:
                number += 1
                yield hostile_feed(field, text, number)

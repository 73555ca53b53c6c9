"""Reads a page as a browser does, and checks that texts from outside have stayed texts."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

_EMPTY_TAGS = {"meta", "link", "input", "br", "path", "circle", "rect"}
_TAGS = _EMPTY_TAGS | {
    *("html", "head", "title", "style", "body", "header", "main", "footer", "nav", "section", "div", "span", "p", "a"),
    *("ul", "li", "h1", "h2", "h3", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "time"),
    *("code", "bdi", "form", "label", "button", "svg"),
}
"""All that the templates use: anything else has come in with a text."""


class Read(HTMLParser):
    """Checks that elements are closed in order, and keeps what could do harm."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.wrong += [tag] if tag not in _TAGS else []
        self.wrong += [name for name in said if name.startswith("on") or name in {"style", "src", "srcdoc"}]
        self.ids += [said["id"]] if "id" in said else []
        self.links += [said[name] for name in ("href", "action") if name in said]
        if tag not in _EMPTY_TAGS:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY_TAGS:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY_TAGS and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data


def checked(html: str) -> Read:
    """A page that is whole, has no element or attribute but ours, and whose links lead to pages."""
    read = Read(html)
    assert (read.wrong, read.open) == ([], [])
    assert len(read.ids) == len(set(read.ids))
    for link in read.links:
        assert urlsplit(link).scheme in {"", "http", "https"}, link
        assert not link.startswith("//"), link
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", html)
    return read

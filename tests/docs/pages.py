"""The pages of the site, as their readers see them: headings, links, examples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.articles.addresses import site_of
from bot.model import Language, ReadArticle
from bot.text.language import detect

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("index", "queries", "reading", "channels", "operating", "metrics", "architecture")

_QUERY = re.compile(r"^```query\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_KNOWN = re.compile(r"\[(author|source|url): ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A query of a page, with what the page says of it."""

    query: str
    met: tuple[ReadArticle, ...]
    unmet: tuple[ReadArticle, ...]
    refused: str
    """What the bot answers; empty if the query can be read."""


def page(language: Language, name: str) -> str:
    return (DOCS / language / f"{name}.md").read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _FENCED.sub("", text)


def examples(text: str) -> Iterator[Example]:
    """The blocks of a page that are marked as queries."""
    for block in _QUERY.findall(text):
        query, *said = block.splitlines()
        by_sign = {sign: [line[2:] for line in said if line.startswith(f"{sign} ")] for sign in "✓✗!"}
        assert sum(map(len, by_sign.values())) == len(said) > 0, f"a line says nothing: {block}"
        met, unmet = (tuple(map(_article, by_sign[sign])) for sign in "✓✗")
        yield Example(query, met, unmet, "".join(by_sign["!"]))


def _article(line: str) -> ReadArticle:
    """An article: its title up to the first ¶, or none; its paragraphs; what is known of it in square brackets."""
    known: dict[str, str] = dict(_KNOWN.findall(line))
    parts = [part.strip() for part in _KNOWN.sub("", line).split("¶")]
    title, paragraphs = (parts[0], parts[1:]) if len(parts) > 1 else ("", parts)
    url = known.get("url", "https://example.org/1")
    text = "\n".join(paragraphs)
    return ReadArticle(
        title, text, known.get("source", ""), site_of(url), detect(f"{title}\n{text}"), known.get("author", ""), url
    )

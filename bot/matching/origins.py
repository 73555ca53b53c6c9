"""What an article says of itself besides its words: its site, source, language, authors and address."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from urllib.parse import quote, unquote

from bot.matching.tree import Field
from bot.model import ReadArticle
from bot.text.folding import INVISIBLE, normalised
from bot.text.tokens import keys, tokenize

LEAST_OF_ADDRESS = 3
"""Characters of a part of an address."""
_BEGINNING = re.compile(r"(?:(?:https?:)?//(?:www\.)?)*+")
_PUNYCODE = re.compile(r"\bxn--[a-z0-9-]{1,59}")
_QUOTES = re.compile(r"[\"”“»«]")
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_MOST_UNQUOTED = 8
"""How often an address may be quoted within another one."""


def comes_from(article: ReadArticle, field: Field, value: str) -> bool:
    """Whether a field of an article has this value.

    That is its site or a parent domain, words of its source in a row, words of its authors in any order, its language,
    a part of its address.
    """
    match field:
        case Field.SITE:
            return f".{article.site.lower()}".endswith(f".{value}")
        case Field.LANGUAGE:
            return article.language == value
        case Field.SOURCE:
            return f" {name(value)} " in f" {name(article.source)} "
        case Field.AUTHOR:
            return set(name(value).split()) <= set(name(article.author).split())
        case Field.URL:
            return value in plain_address(article.url)


@lru_cache(1 << 12)
def name(text: str) -> str:
    """The words of a name, for comparison."""
    return " ".join(keys(token.text)[0] for token in tokenize(text))


@lru_cache(1 << 8)
def plain_address(text: str) -> str:
    """An address or a part of one, for comparison: in lower case and readable letters, without `https://www.`."""
    for _ in range(_MOST_UNQUOTED):
        text, before = unquote(text), text
        if text == before:
            break
    text = normalised("NFC", " ".join(_UNSEEN.sub("", text).split()).lower())
    text = text[found.end() :] if (found := _BEGINNING.match(text)) else text
    text = _PUNYCODE.sub(lambda label: _readable(label[0]), text)
    return _QUOTES.sub(lambda sign: quote(sign[0]).lower(), text)


def _readable(label: str) -> str:
    with suppress(UnicodeError):
        return label.encode().decode("idna").lower()
    return label


def hooks(article: ReadArticle, fields: Iterable[Field]) -> Iterator[tuple[Field, str]]:
    """The values by which queries that ask for these fields may be found, each of a field; see `hooks_of`."""
    for field in fields:
        match field:
            case Field.LANGUAGE:
                yield field, article.language
            case Field.SITE:
                labels = article.site.lower().split(".")
                yield from ((field, ".".join(labels[index:])) for index in range(len(labels)))
            case Field.SOURCE:
                yield from ((field, word) for word in name(article.source).split())
            case Field.AUTHOR:
                yield from ((field, word) for word in name(article.author).split())
            case Field.URL:
                yield from ((field, part) for part in parts_of(plain_address(article.url)))


def hooks_of(field: Field, value: str) -> list[str]:
    """The values, any one of which every article has that comes from there: not all, to save look-ups."""
    match field:
        case Field.SOURCE | Field.AUTHOR:
            return name(value).split()
        case Field.URL:
            return sorted(parts_of(value))
        case _:
            return [value]


def parts_of(address: str) -> set[str]:
    """All parts of an address with as many characters as a query needs."""
    return {address[at : at + LEAST_OF_ADDRESS] for at in range(len(address) - LEAST_OF_ADDRESS + 1)}

"""Reads what the outlets of a newsstand publish, and when, from TOML files, one an outlet.

A file describes the outlet's feed and lists its publications (`[[items]]`); the file's name is the
outlet's host, below localhost. The fields are those of `Outlet` and `Publication`; only name, language, title and
text are required; a publication without a minute is old news.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

_STRICT = ConfigDict(extra="forbid")
_Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_ENCODINGS = ("utf-8", "windows-1251", "koi8-u", "iso-8859-1", "utf-16")
_Encoding = Annotated[str, Field(pattern=f"^({'|'.join(_ENCODINGS)})$")]


class ScriptError(ValueError):
    """A newsstand's texts are unusable; the message names the file and the field."""


class FeedFormat(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


@dataclass(frozen=True, slots=True, config=_STRICT)
class Publication:
    """One publication of an outlet: a page, and an item in its feed."""

    title: _Line
    text: _Line
    """Paragraphs, a line each; blank lines do not count."""
    minute: float = 0
    """When it comes out, on the outlet's clock; up to 0 it was out before the start."""
    slug: _Slug = ""
    """Its path at the outlet's host; by default its place in the file."""
    guid: str | None = None
    """Made of the slug by default; if empty, the feed gives none (JSON Feed requires one, and gives the address)."""
    author: str | None = None
    tags: tuple[_Line, ...] = ()
    related: tuple[_Line, ...] = ()
    """Titles of other articles, linked below the text."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text's paragraphs, at least one, without blank ones."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True, config=_STRICT)
class Outlet:
    """A news site: its feed with its habits, its pages, its publications."""

    name: _Line
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    items: tuple[Publication, ...]
    slug: _Slug = ""
    """Its host, below localhost; by default the file's name."""
    category: _Line = "general"
    format: FeedFormat = FeedFormat.RSS
    encoding: _Encoding = "utf-8"
    """The encoding of pages and, unless it is JSON, of the feed. Other characters become references."""
    cdata: bool = False
    """HTML is in the feed as CDATA, not escaped."""
    entities: bool = False
    """Typographic signs are HTML entities, also in titles, which are HTML then, as on many old sites."""
    relative_links: bool = False
    """Links have no host: resolved against the feed's address (RSS, JSON), or `xml:base` (Atom)."""
    full_text: bool = True
    """The feed holds the whole article; otherwise its first paragraph."""
    navigation: tuple[_Line, ...] = ()
    """Sections, in the head of every page."""
    sidebar: _Line = "···"
    """The heading of the list of other articles beside an article."""
    related: _Line = "Читайте также"
    """The heading of the related articles below an article."""


_OUTLET = TypeAdapter(Outlet)


def load_outlets(directory: Path) -> tuple[Outlet, ...]:
    """The outlets of a directory, by file name. Raises ScriptError if it has none, or if one is unreadable."""
    outlets = tuple(_load(path) for path in sorted(directory.glob("*.toml")))
    if not outlets:
        raise ScriptError(f"{directory}: no *.toml files")
    return outlets


def _load(path: Path) -> Outlet:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        outlet = _OUTLET.validate_python(_with_slugs(table, path.stem))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScriptError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ScriptError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    slugs = [publication.slug for publication in outlet.items]
    if repeated := {slug for slug in slugs if slugs.count(slug) > 1}:
        raise ScriptError(f"{path}: the same slug twice: {', '.join(sorted(repeated))}")
    return outlet


def _with_slugs(table: Mapping[str, object], stem: str) -> dict[str, object]:
    items = table.get("items")
    if isinstance(items, list):
        items = [
            {"slug": f"item-{place}"} | item if isinstance(item, dict) else item for place, item in enumerate(items)
        ]
    return {"slug": stem} | dict(table) | {"items": items}

"""Subscriptions as lines of text: what `/export` writes, and `/add` and `/import` take.

    🎯 коалиция желающих ➖ футбол ➖ source:РБК 🏷 Союзники 📁 клиент

🎯 stands before the query of a subscription to the main things alone, ➖ before what it excludes, 🏷 before its name, 📁
before its folder. A line that begins with ➖ is an exclusion for all subscriptions.
"""

import re
from dataclasses import dataclass

from bot.model import Subscription
from bot.text.inert import clean
from bot.text.shortening import shorten

MAIN_ONLY, EXCLUDED, NAMED, FOLDER = "🎯", "➖", "🏷", "📁"
_PART = re.compile(rf"\s*([{EXCLUDED}{NAMED}{FOLDER}])\ufe0f?\s*")
_SIGNS = re.compile(rf"[{MAIN_ONLY}{EXCLUDED}{NAMED}{FOLDER}\ufe0f\s]+")
_NAME_LIMIT = 60
"""UTF-16 units of a name or a folder: so that a button and a heading have room for it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A subscription as one would type it."""

    text: str
    """The query; empty for an exclusion of all subscriptions."""
    main_only: bool = False
    excluded: tuple[str, ...] = ()
    """Queries of what it must not bring."""
    name: str = ""
    folder: str = ""


def read_line(line: str) -> Line:
    """The parts of a line; of several names or folders, the last counts."""
    text, *rest = _PART.split(line.strip())
    parts = list(zip(rest[::2], rest[1::2], strict=True))
    named = {mark: short_name(part) for mark, part in parts if mark != EXCLUDED}
    main_only = text.startswith(MAIN_ONLY)
    return Line(
        text=text.removeprefix(MAIN_ONLY).strip(),
        main_only=main_only,
        excluded=tuple(part.strip() for mark, part in parts if mark == EXCLUDED and part.strip()),
        name=named.get(NAMED, ""),
        folder=named.get(FOLDER, ""),
    )


def written(one: Subscription) -> str:
    """The subscription as one would type it: subscribing to that is the same."""
    own = [excluded.query for excluded in one.exclusions if excluded.subscription is not None]
    parts = [
        f"{MAIN_ONLY} {one.text}" if one.main_only else one.text,
        *(f"{EXCLUDED} {query}" for query in own),
        *([f"{NAMED} {one.name}"] if one.name else []),
        *([f"{FOLDER} {one.folder}"] if one.folder else []),
    ]
    return " ".join(parts)


def short_name(text: str) -> str:
    """A name as it is kept: on one line, without quotes around it and the signs of a line; empty if none is left."""
    plain = clean(_SIGNS.sub(" ", text))
    return shorten(plain.strip(' «»"“”'), _NAME_LIMIT)

"""Subscriptions as lines of text: what `/export` writes, and `/add` and `/import` take.

    🎯 коалиция желающих 🔔 hourly, silent ➖ футбол ➖ source:РБК 🏷 Союзники 📁 клиент

🎯 stands before the query of a subscription to the main things alone, 🔔 before how its news come, ➖ before what it
excludes, 🏷 before its name, 📁 before its folder. A line that begins with ➖ is an exclusion for all subscriptions.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model import NOTHING_SAID, Delivery, Exclusion, Haste, Manner, Subscription
from bot.services.delivery_choices import CHOICES, SPELLINGS, DeliveryChoice, all_chosen, choices_of
from bot.text.inert import clean
from bot.text.shortening import shorten

MAIN_ONLY, EXCLUDED, NAMED, FOLDER, DELIVERY = "🎯", "➖", "🏷", "📁", "🔔"
_PART = re.compile(rf"\s*([{EXCLUDED}{NAMED}{FOLDER}])\ufe0f?\s*")
_CHOICE = "(?:" + "|".join(sorted(map(re.escape, CHOICES), key=len, reverse=True)) + ")"
_DELIVERY = re.compile(
    rf"(?<=\S)\s*{DELIVERY}\ufe0f?\s*({_CHOICE}(?:\s*,\s*{_CHOICE})*)\s*(?=$|[{EXCLUDED}{NAMED}{FOLDER}])",
    re.IGNORECASE,
)
"""How the news come. The sign before anything else is part of the query, as where a message begins with it."""
_SIGNS = re.compile(rf"[{MAIN_ONLY}{EXCLUDED}{NAMED}{FOLDER}{DELIVERY}\ufe0f\s]+")
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
    delivery: tuple[DeliveryChoice, ...] = ()
    """How its news are to come, what was chosen first first."""


def read_line(line: str) -> Line:
    """The parts of a line; of several names or folders, the last counts."""
    line = line.strip()
    main_only = line.startswith(MAIN_ONLY)
    line = line.removeprefix(MAIN_ONLY).strip()
    said = [choice.strip().casefold() for found in _DELIVERY.findall(line) for choice in found.split(",")]
    text, *rest = _PART.split(_DELIVERY.sub(" ", line))
    parts = list(zip(rest[::2], rest[1::2], strict=True))
    named = {mark: short_name(part) for mark, part in parts if mark != EXCLUDED}
    return Line(
        text=text.strip(),
        main_only=main_only,
        excluded=tuple(part.strip() for mark, part in parts if mark == EXCLUDED and part.strip()),
        name=named.get(NAMED, ""),
        folder=named.get(FOLDER, ""),
        delivery=tuple(filter(None, map(CHOICES.get, said))),
    )


def written(one: Subscription) -> str:
    """The subscription as one would type it: subscribing to that is the same."""
    own = [excluded.query for excluded in one.exclusions if excluded.subscription is not None]
    manner = Manner(one.rhythm, is_urgent=one.haste is Haste.URGENT, lifts=one.manner.lifts)
    parts = [
        f"{MAIN_ONLY} {one.text}" if one.main_only else one.text,
        *_written_delivery(Delivery(manner, one.silent)),
        *(f"{EXCLUDED} {query}" for query in own),
        *([f"{NAMED} {one.name}"] if one.name else []),
        *([f"{FOLDER} {one.folder}"] if one.folder else []),
    ]
    return " ".join(parts)


def written_folder(folder: str, delivery: Delivery) -> str:
    """The name of a folder, and what it says of how news come."""
    return " ".join([folder, *_written_delivery(delivery)])


def read_folder(line: str) -> tuple[str, Delivery]:
    """What `written_folder` wrote."""
    read = read_line(f"x {FOLDER} {line}")
    return read.folder, all_chosen(read.delivery, NOTHING_SAID)


def _written_delivery(delivery: Delivery) -> list[str]:
    words = ", ".join(SPELLINGS[choice][0] for choice in choices_of(delivery))
    return [f"{DELIVERY} {words}"] if words else []


def all_written(subscriptions: Iterable[Subscription], everywhere: Iterable[Exclusion]) -> Iterator[str]:
    """What a chat wants, line by line, and first what none of it may bring."""
    yield from (f"{EXCLUDED} {one.query}" for one in everywhere)
    yield from map(written, subscriptions)


def short_name(text: str) -> str:
    """A name as it is kept: on one line, without quotes around it and the signs of a line; empty if none is left."""
    plain = clean(_SIGNS.sub(" ", text))
    return shorten(plain.strip(' «»"“”'), _NAME_LIMIT)

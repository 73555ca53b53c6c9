"""What the address of a page asks for; whatever it says, there is a page to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from bot.model import SourceHealth
from bot.model.overview import ChatOrder, SourceOrder, SourceSelection
from bot.text.inert import clean

PARAMETERS = frozenset({"health", "q", "sort", "page"})
"""All that the address of a page may carry."""
LINES = 50
"""Of a list, on one page."""
_LONGEST_TEXT = 200
_MOST_PAGES = 1_000_000
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class SourcesWish:
    """Which sources, in which order."""

    health: SourceHealth | None = None
    text: str = ""
    order: SourceOrder = SourceOrder.HEALTH
    page: int = 1
    """Counted from 1."""

    @property
    def selection(self) -> SourceSelection:
        return SourceSelection(self.health, self.text, self.order, (self.page - 1) * LINES, LINES)

    def address(self, **changes: SourceHealth | SourceOrder | int | None) -> str:
        """The address of the same list with some changes; another list begins at its first page."""
        wanted = {"health": self.health, "q": self.text, "sort": self.order, "page": 1} | changes
        usual = {"health": None, "q": "", "sort": SourceOrder.HEALTH, "page": 1}
        return _address("/sources", {name: value for name, value in wanted.items() if value != usual[name]})


@dataclass(frozen=True, slots=True)
class ChatsWish:
    """Which chats, in which order."""

    order: ChatOrder = ChatOrder.WEEK
    page: int = 1

    @property
    def offset(self) -> int:
        return (self.page - 1) * LINES

    def address(self, **changes: ChatOrder | int) -> str:
        """As that of SourcesWish."""
        wanted = {"sort": self.order, "page": 1} | changes
        usual = {"sort": ChatOrder.WEEK, "page": 1}
        return _address("/chats", {name: value for name, value in wanted.items() if value != usual[name]})


def sources_wish(query: Mapping[str, str]) -> SourcesWish:
    """What is not understood counts as not said."""
    health = _one_of(SourceHealth, query.get("health"))
    order = _one_of(SourceOrder, query.get("sort")) or SourceOrder.HEALTH
    return SourcesWish(health, clean(query.get("q", "")[:_LONGEST_TEXT]).strip(), order, _page(query))


def chats_wish(query: Mapping[str, str]) -> ChatsWish:
    """As `sources_wish`."""
    return ChatsWish(_one_of(ChatOrder, query.get("sort")) or ChatOrder.WEEK, _page(query))


def _one_of(kind: type[E], said: str | None) -> E | None:
    return kind(said) if said in {one.value for one in kind} else None


def _page(query: Mapping[str, str]) -> int:
    said = query.get("page", "")
    is_number = said.isascii() and said.isdecimal() and len(said) <= len(str(_MOST_PAGES))
    return max(1, int(said)) if is_number else 1


def _address(path: str, query: Mapping[str, object]) -> str:
    return f"{path}?{urlencode(query)}" if query else path

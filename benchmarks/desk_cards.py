"""What people see of cards and toasts: a part of `benchmarks.desk`.

The words are those of the texts in Russian.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from html import unescape

_TAG = re.compile(r"<[^>]+>")
_REPORT = re.compile(r"https://(?P<outlet>[a-z]+)\.example/news-(?P<story>\d+)")
_OPEN = re.compile(r'href="https://t\.me/[^"]*?/(\d+)"')
_POSTED = re.compile(r"✅ (?:\S+ )?\d\d:\d\d(?: UTC)?(?: ·|$)")
_HALF = re.compile(r"✅ \d из \d")


class Stage(StrEnum):
    """What the desk's own line of a card says."""

    OFFERED = "→"
    EDITED = "✏️"
    CHOOSING = "когда?"
    SCHEDULED = "🕐"
    HALF = "из"
    DUE = "выйдет"
    POSTED = "✅"
    REFUSED = "✖️"
    LAPSED = "⌛"
    DELETED = "🗑"


class Outcome(Enum):
    """What a press came to, by the toast."""

    DONE = auto()
    """Also where the toast is empty: the card, or another message, has to show it."""
    NAMED = auto()
    """Somebody was first, or is writing just now."""
    UNNAMED = auto()
    """Somebody was first, and it is not said who."""
    STALE = auto()
    REFUSED = auto()
    """The right is not there."""
    RETRY = auto()
    """Telegram could not be asked."""
    TOLD = auto()
    """It is said why it cannot be, or what is to be looked at first."""
    UNANSWERED = auto()


_TOASTS = (
    (r"^карточка изменилась|этой карточки здесь больше нет|кнопка устарела", Outcome.STALE),
    (r"^не удалось проверить", Outcome.RETRY),
    (r"^у вас нет права|вы не администратор", Outcome.REFUSED),
    (r"^уже |^текст сейчас меняет", Outcome.NAMED),
    (r"нажмите ещё раз$|^нужна пометка|^сначала пометка|^мне забрали|^telegram не |^боту нельзя", Outcome.TOLD),
    (r"^вы уже одобрили|^это время уже прошло|^этот текст написан вручную|я не администратор$", Outcome.TOLD),
)
"""Words of toasts, and what they say."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it is shown."""

    story: int
    stage: Stage
    last: str
    """The desk's own line, without markup; reasons for a closer look stand below it."""
    post: str
    """What is above it, without markup."""
    opens: int | None
    """The post that it links to."""


def plain(html: str) -> str:
    return unescape(_TAG.sub("", html)).replace("\u2060", "")


def stories_in(html: str) -> list[int]:
    """The numbers of the stories whose reports a message links to, each once, in its order."""
    return list(dict.fromkeys(int(match["story"]) for match in _REPORT.finditer(html)))


def outlets_in(html: str) -> set[str]:
    """The outlets whose reports a message links to."""
    return {match["outlet"] for match in _REPORT.finditer(html)}


def read_card(html: str) -> Card | None:
    """None if it is no card."""
    stories = stories_in(html)
    post, _, below = html.strip().rpartition("\n\n")
    last = plain(below).partition("\n")[0]
    stage = _stage(last)
    if len(stories) != 1 or stage is None:
        return None
    opens = _OPEN.search(below)
    return Card(stories[0], stage, last, plain(post).strip(), int(opens[1]) if opens else None)


def named_in(text: str, names: Collection[str]) -> str | None:
    """Who of these a line or a toast names."""
    return next((name for name in names if re.search(rf"\b{name}\b", text)), None)


def outcome_of(toast: str | None, names: Collection[str]) -> Outcome:
    """What a press came to, by its toast; None: it was never answered."""
    if toast is None:
        return Outcome.UNANSWERED
    found = next((outcome for words, outcome in _TOASTS if re.search(words, toast, re.IGNORECASE)), Outcome.DONE)
    return Outcome.UNNAMED if found is Outcome.NAMED and not named_in(toast, names) else found


def _stage(last: str) -> Stage | None:
    if _HALF.match(last):
        return Stage.HALF
    if last.startswith("✅") and "выйдет" in last.lower():
        return Stage.DUE
    if _POSTED.match(last):
        return Stage.POSTED
    if last.startswith("→") and last.endswith("когда?"):
        return Stage.CHOOSING
    marks = (
        Stage.OFFERED,
        Stage.EDITED,
        Stage.SCHEDULED,
        Stage.REFUSED,
        Stage.LAPSED,
        Stage.DELETED,
    )
    return next((stage for stage in marks if last.startswith(stage)), None)

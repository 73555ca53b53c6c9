"""News that grow: stories for the channels of `benchmarks.desk`, and the outlets that report them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.end_to_end.outlets import Outlet, Outlets, Piece

TICKED = ("courier", "echo", "herald")
UNTICKED = "hidden"
UNTICKED_WORD = "Тайник"
"""In every report of the outlet that is not ticked, and in no other."""
THEMES = (
    "флюгер",
    "самовар",
    "телескоп",
    "аквариум",
    "маятник",
    "барометр",
    "парашют",
    "ледокол",
    "экскаватор",
    "водопад",
)
"""What the subscriptions of the channels look for."""
_LISTED = 150
"""Reports that a feed lists."""
_FOUNDED_UNSEEN = 0.2
"""The share of the stories that the unticked outlet reports first."""
_RETITLED = 0.1
_GROWS_WITHIN_S = (5.0, 150.0)
_JOIN = 3
"""Reports that join a story at most."""
_LETTERS = "бвгдзклмнпрстаоеиу"


@dataclass(frozen=True, slots=True)
class Report:
    """When an outlet publishes a story, or publishes it again under another title."""

    at_s: float
    outlet: str
    story: int
    title: str = ""
    """Another than the first."""


class Newsroom:
    """All outlets, and the pieces of each story."""

    def __init__(self, outlets: Outlets) -> None:
        self.outlets: dict[str, Outlet] = {name: outlets.open(name) for name in (*TICKED, UNTICKED)}
        self._published: dict[tuple[str, int], Piece] = {}

    def publish(self, report: Report, theme: str) -> None:
        outlet, key = self.outlets[report.outlet], (report.outlet, report.story)
        piece = self._published.get(key) or _piece(outlet, report, theme)
        outlet.pieces[:] = [one for one in outlet.pieces if one.url != piece.url]
        self._published[key] = piece = replace(piece, title=report.title or piece.title)
        outlet.publish(piece)
        del outlet.pieces[_LISTED:]


def plan(stories: int, length_s: float, random: Random) -> list[Report]:
    """When everything is reported: each story at least once by a ticked outlet."""
    return sorted(_reports(stories, length_s, random), key=lambda report: report.at_s)


def theme_of(story: int, channels: int) -> str:
    return THEMES[story % channels]


def _reports(stories: int, length_s: float, random: Random) -> Iterator[Report]:
    for story in range(stories):
        at_s = story * length_s / stories
        outlets = random.sample(TICKED, len(TICKED))
        if random.random() < _FOUNDED_UNSEEN:
            yield Report(at_s, UNTICKED, story)
            at_s += random.uniform(1, 10)
        elif random.random() < 0.5:
            yield Report(at_s + random.uniform(*_GROWS_WITHIN_S), UNTICKED, story)
        yield Report(at_s, outlets[0], story)
        joining = outlets[1 : 1 + random.randint(0, _JOIN)]
        yield from (Report(at_s + random.uniform(*_GROWS_WITHIN_S), outlet, story) for outlet in joining)
        if random.random() < _RETITLED:
            words = " ".join(_words(Random(f"title {story}"), 3))
            yield Report(at_s + random.uniform(*_GROWS_WITHIN_S), outlets[0], story, f"Поправка: {words}")


def _piece(outlet: Outlet, report: Report, theme: str) -> Piece:
    """In the words of the story, so that all reports of it are one story; and of no other."""
    words = _words(Random(f"story {report.story}"), 22)
    title = f"{words[0].title()}: {' '.join(words[1:7])}"
    if report.outlet == UNTICKED:
        title = f"{UNTICKED_WORD}. {title}"
    paragraphs = (
        f"{words[7].title()} {' '.join(words[8:13])}.",
        f"{words[13].title()} {' '.join(words[14:19])}, {theme} {' '.join(words[19:])}.",
    )
    piece = outlet.piece(f"news-{report.story}", title, *paragraphs)
    return replace(piece, url=f"https://{report.outlet}.example/news-{report.story}")


def _words(random: Random, count: int) -> list[str]:
    return ["".join(random.choices(_LETTERS, k=8)) for _ in range(count)]

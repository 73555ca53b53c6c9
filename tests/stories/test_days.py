"""Which stories are made of two days of news, in `days.txt`: the first report of every event, then every second one."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations, zip_longest
from pathlib import Path

from bot.model import ArticleId, KnownArticle, ReadArticle, StoryId
from bot.stories.choosing import ClueLists, choose_similar
from bot.stories.fingerprint import clues, fingerprint, pack
from bot.stories.frequencies import Counts
from bot.stories.similarity import rarities

_BEGUN = datetime(2026, 3, 1, tzinfo=UTC)
_RECALL = 0.7
"""The share of the pairs of reports of one event that stand in one story; it has been 0.80."""
_MISTAKEN = 2
"""Pairs of events, most of which look alike, that one story has reports of."""


def _events() -> Iterator[list[ReadArticle]]:
    language = ""
    for part in (Path(__file__).parent / "days.txt").read_text("utf-8").split("\n= "):
        _, *reports = part.splitlines()
        read = [_report(line, language) for line in reports if line and not line.startswith(("[", "#"))]
        if read:
            yield read
        language = next((line.strip("[]") for line in reversed(part.splitlines()) if line.startswith("[")), language)


def _report(line: str, language: str) -> ReadArticle:
    outlet, _, reported = line.partition(": ")
    title, _, text = reported.partition(" | ")
    return ReadArticle(title, text, outlet, f"{outlet}.example", language)


def _stories(articles: list[ReadArticle]) -> list[StoryId]:
    lists, known, counts = ClueLists({}), dict[ArticleId, KnownArticle](), Counts()
    for number, article in enumerate(articles, 1):
        own, at = fingerprint(article), _BEGUN + timedelta(minutes=number)
        led_by = clues(own, rarities(own, counts))
        near, _ = choose_similar(own, at, [known[one] for one in lists.closest(led_by)], counts)
        story, founder = (near.story, near.founder) if near else (StoryId(number), pack(own))
        known[ArticleId(number)] = KnownArticle(ArticleId(number), at, pack(own), story, founder, _BEGUN)
        lists.add(ArticleId(number), led_by)
        counts.add([own.language], own.terms)
    return [one.story for one in known.values() if one.story is not None]


def test_what_reports_one_event_is_one_story_and_hardly_anything_else_is() -> None:
    rounds = chain.from_iterable(
        zip_longest(*([(number, one) for one in event] for number, event in enumerate(_events())))
    )
    numbered = [one for one in rounds if one]
    stories = _stories([article for _, article in numbered])
    pairs = combinations(zip(numbered, stories, strict=True), 2)
    made: Counter[tuple[bool, bool]] = Counter()
    mistaken = set()
    for ((event, _), story), ((other_event, _), other_story) in pairs:
        made[event == other_event, story == other_story] += 1
        if story == other_story and event != other_event:
            mistaken.add(frozenset({event, other_event}))
    assert len(mistaken) <= _MISTAKEN, mistaken
    assert made[True, True] / (made[True, True] + made[True, False]) > _RECALL

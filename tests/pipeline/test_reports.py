"""What is told, and counted, of what polls bring and of what becomes of messages."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.model import (
    ArticleId,
    BootId,
    Chat,
    ChatKey,
    ChatKind,
    ChatLost,
    Dead,
    DeliveryOutcome,
    Dispatch,
    DispatchId,
    FurtherReports,
    Haste,
    Language,
    Lease,
    MessageArticle,
    PostEdit,
    Postponed,
    PutBack,
    ReadArticle,
    RecordedArticle,
    Sent,
    SourceId,
    StoryId,
    StoryUpdate,
    Withheld,
)
from bot.pipeline.delivery_report import fields_of, report_edited, report_sent
from bot.pipeline.poll_report import report_recorded
from bot.ports import Meter
from bot.runtime.article_log import ARTICLES
from tests.storage.conftest import START

_CHAT = Chat(ChatKey(1), 777000777, ChatKind.PRIVATE, "Anna", Language.RUSSIAN)
_LEASE = Lease(BootId("this run"), START)
_STORY = StoryUpdate(
    StoryId(5),
    1,
    ("secret",),
    ("secret",),
    ReadArticle("Secret", "secret", "Secret", "secret.example", "en"),
    "https://secret.example",
    START,
    FurtherReports(),
    None,
    silent=False,
)
_ARTICLE = MessageArticle(ArticleId(7), StoryId(5), Haste.URGENT, START - timedelta(minutes=9), START)
_DISPATCH = Dispatch(DispatchId(3), _LEASE, _CHAT, 0, 2, START, _STORY, articles=(_ARTICLE,))
_EDIT = PostEdit(DispatchId(3), _LEASE, _CHAT, 44, _STORY, articles=(ArticleId(7), ArticleId(8)))


class Remembering(Meter):
    def __init__(self) -> None:
        self.told_of: list[tuple[Haste, float, float]] = []
        self.counts: list[Mapping[str, int]] = []

    def told(self, haste: Haste, since_published: timedelta, since_found: timedelta) -> None:
        self.told_of.append((haste, since_published.total_seconds(), since_found.total_seconds()))

    def recorded(self, *, news: int = 0, archived: int = 0, edited: int = 0) -> None:
        self.counts.append({"news": news, "archived": archived, "edited": edited})


@pytest.fixture
def meter() -> Remembering:
    return Remembering()


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, ARTICLES)


def _fields(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [{"level": record.levelname, **vars(record)["fields"]} for record in caplog.records]


def test_a_message_that_is_sent_is_told_with_its_delays(meter: Remembering, caplog: pytest.LogCaptureFixture) -> None:
    report_sent(_DISPATCH, Sent(44), START + timedelta(minutes=1), meter)
    assert meter.told_of == [(Haste.URGENT, 600, 60)]
    assert _fields(caplog) == [
        {"level": "INFO", "article": 7, "step": "sent", "outcome": "ok", "story": 5, "dispatch": 3, "attempt": 2}
    ]
    assert not [word for word in ("secret", "Secret", "Anna", "777000777") if word in caplog.text]


@pytest.mark.parametrize(
    ("outcome", "said", "level"),
    [
        (Postponed(START, "429"), "postponed", "INFO"),
        (Dead("gone"), "given-up", "INFO"),
        (ChatLost("blocked"), "chat-lost", "INFO"),
        (PutBack(START), "no-room", "DEBUG"),
    ],
)
def test_a_message_that_is_not_sent_has_no_delay(
    outcome: DeliveryOutcome, said: str, level: str, meter: Remembering, caplog: pytest.LogCaptureFixture
) -> None:
    report_sent(_DISPATCH, outcome, START, meter)
    report_edited(_EDIT, outcome)
    assert meter.told_of == []
    assert [(one["article"], one["outcome"], one["level"]) for one in _fields(caplog)] == [
        (article, said, level) for article in (7, 7, 8)
    ]


def test_the_age_of_a_sample_from_the_archive_is_no_delay(meter: Remembering) -> None:
    report_sent(replace(_DISPATCH, content=replace(_STORY, is_sample=True)), Sent(44), START, meter)
    assert meter.told_of == []


def test_a_line_about_a_message_names_its_articles_and_its_one_story() -> None:
    other = replace(_ARTICLE, id=ArticleId(8), story=StoryId(6))
    assert fields_of(_DISPATCH)["fields"] == {"dispatch": 3, "articles": (7,), "story": 5}
    digest = replace(_DISPATCH, articles=(_ARTICLE, other))
    assert fields_of(digest)["fields"] == {"dispatch": 3, "articles": (7, 8), "story": None}
    assert fields_of(_EDIT)["fields"] == {"dispatch": 3, "articles": (7, 8)}


def test_what_a_poll_brings_is_told_and_a_baseline_does_not_flood_the_log(
    meter: Remembering, caplog: pytest.LogCaptureFixture
) -> None:
    found = [
        RecordedArticle(ArticleId(1), None),
        RecordedArticle(ArticleId(2), Withheld.BASELINE),
        RecordedArticle(ArticleId(3), Withheld.CAME_LATE),
    ]
    assert report_recorded(SourceId(9), found, [ArticleId(4)], meter)
    assert not report_recorded(SourceId(9), found[1:], [], meter)
    assert not report_recorded(SourceId(9), [], [], meter)
    assert meter.counts == [{"news": 1, "archived": 2, "edited": 1}, {"news": 0, "archived": 2, "edited": 0}]
    lines = [(one["article"], one["step"], one["level"], one.get("withheld")) for one in _fields(caplog)[:4]]
    assert lines == [
        (1, "found", "INFO", None),
        (2, "found", "DEBUG", "baseline"),
        (3, "found", "INFO", "came-late"),
        (4, "edited", "INFO", None),
    ]

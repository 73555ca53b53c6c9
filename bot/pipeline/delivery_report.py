"""Tells the log and the meter what became of a message, and of each article in it."""

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.delivery.outcome import measured_as
from bot.errors import DeliveryError
from bot.model import (
    ChatLost,
    ChatMoved,
    Dead,
    DeliveryOutcome,
    Dispatch,
    PostEdit,
    Postponed,
    PutBack,
    Sent,
    StoryUpdate,
    TopicLost,
)
from bot.ports import Meter
from bot.ports.meter import MessageAction, MessageOutcome
from bot.runtime.article_log import Step, about, log_step

_SAID: Mapping[type[DeliveryOutcome], str] = {
    Sent: "ok",
    Postponed: "postponed",
    PutBack: "no-room",
    Dead: "given-up",
    ChatLost: "chat-lost",
    ChatMoved: "chat-moved",
    TopicLost: "topic-lost",
}


def fields_of(work: Dispatch | PostEdit) -> Mapping[str, object]:
    """What a log line about a message is about, as `extra`."""
    if isinstance(work, PostEdit):
        return about(dispatch=work.id, articles=work.articles)
    stories = dict.fromkeys(one.story for one in work.articles)
    articles = tuple(one.id for one in work.articles)
    return about(dispatch=work.id, articles=articles, story=next(iter(stories)) if len(stories) == 1 else None)


def count_request(work: Dispatch | PostEdit, error: DeliveryError | None, meter: Meter) -> None:
    """Count an attempt that Telegram has accepted, or answered with `error`."""
    action = MessageAction.EDIT if isinstance(work, PostEdit) else MessageAction.SEND
    meter.messaged(action, MessageOutcome.OK if error is None else measured_as(error))


def report_sent(dispatch: Dispatch, outcome: DeliveryOutcome, now: datetime, meter: Meter) -> None:
    """Tell what became of a dispatch and its articles. Samples from the archive are old by nature."""
    is_sample = isinstance(dispatch.content, StoryUpdate) and dispatch.content.is_sample
    for article in dispatch.articles:
        log_step(
            article.id,
            Step.SENT,
            level=_level(outcome),
            outcome=_SAID[type(outcome)],
            story=article.story,
            dispatch=dispatch.id,
            attempt=dispatch.attempts,
        )
        if isinstance(outcome, Sent) and not is_sample:
            meter.told(article.haste, now - article.published_at, now - article.found_at)


def report_edited(edit: PostEdit, outcome: DeliveryOutcome) -> None:
    """Tell what became of the articles that an edit was to add to a message."""
    for article in edit.articles:
        log_step(article, Step.ADDED, level=_level(outcome), outcome=_SAID[type(outcome)], dispatch=edit.id)


def _level(outcome: DeliveryOutcome) -> int:
    """A message without room is looked at again and again."""
    return logging.DEBUG if isinstance(outcome, PutBack) else logging.INFO

"""Tells the log and the meter what a poll has brought."""

import logging
from collections.abc import Iterable, Sequence

from bot.model import ArticleId, RecordedArticle, SourceId, Withheld
from bot.ports import Meter
from bot.runtime.article_log import Step, log_step


def report_recorded(
    source: SourceId, recorded: Sequence[RecordedArticle], edited: Iterable[ArticleId], meter: Meter
) -> bool:
    """Tell of the articles that a source has brought; whether there is news among them.

    What a new source lists at first, a hundred old items, is told at DEBUG.
    """
    news, changed = 0, 0
    for article in recorded:
        news += article.withheld is None
        level = logging.DEBUG if article.withheld is Withheld.BASELINE else logging.INFO
        log_step(article.id, Step.FOUND, level=level, source=source, withheld=article.withheld)
    for one in edited:
        changed += 1
        log_step(one, Step.EDITED, source=source)
    if recorded or changed:
        meter.recorded(news=news, archived=len(recorded) - news, edited=changed)
    return news > 0

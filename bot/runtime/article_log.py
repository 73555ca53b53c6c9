"""The log of each article's way, from the feed to the messages that tell it.

Every line names its article. In JSON, `article` is a field of the line, so that a search for it tells the article's
life; so are what a step adds and, of what is told together, `dispatch`. No line holds a title, an address, or a chat.
"""

import logging
from collections.abc import Mapping
from enum import StrEnum

from bot.model import ArticleId

ARTICLES = "dozor.articles"
"""The name of the logger. There are several lines for each article: too many for people, as few as machines need."""
_log = logging.getLogger(ARTICLES)

Detail = int | str | bool | None | tuple[int, ...]


class Step(StrEnum):
    """What has happened to an article."""

    FOUND = "found"
    """A source listed it for the first time; if it is no news, `withheld` says why."""
    EDITED = "edited"
    """Its source has changed it, and it is matched again."""
    PAGE = "page"
    """Its page was asked for, with this `outcome`."""
    GROUPED = "grouped"
    """It was matched with all queries, of which it meets `queries`, and is in a `story`."""
    OWED = "owed"
    """So many `chats` are owed it, by messages of its own or as a part of one."""
    SENT = "sent"
    """It was to be sent in a message, with this `outcome`."""
    ADDED = "added"
    """It was to be added to a message by an edit, with this `outcome`."""


def about(**fields: Detail) -> Mapping[str, object]:
    """What a log line is about, as `extra` of a call to a logger: fields of the line in JSON."""
    return {"fields": fields}


def log_step(article: ArticleId, step: Step, *, level: int = logging.INFO, **details: Detail) -> None:
    """Log a step of an article's way; details that are None are left out."""
    if _log.isEnabledFor(level):
        known = {name: value for name, value in details.items() if value is not None}
        said = ", ".join(f"{name} {value}" for name, value in known.items())
        _log.log(level, "article %d: %s: %s", article, step, said, extra=about(article=article, step=step, **known))

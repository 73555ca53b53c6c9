from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import MentionId, Retention, SentArticle


class RetentionStorage(Protocol):
    """What may be forgotten, and what is kept of it."""

    async def sent_articles(self, before: datetime, after: int, limit: int) -> tuple[list[SentArticle], int | None]:
        """Those of the next `limit` articles after a number that somebody was told of, and how far that was.

        Of articles that were found before a time, and of which is not known yet by which words they met what they were
        told for: `tidy` is to take their texts. There are none after None.
        """
        ...

    async def keep_words(self, words: Mapping[MentionId, Sequence[str]]) -> None:
        """Keep which words of an article met a query, for the time when the article has no text."""
        ...

    async def tidy(self, now: datetime, aged_at: datetime | None = None, retention: Retention = ...) -> None:
        """Forget what no promise needs any more, and bring back what a clock that was wrong has put off.

        What is old is judged by `aged_at`, which is kept, and never by a time that is yet to come; by `now` without it.
        Nothing is forgotten that is owed, due or being sent, nor by what something may be known again.
        """
        ...

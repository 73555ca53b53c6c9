from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import MentionId, Retention, SentArticle


class RetentionStorage(Protocol):
    """What is forgotten, and what is kept of it."""

    async def sent_articles(self, before: datetime, after: int, limit: int) -> tuple[list[SentArticle], int | None]:
        """Of the next `limit` articles after number `after`, those that were sent; and the last number looked at.

        Only articles that were found before `before`, and whose matching words are not kept yet: `tidy` will delete
        their texts. None as the number means that no article is left.
        """
        ...

    async def keep_words(self, words: Mapping[MentionId, Sequence[str]]) -> None:
        """Keep the words by which an article met a query, for after its text is deleted."""
        ...

    async def tidy(self, now: datetime, aged_at: datetime | None = None, retention: Retention = ...) -> None:
        """Delete what is past retention, and bring back what a wrong clock has put off.

        Age is counted from `aged_at` (`now` without it), which is kept, and never from a future time. What is owed, due
        or being sent stays, and so does whatever recognises an item or article that comes again.
        """
        ...

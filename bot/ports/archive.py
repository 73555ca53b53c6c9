from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import ArchivePage, ArchivePlace, ArchiveReach, BigStory, ChatKey, Filter, Language, StoryId


class ArchiveStorage(Protocol):
    """The archive: searches recorded articles."""

    async def search(
        self,
        wanted: Filter | None,
        chat: ChatKey | None,
        since: datetime,
        before: ArchivePlace | None,
        limit: int,
        *,
        within_s: float,
    ) -> ArchivePage:
        """Articles that match the filter, from sources that the chat watches, published after `since`; newest first.

        Without a chat, searches all sources. `before` is the place that an earlier call reached. An index answers: a
        closer look may reject some results, but none is missed. After `within_s` seconds the page may hold fewer than
        `limit` articles, even none, although more follow; each call gets further than the one before. Other queries do
        not wait for a search.
        """
        ...

    async def count_articles(
        self, wanted: Sequence[tuple[Filter, Filter]], chat: ChatKey, since: datetime, most: int
    ) -> list[int]:
        """How many articles match the first filter of each pair and not the second, at most `most`.

        They are from sources that the chat watches, and published after `since`. As with `search`, a closer look may
        reject some. A filter that an index cannot express counts nothing.
        """
        ...

    async def known_words(self, words: Collection[str], since: datetime, most: int) -> Mapping[str, int]:
        """The words, folded, that are in articles published after `since`, and in about how many, at most `most`.

        Counts articles of all sources: before a chat is told of a word, search for it where the chat may look. The time
        depends on how many words there are, and not on how many articles.
        """
        ...

    async def big_stories(
        self, language: Language, packs: Collection[str], since: datetime, limit: int
    ) -> list[BigStory]:
        """The stories that most sources of these packs have reported in the language since then, the biggest first.

        They have at least three such reports.
        """
        ...

    async def outlets(self, stories: Collection[StoryId], chat: ChatKey) -> Mapping[StoryId, int]:
        """How many outlets that the chat watches report each of the stories."""
        ...

    async def archive_reach(self, chat: ChatKey) -> ArchiveReach:
        """Since when the archive has articles of the chat's sources, and how many sources these are."""
        ...

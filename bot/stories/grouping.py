"""A story for an article: an address or a title that is shared makes two articles one story."""

from collections.abc import Sequence
from datetime import timedelta

from bot.articles.identity import normalised_title
from bot.model import CandidateStory, StoryId, WaitingArticle

WINDOW = timedelta(hours=48)
"""A story that nothing joined for so long is over."""
_LEAST_WORDS = 3
"""A shorter title, such as «Главное за день», is shared by what has nothing else in common."""


def story_keys(article: WaitingArticle) -> tuple[str, ...]:
    """What an article shares with the others of its story, the strongest first."""
    title = normalised_title(article.title)
    keys = [f"address:{article.canonical_url}"] if article.canonical_url else []
    if len(title.split()) >= _LEAST_WORDS:
        keys.append(f"title:{title}")
    return tuple(keys)


def choose_story(keys: Sequence[str], candidates: Sequence[CandidateStory]) -> StoryId | None:
    """The story that shares the strongest key, the oldest of several; None if there is none."""
    for key in keys:
        for candidate in candidates:
            if key in candidate.keys:
                return candidate.id
    return None

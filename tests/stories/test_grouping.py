from datetime import UTC, datetime

from bot.model import ArticleId, BootId, CandidateStory, Lease, StoryId, WaitingArticle
from bot.stories.grouping import choose_story, story_keys

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _article(
    title: str = "Лидеры обсудили план в Риме", canonical_url: str = "https://one.example/1"
) -> WaitingArticle:
    return WaitingArticle(
        id=ArticleId(1),
        lease=Lease(BootId("x"), _NOW),
        attempts=1,
        title=title,
        text="",
        url=canonical_url,
        canonical_url=canonical_url,
        site="",
        language="ru",
        source_title="",
        found_at=_NOW,
        is_news=True,
        story_id=None,
    )


def _story(number: int, *keys: str) -> CandidateStory:
    return CandidateStory(StoryId(number), frozenset(keys), _NOW)


def test_the_same_title_in_other_letters_and_quotes_is_the_same_key() -> None:
    first = story_keys(_article("«Лидеры» обсудили ПЛАН: итоги", ""))
    second = story_keys(_article('"Лидеры" обсудили план — итоги', ""))
    assert first == second
    assert len(first) == 1


def test_a_short_title_is_no_key() -> None:
    assert story_keys(_article("Главное за день", "")) != ()
    assert story_keys(_article("Новости дня", "")) == ()


def test_an_address_weighs_more_than_a_title_and_an_older_story_more_than_a_newer() -> None:
    keys = story_keys(_article())
    by_title, by_address = _story(1, keys[1]), _story(2, keys[0])
    assert choose_story(keys, [by_title, by_address]) == 2
    assert choose_story(keys, [_story(3, keys[0]), _story(4, keys[0])]) == 3


def test_without_a_shared_key_a_story_begins() -> None:
    assert choose_story(story_keys(_article()), []) is None

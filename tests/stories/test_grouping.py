from datetime import UTC, datetime, timedelta

from bot.model import ArticleId, BootId, CandidateStory, Clue, KnownArticle, Lease, ReadArticle, StoryId, WaitingArticle
from bot.stories.fingerprint import Fingerprint, fingerprint, pack
from bot.stories.grouping import (
    LISTED,
    WINDOW,
    Lists,
    Traits,
    choose_alike,
    choose_story,
    story_keys,
    traits,
)

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_QUAKE = (
    "Землетрясение магнитудой 6,4 произошло у берегов Вануату",
    "У берегов Вануату произошло землетрясение магнитудой 6,4, сообщила Геологическая служба США. Угрозы цунами нет.",
)
_AGAIN = (
    "У Вануату зафиксировали землетрясение магнитудой 6,4",
    "Землетрясение магнитудой 6,4 зафиксировали у берегов Вануату. Геологическая служба США не ждёт цунами.",
)
_BANK = (
    "Банк Норвегии оставил ставку на уровне 4,5%",
    "Центральный банк Норвегии сохранил ключевую ставку на уровне 4,5%, сообщила управляющая Ида Бахе в Осло.",
)


def _article(
    title: str = "Лидеры обсудили план в Риме",
    canonical_url: str = "https://one.example/1",
    *,
    is_news: bool = True,
    story_id: StoryId | None = None,
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
        is_news=is_news,
        story_id=story_id,
    )


def _story(number: int, *keys: str, told: bytes = b"") -> CandidateStory:
    return CandidateStory(StoryId(number), frozenset(keys), _NOW, told)


def _print(title: str, text: str, site: str = "one.example") -> Fingerprint:
    return fingerprint(ReadArticle(title, text, site, site, "ru"))


def _known(
    number: int, told: tuple[str, str], founder: tuple[str, str] | None = None, hours: float = 1
) -> KnownArticle:
    site = f"outlet{number}.example"
    return KnownArticle(
        ArticleId(number),
        _NOW - timedelta(hours=hours),
        pack(_print(*told, site)),
        StoryId(100 + number),
        pack(_print(*(founder or told), site)),
        _NOW - timedelta(hours=hours),
    )


def test_the_same_title_in_other_letters_and_quotes_is_the_same_key() -> None:
    first = story_keys(_article("«Лидеры» обсудили ПЛАН: итоги", ""))
    second = story_keys(_article('"Лидеры" обсудили план — итоги', ""))
    assert first == second
    assert len(first) == 1


def test_a_short_title_is_no_key() -> None:
    assert story_keys(_article("Главное за день", "")) != ()
    assert story_keys(_article("Новости дня", "")) == ()


def test_an_address_weighs_more_than_a_title_and_an_older_story_more_than_a_newer() -> None:
    own = Traits(story_keys(_article()))
    by_title, by_address = _story(1, own.keys[1]), _story(2, own.keys[0])
    assert choose_story(own, [by_title, by_address]) == 2
    assert choose_story(own, [_story(3, own.keys[0]), _story(4, own.keys[0])]) == 3


def test_without_a_shared_key_a_story_begins() -> None:
    assert choose_story(Traits(story_keys(_article())), []) is None


def test_a_title_that_is_shared_makes_no_story_of_what_is_unlike() -> None:
    title = "Что известно к этому часу"
    own = Traits(("address:a", "title:t"), (), _print(title, _QUAKE[1]))
    unlike = pack(_print(title, _BANK[1], "two.example"))
    assert choose_story(own, [_story(1, "title:t", told=unlike)]) is None
    assert choose_story(own, [_story(1, "title:t", told=unlike), _story(2, "title:t")]) == 2
    assert choose_story(own, [_story(1, "address:a", told=unlike)]) == 1


def test_what_is_no_news_or_in_a_story_for_good_looks_for_none() -> None:
    read = ReadArticle(*_QUAKE, "", "one.example", "ru")
    assert traits(_article(), read).clues
    for article in (_article(is_news=False), _article(story_id=StoryId(1))):
        assert traits(article, read) == Traits()


def test_the_article_that_is_most_alike_is_chosen_and_the_oldest_of_several() -> None:
    own = _print(*_QUAKE)
    alike, equal, as_equal, other = _known(1, _AGAIN), _known(2, _QUAKE), _known(3, _QUAKE), _known(4, _BANK)
    assert choose_alike(own, _NOW, [other, as_equal, alike, equal]) == equal
    assert choose_alike(own, _NOW, [other, alike]) == alike
    assert choose_alike(own, _NOW, [other]) is None


def test_nothing_is_compared_with_what_is_older_than_the_window() -> None:
    old = _known(1, _QUAKE, hours=WINDOW / timedelta(hours=1))
    assert choose_alike(_print(*_QUAKE), _NOW, [old]) is None


def test_a_story_does_not_drift_from_its_first_article() -> None:
    """What is alike one that joined it, and unlike what a chat was told, begins a story."""
    assert choose_alike(_print(*_QUAKE), _NOW, [_known(1, _AGAIN, founder=_BANK)]) is None


def test_a_clue_leads_to_the_latest_articles_and_the_closest_share_the_most() -> None:
    first, second, third = Clue(1), Clue(2), Clue(3)
    lists = Lists({first: [ArticleId(3), ArticleId(1)], second: [ArticleId(1)]})
    assert lists.closest([first, second, third]) == [1, 3]
    lists.add(ArticleId(4), [first])
    assert lists.closest([first, second]) == [1, 4, 3]
    for number in range(5, 5 + LISTED):
        lists.add(ArticleId(number), [first])
    assert 4 not in lists.closest([first])
    assert lists.closest([third]) == []

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model import (
    EVERYBODY,
    ArticleId,
    BootId,
    CandidateStory,
    Clue,
    KnownArticle,
    Lease,
    ReadArticle,
    Scope,
    SourceId,
    StoryId,
    WaitingArticle,
)
from bot.stories.choosing import (
    LISTED,
    WINDOW,
    ClueLists,
    Traits,
    choose_similar,
    choose_story,
    story_keys,
    traits,
)
from bot.stories.fingerprint import Fingerprint, bare_clue, clue_in_scope, fingerprint, pack
from bot.stories.frequencies import Counts

_COUNTS = Counts()
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
    speaks_for_site: bool = True,
) -> WaitingArticle:
    return WaitingArticle(
        id=ArticleId(1),
        number=1,
        lease=Lease(BootId("x"), _NOW),
        failures=0,
        interruptions=0,
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
        source_id=SourceId(7),
        scope=EVERYBODY,
        speaks_for_site=speaks_for_site,
    )


def _story(number: int, *keys: str, reported: bytes = b"") -> CandidateStory:
    return CandidateStory(StoryId(number), frozenset(keys), _NOW, reported)


def _print(title: str, text: str, site: str = "one.example") -> Fingerprint:
    return fingerprint(ReadArticle(title, text, site, site, "ru"))


def _known(
    number: int, reported: tuple[str, str], founder: tuple[str, str] | None = None, hours: float = 1
) -> KnownArticle:
    site = f"outlet{number}.example"
    return KnownArticle(
        ArticleId(number),
        _NOW - timedelta(hours=hours),
        pack(_print(*reported, site)),
        StoryId(100 + number),
        pack(_print(*(founder or reported), site)),
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
    own = Traits(("address:a", "title:t"), {}, _print(title, _QUAKE[1]))
    unlike = pack(_print(title, _BANK[1], "two.example"))
    assert choose_story(own, [_story(1, "title:t", reported=unlike)]) is None
    assert choose_story(own, [_story(1, "title:t", reported=unlike), _story(2, "title:t")]) == 2
    assert choose_story(own, [_story(1, "address:a", reported=unlike)]) == 1


def test_what_is_no_news_or_in_a_story_for_good_looks_for_none() -> None:
    read = ReadArticle(*_QUAKE, "", "one.example", "ru")
    assert traits(_article(), read, _COUNTS)[0].clues
    for article in (_article(is_news=False), _article(story_id=StoryId(1))):
        assert traits(article, read, _COUNTS) == [Traits()]


def _choose(own: Fingerprint, *candidates: KnownArticle) -> tuple[KnownArticle | None, KnownArticle | None]:
    return choose_similar(own, _NOW, candidates, _COUNTS)


def test_the_story_that_is_most_alike_is_joined_and_the_oldest_of_several() -> None:
    own = _print(*_QUAKE)
    alike, equal, as_equal, other = _known(1, _AGAIN), _known(2, _QUAKE), _known(3, _QUAKE), _known(4, _BANK)
    assert _choose(own, other, as_equal, alike, equal) == (equal, None)
    assert _choose(own, other, alike) == (alike, None)
    assert _choose(own, other) == _choose(own) == (None, None)


def test_what_is_doubtful_is_akin() -> None:
    """Another wave of the same size, and the same wave in words of another outlet."""
    own = _print(*_QUAKE)
    elsewhere = _known(1, (_QUAKE[0].replace("Вануату", "Чили"), _QUAKE[1].replace("Вануату", "Чили")))
    retold = _known(2, ("Толчки встревожили жителей Вануату", "Геологи сообщили о толчках магнитудой 6,4."))
    assert _choose(own, elsewhere) == (None, elsewhere)
    assert _choose(own, retold) == (None, retold)
    assert _choose(own, retold, _known(3, _AGAIN))[1] is None, "what is the same is akin to nothing"


def test_what_was_reported_long_ago_has_to_be_more_alike_to_be_akin() -> None:
    own = _print(*_QUAKE)
    passing = (
        "Цунами не будет, школы и порт открыты",
        "Жители островов возвращаются в дома на берегу. Занятия начнутся во вторник, паромы ходят по расписанию.",
    )
    soon, later = _known(1, passing, hours=0.1), _known(1, passing, hours=20)
    assert _choose(own, soon) == (None, soon)
    assert _choose(own, later) == (None, None)


def test_a_crowd_of_reports_that_are_as_alike_makes_one_of_them_less_likely() -> None:
    own = _print(*_QUAKE)
    words = "Толчки встревожили жителей Вануату", "Геологи сообщили о толчках магнитудой 6,4."
    near, *crowd = (_known(number, words, hours=20) for number in range(1, 16))
    assert _choose(own, near) == (None, near)
    assert _choose(own, near, *crowd) == (None, None)
    of_one_story = [replace(one, story=near.story) for one in crowd]
    assert _choose(own, near, *of_one_story) == (None, near), "a story's own reports are no crowd"


def test_nothing_is_compared_with_what_is_older_than_the_window() -> None:
    old = _known(1, _QUAKE, hours=WINDOW / timedelta(hours=1))
    assert _choose(_print(*_QUAKE), old) == (None, None)


def test_nothing_is_compared_with_what_an_older_version_recorded() -> None:
    assert _choose(_print(*_QUAKE), replace(_known(1, _QUAKE), fingerprint=b"")) == (None, None)
    joined = replace(_known(1, _AGAIN), founder=b"")
    assert _choose(_print(*_QUAKE), joined) == (None, joined)


def test_nothing_joins_a_story_that_was_begun_before_the_window() -> None:
    joined = replace(_known(1, _QUAKE), founded_at=_NOW - WINDOW)
    assert _choose(_print(*_QUAKE), joined)[0] is None
    recent = replace(joined, founded_at=_NOW - WINDOW / 2)
    assert _choose(_print(*_QUAKE), recent)[0] == recent


def test_a_story_does_not_drift_from_its_first_article() -> None:
    """What is alike one that joined it, and unlike what a chat was told, begins a story."""
    drifted = _known(1, _AGAIN, founder=_BANK)
    assert _choose(_print(*_QUAKE), drifted) == (None, drifted)


def test_a_clue_leads_to_the_latest_articles_and_the_closest_share_the_weightiest() -> None:
    first, second, third = Clue(1), Clue(2), Clue(3)
    lists = ClueLists({first: [ArticleId(3), ArticleId(1)], second: [ArticleId(1)]})
    assert lists.closest({first: 1.0, second: 1.0, third: 9.0}) == [1, 3]
    lists.add(ArticleId(4), [third])
    assert lists.closest({first: 1.0, second: 1.0, third: 9.0}) == [4, 1, 3]
    for number in range(5, 5 + LISTED):
        lists.add(ArticleId(number), [third])
    assert 4 not in lists.closest({third: 1.0})
    assert lists.closest({Clue(9): 1.0}) == []


def test_an_address_is_a_key_for_others_if_its_source_speaks_for_it_and_else_for_the_source_alone() -> None:
    address, title = "address:https://one.example/1", "title:лидеры обсудили план в риме"
    assert story_keys(_article()) == (address, title)
    assert story_keys(_article(speaks_for_site=False)) == (f"source 7: {address}", title)


def test_an_article_looks_where_everybody_looks_and_is_found_where_its_readers_do() -> None:
    read = ReadArticle(*_QUAKE, "", "one.example", "ru")
    everybodys, own = traits(_article(), read, _COUNTS, (EVERYBODY, Scope(5)))
    assert (everybodys.keys, (*everybodys.clues,)) == (everybodys.indexed_keys, everybodys.indexed_clues)
    assert {*everybodys.indexed_keys, *own.indexed_keys} == {*own.keys}
    assert {*everybodys.indexed_clues, *own.indexed_clues} == {*own.clues}
    assert {*own.indexed_clues}.isdisjoint(everybodys.clues)
    assert {*own.indexed_keys}.isdisjoint(everybodys.keys)


def test_no_clue_can_be_made_to_be_one_of_another_scope() -> None:
    scopes = [Scope(number) for number in (0, 1, -1, 2, -2, 1_000_000, -1_000_000)]
    clues = (Clue(0), Clue(7), Clue(0xFFFFFFFF))
    scoped = {clue_in_scope(clue, scope): clue for scope in scopes for clue in clues}
    assert len(scoped) == 3 * len(scopes)
    assert all(0 <= clue < 1 << 63 and bare_clue(clue) == bare for clue, bare in scoped.items())


def test_an_article_that_is_found_in_several_scopes_counts_once() -> None:
    one, other = Clue(1), Clue(2)
    here = Scope(5)
    lists = ClueLists(
        {clue_in_scope(one, here): [ArticleId(1)], one: [ArticleId(1), ArticleId(2)], other: [ArticleId(2)]}
    )
    wanted = {clue_in_scope(clue, scope): 1.0 for clue in (one, other) for scope in (EVERYBODY, here)}
    assert lists.closest(wanted) == [2, 1]


def test_of_the_stories_that_share_a_key_in_any_scope_the_oldest_is_chosen() -> None:
    (own,) = traits(_article(), ReadArticle(*_QUAKE, "", "one.example", "ru"), _COUNTS, [Scope(5)])
    _, address, everybodys, narrow = own.keys
    assert choose_story(own, [_story(1, narrow), _story(2, everybodys)]) == 1
    assert choose_story(own, [_story(1, everybodys), _story(2, narrow)]) == 1
    assert choose_story(own, [_story(1, narrow), _story(2, address)]) == 2

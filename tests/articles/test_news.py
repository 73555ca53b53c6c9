from datetime import UTC, datetime, timedelta

from bot.articles.identity import identify, item_keys
from bot.articles.news import News, find_news
from bot.articles.recognition import Memory
from bot.model import ArticleId, Item, ParsedFeed, PollState, Sighting, Withheld

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _item(number: int, **changes: object) -> Item:
    fields: dict[str, object] = {
        "guid": f"g{number}",
        "url": f"https://one.example/{number}",
        "title": f"Новость номер {number} дня",
        "text": f"Сегодня случилось событие номер {number}. " * 4,
        "published_at": _NOW - timedelta(hours=number),
    }
    return Item(**(fields | changes))  # type: ignore[arg-type]  # the fields are those of the class


def _read(*items: Item, known: dict[str, Sighting] | None = None, is_baseline: bool = False) -> News:
    feed = ParsedFeed("Вестник", "ru", None, None, items)
    read_at = None if is_baseline else _NOW - timedelta(days=100)
    state = PollState(900.0, _NOW, baseline_at=read_at, changed_at=read_at)
    return find_news(identify(feed), Memory(state, known or {}), _NOW)


def _seen(*items: Item) -> dict[str, Sighting]:
    return {
        key: Sighting(key, identity.content_hash, ArticleId(number))
        for number, identity in enumerate(item_keys(items), 1)
        for key in (*identity.keys, identity.name)
    }


def test_what_was_never_seen_is_news_oldest_first() -> None:
    news = _read(_item(1), _item(2))
    assert [found.url for found in news.found] == ["https://one.example/2", "https://one.example/1"]
    assert all(found.is_news for found in news.found)


def test_a_baseline_is_found_and_is_no_news() -> None:
    assert [found.is_news for found in _read(_item(1), is_baseline=True).found] == [False]


def test_what_was_seen_is_listed_in_whatever_order() -> None:
    items = [_item(1), _item(2), _item(3)]
    news = _read(items[2], items[0], items[1], known=_seen(*items))
    assert (news.found, news.edited, news.seen) == ((), (), ())
    assert set(news.listed) == set(_seen(*items))


def test_a_changed_guid_is_no_news_and_is_remembered() -> None:
    news = _read(_item(1, guid="another"), known=_seen(_item(1)))
    assert news.found == ()
    assert [sighting.article_id for sighting in news.seen] == [ArticleId(1)]


def test_guids_that_number_the_items_from_the_top_hide_no_news() -> None:
    old = [_item(number, guid=str(number)) for number in (1, 2, 3)]
    moved = [_item(number, guid=str(number + 1)) for number in (1, 2)]
    news = _read(_item(0, guid="1"), *moved, known=_seen(*old))
    assert [found.url for found in news.found] == ["https://one.example/0"]
    assert news.edited == ()
    split = [_item(1, guid="1", url="https://one.example/x"), _item(1, guid="x")]
    assert _read(*split, known=_seen(*old)).found == ()
    pushed_out = _read(_item(0, guid="1"), _item(9, guid="2"), known=_seen(*old))
    assert [change.article_id for change in pushed_out.edited] == [ArticleId(2), ArticleId(1)]


def test_an_edit_is_an_edit_and_no_news() -> None:
    edited = _item(1, title="Новость номер 1 дня, уточнено")
    (change,) = _read(edited, known=_seen(_item(1))).edited
    assert (change.article_id, change.title) == (ArticleId(1), edited.title)
    assert _read(edited, known=_seen(_item(1))).found == ()


def test_what_is_older_than_the_memory_is_never_news_unless_it_is_the_baseline() -> None:
    ancient = _item(1, published_at=_NOW - timedelta(days=91))
    assert [found.withheld for found in _read(ancient).found] == [Withheld.TOO_OLD]
    assert [found.withheld for found in _read(ancient, is_baseline=True).found] == [Withheld.BASELINE]


def test_what_is_forgotten_but_for_that_it_was_seen_is_archived_when_it_is_edited_and_no_news() -> None:
    ancient = _item(1, published_at=_NOW - timedelta(days=91))
    known = {key: Sighting(key, "before", None) for key in item_keys([ancient])[0].keys}
    news = _read(ancient, known=known)
    assert [found.withheld for found in news.found] == [Withheld.FORGOTTEN]
    assert not news.edited


def test_a_time_in_the_future_is_now() -> None:
    (found,) = _read(_item(1, published_at=_NOW + timedelta(days=400))).found
    assert found.published_at == _NOW


def test_an_item_that_is_listed_twice_is_found_once() -> None:
    assert len(_read(_item(1), _item(1)).found) == 1


def test_a_name_is_that_of_the_last_item_which_had_it() -> None:
    known = _seen(_item(1))
    (name,) = (key for key in known if key.startswith("name:"))
    news = _read(_item(1), known=known | {name: Sighting(name, "of another", ArticleId(7))})
    assert news.seen == (Sighting(name, item_keys([_item(1)])[0].content_hash, ArticleId(1)),)
    assert name not in news.listed


def test_a_source_speaks_for_the_articles_of_its_sites_alone() -> None:
    items = (_item(1), _item(2, url="https://sub.one.example/2"), _item(3, url="https://two.example/3"))
    memory = Memory(PollState(900.0, _NOW))
    news = find_news(identify(ParsedFeed("Вестник", "ru", None, None, items)), memory, _NOW, {"one.example"})
    assert {found.url: found.speaks_for_site for found in news.found} == {
        "https://one.example/1": True,
        "https://sub.one.example/2": True,
        "https://two.example/3": False,
    }

"""When two addresses, titles or items are the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.addresses import canonical_url, site_of
from bot.articles.identity import content_hash, item_keys, normalised_title
from bot.model import Item

ARTICLE = "https://example.org/news/2025/11/17/slug"


@pytest.mark.parametrize(
    "variant",
    [
        ARTICLE,
        "http://example.org/news/2025/11/17/slug",
        "https://www.example.org/news/2025/11/17/slug/",
        "HTTPS://EXAMPLE.ORG:443/news/2025/11/17/slug",
        "http://example.org:80/news/2025/11/17/slug",
        "https://example.org./news/2025/11/17/slug",
        "https://m.example.org/news/2025/11/17/slug",
        "https://mobile.example.org/news/2025/11/17/slug",
        "https://amp.example.org/news/2025/11/17/slug",
        "https://www.m.example.org/news/2025/11/17/slug",
        "https://example.org/amp/news/2025/11/17/slug",
        "https://example.org/news/2025/11/17/slug/amp/",
        "https://example.org/news/2025/11/17/slug/amp.html",
        "https://example.org/news/2025/11/17/slug?amp=1",
        "https://example.org/news/2025/11/17/slug?outputType=amp",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/2025/11/17/slug",
        "https://www.google.com/amp/s/www.example.org/news/2025/11/17/slug",
        "https://example.org//news/2025//11/17/slug",
        "https://example.org/news/2025/11/17/slug#comments",
        "https://example.org/news/2025/11/17/slug#",
        "https://example.org/news/2025/11/17/slug?",
        "https://example.org/news/2025/11/17/slug?utm_source=rss&utm_medium=feed&utm_campaign=x",
        "https://example.org/news/2025/11/17/slug?fbclid=abc",
        "https://example.org/news/2025/11/17/slug?yclid=1&gclid=2&ysclid=3",
        "https://example.org/news/2025/11/17/slug?from=rss",
        "https://example.org/news/2025/11/17/slug?from=rss_yandex&ref=telegram",
        "https://example.org/news/2025/11/17/slug?at_medium=RSS&at_campaign=KARANGA",
        "https://example.org/news/2025/11/17/slug?traffic_source=rss",
        "https://example.org/news/2025/11/17/slug?maca=ru-rss-ru-all-1126-rdf",
        "https://example.org/news/2025/11/17/slug?PHPSESSID=r2t5uvjq435r4q7ib3vtdjq120",
        "https://example.org/news/2025/11/17/slug?jsessionid=5",
        "https://example.org/news/2025/11/17/slug;jsessionid=1A530637289A03B07199A44E8D531427?from=rss",
        "https://example.org/news/2025/11/17/slug/;JSESSIONID=1A53!-17#top",
        "https://example.org/news;jsessionid=1A53.node1/2025/11/17/slug",
        "https://example.org/news/2025/11/17/slug?sid=0cc175b9c0f1b6a831c399e269772661",
        "https://example.org/news/2025/11/17/%73lug",
        "https://user@example.org/news/2025/11/17/slug",
        "  https://example.org/news/2025/11/17/slug\n",
    ],
)
def test_variants_of_one_address(variant: str) -> None:
    assert canonical_url(variant) == ARTICLE


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://example.org", "https://example.org/"),
        ("http://example.org/index.html", "https://example.org/"),
        ("http://example.org/news/index.php?id=7", "https://example.org/news?id=7"),
        ("http://example.org/?b=2&a=1&b=1", "https://example.org/?a=1&b=1&b=2"),
        ("http://example.org/?p=12&from=2025", "https://example.org/?from=2025&p=12"),
        ("http://example.org/?id=1&q=", "https://example.org/?id=1&q="),
        ("http://example.org/Путь/стр", "https://example.org/%D0%9F%D1%83%D1%82%D1%8C/%D1%81%D1%82%D1%80"),
        ("http://example.org/%d0%9f", "https://example.org/%D0%9F"),
        ("http://example.org/100%", "https://example.org/100%25"),
        ("http://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("http://example.org:8080/x", "https://example.org:8080/x"),
        ("http://example.org/#!/news/1", "https://example.org/#!/news/1"),
        ("http://example.org/?sid=1735689600123456", "https://example.org/?sid=1735689600123456"),
        ("http://example.org/?sid=kurs-dollara-na-segodnya", "https://example.org/?sid=kurs-dollara-na-segodnya"),
        ("http://example.org/?sid=abc123", "https://example.org/?sid=abc123"),
        ("http://example.org/news;id=7", "https://example.org/news;id=7"),
        ("http://example.org/article.amp.html", "https://example.org/article.html"),
        ("http://example.org/camp/", "https://example.org/camp"),
        ("http://m.uk/x", "https://m.uk/x"),
        ("http://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("http://[broken/x", "http://[broken/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tag:example.org,2025:1", "tag:example.org,2025:1"),
        ("", ""),
    ],
)
def test_canonical_addresses(address: str, expected: str) -> None:
    assert canonical_url(address) == expected


PIECES = st.sampled_from(
    ["http://", "https://", "www.", "m.", "amp.", "e.org", "cdn.ampproject.org", "google.com", "/", "//", "/amp",
     ".amp", ".html", "/c/s/", "index.html", "?", "&", "=", "a", "utm_x", "from=rss", "%41", "%", "%2f", "ы", "#", "#!",
     ":80", ":", "@", "[", "]", ";", ";jsessionid=", " ", "\n", "..", "."]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join))
@example("https://www.google.com/amp/s/www.google.com/amp/s/m.e.org/amp/amp/index.html/")
def test_canonical_addresses_stay(address: str) -> None:
    canonical = canonical_url(address)
    assert canonical_url(canonical) == canonical


def test_site() -> None:
    assert site_of("https://www.BBC.com:443/russian?x=1") == "bbc.com"
    assert site_of("tg://resolve") == ""
    assert site_of("https://[broken") == ""


def test_titles() -> None:
    assert normalised_title("«Дозор»: Ещё — не\xa0всё!") == normalised_title('"ДОЗОР" еще: не все')
    assert normalised_title("за\u0301мок") == "замок"
    assert normalised_title("…") == ""


NOON = datetime(2025, 11, 17, 12, 0, 30, tzinfo=UTC)
TEXT = "Довольно длинный текст, по которому статью можно узнать, даже если прочее в ней поменялось. " * 2


def item(number: int, **changes: object) -> Item:
    base = Item(f"g{number}", f"https://e.org/{number}", f"Заголовок {number}", TEXT + str(number), NOON)
    return replace(base, **changes)  # type: ignore[arg-type]  # fields by name


def meet(one: Item, other: Item) -> bool:
    """Whether an item that was seen would be known again in another document."""
    (before,), (after,) = item_keys([one]), item_keys([other])
    return bool(set(before.keys) & set(after.keys))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Исправленный заголовок", "text": "Другой текст"},
        {"guid": "other"},
        {"guid": None},
        {"guid": "other", "url": "https://e.org/other"},
        {"guid": "other", "url": None, "text": "Исправлен", "published_at": NOON + timedelta(seconds=5)},
        {"guid": "other", "url": "https://e.org/other", "published_at": NOON + timedelta(days=1)},
        {
            "guid": "other",
            "url": "https://m.e.org/1/amp?utm_source=x",
            "title": "Новый",
            "text": "",
            "published_at": None,
        },
    ],
)
def test_changes_that_do_not_make_news(changes: dict[str, object]) -> None:
    assert meet(item(1), item(1, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Заголовок 1"},
        {"title": "Заголовок 1", "text": "", "published_at": NOON + timedelta(days=1)},
        {"text": TEXT + "1"},
        {"title": "Заголовок 1", "text": "Подробности", "published_at": None},
    ],
)
def test_another_item_is_news(changes: dict[str, object]) -> None:
    other = item(2, **({"published_at": NOON + timedelta(hours=1)} | changes))
    assert not meet(item(1), other)


def test_repeated_guids_are_no_identity() -> None:
    identities = item_keys([item(number, guid="same") for number in range(3)])
    assert not any(key.startswith("guid:") for identity in identities for key in identity.keys)
    assert len({identity.keys for identity in identities}) == 3


def test_repeated_guids_and_addresses_leave_title_and_time() -> None:
    identities = item_keys([item(number, guid="same", url="https://e.org/") for number in range(3)])
    assert [identity.keys[0].partition(":")[0] for identity in identities] == ["title"] * 3
    assert len({identity.keys for identity in identities}) == 3


def test_an_item_that_is_listed_twice_is_one() -> None:
    first, second, other = item_keys([item(1), item(1), item(2)])
    assert first == second != other


def test_items_with_nothing_but_a_title() -> None:
    bare = [Item(None, None, title, "", None) for title in ("Раз", "Два", "Раз")]
    first, second, third = item_keys(bare)
    assert first == third
    assert set(first.keys).isdisjoint(second.keys)


def test_keys_do_not_depend_on_the_order() -> None:
    items = [item(number) for number in range(5)]
    assert item_keys(items) == item_keys(items[::-1])[::-1]


def test_an_edit_shows_in_the_content_hash() -> None:
    assert content_hash("Заголовок", "Текст.") == content_hash("Заголовок", "Текст.")
    assert content_hash("Заголовок", "Текст!") != content_hash("Заголовок", "Текст.")
    assert content_hash("а", "б\nв") != content_hash("а\nб", "в г")


ITEMS = st.builds(
    Item,
    guid=st.sampled_from([None, "g", "h"]),
    url=st.sampled_from([None, "https://e.org/1", "https://e.org/2"]),
    title=st.sampled_from(["", "Раз", "Два"]),
    text=st.sampled_from(["", TEXT]),
    published_at=st.sampled_from([None, NOON]),
)


@given(st.lists(ITEMS, max_size=8))
def test_every_item_has_a_key_and_shares_it_only_with_what_says_the_same(items: list[Item]) -> None:
    owners: dict[str, set[Item]] = {}
    for one, identity in zip(items, item_keys(items), strict=True):
        assert identity.keys
        for key in identity.keys:
            owners.setdefault(key, set()).add(one)
    for sharers in owners.values():
        assert len({(one.title, one.text) for one in sharers}) == 1


def test_an_address_that_is_too_long_to_be_anybodys_stays_as_it_is() -> None:
    address = "http://www.one.example/?utm_source=x&" + "&".join(f"a{number}=b" for number in range(500))
    assert canonical_url(address) == address
    assert item_keys([Item("1", address, "", "", None)])[0].canonical_url == address

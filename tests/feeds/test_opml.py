"""Lists of sources, in and out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAFeed
from bot.feeds.opml import MAX_ENTRIES, OpmlEntry, OpmlProblem, read_list, read_opml, write_opml
from bot.fetching.reasons import FailureReason

NOW = datetime(2025, 11, 17, 12, 0, tzinfo=UTC)

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Мои &amp; чужие</title></head>
  <body>
    <outline text="Без папки" type="rss" xmlUrl="https://a.example.org/rss" language="ru-RU"/>
    <outline text="Новости">
      <outline title="Б" text="не то" type="rss" xmlUrl="https://b.example.org/rss" htmlUrl="https://b.example.org no"/>
      <outline text="Край">
        <outline text="В" XMLURL="https://c.example.org/?a=1&amp;b=2"/>
      </outline>
      <outline text="Без адреса" type="rss"/>
    </outline>
    <outline text="Повтор" xmlUrl="https://a.example.org/rss"/>
    <outline text="Не то" xmlUrl="javascript:alert(1)"/>
    <outline text="По категории" xmlUrl="https://d.example.org/rss" category="/Наука/Космос,/Прочее"/>
    <outline text="Ссылка" type="link" url="https://e.example.org/rss"/>
  </body>
</opml>
"""


def test_reading_a_list_as_far_as_it_goes() -> None:
    document = read_opml(LIST.encode())
    assert document.title == "Мои & чужие"
    assert document.entries == (
        OpmlEntry("https://a.example.org/rss", "Без папки", (), "ru"),
        OpmlEntry("https://b.example.org/rss", "Б", ("Новости",), pages=("https://b.example.org",)),
        OpmlEntry("https://c.example.org/?a=1&b=2", "В", ("Новости", "Край")),
        OpmlEntry("https://d.example.org/rss", "По категории", ("Наука", "Космос")),
        OpmlEntry("https://e.example.org/rss", "Ссылка"),
    )
    assert document.problems == (OpmlProblem(11, "Без адреса"), OpmlProblem(14, "javascript:alert(1)"))


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "utf-8"])
def test_encodings(encoding: str) -> None:
    text = LIST.replace("UTF-8", encoding)
    assert read_opml(text.encode(encoding)).entries == read_opml(LIST.encode()).entries


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<html><body>opml</body></html>", b"{}", b"\xff\xfe", b"opml"])
def test_what_is_no_opml(body: bytes) -> None:
    with pytest.raises(NotAFeed) as refused:
        read_opml(body)
    assert refused.value.reason == FailureReason.NOT_OPML


def test_a_list_that_breaks_off_and_has_loose_ampersands() -> None:
    body = b'<opml><body><outline text="Q&A" xmlUrl="https://q.example.org/?a=1&b=2"/><outline text="b" xmlUrl="https'
    document = read_opml(body)
    assert document.entries[0] == OpmlEntry("https://q.example.org/?a=1&b=2", "Q&A")


@pytest.mark.parametrize(
    "body",
    [
        b"<opml><body>" + b"<outline text='a'>" * 30_000,
        b"<opml><body>" + b"<outline xmlUrl='https://e.org/' text='a'/>" * 20_000 + b"</body></opml>",
        b"<!DOCTYPE opml [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;'>]><opml><outline text='&b;' url='//e.org'/></opml>",
        b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><body><outline text='&x;'/></body></opml>",
    ],
    ids=["deep", "long", "entities", "files"],
)
def test_hostile_lists(body: bytes) -> None:
    document = read_opml(body)
    assert len(document.entries) <= 1
    assert all("root:" not in problem.text for problem in document.problems)
    assert all("aaaaaaaa" not in entry.title for entry in document.entries)


def test_a_list_has_its_limit() -> None:
    outlines = "".join(f"<outline xmlUrl='https://e.org/{number}'/>" for number in range(MAX_ENTRIES + 10))
    document = read_opml(f"<opml><body>{outlines}</body></opml>".encode())
    assert (len(document.entries), document.left_out) == (MAX_ENTRIES, 10)


def test_addresses_in_a_list_are_taken_as_people_write_them() -> None:
    written = ("example.org/rss", "feed://example.org/feed", "@mayak_bereg", "ftp://example.org/rss")
    outlines = "".join(f'<outline text="-" xmlUrl="{address}"/>' for address in written)
    document = read_opml(f"<opml><body>{outlines}</body></opml>".encode())
    assert [entry.url for entry in document.entries] == [
        "https://example.org/rss",
        "https://example.org/feed",
        "https://t.me/s/mayak_bereg",
    ]
    assert document.problems == (OpmlProblem(1, "ftp://example.org/rss"),)


def test_a_text_with_an_address_a_line_is_a_list_too() -> None:
    document = read_list("\ufeff# мои\nhttps://a.example/rss\n\n@mayak_bereg\r\nчто-то ещё\n".encode())
    assert [entry.url for entry in document.entries] == ["https://a.example/rss", "https://t.me/s/mayak_bereg"]
    assert document.problems == (OpmlProblem(5, "что-то ещё"),)
    with pytest.raises(NotAFeed):
        read_list("коалиция желающих\nпереговоры\n".encode())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    st.lists(
        st.builds(
            OpmlEntry,
            url=st.integers(0, 50).map("https://e.org/?a=1&b=<>&n={}".format),
            title=TEXTS,
            categories=st.lists(st.sampled_from(["Новости", 'В "кавычках"', "<Край>", "a/b"]), max_size=3).map(tuple),
            language=st.sampled_from(["", "ru", "uk"]),
        ),
        unique_by=lambda entry: entry.url,
    ),
    TEXTS,
)
def test_what_is_written_is_read_again(entries: list[OpmlEntry], title: str) -> None:
    read = read_opml(write_opml(title, entries, NOW))
    assert read.problems == ()
    assert {(one.url, one.categories, one.language) for one in read.entries} == {
        (one.url, one.categories, one.language) for one in entries
    }


def test_titles_survive() -> None:
    entry = OpmlEntry("https://e.org/", "AT&T <b> «вести» \x00", ("Раз",), "ru")
    written = write_opml("Список", [entry], NOW)
    assert b"Mon, 17 Nov 2025 12:00:00 +0000" in written
    assert read_opml(written).entries == (OpmlEntry("https://e.org/", "AT&T «вести»", ("Раз",), "ru"),)

"""What no document may do to the parser: raise anything but NotAFeed, take long, take much."""

import tracemalloc
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import NotAFeed
from bot.feeds.items import MAX_ITEMS, RawFeed, RawItem
from bot.feeds.parse import NeedsTolerance, parse
from bot.fetching.decode import decode
from bot.fetching.reasons import FailureReason
from bot.model import ParsedFeed
from tests.feeds.test_golden import DOCUMENTS

URL = "https://example.org/feed"
SEEDS = [path.read_bytes() for path in DOCUMENTS]


def parse_any(body: bytes, content_type: str | None = None) -> ParsedFeed | FailureReason:
    try:
        return parse(body, content_type=content_type, url=URL)
    except NotAFeed as error:
        return FailureReason(error.reason)


MARKUP = st.sampled_from(
    """<rss> <rss¤version='2.0'> <channel> <item> </item> <title> </title> <link> <entry> <feed> &amp; <![CDATA[ ]]> &
    &#0; <feed¤xmlns='http://www.w3.org/2005/Atom'> &#x110000; < > <!-- <!DOCTYPE¤x¤[
    <?xml¤version='1.0'¤encoding='utf-16'?> { {"items":[ ]} {"items":[{"id":{}}]}
    xml:base='http://[' <urlset> <url> <html> tgme_page Текст \0 \ud7ff
    <div¤class='tgme_widget_message'¤data-post='a/1'>""".replace("¤", "\xa0").split(" ")
).map(lambda piece: piece.strip().replace("\xa0", " "))


@given(st.lists(MARKUP | st.text(max_size=5), max_size=20).map("".join))
@example("<rss><channel><item><link>http://[</link></item></channel></rss>")
@example("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://['><entry><link href='x'/></entry></feed>")
@example("<html>tgme_widget_message")
def test_any_markup_is_a_feed_or_is_not(text: str) -> None:
    parse_any(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300), st.none() | st.text(max_size=30))
def test_any_bytes_are_a_feed_or_are_not(body: bytes, content_type: str | None) -> None:
    parse_any(body, content_type)


@given(st.sampled_from(SEEDS), st.integers(0, 3000), st.integers(0, 300), st.binary(max_size=12))
def test_damaged_feeds_are_feeds_or_are_not(seed: bytes, start: int, length: int, patch: bytes) -> None:
    parse_any(seed[:start] + patch + seed[start + length :])


@given(
    st.binary(max_size=200), st.none() | st.sampled_from(["text/xml; charset=zlib", "x; charset=utf-7", "charset=idna"])
)
def test_decoding_never_fails(body: bytes, content_type: str | None) -> None:
    text, encoding = decode(body, content_type)
    assert isinstance(text, str)
    assert encoding


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


HOSTILE = {
    "100,000 items": rss("<item><title>Заголовок</title><link>/x</link></item>" * 100_000),
    "100,000 open items": b"<rss><channel>" + b"<item><title>x" * 100_000,
    "deep nesting": b"<rss>" + b"<a>" * 300_000,
    "deep nesting in an item": rss("<item><title>T</title><description>" + "<b>" * 100_000 + "</description></item>"),
    "deep html": rss("<item><title>T</title><description><![CDATA[" + "<div>" * 200_000 + "]]></description></item>"),
    "billion laughs": b"<!DOCTYPE rss [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '&a%d;&a%d;'>" % (n + 1, n, n) for n in range(60))
    + b"]><rss><channel><item><title>&a60;</title></item></channel></rss>",
    "quadratic entities": b"<!DOCTYPE rss [<!ENTITY a '" + b"x" * 50_000 + b"'>]><rss>" + b"&a;" * 50_000 + b"</rss>",
    "many attributes": b"<rss " + b"".join(b"a%d='1' " % n for n in range(100_000)) + b"/>",
    "one long attribute": b"<rss a='" + b"x" * 4_000_000 + b"'/>",
    "many namespaces": b"<rss " + b"".join(b"xmlns:n%d='u%d' " % (n, n) for n in range(20_000)) + b"/>",
    "open comments": b"<rss>" + b"<!--" * 500_000,
    "open sections": b"<rss>" + b"<![CDATA[" * 300_000,
    "ampersands": rss("<item><title>" + "&" * 150_000 + "</title></item>"),
    "entities": rss("<item><title>" + "&nbsp" * 100_000 + "</title></item>"),
    "a long title": rss("<item><title>" + "я" * 2_000_000 + "</title></item>"),
    "long whitespace": b" " * 4_000_000 + b"<rss/>",
    "comments before a page": b"<!-- -->" * 300_000 + b"<html>",
    "long numbers": rss("<ttl>" + "9" * 100_000 + "</ttl><item><pubDate>" + "1" * 100_000 + "</pubDate></item>"),
    "deep json": b'{"items":' * 200_000,
    "json of brackets": b'{"items":[' + b"[" * 200_000,
    "a long json number": b'{"items":[{"id":' + b"9" * 3_000_000 + b"}]}",
    "many json items": b'{"items":[' + b"{}," * 300_000 + b"{}]}",
    "telegram nesting": b"<html>tgme_widget_message" + b"<div class='tgme_widget_message' data-post='a/1'>" * 5_000,
    "nothing but high bytes": b"\xff" * 2_000_000,
    "zeros": b"\0" * 2_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_take_no_more_memory_than_there_is(name: str) -> None:
    tracemalloc.start()
    try:
        answer: object = parse(HOSTILE[name], content_type=None, url=URL, tolerant=None)
    except (NotAFeed, NeedsTolerance) as error:
        answer = error
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 250_000_000
    if isinstance(answer, ParsedFeed):
        assert len(answer.items) <= MAX_ITEMS


def test_of_too_many_items_the_newest_stay() -> None:
    def item(number: int) -> str:
        return f"<item><guid>{number}</guid><pubDate>{1_700_000_000 + number * 60}</pubDate></item>"

    numbers = range(MAX_ITEMS + 500)
    ascending = parse(rss("".join(map(item, numbers))), content_type=None, url=URL)
    assert [one.guid for one in ascending.items] == [str(number) for number in numbers[-MAX_ITEMS:]]
    descending = parse(rss("".join(map(item, reversed(numbers)))), content_type=None, url=URL)
    assert [one.guid for one in descending.items] == [str(number) for number in reversed(numbers[-MAX_ITEMS:])]


def test_the_tolerant_reader_is_asked_only_when_something_was_lost() -> None:
    asked: list[bytes] = []

    def tolerant(document: bytes, url: str) -> tuple[RawFeed, list[RawItem]]:
        assert url == URL
        asked.append(document)
        return RawFeed(title="found"), [RawItem(title="one"), RawItem(title="two"), RawItem(title="three")]

    def titles(body: bytes) -> list[str]:
        return [item.title for item in parse(body, content_type=None, url=URL, tolerant=tolerant).items]

    assert titles(rss("<item><title>whole</title></item>")) == ["whole"]
    assert titles(rss("<item><title>un <b>closed</title></item>")) == ["un closed"]
    assert asked == []
    assert titles(b"<unknown><item>1</item></unknown>") == ["one", "two", "three"]
    assert titles(b"<rss><channel></rss></channel><item><title>lost") == ["one", "two", "three"]
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://one.example/доклад 2026.pdf", "https://one.example/доклад%202026.pdf"),
        ("\n   https://one.example/news/\n\t   5 \n", "https://one.example/news/5"),
        (" /a b ", "https://example.org/a%20b"),
    ],
)
def test_a_blank_within_a_link_belongs_to_it_and_a_line_break_does_not(written: str, meant: str) -> None:
    document = f"<rss><channel><item><title>a</title><link>{written}</link></item></channel></rss>"
    assert parse(document.encode(), content_type=None, url=URL).items[0].url == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&#55357;&#56832;", "😀"),
        ("&#xD83D;&#x0DE00;", "😀"),
        ("А&#55357;Б", "АБ"),
        ("It&#146;s &#x96; &#151;", "It’s – —"),
        ("&#55295;&#57344;&#127;", "\ud7ff\ue000"),
        ("&#0;&lt;b> &amp;lt; &lt;b>", "<"),
        ("<![CDATA[&lt;]]>&amp;amp;&#1;", "<&"),
        ("1 < 2 <3 <![CDATA[< 4]]>", "1 < 2 <3 < 4"),
        ("Иван <ivan@example.org>", "Иван <ivan/>@example.org>"),
    ],
)
def test_references_are_what_they_mean_also_in_what_is_ill_formed(written: str, meant: str) -> None:
    link = "https://one.example/?a=1&amp;b=&#55357;"
    listed = f"<item><title>{written}</title><link>{link}</link></item>"
    document = f"<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{listed}</channel></rss>"
    (item,) = parse(document.encode(), content_type=None, url=URL).items
    assert (item.title, item.url) == (meant, "https://one.example/?a=1&b=")


def test_half_a_character_in_json_is_no_text() -> None:
    document = (
        r'{"items": [{"id": "https://one.example/1", "title": "а \ud83d", "content_text": "\ud83d\ude00 \ude00"}]}'
    )
    (item,) = parse(document.encode(), content_type=None, url=URL).items
    assert (item.title, item.text, item.url) == ("а ?", "😀 ?", "https://one.example/1")


def test_a_piece_in_another_encoding_spoils_only_itself() -> None:
    title = "Парламент принял бюджет страны"
    document = f"<rss><channel><item><title>{title}</title></item><copyright>@</copyright></channel></rss>"
    body = document.encode().replace(b"@", "Союз".encode("cp1251"))
    assert parse(body, content_type=None, url=URL).items[0].title == title


def test_the_dialect_goes_before_its_modules_in_whatever_order() -> None:
    modules = "<dc:title>dc</dc:title><dc:date>2026-01-01</dc:date><itunes:summary>Кратко.</itunes:summary>"
    own = "<title>a</title><pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate><description>Целиком.</description>"
    for fields in (modules + own, own + modules):
        document = f"""<rss xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item>{fields}</item></channel></rss>"""
        (item,) = parse(document.encode(), content_type=None, url=URL).items
        assert (item.title, item.text, str(item.published_at)) == ("a", "Целиком.", "2026-03-01 12:00:00+00:00")


RSS = "<rss version='2.0'><channel><item><title>Раз &amp; два</title><link>/1</link></item></channel></rss>"
ATOM = (
    """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Раз &amp; два</title><link href="/1"/></entry></feed>"""
)


@pytest.mark.parametrize("feed", [RSS, ATOM])
@pytest.mark.parametrize(
    "page",
    [
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>',
        "<html><head><title>t</title></head><body><div>{}</div><script>1</script></body></html>",
        "<html><body>{}",
        "<html><head></head><body><pre style='word-wrap: break-word'>{escaped}</pre></body></html>",
    ],
)
def test_a_feed_within_a_page_is_a_feed(page: str, feed: str) -> None:
    document = page.format(feed, escaped=escape('<?xml version="1.0"?>' + feed))
    (item,) = parse(document.encode(), content_type="text/html", url=URL).items
    assert (item.title, item.url) == ("Раз & два", "https://example.org/1")


def test_a_page_that_speaks_of_feeds_is_a_page() -> None:
    page = "<html><body><a href='/rss'>RSS</a> <p>&lt;rss&gt; and &lt;feed&gt; are tags of feeds.</p></body></html>"
    assert parse_any(page.encode()) == FailureReason.HTML_PAGE


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<guid isPermaLink='true'>/blog/1</guid>", "https://site.example/blog/1"),
        ("<guid>/blog/1</guid>", "https://site.example/blog/1"),
        ("<guid isPermaLink='True'>blog/1</guid>", "https://site.example/blog/1"),
        ("<guid isPermaLink='true'>site.example/blog/1</guid>", "https://site.example/blog/1"),
        ("<guid>?p=1</guid>", "https://site.example/?p=1"),
        ("<guid>//other.example/1</guid>", "https://other.example/1"),
        ("<guid isPermaLink='false'>/blog/1</guid>", None),
        ("<guid isPermaLink='true'>12345</guid>", None),
        ("<guid>tag:site.example,2026:/1</guid>", None),
        ("<guid>urn:uuid:1/2</guid>", None),
        ("<link>#</link><guid>https://site.example/1</guid>", "https://site.example/1"),
        ("<link> javascript:void(0)</link><guid>https://site.example/1</guid>", "https://site.example/1"),
        ("<link/><guid>https://site.example/1</guid>", "https://site.example/1"),
        ("<link href='/1'/>", "https://site.example/1"),
        ("<link>news/1</link>", "https://site.example/news/1"),
        (f"<link>http://a{600 * '&#769;&#807;'}/1</link>", None),
    ],
)
def test_where_an_item_leads(written: str, meant: str | None) -> None:
    item = f"<channel><link>https://site.example/</link><item><title>a</title>{written}</item></channel>"
    feed = parse(f"<rss>{item}</rss>".encode(), content_type=None, url="https://feeds.example/site/rss.xml")
    assert feed.items[0].url == meant


def test_links_of_json_are_relative_to_the_site_where_the_feed_is_elsewhere() -> None:
    document = (
        '{"home_page_url": "%s", "items": [{"id": "/1"}, {"id": "2", "url": "2"}, {"id": "3", "external_url": "?3"}]}'
    )

    def urls(site: str) -> list[str | None]:
        return [item.url for item in parse((document % site).encode(), content_type=None, url=URL).items]

    assert urls("https://site.example/blog/") == [
        "https://site.example/1", "https://site.example/blog/2", "https://site.example/blog/?3",
    ]  # fmt: skip
    assert urls("https://www.example.org/") == [
        "https://example.org/1", "https://example.org/2", "https://example.org/feed?3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://ex.test/https://ex.test/a", "https://ex.test/a"),
        ("https://ex.testhttps://ex.test/a", "https://ex.test/a"),
        ("https://www.ex.test//https://ex.test/a", "https://ex.test/a"),
        ("https://ex.test:81/https://ex.test:81/a", "https://ex.test:81/a"),
        ("http://https://ex.test/a", "https://ex.test/a"),
        ("https://ex.test/ahttps://ex.test/a", "https://ex.test/a"),
        ("https://ex.test/a https://ex.test/a", "https://ex.test/a"),
        ("https:\\\\ex.test\\a", "https://ex.test/a"),
        ("https//ex.test/a", "https://ex.test/a"),
        ("http:/ex.test/a", "http://ex.test/a"),
        ("example.org/a", "https://example.org/a"),
        ("https://web.archive.org/web/2026/https://ex.test/a", "https://web.archive.org/web/2026/https://ex.test/a"),
        ("https://12ft.example/https://ex.test/a", "https://12ft.example/https://ex.test/a"),
        ("https://ex.test/?to=https://ex.test/a", "https://ex.test/?to=https://ex.test/a"),
    ],
)
def test_a_link_that_was_put_together_wrongly_is_mended(written: str, meant: str) -> None:
    document = f"<rss><channel><item><title>a</title><link>{written}</link></item></channel></rss>"
    assert parse(document.encode(), content_type=None, url=URL).items[0].url == meant


def test_an_episode_without_a_page_leads_to_its_recording() -> None:
    item = '<guid isPermaLink="false">5</guid><enclosure url="/5.mp3" length="9" type="audio/mpeg"/>'
    document = f"<rss><channel><item><title>a</title>{item}</item></channel></rss>"
    assert parse(document.encode(), content_type=None, url=URL).items[0].url == "https://example.org/5.mp3"


def test_the_news_part_of_a_sitemap_is_so_called_by_its_path() -> None:
    parts = "".join(
        f"<sitemap><loc>https://news.example/{name}.xml</loc></sitemap>" for name in ("2009", "2010", "news")
    )
    feed = parse(f"<sitemapindex>{parts}</sitemapindex>".encode(), content_type=None, url=URL)
    assert feed.further == ("https://news.example/news.xml",)


def test_an_item_that_is_cut_within_its_link_is_left_out() -> None:
    whole = "<rss><channel><item><title>a</title><link>https://one.example/a</link></item><item><title>b</title>"
    for stump in ("<link>https://one.exa", "<link>https://one.example/b</li", "", "<guid>b", "<li"):
        feed = parse((whole + stump).encode(), content_type=None, url=URL)
        assert [item.title for item in feed.items] == ["a"]
    feed = parse(f"{whole}<link>https://one.example/b</link><descr".encode(), content_type=None, url=URL)
    assert [item.title for item in feed.items] == ["a", "b"]


def test_a_section_without_an_end_hides_nothing_behind_it() -> None:
    def item(title: str, text: str) -> str:
        return f"<item><title><![CDATA[{title}]]></title><description>{text}</description></item>"

    whole, open_end = "<![CDATA[<p>Целиком.</p>]]>", "<![CDATA[<p>Без конца.</p>"
    for texts in ((open_end, whole, whole), (whole, open_end, whole), (whole, whole, open_end), (open_end,) * 3):
        listed = "".join(item(title, text) for title, text in zip("abc", texts, strict=True))
        document = f"<rss><channel>{listed}</channel></rss>"
        items = parse(document.encode(), content_type=None, url=URL).items
        assert [one.title for one in items] == ["a", "b", "c"]
        assert [one.text for one in items] == ["Целиком." if text == whole else "Без конца." for text in texts]


def test_a_section_that_speaks_of_sections_is_left_as_it_is() -> None:
    text = "<![CDATA[Между <![CDATA[ <b>и</b> концом.]]>"
    document = f"<rss><channel><item><title>a</title><description>{text}</description></item></channel></rss>"
    assert parse(document.encode(), content_type=None, url=URL).items[0].text == "Между и концом."


def test_a_tolerant_reader_that_breaks_takes_nothing_along() -> None:
    def broken(document: bytes, url: str) -> tuple[RawFeed, list[RawItem]]:
        raise RecursionError(document, url)

    with pytest.raises(NotAFeed, match="RecursionError"):
        parse(b"<unknown/>", content_type=None, url=URL, tolerant=broken)
    lost = b"<rss><channel><item><title>kept</title></item></channel></rss><item>lost</item>"
    assert [item.title for item in parse(lost, content_type=None, url=URL, tolerant=broken).items] == ["kept"]

"""The text of a feed's bytes, whatever encoding is declared."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.feeds.parse import NeedsTolerance, parse
from bot.fetching.decode import decode
from tests.fetching.encoded import CYRILLIC, ENCODINGS, Headlines, headlines

URL = "https://example.org/feed"
WRONG = ("utf-8", "iso-8859-1", "windows-1252", "koi8-r", "windows-1251", "iso-8859-5", "x-mac-cyrillic", None)


def titles(body: bytes, content_type: str | None = None) -> tuple[str, ...]:
    return tuple(item.title for item in parse(body, content_type=content_type, url=URL).items)


def misread(feeds: Iterable[tuple[Headlines, bytes, str | None]]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (feed.language, feed.encoding, read)
        for feed, body, content_type in feeds
        if (read := titles(body, content_type)) != feed.titles
    ]


@pytest.mark.parametrize("together", [1, 3, 8])
def test_what_is_declared_rightly_is_believed(together: int) -> None:
    feeds = list(headlines(together))
    assert {feed.language for feed in feeds} == set(ENCODINGS)
    assert misread((feed, feed.feed(feed.encoding), None) for feed in feeds) == []
    assert misread((feed, feed.feed(), f"text/xml; charset={feed.encoding}") for feed in feeds) == []


@pytest.mark.parametrize("declared", WRONG)
def test_cyrillic_that_is_declared_wrongly_is_read_rightly(declared: str | None) -> None:
    feeds = [feed for together in (3, 4, 8) for feed in headlines(together) if feed.language in CYRILLIC]
    assert misread((feed, feed.feed(declared), None) for feed in feeds) == []
    assert misread((feed, feed.feed(), declared and f"application/rss+xml; charset={declared}") for feed in feeds) == []


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "us-ascii", None])
def test_what_is_not_declared_or_by_default_is_detected(declared: str | None) -> None:
    assert misread((feed, feed.feed(declared), None) for feed in headlines(4)) == []


@pytest.mark.parametrize("declared", ["right", "iso-8859-1", None])
def test_headlines_in_capitals(declared: str | None) -> None:
    feeds = [replace(feed, titles=tuple(title.upper() for title in feed.titles)) for feed in headlines(4)]
    assert misread((feed, feed.feed(feed.encoding if declared == "right" else declared), None) for feed in feeds) == []


@pytest.mark.parametrize(
    ("by_http", "by_document"),
    [("iso-8859-1", "right"), ("right", "iso-8859-1"), ("right", "utf-8"), ("utf-8", "right")],
)
def test_of_two_declarations_the_likelier_is_believed(by_http: str, by_document: str) -> None:
    def named(declared: str, feed: Headlines) -> str:
        return feed.encoding if declared == "right" else declared

    feeds = headlines(4)
    assert (
        misread((one, one.feed(named(by_document, one)), f"a/xml; charset={named(by_http, one)}") for one in feeds)
        == []
    )


def test_a_byte_order_mark_goes_before_what_is_declared() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?><rss><item><title>Größe Ёж</title></item></rss>'
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert titles(text.encode(encoding), "text/xml; charset=koi8-r") == ("Größe Ёж",)
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        assert titles(text.encode(encoding)) == ("Größe Ёж",)
        assert titles(("\n" + text).encode(encoding)) == ("Größe Ёж",)


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-1", "cp1252", "Он says “yes” – 5 €".replace("Он", "He")),
        ("us-ascii", "cp1252", "It’s a café"),
        ("iso-8859-9", "cp1254", "Şehir “açık” – yağış"),
        ("gb2312", "gb18030", "朱镕基与喆、㐂"),
        ("shift_jis", "cp932", "①髙島屋 № 5"),
        ("euc-kr", "cp949", "똠방각하 펲시 콜라"),
        ("x-sjis", "cp932", "東京の天気予報"),
        ("win-1251", "cp1251", "Новости дня"),
        ("windows-31j", "cp932", "大阪で火災"),
    ],
)
def test_a_name_means_what_browsers_take_it_for(declared: str, encoding: str, text: str) -> None:
    document = (
        f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{text}</title></item></channel></rss>'
    )
    assert titles(document.encode(encoding)) == (text,)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("A café in Zürich’s old town", "cp1252"), ("Price rises to £5 – that’s it", "cp1252"),
     ("Beyoncé’s tour", "cp1252"),
     ("iPhone 18 — за 100 000 ₽? Купить «СберБанк» у ЕдРо, 25 м² №5", "cp1251"), ("ПОЖАР НА СКЛАДЕ В ТВЕРИ", "koi8-r"),
     ("Матч ЦСКА – «Динамо» 2:1, видео", "cp1251")],
)  # fmt: skip
def test_few_letters_and_odd_ones(text: str, encoding: str) -> None:
    body = f"<rss><channel><item><title>{text}</title></item></channel></rss>".encode(encoding, "ignore")
    read = " ".join(text.encode(encoding, "ignore").decode(encoding).split())
    assert titles(body) == (read,)
    assert titles(body.replace(b"<rss>", f'<?xml version="1.0" encoding="{encoding}"?><rss>'.encode())) == (read,)


@pytest.mark.parametrize("text", ["Últimas notícias", "Åäö – så på ö", "È già là", "Été à Évry", "Öl, Äpfel, Übel"])
def test_of_few_letters_nothing_is_strong_evidence(text: str) -> None:
    document = f'<?xml version="1.0" encoding="iso-8859-1"?><rss><item><title>{text}</title></item></rss>'
    assert titles(document.encode("cp1252")) == (text,)


def test_the_only_letter_beyond_ascii_may_come_late() -> None:
    description = f"<description>{'x' * 300_000} Zürich’s old town</description>"
    body = f"<rss><channel><item><title>a</title>{description}</item></channel></rss>".encode("cp1252")
    assert parse(body, content_type=None, url=URL).items[0].text.endswith(" Zürich’s old town")


@pytest.mark.parametrize("encoding", ["shift_jis", "gb18030", "big5", "euc-kr"])
def test_a_sample_may_end_within_a_letter(encoding: str) -> None:
    feed = next(feed for feed in headlines(8) if feed.encoding == encoding)
    for shift in range(4):
        text = "x" * shift + "".join(feed.titles) * 60
        body = f"<rss><channel><item><title>{text}</title></item></channel></rss>".encode(encoding)
        assert decode(body, None)[0] == body.decode(encoding)


def test_a_letter_that_is_damaged_damages_nothing_else() -> None:
    feed = next(feed for feed in headlines(8) if feed.encoding == "shift_jis")
    body = feed.feed("shift_jis")
    broken = body.replace("報".encode("shift_jis"), "報".encode("shift_jis")[:1], 1)
    assert titles(broken)[1:] == feed.titles[1:]


@pytest.mark.parametrize("declared", [None, "text/xml; charset=windows-1251"])
def test_a_letter_of_utf_8_that_is_damaged_damages_nothing_else(declared: str | None) -> None:
    text = "Наводнение в городе: вода уходит, дороги открывают. "
    assert decode((text * 5).encode()[:-3], declared) == ((text * 5)[:-3] + "\ufffd", "utf-8")


@pytest.mark.parametrize("taken_for", ["cp1252", "cp1251"])
@pytest.mark.parametrize("language", ["ru", "uk", "el", "ja", "pl", "de"])
def test_utf_8_that_was_taken_for_another_encoding(language: str, taken_for: str) -> None:
    feed = next(feed for feed in headlines(8) if feed.language == language)
    meant = "\n".join(feed.titles)
    table = {code: bytes([code]).decode(taken_for, "ignore") or chr(code) for code in range(256)}
    garbled = "".join(table[code] for code in meant.encode())
    assert decode(garbled.encode(), None) == (meant, "utf-8")
    assert decode(("Новости · " + garbled).encode(), None)[0].endswith(meant)


def test_text_that_speaks_of_mojibake_stays() -> None:
    text = (
        "Кракозябры «Ð¿Ñ€Ð¸Ð²ÐµÑ‚» и «РџСЂРёРІРµС‚» — это неверная кодировка; São Paulo, Größe, çà et là, voilà l’été."
    )
    assert decode(text.encode(), None) == (text, "utf-8")


def test_text_in_utf_8_stays() -> None:
    for feed in headlines(8):
        for text in ("\n".join(feed.titles), "\n".join(feed.titles).upper(), " ".join("\n".join(feed.titles))):
            assert decode(text.encode(), "text/xml; charset=iso-8859-1") == (text, "utf-8")


def test_where_reading_must_not_take_much_nothing_is_detected() -> None:
    german = next(feed for feed in headlines(4) if feed.language == "de").feed("iso-8859-1")
    with pytest.raises(NeedsTolerance):
        parse(german, content_type=None, url=URL, tolerant=None)
    russian = next(feed for feed in headlines(4) if feed.language == "ru")
    assert len(parse(russian.feed("windows-1251"), content_type=None, url=URL, tolerant=None).items) == 4

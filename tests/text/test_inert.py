"""Foreign text in a message: what is seen of it, and that nothing in it can be pressed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.inert import clean, inert, inert_parts
from tests.botapi.recognition import recognised

_PIECES = (
    *("@name", "@gif", "/start", "/a@name", "#тег", "#a1", "$TAG", "$1INCH", "dev.ua", "Gazeta.ua", "ЛІГА.net"),
    *("сайт.рф", "a.b.c.com", "xn--e1afmkfd.xn--p1ai", "1.2.3.4", "a@b.co", "user:pass@dev.ua", "mailto:a@b.co"),
    *("http://dev.zz/x", "https://t.me/name?x=1#y", "tg://resolve?domain=x", "TON://x", "ftp://a.b1", "dev.ua:80"),
    *("कॉम", ".भारत", "みんな", "@", "/", "#", "$", ".", ":", "//", "-", "_", "~", "a", "я", "1", "²", "½", "ß", "ა"),
    *("\u0d85", "\xb7", " ", "\n", "(", "«", "\u200c", "\u200d", "\u200b", "\u2060", "\u202e", "\u2066", "\u00ad"),
    *("+380 (44) 123-45-67", "+1", "2 3", "12345", "4111 1111 1111 1111", "5555-5555 5555-4444", "0", "-"),
    *("\u0301", "\u2800", "\u3164", "\u00a0", "🔔"),
)
texts = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join) | st.text(max_size=40)


@given(texts)
def test_nothing_in_it_becomes_a_link(text: str) -> None:
    assert recognised(inert(text)) == []


@given(st.lists(texts, min_size=1, max_size=6))
def test_nothing_across_its_parts_becomes_a_link(parts: list[str]) -> None:
    assert recognised("".join(inert_parts(parts))) == []


@given(texts)
def test_it_is_made_so_once(text: str) -> None:
    assert clean(clean(text)) == clean(text) == inert(text).replace("\u2060", "")
    assert inert(inert(text)) == inert(text)


@pytest.mark.parametrize(
    "text",
    [
        "Вашингтон поможет «коалиции желающих» разведкой — и снабжением: 3,5 млн за 24/7.",
        "т.е. в г. Москве 18.05.2026 в 10:20, А. С. Пушкин, U.S., №5, C#, $5, 50 % и/или км/ч",
        "שָׁלוֹם לְכֻלָּם",
        "مُحَمَّدٌ رَسُولٌ",
        "هذا می‌خواهم",
        "हिन्दी में लड़कियाँ",
        "ภาษาไทยที่ดีผู้ใหญ่",
        "Tiếng Việt được viết",
        unicodedata.normalize("NFD", "Tiếng Việt được viết"),
        "བསྒྲུབས་ཀྱི།",
        "👩‍👩‍👧 🏳️‍🌈 1️⃣ 🇺🇦",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("а\u202eб\u202cв\u2066г\u2069д\u200eе\u200fж\u061c", "абвгдеж"),
        ("З\u0301\u0302\u0303\u0304\u0305а", "З\u0301\u0302\u0303а"),
        ("ก" + "\u0e49" * 20, "ก" + "\u0e49" * 3),
        ("a" + "\u0301\u200d" * 20, "a" + "\u0301" * 3),
        ("а" + "\u2800" * 50 + "б", "а б"),
        ("а\u3164\u115f\u1160\uffa0б", "а б"),
        ("а\u00a0\u00a0\u2003 б\t\tв", "а б в"),
        ("а \n\n \n б", "а\nб"),
        ("а\u200b\u200c\u200d\u2060\ufeffб", "аб"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴"),
        ("а\x00\x07б\x1b[31mв\x85г", "аб[31mв г"),
        ("а\ud800б\ue000в\uffff", "абв"),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert clean(text) == seen


def test_links_are_parted_where_telegram_looks() -> None:
    assert inert("Gazeta.ua: @name, /start, #тег, $TAG") == (
        "Gazeta\u2060.ua: @\u2060name, /\u2060start, #\u2060тег, $\u2060TAG"
    )
    assert inert("http://a.b 1.2.3.4 a@b.co") == "http:\u2060//a.b 1\u2060.2.3.4 a@b\u2060.co"
    assert inert("+380 44 123-45-67, 4111 1111 1111 1111") == "+\u2060380 44 123-45-67, 4111 1111 \u20601111 1111"

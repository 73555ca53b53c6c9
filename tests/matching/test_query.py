import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.matching.lexer import lexemes
from bot.matching.query import MAX_LENGTH, MAX_TERMS, Expected, parse, parse_canonical
from bot.matching.quotes import MAX_NEAR

PIECES = st.sampled_from(
    [
        *"\"«»„“”‘()=!-+&|,*~:.…–—'’😀 \n/?#_@\u0301\u00ad\u200b",
        " ",
        " И ",
        " ИЛИ ",
        " НЕ ",
        " OR ",
        " АБО ",
        " Й ",
        "title:",
        "lead:",
        "site:",
        "lang:",
        "source:",
        "author:",
        "url:",
        "%D0%BC%22",
        "bbc.com",
        "uk",
        "http://x.y/z+",
        "http://x.y/(a|b",
        "t.me/a=b&",
        "lang://ru",
        "пример.рф",
        "xn--e1afmkfd.xn--p1ai",
        "straße.xn--zca.de",
        "C#",
        "_google_",
        "ß",
        "ʼ*",
        "'",
        "‚",
        "a",
        "~5",
        "~>5",
        '"(мэр | глава) Киева"',
        '"(взрыв, удар) Харьков -(дом | МиГ-31)"~3',
        '"(',
        ')"',
        "^3",
        "^",
        "#тег",
        "#са*",
        "@user",
        "нефть",
        "Лев",
        "coalition",
        "AT&T",
        "C++",
        "9-11",
        "об'єднання",
        "са*",
        "санкци*",
        "U.S.",
    ]
)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("коалиция  желающих", "коалиция желающих"),
        ('"коалиция желающих"', "коалиция желающих"),
        ("«Коалиция „желающих“» газ", '"Коалиция желающих" + газ'),
        ('="коалиция желающих"', '="коалиция желающих"'),
        ('!"Белый дом"', '!"Белый дом"'),
        ("=!Лев", "=!Лев"),
        ("нефть, газ, уголь,", "нефть | газ | уголь"),
        ("нефть ИЛИ газ", "нефть | газ"),
        ("нафта АБО газ", "нафта | газ"),
        ("a b OR c", '"a b" | c'),
        ("A & B", "A + B"),
        ("хліб Й сіль", "хліб + сіль"),
        ("хліб ТА сіль І вода", "хліб + сіль + вода"),
        ("a | b + -c", "a | b + -c"),
        ("(a | b) + c", "(a | b) + c"),
        ("((a)) + (b + c)", "a + b + c"),
        ("нефть -Urals", "нефть + -Urals"),
        ("нефть НЕ Urals Brent", 'нефть + -"Urals Brent"'),
        ("-(-нефть) газ", "нефть + газ"),
        ('"Белый дом" Стармер', '"Белый дом" + Стармер'),
        ("title:A B", "title:A + B"),
        ("lead:(A | title:B)", "lead:A | title:B"),
        ("Title: A", "title:A"),
        ('"Трамп Путин"~4', '"Трамп Путин"~4'),
        ('"Трамп Путин" ~4', '"Трамп Путин"~4'),
        ('"(мэр|глава города, ) Киева"', '"(мэр | глава города) Киева"'),
        ('"(мэр ИЛИ глава ИЛИ мэр) Киева"', '"(мэр | глава) Киева"'),
        ('"(a | a)"', "a"),
        ('"(взрыв, удар) (Харьков | Суми)"~5', '"(взрыв | удар) (Харьков | Суми)"~5'),
        ('"(Белый дом) (санкции)"', "Белый дом санкции"),
        ('"(Белый дом) (санкции)"~2', '"(Белый дом) санкции"~2'),
        ('="(мэр | глав*) Киева"', '="(мэр | глав*) Киева"'),
        ('title:!"(мэр | глава) Киева"~3', 'title:!"(мэр | глава) Киева"~3'),
        ('-"(мэр | глава) Киева" газ', '-"(мэр | глава) Киева" + газ'),
        ('"A B"~>5', '"A B"~>5'),
        ('"A"~>5', "A"),
        ('"-холодильник Магнит –(a, b)"~5', '"Магнит -холодильник -(a | b)"~5'),
        ('"Магнит -холодильник"', "Магнит холодильник"),
        ('"Магнит - холодильник"~5', '"Магнит холодильник"~5'),
        ("Газпром^3", "Газпром^3"),
        ("Россия Газпром^3, нефть", "Россия + Газпром^3 | нефть"),
        ("=Газпром^3.", "=Газпром^3"),
        ("title:санкци*^2", "title:санкци*^2"),
        ("Газпром^1", "Газпром"),
        ('"Белый дом"^2 -"A B"~5 ^3', '"Белый дом"^2 + -"A B"~5^3'),
        ('"(мэр | глава) Киева"^2', '"(мэр | глава) Киева"^2'),
        ('"10"^3', '"10"^3'),
        ('"C++"^3', '"C++"^3'),
        ("МиГ-31^2", "МиГ-31^2"),
        ("10^6", "10 6"),
        ("^_^", "_"),
        ("^3", "3"),
        ("x^y", "x y"),
        ("#Нефть", "#Нефть"),
        ("＃нефть ＠user.", "#нефть + @user"),
        ("нефть #газ уголь", "нефть + #газ + уголь"),
        ('"#нефть" "#нефть растёт"', '#нефть + "нефть растёт"'),
        ("title:(#выбор*^2 | @user)", "title:#выбор*^2 | title:@user"),
        ("##a C# e@mail.ru #1 #a.b @a/b #- @", "a C# e@mail.ru 1 a b a b"),
        ('"Роснефть (РОСН) :)"', "Роснефть РОСН"),
        ('"(1,5 | 2,5) млн"', '"(1 5 | 2 5) млн"'),
        ('"(http://x.y/a,b | c) d"', '"(http://x.y/a,b | c) d"'),
        ("‘Белый дом’ Стармер", '"Белый дом" + Стармер'),
        ("'Белый дом'+‚Стармер и Макрон‘", '"Белый дом" + "Стармер и Макрон"'),
        ("title:‘Белый дом’~4 -‘Трамп’|газ", 'title:"Белый дом"~4 + -Трамп | газ'),
        ("rock ‘n’ roll", "rock n roll"),
        ("the dogs' and cats' food", "the dogs and cats food"),
        ("об‘єднання сім'ї", "об'єднання сім'ї"),
        ("нефть https://x.y/~5", "нефть https://x.y/~5"),
        ("~5 млн", "5 млн"),
        ("коалици* желающих", "коалици* желающих"),
        ("site:https://www.BBC.com/news мост", "site:bbc.com + мост"),
        ("site:http://Пример.РФ/новости", "site:пример.рф"),
        ("site:xn--e1afmkfd.xn--p1ai", "site:пример.рф"),
        ("site:xn--broken-.com", "site:xn--broken-.com"),
        ("site:xn--h2brj9c.xn--h2brj9c", "site:भारत.भारत"),
        ("site:xn--a-qca.com", "site:xn--a-qca.com"),
        ("мост site:(bbc.com | cnn.com)", "мост + (site:bbc.com | site:cnn.com)"),
        ('source:"РБК" lang:UA мост', 'source:"РБК" + lang:uk + мост'),
        ("author:Иванов мост", 'author:"Иванов" + мост'),
        (
            'Author:"Пётр Иванов" -author:(Петров, Sidorov)',
            'author:"Пётр Иванов" + -(author:"Петров" | author:"Sidorov")',
        ),
        ("url:Spring", "url:spring"),
        ("url:https://www.BBC.com/News/2026?a=1 мост", 'url:"bbc.com/news/2026?a=1" + мост'),
        ("url:%D0%BC%D0%BE%D1%81%D1%82", "url:мост"),
        ("url:xn--e1afmkfd.xn--p1ai/a", "url:пример.рф/a"),
        ('url:"x_(y" url:"a%2522b"', 'url:"x_(y" + url:"a%22b"'),
        ("мост url:(news | sport)", "мост + (url:news | url:sport)"),
        ('source:"РБК (ТВ"', 'source:"РБК ТВ"'),
        ('"author://x"', '"author://x"'),
        ('"http://x.y/a(b" "http://x.y/|" z', '"http://x.y/a(b" + "http://x.y/|" + z'),
        ("url:/a*b^3*", 'url:"/a*b^3*"'),
        ("url:x.y/http://x.y/", 'url:"x.y/http://x.y/"'),
        ("AT&T", "AT&T"),
        ("C++ + Python", "C++ + Python"),
        ("Россия – Украина", "Россия Украина"),
        ("9-11", "9-11"),
        ("за́мок согла\u00adшение", "замок соглашение"),
        ("об’єднання", "об'єднання"),
        ("нефть подорожала… 😀", "нефть подорожала"),
        ('"НЕ" раз', '"НЕ" + раз'),
        ("• нефть", "нефть"),
        ("нефть нефть + нефть нефть", "нефть нефть"),
        ("+нефть +газ", "нефть + газ"),
        ("https://x.y/?q=a+, нефть", '"https://x.y/?q=a+" | нефть'),
        ("https://t.me/+. нефть", '"https://t.me/+ нефть"'),
        ('"http://x.y/z+ нефть"', '"http://x.y/z+ нефть"'),
        ('"http://x.y/z&"', '"http://x.y/z&"'),
        ('"lang://ru"', '"lang://ru"'),
        ('="Title://x" газ', '="Title://x" + газ'),
        ("нефть НЕ _google_", "нефть + -_google_"),
        ("нефть -_google_ -#тег -@user", "нефть + -_google_ + -#тег + -@user"),
        ("нефть -\u200bгаз \u00adИ\u200bЛИ уголь", "нефть + -газ | уголь"),
        ("ß\u200bC#", "ßC"),
        ('site:"_a.bbc.com"', "site:_a.bbc.com"),
        ("ſite://x", "ſite://x"),
    ],
)
def test_a_query_has_one_canonical_text(text: str, canonical: str) -> None:
    query = parse(text)

    assert str(query) == canonical
    assert parse(canonical) == query


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("", 0, Expected.WORD),
        ("😀", 1, Expected.WORD),
        ("нефть +", 7, Expected.WORD),
        ("нефть ИЛИ", 9, Expected.WORD),
        ("+ нефть", 0, Expected.WORD),
        ('нефть ""', 7, Expected.WORD),
        ("title:", 6, Expected.WORD),
        ('"белый дом', 10, Expected.CLOSING_QUOTE),
        ("(нефть", 6, Expected.CLOSING_BRACKET),
        ("нефть)", 5, Expected.OPENING_BRACKET),
        ("са*", 2, Expected.LONGER_PREFIX),
        ("сан*ция", 4, Expected.STAR_AT_END),
        ('"a b"~', 6, Expected.NUMBER),
        ('"a b"~999', 6, Expected.NUMBER),
        ('"a b" ~', 7, Expected.NUMBER),
        ('("a b")~5', 7, Expected.PHRASE_BEFORE),
        ("нефть газ ~5", 10, Expected.PHRASE_BEFORE),
        ("нефть~5", 5, Expected.PHRASE_BEFORE),
        ("ʼ*", 1, Expected.LONGER_PREFIX),
        ('"a b"~>', 7, Expected.NUMBER),
        ('"a b"~>101', 7, Expected.NUMBER),
        ("газ a~>5", 5, Expected.PHRASE_BEFORE),
        ("газ^", 4, Expected.TIMES),
        ("газ^0", 4, Expected.TIMES),
        ("газ^101", 4, Expected.TIMES),
        ("газ^999999", 4, Expected.TIMES),
        ('"газ нефть"^', 12, Expected.TIMES),
        ("(газ | нефть)^3", 13, Expected.WORD_BEFORE),
        ("газ ^3", 4, Expected.WORD_BEFORE),
        ("газ #я*", 6, Expected.LONGER_PREFIX),
        ('"(мэр | глава', 13, Expected.CLOSING_QUOTE),
        ('"(мэр | глава"', 13, Expected.CLOSING_BRACKET),
        ('"(мэр |) Киева"', 7, Expected.WORD),
        ('"(мэр ИЛИ) Киева"', 9, Expected.WORD),
        ('"(| мэр) Киева"', 2, Expected.WORD),
        ('"((мэр | глава) города | глава) Киева"', 2, Expected.FEWER_BRACKETS),
        ('газ "-холодильник"~5', 5, Expected.SOMETHING_TO_FIND),
        ('газ "-(холодильник | дом)"~5', 5, Expected.SOMETHING_TO_FIND),
        (f'"{"(a | b) " * 8}"', 0, Expected.FEWER_COMBINATIONS),
        (f'"{"(a | b c) " * 5}"~5', 0, Expected.FEWER_NEAR),
        ("url:ab", 4, Expected.URL),
        ("author:", 7, Expected.WORD),
        ('author:""', 8, Expected.WORD),
        ("site:ͺг.рф", 5, Expected.SITE),
        ("site:нефть газ", 5, Expected.SITE),
        ("lang:русский газ", 5, Expected.LANGUAGE),
        ("-нефть", 0, Expected.SOMETHING_TO_FIND),
        ("газ | НЕ нефть", 6, Expected.BOTH_BEFORE),
        ("-уголь + (газ | (-нефть -Urals))", 16, Expected.BOTH_BEFORE),
        ("-нефть, -газ", 0, Expected.SOMETHING_TO_FIND),
        ("я" * (MAX_LENGTH + 1), MAX_LENGTH, Expected.SHORTER_QUERY),
        ("я " * (MAX_TERMS + 1), 2 * MAX_TERMS, Expected.FEWER_TERMS),
        (f'"{"я " * (MAX_NEAR + 1)}"~5', 0, Expected.FEWER_NEAR),
        (f'"{"ab-" * MAX_NEAR}ab"~5 газ', 0, Expected.FEWER_NEAR),
        ("(" * 100 + "я" + ")" * 100, 32, Expected.FEWER_BRACKETS),
    ],
)
def test_an_error_points_at_the_place(text: str, position: int, expected: Expected) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)

    assert (caught.value.position, caught.value.expected) == (position, expected)


def test_the_limits_themselves_are_within() -> None:
    assert str(parse("я " * MAX_TERMS)) == " ".join("я" * MAX_TERMS)
    assert str(parse("я" * MAX_LENGTH)) == "я" * MAX_LENGTH


def test_what_is_kept_is_read_again_however_long_it_becomes() -> None:
    query = parse(f"title:({', '.join(f'{number:03}' + 'я' * 10 for number in range(MAX_TERMS))})")

    assert len(str(query)) > MAX_LENGTH
    assert parse_canonical(str(query)) == query


@pytest.mark.parametrize("signs", ["-", "!", "a+", "+", "-!", "+|", "-a", "'a "])
def test_reading_twice_as_much_takes_no_more_than_twice_as_long(signs: str) -> None:
    head, repeated = (signs[0], signs[1]) if signs == "a+" else ("", signs)

    assert _steps(head + repeated * 1_000) < 2.2 * _steps(head + repeated * 500)


def _steps(text: str) -> int:
    """How many lines are executed to tell a text's lexemes."""
    lines: list[str] = []

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401  # as sys has it
        lines.append(event)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        lexemes(text, limited=False)
    finally:
        sys.settrace(before)
    return len(lines)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200))
@example("газ ›")
@example("\ufb2a")  # one letter that is composed of two, in every normal form
def test_any_text_is_a_query_or_an_error_within_it(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        within, expected = 0 <= error.position <= len(text), error.expected
        assert within  # either outcome is right
        assert expected in set(Expected)  # as above
    else:
        assert parse_canonical(str(query)) == query
        assert str(parse_canonical(str(query))) == str(query)

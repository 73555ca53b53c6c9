from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import split
from bot.text.tokens import LONGEST_WORD, keys, tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AT&T и C++, C#", ["AT&T", "и", "C++", "C#"]),
        ("cease‑fire, e-mail, Су-57", ["cease", "fire", "e-mail", "Су", "57"]),
        ("IT-компания премьер-министра", ["IT-компания", "премьер-министра"]),
        ("the U.S.-led, т.е. в XIX в. было", ["the", "U.S.", "led", "т.е.", "в", "XIX", "в.", "было"]),
        ("сайт bbc.com/news, почта a@b.ru", ["сайт", "bbc.com/news", "почта", "a@b.ru"]),
        ("обʼєднання за́мок", ["обʼєднання", "за́мок"]),
        ("3,5 млн «слово» (нет)!", ["3", "5", "млн", "слово", "нет"]),
        ("См. https://site.ru/news/putin-tramp.", ["См", "https://site.ru/news/putin-tramp"]),
        ("(www.a-b.ru/x_(y)), small-shop.net/look-at.", ["www.a-b.ru/x_(y", "small-shop.net/look-at"]),
        (
            "Пишите: i.petrov@site.ru, press-office@site.com.ua!",
            ["Пишите", "i.petrov@site.ru", "press-office@site.com.ua"],
        ),
        (
            "C:\\Users\\Путин\\a.txt, /home/путин/трамп; ~/a/b.",
            ["C:\\Users\\Путин\\a.txt", "/home/путин/трамп", "~/a/b"],
        ),
        ("отчёт-2024.pdf и SAMPLE.DOC", ["отчёт-2024.pdf", "и", "SAMPLE.DOC"]),
        ("Booking.com, Lenta.ru, Node.js и/или 24/7", ["Booking.com", "Lenta.ru", "Node.js", "и", "или", "24", "7"]),
        ("Взрыв. #Харьков! @nasa", ["Взрыв", "#Харьков", "@nasa"]),
        ("@nasa.gov @a@b.org #об'єднання ＃тег #за́мок", ["nasa.gov", "a@b.org", "об'єднання", "＃тег", "#за́мок"]),
        ("#Харьков, @nasa и C# (№#1)", ["#Харьков", "@nasa", "и", "C#", "#1"]),
        ("ab#c x@y &#39 ##а", ["ab", "c", "x@y", "39", "#а"]),
        ("в 1949г. 10млн и $10M, €5bn", ["в", "1949", "г.", "10", "млн", "и", "10", "M", "5", "bn"]),
        ("5кг, 100км/ч, 9Мая, 16GB", ["5", "кг", "100", "км", "ч", "9", "Мая", "16", "GB"]),
        ("5G-сеть, 31К, 2ГИС, 3D, 9го, 21st, 18летний", ["5G-сеть", "31К", "2ГИС", "3D", "9го", "21st", "18летний"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В США. Там холодно.", ["В США.", "Там холодно."]),
        ("Живёт в г. Москве, на ул. Ленина, им. А. С. Пушкина. Да.", 2),
        ("The U.S. President met Dr. Smith. He left.", ["The U.S. President met Dr. Smith.", "He left."]),
        ("Он сказал: «Нет.» Потом ушёл.", ["Он сказал: «Нет.»", "Потом ушёл."]),
        ("«Ура!» — закричал он. Цена 3.5 руб.", ["«Ура!» — закричал он.", "Цена 3.5 руб."]),
        ("Заголовок\nПервый абзац. Второе… И третье?!", ["Заголовок", "Первый абзац.", "Второе…", "И третье?!"]),
        ("— Кто там?\n— Я.", ["— Кто там?", "— Я."]),
        ("Ждём......... Ура!!!!!!!!! Да", ["Ждём.........", "Ура!!!!!!!!!", "Да"]),
        ("ждём......... но 3......5", ["ждём......... но 3......5"]),
        ("Мост удлинили на 40 м. Работы шли год.", ["Мост удлинили на 40 м.", "Работы шли год."]),
        ("Зарплата — 40 тыс. руб. Он доволен.", ["Зарплата — 40 тыс. руб.", "Он доволен."]),
        ("В 2010 г. Россия вошла в союз.", 1),
        ("Институт он окончил в апреле 2009 г. Потом служил.", 2),
        ("Давление — 751 мм рт. ст. Днём потеплеет.", 2),
        ("Сажали клён, дуб и т. д. Затем ушли.", 2),
        ("Були яблука та ін. Потім зима.", 2),
        ("Збитки — 3 млн грн. Поліція шукає винних.", 2),
        ("Возглавил г. Орёл и др. города.", 1),
        ("Пришёл В. В. Путин. На встрече молчали.", 2),
        ("Он ушёл из Серии А. «Меня это бесит», — сказал он.", 2),
        ("The talks ended at 5 p.m. Police left.", 2),
        ("It starts at 5 p.m. Monday.", 1),
        ("He flew to the U.S. The trip was long.", 2),
        ("He met U.S. Army officers of Northlake Inc. in May.", 1),
        ('"Who will pay?" Mr. Smith asked. No one knew.', 2),
        ("«Кто виноват?» — Иванов развёл руками.", 1),
        ("Выросло до $13,73 млрд.У Михаила меньше.", ["Выросло до $13,73 млрд.", "У Михаила меньше."]),
        ('Серия кончилась."Мы рады", — сказал он.', ["Серия кончилась.", '"Мы рады", — сказал он.']),
        ("Детали гнут (мал. 119). Потом сушат.", 2),
        ("3. Потом помойте.", 1),
        ("...", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str] | int) -> None:
    found = [text[span.start : span.end] for span in split(text)]

    assert (len(found) if isinstance(expected, int) else found) == expected


@given(st.text(st.sampled_from('аБ. !?…\n«»"г(-—1'), max_size=60))
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    spans = split(text)

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all("\n" not in text[span.start : span.end] for span in spans)
    for token in tokenize(text):
        assert sum(span.start <= token.start and token.end <= span.end for span in spans) == 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("лев", {"лев", "!лев"}),
        ("Лев", {"лев", "Лев", "!Лев"}),
        ("ЛЕВ", {"лев", "Лев", "ЛЕВ", "!ЛЕВ"}),
        ("U.S.", {"u.s.", "us", "Us", "US", "!US"}),
        ("Trump’s", {"trump's", "Trump's", "!Trump's", "trump", "Trump", "!Trump"}),
        ("can't", {"can't", "!can't", "can", "!can"}),
        ("в.", {"в.", "в", "!в"}),
        ("\u0301", set()),
        ("шоу-бизнес", {"шоу-бизнес", "!шоу-бизнес", "шоу", "!шоу", "бизнес", "!бизнес"}),
        ("штаб-квартира", {"штаб-квартира", "!штаб-квартира"}),
        ("Сен-Санс", {"сен-санс", "Сен-санс", "Сен-Санс", "!Сен-Санс"}),
        ("по-новому", {"по-новому", "!по-новому"}),
        ("18-летний", {"18-летний", "!18-летний"}),
        ("e-mail", {"e-mail", "!e-mail"}),
        ("x-ray", {"x-ray", "!x-ray", "ray", "!ray"}),
        ("МИД'ом", {"мид'ом", "МИД'ом", "Мид'ом", "!МИД'ом", "мид", "Мид", "МИД", "!МИД"}),
        ("об'єднання", {"об'єднання", "!об'єднання"}),
        ("генерал-майор", {"генерал-майор", "!генерал-майор", "генерал", "!генерал"}),
        ("9-го", {"9-го", "!9-го", "9", "!9"}),
        ("9го", {"9го", "!9го", "9", "!9"}),
        ("21st", {"21st", "!21st", "21"}),
        ("90-х", {"90-х", "!90-х"}),
        ("cannot", {"cannot", "!cannot", "can"}),
        ("#Лев", {"лев", "Лев", "!Лев", "#лев"}),
        ("＃Лев", {"лев", "Лев", "!Лев", "#лев"}),
        ("@nasa", {"nasa", "!nasa", "@nasa"}),
        ("https://a.ru/putin-tramp", {"https://a.ru/putin-tramp", "!https://a.ru/putin-tramp"}),
        ("putin@a.ru", {"putin@a.ru", "!putin@a.ru"}),
        ("putin.pdf", {"putin.pdf", "!putin.pdf"}),
        ("lenta.ru", {"lenta.ru", "!lenta.ru", "lenta", "!lenta"}),
    ],
)
def test_what_a_word_is_found_by(word: str, expected: set[str]) -> None:
    assert set(keys(word)) == expected


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ИИ-модель", {"ии", "модель"}),
        ("ЕС-Китай", {"ес", "китай"}),
        ("РФ-США", {"рф", "сша"}),
        ("5G-сеть", {"5g", "сеть"}),
        ("G7-саммит", {"g7", "саммит"}),
        ("НАТО-саммит", {"нато", "саммит"}),
        ("чёрно-белый", {"белый"}),
        ("аль-Каида", {"аль", "каида"}),
        ("из-за", set()),
        ("а-ля", set()),
        ("Z-символика", {"символика"}),
    ],
)
def test_the_parts_of_a_compound(word: str, parts: set[str]) -> None:
    assert {key for key in keys(word) if key.islower() and "-" not in key and key[0] != "!"} == parts


@given(st.text(st.sampled_from("аБ1.,-/:@#~\\ M%кг"), max_size=40))
def test_words_are_in_order_and_do_not_overlap(text: str) -> None:
    found = list(tokenize(text))

    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {sign for sign in text if sign.isalnum()} == {
        sign for token in found for sign in token.text if sign.isalnum()
    }


@pytest.mark.parametrize("letter", ["а", "ё", "a", "А́", "а-"])
def test_a_word_without_end_is_told_by_its_beginning(letter: str) -> None:
    (token,) = tokenize(letter * 100_000 + "а")
    assert all(len(key) <= LONGEST_WORD + 1 for key in keys(token.text))
    assert keys(token.text) == keys(letter * 100_000)


@pytest.mark.parametrize(
    "piece",
    [
        *[
            "a",
            "а\u0301",
            "a.",
            "А.",
            "a'",
            "а-б",
            "a/.b",
            "x.y/",
            "C++",
            "http://",
            "a://",
            "a-b.c",
            "a.b-",
            "a/b/",
            "/a",
            "~/",
            "1кг",
            "1.2-",
            "a.pd",
            "коал-",
            "@",
            "#",
        ],
        *[".", "!?…", ". ", "! ", "…»", "… ", '."', "?) ", ". 😀"],
    ],
)
def test_what_repeats_without_end_is_read_in_one_go(piece: str) -> None:
    """A look ahead to the end from each of 50,000 places would take minutes."""
    text = piece * 50_000 + "x"

    assert all(token.end <= len(text) for token in tokenize(text))

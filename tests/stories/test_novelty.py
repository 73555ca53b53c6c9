"""What counts as news of a story, by the examples in `developments.txt`."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import DevelopmentKind, ReadArticle, Span
from bot.stories.novelty import Development, development, is_development, quoted

_SOON, _LATER = timedelta(minutes=10), timedelta(hours=3)
_BLAST = ReadArticle(
    "Взрыв газа разрушил подъезд дома в Рязани",
    "В Рязани взорвался газ, два человека погибли. Спасатели разбирают завалы.",
    *("", "", "ru"),
)
_TITLES = [
    ("Число погибших в Рязани выросло до шести", (DevelopmentKind.DEATHS,)),
    ("После взрыва в Рязани задержан слесарь", (DevelopmentKind.DETENTION,)),
    ("Слесарю из Рязани предъявили обвинение", (DevelopmentKind.CHARGE,)),
    ("Суд в Рязани вынес приговор слесарю", (DevelopmentKind.SENTENCE,)),
    ("Глава газовой службы Рязани ушёл в отставку", (DevelopmentKind.RESIGNATION,)),
    ("Из дома в Рязани вывезли 300 жильцов", (DevelopmentKind.FIGURES,)),
    ("В Рязань прилетел Андрей Малков", (DevelopmentKind.NAME,)),
    ("Эксперты подтвердили утечку газа в Рязани", (DevelopmentKind.CONFIRMED,)),
    ("Мэрия Рязани опровергла утечку газа", (DevelopmentKind.DENIED,)),
    ("В Рязани отменили траур", (DevelopmentKind.CANCELLED,)),
    ("В доме в Рязани восстановили отопление", ()),
]

_EXAMPLES = Path(__file__).parent / "developments.txt"
_FIRST, *_ = _EXAMPLES.read_text("utf-8").split("told ")[1].splitlines()


def _article(line: str, language: str) -> ReadArticle:
    title, _, text = line.partition(" | ")
    return ReadArticle(title.strip(), text, "", "", language)


def _examples() -> Iterator[tuple[ReadArticle, tuple[ReadArticle, ...], bool]]:
    """Articles, what was told before, and whether they bring news."""
    language = ""
    reported: list[ReadArticle] = []
    for line in _EXAMPLES.read_text("utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if line.startswith("["):
            language, reported = line.strip("[]"), []
        elif kind == "told":
            reported.append(_article(rest, language))
        elif kind in {"same", "new"}:
            yield _article(rest, language), tuple(reported), kind == "new"


@pytest.mark.parametrize(
    ("article", "reported", "expected"), [pytest.param(*example, id=example[0].title) for example in _examples()]
)
def test_developments_are_told_from_reports_of_the_same(
    article: ReadArticle, reported: tuple[ReadArticle, ...], expected: bool
) -> None:
    assert is_development(article, reported, _LATER if expected else _SOON) is expected


@pytest.mark.parametrize(("title", "kinds"), _TITLES)
def test_a_development_is_of_a_kind(title: str, kinds: tuple[DevelopmentKind, ...]) -> None:
    found = development(ReadArticle(title, "", "", "", "ru"), [_BLAST], _LATER)
    assert found is not None
    assert found.kinds == kinds


def test_the_sentence_that_says_what_is_new_comes_with_the_words_that_say_it() -> None:
    text = "О взрыве в Рязани известно с утра. Следователи задержали слесаря Петра Лосева. Завалы разбирают."
    article = ReadArticle("После взрыва в Рязани задержан слесарь", text, "", "", "ru")
    found = development(article, [_BLAST], _LATER)
    assert found is not None
    assert found.sentence is not None
    assert text[found.sentence.start : found.sentence.end] == "Следователи задержали слесаря Петра Лосева."
    assert [text[word.start : word.end] for word in found.words] == ["задержали", "Петра", "Лосева"]


def test_what_is_denied_is_no_development() -> None:
    unharmed = ReadArticle("Взрыв в Рязани: никто не задержан", "В Рязани взорвался газ.", "", "", "ru")
    assert development(unharmed, [_BLAST]) is None


def test_what_is_told_after_a_silence_is_a_development_sooner() -> None:
    article = ReadArticle("Жильцы дома в Рязани получили ключи", "Двадцать семей въехали в новый дом.", "", "", "ru")
    assert development(article, [_BLAST], _SOON) is None
    assert development(article, [_BLAST], _LATER) is not None


def test_the_first_article_in_another_language_is_the_same_story_once_more() -> None:
    english = ReadArticle("Magnitude 6.4 earthquake shakes Vanuatu", "A tsunami alert was lifted.", "", "", "en")
    assert not is_development(english, [_article(_FIRST, "ru")])


def test_a_story_goes_on_from_all_that_it_has_told() -> None:
    quake = _article(_FIRST, "ru")
    toll = _article("Число погибших на Вануату выросло до 14 | Спасатели достали из-под завалов девять тел.", "ru")
    again = _article("На Вануату число погибших достигло 14 | Девять тел достали из-под завалов.", "ru")
    assert is_development(toll, [quake])
    assert not is_development(again, [quake, toll])


@pytest.mark.parametrize("text", ["", "\n", "…", "и в на"])
def test_an_article_that_says_nothing_brings_no_news(text: str) -> None:
    assert not is_development(ReadArticle("", text, "", "", "ru"), [_article(_FIRST, "ru")])
    assert not is_development(_article(_FIRST, "ru"), [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Суд вынес приговор. Он проведёт в колонии семь лет.", "Суд вынес приговор. Он проведёт в колонии семь лет."),
        ("Суд вынес приговор.\nОн проведёт в колонии семь лет.", "Он проведёт в колонии семь лет."),
        ("Суд идёт. Сторож проведёт в колонии семь лет.", "Сторож проведёт в колонии семь лет."),
    ],
)
def test_a_sentence_is_quoted_with_the_one_that_it_leans_on(text: str, sentence: str) -> None:
    start, word = text.index(sentence.rsplit(". ", maxsplit=1)[-1]), text.index("колонии")
    found = Development((), Span(start, len(text)), (Span(word, word + 7),))
    novelty = quoted(found, text)
    assert novelty.sentence == sentence
    (place,) = novelty.words
    assert sentence[place.start : place.end] == "колонии"

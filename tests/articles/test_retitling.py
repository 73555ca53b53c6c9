"""Another title, or the same one written otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.retitling import is_retitled

_TITLES = st.lists(
    st.sampled_from(
        ["взрыв", "порт", "трое", "3", "40,5", "Рига", "Иран", "не", "—", "«Бук»", "NATO", "премьер-министр"]
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Взрыв в порту: погибли двое", "Взрыв в порту: погибли трое"),
        ("Погибли 2 человека", "Погибли 3 человека"),
        ("Нефть подорожала на 2%", "Нефть подорожала на 12%"),
        ("Минобороны подтвердило удар", "Минобороны не подтвердило удар"),
        ("США ударят по Ирану", "США ударят по Ираку"),
        ("Выборы в Ирландии", "Выборы в Исландии"),
        ("Суд оправдал мэра", "Суд арестовал мэра"),
        ("Суд оправдал мэра", "Суд оправдал мэра Риги"),
        ("Суд оправдал мэра", ""),
        ("", "Суд оправдал мэра"),
        ("Mayor denies charges", "Mayor admits charges"),
        ("Мэр вышел из тюрьмы", "Мэр зашёл из тюрьмы"),
        ("один два три четыре пять", "шесть семь восемь девять десять"),
    ],
)
def test_other_words_and_numbers_are_another_title(before: str, after: str) -> None:
    assert is_retitled(before, after)
    assert is_retitled(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Взрыв в порту, есть погибшие", "Взрыв в порту: есть погибшие!"),
        ("Взрыв в порту", "ВЗРЫВ В ПОРТУ"),
        ("Взрыв в порту", "Взрыв в порту. ВИДЕО"),
        ("Срочно: взрыв в порту", "Взрыв в порту (обновлено)"),
        ("Вибух у порту", "Вибух у порту. Оновлено"),
        ("Premier resigns", "UPDATED: Premier resigns"),
        ("Зеленский прибыл в Осло", "Зеленкий прибыл в Осло"),
        ("Росия и НАТО", "Россия и НАТО"),
        ("Правителсьтво ушло", "Правительство ушло"),
        ("Всё об учениях", "Все об учениях"),
        ("Кибер-атака на банк", "Кибератака на банк"),
        ("Министры встретились в Осло", "В Осло встретились министры"),
        ("«Бук» у границы", '"Бук" у границы'),
        ("взырв у границы", "взрыв у границы"),
        ("Пробки в Риге\u00ad", "Пробки в Риге"),
    ],
)
def test_the_same_words_are_the_same_title(before: str, after: str) -> None:
    assert not is_retitled(before, after)
    assert not is_retitled(after, before)


@given(_TITLES, _TITLES)
def test_the_order_of_the_two_does_not_matter(before: str, after: str) -> None:
    assert is_retitled(before, after) == is_retitled(after, before)


@given(_TITLES, st.randoms(use_true_random=False))
def test_neither_does_that_of_words_nor_their_case(title: str, random: st.DataObject) -> None:
    words = title.split()
    random.shuffle(words)  # type: ignore[attr-defined]  # it is a Random
    assert not is_retitled(title, " ".join(words).upper())

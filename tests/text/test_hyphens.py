from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.forms import Morphology
from bot.text.forms.hyphens import MOST, joined_and_parted


@pytest.fixture(scope="module")
def morphology() -> Morphology:
    return Morphology()


SAME = [
    ["Нью Йорк", "Нью-Йорк"],
    ["вице премьер", "вице-премьер", "вицепремьер"],
    ["теле-канал", "телеканал"],
    ["он-лайн", "онлайн"],
    ["Ростов на Дону", "Ростов-на-Дону"],
    ["ИИ модель", "ИИ-модель"],
    ["cease fire", "ceasefire"],
    ["co operation", "cooperation"],
    ["re election", "reelection"],
    ["anti war", "antiwar"],
    ["on line", "online"],
    ["crypto currency", "cryptocurrency"],
    ["post war", "postwar"],
    ["Абу Даби", "Абу-Даби"],
    ["віце-прем'єр", "віцепрем'єр"],
    ["e-mail", "email"],
    ["G 20", "G20"],
    ["МиГ 31К", "МиГ31К"],
    ["10 000", "10000"],
    ["1 000 000", "1000000"],
    ["10 M", "10 million"],
]


@pytest.mark.parametrize("same", SAME)
def test_each_way_to_write_a_thing_leads_to_the_others(morphology: Morphology, same: Sequence[str]) -> None:
    for written in same:
        found = joined_and_parted(written.split(), morphology.has)
        assert {tuple(other.split()) for other in same if other != written} <= set(found)


def test_a_month_after_a_day_is_no_name(morphology: Morphology) -> None:
    assert joined_and_parted(["9", "Мая"], morphology.has) == [("9", "мая")]
    assert joined_and_parted(["Имя", "Мая"], morphology.has) == []


NO_OTHER = """никто · ни кто · together · to get her · may be · every day · ключевая ставка · Владимир Путин · экспорт
· эксперт · телефон · 2024 · мая 2024 · статья 228 · кто-то · 9-го мая · management · statement · restaurant · over time
· sales men · Facebook · министр · контракт · report · international
· leadership · signoff"""


@pytest.mark.parametrize("phrase", NO_OTHER.split("·"))
def test_what_nobody_writes_otherwise_has_no_other_way(morphology: Morphology, phrase: str) -> None:
    assert joined_and_parted(phrase.split(), morphology.has) == []


def test_an_aircraft_is_found_in_both_alphabets(morphology: Morphology) -> None:
    assert ("F", "16") in joined_and_parted(["Ф", "16"], morphology.has)


WORDS = st.sampled_from(
    [
        "Нью",
        "Йорк",
        "вице-премьер",
        "G",
        "20",
        "10",
        "000",
        "M",
        "cease",
        "fire",
        "e-mail",
        "он-лайн",
        "экс",
        "а-",
        "5G",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_the_other_ways_are_few_and_none_is_the_given_one(words: list[str]) -> None:
    found = joined_and_parted(words, {"нью-йорк", "ceasefire", "онлайн"}.__contains__)

    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    assert tuple(words) not in found
    assert all(all(way) for way in found)


def test_many_words_with_other_ways_cost_no_more_than_the_few_that_are_kept(morphology: Morphology) -> None:
    assert len(joined_and_parted(["вице-премьер"] * 1_000, morphology.has)) == MOST

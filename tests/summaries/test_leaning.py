import pytest

from bot.summaries.leaning import leans
from bot.summaries.quotes import is_balanced, left_open


@pytest.mark.parametrize(
    "sentence",
    [
        "Он доволен.",
        "По его словам, кредиты подешевеют.",
        "В связи с этим рейсы отменили.",
        "При этом ставку сохранили.",
        "Об этом сообщает ТАСС.",
        "Также команда получила приз.",
        "«Мы рады», — сказал он.",
        "«Мы рады этому дню».",
        "— Меня не звали.",
        "Йому було 84 роки.",
        "За її словами, копія знайшлася.",
        "Про це повідомляє ДСНС.",
        "Водночас гривня зміцнилася.",
        "However, policymakers hardened their tone.",
        "According to her, the backup took hours.",
        "In addition, schools were closed.",
        '"We let them back in twice," he said.',
        '"We will pay for all of it."',
    ],
)
def test_what_points_back_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Мост открыли в июне.",
        "По словам мэра, кредиты подешевеют.",
        "После того как мост открыли, паромы встали.",
        "«Мы рады», — сказал мэр Озёрска Иван Лис.",
        "— Мы строим быстро, — рассказал мэр.",
        "За словами мера, копія знайшлася.",
        "The bridge reopened, and it is longer.",
        '"We will pay," said the mayor.',
    ],
)
def test_what_says_whom_it_is_about_does_not(sentence: str) -> None:
    assert not leans(sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Завод «Обрій» встал", ""),
        ("«Мы рады. Завод „Обрій“ встал", "«"),
        ("„Обрій“ и “Vyshnya” (оба)", ""),
        ('Газета "Вестник" пишет: "Мост', '"'),
        ('Дело ""Вестника"" закрыто', ""),
        ("смайлик :)", ""),
        ("(см. карту", "("),
    ],
)
def test_quotes_that_are_left_open(text: str, expected: str) -> None:
    assert left_open(text) == expected


@pytest.mark.parametrize("text", ["«Обрій", "Обрій»", 'пишет "Вестник', "„Обрій", "the “Harbour"])
def test_quotes_that_do_not_balance(text: str) -> None:
    assert not is_balanced(text)
    assert is_balanced('«Обрій», „Обрій“, “Harbour” и "Вестник"')

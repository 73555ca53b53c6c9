import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Language
from bot.spellings.chinese import chinese_name
from bot.spellings.deromanization import deromanized
from bot.spellings.names import MOST_OF_A_WORD, spellings_of_name
from bot.spellings.romanization import romanized, transliterated
from bot.spellings.transliteration import LONGEST_NAME, transliteration


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        ("зеленський", "zelenskyi"),
        ("згурський", "zghurskyi"),
        ("єнакієве", "yenakiieve"),
        ("їжакевич", "yizhakevych"),
        ("щербак", "shcherbak"),
        ("юрій", "yurii"),
        ("знам'янка", "znamianka"),
        ("ы", None),
        ("x", None),
    ],
)
def test_ukrainian_is_romanized_as_passports_do(ukrainian: str, latin: str | None) -> None:
    assert romanized(ukrainian) == latin


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("зеленский", "zelensky"),
        ("навальный", "navalny"),
        ("ельцин", "yeltsin"),
        ("зеленая", "zelenaya"),
        ("васильев", "vasilyev"),
        ("хрущев", "khrushchev"),
        ("їжак", None),
    ],
)
def test_russian_is_written_as_newspapers_do(russian: str, latin: str | None) -> None:
    assert transliterated(russian) == latin


@pytest.mark.parametrize(
    ("latin", "russian", "ukrainian"),
    [
        ("zelensky", "зеленский", "зеленський"),
        ("zelenska", "зеленская", "зеленська"),
        ("kiselyov", "киселев", "кісельов"),
        ("solovyov", "соловьев", "соловйов"),
        ("yermak", "ермак", "єрмак"),
        ("yanukovych", "янукович", "янукович"),
        ("maliuk", "малюк", "малюк"),
        ("trump", None, None),
    ],
)
def test_slavic_surnames_are_read_back(latin: str, russian: str | None, ukrainian: str | None) -> None:
    assert deromanized(latin, Language.RUSSIAN) == russian
    assert deromanized(latin, Language.UKRAINIAN) == ukrainian


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        (("си", "цзиньпин"), ("xi", "jinping")),
        (("ли", "цян"), ("li", "qiang")),
        (("ху", "цзиньтао"), ("hu", "jintao")),
        (("иван", "ян"), None),  # a family name has one syllable
        (("дональд", "трамп"), None),
        (("цзиньпин",), None),
    ],
)
def test_chinese_names_go_by_syllables(russian: tuple[str, ...], latin: tuple[str, ...] | None) -> None:
    assert chinese_name(russian, Language.RUSSIAN, Language.ENGLISH) == latin
    if latin:
        assert chinese_name(latin, Language.ENGLISH, Language.RUSSIAN) == russian


@pytest.mark.parametrize("letters", ["ru-en", "ru-uk"])
@given(name=st.text(alphabet="абвгдежзиклмнопрстуфхцчшщьюяabcdefghiklmnoprstuvwyzіїє'", max_size=LONGEST_NAME + 2))
def test_spellings_are_distinct_and_the_likeliest_is_first(letters: str, name: str) -> None:
    for side in (0, 1):
        found = transliteration(letters).spell(name, side, 10)
        costs = [cost for _, cost in found]
        assert costs == sorted(costs)
        assert len({spelling for spelling, _ in found}) == len(found) <= 10
        assert found == [] or 0 < len(name) <= LONGEST_NAME


@given(st.text(max_size=30), st.sampled_from(Language), st.sampled_from(Language))
def test_no_word_breaks_it(name: str, language: Language, other: Language) -> None:
    if language is not other:
        found = spellings_of_name(name, language, other)
        assert len(found) <= MOST_OF_A_WORD

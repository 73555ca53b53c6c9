"""Surnames of men and women, by their endings."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model import Language
from bot.text.forms import Morphology
from bot.text.forms.families import BOTH, Sex, families

_MEN = {
    Language.RUSSIAN: ["ов", "ев", "ин", "ский", "цкий", "ный", "той"],
    Language.UKRAINIAN: ["ов", "єв", "ін", "ський", "цький", "ний"],
}
_STEMS = st.text("бвдлмнрт", min_size=1, max_size=3).map(lambda stem: f"{stem}а{stem}")
_NAMES = st.sampled_from(sorted(_MEN)).flatmap(
    lambda language: st.tuples(st.just(language), st.builds(str.__add__, _STEMS, st.sampled_from(_MEN[language])))
)


@pytest.fixture(scope="module")
def morphology() -> Morphology:
    return Morphology()


@given(_NAMES)
def test_a_man_and_a_woman_share_only_what_the_family_has(named: tuple[Language, str]) -> None:
    language, man = named
    (his, *_) = families(man, language)
    (hers, *_) = (one for one in families(his.woman, language) if one.man == man)
    assert his.sexes == {Sex.MAN}
    assert hers.sexes == {Sex.WOMAN}
    nominative, _, _, instrumental, *_ = his.cases[Sex.MAN]
    assert nominative == man
    assert instrumental in his.of(his.sexes) - hers.of(hers.sexes)
    assert his.woman in hers.of(hers.sexes)
    assert his.cases[Sex.WOMAN] == hers.cases[Sex.WOMAN]
    assert set(his.plural) <= his.of(his.sexes) & hers.of(hers.sexes)
    assert his.of(BOTH) == his.of(his.sexes) | hers.of(hers.sexes)


@given(_NAMES, _NAMES)
def test_both_parts_of_a_double_name_have_the_same_case(one: tuple[Language, str], other: tuple[Language, str]) -> None:
    assume(one[0] == other[0])
    (family, *_) = families(f"{one[1]}-{other[1]}", one[0])
    (first, *_), (last, *_) = families(one[1], one[0]), families(other[1], one[0])
    assert family.is_double
    for sex in Sex:
        pairs = zip(first.cases[sex], last.cases[sex], strict=False)
        assert set(family.cases[sex]) == {f"{form}-{other}" for form, other in pairs}


@given(st.sampled_from([man for endings in _MEN.values() for man in endings]), _STEMS)
def test_the_typed_form_is_never_lost(morphology: Morphology, ending: str, stem: str) -> None:
    (forms,) = morphology.forms([(stem + ending).capitalize()])
    assert {stem + ending, (stem + ending).capitalize()} & set(forms)


@pytest.mark.parametrize(
    ("word", "other"),
    [("Зеленский", "Зеленская"), ("Зеленська", "Зеленський"), ("Пугачёва", "Пугачёв"), ("Орёл", None), ("Київ", None)],
)
def test_the_other_sex_of_a_surname(morphology: Morphology, word: str, other: str | None) -> None:
    assert morphology.of_other_sex(word) == other
    if other is not None:
        assert morphology.of_other_sex(other) == word

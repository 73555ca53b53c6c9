"""Which articles report the same event, by the examples in `pairs.txt`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import ArticleId, KnownArticle, ReadArticle, StoryId
from bot.stories.choosing import choose_similar
from bot.stories.fingerprint import clues, fingerprint, pack, unpack
from bot.stories.frequencies import Counts
from bot.stories.similarity import Likeness, likenesses, rarities, weigh

_FILE = Path(__file__).parent / "pairs.txt"
_NOW = datetime(2026, 3, 1, tzinfo=UTC)
_NOTHING = Counts()


def _article(line: str, language: str, site: str) -> ReadArticle:
    title, _, text = line.partition(" |")
    return ReadArticle(title, text.strip(), site, site, language)


def _examples() -> Iterator[tuple[ReadArticle, ReadArticle, str]]:
    language = ""
    lines = iter(line for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    for kind in lines:
        if kind.startswith("["):
            language = kind.strip("[]")
            continue
        yield _article(next(lines), language, "one.example"), _article(next(lines), language, "two.example"), kind


EXAMPLES = list(_examples())


def _likeness(first: ReadArticle, second: ReadArticle) -> Likeness:
    (found,) = likenesses(weigh(fingerprint(second), _NOTHING), [fingerprint(first)], _NOTHING)
    return found


def _answer(first: ReadArticle, second: ReadArticle) -> str:
    packed = pack(fingerprint(first))
    known = KnownArticle(ArticleId(1), _NOW, packed, StoryId(1), packed, _NOW)
    same, akin = choose_similar(fingerprint(second), _NOW + timedelta(days=1), [known], _NOTHING)
    return "same" if same else "akin" if akin else "new"


@pytest.mark.parametrize(("first", "second", "kind"), [pytest.param(*one, id=one[0].title) for one in EXAMPLES])
def test_reports_of_one_event_are_told_from_those_of_another(
    first: ReadArticle, second: ReadArticle, kind: str
) -> None:
    answers = [_answer(first, second), _answer(second, first)]
    assert [answer == "same" for answer in answers] == [kind in {"same", "mistaken"}] * 2


@pytest.mark.parametrize(
    ("first", "second"), [pytest.param(a, b, id=a.title) for a, b, kind in EXAMPLES if kind == "same"]
)
def test_reports_of_one_event_share_a_clue(first: ReadArticle, second: ReadArticle) -> None:
    one, other = (fingerprint(article) for article in (first, second))
    assert clues(one, rarities(one, _NOTHING)).keys() & clues(other, rarities(other, _NOTHING)).keys()


def test_what_is_akin_at_once_is_another_event_a_day_later() -> None:
    first, second = (
        ReadArticle(f"Беспилотники атаковали {city}", f"Дроны ударили по складу, {found}.", "", "", "ru")
        for city, found in (("Самару", "начался пожар"), ("Вологду", "выбиты окна"))
    )
    packed = pack(fingerprint(first))
    known = KnownArticle(ArticleId(1), _NOW, packed, StoryId(1), packed, _NOW)
    found = [
        choose_similar(fingerprint(second), _NOW + timedelta(hours=hours), [known], _NOTHING)[1] for hours in (1, 24)
    ]
    assert found == [known, None]


def test_forms_of_a_short_name_are_one_term() -> None:
    forms = [fingerprint(ReadArticle(f"Мост в {form}", "", "", "", "uk")).terms.tolist() for form in ("Одесу", "Одесі")]
    assert forms[0] == forms[1]


def test_no_event_is_taken_for_another() -> None:
    events = [first for first, _, kind in EXAMPLES if kind == "same"]
    assert [pair for pair in combinations(events, 2) if _answer(*pair) == "same"] == []


_QUAKE = {
    "ru": ReadArticle(
        "У берегов Чили произошло землетрясение магнитудой 6,8",
        "Землетрясение магнитудой 6,8 зафиксировали у Пуэрто-Монта, сообщает Геологическая служба США.",
        *("", "", "ru"),
    ),
    "uk": ReadArticle(
        "Біля берегів Чилі стався землетрус магнітудою 6,8",
        "Потужний землетрус магнітудою 6,8 стався поблизу Пуерто-Монта, цунамі не очікують.",
        *("", "", "uk"),
    ),
    "en": ReadArticle(
        "Magnitude 6.8 earthquake strikes off Chile",
        "A 6.8-magnitude earthquake struck near Puerto Montt, the US Geological Survey said.",
        *("", "", "en"),
    ),
}
_ELSEWHERE = ReadArticle(
    "Magnitude 5.9 earthquake shakes northern Peru", "The quake damaged homes in Piura region.", "", "", "en"
)


@pytest.mark.parametrize(("first", "second"), [*combinations(_QUAKE, 2)])
def test_reports_in_several_languages_are_akin_and_never_the_same(first: str, second: str) -> None:
    assert _answer(_QUAKE[first], _QUAKE[second]) == _answer(_QUAKE[second], _QUAKE[first]) == "akin"
    assert _answer(_QUAKE[first], _ELSEWHERE) == "new"


def test_other_numbers_are_a_reason_for_doubt_unless_victims_are_counted() -> None:
    lead = "Под Тулой автобус столкнулся с грузовиком на трассе М-2, на месте работают спасатели."
    fined, again = (ReadArticle(f"Перевозчика оштрафовали на {sum_} рублей", lead, "", "", "ru") for sum_ in (500, 700))
    dead, more = (ReadArticle(f"Под Тулой погибли {count} человек", lead, "", "", "ru") for count in (5, 7))
    assert _likeness(fined, again).penalty > _likeness(dead, more).penalty == 0


def test_what_many_write_of_tells_less() -> None:
    made = fingerprint(_QUAKE["ru"])
    counts = Counts()
    for _ in range(1_000):
        counts.add([made.language], made.terms)
    assert (rarities(made, counts) < rarities(made, _NOTHING)).all()


def test_a_fingerprint_is_the_same_in_every_run() -> None:
    """It is stored, and compared with those that later runs make."""
    made = fingerprint(ReadArticle("Суд в Риме", "В Риме 12 судей.", "Издание", "one.example", "ru"))
    assert (
        pack(made).hex()
        == "02388cbf7c01070084c98d166822a73e0ba17473d99a248ff25baaac1205b4b59977c0cb1b04003b2b0b248f627e4b585362"
    )
    assert [*clues(made, rarities(made, _NOTHING))] == [
        378390916,
        1051140712,
        1937023243,
        3048473874,
        3418388377,
        2896845810,
        2401540825,
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "РИМ, 26 ноября. ",
        "РИМ, 26 ноя - РИА Новости. ",
        "РИМ, 26 ноября. /ТАСС/. ",
        "ROME, Nov 26 (Reuters) - ",
        "ROME (AP) — ",
    ],
)
def test_where_and_when_an_agency_wrote_is_no_part_of_its_news(dateline: str) -> None:
    text = "Суд отложил дело о краже картины до весны."
    plain, sent = (ReadArticle("Суд отложил дело", reported, "", "", "ru") for reported in (text, dateline + text))
    assert pack(fingerprint(plain)) == pack(fingerprint(sent))


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Погибли трое", "Погибли 3"),
        ("Эвакуированы 4 тысячи человек", "Эвакуированы 4000 человек"),
        ("60,000 homes without power", "60000 homes without power"),
        ("Врятували шістьох", "Врятували 6"),
    ],
)
def test_numbers_are_the_same_however_they_are_written(written: str, same: str) -> None:
    one, other = (fingerprint(ReadArticle("", text, "", "", "en")) for text in (written, same))
    assert pack(one) == pack(other)


_ARTICLES = st.builds(
    ReadArticle, st.text(), st.text(), st.just(""), st.just(""), st.sampled_from(["ru", "uk", "en", ""])
)


@given(_ARTICLES, _ARTICLES)
def test_likeness_is_mutual_and_survives_storage(one: ReadArticle, other: ReadArticle) -> None:
    packed = pack(fingerprint(one))
    assert pack(unpack(packed)) == packed
    assert _likeness(one, other).value == pytest.approx(_likeness(other, one).value)
    assert -1e-9 <= _likeness(one, other).cosine <= 1 + 1e-9
    if one.language != other.language:
        assert _answer(one, other) != "same"

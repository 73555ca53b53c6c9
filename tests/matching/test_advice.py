import pytest

from bot.matching import parse
from bot.matching.advice import Capitals, both_sexes, joined_by_both, other_capitals, split_in_two, widened
from bot.text.forms import Morphology


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("санкции Газпром", "санкции + Газпром"),
        ("нефть газ", "нефть + газ"),
        ("война Украина", "война + Украина"),
        ("Дональд Трамп тарифы", '"Дональд Трамп" + тарифы'),
        ("санкції Росія", "санкції + Росія"),
        ("Путин Трамп", "Путин + Трамп"),
        ("Россия Китай", "Россия + Китай"),
        ("сектор Газа", None),
        ("город Москва", None),
        ("премьер Стармер", None),
        ("завод Уралмаш", None),
        ("озеро Байкал", None),
        ("штат Калифорния", None),
        ("місто Харків", None),
        ("Илон Маск", None),
        ("Кая Каллас", None),
        ("коалиция желающих", None),
        ("ключевая ставка ЦБ", None),
        ("президент Макрон", None),
        ("Кир Стармер", None),
        ("помощь Украине", None),
        ("цена на газ", None),
        ("выборы США", None),
        ("war in Ukraine", None),
        ("мост", None),
        ("санкции + Газпром", None),
        ('="санкции Газпром"', None),
    ],
)
def test_words_that_do_not_belong_together_are_offered_joined(
    morphology: Morphology, text: str, offered: str | None
) -> None:
    suggested = joined_by_both(parse(text), morphology)

    assert (None if suggested is None else str(suggested)) == offered


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("ВОЗ", [(Capitals.COMMON_WORD, "воз")]),
        ("US", [(Capitals.COMMON_WORD, "us")]),
        ("Орёл + мэр", [(Capitals.COMMON_WORD, "орёл + мэр")]),
        ("Магнит", [(Capitals.COMMON_WORD, "магнит")]),
        ("Тихий", [(Capitals.COMMON_WORD, "тихий")]),
        ("Суми", [(Capitals.COMMON_WORD, "суми")]),
        ("Turkey", [(Capitals.COMMON_WORD, "turkey")]),
        ("Магнит | Стармер", [(Capitals.COMMON_WORD, "магнит | Стармер"), (Capitals.AS_WRITTEN, "Магнит | !Стармер")]),
        ("Бахмут", [(Capitals.AS_WRITTEN, "!Бахмут")]),
        ("Зеленський", [(Capitals.AS_WRITTEN, "!Зеленський")]),
        ("Магн*", [(Capitals.AS_WRITTEN, "!Магн*")]),
        ("Белый дом", [(Capitals.AS_WRITTEN, '!"Белый дом"')]),
        ("Стармер | Байден", [(Capitals.AS_WRITTEN, "!Стармер | Байден"), (Capitals.AS_WRITTEN, "Стармер | !Байден")]),
        ("!Магнит", []),
        ("магнит", []),
        ("магнит -Магнит", []),
    ],
)
def test_the_other_choice_for_capitals(morphology: Morphology, text: str, offered: list[tuple[Capitals, str]]) -> None:
    assert [(choice.kind, str(choice.query)) for choice in other_capitals(parse(text), morphology)] == offered


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Зеленский", ["Зеленский | Зеленская"]),
        ("Зеленська", ["Зеленська | Зеленський"]),
        ("Навальная", ["Навальная | Навальный"]),
        ("Навального", ["Навального | Навальная"]),
        ("Голиков", ["Голиков | Голикова"]),
        ("Пугачёва", ["Пугачёва | Пугачёв"]),
        ("Толстая", ["Толстая | Толстой"]),
        ("title:Зеленский", ["title:Зеленский | title:Зеленская"]),
        ("(Зеленский | Макрон) + газ", ["(Зеленский | Зеленская | Макрон) + газ"]),
        ("Голиков | Пугачёва", ["Голиков | Голикова | Пугачёва", "Голиков | Пугачёва | Пугачёв"]),
        ("Зеленский | Зеленская", []),
        ("Владимир Зеленский", []),
        ("=Зеленский", []),
        ("зеленский", []),
        ("Навальные", []),
        ("Порошенко", []),
        ("Стармер", []),
        ("Киев", []),
        ("Молдова", []),
        ("Марина", []),
        ("Украина", []),
        ("Ростов", []),
        ("Берлин", []),
        ("Московский", []),
        ("Машина", []),
        ("Голова", []),
        ("Мартин", []),
        ("Красная", []),
        ("Залужний", ["Залужний | Залужна"]),
        ("Кузьмин", ["Кузьмин | Кузьмина"]),
    ],
)
def test_the_other_sex_is_offered_for_a_surname(morphology: Morphology, text: str, offered: list[str]) -> None:
    assert [str(choice.query) for choice in both_sexes(parse(text), morphology)] == offered


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Trump tariffs", ["Trump + tariffs"]),
        ("war in Ukraine talks", ['"war in Ukraine" + talks']),
        ("выборы США итоги", ['выборы + "США итоги"', '"выборы США" + итоги']),
        ("нефть", []),
        ("нефть нефть", []),
        ("нефть + газ", []),
        ("а б в г д е", []),
    ],
)
def test_a_plain_query_is_parted_in_two(text: str, ways: list[str]) -> None:
    assert list(map(str, split_in_two(parse(text)))) == ways


@pytest.mark.parametrize(
    ("text", "wider"),
    [
        ("Газпром^3", ["Газпром"]),
        ('"Белый дом"^2', ["Белый дом"]),
        ("#выборы", ["выборы"]),
        ('"Трамп Путин"~>5', ['"Трамп Путин"~5']),
        ('"(взрыв | удар) Харьков -учения"~>5', ['"(взрыв | удар) Харьков"~5']),
        ('"Магнит -холодильник"~5', ["Магнит"]),
        ('"(мэр | глава) Киева"', []),
        ('"(взрыв | удар) Харьков"~5', []),
        ("#выборы + Киев", ["Киев", "#выборы"]),
    ],
)
def test_what_is_wanted_as_such_is_widened(text: str, wider: list[str]) -> None:
    found = widened(parse(text))

    assert [str(query) for query in found] == wider
    assert [parse(str(query)) for query in found] == found


@pytest.mark.parametrize("text", ["Газпром^3", "#Выборы", '"(Мэр | Глава) Киева"', '"Магнит -холодильник"~5'])
def test_what_is_wanted_as_such_has_no_alternatives(morphology: Morphology, text: str) -> None:
    query = parse(text)

    assert other_capitals(query, morphology) == []
    assert both_sexes(query, morphology) == []
    assert joined_by_both(query, morphology) is None
    assert split_in_two(query) == []

from bot.model import ReadArticle
from bot.stories.topics import telling, topics


def test_the_words_of_the_title_come_before_those_of_the_background() -> None:
    article = ReadArticle(
        "Сборная по хоккею потребовала санкций",
        "Хоккей остаётся без денег. Об этом сообщили 12 ноября в субботу.",
        source="Вестник",
        site="example.com",
        language="ru",
    )
    found = topics(article)
    assert found[0].casefold().startswith(("хокке", "санкц", "сборн"))
    assert not any(character.isdigit() for word in found for character in word)


def _stories(*numbers: int) -> frozenset[tuple[bool, int]]:
    return frozenset((False, number) for number in numbers)


def test_a_part_of_a_word_with_a_hyphen_is_none() -> None:
    article = ReadArticle(
        "Экс-депутат и пресс-служба спорят", "О ВОЗ спорят.", source="В", site="example.com", language="ru"
    )
    assert {word.casefold() for word in topics(article)}.isdisjoint({"экс", "пресс", "служба", "депутат"})
    assert "ВОЗ" in topics(article)


def test_a_word_is_telling_if_it_is_rare_in_what_was_kept() -> None:
    kept = _stories(*range(20))
    met = {
        "санкции": _stories(*range(18)),
        "футбол": _stories(0, 1, 90, 91, 92),
        "хоккей": _stories(2, 90),
        "шайба": _stories(2, 90),
        "регби": _stories(),
        "кубок": _stories(90),
    }
    assert telling(met, kept, 4) == ["футбол", "хоккей", "кубок"]
    assert telling(met, kept, 1) == ["футбол"]


def test_the_only_story_is_told_by_any_of_its_words() -> None:
    assert telling({"футбол": _stories(1)}, _stories(), 4) == ["футбол"]

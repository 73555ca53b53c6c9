"""What counts as news of a story, by the examples in `developments.txt`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import ReadArticle
from bot.stories.novelty import is_development

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
    assert is_development(article, reported) is expected


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

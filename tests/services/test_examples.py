"""Examples are chosen once an hour, and a broad one is left out."""

from pathlib import Path

import pytest

from bot.matching.engine import Matching
from bot.model import Language, NewSource
from bot.services.archive import Archive
from bot.services.examples import Examples
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.storage.conftest import START
from tests.storage.scene import Scene

_DAY = (
    ("ЦБ сохранил ключевую ставку", "Банк России не стал менять ключевую ставку", "Ключевая ставка прежняя"),
    ("Взрыв в порту Северного", "После взрыва в порту эвакуировали район", "Что известно о взрыве в порту"),
    ("Samsung отзывает смартфоны", "Смартфоны Samsung загораются", "Отзыв Samsung затронет Европу"),
)


@pytest.mark.parametrize("is_broad", [False, True])
async def test_the_big_stories_of_the_day_give_examples_which_stay_for_an_hour(
    database: Path, *, is_broad: bool
) -> None:
    clock = SteppedClock(START)
    async with SqliteStorage(str(database)) as storage, Matching(morphology()) as matching:
        scene = Scene(storage, START)
        examples = Examples(storage, Archive(storage, matching, clock), matching, clock)
        assert await examples.of_today(Language.RUSSIAN) == ()
        clock.move(minutes=1)
        await storage.load_pack([NewSource("https://one.example/feed", "Один", "ru", "ru/business")], START)
        many = [(f"samsung {number}",) for number in range(51)] if is_broad else []
        await scene.tell(*_DAY, *many)
        expected = {"ключевая ставка", "взрыв в порту", *([] if is_broad else ["Samsung"])}
        assert set(await examples.of_today(Language.RUSSIAN)) == expected
        clock.move(minutes=59)
        assert set(await examples.of_today(Language.RUSSIAN)) == expected
        clock.move(days=2)
        assert await examples.of_today(Language.RUSSIAN) == ()

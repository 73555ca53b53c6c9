"""Every request gets an answer, however much it asks for: Telegram refuses a longer message as a whole."""

import pytest

from bot.model import NewSource
from tests.handlers.conftest import NOW, Talk
from tests.handlers.test_archive import read
from tests.handlers.test_stories import LONG


@pytest.mark.parametrize(
    "line", ["длинный запрос номер {} с довольно многими словами, чтобы занять место", '"{}', "&{}"]
)
async def test_many_lines_at_once(talk: Talk, line: str) -> None:
    lines = [line.format(number) for number in range(4_000 // len(line))]
    answer = await talk.ask("/add " + "\n".join(lines))
    assert f"{lines[0][:20]}" in answer
    assert "…и ещё " in answer


async def test_a_list_of_long_queries(talk: Talk) -> None:
    for number in range(10):
        await talk.ask(f"/add {number} " + "слово " * 100)
    answer = await talk.ask("/list")
    assert "10 подписок" in answer
    assert "10. «9 слово" in answer


async def test_a_list_of_sources_with_long_titles(talk: Talk) -> None:
    pack = [NewSource(f"https://pack.example/{number}", f"{number} " + "&Ы " * 400, "ru", "x") for number in range(10)]
    await talk.storage.load_pack(pack, NOW)
    answer = await talk.ask("/sources")
    assert "10. ⏳ 9 &Ы" in answer


async def test_a_long_query_is_tried(talk: Talk) -> None:
    await read(talk, *(f"Нефть {number}" for number in range(3)))
    query = " | ".join(LONG * 7) + " | нефть"
    answer = await talk.ask(f"/test {query[-2048:]}")
    assert "достопримечательностью" in answer
    assert "…и ещё " in answer
    assert "подходят 3 сюжета" in answer
    assert "Нефть 2" in answer


@pytest.mark.parametrize("filling", ["😀", "<&> ", "ы"])
async def test_what_becomes_of_a_long_query_is_said(talk: Talk, filling: str) -> None:
    query = f"нефть + газ | я {filling * 2_000}"[:2_040].strip()
    assert "Слежу: нефть + газ |" in await talk.ask(f"/add {query}")
    assert "Теперь слежу: уголь + газ |" in await talk.ask(f"/edit 1 уголь + {query[8:]}")
    assert "уголь" in await talk.ask("/list 1")
    assert "🗑 Удалено: уголь + газ |" in await talk.ask("/remove 1")
    assert "уголь" in await talk.ask(f"/remove уголь{filling * 1_000}"[:4_000])


@pytest.mark.parametrize("space", [" ", "\n", "\n\n  "])
async def test_the_new_query_may_begin_a_line(talk: Talk, space: str) -> None:
    await talk.ask("/add газ")
    assert "Теперь слежу: нефть" in await talk.ask(f"/edit{space}1{space}нефть")

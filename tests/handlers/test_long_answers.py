"""However much is asked for, there is an answer: Telegram refuses what is too long as a whole."""

import pytest

from bot.model import NewSource
from tests.handlers.conftest import NOW, Talk


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

"""`@bot коалиция желающих`, in whatever chat."""

import asyncio
from typing import Any

from bot.matching import parse
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read


def _titles(answer: dict[str, Any]) -> list[str]:
    return [one["title"] for one in answer["results"]]


async def test_the_latest_stories_that_the_person_may_see_are_offered(talk: Talk) -> None:
    await read(talk, "Нефть подорожала на два процента", "Добычу нефти сократили в Осло", "Выборы прошли")
    answer = await (await talk.chat.ask_inline("нефть")).answered()
    assert _titles(answer) == ["Добычу нефти сократили в Осло", "Нефть подорожала на два процента"]
    assert answer["is_personal"]
    assert answer["cache_time"] <= 60
    text = answer["results"][0]["input_message_content"]["text"]
    assert text.startswith("Добычу нефти сократили в Осло\n")
    assert "Вестник" in text
    boris = talk.api.private(talk.api.person("Boris", language_code="uk"))
    stranger = await (await boris.ask_inline("нефть")).answered()
    assert (stranger["results"], stranger["button"]["text"]) == ([], "Спершу відкрийте чат зі мною")
    await boris.say("/help")
    await boris.next_message()
    empty = await (await boris.ask_inline("нефть")).answered()
    assert (empty["results"], empty["button"]["text"]) == ([], "Нічого не знайшлося"), "these sources are Anna's"


async def test_what_is_typed_in_part_or_not_at_all_is_answered(talk: Talk) -> None:
    assert (await (await talk.chat.ask_inline("")).answered())["results"] == []
    await talk.ask("/add нефть\nгаз")
    assert _titles(await (await talk.chat.ask_inline("")).answered()) == ["нефть", "газ"]
    assert (await (await talk.chat.ask_inline("(нефть")).answered())["button"]["text"] == "Не понимаю запрос"


async def test_only_the_newest_query_of_a_person_is_worked_on(talk: Talk) -> None:
    await read(talk, "Нефть подорожала на два процента")
    chat, inline = await talk.known(), talk.services.inline
    older, other, newer = [asyncio.create_task(inline.find(person, parse("нефть"), chat)) for person in (1, 2, 1)]
    assert await older is None
    assert len(await newer or ()) == 1
    assert len(await other or ()) == 1


async def test_who_is_banned_gets_no_answer_and_operators_see_that_it_is_off(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris"))
    await boris.say("/help")
    await boris.next_message()
    talk.api.telegram.world.supports_inline = False
    assert "Запросы через @ в других чатах выключены." in await talk.ask("/status")
    await talk.ask(f"/ban {boris.id}")
    asked = await boris.ask_inline("нефть")
    await (await talk.chat.ask_inline("нефть")).answered()
    assert talk.api.telegram.world.inline_queries[asked.id] is None

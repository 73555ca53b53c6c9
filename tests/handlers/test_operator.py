import pytest

from tests.handlers.conftest import Talk


@pytest.mark.parametrize("part", ["Состояние", "Чаты ждут сообщений: ", "Не доставлено насовсем: 0", "Задержка цикла"])
async def test_operators_see_what_waits_and_what_was_given_up(talk: Talk, part: str) -> None:
    assert part in await talk.ask("/status")


async def test_to_others_the_command_does_not_exist(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/status")
    assert "Такой команды нет" in (await boris.next_message()).text

import pytest
from aiogram import Router
from aiogram.filters import Command

from handlers import routers
from handlers.commands import COMMANDS
from tests.handlers.conftest import Talk

_UNLISTED = {"start", "allow", "ban", "broken", "quota", "status"}
"""Every client offers the first by itself; the others are for operators alone."""


def _registered(router: Router) -> set[str]:
    found = set()
    for part in router.chain_tail:
        for handler in part.message.handlers:
            for one in handler.filters or ():
                if isinstance(one.callback, Command):
                    found |= {str(command) for command in one.callback.commands}
    return found


def test_every_command_is_listed_and_every_listed_one_is_there() -> None:
    there = set().union(*(_registered(router) for router in routers()))
    assert there - _UNLISTED == set(COMMANDS)


async def test_a_newcomer_is_told_how_to_begin_and_where_help_is(talk: Talk) -> None:
    answer = await talk.ask("/start")
    assert "Дозор" in answer
    assert "/help" in answer


async def test_help_lists_every_command(talk: Talk) -> None:
    answer = await talk.ask("/help")
    assert all(f"/{name} — " in answer for name in COMMANDS)


@pytest.mark.parametrize(("code", "expected"), [("uk", "стежу"), ("en-GB", "watch"), ("de", "слежу"), (None, "слежу")])
async def test_a_chat_is_spoken_to_in_the_language_of_its_person(talk: Talk, code: str | None, expected: str) -> None:
    chat = talk.api.private(talk.api.person("Carl", language_code=code))
    await chat.say("/start")
    assert expected in (await chat.next_message()).text


async def test_the_language_can_be_chosen(talk: Talk) -> None:
    await talk.chat.say("/language")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "Українська")
    assert "українською" in (await talk.chat.next_edit(message)).text
    assert "Підписок поки немає" in await talk.ask("/list")


async def test_in_a_group_the_greeting_says_who_may_subscribe_it(talk: Talk) -> None:
    group = talk.api.supergroup("Редакция", talk.anna)
    await group.say("/start@dozor_test_bot", by=talk.anna)
    assert "Администратор" in (await group.next_message()).text

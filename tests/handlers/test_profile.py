"""What Telegram shows of the bot: set where it differs, and waited for."""

import logging

import pytest

from bot.i18n import Translations
from bot.model import Language, NewSource
from handlers.commands import FOR_ADMINISTRATORS, FOR_MEMBERS, IN_PRIVATE
from handlers.profile import Profile
from tests.botapi import Fault, Refusal
from tests.clock import SteppedClock
from tests.handlers.conftest import NOW, Talk


def _profile(talk: Talk, clock: SteppedClock | None = None) -> Profile:
    return Profile(talk.bot, talk.storage, Translations(), Language.RUSSIAN, clock or SteppedClock())


async def test_menus_and_descriptions_are_set_once_in_every_language(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await talk.storage.load_pack([NewSource("https://one.example/feed", "Один", "ru", "ru/business")], NOW)
    await _profile(talk).run()
    assert "listening as @dozor_test_bot, 1 sources" in caplog.text
    menus, told = talk.api.telegram.world.commands, talk.api.telegram.world.profile
    for language in ("", *Language):
        for scope, names in (
            ("all_private_chats", IN_PRIVATE),
            ("all_chat_administrators", FOR_ADMINISTRATORS),
            ("default", FOR_MEMBERS),
        ):
            assert [one["command"] for one in menus[f"{scope}/{language}"]] == list(names)
        assert 0 < len(told[f"description/{language}"]) <= 512
        assert 0 < len(told[f"short_description/{language}"]) <= 120
    settings = {"setMyCommands", "setMyDescription", "setMyShortDescription"}
    talk.api.faults.add(Fault.refuse(Refusal.INTERNAL), methods=settings)
    await _profile(talk).run()  # and sets nothing


async def test_a_pause_that_telegram_asks_for_is_respected(talk: Talk) -> None:
    talk.api.faults.add(Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=3_000), methods={"setMyCommands"}, times=1)
    clock = SteppedClock()
    began = clock.now()
    await _profile(talk, clock).run()
    assert (clock.now() - began).total_seconds() >= 3_000
    assert talk.api.telegram.world.commands["default/en"]


async def test_a_chat_that_chooses_a_language_has_its_menu_in_it(talk: Talk) -> None:
    await talk.ask("/language english")
    menu = talk.api.telegram.world.commands[f"chat/{talk.chat.id}/"]
    assert menu[0] == {"command": "add", "description": "subscribe to a query"}
    group = talk.api.supergroup("Редакция", talk.anna)
    await group.say("/language@dozor_test_bot english", by=talk.anna)
    await group.next_message()
    menus = talk.api.telegram.world.commands
    assert len(menus[f"chat_administrators/{group.id}/"]) == len(FOR_ADMINISTRATORS)
    assert len(menus[f"chat/{group.id}/"]) == len(FOR_MEMBERS)


async def test_a_menu_that_cannot_be_set_keeps_nobody_from_their_language(talk: Talk) -> None:
    talk.api.faults.add(Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=3_000), methods={"setMyCommands"}, times=1)
    assert "English" in await talk.ask("/language english")

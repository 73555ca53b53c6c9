"""Operators announce: after a preview, silently, to all who can be reached, until they stop it."""

import asyncio

import pytest

from bot.model import BootId, Cause, ChatKind, Language, Lease, Notice, TellOne
from bot.pipeline.announce import Announce
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from bot.services.announcing import by_language
from tests.handlers.conftest import NOW, Talk


async def _owe_all(talk: Talk) -> None:
    while await talk.storage.owe_announcements(SystemClock().now(), 2):
        pass


async def test_an_announcement_is_previewed_sent_and_stopped(talk: Talk) -> None:
    for name in ("Boris", "Vera"):
        chat = talk.api.private(talk.api.person(name, language_code="uk"))
        await chat.say("/start")
        await chat.next_message()
    await talk.chat.say("/announce ru: Завтра в 9:00 обновление <&>\nuk: Завтра оновлення")
    preview = await talk.chat.next_message()
    assert preview.text.startswith("🔎 Это без звука получат 3 чата:")
    assert "Завтра в 9:00 обновление <&>" in preview.text
    for _ in range(2):
        await talk.chat.press(preview, "✅ Отправить")
    progress = await talk.chat.next_edit(preview)
    assert progress.text == "Отправлено 0 из 3, без звука."
    await _owe_all(talk)
    await talk.chat.press(progress, "Обновить")
    await talk.ask("/help")
    assert progress.text == "Отправлено 0 из 3, без звука.", "once, however often it is pressed"
    await talk.chat.press(progress, "Остановить")
    assert (await talk.chat.next_edit(progress)).text == "✅ Отправлено 0 из 0."


async def test_what_is_not_to_be_sent_is_not(talk: Talk) -> None:
    assert "Что объявить?" in await talk.ask("/announce")
    assert "Слишком длинно" in await talk.ask("/announce " + "а" * 3_600)
    await talk.chat.say("/announce Завтра обновление")
    preview = await talk.chat.next_message()
    await talk.chat.press(preview, "Отмена")
    assert (await talk.chat.next_edit(preview)).text == "Не отправляю."
    assert not await talk.storage.owe_announcements(SystemClock().now(), 9)


@pytest.mark.parametrize(
    "bold", ["Завтра", "/announce", "😀\nuk: Завтра", "/announce en: Tomorrow 😀\nuk: Завтра о 9:00"]
)
async def test_formatting_that_several_parts_share_reaches_each_of_them(talk: Talk, bold: str) -> None:
    await talk.chat.say("/announce en: Tomorrow 😀\nuk: Завтра о 9:00", bold=bold)
    preview = await talk.chat.next_message()
    assert "UK\nЗавтра о 9:00" in preview.text
    await talk.chat.press(preview, "✅ Отправить")
    await talk.chat.next_edit(preview)
    for name in ("en", "uk"):
        await talk.storage.see_chat(talk.api.person(name).id, ChatKind.PRIVATE, name, Language(name), NOW)
    await _owe_all(talk)
    now = SystemClock().now()
    dispatches = await talk.storage.claim_dispatches(now, 9, Lease(BootId("test"), now), lambda *_: TellOne())
    assert len(dispatches) == 3
    for dispatch in dispatches:
        assert isinstance(dispatch.content, Notice)
        said = await talk.bot.send_message(talk.chat.id, str(dispatch.content.arguments["text"]))
        assert said.text == ("Завтра о 9:00" if dispatch.chat.language is Language.UKRAINIAN else "Tomorrow 😀")


async def test_for_others_there_is_no_such_command_nor_button(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    private = talk.api.private(boris)
    await private.say("/announce всем")
    assert "Такой команды нет" in (await private.next_message()).text
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/announce@dozor_test_bot всем", by=talk.anna)
    preview = await group.next_message()
    answer = await (await group.press(preview, "✅ Отправить", by=boris)).answered()
    assert "только владельцы бота" in str(answer["text"])


async def test_the_stage_owes_all_that_is_announced(talk: Talk) -> None:
    await talk.ask("/start")
    owner = await talk.known()
    debts = Bell()
    announcement = await talk.services.announcing.announce(owner, {Language.RUSSIAN: "x"}, Cause("update"))
    stage = asyncio.create_task(Announce(talk.storage, SystemClock(), announced=Bell(), debts=debts).run())
    await debts.wait(30)
    stage.cancel()
    assert (await talk.services.announcing.progress(announcement)).waiting == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Всем", {"ru": "Всем"}),
        ("ru: Один\nдва\nUK: три", {"ru": "Один\nдва", "uk": "три"}),
        ("Внимание\nru: это не язык", {"ru": "Внимание\nru: это не язык"}),
        ("en:", {}),
        ("  ", {}),
    ],
)
def test_an_announcement_may_have_a_part_for_each_language(written: str, expected: dict[str, str]) -> None:
    assert by_language(written) == expected

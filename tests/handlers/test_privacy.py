"""/privacy and /forget, up to the moment at which the rest is left to the stage."""

import json
from dataclasses import replace

import pytest

from bot.delivery.pace import Pace
from bot.delivery.telegram import TelegramMessenger
from bot.model import Cause, Language
from bot.pipeline.forget import Forget
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from tests.botapi import Message, Status
from tests.handlers.conftest import NOW, RATES, Talk


async def _asked(talk: Talk) -> Message:
    await talk.ask("/add коалиция желающих")
    await talk.ask("/sources https://one.example/rss")
    await talk.chat.say("/forget")
    return await talk.chat.next_message()


async def _forget(talk: Talk) -> None:
    """What the stage does."""
    forget = Forget(
        talk.storage,
        TelegramMessenger(talk.bot),
        Pace(RATES, SystemClock()),
        talk.services.translations,
        clock=SystemClock(),
        forgotten=Bell(),
    )
    for chat in await talk.storage.forgotten_chats():
        await forget.forget(chat)


@pytest.mark.parametrize(
    ("language", "kept"), [(Language.RUSSIAN, "тексты статей\u00a0— 90 дней"), (Language.ENGLISH, "for 90 days")]
)
async def test_what_is_kept_is_said_and_for_how_long(talk: Talk, language: Language, kept: str) -> None:
    await talk.storage.set_language((await talk.known()).key, language)
    answer = await talk.ask("/privacy")
    assert kept in answer
    assert "365" in answer


async def test_nothing_goes_before_it_is_confirmed(talk: Talk) -> None:
    question = await _asked(talk)
    assert "Удалить 1 подписку, 1 источник, историю?" in question.text
    assert "Вернуть это будет нельзя" in question.text
    await talk.chat.press(question, "Отмена")
    assert (await talk.chat.next_edit(question)).text == "Хорошо, ничего не удаляю."
    assert "1 подписка" in await talk.ask("/list")


async def test_what_is_kept_can_be_taken_along_first(talk: Talk) -> None:
    question = await _asked(talk)
    await talk.storage.exclude((await talk.known()).key, "футбол", NOW, Cause("exclude"))
    await talk.storage.set_own_source(
        (await talk.storage.watched_sources((await talk.known()).key))[0].id,
        (await talk.known()).key,
        lambda settings: replace(settings, headers=(("Cookie", "secret"),)),
        NOW,
        Cause("x"),
    )
    press = await talk.chat.press(question, "Скачать сначала")
    await press.answered()
    content = json.loads(talk.api.content(await talk.chat.next_message()))
    assert [one["query"] for one in content["subscriptions"]] == ["коалиция желающих"]
    assert (content["subscriptions"][0]["rhythm"], content["subscriptions"][0]["urgent"]) == (None, False)
    assert content["excluded_everywhere"] == ["футбол"]
    assert [one["url"] for one in content["sources"]] == ["https://one.example/rss"]
    assert "secret" not in json.dumps(content)
    assert "1 подписка" in await talk.ask("/list")


async def test_a_chat_is_forgotten_told_so_in_place_and_starts_anew(talk: Talk) -> None:
    question = await _asked(talk)
    before = await talk.known()
    press = await talk.chat.press(question, "🗑 Удалить всё")
    await press.answered()
    assert await talk.storage.known_chat(talk.chat.id) is None
    count = len(talk.chat.messages)
    await _forget(talk)
    edited = await talk.chat.next_edit(question)
    assert edited.text.startswith("✅ Готово")
    assert not edited.buttons
    edits = [str(call.params["text"]) for call in (await talk.api.record()).of("editMessageText")]
    assert [one.split()[0] for one in edits] == ["🗑", "✅"]
    assert len(talk.chat.messages) == count
    assert await talk.storage.forgotten_chats() == []
    assert await talk.storage.known_chat(talk.chat.id) is None
    assert "Подписок пока нет" in await talk.ask("/list")
    assert (await talk.known()).key > before.key


async def test_an_old_button_deletes_nothing_of_who_started_anew(talk: Talk) -> None:
    question = await _asked(talk)
    await talk.chat.say("/forget")
    older = await talk.chat.next_message()
    await (await talk.chat.press(question, "🗑 Удалить всё")).answered()
    await _forget(talk)
    await talk.ask("/add Wildberries")
    answer = await (await talk.chat.press(older, "🗑 Удалить всё")).answered()
    assert "устарела" in str(answer["text"])
    assert "Wildberries" in await talk.ask("/list")


@pytest.mark.parametrize("label", ["🗑", "Скачать", "Отмена"])
async def test_a_press_after_it_keeps_nothing_of_the_chat_anew(talk: Talk, label: str) -> None:
    question = await _asked(talk)
    await (await talk.chat.press(question, "🗑 Удалить всё")).answered()
    answer = await (await talk.chat.press(question, label)).answered()
    assert answer["text"] == "Эта кнопка устарела. Начните заново: /start"
    assert await talk.storage.known_chat(talk.chat.id) is None


async def test_in_a_group_its_owner_alone_may(talk: Talk) -> None:
    boris, vera = (talk.api.person(name, language_code="ru") for name in ("Boris", "Vera"))
    group = talk.api.supergroup("Редакция", talk.anna, boris, vera)
    await group.set_member(boris, Status.ADMINISTRATOR)
    await group.say("/forget@dozor_test_bot", by=boris)
    assert "только владелец" in (await group.next_message()).text
    await group.say("/forget@dozor_test_bot", by=talk.anna)
    question = await group.next_message()
    for person, refusal in ((boris, "только владелец"), (vera, "только администраторы")):
        answer = await (await group.press(question, "🗑 Удалить всё", by=person)).answered()
        assert refusal in str(answer["text"])
    assert await talk.storage.forgotten_chats() == []
    await (await group.press(question, "🗑 Удалить всё", by=talk.anna)).answered()
    assert [one.telegram_id for one in await talk.storage.forgotten_chats()] == [group.id]

"""A channel is set up: three taps from «made administrator» to the first post, and nothing is written unasked."""

from bot.model import ChannelSettings, Chat, ChatKind, Language, Publishing
from tests.botapi import ChatHandle, Message, Status
from tests.handlers.conftest import NOW, Talk


async def _channel(talk: Talk, handle: ChatHandle) -> Chat:
    return await talk.storage.see_chat(handle.id, ChatKind.CHANNEL, handle.chat.title, Language.RUSSIAN, NOW)


def _rows(message: Message) -> list[list[str]]:
    assert message.keyboard is not None
    return [[one["text"] for one in row] for row in message.keyboard["inline_keyboard"]]


async def _press(talk: Talk, message: Message, *labels: str) -> Message:
    for label in labels:
        await talk.chat.press(message, label)
        message = await talk.chat.next_edit(message)
    return message


async def test_three_taps_lead_from_the_administrator_to_the_first_post(talk: Talk) -> None:
    for query in ("коалиция желающих", "НАТО", "ВПК"):
        await talk.ask(f"/add {query}")
    handle = talk.api.channel("Оборона", talk.anna, username="oborona", bot=Status.LEFT)
    await handle.set_bot(Status.ADMINISTRATOR, by=talk.anna)
    question = await talk.chat.next_message()
    while not question.text.startswith("📣"):
        question = await talk.chat.next_message()
    assert question.text == "📣 Меня добавили в «Оборона». Что публиковать?"
    assert _rows(question) == [
        ["☐ коалиция желающих", "☐ НАТО"],
        ["☐ ВПК", "➕ Новый запрос"],
        ["Автоматически", "После одобрения"],
    ]
    ready = await _press(talk, question, "☐ коалиция желающих", "Автоматически")
    assert ready.text.startswith("📣 «Оборона»: коалиция желающих, автоматически\n")
    assert _rows(ready)[0] == ["✅ Готово", "← Назад"]
    channel = await _channel(talk, handle)
    assert await talk.storage.channel(channel.key) is None, "nothing is set before it is all said"
    page = await _press(talk, ready, "✅ Готово")
    assert page.text.startswith("📣 Оборона · автоматически\n1 подписка · ")
    settled = await talk.storage.channel(channel.key)
    assert settled is not None
    assert settled.settings == ChannelSettings(Publishing.AUTOMATIC)
    assert handle.messages == []
    private = [one.chat.telegram_id for one in await talk.storage.subscriptions((await talk.known()).key)]
    assert sorted(private) == sorted([talk.chat.id] * 3 + [handle.id]), "the private alert stays"

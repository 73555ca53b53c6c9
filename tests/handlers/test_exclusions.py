from datetime import timedelta

from bot.delivery.owing import owe
from bot.runtime.clock import SystemClock
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read


async def test_what_is_excluded_comes_by_no_subscription_until_it_is_taken_back(talk: Talk) -> None:
    await talk.ask("/add коалиция\nхоккей")
    assert "/except футбол" in await talk.ask("/except")
    await talk.chat.say("/except футбол")
    added = await talk.chat.next_message()
    assert added.text == "✅ Во всех подписках без: футбол"
    await read(talk, "Коалиция играет в футбол", "Коалиция спорит", "Хоккей и футболисты")
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass
    brought = await talk.storage.brought((await talk.known()).key, SystemClock().now() - timedelta(hours=1))
    assert [one.stories for one in brought.values()] == [1, 1]
    await talk.chat.press(added, "↩ Отменить")
    ended = await talk.chat.next_edit(added)
    assert ended.text == "✅ Снова присылаю: футбол"
    await talk.chat.press(ended, "↩ Отменить")
    assert (await talk.chat.next_edit(ended)).text == "✅ Во всех подписках без: футбол"


async def test_they_are_listed_and_ended_by_a_button_or_typed(talk: Talk) -> None:
    for text in ("/except -футбол", "/except хоккей, регби"):
        assert "без:" in await talk.ask(text)
    await talk.chat.say("/except")
    listed = await talk.chat.next_message()
    assert "1. «футбол»\n2. «хоккей | регби»" in listed.text
    assert [button.text for button in listed.buttons] == ["✕ 1", "✕ 2"]
    assert await talk.ask("/except убрать 3") == "Такого номера в списке нет. Весь список: /except"
    assert await talk.ask("/except убрать 2") == "✅ Снова присылаю: хоккей | регби"
    await talk.chat.press(listed, "✕ 2")
    assert "1. «футбол»" in (await talk.chat.next_edit(listed)).text
    assert "▲" in await talk.ask("/except (футбол")


async def test_what_nearly_every_article_says_is_not_excluded(talk: Talk) -> None:
    await talk.ask("/add нефть")
    for text in ("/except и", "/list 1 без не на"):
        assert "⚠️ Такие слова есть почти в каждой статье: не пришло бы ничего." in await talk.ask(text)
    assert await talk.services.exclusions.of_all(await talk.known()) == []
    assert await talk.ask("/except ЕС") == "✅ Во всех подписках без: ЕС"

from datetime import timedelta

from bot.model import ArticleFailure, ArticleFound, BootId, Lease, NewSource, PollRecord
from tests.handlers.conftest import NOW, Talk


async def test_operators_see_that_all_is_well_and_can_look_into_it(talk: Talk) -> None:
    await talk.chat.say("/status")
    summary = await talk.chat.next_message()
    assert "✅ Всё работает" in summary.text
    await talk.chat.press(summary, "Очереди")
    queues = await talk.chat.next_edit(summary)
    for part in (
        "Чаты ждут сообщений: 0",
        "Совпадения в очереди: 0",
        "Страницы: ждут 0",
        "Задержка ответов за последние десять минут",
    ):
        assert part in queues.text
    await talk.chat.press(queues, "← Состояние")
    assert (await talk.chat.next_edit(queues)).text == summary.text
    await talk.chat.press(summary, "Источники")
    assert "Все источники читаются" in (await talk.chat.next_edit(summary)).text


async def test_the_parts_are_for_operators_alone(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/status@dozor_test_bot", by=talk.anna)
    summary = await group.next_message()
    answer = await (await group.press(summary, "Очереди", by=boris)).answered()
    assert "только владельцы бота" in str(answer["text"])


async def test_operators_see_what_cannot_be_read(talk: Talk) -> None:
    lease = Lease(BootId("test"), NOW + timedelta(minutes=5))
    await talk.storage.share_sources([NewSource("https://one.example/feed", pack="p")], NOW)
    (source,) = await talk.storage.claim_due_sources(NOW, 1, lease)
    found = tuple(
        ArticleFound(
            (f"{number}",), "", f"Новость <{number}>", "-" * 200, f"https://one.example/{number}", "", "", "ru", NOW
        )
        for number in range(30)
    )
    await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, source.state, found=found))
    for one in await talk.storage.claim_waiting_articles(NOW, 30, lease):
        await talk.storage.fail_article(
            ArticleFailure(one.id, lease, "RecursionError: too <deep>" * 9, is_set_aside=True)
        )
    await talk.chat.say("/status")
    summary = await talk.chat.next_message()
    assert "⚠️ Статьи, на которых споткнулась программа: 30" in summary.text
    await talk.chat.press(summary, "Трудные статьи · 30")
    shown = (await talk.chat.next_edit(summary)).text
    assert "Новость <29>: отложена до перезапуска · RecursionError: too <deep>" in shown


async def test_to_others_the_command_does_not_exist(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/status")
    assert "Такой команды нет" in (await boris.next_message()).text

from datetime import timedelta

import pytest

from bot.model import ArticleFailure, ArticleFound, BootId, Lease, NewSource, PollRecord
from tests.handlers.conftest import NOW, Talk


@pytest.mark.parametrize(
    "part", ["Состояние", "Чаты ждут сообщений: ", "Страницы: ждут 0", "Не доставлено насовсем: 0", "Задержка цикла"]
)
async def test_operators_see_what_waits_and_what_was_given_up(talk: Talk, part: str) -> None:
    assert part in await talk.ask("/status")


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
    said = await talk.ask("/status")
    assert "споткнулась программа: 30" in said
    assert "Новость <29>: отложена до перезапуска · RecursionError: too <deep>" in said


async def test_to_others_the_command_does_not_exist(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/status")
    assert "Такой команды нет" in (await boris.next_message()).text

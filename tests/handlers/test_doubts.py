"""A query that can bring nothing, or brings everything, is said to, with a way out."""

import pytest

from bot.model import NewSource
from bot.runtime.clock import SystemClock
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("нефть + lang:xx", "Ни одно из ваших изданий не пишет на языке xx."),
        ('нефть + source:"нет такого"', "Источника «нет такого» у вас нет."),
        ("нефть + site:bbc.com", "Сайта bbc\u2060.com среди ваших источников нет."),
        ("и на", "Такие слова есть почти в каждой статье."),
        ('"цена нефти" -нефть', "исключение убирает всё"),
        ("(нефть | газ) + баржа -баржи", "исключение убирает всё"),
        ('"(цена | курс) нефти" -нефть', "исключение убирает всё"),
    ],
)
async def test_what_cannot_be_met_is_doubted_with_a_remedy(talk: Talk, query: str, said: str) -> None:
    await read(talk, "Нефть подорожала")
    await talk.chat.say(query)
    offer = await talk.chat.next_message()
    assert said in offer.text
    assert "⚠️" in offer.text
    assert "пришлю" not in offer.text
    await talk.chat.press(offer, "✅ Подписаться")
    subscribed = (await talk.chat.next_edit(offer)).text
    assert said in subscribed
    assert "пришлю" not in subscribed
    assert said in await talk.ask(f"/edit 1 {query} | {query}")


@pytest.mark.parametrize(
    "query",
    [
        "нефть + lang:ru",
        '"(цена | курс) нефти" -курс',
        '"(цена | курс) нефть"~>5 -баржа',
        "#и + и -нефть",
        "нефть^2 -баржа",
        "нефть + author:Иванов + url:bridge -баржа",
        'нефть + source:"Вестник"',
        "нефть + site:example.com",
        "WHO",
        "«Что где когда»",
        '"цена нефти" -газ',
        "(нефть | газ) -газ",
        "нефть + -lang:xx",
    ],
)
async def test_what_can_be_met_is_not_doubted(talk: Talk, query: str) -> None:
    await read(talk, "Нефть подорожала")
    assert "⚠️" not in await talk.ask(f"/add {query}")


async def test_however_many_sites_a_query_names_few_are_searched_for(talk: Talk) -> None:
    await read(talk, "Нефть подорожала")
    sites = " | ".join(f"site:s{number}.example" for number in range(60))
    answer = await talk.ask(f"/add нефть + ({sites})")
    assert answer.count("среди ваших источников нет") == 4


async def test_who_watches_nothing_is_told_so_and_offered_packs(talk: Talk) -> None:
    assert "Приходить пока нечему: ни одно издание не выбрано." in await talk.ask("/add нефть")
    await talk.storage.share_sources([NewSource("https://a.example/rss", pack="ru/general")], SystemClock().now())
    await talk.services.sources.mute_pack(await talk.known(), "ru/general", muted=True)
    await talk.chat.say("/add газ")
    answer = await talk.chat.next_message()
    assert "Приходить пока нечему" in answer.text
    (pack,) = [one.text for one in answer.buttons if one.text.startswith("▫️")]
    await talk.chat.press(answer, pack)
    assert any(one.text.startswith("✅") for one in (await talk.chat.next_edit(answer)).buttons)
    await talk.ask("/remove газ")
    assert "Приходить пока нечему" not in await talk.ask("/add уголь")


async def test_nothing_is_promised_during_a_pause(talk: Talk) -> None:
    await read(talk, "Нефть подорожала")
    await talk.ask("/pause")
    for query in ("нефть", "уголь"):
        answer = await talk.ask(f"/add {query}")
        assert "Сейчас пауза: что выйдет, пришлю после неё." in answer
        assert "Как только выйдет" not in answer


async def test_what_the_chat_excludes_is_not_counted_and_not_shown(talk: Talk) -> None:
    await read(talk, "Нефть подорожала из-за шторма", "Нефть подешевела после переговоров")
    await talk.ask("/except шторм")
    assert "подходит 1 сюжет." in await talk.ask("/add нефть")
    assert "исключение убирает всё" in await talk.ask("/add шторм")

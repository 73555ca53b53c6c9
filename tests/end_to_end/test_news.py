"""What comes of an article, and what does not."""

from dataclasses import replace

import pytest

from tests.botapi import Status
from tests.end_to_end.program import ROOT
from tests.end_to_end.scene import SOON_S, Scene, links, matching, notifications, passing

SEED = ROOT.parent / "shared/seed/telegraph-coalition.txt"


async def test_an_article_that_matches_is_told_once_and_whatever_else_the_feed_does_is_not(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier", "Курьер")
    await scene.watch(outlet)
    await scene.subscribe()

    outlet.publish(passing(outlet, "первое"), piece := matching(outlet, "вторая"))
    message = await scene.chat.next_message(SOON_S)
    assert "<b>коалиции желающих</b>" in message.html
    assert f'<a href="{piece.url}"><b>{piece.title}</b></a>' in message.html
    assert "Курьер" in message.text

    # The same feed reordered; with items edited; with other guids; with other addresses.
    outlet.pieces.reverse()
    await outlet.read()
    outlet.pieces = [replace(one, paragraphs=(*one.paragraphs, "Дополнено.")) for one in outlet.pieces]
    await outlet.read()
    outlet.pieces = [replace(one, guid=f"new {number}") for number, one in enumerate(outlet.pieces)]
    await outlet.read()
    outlet.pieces = [replace(one, url=f"{one.url}?utm_source=rss", guid=None) for one in outlet.pieces]
    await outlet.read()
    assert await scene.program.stop() == 0
    await scene.start()
    await outlet.read()

    outlet.publish(last := matching(outlet, "последняя"))
    await scene.chat.next_message(SOON_S)
    assert links(scene.chat) == {piece.url: 1, last.url: 1}
    assert not scene.chat.unread


@pytest.mark.skipif(not SEED.exists(), reason="the article is not ours to bring along")
async def test_the_seed_article_is_told_for_what_it_says_and_not_for_what_it_links_to(scene: Scene) -> None:
    title, *paragraphs = [line for line in SEED.read_text("utf-8").splitlines() if line]
    await scene.start()
    outlet = scene.outlets.open("seed")
    await scene.watch(outlet)
    await scene.subscribe()
    await scene.subscribe("Келлог")
    await scene.subscribe("Свод Генштаба")

    outlet.publish(piece := outlet.piece("seed", title, *paragraphs))
    message = await scene.chat.next_message(SOON_S)
    assert message.text.startswith("🔔 коалиция желающих\n")
    assert "<b>коалиции желающих</b>" in message.html
    assert "Келлог" not in message.text
    outlet.publish(last := outlet.piece("last", "Келлог приехал в Киев", "Келлог приехал в Киев утром."))
    assert (await scene.chat.next_message(SOON_S)).text.startswith("🔔 Келлог\n")
    assert links(scene.chat) == {piece.url: 1, last.url: 1}


async def test_news_go_to_a_channel_and_markup_survives(scene: Scene) -> None:
    channel = scene.api.channel("Вести <дня>", scene.anna, username="news_of_the_day", bot=Status.ADMINISTRATOR)
    await scene.start()
    outlet = scene.outlets.open("markup", 'Дела & "Лица" < 24')
    await scene.watch(outlet)
    answer = await scene.ask("/channel @news_of_the_day коалиция желающих")
    assert "Вести <дня>" in answer

    title = """«Коалиция желающих» & "кавычки" 'и' AT&T: 2 < 3 > 1"""
    text = "Цена &lt; 5 &amp;amp; &laquo;коалиции желающих&raquo; хватит: a&lt;b &quot;c&quot;"
    outlet.publish(piece := outlet.piece("markup?a=1&b=<2>", title, text))
    message = await channel.next_message(SOON_S)
    lines = message.text.splitlines()
    assert lines[0] == title
    assert "Цена < 5 &amp; «коалиции желающих» хватит" in message.text
    assert "<b>коалиции желающих</b>" in message.html
    assert 'Дела & "Лица" < 24' in lines[-1]
    assert len(notifications(channel)) == 1
    assert not notifications(scene.chat)
    assert not message.buttons
    assert piece.title in message.text

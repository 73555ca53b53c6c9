"""A link that shares queries shows them and asks; it never subscribes by itself."""

from bot.model import Cause
from tests.handlers.conftest import Talk


async def _token(talk: Talk, text: str) -> str:
    bea = talk.api.private(talk.api.person("Bea", language_code="ru"))
    await bea.say("/help")
    await bea.next_message()
    sharer = await talk.storage.known_chat(bea.id)
    assert sharer is not None
    return await talk.services.sharing.share(sharer, text, Cause("share"))


async def test_a_link_offers_a_query_and_subscribes_at_a_press(talk: Talk) -> None:
    token = await _token(talk, "коалиция желающих")
    assert len(token) >= 20
    await talk.chat.say(f"/start {token}")
    offer = await talk.chat.next_message()
    assert "коалиция желающих" in offer.text
    chat = await talk.known()
    assert await talk.services.subscriptions.all(chat) == []
    await talk.chat.press(offer, "✅ Подписаться")
    await talk.chat.next_edit(offer)
    assert [one.query for one in await talk.services.subscriptions.all(chat)] == ["коалиция желающих"]


async def test_a_link_of_several_queries_offers_them_together(talk: Talk) -> None:
    token = await _token(talk, "нефть\nгаз")
    assert "2 запроса" in await talk.ask(f"/start {token}")


async def test_a_link_that_is_unknown_says_so(talk: Talk) -> None:
    assert "ссылка устарела" in await talk.ask("/start AAAAAAAAAAAAAAAAAAAAAAAA")


async def test_in_a_group_a_link_is_for_its_administrators(talk: Talk) -> None:
    token = await _token(talk, "нефть")
    member = talk.api.person("Carl", language_code="ru")
    group = talk.api.supergroup("Редакция", talk.anna, member)
    await group.say(f"/start@dozor_test_bot {token}", by=talk.anna)
    offer = await group.next_message()
    await group.press(offer, "✅ Подписаться", by=member)
    known = await talk.storage.known_chat(group.id)
    assert known is not None
    assert await talk.services.subscriptions.all(known) == []
    await group.press(offer, "✅ Подписаться", by=talk.anna)
    await group.next_edit(offer)
    assert [one.query for one in await talk.services.subscriptions.all(known)] == ["нефть"]

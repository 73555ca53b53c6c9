from tests.botapi import Status, Topic
from tests.handlers.conftest import Talk


async def test_a_channel_is_subscribed_in_one_line(talk: Talk) -> None:
    talk.api.channel("Лента", talk.anna, username="lenta_kanal")
    assert "«коалиция желающих» → Лента" in await talk.ask("/channel t.me/lenta_kanal коалиция желающих")


async def test_a_subscription_comes_back_from_a_channel(talk: Talk) -> None:
    talk.api.channel("Лента", talk.anna, username="lenta_kanal")
    await talk.ask("/channel @lenta_kanal нефть")
    await talk.chat.say("/list")
    message = await talk.chat.next_message()
    for label in ("1. нефть", "📣 Куда", "Сюда"):
        await talk.chat.press(message, label)
        await talk.chat.next_edit(message)
    assert "→ Лента" not in await talk.ask("/list")


async def test_somebody_elses_channel_is_refused(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    talk.api.channel("Чужой", boris, username="chuzhoj")
    assert "администраторами должны быть и вы, и я" in await talk.ask("/channel @chuzhoj нефть")
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_a_channel_without_the_right_to_post_is_refused(talk: Talk) -> None:
    channel = talk.api.channel("Лента", talk.anna, username="lenta_kanal")
    await channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_post_messages"}))
    assert "права публиковать" in await talk.ask("/channel @lenta_kanal")


async def test_an_unknown_channel_is_said_to_be_unknown(talk: Talk) -> None:
    assert "Не нахожу @nowhere_at_all" in await talk.ask("/channel @nowhere_at_all")
    assert "Каналов пока нет" in await talk.ask("/channel")
    assert "Каналов пока нет" in await talk.ask("/channel две, странных вещи")


async def test_channels_are_connected_in_private_only(talk: Talk) -> None:
    group = talk.api.supergroup("Редакция", talk.anna)
    await group.say("/channel@dozor_test_bot @lenta", by=talk.anna)
    assert "в личном чате" in (await group.next_message()).text


async def test_a_topic_of_a_forum_is_connected_by_its_link(talk: Talk) -> None:
    forum = talk.api.supergroup("Редакция", talk.anna, username="redakciya", is_forum=True, bot=Status.ADMINISTRATOR)
    topic = Topic(777, "Нефть")
    forum.chat.topics[topic.id] = topic  # made before the bot came
    assert "«нефть» → Редакция" in await talk.ask(f"/channel https://t.me/redakciya/{topic.id} нефть")
    assert f"→ Редакция · # тема {topic.id}" in await talk.ask("/list")
    await talk.ask("/add газ")
    await talk.chat.say(f"/channel t.me/c/{str(forum.id).removeprefix('-100')}/{topic.id}")
    message = await talk.chat.next_message()
    assert [button.text for button in message.buttons] == ["газ"]
    await talk.chat.press(message, "газ")
    assert f"В «Редакция», тема {topic.id}, сразу" in (await talk.chat.next_edit(message)).text


async def test_a_link_to_a_message_of_a_channel_means_the_channel(talk: Talk) -> None:
    talk.api.channel("Лента", talk.anna, username="lenta_kanal")
    assert "«нефть» → Лента" in await talk.ask("/channel https://t.me/lenta_kanal/123 нефть")
    assert "тема" not in await talk.ask("/list")

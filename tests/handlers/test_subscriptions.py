from tests.botapi import Status
from tests.handlers.conftest import Talk


async def test_a_subscription_is_added_listed_and_removed(talk: Talk) -> None:
    assert "Слежу: «коалиция желающих»" in await talk.ask("/add коалиция желающих")
    assert "Уже слежу" in await talk.ask('/add  "коалиция  желающих"')
    listed = await talk.ask("/list")
    assert "1 подписка" in listed
    assert "коалиция желающих" in listed
    assert "Больше не слежу: «коалиция желающих»" in await talk.ask("/remove 1")
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_a_subscription_is_removed_by_its_text(talk: Talk) -> None:
    await talk.ask("/add нефть")
    assert "Больше не слежу" in await talk.ask("/remove нефть")
    assert "нет" in await talk.ask("/remove нефть")


async def test_a_query_that_cannot_be_read_is_pointed_at(talk: Talk) -> None:
    answer = await talk.ask("/add нефть + (газ")
    assert "скобк" in answer
    lines = answer.splitlines()
    assert lines[-2].startswith("нефть + (газ")
    assert set(lines[-1]) <= {" ", "▲"}


async def test_many_lines_are_many_subscriptions_and_say_line_by_line_how_it_went(talk: Talk) -> None:
    answer = await talk.ask("/add нефть\n-газ\nкоалиция желающих")
    assert "Слежу: «нефть»" in answer
    assert "одних исключений мало" in answer
    assert "Слежу: «коалиция желающих»" in answer


async def test_plain_text_in_private_is_offered_as_a_subscription(talk: Talk) -> None:
    await talk.chat.say("коалиция желающих")
    offer = await talk.chat.next_message()
    assert "Подписаться на «коалиция желающих»?" in offer.text
    await talk.chat.press(offer, "✅")
    assert "Слежу: «коалиция желающих»" in (await talk.chat.next_edit(offer)).text
    assert "1 подписка" in await talk.ask("/list")


async def test_an_offer_can_be_declined(talk: Talk) -> None:
    await talk.chat.say("нефть\nгаз")
    offer = await talk.chat.next_message()
    assert "2 запроса" in offer.text
    await talk.chat.press(offer, "Нет")
    assert "не слежу" in (await talk.chat.next_edit(offer)).text
    assert "Подписок пока нет" in await talk.ask("/list")


async def test_a_subscription_is_paused_silenced_and_removed_by_buttons(talk: Talk) -> None:
    await talk.ask("/add нефть")
    await talk.chat.say("/list")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "1. нефть")
    assert "нефть" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "⏸")
    assert "на паузе" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "🔕")
    assert "без звука" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "▶️")
    assert "на паузе" not in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "✕")
    assert "Подписок пока нет" in (await talk.chat.next_edit(message)).text


async def test_markup_in_a_query_is_shown_and_not_obeyed(talk: Talk) -> None:
    assert "<b>жирно</b> & AT&T" in await talk.ask("/add <b>жирно</b> & AT&T")


async def test_a_long_list_has_pages(talk: Talk) -> None:
    await talk.ask("/add " + "\n".join(f"слово{number}" for number in range(1, 24)))
    await talk.chat.say("/list")
    message = await talk.chat.next_message()
    assert "23 подписки" in message.text
    assert "10. " in message.text
    await talk.chat.press(message, "→")
    assert "11. " in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "→")
    last = await talk.chat.next_edit(message)
    assert "23. " in last.text
    await talk.chat.press(message, "←")
    assert "20. " in (await talk.chat.next_edit(message)).text


async def test_in_a_group_only_administrators_change_anything(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/add@dozor_test_bot нефть", by=boris)
    assert "администраторы" in (await group.next_message()).text
    await group.set_member(talk.anna, Status.ADMINISTRATOR)
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    assert "Слежу: «нефть»" in (await group.next_message()).text
    await group.say("/list@dozor_test_bot", by=talk.anna)
    listed = await group.next_message()
    press = await group.press(listed, "1.", by=boris)
    assert "администраторы" in (await press.answered())["text"]


async def test_unknown_commands_are_not_offered_as_subscriptions(talk: Talk) -> None:
    assert "Такой команды нет" in await talk.ask("/нечто")


async def test_words_that_do_not_belong_together_are_offered_to_be_joined(talk: Talk) -> None:
    await talk.chat.say("/add санкции Газпром")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "🔗")
    assert "Теперь слежу: «санкции + Газпром»" in (await talk.chat.next_edit(message)).text
    assert "«санкции + Газпром»" in await talk.ask("/list")


async def test_words_that_belong_together_are_taken_as_they_are(talk: Talk) -> None:
    await talk.chat.say("/add коалиция желающих")
    assert (await talk.chat.next_message()).buttons == []


async def test_the_other_way_to_take_capitals_is_offered(talk: Talk) -> None:
    await talk.chat.say("/add ВОЗ")
    message = await talk.chat.next_message()
    assert [button.text for button in message.buttons] == ["Aa Не имя: воз"]
    await talk.chat.say("/add Магнит")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "Aa С большой буквы: !Магнит")
    assert "Теперь слежу: «!Магнит»" in (await talk.chat.next_edit(message)).text

from bot.delivery.notices import lost_chat
from bot.delivery.timing import plan
from bot.model import BootId, ChatKind, Language, Lease, Notice, Standing
from tests.botapi import Status
from tests.handlers.conftest import NOW, Talk


async def test_a_group_that_becomes_a_supergroup_keeps_its_subscriptions(talk: Talk) -> None:
    group = talk.api.group("Редакция", talk.anna)
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    await group.next_message()
    supergroup = await group.migrate()
    await supergroup.say("/list@dozor_test_bot", by=talk.anna)
    assert "«нефть»" in (await supergroup.next_message()).text


async def test_a_bot_that_is_added_to_a_group_says_how_to_begin(talk: Talk) -> None:
    group = talk.api.group("Редакция", talk.anna, bot=Status.LEFT)
    await group.set_bot(Status.MEMBER, by=talk.anna)
    await group.say("/start@dozor_test_bot", by=talk.anna)
    greeting = await group.next_message()
    assert greeting.text == "Дозор здесь. Администратор может подписать группу: /add коалиция желающих"
    await talk.ask("/help")
    assert group.unread == [], "once"
    return_to = greeting.button("⚙️ Настроить в личке").url
    assert return_to == f"https://t.me/dozor_test_bot?start=group{group.id}"


async def test_the_settings_of_a_group_open_in_private_for_its_administrators_alone(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    link = f"/start group{group.id}"
    assert "Подключено: «Редакция»" in await talk.ask(link)
    assert [one.title for one in await talk.storage.targets((await talk.known()).key)] == ["Редакция"]
    private = talk.api.private(boris)
    await private.say(link)
    assert (await private.next_message()).text == "Это могут только администраторы группы."
    await private.say("/start group-1001")
    assert "Не нахожу -1001" in (await private.next_message()).text


async def test_who_may_be_an_anonymous_administrator_keeps_the_connection(talk: Talk) -> None:
    boris = talk.api.person("Boris", language_code="ru")
    group = talk.api.supergroup("Редакция", boris, talk.anna)
    group.chat.members[talk.anna.id].status = Status.ADMINISTRATOR
    await talk.ask(f"/start group{group.id}")
    owner = await talk.known()
    (target,) = await talk.storage.targets(owner.key)
    group.chat.members[talk.anna.id].is_anonymous = group.chat.members[boris.id].is_anonymous = True
    assert await talk.services.connections.check(owner, target) is Standing.UNKNOWN
    assert await talk.storage.targets(owner.key) == [target]
    group.chat.members[boris.id].is_anonymous = False
    assert await talk.services.connections.check(owner, target) is Standing.NOT_YOU
    assert await talk.storage.targets(owner.key) == []


async def test_a_person_who_blocks_the_bot_is_left_alone_until_they_come_back(talk: Talk) -> None:
    await talk.ask("/start")
    chat = await talk.known()
    await talk.chat.block()
    await talk.api.confirmed()
    await talk.storage.notify(chat.key, Notice("start"), NOW)
    lease = Lease(BootId("test"), NOW)
    assert await talk.storage.claim_dispatches(NOW, 10, lease, plan) == []
    await talk.chat.unblock()
    await talk.api.confirmed()
    (dispatch,) = await talk.storage.claim_dispatches(NOW, 10, lease, plan)
    assert dispatch.chat.telegram_id == talk.chat.id


async def test_what_telegram_reports_of_a_strange_chat_does_no_harm(talk: Talk) -> None:
    group = talk.api.group("Чужая", talk.anna)
    await group.set_bot(Status.KICKED, by=talk.anna)
    await talk.api.confirmed()
    met = await talk.storage.see_chat(group.id, ChatKind.GROUP, "Чужая", Language.RUSSIAN, NOW)
    assert not met.dormant


async def test_a_group_that_lets_the_bot_write_again_is_told_what_is_owed(talk: Talk) -> None:
    group = talk.api.group("Редакция", talk.anna)
    met = await talk.storage.see_chat(group.id, ChatKind.GROUP, "Редакция", Language.RUSSIAN, NOW)
    await talk.storage.notify(met.key, Notice("start"), NOW)
    await talk.storage.mark_unreachable(met.key, lost_chat(met.title, "not enough rights"), NOW)
    lease = Lease(BootId("test"), NOW)
    await group.set_bot(Status.RESTRICTED, denied=frozenset({"can_send_messages"}), by=talk.anna)
    await talk.api.confirmed()
    assert await talk.storage.claim_dispatches(NOW, 10, lease, plan) == []
    await group.set_bot(Status.MEMBER, by=talk.anna)
    await talk.api.confirmed()
    (dispatch,) = await talk.storage.claim_dispatches(NOW, 10, lease, plan)
    assert dispatch.chat.telegram_id == group.id

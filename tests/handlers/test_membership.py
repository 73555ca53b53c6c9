from bot.delivery.notices import lost_chat
from bot.delivery.timing import plan
from bot.model import BootId, ChatKind, Language, Lease, Notice
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
    assert "/add коалиция желающих" in (await group.next_message()).text


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

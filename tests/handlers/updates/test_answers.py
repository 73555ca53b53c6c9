"""An answer arrives, wherever the chat has moved and whatever is wrong with the answer."""

import asyncio

from tests.botapi import Fault, Refusal
from tests.end_to_end.program import until
from tests.handlers.conftest import Talk


async def test_an_answer_to_a_group_that_becomes_a_supergroup_goes_there(talk: Talk) -> None:
    group = talk.api.group("Редакция", talk.anna)
    migrated = asyncio.Event()
    talk.api.faults.add(Fault(until=migrated), methods={"sendMessage"}, chat_id=group.id)
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    await until(lambda: talk.api.sends_in_flight == 1, 30, "nothing is answered")
    supergroup = await group.migrate()
    migrated.set()
    assert "Слежу: нефть" in (await supergroup.next_message()).text
    assert not group.messages


async def test_an_answer_with_bad_markup_goes_as_plain_text(talk: Talk) -> None:
    refusal = Fault.refuse(Refusal.CANNOT_PARSE, reason="a defect")
    talk.api.faults.add(refusal, methods={"sendMessage"})
    await talk.chat.say("/help")
    message = await talk.chat.next_message()
    assert "Что я умею" in message.text
    assert not [entity for entity in message.entities if entity.type == "bold"]

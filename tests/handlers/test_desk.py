"""Cards at a desk: who decides on them, and what everybody sees of it."""

import asyncio
from dataclasses import replace

import pytest

from bot.delivery.callbacks import CardPressed
from bot.model import (
    CardStep,
    Concern,
    ConcernKind,
    Decided,
    DeskCard,
    OutgoingMessage,
    Presser,
    Repost,
    RepostAction,
    RepostEntry,
    RepostState,
)
from bot.ports import Storage
from bot.reposts.pressing import Press, press
from handlers.desk_edits import CardEdits, Page, Wanted
from handlers.desk_pages import pressed
from handlers.updates.effects import Effects
from handlers.updates.polling import Polling
from tests.botapi import ApiError, BotApi, Fault, Message, Refusal, Status
from tests.clock import ShiftedClock
from tests.handlers.conftest import NOW, talking
from tests.handlers.newsdesk import NewsDesk, desk, newsdesk

__all__ = ["desk"]

_TAKEN = "Уже опубликовано: Anna, "
_OFFERED = "✅ Опубликовать | ✏️ Изменить / 🕐 Позже | ✖️ Нет | ⋯"
_POSTED = "✏️ Изменить | 📌 Закрепить / 🗑 Удалить"
_STALE = "Карточка изменилась, посмотрите ещё раз"


async def _posted(
    desk: NewsDesk, title: str = "Вашингтон поможет коалиции желающих", number: int = 1
) -> tuple[Message, Message]:
    """A card that Anna has published, and its post."""
    message = await desk.offered(title)
    await desk.press(message, CardStep.PUBLISH, card=await desk.card(number))
    await desk.shows(message, "✅", "✖️ Отменить")
    await desk.go_on(seconds=20)
    post = await desk.channel.next_message()
    return await desk.shows(message, "✅", _POSTED), post


async def test_the_first_of_two_editors_publishes(desk: NewsDesk) -> None:
    message = await desk.offered()
    assert desk.shown(message) == ("→ Оборона · 1 источник", _OFFERED)
    shown = await desk.card()
    assert (await desk.press(message, CardStep.PUBLISH, by=desk.anna)).startswith("Выйдет в ")
    assert (await desk.press(message, CardStep.REFUSE, by=desk.boris, card=shown)).startswith(_TAKEN)
    await desk.shows(message, "✅ Anna: выйдет в ", "✖️ Отменить")
    assert desk.channel.messages == []
    await desk.go_on(seconds=20)
    post = await desk.channel.next_message()
    assert "Вашингтон поможет" in post.text
    assert post.keyboard is None
    await desk.shows(message, "✅ ", _POSTED)
    assert (await desk.press(message, CardStep.PUBLISH, by=desk.boris, card=shown)).startswith(_TAKEN)
    assert (await desk.press(message, CardStep.CANCEL, by=desk.boris, card=shown)).startswith(_TAKEN)
    assert len(desk.channel.messages) == 1


async def test_what_was_approved_can_be_taken_back_and_refused_and_restored(desk: NewsDesk) -> None:
    message = await desk.offered()
    for step, said, buttons in (
        (CardStep.PUBLISH, "Выйдет в ", "✖️ Отменить"),
        (CardStep.CANCEL, "Отменено. ", _OFFERED),
        (CardStep.REFUSE, "Хорошо, не публикуем.", "↩ Вернуть"),
        (CardStep.RESTORE, "Карточка снова ждёт решения.", _OFFERED),
    ):
        assert (await desk.press(message, step)).startswith(said)
        await desk.shows(message, "", buttons)
    await desk.go_on(minutes=1)
    assert desk.channel.messages == []


async def test_nobody_decides_without_the_right(desk: NewsDesk) -> None:
    message = await desk.offered()
    assert await desk.press(message, CardStep.PUBLISH, by=desk.ivan) == "У вас нет права публиковать в «Оборона»"
    assert await desk.press(message, CardStep.MORE, by=desk.ivan) == "У вас нет права публиковать в «Оборона»"
    await desk.channel.set_member(desk.boris, Status.MEMBER)  # between the card and the press
    assert await desk.press(message, CardStep.REFUSE, by=desk.boris) == "У вас нет права публиковать в «Оборона»"
    await desk.channel.set_bot(Status.MEMBER)
    assert await desk.press(message, CardStep.PUBLISH) == "В «Оборона» я не администратор"
    assert (await desk.card()).repost.state is RepostState.OFFERED
    assert message.edits == []


@pytest.mark.parametrize(
    "fault", [Fault(page=502), Fault(error=ApiError(429, "Too Many Requests", {"retry_after": 5}))]
)
async def test_nothing_happens_if_telegram_cannot_be_asked(desk: NewsDesk, fault: Fault) -> None:
    message = await desk.offered()
    desk.talk.api.faults.add(fault, methods={"getChatMember"}, chat_id=desk.channel.id)
    assert await desk.press(message, CardStep.PUBLISH) == "Не удалось проверить, нажмите ещё раз"
    assert (await desk.press(message, CardStep.PUBLISH)).startswith("Выйдет в ")


async def test_a_forged_press_changes_nothing(desk: NewsDesk) -> None:
    message = await desk.offered()
    card = await desk.card()
    true = pressed(card, CardStep.PUBLISH)
    for changed in (
        {"repost": 77},
        {"version": 99},
        {"version": -1},
        {"revision": 9},
        {"step": CardStep.CHOOSE, "value": 5},
    ):
        press = await desk.group.forge(message, true.model_copy(update=changed).pack(), by=desk.anna)
        assert (await press.answered())["text"] in {"Этой карточки здесь больше нет.", _STALE}
    for data in ("card:publish", "card:nonsense:1:2:3:4:5", f"card:publish:{2**70}:1:1:1:1"):
        assert (await (await desk.group.forge(message, data, by=desk.anna)).answered())["text"]
    there = await desk.talk.chat.forge(desk.talk.chat.messages[-1], true.pack())  # a card of another desk
    assert (await there.answered())["text"] == "Этой карточки здесь больше нет."
    assert (await desk.card()).repost == card.repost
    assert len(true.pack()) <= 64
    assert CardPressed.unpack(true.pack()) == true


async def test_each_thing_that_can_be_done_with_a_post_needs_its_own_right(desk: NewsDesk) -> None:
    message, post = await _posted(desk)
    await desk.channel.set_member(
        desk.boris, Status.ADMINISTRATOR, denied=frozenset({"can_edit_messages", "can_delete_messages"})
    )
    assert await desk.press(message, CardStep.EDIT, by=desk.boris) == "У вас нет права менять посты в «Оборона»"
    assert await desk.press(message, CardStep.PIN, by=desk.boris) == "У вас нет права менять посты в «Оборона»"
    assert await desk.press(message, CardStep.DELETE, by=desk.boris) == "У вас нет права удалять посты в «Оборона»"
    assert await desk.press(message, CardStep.PIN) == "Закреплено."
    await desk.shows(message, "✅ ", "✏️ Изменить | 📌 Открепить / 🗑 Удалить")
    assert desk.channel.chat.pinned == [post.id]
    assert await desk.press(message, CardStep.UNPIN) == "Откреплено."
    await desk.shows(message, "✅ ", _POSTED)
    assert await desk.press(message, CardStep.DELETE) == "Пост удалён из канала."
    await desk.shows(message, "🗑 Удалено · Anna, ", "Опубликовать ещё раз")
    assert post.is_deleted


async def test_of_a_post_that_is_several_messages_all_are_deleted(desk: NewsDesk) -> None:
    message, post = await _posted(desk)
    repost = (await desk.card()).repost
    part = await desk.talk.bot.send_message(desk.channel.id, "Часть альбома")

    def with_part(before: Repost) -> Decided:
        entry = RepostEntry(before.id, NOW, RepostAction.POST, None, before.revision)
        return Decided(replace(before, further_ids=(part.message_id,)), entry)

    await desk.talk.storage.decide(repost.id, with_part, NOW)
    assert await desk.press(message, CardStep.DELETE) == "Пост удалён из канала."
    assert post.is_deleted
    assert desk.channel.chat.messages[part.message_id].is_deleted


async def test_an_old_post_cannot_be_deleted_and_the_card_says_so(desk: NewsDesk) -> None:
    message, post = await _posted(desk)
    card = await desk.card()
    await desk.go_on(hours=48)
    said = await desk.press(message, CardStep.DELETE, card=card)
    assert said == "Боту нельзя удалять посты старше 48 часов. Удалите его в канале"
    await desk.shows(message, "✅ ", "✏️ Изменить | 📌 Закрепить")
    assert not post.is_deleted


async def test_what_telegram_refuses_to_delete_stays_with_a_word(desk: NewsDesk) -> None:
    message, post = await _posted(desk)
    refusal = ApiError(400, "Bad Request: message can't be deleted")
    desk.talk.api.faults.add(Fault(error=refusal), methods={"deleteMessage"})
    assert (await desk.press(message, CardStep.DELETE)).startswith("Telegram не даёт мне удалить этот пост.")
    assert (await desk.card()).repost.state is RepostState.POSTED
    desk.talk.api.faults.add(Fault(page=502), methods={"deleteMessage"})
    assert await desk.press(message, CardStep.DELETE) == "Не удалось проверить, нажмите ещё раз"
    assert not post.is_deleted
    gone = ApiError(400, "Bad Request: message to delete not found")
    desk.talk.api.faults.add(Fault(error=gone), methods={"deleteMessage"})
    assert await desk.press(message, CardStep.DELETE) == "Пост удалён из канала."


async def test_a_post_that_somebody_has_deleted_in_the_channel_stands_there_no_longer(desk: NewsDesk) -> None:
    message, post = await _posted(desk)
    await desk.channel.delete(post)
    assert (await desk.press(message, CardStep.PIN)).startswith("Уже удалено, ")
    await desk.shows(message, "🗑 Удалено · ", "Опубликовать ещё раз")
    message, post = await _posted(desk, "Учения коалиции желающих пройдут в Норвегии", 2)
    await desk.channel.delete(post)
    await desk.press(message, CardStep.TAG, card=await desk.card(2))  # delivery finds it out
    await desk.go_on()
    await desk.shows(message, "🗑 Удалено · ", "Опубликовать ещё раз")


async def test_a_story_is_published_once_more_only_on_purpose(desk: NewsDesk) -> None:
    message, _ = await _posted(desk)
    assert await desk.press(message, CardStep.AGAIN) == "Опубликовать этот сюжет ещё раз? Появится новая карточка."
    await desk.shows(message, "✅ ", "Да, ещё раз / ← Назад")
    card = await desk.card()
    assert await desk.press(message, CardStep.AGAIN, value=1, card=card) == "На столе ещё одна карточка."
    assert await desk.press(message, CardStep.AGAIN, value=1, card=card, by=desk.boris) == _STALE
    await desk.go_on()
    again = await desk.group.next_message()
    assert desk.shown(again)[1] == _OFFERED
    assert (await desk.press(again, CardStep.PUBLISH, card=await desk.card(2))).startswith("Выйдет в ")
    await desk.go_on(seconds=20)
    assert (await desk.card(2)).repost.state in {RepostState.RELEASED, RepostState.POSTED}
    assert (await desk.channel.next_message()).text
    assert len(desk.channel.messages) == 2


async def test_two_people_approve_where_it_takes_two(api: BotApi, storage: Storage) -> None:
    clock = ShiftedClock()
    async with talking(api, storage, Polling, clock=clock) as talk, newsdesk(talk, clock, approvals=2) as desk:
        message = await desk.offered()
        shown = await desk.card()
        assert await desk.press(message, CardStep.PUBLISH) == "1 из 2: нужен ещё один человек."
        await desk.shows(message, "✅ 1 из 2 · Anna", _OFFERED)
        assert await desk.press(message, CardStep.PUBLISH) == "Вы уже одобрили. Нужен ещё один человек."
        assert (await desk.press(message, CardStep.PUBLISH, by=desk.boris, card=shown)).startswith("Выйдет в ")


async def test_what_the_law_asks_for_comes_first(desk: NewsDesk) -> None:
    desk.concerns[:] = [Concern(ConcernKind.MARK, "Организация запрещена"), Concern(ConcernKind.ADVERTISEMENT, "erid")]
    message = await desk.offered()
    text, buttons = desk.shown(message)
    assert text == "⚠️ Похоже на рекламу: «erid»"
    assert buttons.startswith("➕ Пометка | ✏️ Изменить / ")
    assert await desk.press(message, CardStep.PUBLISH) == "Сначала пометка: «Организация запрещена»"
    assert await desk.press(message, CardStep.MARK) == "Пометка добавлена."
    edited = await desk.shows(message, "⚠️ Похоже на рекламу", _OFFERED)
    assert "Организация запрещена" in edited.text
    assert (await desk.press(message, CardStep.PUBLISH)).startswith("Выйдет в ")


async def test_what_is_akin_to_a_post_is_published_only_by_somebody_who_was_told(desk: NewsDesk) -> None:
    await _posted(desk)
    message = await desk.offered("Учения коалиции желающих пройдут в Норвегии")
    card = await desk.card(2)
    await desk.make_akin(2, 1)
    said = await desk.press(message, CardStep.PUBLISH, card=card)
    assert said.startswith("Похоже, о том же, что вышло в ")
    await desk.shows(message, "⚠️ Похоже, о том же, что вышло в ", _OFFERED)
    assert (await desk.press(message, CardStep.PUBLISH, card=card)).startswith("Похоже, о том же, что вышло в ")
    assert (await desk.press(message, CardStep.PUBLISH, card=await desk.card(2))).startswith("Выйдет в ")


async def test_a_card_that_nobody_decides_on_ends_and_can_be_brought_back(desk: NewsDesk) -> None:
    message = await desk.offered()
    shown = await desk.card()
    await desk.go_on(hours=6)
    await desk.shows(message, "⌛ За 6 часов никто не решил", "↩ Вернуть")
    assert (await desk.press(message, CardStep.PUBLISH, card=shown)).startswith("Выйдет в ")  # pressed just too late


async def test_a_lost_right_is_said_on_the_card_with_the_way_to_give_it_back(desk: NewsDesk) -> None:
    message = await desk.offered()
    await desk.press(message, CardStep.PUBLISH)
    await desk.channel.set_bot(Status.ADMINISTRATOR, denied=frozenset({"can_post_messages"}))
    await desk.go_on(seconds=20)
    edited = await desk.shows(message, "⚠️ Мне забрали право публиковать", "Дать права")
    (row,) = (edited.keyboard or {})["inline_keyboard"]
    assert row[0]["url"] == "https://t.me/dozor_test_bot?startchannel&admin=post_messages+edit_messages"
    assert desk.channel.messages == []


async def test_a_growing_story_makes_no_press_stale(desk: NewsDesk) -> None:
    message = await desk.offered()
    shown = await desk.card()
    await desk.report("Вашингтон поможет коалиции желающих разведкой")
    assert (await desk.press(message, CardStep.PUBLISH, card=shown)).startswith("Выйдет в ")


async def test_presses_share_one_edit_that_shows_the_card_as_it_is_when_its_turn_comes(desk: NewsDesk) -> None:
    message, bot, service = await desk.offered(), desk.talk.bot, desk.talk.services.desk
    desk.deliver.stop()  # which would edit it, too, on a slow machine
    chat = await desk.talk.storage.known_chat(desk.group.id)
    assert chat is not None
    has_room = asyncio.Event()

    async def room(_chat: int) -> None:
        await has_room.wait()

    async def draw(card: DeskCard) -> Page:
        return OutgoingMessage(f"{card.repost.state}"), None

    async def page(_card: DeskCard) -> Page:
        return OutgoingMessage("когда?"), None

    edits, card = CardEdits(service, room, Effects()), await desk.card()
    wanted = [Wanted(card.repost.id, draw), Wanted(card.repost.id, draw, page, card.serial)]
    async with asyncio.TaskGroup() as tasks:
        for one in (*wanted, wanted[1]):
            tasks.create_task(edits.show(bot, chat, one))
        await asyncio.sleep(0)
        anna = Presser(await desk.talk.storage.meet_person(desk.anna.id, "Anna"), "Anna")
        await desk.talk.storage.decide(
            card.repost.id,
            press(Press(RepostAction.PUBLISH, anna, desk.clock.now(), card.repost.revision, 1)),
            desk.clock.now(),
        )
        has_room.set()
    assert message.text == "due"
    assert [one.text for one in message.edits] == [message.edits[0].text]
    shown = await desk.card()
    assert shown.stands is not None
    assert shown.stands.serial == shown.serial
    await edits.show(bot, chat, Wanted(card.repost.id, draw))  # it shows that already
    assert len(message.edits) == 1


async def test_a_toast_does_not_wait_for_the_edits_of_earlier_presses(desk: NewsDesk) -> None:
    message = await desk.offered()
    desk.talk.api.faults.add(Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=3600), methods={"sendMessage"})
    await desk.group.say("/list@dozor_test_bot", by=desk.anna)  # its answer is refused: the group is left alone
    async with asyncio.timeout(30):
        while not desk.talk.api.faults.are_spent:  # noqa: ASYNC110  no event tells of faults
            await asyncio.sleep(0.01)
    shown = await desk.card()
    assert (await desk.press(message, CardStep.PUBLISH)).startswith("Выйдет в ")
    assert (await desk.press(message, CardStep.REFUSE, by=desk.boris, card=shown)).startswith(_TAKEN)
    assert message.edits == []


async def test_a_page_is_not_opened_over_a_card_that_is_decided_on_or_edited(desk: NewsDesk) -> None:
    message = await desk.offered()
    shown = await desk.card()
    pages = (CardStep.TIMES, CardStep.OWN_TIME, CardStep.MORE, CardStep.PREVIEW, CardStep.CHOOSE, CardStep.OFF_TOPIC)
    await desk.press(message, CardStep.EDIT, by=desk.boris)
    question = await desk.group.next_message()
    for step in pages:
        assert (await desk.press(message, step, card=shown)).startswith("Текст сейчас меняет Борис, до ")
    await desk.press(message, CardStep.KEEP_TEXT, by=desk.boris)
    await desk.press(message, CardStep.PUBLISH)
    for step in pages:
        assert (await desk.press(message, step, by=desk.boris, card=shown)).startswith(_TAKEN)
    await desk.shows(message, "✅ Anna: выйдет в ", "✖️ Отменить")
    assert [one.id for one in desk.group.messages] == [message.id, question.id]


async def test_a_scheduled_card_does_not_go_by_itself_after_an_akin_one(desk: NewsDesk) -> None:
    await desk.report("Вашингтон поможет коалиции желающих", "Учения коалиции желающих пройдут в Норвегии")
    messages = [await desk.group.next_message(), await desk.group.next_message()]
    await desk.make_akin(2, 1)
    for number, message in enumerate(messages, 1):  # at the same time
        assert (await desk.press(message, CardStep.SCHEDULE, value=-15, card=await desk.card(number))).startswith("Вы")
    await desk.go_on(minutes=16)
    await desk.channel.next_message()
    await desk.shows(messages[1], "⚠️ Похоже, о том же, что вышло в ", _OFFERED)
    assert len(desk.channel.messages) == 1


async def test_who_brings_a_muted_story_back_follows_it_again(desk: NewsDesk) -> None:
    message = await desk.offered()
    assert await desk.press(message, CardStep.MUTE) == "Об этом событии карточек больше не будет."
    assert await desk.press(message, CardStep.RESTORE) == "Карточка снова ждёт решения."
    assert await desk.talk.storage.muted_stories((await desk.card()).channel.key, 1) == []


async def test_a_press_that_is_quicker_than_the_answer_of_telegram_counts(desk: NewsDesk) -> None:
    message = await desk.offered()
    await desk.forget_message()
    assert await desk.press(message, CardStep.PUBLISH, by=desk.ivan) == "У вас нет права публиковать в «Оборона»"
    assert desk.shown(message) == ("→ Оборона · 1 источник", _OFFERED)
    assert (await desk.press(message, CardStep.PUBLISH)).startswith("Выйдет в ")

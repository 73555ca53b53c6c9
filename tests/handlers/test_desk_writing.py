"""Texts and times that editors write in reply to a question at a desk."""

from datetime import UTC, timedelta

from bot.model import CardStep, Concern, ConcernKind, RepostState
from bot.ports import Storage
from bot.reposts.progress import reconsider
from handlers.desk_pages import pressed
from handlers.updates.polling import Polling
from tests.botapi import BotApi, Message, Status
from tests.clock import ShiftedClock
from tests.handlers.conftest import talking
from tests.handlers.newsdesk import NewsDesk, desk, newsdesk

__all__ = ["desk"]

_OFFERED = "✅ Опубликовать | ✏️ Изменить / 🕐 Позже | ✖️ Нет | ⋯"


async def _asked(desk: NewsDesk, message: Message, step: CardStep = CardStep.EDIT) -> Message:
    """What the bot asks Boris for."""
    said = await desk.press(message, step, by=desk.boris)
    assert said in {"Ответьте новым текстом на сообщение под карточкой.", ""}
    question = await desk.group.next_message()
    assert question.reply_to == message.id
    assert question.force_reply is not None
    assert question.force_reply["selective"]
    mentioned = [one for one in question.entities if one.type == "text_mention"]
    assert [one.user_id for one in mentioned] == [desk.boris.id]
    return question


async def test_a_reply_is_the_text_and_others_wait_meanwhile(desk: NewsDesk) -> None:
    await desk.group.set_bot(Status.ADMINISTRATOR)
    message = await desk.offered()
    question = await _asked(desk, message)
    assert question.text.splitlines()[0] == "Борис, ответьте на это сообщение новым текстом."
    assert "Вашингтон поможет коалиции желающих" in question.text
    await desk.shows(message, "✏️ Меняет текст: Борис, до ", "↩ Не менять")
    for step in (CardStep.PUBLISH, CardStep.REFUSE, CardStep.EDIT):
        assert (await desk.press(message, step)).startswith("Текст сейчас меняет Борис, до ")
    text = question.text.splitlines()[0] + "\nПомощь придёт.\nПодробности позже."  # copied with the question
    reply = await desk.group.say(text, by=desk.boris, reply_to=question, bold="Помощь придёт.")
    edited = await desk.shows(message, "→ Оборона · текст: Борис", _OFFERED)
    assert edited.text.startswith("Помощь придёт.\nПодробности позже.\n\n")
    await desk.talk.api.telegram.bell.until(lambda: (reply.is_deleted and question.is_deleted) or None, 30)
    await desk.press(message, CardStep.PUBLISH)
    await desk.go_on(seconds=20)
    post = await desk.channel.next_message()
    assert post.html == "<b>Помощь придёт.</b>\nПодробности позже."


async def test_a_reply_where_the_bot_may_not_delete_is_answered_and_its_edit_counts(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message)
    reply = await desk.group.say("Первый текст", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text == "✅ Текст принят."
    await desk.group.edit(reply, "Второй текст")
    assert (await desk.group.next_message()).text == "✅ Текст принят."
    edited = await desk.shows(message, "→ Оборона · текст: Борис", _OFFERED)
    assert edited.text.startswith("Второй текст\n\n")
    await desk.press(message, CardStep.PUBLISH)
    await desk.group.edit(reply, "Третий текст", after_s=2)
    assert (await desk.group.next_message()).text.startswith("Уже опубликовано: Anna, ")


async def test_a_card_that_somebody_deletes_while_its_text_is_written_comes_anew(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message)
    await desk.group.delete(message)
    await desk.group.say("Новый текст", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text == "✅ Текст принят."
    await desk.go_on()
    card = await desk.group.next_message()
    assert card.text.startswith("Новый текст\n\n→ Оборона · текст: Борис")


async def test_who_presses_twice_is_asked_once(desk: NewsDesk) -> None:
    message = await desk.offered()
    shown = await desk.card()
    question = await _asked(desk, message)
    said = await desk.press(message, CardStep.EDIT, by=desk.boris, card=shown)
    assert said == "Ответьте новым текстом на сообщение под карточкой."
    await desk.group.say("Новый текст", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text == "✅ Текст принят."


async def test_what_cannot_be_a_post_gets_a_clear_answer(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message)
    await desk.group.say("ж" * 3_901, by=desk.boris, reply_to=question)
    assert "3901" in (await desk.group.next_message()).text.replace("\xa0", "").replace(" ", "")
    photo = {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]}
    await desk.group.send(photo, "Подпись", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text.startswith("Пост состоит из текста.")
    assert (await desk.card()).repost.text is None


async def test_a_late_reply_counts_unless_somebody_has_changed_the_card(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message)
    await desk.go_on(minutes=11)
    await desk.group.say("Позже", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text == "✅ Текст принят."

    question = await _asked(desk, message)
    await desk.go_on(minutes=11)
    assert await desk.press(message, CardStep.REFUSE) == "Хорошо, не публикуем."
    await desk.group.say("Ещё позже", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text.startswith("Этот вопрос уже закрыт.")
    text = (await desk.card()).repost.text
    assert text is not None
    assert text.html == "Позже"


async def test_only_who_writes_and_the_owner_end_the_writing(desk: NewsDesk) -> None:
    vera = desk.talk.api.person("Vera")
    for place in (desk.channel, desk.group):
        await place.set_member(vera, Status.ADMINISTRATOR)
    message = await desk.offered()
    await _asked(desk, message)
    assert (await desk.press(message, CardStep.KEEP_TEXT, by=vera)).startswith("Текст сейчас меняет Борис, до ")
    assert await desk.press(message, CardStep.KEEP_TEXT, by=desk.anna) == "Текст остался прежним."
    await desk.shows(message, "→ Оборона · 1 источник", _OFFERED)


async def test_somebody_elses_reply_is_not_taken_and_an_anonymous_one_only_if_it_is_certain(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message)
    await desk.group.say("Чужой текст", by=desk.anna, reply_to=question)
    assert (await desk.group.next_message()).text.startswith("Текст сейчас меняет Борис, до ")
    await desk.group.say("Чужой текст", by=desk.ivan, reply_to=question)
    assert (await desk.group.next_message()).text == "У вас нет права публиковать в «Оборона»"
    await desk.group.say_as_group("Тайный текст", by=desk.anna, reply_to=question)
    assert (await desk.group.next_message()).text.startswith("Не вижу, кто пишет от имени группы.")
    assert (await desk.card()).repost.text is None


async def test_an_anonymous_administrator_is_named_nowhere(desk: NewsDesk) -> None:
    await desk.group.set_bot(Status.ADMINISTRATOR)
    await desk.group.set_member(desk.boris, Status.ADMINISTRATOR, is_anonymous=True)
    message = await desk.offered()
    await desk.press(message, CardStep.EDIT, by=desk.boris)
    question = await desk.group.next_message()
    assert not [one for one in question.entities if one.type == "text_mention"]
    await desk.shows(message, "✏️ Меняет текст: администратор, до ", "↩ Не менять")
    await desk.group.say_as_group("Тайный текст", by=desk.boris, reply_to=question)
    edited = await desk.shows(message, "→ Оборона · текст: администратор", _OFFERED)
    await desk.press(message, CardStep.PUBLISH, by=desk.boris)
    await desk.go_on(seconds=20)
    await desk.channel.next_message()
    assert not [one.text for one in desk.group.messages if "Борис" in one.text or "Борис" in str(one.keyboard)]
    assert not [said for said in edited.edits if "Борис" in said.text]
    assert (await desk.card()).repost.text is not None


async def test_a_time_is_said_in_words(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message, CardStep.OWN_TIME)
    assert question.text.startswith("Борис, когда выпустить?")
    await desk.group.say("как-нибудь", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text.startswith("Не понял время.")
    await desk.group.say("через 2 часа", by=desk.boris, reply_to=question)
    assert (await desk.group.next_message()).text.startswith("Выйдет: ")
    await desk.shows(message, "🕐 ", "✅ Сейчас | 🕐 Другое / ✖️ Отменить")
    due_at = (await desk.card()).repost.due_at
    assert due_at is not None
    assert timedelta(hours=1, minutes=59) < due_at - desk.clock.now() <= timedelta(hours=2)
    await desk.go_on(hours=5)  # down for three hours more
    await desk.shows(message, "⚠️ Должно было выйти ", _OFFERED)
    assert desk.channel.messages == []


async def test_a_bare_number_is_the_hour(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message, CardStep.OWN_TIME)
    await desk.group.say("21", by=desk.boris, reply_to=question)
    await desk.group.next_message()
    due_at = (await desk.card()).repost.due_at
    assert due_at is not None
    assert (due_at.hour, due_at.minute) == (21, 0)


async def test_the_times_that_a_card_offers(api: BotApi, storage: Storage) -> None:
    clock = ShiftedClock()
    async with talking(api, storage, Polling, clock=clock) as talk, newsdesk(talk, clock) as desk:
        message = await desk.offered()
        await desk.press(message, CardStep.TIMES)
        hour = clock.now().astimezone(UTC).hour + 1
        await desk.shows(
            message,
            "→ Оборона · когда?",
            f"15 мин | {hour % 24}:00 UTC / Завтра 9:00 UTC / Своё время | ← Назад",
        )
        assert await desk.press(message, CardStep.SCHEDULE, value=1) == "Это время уже прошло, выберите другое"
        assert (await desk.press(message, CardStep.SCHEDULE, value=-15)).startswith("Выйдет: ")
        await desk.shows(message, "🕐 ", "✅ Сейчас | 🕐 Другое / ✖️ Отменить")
        await desk.go_on(minutes=16)
        assert (await desk.channel.next_message()).text
        assert (await desk.card()).repost.state in {RepostState.RELEASED, RepostState.POSTED}


async def test_pages_of_a_card_lead_back_to_it(desk: NewsDesk) -> None:
    message = await desk.offered()
    await desk.press(message, CardStep.MORE)
    more = "Предпросмотр | Другой источник / Почему? | Не по теме / 🔇 Хватит об этом | ← Назад"
    await desk.shows(message, "→ Оборона", more)
    press = await desk.press(message, CardStep.WHY)
    assert press.splitlines()[0].startswith("Слова «коалиции желающих»")
    await desk.press(message, CardStep.PREVIEW)
    await desk.shows(message, "", "← Назад")
    await desk.press(message, CardStep.BACK)
    await desk.shows(message, "→ Оборона", _OFFERED)
    await desk.press(message, CardStep.CHOOSE)
    await desk.shows(message, "→ Оборона", "✓ The Telegraph: Вашингтон поможет… / ← Назад")
    assert await desk.press(message, CardStep.MUTE) == "Об этом событии карточек больше не будет."
    await desk.shows(message, "✖️ Нет · Anna, ", "↩ Вернуть")


async def test_off_topic_narrows_the_subscription_of_who_presses(desk: NewsDesk) -> None:
    message = await desk.offered()
    whose = "Эту подписку настраивает только её автор."
    assert await desk.press(message, CardStep.OFF_TOPIC, by=desk.boris) == whose
    await desk.press(message, CardStep.OFF_TOPIC)
    cuts = [button.text for button in message.buttons]
    while "← Назад" not in cuts or len(cuts) < 2:
        await desk.group.next_edit(message)
        cuts = [button.text for button in message.buttons]
    assert any("The Telegraph" in cut for cut in cuts)
    label = next(cut for cut in cuts if "The Telegraph" in cut)
    press = await desk.group.press(message, label, by=desk.anna)
    assert str((await press.answered())["text"]).startswith("✅ Без «The Teleg")
    await desk.shows(message, "→ Оборона")
    (one,) = await desk.talk.services.subscriptions.all(await desk.talk.known())
    assert [excluded.query for excluded in one.exclusions] == ['source:"The Telegraph"']
    await desk.press(message, CardStep.OFF_TOPIC, value=77 * 16 + 1)
    await desk.shows(message, "→ Оборона", _OFFERED)


async def test_a_desk_in_private_works_without_a_group(api: BotApi, storage: Storage) -> None:
    clock = ShiftedClock()
    async with talking(api, storage, Polling, clock=clock) as talk, newsdesk(talk, clock, in_private=True) as desk:
        desk.group = talk.chat  # where the cards are
        message = await desk.offered()
        await desk.press(message, CardStep.EDIT)
        question = await talk.chat.next_message()
        assert question.text.splitlines()[0] == "Anna, ответьте на это сообщение новым текстом."
        reply = await talk.chat.say("Свой текст", reply_to=question)
        await desk.shows(message, "→ Оборона · текст: Anna", _OFFERED)
        await api.telegram.bell.until(lambda: (reply.is_deleted and question.is_deleted) or None, 30)
        stranger = api.private(desk.boris)
        await stranger.say("/help")
        forged = pressed(await desk.card(), CardStep.PUBLISH).pack()
        press = await stranger.forge(await stranger.next_message(), forged)
        assert (await press.answered())["text"] == "Этой карточки здесь больше нет."
        await desk.press(message, CardStep.PUBLISH)
        await desk.go_on(seconds=20)
        assert (await desk.channel.next_message()).text == "Свой текст"


async def test_another_title_of_what_a_person_wrote_is_asked_about(desk: NewsDesk) -> None:
    message = await desk.offered()
    question = await _asked(desk, message)
    await desk.group.say("Свой текст", by=desk.boris, reply_to=question)
    await desk.group.next_message()
    concern = Concern(ConcernKind.RETITLED, "Вашингтон поможет")
    for step, said, kept in (
        (CardStep.LEAVE, "Остаётся как есть.", "Свой текст"),
        (CardStep.UPDATE, "Пост обновляю.", None),
    ):
        now = desk.clock.now()
        await desk.talk.storage.decide((await desk.card()).repost.id, reconsider(concern, now, timedelta()), now)
        assert await desk.press(message, step, by=desk.ivan) == "У вас нет права публиковать в «Оборона»"
        assert await desk.press(message, step) == said
        text = (await desk.card()).repost.text
        assert (text and text.html) == kept
        assert await desk.press(message, step, by=desk.boris) == "Карточка изменилась, посмотрите ещё раз"

"""«Почему не пришло?»: what a private chat hears of an article whose link it sends."""

from datetime import timedelta
from typing import cast

from bot.delivery.owing import owe
from bot.model import SubscriptionId
from bot.runtime.clock import SystemClock
from storage.sqlite import SqliteStorage
from tests.botapi import Message
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read
from tests.handlers.test_stories import send_next

_LINK = "https://www.example.com/0?utm_source=telegram"


async def _asked(talk: Talk, link: str = _LINK) -> Message:
    await talk.chat.say(link)
    return await talk.chat.next_message()


async def _fan_out(talk: Talk) -> None:
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass


def _labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def test_a_query_that_an_article_does_not_meet_says_what_is_missing(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции спорят")
    answer = await _asked(talk)
    assert answer.text.startswith("🔎 О коалиции спорят\nВестник, видел в ")
    assert "«коалиция желающих» не подошла: в тексте нет слова «желающих»." in answer.text
    assert _labels(answer) == ["✏️ Изменить запрос", "🔤 Формы слов"]
    await talk.chat.press(answer, "🔤 Формы слов")
    forms = await talk.chat.next_edit(answer)
    assert "желающими" in forms.text
    await talk.chat.press(forms, "← Назад")
    assert "не подошла" in (await talk.chat.next_edit(answer)).text
    await talk.chat.press(answer, "✏️ Изменить запрос")
    assert "/edit 1 коалиция желающих" in (await talk.chat.next_edit(answer)).text


async def test_of_several_subscriptions_the_nearest_ones_are_named(talk: Talk) -> None:
    await talk.ask("/add мост через реку\nнефть Brent\nкоалиция желающих\nкоалиция -спор*\nлуна")
    await read(talk, "О коалиции спорят, мост закрыт")
    lines = (await _asked(talk)).text.splitlines()
    assert lines[2].startswith("«коалиция -спор*» не подошла: есть «спор*», а это вы исключили")
    assert [line.split("»")[0] for line in lines[3:5]] == ["«коалиция желающих", "«мост через реку"]
    assert lines[5] == "Остальные подписки ещё дальше: 2."
    await talk.ask("/remove 1 2 3 4 5")


async def test_what_came_is_shown_by_a_reply_to_it(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят", "Коалиция желающих: спорят о ней")
    await _fan_out(talk)
    sent = await send_next(talk)
    answer = await _asked(talk)
    assert "Пришло вам в " in answer.text
    await talk.chat.press(answer, "Показать")
    shown = await talk.chat.next_message()
    assert (shown.text, shown.reply_to) == ("🔎 Вот это сообщение.", sent.id)
    sent.is_deleted = True
    await talk.chat.press(answer, "Показать")
    again = await talk.chat.next_message()
    assert "О коалиции желающих спорят" in again.text
    assert "Почему?" in _labels(again)


async def test_what_showed_a_new_subscription_its_news_has_come_though_it_is_no_news(talk: Talk) -> None:
    await read(talk, "О коалиции желающих спорят")
    await talk.ask("/add коалиция желающих")
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE dispatches SET due_at = 1"))  # it comes after the answer
    await database.write(lambda db: db.execute("UPDATE chats SET due_at = 1"))
    await send_next(talk)
    await database.write(lambda db: db.execute("UPDATE articles SET is_news = 0, withheld = 'baseline'"))
    answer = await _asked(talk)
    assert "Пришло вам в " in answer.text
    assert _labels(answer) == ["Показать"]


async def test_what_waits_says_for_what_and_can_be_sent_now(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят")
    await talk.ask("/pause 3h")
    await _fan_out(talk)
    answer = await _asked(talk)
    assert "Ждёт: у вас пауза до " in answer.text
    press = await talk.chat.press(answer, "Прислать сейчас")
    assert (await press.answered())["text"] == "Отправляю."
    assert (await talk.chat.next_edit(answer)).text.endswith("Уже отправляю.")
    assert "О коалиции желающих спорят" in (await send_next(talk)).text
    assert "Пришло вам в " in (await _asked(talk)).text


async def test_what_joined_a_story_has_its_place_in_the_list(talk: Talk) -> None:
    await talk.ask("/add Рига")
    await read(talk, "В Риге открыт мост через Лиелупе", "Мост через Лиелупе открыт в Риге", apart=timedelta(minutes=1))
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE articles SET story_id = 1, story_version = id"))
    await database.write(lambda db: db.execute("UPDATE stories SET version = 2"))
    await _fan_out(talk)
    sent = await send_next(talk)
    answer = await _asked(talk, "https://example.com/1")
    assert answer.text.endswith("Вошло в этот сюжет, 1-е в списке.")
    await talk.chat.press(answer, "Показать")
    assert (await talk.chat.next_message()).reply_to == sent.id


async def test_a_muted_story_can_be_followed_again(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят")
    await _fan_out(talk)
    sent = await send_next(talk)
    await talk.chat.press(sent, "🔇 Хватит")
    await talk.chat.next_edit(sent)
    await talk.ask("/add желающие")
    answer = await _asked(talk)
    assert "Пришло вам в " in answer.text


async def test_a_subscription_that_held_an_article_back_can_be_changed_at_once(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих\nлуна")
    await talk.ask("/list 1 только главное")
    await read(talk, "Новости дня", text=f"{'Прошёл дождь. ' * 99}\nВторой абзац.\nО коалиции желающих спорят.")
    await _fan_out(talk)
    answer = await _asked(talk)
    assert "по этой подписке приходит только главное" in answer.text
    press = await talk.chat.press(answer, "Присылать всё")
    assert (await press.answered())["text"] == "Готово, с этого момента."
    assert "подписка или источники были другими" in (await talk.chat.next_edit(answer)).text
    (one, _) = await talk.storage.subscriptions((await talk.known()).key)
    assert not one.main_only


async def test_a_paused_subscription_resumes_and_a_removed_one_returns(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await talk.ask("/list 1 пауза")
    await read(talk, "О коалиции желающих спорят")
    await _fan_out(talk)
    answer = await _asked(talk)
    assert answer.text.endswith("«коалиция желающих» подошла, но она на паузе.")
    await talk.chat.press(answer, "▶️ Продолжить")
    assert "позже этой новости" in (await talk.chat.next_edit(answer)).text
    await talk.ask("/remove 1")
    gone = await _asked(talk)
    assert gone.text.endswith("но эту подписку вы удалили.")
    await talk.chat.press(gone, "↩ Вернуть")
    await talk.chat.next_edit(gone)
    assert await talk.services.subscriptions.find(await talk.known(), SubscriptionId(1)) is not None


async def test_the_source_is_the_reason(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    assert "ещё ни разу не прочитал" in (await _asked_of_new_source(talk)).text
    await read(talk, "О коалиции желающих спорят")
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE sources SET read_at = 1"))
    unlisted = await _asked(talk, "https://example.com/77")
    assert "Вестник: этой страницы в ленте не было. Бывает: издание кладёт туда не всё." in unlisted.text
    assert _labels(unlisted) == ["📡 Добавить"]
    await database.write(lambda db: db.execute("UPDATE articles SET is_news = 0, withheld = 'baseline'"))
    assert "Опубликовано до того, как я стал читать этот источник." in (await _asked(talk)).text
    await database.write(lambda db: db.execute("UPDATE articles SET withheld = 'came-late'"))
    assert "намного позже" in (await _asked(talk)).text
    await talk.ask("/sources убрать 1")
    removed = await _asked(talk)
    assert "вы убрали" in removed.text
    await talk.chat.press(removed, "↩ Вернуть")
    assert "намного позже" in (await talk.chat.next_edit(removed)).text


async def _asked_of_new_source(talk: Talk) -> Message:
    await talk.ask("/sources https://example.com/rss")
    return await _asked(talk, "https://example.com/77")


async def test_what_came_from_a_source_that_was_removed_since_is_still_shown(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят")
    await _fan_out(talk)
    await send_next(talk)
    await talk.ask("/sources убрать 1")
    answer = await _asked(talk)
    assert "Пришло вам в " in answer.text
    assert _labels(answer) == ["Показать"]


async def test_a_site_that_is_not_read_can_be_read_or_asked_about(talk: Talk) -> None:
    message = await _asked(talk, "https://other.example/news/1")
    assert "этот сайт я не читаю" in message.text
    assert _labels(message) == ["📡 Читать этот сайт", "🔎 Почему не пришло?"]
    await talk.chat.press(message, "🔎 Почему не пришло?")
    answer = await talk.chat.next_edit(message)
    assert answer.text.endswith("Этот сайт я не читаю.")
    await talk.chat.press(answer, "📡 Добавить")
    assert "Добавляю" in (await talk.chat.next_edit(message)).text
    assert [one.url for one in await talk.storage.watched_sources((await talk.known()).key)] == [
        "https://other.example/news/1"
    ]


async def test_a_link_after_its_title_and_one_in_a_forwarded_post_are_asked_about(talk: Talk) -> None:
    await read(talk, "О коалиции желающих спорят")
    assert "Подписок у вас нет" in (await _asked(talk, f"О коалиции желающих спорят\n{_LINK}")).text
    channel = talk.api.channel("Новости", talk.anna, username="news")
    await talk.chat.forward(await channel.post(f"Спорят: {_LINK}"))
    assert "Подписок у вас нет" in (await talk.chat.next_message()).text
    await talk.chat.forward(await channel.post("Ничего не случилось"))
    offer = await talk.chat.next_message()
    assert "Следить за каналом «Новости»?" in offer.text
    await talk.chat.press(offer, "🔎 Почему не пришло?")
    assert (await talk.chat.next_edit(offer)).text.endswith("Этот сайт я не читаю.")


async def test_a_forwarded_post_of_a_watched_channel_is_asked_about(talk: Talk) -> None:
    await talk.ask("@news")
    channel = talk.api.channel("Новости", talk.anna, username="news")
    await talk.chat.forward(await channel.post("Ничего не случилось"))
    assert "ещё ни разу не прочитал" in (await talk.chat.next_message()).text
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE sources SET read_at = 1"))
    await talk.chat.forward(await channel.post("Снова ничего"))
    assert "этой страницы в ленте не было" in (await talk.chat.next_message()).text


async def test_another_chats_source_and_messages_stay_unseen(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят")
    await _fan_out(talk)
    boris = talk.api.person("Boris", language_code="en")
    other = talk.api.private(boris)
    await other.say(_LINK)
    message = await other.next_message()
    assert "I don't read this site" in message.text
    await other.press(message, "🔎 Why no alert?")
    assert (await other.next_edit(message)).text.endswith("I don't read this site.")

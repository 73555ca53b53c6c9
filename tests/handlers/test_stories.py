from datetime import timedelta
from typing import cast

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.outcome import after_sending
from bot.delivery.owing import owe
from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.timing import plan
from bot.i18n import Translations
from bot.model import BootId, Cooldown, Lease, Sent, StoryUpdate
from bot.pipeline.tidy import Tidy
from bot.runtime.clock import SystemClock, WatchedClock
from bot.runtime.clock_watch import ClockWatch
from storage.sqlite import SqliteStorage
from tests.botapi import Message
from tests.clock import SteppedClock
from tests.handlers.conftest import Talk
from tests.handlers.test_archive import read

LONG = [
    "достопримечательность",
    "перераспределяющийся",
    "законодательствующий",
    "государственный",
    "международный",
    "сельскохозяйственный",
    "перегруппировывающийся",
    "электрификация",
    "высокопоставленный",
    "противовоздушный",
    "предприниматель",
    "железнодорожник",
]


async def told(talk: Talk, *queries: str) -> Message:
    """A notification of «О коалиции желающих спорят», as the bot sends it."""
    await talk.ask("/add " + "\n".join(queries or ["коалиция желающих"]))
    await read(talk, "О коалиции желающих спорят")
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass
    return await send_next(talk)


async def send_next(talk: Talk, *, in_s: int = 0) -> Message:
    """The notification that is owed next, some seconds from now."""
    now = SystemClock().now() + timedelta(seconds=in_s)
    lease = Lease(BootId("test"), now + timedelta(minutes=1))
    (dispatch,) = await talk.storage.claim_dispatches(now, 10, lease, plan)
    assert isinstance(dispatch.content, StoryUpdate)
    hit = await talk.services.matching.locate(dispatch.content.queries, dispatch.content.article)
    message = Renderer(Translations()).story(dispatch.content, hit, dispatch.chat, dispatch.id)
    session = TelegramSession(api=TelegramAPIServer.from_base(talk.api.url))
    bot = Bot(talk.api.token, session=session, default=DefaultBotProperties())
    sent = await TelegramMessenger(bot).send(dispatch.chat.telegram_id, message)
    await session.close()
    await talk.storage.settle(dispatch, after_sending(dispatch, Sent(sent), now, Cooldown(now, now)))
    return await talk.chat.next_message()


async def test_what_is_akin_is_a_story_of_its_own_once_somebody_says_so(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят", "Учения коалиции желающих пройдут в Норвегии")
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(lambda db: db.execute("UPDATE stories SET akin_id = 1 WHERE id = 2"))
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass
    first, akin = await send_next(talk), await send_next(talk)
    assert (akin.reply_to, akin.is_silent) == (first.id, True)
    assert "похоже, о том же" in akin.text
    press = await talk.chat.press(akin, "Это другое событие")
    edited = await talk.chat.next_edit(akin)
    assert "отдельно, со звуком" in str(await press.answered())
    assert "похоже" not in edited.text
    assert [button.text for button in edited.buttons] == ["Почему?", "Не по теме", "🔇 Хватит"]


async def _why(talk: Talk, message: Message) -> str:
    """The alert that says why a message came."""
    press = await talk.chat.press(message, "Почему?")
    answer = await press.answered()
    assert answer["show_alert"]
    return str(answer["text"])


async def test_a_notification_says_why_it_came(talk: Talk) -> None:
    message = await told(talk)
    assert (await _why(talk, message)).splitlines() == [
        "Слова «коалиции желающих»: заголовок.",
        "Подписка: «коалиция желающих».",
    ]
    assert not talk.chat.unread


async def test_it_says_where_the_words_stand_and_which_subscriptions_asked(talk: Talk) -> None:
    message = await told(talk, "подробности", "коалиция")
    words, subscriptions = (await _why(talk, message)).splitlines()
    assert words.startswith("Слова «")
    assert words.endswith("»: заголовок и 1-й абзац.")
    assert {"«Подробности»", "«коалиции»"} == set(words.removeprefix("Слова ").split(":")[0].split(", "))
    assert {"«подробности»", "«коалиция»"} == set(subscriptions.removeprefix("Подписки: ").strip(".").split(", "))


async def test_it_says_what_another_report_has_in_common(talk: Talk) -> None:
    text = "{title}: подробности сообщил источник в Вашингтоне. Речь идёт о 30 странах."
    await talk.ask("/add коалиция желающих")
    await read(talk, "Разведка поможет коалиции желающих", "Вашингтон поможет разведкой 30 странам", text=text)
    database = cast("SqliteStorage", talk.storage)._db
    await database.write(
        lambda db: db.execute("UPDATE articles SET story_id = 1, story_version = 2, told_as = 'РБК' WHERE id = 2")
    )
    await database.write(lambda db: db.execute("UPDATE stories SET version = 2 WHERE id = 1"))
    while await talk.storage.fan_out(SystemClock().now(), 10, owe):
        pass
    message = await send_next(talk)
    why = (await _why(talk, message)).splitlines()
    assert why[-1].startswith("С РБК вместе: ")
    assert "Вашингтоне" in why[-1]
    assert "«30 странах»" in why[-1]
    assert len(why) == 3


async def test_a_notification_says_why_it_came_when_the_text_is_no_longer_kept(talk: Talk) -> None:
    message = await told(talk, "подробности", "lang:ru")
    clock, steady = (SteppedClock(SystemClock().now()) for _ in range(2))
    watch = ClockWatch(talk.storage, WatchedClock(clock, steady), steady)
    await watch.begin()
    tidy = Tidy(talk.storage, watch, clock, steady, matching=talk.services.matching)
    for one in (clock, steady):
        one.move(days=91)
    await tidy.step()
    assert not (await talk.storage.sent_articles(clock.now(), 0, 10))[0]
    words, subscriptions = (await _why(talk, message)).splitlines()
    assert words == "Слово «Подробности»."
    assert {"«подробности»", "«lang:ru»"} == set(subscriptions.removeprefix("Подписки: ").strip(".").split(", "))
    await talk.chat.say("/search подробности")
    assert "Архив пока пуст" in (await talk.chat.next_message()).text


async def test_a_notification_says_why_it_came_however_much_there_is_to_say(talk: Talk) -> None:
    long = " | ".join(LONG)
    message = await told(talk, f"коалиция | {long}", f"желающих | {long}")
    why = await _why(talk, message)
    assert why.splitlines()[0].endswith("»: заголовок.")
    assert why.endswith("…")
    assert 180 < len(why) <= 200


async def test_a_story_is_muted_and_followed_again(talk: Talk) -> None:
    message = await told(talk)
    as_told = message.html
    press = await talk.chat.press(message, "🔇 Хватит")
    muted = await talk.chat.next_edit(message)
    assert await press.answered() == {"text": "Об этом событии больше не сообщу.", "show_alert": False}
    assert muted.html == as_told.replace("🔔", "🔇")
    assert [button.text for button in muted.buttons] == ["🔔 Снова следить"]
    assert muted.link_preview == message.link_preview
    await talk.chat.press(muted, "🔔 Снова следить")
    again = await talk.chat.next_edit(message)
    assert again.html == as_told
    assert [button.text for button in again.buttons] == ["Почему?", "Не по теме", "🔇 Хватит"]


async def test_what_is_muted_is_listed_in_the_settings_with_a_button_each(talk: Talk) -> None:
    message = await told(talk)
    await talk.chat.say("/settings")
    assert not any("Заглушено" in button.text for button in (await talk.chat.next_message()).buttons)
    await talk.chat.press(message, "🔇 Хватит")
    await talk.chat.next_edit(message)
    await talk.chat.say("/settings")
    settings = await talk.chat.next_message()
    await talk.chat.press(settings, "🔇 Заглушено: 1")
    listed = await talk.chat.next_edit(settings)
    assert "1. О коалиции желающих спорят" in listed.text
    await talk.chat.press(listed, "🔔 1")
    assert "Заглушенных событий нет." in (await talk.chat.next_edit(settings)).text
    assert await talk.storage.muted_stories((await talk.known()).key, 10) == []

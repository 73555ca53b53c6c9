from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.timing import plan
from bot.feeds.workers import ParserPool
from bot.fetching.guard import AddressGuard
from bot.i18n import Translations
from bot.model import (
    ArticleFound,
    BootId,
    Cause,
    ChatKind,
    Choice,
    DispatchId,
    Failure,
    Language,
    Lease,
    NewSource,
    Notice,
    PollRecord,
)
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from bot.services.sources import Sources
from tests.handlers.conftest import NOW, Talk


async def test_a_source_is_added_listed_and_removed(talk: Talk) -> None:
    assert "Источников пока нет" in await talk.ask("/sources")
    assert "Добавляю https://example.com/rss" in await talk.ask("/sources https://example.com/rss")
    assert "Уже слежу" in await talk.ask("/sources add example.com/rss")
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    assert "1 источник" in message.text
    assert "⏳ https://example.com/rss" in message.text
    await talk.chat.press(message, "✕ 1")
    removed = await talk.chat.next_edit(message)
    assert removed.text.startswith("Больше не слежу за источником: https://example.com/rss")
    assert "Источников пока нет" in removed.text
    assert [button.text for button in removed.buttons] == ["↩ Вернуть", "📣 Мои каналы"]
    press = await talk.chat.press(removed, "↩ Вернуть")
    restored = await talk.chat.next_edit(message)
    assert (await press.answered())["text"] == "✅ Снова слежу за 1 источником."
    assert "1. ⏳ https://example.com/rss" in restored.text
    await talk.chat.press(restored, "✕ 1")
    await talk.storage.tidy(datetime.now(UTC) + timedelta(days=2))
    await talk.chat.press(await talk.chat.next_edit(message), "↩ Вернуть")
    assert (await talk.chat.next_edit(message)).text.startswith("Возвращать здесь больше нечего.")


async def test_sources_that_were_removed_by_a_command_come_back_together(talk: Talk) -> None:
    for name in ("one", "two", "three"):
        await talk.ask(f"/sources {name}.example/rss")
    await talk.chat.say("/sources убрать 1 https://two.example/rss 9")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "↩ Вернуть")
    assert (await talk.chat.next_edit(message)).text.startswith("✅ Снова слежу за 2 источниками.")
    assert "3 источника" in await talk.ask("/sources")
    await talk.chat.say("/sources убрать 9")
    assert (await talk.chat.next_message()).buttons == []


async def test_an_address_or_a_channel_sent_in_private_is_added(talk: Talk) -> None:
    assert "Добавляю https://example.com/rss" in await talk.ask("https://example.com/rss")
    assert "Добавляю @durov" in await talk.ask("@durov")
    assert "https://t.me/s/durov" in {one.url for one in await talk.storage.watched_sources((await talk.known()).key)}


async def test_addresses_sent_together_are_all_added(talk: Talk) -> None:
    answer = await talk.ask("https://one.example/rss\nTwo.example/rss, telegram.me/Durov\nthree.example")
    assert answer.count("Добавляю") == 4
    assert {one.url for one in await talk.storage.watched_sources((await talk.known()).key)} == {
        "https://one.example/rss",
        "https://two.example/rss",
        "https://t.me/s/durov",
        "https://three.example/",
    }


async def test_many_addresses_in_a_message_are_a_list(talk: Talk) -> None:
    answer = await talk.ask("\n".join([*(f"https://{n}.example/rss" for n in range(30)), "https://t.me/+AbCdEf"]))
    assert "Добавлено 30 источников" in answer
    assert "те, что не читаются, отмечу в /sources" in answer
    assert "https://t.me/+AbCdEf: это закрытый канал" in answer
    assert (await talk.ask("/sources " + "слово " * 12)).count("это не похоже на адрес") == 12


async def test_a_name_that_may_be_a_site_or_a_query_can_become_either(talk: Talk) -> None:
    await talk.chat.say("example.com")
    message = await talk.chat.next_message()
    assert "Подписаться на «example\u2060.com»?" in message.text
    await talk.chat.press(message, "📡 Добавить в источники")
    assert "Добавляю example.com" in (await talk.chat.next_edit(message)).text
    assert [one.url for one in await talk.storage.watched_sources((await talk.known()).key)] == ["https://example.com/"]


async def test_sources_are_removed_by_number_and_by_address(talk: Talk) -> None:
    for name in ("one", "two", "three"):
        await talk.ask(f"/sources {name}.example/rss")
    answer = await talk.ask("/sources убрать 1, https://two.example/rss 9 remove")
    assert "Больше не слежу за источником: https://one.example/rss" in answer
    assert "Больше не слежу за источником: https://two.example/rss" in answer
    assert "Источника «9» в списке нет" in answer
    assert "Источника «remove» в списке нет" in answer
    assert [one.url for one in await talk.storage.watched_sources((await talk.known()).key)] == [
        "https://three.example/rss"
    ]
    assert "1 источник" in await talk.ask("/sources list")
    assert "Удалить: /sources удалить 3. Настроить: /sources 3" in await talk.ask("/sources remove")


async def test_a_second_press_leaves_the_way_back_to_a_source(talk: Talk) -> None:
    await talk.ask("/sources https://one.example/rss")
    await talk.ask("/sources https://two.example/rss")
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    for press in [await talk.chat.press(message, "✕ 1") for _ in range(2)]:
        assert not (await press.answered())["text"]
    await talk.ask("/help")
    first, second = [await talk.chat.press(message, "↩ Вернуть") for _ in range(2)]
    for press in (first, second):
        assert (await press.answered())["text"] == "✅ Снова слежу за 1 источником."
    await talk.ask("/help")
    assert "2 источника" in message.text


async def test_sources_that_are_removed_by_number_again_are_still_the_same(talk: Talk) -> None:
    for name in ("one", "two", "three"):
        await talk.ask(f"/sources {name}.example/rss")
    chat = await talk.known()
    sources = Sources(talk.storage, AddressGuard(), ParserPool(1, 5), SystemClock(), sources=Bell(), mentions=Bell())
    first, second, third = (one.url for one in await sources.all(chat))
    for _ in range(2):  # as after a kill before the answer
        assert (await sources.remove(chat, ["1", "2", "9"], Cause("update 1"))).titles == (first, second, None)
    assert [one.url for one in await sources.all(chat)] == [third]


async def test_a_channel_whose_post_is_forwarded_can_be_added(talk: Talk) -> None:
    channel = talk.api.channel("Маяк <&>", talk.anna, username="Mayak_Bereg")
    await talk.chat.forward(await channel.post("Новости побережья"))
    message = await talk.chat.next_message()
    assert message.text == "Следить за каналом «Маяк <&>»?"
    await talk.chat.press(message, "📡 Добавить в источники")
    assert "Добавляю @Mayak_Bereg" in (await talk.chat.next_edit(message)).text
    assert [one.url for one in await talk.storage.watched_sources((await talk.known()).key)] == [
        "https://t.me/s/mayak_bereg"
    ]
    await talk.chat.forward(await talk.api.channel("Закрытый", talk.anna).post("Секрет"))
    assert "это закрытый канал" in (await talk.chat.next_message()).text


async def test_a_private_channel_is_named_as_such(talk: Talk) -> None:
    assert "закрытый канал" in await talk.ask("https://t.me/+AbCdEf123")
    assert "Источников пока нет" in await talk.ask("/sources")


async def test_an_address_that_must_not_be_fetched_is_refused_at_once(talk: Talk) -> None:
    for address in (
        "http://127.0.0.1/feed",
        "http://[::1]/feed",
        "ftp://example.com/feed",
        "http://user:x@example.com/",
    ):
        assert "Не могу добавить" in await talk.ask(f"/sources {address}")
    assert "Источников пока нет" in await talk.ask("/sources")


async def test_a_source_of_a_pack_is_muted_and_watched_again(talk: Talk) -> None:
    chat = await talk.known()
    new = NewSource("https://pack.example/feed", "Издание <&>", "ru", "ru/general")
    await talk.storage.load_pack([new], NOW)
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    assert "Издание <&>" in message.text
    await talk.chat.press(message, "✕ 1")
    assert "🔇 Издание" in (await talk.chat.next_edit(message)).text
    await talk.chat.press(message, "🔊 1")
    assert "🔇" not in (await talk.chat.next_edit(message)).text
    assert not (await talk.storage.watched_sources(chat.key))[0].muted


async def test_a_feed_is_chosen_under_a_notice(talk: Talk) -> None:
    chat = await talk.known()
    choices = (
        Choice("Новости", "https://one.example/news"),
        Choice("Спорт", "https://one.example/sport"),
        Choice("Длинно", f"https://one.example/{'a' * 300}"),
    )
    notice = Notice("source-several", {"address": "https://one.example/"}, choices=choices)
    await talk.storage.notify(chat.key, notice, NOW)
    rendered = Renderer(Translations()).notice(notice, chat, DispatchId(1))
    session = TelegramSession(api=TelegramAPIServer.from_base(talk.api.url))
    await TelegramMessenger(Bot(talk.api.token, session=session)).send(talk.chat.id, rendered)
    await session.close()
    message = await talk.chat.next_message()
    press = await talk.chat.press(message, "Спорт")
    assert "Добавляю https://one.example/sport" in str(await press.answered())
    marked = await talk.chat.next_edit(message)
    assert [button.text for button in marked.buttons] == ["Новости", "✓ Спорт", "Длинно"]
    press = await talk.chat.press(marked, "✓ Спорт")
    assert "Уже слежу: https://one.example/sport" in str(await press.answered())
    assert [one.url for one in await talk.storage.watched_sources(chat.key)] == ["https://one.example/sport"]
    press = await talk.chat.press(message, "Длинно")
    assert len(str(await press.answered())) < 200


async def test_somebody_elses_press_uses_up_no_way_back(talk: Talk) -> None:
    stranger = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await stranger.say("/help")
    message = await stranger.next_message()
    await talk.ask("/sources https://one.example/rss")
    await talk.chat.say("/sources убрать 1")
    removed = await talk.chat.next_message()
    forged = await stranger.forge(message, removed.buttons[0].data or "")
    assert "больше нечего" in str((await forged.answered())["text"])
    press = await talk.chat.press(removed, "↩ Вернуть")
    assert (await press.answered())["text"] == "✅ Снова слежу за 1 источником."


async def test_a_long_list_is_filtered_by_trouble_and_by_language(talk: Talk) -> None:
    lease = Lease(BootId("test"), NOW + timedelta(minutes=1))
    new = [
        NewSource(f"https://{number}.example/feed", f"Вестник {number:02}", "uk" if number % 3 else "ru", pack="own")
        for number in range(15)
    ]
    await talk.storage.share_sources(new, NOW)
    for source in await talk.storage.claim_due_sources(NOW, 100, lease):
        fails = source.title in {"Вестник 03", "Вестник 04"}
        state = replace(source.state, failures=int(fails), failure=Failure("timed-out", "") if fails else None)
        news = replace(state, news_at=NOW, baseline_at=NOW)
        await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, news))
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    assert "1. ✅ Вестник 00 · новости 01.03 12:00" in message.text
    assert [button.text for button in message.buttons][-6:] == [
        "✓ Все",
        "⚠️ 2",
        "UK 10",
        "RU 5",
        "Наборы",
        "📣 Мои каналы",
    ]
    await talk.chat.press(message, "⚠️ 2")
    troubled = (await talk.chat.next_edit(message)).text
    assert "4. ⚠️ Вестник 03: сайт не ответил вовремя" in troubled
    assert "Вестник 05" not in troubled
    await talk.chat.press(message, "✕ 4")
    left = (await talk.chat.next_edit(message)).text
    assert "Больше не слежу за источником: Вестник 03" in left
    assert "5. ⚠️ Вестник 04" in left, "the page stays filtered"
    await talk.chat.press(message, "RU")
    assert "13. ✅ Вестник 12" in (await talk.chat.next_edit(message)).text


async def test_the_newest_items_of_a_source_are_shown_to_who_watches_it(talk: Talk) -> None:
    await talk.ask("/sources https://one.example/feed")
    lease = Lease(BootId("test"), NOW + timedelta(days=999))
    (source,) = await talk.storage.claim_due_sources(datetime.now(UTC) + timedelta(hours=1), 1, lease)
    found = tuple(
        ArticleFound((f"{number}",), "", f"Новость <{number}>", "-", f"https://one.example/{number}", "", "", "ru", NOW)
        for number in range(12)
    )
    await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, source.state, found=found))
    await talk.chat.say("/sources")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "🔎 1")
    shown = (await talk.chat.next_edit(message)).text.splitlines()
    assert shown[0] == "🔎 https://one.example/feed"
    assert shown[1] == "01.03 12:00 UTC Новость <11>"
    assert len(shown) == 11
    await talk.chat.press(message, "← Все источники")
    page = await talk.chat.next_edit(message)
    assert "1 источник" in page.text
    stranger = await talk.storage.see_chat(5, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, NOW)
    assert await talk.storage.newest_items(source.id, stranger.key, 10) == []


async def test_in_a_group_the_person_who_adds_a_source_hears_of_it_in_private(talk: Talk) -> None:
    await talk.ask("/start")
    group = talk.api.supergroup("Редакция <&>", talk.anna)
    await group.say("/sources@dozor_test_bot https://one.example/feed", by=talk.anna)
    assert "скажу вам в личке" in (await group.next_message()).text
    lease = Lease(BootId("test"), NOW + timedelta(days=999))
    (source,) = await talk.storage.claim_due_sources(datetime.now(UTC) + timedelta(hours=1), 1, lease)
    notice = Notice("source-fails", {"address": "https://one.example/feed"}, Failure("timed-out", ""))
    await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, source.state, welcome=notice))
    (owed,) = await talk.storage.claim_dispatches(NOW + timedelta(days=1), 9, lease, plan)
    assert owed.chat.telegram_id == talk.chat.id
    assert isinstance(owed.content, Notice)
    html = Renderer(Translations()).notice(owed.content, owed.chat, owed.id).html
    assert html.endswith("\n→ <b>Редакция &lt;&amp;&gt;</b>")


async def test_a_kept_text_without_addresses_offers_no_sources(talk: Talk) -> None:
    await talk.chat.say("нефть")
    offer = await talk.chat.next_message()
    chat = await talk.known()
    kept = await talk.services.chats.keep_text(chat, "нефть", Cause("update"))
    await (await talk.chat.forge(offer, f"offered-sources:{kept}")).answered()
    assert "Этого вопроса я уже не помню" in (await talk.chat.next_edit(offer)).text

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.feeds.opml import read_opml
from bot.model import BootId, ChatKind, Failure, Language, Lease, NewSource, PollRecord, Trouble
from tests.botapi import Fault
from tests.handlers.conftest import NOW, Talk

_OPML = b"""<opml version="2.0"><body>
<outline text="News">
<outline text="One" xmlUrl="https://one.example/rss"/>
<outline text="Nested"><outline text="Two" xmlUrl="https://two.example/rss"/></outline>
</outline>
<outline text="Nothing here"/>
<outline text="Inside" xmlUrl="http://127.0.0.1/rss"/>
</body></opml>"""


async def test_a_list_that_is_sent_is_added_as_far_as_it_goes(talk: Talk) -> None:
    await talk.chat.send_file("feeds.opml", _OPML)
    answer = (await talk.chat.next_message()).text
    assert "Добавлены 2 источника" in answer
    assert "Строка 6: нет адреса ленты\u00a0— «Nothing here»" in answer
    assert "http://127.0.0.1/rss: адрес ведёт" in answer
    watched = await talk.storage.watched_sources((await talk.known()).key)
    assert {one.url: one.title for one in watched} == {
        "https://one.example/rss": "One",
        "https://two.example/rss": "Two",
    }
    await talk.chat.send_file("feeds.opml", _OPML)
    assert "Уже были в списке: 2" in (await talk.chat.next_message()).text


async def test_an_import_is_taken_back_as_far_as_it_added_something(talk: Talk) -> None:
    await talk.ask("/sources https://one.example/rss")
    await talk.chat.send_file("feeds.opml", _OPML)
    message = await talk.chat.next_message()
    assert [button.text for button in message.buttons] == ["🔎 Проверено 0 из 1", "↩ Отменить"]
    for press in [await talk.chat.press(message, "↩ Отменить") for _ in range(2)]:
        await press.answered()
    undone = await talk.chat.next_edit(message)
    assert undone.text == "🗑 Удалён 1 источник из этого списка."
    chat = await talk.known()
    assert [one.url for one in await talk.storage.watched_sources(chat.key)] == ["https://one.example/rss"]
    await talk.chat.press(undone, "↩ Вернуть")
    assert "2 источника" in (await talk.chat.next_edit(message)).text
    await talk.chat.send_file("feeds.opml", _OPML)
    assert (await talk.chat.next_message()).buttons == []


async def test_what_is_no_list_is_refused(talk: Talk) -> None:
    for name in ("feeds.opml", "report.pdf"):
        await talk.chat.send_file(name, b"<html></html>")
        assert "Не могу прочитать список: это не список источников" in (await talk.chat.next_message()).text
    await talk.chat.send_file("feeds.opml", b"<opml><body/></opml>")
    assert (await talk.chat.next_message()).text == "Новых источников в списке нет."
    assert "Пришлите файл OPML" in await talk.ask("/import")


async def test_a_list_may_be_a_text_and_what_is_too_much_of_it_is_said(talk: Talk) -> None:
    await talk.chat.send_file("feeds.txt", "\n".join(f"https://{n}.example/rss" for n in range(5_003)).encode())
    answer = (await talk.chat.next_message()).text
    assert "Добавлено 5\u00a0000 источников" in answer
    assert "не поместилось: 3." in answer
    assert len(await talk.storage.watched_sources((await talk.known()).key)) == 5_000


async def test_what_is_said_of_a_list_that_is_all_wrong_fits_a_message(talk: Talk) -> None:
    secret = "https://user:password@one.example/" + "x" * 100
    await talk.chat.send_file("sources.txt", "\n".join(f"{secret}{number}" for number in range(60)).encode())
    answer = (await talk.chat.next_message()).text
    refused = answer.count("Не могу добавить")
    assert 20 < refused < 60
    assert answer.endswith(f"…и ещё {60 - refused}.")


async def test_sources_and_subscriptions_are_exported(talk: Talk) -> None:
    await talk.ask("/sources https://one.example/rss")
    await talk.ask("/add коалиция желающих")
    await talk.storage.load_pack([NewSource("https://pack.example/rss", "Издание", "ru", "ru/business")], NOW)
    await talk.chat.say("/export")
    document = read_opml(talk.api.content(await talk.chat.next_message()))
    assert {(entry.url, entry.categories) for entry in document.entries} == {
        ("https://one.example/rss", ()),
        ("https://pack.example/rss", ("ru", "business")),
    }
    assert talk.api.content(await talk.chat.next_message()).decode() == "# dozor: subscriptions\nкоалиция желающих\n"


async def test_a_file_of_subscriptions_is_taken_back_as_what_it_is(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих\n🎯 нефть -Urals\n#санкции\nhttps_в_тексте + газ")
    before = await talk.storage.subscriptions((await talk.known()).key)
    await talk.chat.say("/export")
    await talk.chat.next_message()
    content = talk.api.content(await talk.chat.next_message())
    other = talk.api.private(talk.api.person("Boris", language_code="ru"))
    for name in ("list.txt", "dozor-subscriptions (1).txt"):
        await other.send_file(name, content)
        answer = (await other.next_message()).text
        assert answer.count("лежу") == 4, answer
    boris = await talk.storage.known_chat(other.id)
    assert boris is not None
    after = await talk.storage.subscriptions(boris.key)
    assert [(one.text, one.query, one.main_only) for one in after] == [
        (one.text, one.query, one.main_only) for one in before
    ]
    for ending in (b"\n", b"\r", "\u2028".encode()):
        await other.send_file("list.txt", content + (b"x" + ending) * 1_000)
        assert "больше 1\u00a0000 подписок" in (await other.next_message()).text
    await other.send_file("dozor-subscriptions.txt", "газ".encode())
    assert "✅ Слежу: газ" in (await other.next_message()).text, "an older version wrote no heading"


async def test_what_is_exported_brings_the_same_when_it_is_added(talk: Talk) -> None:
    lines = "➖ футбол\nнефть 🔔 hourly, silent ➖ газ\n🎯 Рига 🔔 urgent\nзолото 🔔 hourly, big at once, silent\n"
    await talk.ask(f"/add {lines}")
    before = await talk.storage.subscriptions((await talk.known()).key)
    await talk.chat.say("/export")
    await talk.chat.next_message()
    assert talk.api.content(await talk.chat.next_message()).decode() == f"# dozor: subscriptions\n{lines}"
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say(f"/add {lines}")
    await boris.next_message()
    other_chat = await talk.storage.see_chat(boris.id, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, NOW)
    after = await talk.storage.subscriptions(other_chat.key)
    for one, other in zip(before, after, strict=True):
        assert (one.manner, one.silent, one.main_only) == (other.manner, other.silent, other.main_only)
        assert [each.query for each in one.exclusions] == [each.query for each in other.exclusions]


async def test_every_construct_of_the_language_outlasts_an_export(talk: Talk) -> None:
    lines = [
        '"(мэр | глава) Києва"',
        '"A B"~>3',
        '"(взрыв | удар) (Харьков | Суми)"~>5 ➖ #реклама',
        '"Магнит -холодильник"~5',
        "Газпром^3",
        '"мэр Киева"~2^2',
        "#хэштег",
        "@имя_1",
        'author:"Иван Иванов"',
        "url:rbc.ru/politics",
        "Орёл | Orel",
    ]
    await talk.ask("/add " + "\n".join(lines))
    before = [one.query for one in await talk.storage.subscriptions((await talk.known()).key)]
    assert len(before) == len(lines)
    await talk.chat.say("/export")
    await talk.chat.next_message()
    exported = talk.api.content(await talk.chat.next_message())
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.send_file("dozor.txt", exported)
    await boris.next_message()
    other_chat = await talk.storage.see_chat(boris.id, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, NOW)
    assert [one.query for one in await talk.storage.subscriptions(other_chat.key)] == before


async def test_of_very_many_lines_without_an_address_some_are_named_and_all_are_counted(talk: Talk) -> None:
    rows = "".join(f"<outline text='Строка {number}'/>\n" for number in range(20_000))
    await talk.chat.send_file("feeds.opml", f"<opml><body>{rows}</body></opml>".encode())
    answer = (await talk.chat.next_message()).text
    shown = answer.count("нет адреса ленты")
    assert shown > 20
    assert answer.replace("\u00a0", "").endswith(f"…и ещё {20_000 - shown}.")


async def test_broken_sources_are_shown_to_operators_alone(talk: Talk) -> None:
    assert "Все источники читаются" in await talk.ask("/broken")
    boris = talk.api.person("Boris", language_code="ru")
    chat = talk.api.private(boris)
    await chat.say("/broken")
    assert "Такой команды нет" in (await chat.next_message()).text


async def test_many_broken_sources_with_long_titles_fit_a_message(talk: Talk) -> None:
    lease = Lease(BootId("test"), NOW + timedelta(minutes=1))
    new = [NewSource(f"https://{n}.example/feed", "Вестник <&> " * 80, pack="own") for n in range(100)]
    await talk.storage.share_sources(new, NOW)
    for source in await talk.storage.claim_due_sources(NOW, 100, lease):
        failed = replace(source.state, failures=1, failing_since=NOW, failure=Failure("html-page", ""))
        await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, failed))
    answer = await talk.ask("/broken")
    assert answer.startswith("Не читаются или молчат: 100\nВестник <&> ")
    assert "…: вместо ленты там страница, с 2026-03-01 12:00 UTC\n" in answer
    assert "…и ещё " in answer


async def test_a_silent_source_is_marked(talk: Talk) -> None:
    lease = Lease(BootId("test"), NOW + timedelta(minutes=1))
    await talk.storage.share_sources([NewSource("https://t.me/s/mayak_bereg", pack="own")], NOW)
    (source,) = await talk.storage.claim_due_sources(NOW, 1, lease)
    silent = replace(source.state, baseline_at=NOW, news_at=NOW, announced=Trouble.SILENT)
    await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, silent))
    assert "⚠️ @mayak_bereg: молчит дольше обычного" in await talk.ask("/sources")
    assert "@mayak_bereg: молчит дольше обычного, с 2026-03-01 12:00 UTC" in await talk.ask("/broken")


async def test_packs_are_chosen_from_the_first_message_on(talk: Talk) -> None:
    await talk.storage.load_pack(
        [
            NewSource("https://one.example/feed", "Один", "ru", "ru/business"),
            NewSource("https://two.example/feed", "Два", "ru", "ru/official"),
        ],
        NOW,
    )
    await talk.chat.say("/start")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "📡 Читаю 1 издание")
    message = await talk.chat.next_edit(message)
    await talk.chat.press(message, "▫️ Официально · 1")
    message = await talk.chat.next_edit(message)
    assert not any(one.muted for one in await talk.storage.watched_sources((await talk.known()).key))
    await talk.chat.press(message, "✅ Экономика · 1")
    message = await talk.chat.next_edit(message)
    watched = await talk.storage.watched_sources((await talk.known()).key)
    assert {one.title: one.muted for one in watched} == {"Один": True, "Два": False}
    await talk.chat.press(message, "Список источников →")
    message = await talk.chat.next_edit(message)
    assert "Один" in message.text
    await talk.chat.press(message, "Наборы")
    assert "Отметьте" in (await talk.chat.next_edit(message)).text


async def test_everything_is_polled_that_was_imported(talk: Talk) -> None:
    await talk.chat.send_file("feeds.opml", _OPML)
    await talk.chat.next_message()
    now = NOW + timedelta(days=3_650)
    due = await talk.storage.claim_due_sources(now, 10, Lease(BootId("test"), now + timedelta(minutes=1)))
    assert {source.url for source in due} == {"https://one.example/rss", "https://two.example/rss"}


async def test_a_file_that_telegram_does_not_hand_over_is_asked_for_again(talk: Talk) -> None:
    body = '{"ok":true,"result":{"file_id":"x","file_unique_id":"x","file_path":"files/nowhere"}}'
    talk.api.faults.add(Fault(answer=(200, body)), methods={"getFile"})
    await talk.chat.send_file("feeds.opml", _OPML)
    assert "Пришлите его ещё раз" in (await talk.chat.next_message()).text
    await talk.chat.send_file("feeds.opml", _OPML)
    assert "Добавлен" in (await talk.chat.next_message()).text


async def test_the_message_about_an_import_says_how_far_it_is_checked(talk: Talk) -> None:
    await talk.chat.send_file("feeds.txt", "\n".join(f"https://{n}.example/rss" for n in range(3)).encode())
    message = await talk.chat.next_message()
    assert [button.text for button in message.buttons] == ["🔎 Проверено 0 из 3", "↩ Отменить"]
    lease = Lease(BootId("test"), NOW + timedelta(days=999))
    due = await talk.storage.claim_due_sources(datetime.now(UTC) + timedelta(hours=1), 2, lease)
    for source, failure in zip(due, (None, Failure("html-page", "")), strict=True):
        state = replace(source.state, baseline_at=NOW, failures=int(failure is not None), failure=failure)
        await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, state))
    before = message.text
    press = await talk.chat.press(message, "🔎 Проверено")
    assert "Не читаются: 1." in str((await press.answered())["text"])
    edited = await talk.chat.next_edit(message)
    assert [button.text for button in edited.buttons] == ["🔎 Проверено 2 из 3", "↩ Отменить"]
    assert edited.text == before
    await talk.chat.press(message, "↩ Отменить")
    assert "Удалены 3 источника" in (await talk.chat.next_edit(message)).text

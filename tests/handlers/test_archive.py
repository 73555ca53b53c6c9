from dataclasses import replace
from datetime import timedelta

import pytest

from bot.articles.identity import item_address_key
from bot.delivery.owing import owe
from bot.model import ArticleFound, BootId, ChatKind, Language, Lease, PollRecord, StoryUpdate, TellOne
from bot.pipeline.ingest import Ingest
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from tests.handlers.conftest import Talk


async def read(
    talk: Talk,
    *titles: str,
    apart: timedelta = timedelta(hours=1),
    text: str = "Подробности сообщил источник.",
    before: int = 0,
) -> None:
    """Let the bot have read articles with these titles, the last one being the newest; `before` is how many it had."""
    await talk.ask("/sources https://example.com/rss")
    now = SystemClock().now()
    boot = BootId("test")
    (source,) = await talk.storage.claim_due_sources(now, 1, Lease(boot, now + timedelta(minutes=1)))
    found = tuple(
        ArticleFound(
            keys=(title, item_address_key(f"https://example.com/{number}")),
            content_hash=title,
            title=title,
            text=text.format(title=title),
            url=f"https://example.com/{number}",
            canonical_url=f"https://example.com/{number}",
            site="example.com",
            language="ru",
            published_at=now - apart * (len(titles) + before - number),
        )
        for number, title in enumerate(titles, before)
    )
    state = replace(source.state, baseline_at=now)
    await talk.storage.record_poll(PollRecord(source.id, source.lease, now, state, title="Вестник", found=found))
    ingest = Ingest(
        talk.storage, talk.services.matching, clock=SystemClock(), boot=boot, articles=Bell(), mentions=Bell()
    )
    while await ingest.step():
        pass


async def test_a_query_is_tried_on_the_archive_and_shows_its_forms(talk: Talk) -> None:
    await read(talk, "О коалиции желающих спорят", "Коалиция желает мира", "Коалицию желающих расширят")
    answer = await talk.ask("/test коалиция желающих")
    assert "коалицией" in answer
    assert "желающими" in answer
    assert "Архиву меньше минуты, подходит 1 сюжет." in answer
    assert "▇ " in answer
    assert answer.index("Коалицию желающих расширят") < answer.index("О коалиции желающих спорят")
    assert "желает" not in answer


@pytest.mark.parametrize("query", ["author:Иванов", "url:spring", "site:rbc.ru"])
async def test_a_query_without_words_shows_no_forms(talk: Talk, query: str) -> None:
    head, found = (await talk.ask(f"/test {query}")).split("\n\n")
    assert "форм" not in head
    assert "Архив пока пуст" in found


async def test_a_subscription_says_what_it_would_have_found_and_is_told_nothing_of_it(talk: Talk) -> None:
    await read(talk, "О коалиции желающих спорят")
    answer = await talk.ask("/add коалиция желающих")
    assert answer.splitlines() == ["✅ Слежу: коалиция желающих", "Архиву меньше минуты, подходит 1 сюжет."]
    assert not await talk.storage.fan_out(SystemClock().now(), 10, owe)


@pytest.mark.parametrize(("articles", "is_told"), [(110, True), (50, False)])
async def test_a_query_that_would_bring_too_much_becomes_a_digest(talk: Talk, articles: int, *, is_told: bool) -> None:
    """A hundred and ten within two hours: on one side of midnight or the other, more than fifty."""
    titles = [f"Нефть подорожала на {number} %" for number in range(articles)]
    await read(talk, *titles, apart=timedelta(minutes=1))
    assert ("поэтому дайджест раз в час" in await talk.ask("/add нефть")) == is_told


async def test_the_archive_is_searched_page_by_page_newest_first(talk: Talk) -> None:
    await read(talk, *(f"Нефть подорожала на {number} %" for number in range(1, 13)))
    await talk.chat.say("/search нефть")
    message = await talk.chat.next_message()
    assert message.text.startswith("Нефть подорожала на 12 %")
    await talk.chat.press(message, "→")
    assert (await talk.chat.next_edit(message)).text.startswith("Нефть подорожала на 7 %")
    await talk.chat.press(message, "→")
    last = await talk.chat.next_edit(message)
    assert last.text.startswith("Нефть подорожала на 2 %")
    assert [button.text for button in last.buttons] == ["←", "🔔 Подписаться"]


async def test_a_story_is_found_once_with_the_sentence_that_matches(talk: Talk) -> None:
    await read(talk, "Дамбу прорвало", text="Вода пошла на село. Под Оренбургом подтоплены {title} дома у реки Урал.")
    await talk.chat.say("/search подтоплены")
    message = await talk.chat.next_message()
    assert message.text.startswith("Дамбу прорвало\n")
    assert "Под Оренбургом подтоплены" in message.text
    assert [one.text for one in message.buttons] == ["🔔 Подписаться"]
    await talk.chat.press(message, "🔔 Подписаться")
    assert (await talk.chat.next_edit(message)).buttons[0].text == "✅ Подписаться"


async def test_a_search_may_be_limited_to_days(talk: Talk) -> None:
    titles = [f"Нефть подорожала в городе {name}" for name in ("Осло", "Рига", "Вена", "Кан")]
    await read(talk, *titles, apart=timedelta(days=1))
    days = [f"{SystemClock().now() - timedelta(days=ago):%d.%m}" for ago in range(4)]
    answer = await talk.ask(f"/search нефть с {days[3]} по {days[3]}")
    assert "Вена" not in answer
    assert "Рига" in answer
    assert "Кан" in await talk.ask(f"/search нефть с {days[1]}")
    assert "ничего не нашлось" in await talk.ask(f"/search нефть по 01.01.{SystemClock().now().year}")


async def test_a_search_that_runs_out_of_time_says_how_far_it_got_and_goes_on(talk: Talk) -> None:
    """All have the words, but only the oldest has them side by side, so that many are looked at in vain."""
    await read(talk, "Нефть Газпрома подорожала", *(f"Нефть и газ {number}" for number in range(120)))
    talk.stopwatch.seconds_a_look = 10
    await talk.chat.say("/search нефть Газпрома | нефть газ")
    message = await talk.chat.next_message()
    answers = [message.text]
    while "Искать дальше" in [button.text for button in message.buttons]:
        await talk.chat.press(message, "Искать дальше")
        message = await talk.chat.next_edit(message)
        answers.append(message.text)
    assert len(answers) == 3
    assert all(answer.startswith("Пока ничего: успел просмотреть архив до ") for answer in answers[:-1])
    assert len(set(answers)) == 3
    assert answers[-1].startswith("Нефть Газпрома подорожала")
    assert [button.text for button in message.buttons] == ["←", "🔔 Подписаться"]


async def test_what_a_search_finds_in_its_time_is_shown(talk: Talk) -> None:
    await read(talk, *(f"Уголь и газ {number}" for number in range(120)), "Нефть и газ")
    talk.stopwatch.seconds_a_look = 10
    await talk.chat.say("/search газ + (нефть | уголь газ)")
    message = await talk.chat.next_message()
    assert message.text.startswith("Нефть и газ")
    assert "Успел просмотреть архив до " in message.text
    assert [button.text for button in message.buttons] == ["Искать дальше", "🔔 Подписаться"]


async def test_pages_of_what_is_found_further_back_are_turned_there_and_back(talk: Talk) -> None:
    titles = [f"Нефть и газ {number}" for number in range(60)]
    await read(talk, *(f"Нефть газ {number}" for number in range(12)), *titles)
    talk.stopwatch.seconds_a_look = 10
    await talk.chat.say("/search нефть газ")
    message = await talk.chat.next_message()
    talk.stopwatch.seconds_a_look = 0
    firsts = []
    for label in ("Искать дальше", "→", "→", "←", "←", "←"):
        await talk.chat.press(message, label)
        message = await talk.chat.next_edit(message)
        firsts.append(message.text.splitlines()[0])
    assert firsts == [f"Нефть газ {number}" for number in (11, 6, 1, 6, 11, 11)]


async def test_a_preview_that_runs_out_of_time_counts_what_it_saw(talk: Talk) -> None:
    await read(talk, *(f"Нефть подорожала на {number} %" for number in range(120)), apart=timedelta(minutes=1))
    talk.stopwatch.seconds_a_look = 10
    answer = await talk.ask("/test нефть")
    assert "раньше посмотреть не успел: 50 сюжетов." in answer
    assert "Нефть подорожала на 119 %" in answer
    talk.stopwatch.seconds_a_look = 0
    assert "подходят 120 сюжетов" in await talk.ask("/test нефть")


async def test_nothing_found_is_no_more_than_what_was_looked_at(talk: Talk) -> None:
    await read(talk, *(f"Нефть и газ {number}" for number in range(120)))
    assert "Архиву меньше минуты, в нём ничего не нашлось." in await talk.ask("/search газ нефть")
    talk.stopwatch.seconds_a_look = 10
    answer = await talk.ask("/add нефть газ -вода | газ нефть")
    assert "раньше посмотреть не успел: ничего. Как только выйдет, пришлю." in answer
    assert "Пока пусто" not in answer


async def test_a_test_says_what_is_doubtful_and_leaves_out_what_the_chat_excludes(talk: Talk) -> None:
    await read(talk, "Нефть подорожала из-за шторма", "Нефть подешевела")
    assert "не пишет на языке xx" in await talk.ask("/test нефть + lang:xx")
    assert "Такие слова есть почти в каждой статье." in await talk.ask("/test и на")
    await talk.ask("/except шторм")
    assert "подходит 1 сюжет." in await talk.ask("/test нефть")


async def test_a_search_without_a_query_is_for_all_subscriptions(talk: Talk) -> None:
    await read(talk, "Нефть подорожала", "Газ подешевел", "Выборы прошли")
    await talk.ask("/add нефть\nгаз")
    answer = await talk.ask("/search")
    assert "Нефть подорожала" in answer
    assert "Газ подешевел" in answer
    assert "Выборы" not in answer


async def test_a_search_for_all_subscriptions_may_be_longer_than_a_query(talk: Talk) -> None:
    await read(talk, "Нефть подорожала")
    await talk.ask("/add " + "\n".join(f"слово{number}" for number in range(200)) + "\nнефть")
    assert "Нефть подорожала" in await talk.ask("/search")


async def test_what_no_subscription_could_hold_is_not_offered_as_one(talk: Talk) -> None:
    await talk.ask("/add " + "\n".join(f"a{number}" for number in range(130)))
    await talk.chat.say("/search")
    assert not (await talk.chat.next_message()).buttons


async def test_a_search_that_finds_nothing_or_cannot_be_read_says_so(talk: Talk) -> None:
    assert "Архив пока пуст" in await talk.ask("/search нефть")
    assert "скобк" in await talk.ask("/search (нефть")
    assert "Что искать?" in await talk.ask("/search")
    assert "Какой запрос" in await talk.ask("/test")
    assert "Архив пока пуст" in await talk.ask("/test нефть")


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("выборы США", "🔗 Слова не обязательно рядом"),
        ("Трамп пошлины", "🔗 Слова не обязательно рядом"),
        ("коррупция Минобороны", None),
        ("санкции Газпром", None),
    ],
)
async def test_words_are_offered_joined_where_the_archive_has_them_so_alone(
    talk: Talk, query: str, offered: str | None
) -> None:
    await read(talk, "США назначили выборы", "Трамп назвал новые пошлины", "Санкции «Газпром» обошёл")
    await talk.chat.say(f"/add {query}")
    labels = [button.text for button in (await talk.chat.next_message()).buttons]
    assert [label for label in labels if label.startswith("🔗")] == [offered] * bool(offered)


async def test_a_subscription_is_edited(talk: Talk) -> None:
    await talk.ask("/add нефть")
    assert "Теперь слежу: газ" in await talk.ask("/edit 1 газ")
    assert "«газ»" in await talk.ask("/list")
    assert "Какую подписку" in await talk.ask("/edit газ")


async def test_an_edit_says_what_to_expect_as_a_new_subscription_does(talk: Talk) -> None:
    await read(talk, "Трамп назвал новые пошлины", "Санкции «Газпром» обошёл", "О санкциях и «Газпроме»")
    await talk.chat.say("/add санкции Газпром")
    added = await talk.chat.next_message()
    await talk.ask("/remove 1")
    await talk.ask("/add уголь")
    await talk.chat.say("/edit 1 санкции Газпром")
    edited = await talk.chat.next_message()
    assert edited.text.splitlines()[0] == "✅ Теперь слежу: санкции Газпром"
    assert edited.text.splitlines()[1:] == added.text.splitlines()[1:]
    assert [button.text for button in edited.buttons] == [button.text for button in added.buttons] != []


async def test_an_edit_says_why_it_was_refused(talk: Talk) -> None:
    await talk.chat.say("/add Магнит")
    added = await talk.chat.next_message()
    await talk.ask("/add магнит")
    assert "Подписки «7» нет" in await talk.ask("/edit 7 уголь")
    assert "Не изменил: подписка «магнит» уже есть." in await talk.ask("/edit 1 магнит")
    assert "скобк" in await talk.ask("/edit 1 (газ")
    await talk.chat.press(added, "и «магнит»")
    assert "Не изменил: подписка «магнит» уже есть." in (await talk.chat.next_edit(added)).text
    await talk.ask("/remove 1")
    await talk.chat.say("/add Орёл")
    added = await talk.chat.next_message()
    await talk.ask("/remove Орёл")
    await talk.chat.press(added, "и «орёл»")
    assert "Не изменил: этой подписки больше нет." in (await talk.chat.next_edit(added)).text


@pytest.mark.parametrize(
    "question",
    [
        "/search",
        "/search коалиция желающих",
        "/search source:Вестник",
        "/search site:example.com",
        "/search желающие -источник | желающие",
        "/test коалиция желающих",
        "/add желающие",
        "коалиция желающих и ещё что-то",
        "/list",
        "/sources",
        "/digest",
    ],
)
async def test_what_one_person_reads_is_nowhere_shown_to_another(talk: Talk, question: str) -> None:
    await read(talk, "О коалиции желающих спорят", "Коалиция желает мира")
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/add коалиция желающих")
    answers = [(await boris.next_message()).text]
    await boris.say(question)
    answers.append((await boris.next_message()).text)
    for answer in answers:
        for own in ("спорят", "желает мира", "example.com/0", "1 сюжет"):
            assert own not in answer
    assert "О коалиции желающих спорят" in await talk.ask("/search коалиция желающих"), "whose source it is"


async def test_nobody_asks_about_the_messages_of_another_chat(talk: Talk) -> None:
    await talk.ask("/add коалиция желающих")
    await read(talk, "О коалиции желающих спорят")
    now = SystemClock().now()
    while await talk.storage.fan_out(now, 10, owe):
        pass
    lease = Lease(BootId("test"), now + timedelta(minutes=1))
    told = await talk.storage.claim_dispatches(now, 10, lease, lambda *_: TellOne())
    (dispatch, story) = next((one.id, one.content.story_id) for one in told if isinstance(one.content, StoryUpdate))
    anna = await talk.known()
    boris = await talk.storage.see_chat(7, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, now)
    assert await talk.storage.explain(dispatch, story, anna.key) != []
    assert await talk.storage.explain(dispatch, story, boris.key) == []
    assert await talk.storage.sent_story(dispatch, story, boris.key) is None
    assert not await talk.storage.mute_story(dispatch, story, boris.key, now)

"""The pages of a channel: what goes there, who decides, how posts look, and the log."""

import csv
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest

from bot.i18n import Translations
from bot.model import (
    Channel,
    ChannelSettings,
    Chat,
    ChatKind,
    Decided,
    Desk,
    Language,
    LinkPreview,
    NewSource,
    Presser,
    Publishing,
    RepostAction,
    RepostEntry,
    RepostId,
    Subscription,
    Undecided,
)
from bot.reposts.pressing import Press, press
from bot.reposts.progress import offer
from handlers.channel_callbacks import ChannelSource
from handlers.channel_log import table
from tests.botapi import ChatHandle, Message, Status
from tests.handlers.conftest import NOW, Talk
from tests.storage.scene import Scene


@dataclass(frozen=True, slots=True)
class Owned:
    """A channel of Anna's that is set up."""

    talk: Talk
    handle: ChatHandle
    chat: Chat

    async def open(self, *labels: str) -> Message:
        """The page of the channel, and those behind the buttons."""
        await self.talk.chat.say("/channel Оборона")
        return await self.press(await self.talk.chat.next_message(), *labels)

    async def press(self, message: Message, *labels: str) -> Message:
        for label in labels:
            await self.talk.chat.press(message, label)
            message = await self.talk.chat.next_edit(message)
        return message

    async def settings(self) -> ChannelSettings:
        channel = await self.talk.storage.channel(self.chat.key)
        assert isinstance(channel, Channel)
        return channel.settings

    async def there(self) -> list[Subscription]:
        """What goes there."""
        all_of_them = await self.talk.storage.subscriptions((await self.talk.known()).key)
        return [one for one in all_of_them if one.chat.key == self.chat.key]

    async def reply(self, message: Message, text: str, bold: str = "") -> Message:
        await self.talk.chat.say(text, reply_to=message, bold=bold)
        return await self.talk.chat.next_message()


@pytest.fixture
async def owned(talk: Talk) -> Owned:
    handle = talk.api.channel("Оборона", talk.anna, username="oborona")
    await talk.ask("/add НАТО")
    await talk.ask("/channel @oborona коалиция желающих")
    chat = await talk.storage.see_chat(handle.id, ChatKind.CHANNEL, "Оборона", Language.RUSSIAN, NOW)
    return Owned(talk, handle, chat)


def _rows(message: Message) -> list[list[str]]:
    assert message.keyboard is not None
    return [[one["text"] for one in row] for row in message.keyboard["inline_keyboard"]]


async def test_a_page_has_the_ways_to_all_that_can_be_changed(owned: Owned) -> None:
    page = await owned.open()
    assert page.text == "📣 Оборона · автоматически\n1 подписка · 0 источников\nСегодня: опубликовано 0"
    assert _rows(page) == [
        ["Подписки", "Источники"],
        ["Кто решает", "Вид поста"],
        ["Журнал", "⏸ Пауза"],
        ["Отключить"],
        ["← Каналы"],
    ]
    paused = await owned.press(page, "⏸ Пауза")
    assert paused.text.startswith("⏸ Оборона · на паузе")
    assert (await owned.press(paused, "▶️ Продолжить")).text == page.text


async def test_the_list_tells_what_goes_where_and_which_right_is_lost(owned: Owned) -> None:
    talk = owned.talk
    archive = talk.api.channel("Архив", talk.anna)
    await talk.ask(f"/channel {archive.id} нефть")
    archive.chat.members[talk.api.telegram.world.bot.id].denied = frozenset({"can_post_messages"})
    await talk.chat.say("/channel")
    page = await talk.chat.next_message()
    assert page.text == (
        "📣 Ваши каналы\n\nОборона · @oborona\nкоалиция желающих → автоматически, 0 источников\n\n"
        "⚠️ Архив: у меня забрали право публиковать"
    )
    assert _rows(page) == [["Оборона", "⚠️ Архив"], ["➕ Добавить"]]
    url = "https://t.me/dozor_test_bot?startchannel&admin=post_messages+edit_messages"
    assert page.button("➕ Добавить").url == url
    lost = await owned.press(page, "⚠️ Архив")
    assert lost.text == "В «Архив» мне не дали права публиковать. Дайте его и повторите."
    assert lost.button("Дать права").url == url


async def test_a_subscription_goes_there_too_and_the_own_one_stays(owned: Owned) -> None:
    page = await owned.open("Подписки")
    assert _rows(page)[0] == ["☐ НАТО", "☑ коалиция желающих"]
    page = await owned.press(page, "☐ НАТО")
    assert {one.text for one in await owned.there()} == {"НАТО", "коалиция желающих"}
    assert len(await owned.talk.storage.subscriptions((await owned.talk.known()).key)) == 3
    await owned.press(page, "☑ НАТО")
    assert {one.text for one in await owned.there()} == {"коалиция желающих"}
    asked = await owned.press(page, "➕ Новый запрос")
    assert "▲" in (await owned.reply(asked, '"(')).text
    assert "☑ ВПК" in [one.text for one in (await owned.reply(asked, "ВПК")).buttons]


async def test_sources_are_ticked_and_official_ones_never_unasked(owned: Owned) -> None:
    talk = owned.talk
    packs = {"a": "xx/general", "b": "xx/general", "c": "xx/official"}
    for name, pack in packs.items():
        await talk.storage.share_sources([NewSource(f"https://{name}.example/", name, pack=pack)], NOW)
    page = await owned.open("Источники")
    assert "Не отмечен ни один." in page.text
    page = await owned.press(page, "Все")
    assert "Отмечено 2." in page.text
    page = await owned.press(page, "Ни одного", "↩ Вернуть")
    assert "Отмечено 2." in page.text
    packs_page = await owned.press(page, "Наборы")
    assert [row[0] for row in _rows(packs_page)[:-1]] == ["☑ XX Главное · 2/2", "☐ XX Официально · 0/1"]
    await owned.press(packs_page, "☐ XX Официально", "☑ XX Главное")
    ticked = await talk.storage.ticked(owned.chat.key)
    names = {one.title for one in await talk.storage.watched_sources((await talk.known()).key) if one.id in ticked}
    assert names == {"c"}
    assert "Не отмечен ни один." in (await owned.open("Источники", "☑ c")).text


async def test_who_decides_is_chosen_and_what_if_nobody_does(owned: Owned) -> None:
    me = await owned.talk.known()
    page = await owned.open("Кто решает", "После одобрения")
    assert page.text.startswith("📣 В какой группе решаем?")
    page = await owned.press(page, "Здесь, в личке", "Два голоса", "✅ 30", "🕐 Слоты", "☐ 20:00")
    page = await owned.reply(page, "9:00 и 20.30")
    assert await owned.settings() == ChannelSettings(
        Publishing.APPROVED,
        Desk(me.key),
        undecided=Undecided(timedelta(minutes=30), publishes=True),
        approvals=2,
        slots=(time(9), time(20, 30)),
    )
    assert "Не вижу здесь времени" in (await owned.reply(page, "утром")).text
    page = await owned.open()
    assert page.text.startswith("📣 Оборона · после одобрения\n1 подписка · 0 источников · решаете вы\n")
    page = await owned.press(page, "Кто решает", "Редакторы")
    assert "Пригласить можно, когда решают в группе" in page.text


async def _desk(owned: Owned, *, is_forum: bool = False) -> ChatHandle:
    """A group where it is decided, chosen by the link."""
    group = owned.talk.api.supergroup("Редакция", owned.talk.anna, bot=Status.ADMINISTRATOR, is_forum=is_forum)
    page = await owned.open("Кто решает", "После одобрения")
    url = page.button("➕ Другая группа").url
    assert url is not None
    assert url.startswith("https://t.me/dozor_test_bot?startgroup=desk")
    await group.say(f"/start@dozor_test_bot {url.partition('startgroup=')[2]}", by=owned.talk.anna)
    assert (await group.next_message()).text == "✅ Что выходит в «Оборона», решают здесь."
    return group


async def test_a_group_becomes_the_desk_and_editors_are_invited(owned: Owned) -> None:
    await _desk(owned)
    page = await owned.open()
    assert "решает «Редакция»" in page.text
    page = await owned.press(page, "Кто решает", "Редакторы", "Пригласить редактора")
    link = page.text.partition("https://")[2].split()[0]
    assert link.startswith("t.me/dozor_test_bot?start=editor-")
    (invitation,) = await owned.talk.storage.invitations(owned.chat.key, NOW)
    assert link.endswith(invitation.token)
    boris = await owned.talk.storage.meet_person(5, "Борис")
    assert await owned.talk.storage.accept_invitation(invitation.token, boris, NOW)
    page = await owned.press(page, "Пригласить редактора")
    assert "Борис · приглашение: Anna" in page.text
    vera = owned.talk.api.person("Vera", language_code="ru")
    await owned.handle.set_member(vera, Status.ADMINISTRATOR)
    (second,) = await owned.talk.storage.invitations(owned.chat.key, NOW)
    theirs = owned.talk.api.private(vera)
    await theirs.say("/channel @oborona")
    other = await theirs.next_message()
    for label in ("Кто решает", "Редакторы"):
        await theirs.press(other, label)
        other = await theirs.next_edit(other)
    assert "Приглашение: Anna" in other.text
    assert second.token not in other.text + str(other.keyboard), "it would give Anna's rights to whoever sees it"
    page = await owned.press(page, "Отозвать 1", "✕ Борис")
    assert await owned.talk.storage.editors(owned.chat.key) == []
    page = await owned.press(page, "↩ Вернуть")
    (editor,) = await owned.talk.storage.editors(owned.chat.key)
    assert (editor.person.name, editor.invited_by.name) == ("Борис", "Anna")
    page = await owned.press(page, "✕ Борис")
    assert await owned.talk.storage.editors(owned.chat.key) == []
    assert await owned.talk.storage.invitations(owned.chat.key, NOW) == []


async def test_only_an_administrator_of_both_moves_the_desk(owned: Owned) -> None:
    boris = owned.talk.api.person("Boris", language_code="ru")
    private = owned.talk.api.private(boris)
    await private.say("/start")
    await private.next_message()
    group = owned.talk.api.supergroup("Чужая", boris, owned.talk.anna)
    await group.say(f"/start@dozor_test_bot desk{owned.chat.key}", by=boris)
    assert "больше не подключён" in (await group.next_message()).text
    await group.say(f"/start@dozor_test_bot desk{owned.chat.key}", by=owned.talk.anna)
    assert "только администраторы" in (await group.next_message()).text
    assert (await owned.settings()).desk is None


async def test_the_look_is_chosen_and_typed_with_a_preview(owned: Owned) -> None:
    page = await owned.open("Вид поста")
    assert "так будет выглядеть пост" in page.text
    assert "Вашингтон поможет «коалиции желающих» разведкой и снабжением" in page.text
    page = await owned.press(page, "Мелко", "4", "☑ Совпадение жирным", "☐ Растёт")
    look = (await owned.settings()).look
    assert (look.preview, look.emphasises, look.grows) == (LinkPreview.SMALL, False, True)
    assert look.template.startswith("{title} · ")
    asked = await owned.press(page, "✏️ Свой шаблон")
    assert "{заголовок} · [{источник}]({ссылка})" in asked.text
    assert "Не знаю поля {погода}" in (await owned.reply(asked, "{заголовок} {погода}")).text
    assert (await owned.settings()).look == look
    shown = await owned.reply(asked, "Важно: {заголовок}\n[{источник}]({ссылка})", bold="Важно:")
    assert "Важно: Вашингтон поможет" in shown.text
    assert (await owned.settings()).look.template == "<b>Важно:</b> {title}\n[{source}]({link})"
    asked = await owned.press(shown, "Подпись")
    assert "не подходит" in (await owned.reply(asked, "я" * 201)).text
    shown = await owned.reply(asked, "Наши новости", bold="Наши")
    assert (await owned.settings()).look.signature == "<b>Наши</b> новости"
    page = await owned.press(shown, "Подпись", "Без подписи")
    assert (await owned.settings()).look.signature == ""
    page = await owned.press(page, "↩ Вернуть")
    assert (await owned.settings()).look.signature == "<b>Наши</b> новости"
    page = await owned.press(page, "1", "↩ Вернуть")
    assert (await owned.settings()).look.template.startswith("<b>Важно:</b>")


async def test_hashtags_are_offered_and_typed(owned: Owned) -> None:
    (one,) = await owned.there()
    page = await owned.open("Вид поста", "Хэштеги", "коалиция желающих", "#коалиция_желающих")
    assert (await owned.settings()).look.hashtags == {one.id: "коалиция_желающих"}
    asked = await owned.press(page, "коалиция желающих")
    assert "хотя бы одна буква" in (await owned.reply(asked, "#1")).text
    page = await owned.reply(asked, "#Европа")
    assert (await owned.settings()).look.hashtags == {one.id: "Европа"}
    await owned.press(page, "коалиция желающих · #Европа", "Без хэштега")
    assert (await owned.settings()).look.hashtags == {}


async def test_an_empty_log_says_so(owned: Owned) -> None:
    assert await owned.talk.ask("/channel log") == "📣 Оборона · журнал пуст"
    assert await owned.talk.ask("/channel журнал Оборона") == "📣 Оборона · журнал пуст"
    assert "Каналов пока нет" not in await owned.talk.ask("/channel log Другой")


async def test_a_press_of_somebody_elses_or_without_the_right_changes_nothing(owned: Owned) -> None:
    page = await owned.open("Вид поста")
    data = page.button("Мелко").data
    assert data is not None
    boris = owned.talk.api.private(owned.talk.api.person("Boris", language_code="ru"))
    await boris.say("/start")
    theirs = await boris.next_message()
    press = await boris.forge(theirs, data)
    assert "больше не подключён" in (await press.answered())["text"]
    owned.handle.chat.members[owned.talk.anna.id] = replace(
        owned.handle.chat.members[owned.talk.anna.id],
        status=Status.ADMINISTRATOR,
        denied=frozenset({"can_post_messages"}),
    )
    refused = await owned.press(page, "Мелко")
    assert refused.text == "У вас нет права публиковать в «Оборона»."
    assert (await owned.settings()).look.preview is LinkPreview.ABOVE
    owned.handle.chat.members[owned.talk.anna.id].status = Status.MEMBER
    await owned.talk.chat.say("/channel log")
    assert "вы не администратор" in (await owned.talk.chat.next_message()).text


async def test_the_log_names_people_but_no_anonymous_administrator(owned: Owned) -> None:
    talk, scene = owned.talk, Scene(owned.talk.storage, datetime.now(UTC))
    me = await talk.known()
    source = await scene.source(me)
    settings = ChannelSettings(Publishing.APPROVED, Desk(me.key))
    await talk.storage.set_up_channel(owned.chat.key, settings, scene.now, [source])
    (article,) = await scene.publish("=Новость")
    await scene.record(article, "коалиция желающих")
    await scene.fan_out()
    (repost,) = await talk.storage.reposts_to_review(scene.now, 10)
    hidden = Presser(await talk.storage.meet_person(5, "Тайный"), None)
    for rule in (
        offer([], scene.now, timedelta(hours=6)),
        press(Press(RepostAction.SCHEDULE, hidden, scene.now, 0, 0, due_at=scene.now.replace(microsecond=0))),
        press(Press(RepostAction.REFUSE, hidden, scene.now, 1, 0)),
    ):
        assert isinstance(await talk.storage.decide(repost, rule, scene.now), Decided)
    page = await owned.open("Журнал")
    _, refused, _, offered = page.text.split("\n")
    assert refused.endswith("администратор: отклонено · =Новость · 2")
    assert offered.endswith("Дозор: на столе редакции · =Новость · 0")
    await talk.chat.press(page, "Таблица CSV")
    table = talk.api.content(await talk.chat.next_message()).decode("utf-8-sig").splitlines()
    assert table[0] == "время,кто,что,версия,сюжет,подробности"
    assert table[1].endswith(",администратор,отклонено,2,'=Новость,"), "no formula"
    assert table[2].endswith(f",назначено время,1,'=Новость,{scene.now:%Y-%m-%dT%H:%M:%S}+00:00"), "a time for people"
    assert "Тайный" not in page.text + "".join(table)
    assert (await owned.open()).text.endswith("Сегодня: опубликовано 0, отклонено 1, ждут 0")


async def test_of_two_owners_each_sees_their_own_part(owned: Owned) -> None:
    talk = owned.talk
    source = await Scene(talk.storage, NOW).source(await talk.known())
    await talk.storage.tick(owned.chat.key, [source], NOW, is_ticked=True)
    assert "1 подписка · 1 источник" in (await owned.open()).text
    boris = talk.api.person("Boris", language_code="ru")
    await owned.handle.set_member(boris, Status.ADMINISTRATOR)
    private = talk.api.private(boris)
    await private.say("/channel @oborona")
    page = await private.next_message()
    assert page.text == (
        "✅ Подключено: «Оборона».\n\n📣 Оборона · автоматически\n0 подписок · 0 источников\n"
        "Сегодня: опубликовано 0\nПодключили: Boris, Anna"
    )
    known = await talk.storage.known_chat(boris.id)
    assert known is not None
    await private.press(page, "Источники")
    sources = await private.next_edit(page)
    assert "one.example" not in str(sources.keyboard), "nobody sees what somebody else has added"
    data = ChannelSource(chat=owned.chat.key, id=source, ticked=False).pack()
    await (await private.forge(sources, data)).answered()
    assert await talk.storage.ticked(owned.chat.key) == {source}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        (' "+1', "' \"+1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("Мороз; =1+1", "Мороз;' =1+1"),
        ("Мороз: -5, +3", "Мороз: -5, +3"),
        ("", ""),
    ],
)
def test_no_table_takes_a_cell_for_a_formula(cell: str, written: str) -> None:
    entry = RepostEntry(RepostId(1), datetime(2026, 3, 1, tzinfo=UTC), RepostAction.REFUSE, None, 1, cell)
    (_, row) = csv.reader(StringIO(table([(entry, cell)], Translations()[Language.RUSSIAN], UTC)))
    assert row[-2:] == [written, written]

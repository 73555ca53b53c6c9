from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.delivery.timing import FOREVER
from bot.model import ChatKind, DeliveryPreferences, Language, PreviewSize, QuietHours, Rhythm
from bot.services.preferences import PreferenceKind, changed
from handlers.subject import pressed_for
from tests.botapi import Status
from tests.handlers.conftest import NOW, Talk


async def test_a_digest_is_chosen_by_words_and_by_buttons(talk: Talk) -> None:
    assert "раз в час" in await talk.ask("/digest hourly")
    assert (await talk.known()).preferences.rhythm is Rhythm.HOURLY
    await talk.chat.say("/digest в")
    assert (await talk.chat.next_message()).text.startswith("Не понял, всё осталось как было.\nМожно так")
    await talk.chat.say("/digest")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "📅 18:00")
    shown = await talk.chat.next_edit(page)
    assert "в 18:00" in shown.text
    preferences = (await talk.known()).preferences
    assert (preferences.rhythm, preferences.daily_at) == (Rhythm.DAILY, time(18))
    await talk.chat.press(page, "📨")
    assert "сразу" in (await talk.chat.next_edit(page)).text


async def test_the_time_zone_is_asked_for_when_it_is_first_needed(talk: Talk) -> None:
    await talk.chat.say("/digest")
    assert "пояс" not in (await talk.chat.next_message()).text
    await talk.chat.say("/digest 9:30")
    page = await talk.chat.next_message()
    assert "Ваш часовой пояс мне неизвестен" in page.text
    await talk.chat.press(page, "Киев")
    assert "Часовой пояс: Киев" in (await talk.chat.next_edit(page)).text
    assert "неизвестен" not in await talk.ask("/digest")


async def test_quiet_hours_are_silent_or_held(talk: Talk) -> None:
    await talk.chat.say("/quiet 23:00-07:00")
    page = await talk.chat.next_message()
    assert "23:00–07:00: новости приходят без звука" in page.text
    await talk.chat.press(page, "🌙 Копить до")
    assert "коплю" in (await talk.chat.next_edit(page)).text
    assert (await talk.known()).preferences.quiet == QuietHours(time(23), time(7), holds_back=True)
    await talk.chat.press(page, "🔔")
    assert "Тихих часов нет" in (await talk.chat.next_edit(page)).text


@pytest.mark.parametrize("hours", ["25:00-07:00", "07:00-07:00", "громко", "7"])
async def test_hours_that_are_none_are_explained(talk: Talk, hours: str) -> None:
    assert "Можно так" in await talk.ask(f"/quiet {hours}")
    assert (await talk.known()).preferences.quiet is None


async def test_news_pause_for_a_while_or_until_they_are_resumed(talk: Talk) -> None:
    assert "/resume" in await talk.ask("/pause")
    assert (await talk.known()).preferences.paused_until == FOREVER
    assert "На паузе" in await talk.ask("/settings")
    assert "Снова" in await talk.ask("/resume")
    assert (await talk.known()).preferences.paused_until is None
    before = datetime.now(UTC)
    assert "до" in await talk.ask("/pause 3h")
    until = (await talk.known()).preferences.paused_until
    assert until is not None
    assert before <= until - timedelta(hours=3) <= datetime.now(UTC)
    assert "Не понял, до какого времени" in await talk.ask("/pause вечно")


async def test_a_time_zone_is_known_by_its_name_or_its_city(talk: Talk) -> None:
    for written, zone, name in (
        ("Europe/Kyiv", "Europe/Kyiv", "Киев"),
        ("new york", "America/New_York", "Нью-Йорк"),
        ("Рига", "Europe/Riga", "Рига"),
        ("+3", "Etc/GMT-3", "UTC+3"),
    ):
        answer = await talk.ask(f"/timezone {written}")
        assert f"Часовой пояс: {name}, там" in answer.replace("\u2060", "")
        assert (await talk.known()).preferences.zone == zone


async def test_a_location_sets_the_zone_of_the_nearest_city(talk: Talk) -> None:
    await talk.chat.send({"location": {"latitude": 49.84, "longitude": 24.03}})
    answer = (await talk.chat.next_message()).text
    assert "Часовой пояс: Киев, там" in answer
    assert "Точку я не сохранил" in answer
    assert (await talk.known()).preferences.zone == "Europe/Kyiv"


async def test_a_pause_ends_at_the_time_that_people_name(talk: Talk) -> None:
    await talk.ask("/timezone Киев")
    here = ZoneInfo("Europe/Kyiv")
    for written in ("до завтра", "до завтра в 9", "till tomorrow at 9 am"):
        answer = await talk.ask(f"/pause {written}")
        until = (await talk.known()).preferences.paused_until
        assert until is not None
        tomorrow = datetime.now(here).date() + timedelta(days=1)
        assert until == datetime.combine(tomorrow, time(9), here)
        assert f"до {tomorrow:%d.%m} 09:00" in answer
    await talk.chat.say("/pause")
    message = await talk.chat.next_message()
    await talk.chat.press(message, "▶️ Продолжить")
    assert "Снова присылаю" in (await talk.chat.next_edit(message)).text


async def test_a_time_zone_that_does_not_exist_is_refused(talk: Talk) -> None:
    assert "Не знаю часового пояса «../../etc/passwd»" in await talk.ask("/timezone ../../etc/passwd")
    assert (await talk.known()).preferences.zone is None


async def test_settings_show_everything_and_change_preview_and_bursts(talk: Talk) -> None:
    await talk.ask("/quiet 22-7")
    await talk.chat.say("/settings")
    page = await talk.chat.next_message()
    for part in ("Русский", "не задан, считаю по UTC", "сразу", "22:00–07:00", "не больше 6 сообщений", "маленькая"):
        assert part in page.text
    await talk.chat.press(page, "🖼")
    assert "большая" in (await talk.chat.next_edit(page)).text
    await talk.chat.press(page, "⚡ 12")
    assert "не больше 12" in (await talk.chat.next_edit(page)).text
    preferences = (await talk.known()).preferences
    assert (preferences.preview, preferences.burst) == (PreviewSize.LARGE, 12)


async def test_what_is_chosen_is_marked_and_can_be_pressed_again(talk: Talk) -> None:
    await talk.chat.say("/settings")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "⚡ 30")
    page = await talk.chat.next_edit(page)
    assert [button.text for button in page.buttons if "⚡" in button.text] == ["⚡ 3", "⚡ 6", "⚡ 12", "✓ ⚡ 30"]
    press = await talk.chat.press(page, "✓ ⚡ 30")
    await press.answered()
    await talk.api.confirmed()


async def test_preview_and_bursts_are_set_by_words_as_well(talk: Talk) -> None:
    assert "большая" in await talk.ask("/settings Картинка большая")
    assert "не больше 40" in await talk.ask("/settings burst 40")
    assert "/settings подряд 12" in await talk.ask("/settings burst 0")
    preferences = (await talk.known()).preferences
    assert (preferences.preview, preferences.burst) == (PreviewSize.LARGE, 40)


async def test_every_part_of_the_settings_is_a_page_with_a_way_back(talk: Talk) -> None:
    await talk.chat.say("/settings")
    page = await talk.chat.next_message()
    for label, part in (
        ("📨", "сразу"),
        ("🌙", "Тихих часов нет"),
        ("🌍", "часовой пояс"),
        ("⏸", "На сколько остановить"),
    ):
        await talk.chat.press(page, label)
        page = await talk.chat.next_edit(page)
        assert part in page.text
        await talk.chat.press(page, "← Все настройки")
        page = await talk.chat.next_edit(page)
        assert "Настройки" in page.text
    await talk.chat.press(page, "🗣")
    page = await talk.chat.next_edit(page)
    await talk.chat.press(page, "English")
    assert "I speak English now" in (await talk.chat.next_edit(page)).text


async def test_news_pause_and_go_on_by_buttons(talk: Talk) -> None:
    await talk.chat.say("/settings")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "⏸")
    page = await talk.chat.next_edit(page)
    before = datetime.now(UTC)
    await talk.chat.press(page, "8 ч")
    page = await talk.chat.next_edit(page)
    assert "на паузе до" in page.text
    assert '<tg-time unix="' in page.html
    until = (await talk.known()).preferences.paused_until
    assert until is not None
    assert before <= until - timedelta(hours=8) <= datetime.now(UTC)
    await talk.chat.press(page, "← Все настройки")
    page = await talk.chat.next_edit(page)
    await talk.chat.press(page, "▶️")
    assert "Снова" in (await talk.chat.next_edit(page)).text
    assert (await talk.known()).preferences.paused_until is None


async def test_hours_and_what_they_mean_are_typed_together(talk: Talk) -> None:
    await talk.ask("/quiet 23-7 ждать")
    assert (await talk.known()).preferences.quiet == QuietHours(time(23), time(7), holds_back=True)
    await talk.ask("/quiet без звука")
    assert (await talk.known()).preferences.quiet == QuietHours(time(23), time(7))
    assert "Можно так" in await talk.ask("/quiet 23-7 громко")


async def test_how_news_arrive_in_a_channel_is_changed_from_the_private_chat_of_who_has_connected_it(
    talk: Talk,
) -> None:
    channel = talk.api.channel("Вести дня", talk.anna, username="vesti_dnya")
    await talk.ask("/timezone Киев")
    await talk.ask("/channel @vesti_dnya")
    await talk.chat.say("/settings")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "📣 Вести дня")
    page = await talk.chat.next_edit(page)
    assert page.text.startswith("Настройки «Вести дня»")
    assert "Киев" in page.text
    for label in ("🖼 Большая", "⚡ 30", "📨", "🕐", "← Все настройки", "🗣", "English"):
        await talk.chat.press(page, label)
        page = await talk.chat.next_edit(page)
    assert "I speak English now" in page.text
    for label in ("← Все настройки", "⏸", "8 ч"):
        await talk.chat.press(page, label)
        page = await talk.chat.next_edit(page)
    assert "На паузе" in page.text
    await talk.chat.press(page, "▶️")
    page = await talk.chat.next_edit(page)
    assert "На паузе" not in page.text
    assert "Язык: English" in page.text
    await talk.chat.press(page, "← Все настройки")
    assert (await talk.chat.next_edit(page)).text.startswith("Настройки\n")

    told = await talk.storage.see_chat(channel.id, ChatKind.CHANNEL, "Вести дня", Language.RUSSIAN, NOW)
    expected = DeliveryPreferences("Europe/Kyiv", Rhythm.HOURLY, preview=PreviewSize.LARGE, burst=30)
    assert (told.preferences, told.language) == (expected, Language.ENGLISH)
    assert (await talk.known()).preferences == DeliveryPreferences("Europe/Kyiv")


async def test_commands_are_meant_for_a_channel_that_they_name(talk: Talk) -> None:
    channel = talk.api.channel("Вести дня", talk.anna, username="vesti_dnya")
    await talk.ask("/channel @vesti_dnya")
    await talk.ask("/digest 9:00 в Вести дня")
    await talk.ask("/quiet 23-7 ждать в вести дня")
    await talk.ask("/settings burst 3 in Вести дня")
    await talk.ask("/timezone Рига для Вести дня")
    await talk.ask("/language uk в Вести дня")
    await talk.ask("/pause в Вести дня")
    told = await talk.storage.see_chat(channel.id, ChatKind.CHANNEL, "Вести дня", Language.RUSSIAN, NOW)
    quiet = QuietHours(time(23), time(7), holds_back=True)
    assert told.preferences == DeliveryPreferences(
        "Europe/Riga", Rhythm.DAILY, time(9), quiet, paused_until=FOREVER, burst=3
    )
    assert told.language is Language.UKRAINIAN
    known = await talk.known()
    assert (known.preferences, known.language) == (DeliveryPreferences(), Language.RUSSIAN)
    await talk.ask("/resume в Вести дня")
    assert "Можно так" in await talk.ask("/digest 9:00 в Чужой канал")


async def test_a_strangers_button_changes_no_channel(talk: Talk) -> None:
    """Who has not connected a channel may still send whatever a button would carry."""
    channel = await talk.storage.see_chat(-1001, ChatKind.CHANNEL, "Чужой", Language.RUSSIAN, NOW)
    assert await pressed_for(channel.key, await talk.known(), talk.services.connections) is None


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (PreferenceKind.BURST, "0"),
        (PreferenceKind.BURST, "x"),
        (PreferenceKind.DAILY, "1440"),
        (PreferenceKind.QUIET, "5-5"),
        (PreferenceKind.QUIET, "5"),
        (PreferenceKind.PREVIEW, "huge"),
        (PreferenceKind.ZONE, "Mars/Olympus"),
    ],
)
def test_a_value_that_a_button_never_had_is_refused(setting: PreferenceKind, value: str) -> None:
    with pytest.raises(ValueError):
        changed(DeliveryPreferences(), setting, value)


async def test_in_a_group_only_administrators_change_how_news_arrive(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/pause@dozor_test_bot", by=boris)
    assert "администраторы" in (await group.next_message()).text
    await group.set_member(talk.anna, Status.ADMINISTRATOR)
    await group.say("/pause@dozor_test_bot", by=talk.anna)
    assert "на паузе" in (await group.next_message()).text

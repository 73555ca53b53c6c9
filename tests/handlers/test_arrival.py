from datetime import UTC, datetime, time, timedelta

import pytest

from bot.delivery.arrival import FOREVER
from bot.model import Arrival, PreviewSize, QuietHours, Rhythm
from bot.services.arrival import ArrivalSetting, changed
from tests.botapi import Status
from tests.handlers.conftest import Talk


async def test_a_digest_is_chosen_by_words_and_by_buttons(talk: Talk) -> None:
    assert "каждый час" in await talk.ask("/digest hourly")
    assert (await talk.known()).arrival.rhythm is Rhythm.HOURLY
    await talk.chat.say("/digest в")
    assert "Можно так" in (await talk.chat.next_message()).text
    await talk.chat.say("/digest")
    page = await talk.chat.next_message()
    await talk.chat.press(page, "📅 18:00")
    shown = await talk.chat.next_edit(page)
    assert "в 18:00" in shown.text
    arrival = (await talk.known()).arrival
    assert (arrival.rhythm, arrival.daily_at) == (Rhythm.DAILY, time(18))
    await talk.chat.press(page, "📨")
    assert "сразу" in (await talk.chat.next_edit(page)).text


async def test_the_time_zone_is_asked_for_when_it_is_first_needed(talk: Talk) -> None:
    await talk.chat.say("/digest")
    assert "пояс" not in (await talk.chat.next_message()).text
    await talk.chat.say("/digest 9:30")
    page = await talk.chat.next_message()
    assert "Ваш часовой пояс мне неизвестен" in page.text
    await talk.chat.press(page, "Europe/Kyiv")
    assert "Часовой пояс: Europe/Kyiv" in (await talk.chat.next_edit(page)).text
    assert "неизвестен" not in await talk.ask("/digest")


async def test_quiet_hours_are_silent_or_held(talk: Talk) -> None:
    await talk.chat.say("/quiet 23:00-07:00")
    page = await talk.chat.next_message()
    assert "23:00–07:00: новости приходят без звука" in page.text
    await talk.chat.press(page, "🌙")
    assert "ждут их конца" in (await talk.chat.next_edit(page)).text
    assert (await talk.known()).arrival.quiet == QuietHours(time(23), time(7), held=True)
    await talk.chat.press(page, "🔔")
    assert "Тихих часов нет" in (await talk.chat.next_edit(page)).text


@pytest.mark.parametrize("hours", ["25:00-07:00", "07:00-07:00", "ночью", "7"])
async def test_hours_that_are_none_are_explained(talk: Talk, hours: str) -> None:
    assert "Можно так" in await talk.ask(f"/quiet {hours}")
    assert (await talk.known()).arrival.quiet is None


async def test_news_pause_for_a_while_or_until_they_are_resumed(talk: Talk) -> None:
    assert "/resume" in await talk.ask("/pause")
    assert (await talk.known()).arrival.paused_until == FOREVER
    assert "На паузе" in await talk.ask("/settings")
    assert "Снова" in await talk.ask("/resume")
    assert (await talk.known()).arrival.paused_until is None
    assert "до" in await talk.ask("/pause 3h")
    until = (await talk.known()).arrival.paused_until
    assert until is not None
    assert timedelta(hours=2.9) < until - datetime.now(UTC) <= timedelta(hours=3)
    assert "На сколько" in await talk.ask("/pause вечно")


@pytest.mark.parametrize(
    ("written", "zone"),
    [("Europe/Kyiv", "Europe/Kyiv"), ("new york", "America/New_York"), ("asia/tokyo", "Asia/Tokyo"), ("UTC", "UTC")],
)
async def test_a_time_zone_is_known_by_its_name_or_its_city(talk: Talk, written: str, zone: str) -> None:
    assert f"Часовой пояс: {zone}" in await talk.ask(f"/timezone {written}")
    assert (await talk.known()).arrival.zone == zone


async def test_a_time_zone_that_does_not_exist_is_refused(talk: Talk) -> None:
    assert "Не знаю часового пояса «../../etc/passwd»" in await talk.ask("/timezone ../../etc/passwd")
    assert (await talk.known()).arrival.zone is None


async def test_settings_show_everything_and_change_preview_and_bursts(talk: Talk) -> None:
    await talk.ask("/quiet 22-7")
    await talk.chat.say("/settings")
    page = await talk.chat.next_message()
    for part in ("Русский", "UTC", "сразу", "22:00–07:00", "не больше 6 сообщений", "маленькая"):
        assert part in page.text
    await talk.chat.press(page, "🖼")
    assert "большая" in (await talk.chat.next_edit(page)).text
    await talk.chat.press(page, "⚡ 12")
    assert "не больше 12" in (await talk.chat.next_edit(page)).text
    arrival = (await talk.known()).arrival
    assert (arrival.preview, arrival.burst) == (PreviewSize.LARGE, 12)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (ArrivalSetting.BURST, "0"),
        (ArrivalSetting.BURST, "x"),
        (ArrivalSetting.DAILY, "1440"),
        (ArrivalSetting.QUIET, "5-5"),
        (ArrivalSetting.QUIET, "5"),
        (ArrivalSetting.PREVIEW, "huge"),
        (ArrivalSetting.ZONE, "Mars/Olympus"),
    ],
)
def test_a_value_that_a_button_never_had_is_refused(setting: ArrivalSetting, value: str) -> None:
    with pytest.raises(ValueError):
        changed(Arrival(), setting, value)


async def test_in_a_group_only_administrators_change_how_news_arrive(talk: Talk) -> None:
    boris = talk.api.person("Boris")
    group = talk.api.supergroup("Редакция", talk.anna, boris)
    await group.say("/pause@dozor_test_bot", by=boris)
    assert "администраторы" in (await group.next_message()).text
    await group.set_member(talk.anna, Status.ADMINISTRATOR)
    await group.say("/pause@dozor_test_bot", by=talk.anna)
    assert "на паузе" in (await group.next_message()).text

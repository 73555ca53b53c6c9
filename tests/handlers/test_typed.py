from datetime import time

import pytest

from bot.model import DeliveryPreferences, PreviewSize, QuietHours, ReplyMode
from bot.services.delivery_choices import DeliveryChoice
from bot.services.preferences import changed
from bot.services.written_preferences import written_quiet
from handlers.callbacks import SubscriptionAction
from handlers.typed import (
    FolderDelivered,
    FolderRenamed,
    InFolder,
    ListRequest,
    Named,
    To,
    Wish,
    Without,
    list_request,
    setting_request,
)


@pytest.mark.parametrize(
    ("typed", "number", "wish"),
    [
        ("1", 1, None),
        (" 12   пауза ", 12, SubscriptionAction.PAUSE),
        ("1 Pause", 1, SubscriptionAction.PAUSE),
        ("1 продовжити", 1, SubscriptionAction.RESUME),
        ("1 без  звука", 1, DeliveryChoice.SILENT),
        ("1 зі звуком", 1, DeliveryChoice.SOUND),
        ("1 удалить", 1, SubscriptionAction.REMOVE),
        ("1 розвиток", 1, ReplyMode.DEVELOPMENTS),
        ("1 Каждая публикация", 1, ReplyMode.ALL),
        ("1 no replies", 1, ReplyMode.NONE),
        ("1 сюди", 1, To()),
        ("1 в Вести дня", 1, To("Вести дня")),
        ("1 to News", 1, To("News")),
        ("1 в папку клиент А", 1, InFolder("клиент А")),
        ("1 до папки «клієнт»", 1, InFolder("клієнт")),
        ("1 to folder client", 1, InFolder("client")),
        ("1 з папки", 1, InFolder()),
        ("1 название Союзники", 1, Named("Союзники")),
        ("1 без названия", 1, Named()),
        ("1 без звука", 1, DeliveryChoice.SILENT),
        ("1 без футбола", 1, Without("футбола")),
        ("1 -футбол", 1, Without("футбол")),
    ],
)
def test_what_list_is_asked_for(typed: str, number: int, wish: Wish | None) -> None:
    assert list_request(typed) == ListRequest(number, wish)


@pytest.mark.parametrize("typed", ["пауза", "-1", "② пауза", "папка"])
def test_without_a_number_a_list_is_searched(typed: str) -> None:
    assert list_request(typed) == typed


def test_the_news_of_a_folder_come_otherwise() -> None:
    assert list_request("папка клиент А раз в час") == FolderDelivered("клиент А", DeliveryChoice.HOURLY)
    assert list_request("папку клиент: не  срочно") == FolderDelivered("клиент", DeliveryChoice.CALM)
    assert list_request("folder now URGENT") == FolderDelivered("now", DeliveryChoice.URGENT)
    assert list_request("папка раз в неделю") == "папка раз в неделю"


def test_a_folder_is_renamed() -> None:
    assert list_request("папка клиент = «Заказчик А»") == FolderRenamed("клиент", "Заказчик А")
    assert list_request("folder client=X") == FolderRenamed("client", "X")


@pytest.mark.parametrize("typed", ["1 потом", "1 2", "1 в", "1 название «»"])
def test_what_list_cannot_be_asked_for(typed: str) -> None:
    with pytest.raises(ValueError):
        list_request(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("preview none", DeliveryPreferences(preview=PreviewSize.NONE)),
        ("Картинка большая", DeliveryPreferences(preview=PreviewSize.LARGE)),
        ("картинка  велика", DeliveryPreferences(preview=PreviewSize.LARGE)),
        ("лавина 40", DeliveryPreferences(burst=40)),
        ("burst 1", DeliveryPreferences(burst=1)),
    ],
)
def test_what_settings_are_asked_for(typed: str, expected: DeliveryPreferences) -> None:
    assert changed(DeliveryPreferences(), *setting_request(typed)) == expected


@pytest.mark.parametrize(
    "typed", ["preview huge", "preview", "burst 0", "burst 101", "burst many", "burst", "colour red"]
)
def test_what_settings_cannot_be_asked_for(typed: str) -> None:
    with pytest.raises(ValueError):
        changed(DeliveryPreferences(), *setting_request(typed))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("23-7 ждать", QuietHours(time(23), time(7), holds_back=True)),
        ("22:30–6:15 silent", QuietHours(time(22, 30), time(6, 15))),
        ("чекати", QuietHours(time(1), time(2), holds_back=True)),
        ("off", None),
    ],
)
def test_what_quiet_is_asked_for(typed: str, expected: QuietHours | None) -> None:
    preferences = DeliveryPreferences(quiet=QuietHours(time(1), time(2)))
    for setting, value in written_quiet(typed):
        preferences = changed(preferences, setting, value)
    assert preferences.quiet == expected

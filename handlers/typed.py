"""What people type after `/list 2`, `/sources` and `/settings` instead of pressing a button, in any language."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

from bot.i18n import Translations
from bot.model import Language, PreviewSize, ReplyMode
from bot.services.delivery_choices import CHOICES, DeliveryChoice
from bot.services.preferences import PreferenceKind
from bot.services.sources import SettingKind, SettingWish
from bot.services.subscription_lines import short_name
from handlers.callbacks import SubscriptionAction

_ACTIONS = {
    SubscriptionAction.PAUSE: ("pause", "пауза"),
    SubscriptionAction.RESUME: ("resume", "продолжить", "продовжити"),
    SubscriptionAction.REMOVE: ("remove", "delete", "удалить", "видалити"),
}
_REPLIES = {
    ReplyMode.NONE: ("no replies", "без ответов", "без відповідей"),
    ReplyMode.DEVELOPMENTS: ("developments", "updates", "развитие", "новое", "розвиток", "нове"),
    ReplyMode.ALL: ("every", "каждая публикация", "кожна публікація"),
}
_TO = re.compile(r"(?:to|в|во|у|до)\s+(.+)", re.IGNORECASE)
_FOLDER = re.compile(r"(?:(?:to|in|into|в|во|у|до)\s+)?(?:folder|папку|папка|папки|теку|тека)\s+(.+)", re.IGNORECASE)
_FOLDER_RENAMED = re.compile(r"(?:folder|папка|папку|тека|теку)\s+([^=]+)=\s*(.+)", re.IGNORECASE)
_FOLDER_DELIVERED = re.compile(
    rf"(?:folder|папка|папку|тека|теку)\s+(\S(?:.*?\S)??):?\s+({'|'.join(map(re.escape, CHOICES))})",
    re.IGNORECASE,
)
_NO_FOLDER = {"no folder", "out of folder", "из папки", "без папки", "з папки"}
_NAME = re.compile(r"(?:name|название|назвать|имя|назва|назвати)\s+(.+)", re.IGNORECASE)
_NO_NAME = {"no name", "без названия", "без назви"}
_WITHOUT = re.compile(r"(?:without|без|-)\s*(.+)", re.IGNORECASE)
_HERE = {"here", "сюда", "сюди"}
_SETTINGS = {
    "preview": PreferenceKind.PREVIEW,
    "картинка": PreferenceKind.PREVIEW,
    "burst": PreferenceKind.BURST,
    "подряд": PreferenceKind.BURST,
    "поспіль": PreferenceKind.BURST,
    "лавина": PreferenceKind.BURST,
}
_SOURCES = {
    "add": ("add", "добавить", "додати", "+"),
    "remove": ("remove", "delete", "убрать", "удалить", "прибрати", "видалити", "-"),
    "list": ("list", "список"),
}
_SOURCE_SETTINGS = {
    SettingKind.AGENT: ("agent", "user-agent", "агент"),
    SettingKind.HEADER: ("header", "заголовок"),
    SettingKind.CERTIFICATE: ("certificate", "сертификат", "сертифікат"),
    SettingKind.ZONE: ("zone", "timezone", "пояс", "часовой пояс", "часовий пояс"),
    SettingKind.PAGES: ("pages", "страницы", "сторінки"),
}
_NUMBERED = re.compile(r"\s*[№#]?\s?(\d{1,9})[.,;:)]?(?=\s|$)")
"""A number in a list, as people write it before a wish."""
_FLAGS = {
    SettingKind.CERTIFICATE: ("any", {"any", "любой", "будь-який"}, {"", "checked", "проверять", "перевіряти"}),
    SettingKind.PAGES: ("off", {"off", "нет", "ні", "выкл", "вимк"}, {"", "auto", "on", "да", "так", "вкл", "увімк"}),
}
"""Settings that are on or off: the value for one side, the words for it, and those for the usual side."""
_SIZES = {
    PreviewSize.LARGE: ("large", "большая", "велика"),
    PreviewSize.SMALL: ("small", "маленькая", "маленька"),
    PreviewSize.NONE: ("none", "off", "нет", "немає"),
}


_YEARS = range(2000, 2100)
_DAY = r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?"
_BETWEEN_DAYS = re.compile(
    rf"\s+(?:(?:с|со|з|із|від|from|since)\s+{_DAY})?(?:\s*(?:по|до|until|till|to)\s+{_DAY})?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for, and between which instants; None for no limit."""

    query: str
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class To:
    """A subscription goes to the chat of that title from now on; to this chat if it is empty."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A subscription is called that; by its query, if it is empty."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class InFolder:
    """A subscription is in that folder; in none, if it is empty."""

    folder: str = ""


@dataclass(frozen=True, slots=True)
class Without:
    """A subscription brings nothing that meets a query."""

    text: str


@dataclass(frozen=True, slots=True)
class FolderRenamed:
    """A folder is called something else."""

    folder: str
    name: str


@dataclass(frozen=True, slots=True)
class FolderDelivered:
    """The news of a folder come otherwise."""

    folder: str
    choice: DeliveryChoice


Wish = SubscriptionAction | DeliveryChoice | ReplyMode | To | Named | InFolder | Without


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What to do with the subscription of that number; None to show it."""

    number: int
    wish: Wish | None


def list_request(text: str) -> ListRequest | FolderRenamed | FolderDelivered | str:
    """The arguments of `/list`: a number, perhaps with a wish; a folder; or a part of what is looked for.

    Raises ValueError.
    """
    text = " ".join(text.split())
    begun = _NUMBERED.match(text)
    if begun is None:
        renamed = _FOLDER_RENAMED.fullmatch(text)
        if renamed:
            return FolderRenamed(_named(renamed[1]), _named(renamed[2]))
        delivered = _FOLDER_DELIVERED.fullmatch(text)
        choice = CHOICES.get(delivered[2].casefold()) if delivered else None
        return FolderDelivered(_named(delivered[1]), choice) if delivered and choice else text
    wish = text[begun.end() :].strip()
    return ListRequest(int(begun[1]), _wish(wish) if wish else None)


def search_request(text: str, now: datetime, zone: tzinfo) -> SearchRequest:
    """The arguments of `/search`: `нефть`, `нефть с 20.11 по 25.11`, `oil since 20.11`.

    A day without a year is the last one. What is no day belongs to the query.
    """
    text = text.strip()
    place = _BETWEEN_DAYS.search(text)
    if place is None or not place[0].strip():
        return SearchRequest(text)
    today = now.astimezone(zone).date()
    try:
        first, last = (_day(place.groups()[start : start + 3], today) for start in (0, 3))
    except ValueError:
        return SearchRequest(text)
    return SearchRequest(
        text[: place.start()],
        None if first is None else _begins(first, zone),
        None if last is None else _begins(last + timedelta(days=1), zone),
    )


def _day(written: tuple[str | None, ...], today: date) -> date | None:
    """The day of its numbers; None for none. Raises ValueError."""
    day, month, year = written
    if day is None or month is None:
        return None
    if year is not None and len(year) > 2 and int(year) not in _YEARS:
        raise ValueError(year)
    if year is not None:
        return date(2000 + int(year) % 2000, int(month), int(day))
    last = date(today.year, int(month), int(day))
    return last if last <= today else last.replace(year=today.year - 1)


def _begins(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def sources_request(text: str) -> tuple[str, list[str]]:
    """The arguments of `/sources`: "add" or "remove" with names, or "list"."""
    words = text.split()
    if not words:
        return "list", []
    verb = next((verb for verb, spellings in _SOURCES.items() if words[0].casefold() in spellings), None)
    return ("add", words) if verb is None else (verb, words[1:])


def except_request(text: str) -> str | int | None:
    """The arguments of `/except`: the query to exclude, or the number of an exclusion to end; None without any."""
    wish, _, number = text.strip().partition(" ")
    if wish.casefold() in _SOURCES["remove"] and (begun := _NUMBERED.fullmatch(number)):
        return int(begun[1])
    return text.strip().removeprefix("-").lstrip() or None


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """What to set on the source of that number; None to show the settings."""

    number: int
    wish: SettingWish | None


def source_request(text: str) -> SourceRequest | None:
    """The arguments of `/sources 3`; None for another request. Raises ValueError."""
    begun = _NUMBERED.match(text)
    if begun is None and _source_setting(text.strip()) is None:
        return None
    if begun is None:
        raise ValueError  # the source is not named; the rest may be a secret
    number, rest = begun[1], text[begun.end() :].strip()
    if not rest:
        return SourceRequest(int(number), None)
    setting = _source_setting(rest)
    if setting is None:
        raise ValueError(number)  # the typed text may be a secret
    kind, value = setting
    return SourceRequest(int(number), SettingWish(kind, _flag(value, kind)))


def _source_setting(text: str) -> tuple[SettingKind, str] | None:
    """A setting of a source, and its value."""
    for kind, spellings in _SOURCE_SETTINGS.items():
        for spelling in spellings:
            if re.match(rf"{re.escape(spelling)}(?:\s|$)", text, re.IGNORECASE):
                return kind, text[len(spelling) :].strip()
    return None


def _flag(value: str, kind: SettingKind) -> str:
    """The value of a setting; one that is on or off is written in several ways. Raises ValueError."""
    if kind not in _FLAGS:
        return value
    meant, words, usual = _FLAGS[kind]
    if value.casefold() not in words | usual:
        raise ValueError(kind)
    return meant if value.casefold() in words else ""


def setting_request(text: str) -> tuple[PreferenceKind, str]:
    """The arguments of `/settings`: `preview large`, `burst 12`. Raises ValueError."""
    name, _, value = " ".join(text.casefold().split()).partition(" ")
    setting = _SETTINGS.get(name)
    if setting is PreferenceKind.PREVIEW:
        return setting, next((size for size, words in _SIZES.items() if value in words), value)
    if setting is None:
        raise ValueError(text)
    return setting, value


def language_request(text: str, translations: Translations) -> Language | None:
    """The language in the arguments of `/language`, by its code or its own name; None without arguments."""
    wanted = text.casefold()
    named = {translations[language].plain("language-name").casefold(): language for language in Language}
    return named.get(wanted, Language(wanted) if wanted in set(Language) else None)


def _wish(text: str) -> Wish:
    wish = _WISHES.get(text.casefold())
    if wish is not None:
        return wish
    for form, made in _FORMS:
        if found := form.fullmatch(text):
            return made(found[1])
    raise ValueError(text)


def _named(text: str) -> str:
    """A name as it is kept. Raises ValueError if nothing of it is."""
    name = short_name(text)
    if not name:
        raise ValueError(text)
    return name


_WISHES: Mapping[str, Wish] = MappingProxyType(
    {spelling: wish for wishes in (_ACTIONS, _REPLIES) for wish, spellings in wishes.items() for spelling in spellings}
    | dict(CHOICES)
    | dict.fromkeys(_HERE, To())
    | dict.fromkeys(_NO_NAME, Named())
    | dict.fromkeys(_NO_FOLDER, InFolder())
)
"""Wishes of fixed words."""
_FORMS: Sequence[tuple[re.Pattern[str], Callable[[str], Wish]]] = (
    (_FOLDER, lambda folder: InFolder(_named(folder))),
    (_NAME, lambda name: Named(_named(name))),
    (_TO, To),
    (_WITHOUT, Without),
)
"""Wishes that name something; the first form that fits is meant."""

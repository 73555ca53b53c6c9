"""`/sources 3 header …`: how a chat sets how its source is requested."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.i18n import Translations
from bot.model import ArticleFound, BootId, Language, Lease, NewSource, PageOutcome, PageRecord, PollRecord
from bot.services import zones
from bot.services.sources import SettingKind
from handlers.typed import source_request
from tests.handlers.conftest import NOW, Talk

_SECRET = "session=Kl0tzk0pf"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("3 header Cookie: a=b; c", SettingKind.HEADER, "Cookie: a=b; c"),
        ("3 заголовок Cookie:", SettingKind.HEADER, "Cookie:"),
        ("3 agent Mozilla/5.0 (X11)", SettingKind.AGENT, "Mozilla/5.0 (X11)"),
        ("3 Агент", SettingKind.AGENT, ""),
        ("3 сертифікат будь-який", SettingKind.CERTIFICATE, "any"),
        ("3 certificate checked", SettingKind.CERTIFICATE, ""),
        ("3 пояс Київ", SettingKind.ZONE, "Київ"),
        ("3 страницы нет", SettingKind.PAGES, "off"),
        ("3 pages auto", SettingKind.PAGES, ""),
        ("3\nheader\nCookie: a=b", SettingKind.HEADER, "Cookie: a=b"),
        ("№ 3.\u00a0header\tCookie: a=b", SettingKind.HEADER, "Cookie: a=b"),
    ],
)
def test_what_is_typed_in_any_language(text: str, kind: SettingKind, value: str) -> None:
    request = source_request(text)
    assert request is not None and request.wish is not None  # noqa: PT018
    assert (request.number, request.wish.kind, request.wish.value) == (3, kind, value)
    assert value not in repr(request) or not value


async def test_a_source_is_set_shown_without_its_secrets_and_set_back(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await talk.ask("/sources https://one.example/feed")
    said = [
        await talk.ask(f"/sources 1 заголовок Cookie: {_SECRET}"),
        await talk.ask("/sources 1 агент Mozilla/5.0"),
        await talk.ask("/sources 1 сертификат любой"),
        await talk.ask("/sources 1 пояс Киев"),
        await talk.ask("/sources 1 страницы нет"),
        await talk.ask("/sources 1"),
        await talk.ask("/sources"),
    ]
    assert "теперь это ваш отдельный источник" in said[0]
    assert "лучше удалить" in said[0]
    for answer in said[4:]:
        assert "страницы статей не читаю" in answer
        assert "User-Agent: Mozilla/5.0" in answer
        assert "Cookie: •••" in answer
        assert "сертификат любой" in answer
        assert "время без пояса: Europe/Kyiv" in answer
    (own,) = await talk.storage.watched_sources((await talk.known()).key)
    assert own.settings.headers == (("Cookie", _SECRET),)
    await talk.chat.say("/export")
    exported = [await talk.chat.next_message()]
    assert not any("Kl0tzk0pf" in text for text in (*said, *(str(one) for one in exported), caplog.text))
    for typed in ("header Cookie:", "agent", "certificate", "zone", "pages"):
        answer = await talk.ask(f"/sources 1 {typed}")
    assert "Всё как обычно." in answer
    (own,) = await talk.storage.watched_sources((await talk.known()).key)
    assert not own.settings


async def test_the_zones_of_the_world_are_read_beside_the_loop(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = []

    def read() -> Iterator[tuple[str, str]]:
        readers.append(threading.current_thread())
        yield from ()

    monkeypatch.setattr(zones, "_named", read)
    zones.known_zones.cache_clear()
    try:
        await talk.ask("/sources https://one.example/feed")
        assert "время без пояса: Europe/Kyiv" in await talk.ask("/sources 1 пояс Europe/Kyiv")
    finally:
        zones.known_zones.cache_clear()
    assert len(readers) == 1
    assert readers[0] is not threading.main_thread()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"1 заголовок Host: {_SECRET}", "Этот заголовок я ставлю сам"),
        (f"1 заголовок Cookie: {_SECRET}\nX-More: 1", "в одну строку"),
        (f"1 заголовок {_SECRET}", "Не похоже на заголовок"),
        (f"2 заголовок Cookie: {_SECRET}", "только по https"),
        (f"3 заголовок Cookie: {_SECRET}", "из набора"),
        (f"4 заголовок Cookie: {_SECRET}", "нет. Все источники"),
        ("1 пояс Нигде", "Не знаю такого пояса"),
        ("1 сертификат какой-нибудь", "Настроить источник из списка"),
        (f"1 куки {_SECRET}", "Настроить источник из списка"),
        (f"1\nкуки {_SECRET}", "Настроить источник из списка"),
        (f"header 1 Cookie: {_SECRET}", "Настроить источник из списка"),
    ],
)
async def test_what_cannot_be_set_is_said_without_the_secret(talk: Talk, typed: str, said: str) -> None:
    await talk.storage.share_sources([NewSource("https://pack.example/feed", "Пакет", pack="p")], NOW)
    await talk.ask("/sources https://one.example/feed http://two.example/feed")
    answer = await talk.ask(f"/sources {typed}")
    assert said in answer
    assert "Kl0tzk0pf" not in answer
    assert not any(one.settings for one in await talk.storage.watched_sources((await talk.known()).key))


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_its_text(language: Language) -> None:
    texts = Translations()[language]
    for reason in [
        "agent",
        "header-name",
        "header-ours",
        "header-many",
        "header-insecure",
        "header-value",
        "zone",
        "of-pack",
    ]:
        assert texts.html(f"source-setting-{reason}")


async def test_a_source_shows_what_became_of_the_pages_of_its_articles(talk: Talk) -> None:
    await talk.storage.share_sources([NewSource("https://one.example/feed", pack="p")], NOW)
    lease = Lease(BootId("test"), NOW + timedelta(minutes=5))
    (source,) = await talk.storage.claim_due_sources(NOW, 1, lease)
    found = [
        ArticleFound((url,), "", "Новость", "", url, "", "", "ru", NOW, wants_page=True)
        for url in ("https://pages.example/1", "https://pages.example/2")
    ]
    await talk.storage.record_poll(PollRecord(source.id, source.lease, NOW, source.state, found=tuple(found)))
    assert "Страницы статей" not in await talk.ask("/sources 1")
    for seconds, outcome, reason in ((0, PageOutcome.TEXT, ""), (1, PageOutcome.REFUSED, "robots-forbid")):
        now = NOW + timedelta(seconds=seconds)
        (page,) = (await talk.storage.claim_pages(now, 1, lease)).pages
        await talk.storage.record_page(PageRecord(page.article, page.lease, page.host, now, outcome, reason=reason))
    said = await talk.ask("/sources 1")
    assert "прочитано 1, отказано 1, не удалось 0 (сайт просит программы не читать его страницы" in said

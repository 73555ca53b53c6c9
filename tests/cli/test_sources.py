"""`dozor sources`, on a server on loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli.check_sources import check_sources
from bot.cli.sources import (
    add_sources,
    export_sources,
    import_sources,
    list_sources,
    remove_sources,
    set_source,
)
from bot.config import Settings
from bot.errors import StorageError
from bot.feeds.opml import read_opml
from bot.model import Cause, ChatKind, Language, NewSource
from bot.services.sources import SettingKind, SettingWish
from storage import open_storage


def _feed(at: datetime) -> bytes:
    return f"""<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>Вестник</title>
<item><title>раз</title><link>https://one.example/{at:%d}</link><pubDate>{format_datetime(at)}</pubDate></item>
</channel></rss>""".encode("windows-1251")


@pytest.fixture
async def base() -> AsyncIterator[str]:
    now = datetime.now(UTC)
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("fresh", "stale"))
    pages = {
        "/fresh": (_feed(now - timedelta(hours=1)), "application/rss+xml"),
        "/stale": (_feed(now - timedelta(days=8)), "application/rss+xml"),
        "/": (f"<html><head>{links}</head></html>".encode(), "text/html"),
    }

    async def handle(request: web.Request) -> web.Response:
        is_let_in = request.path == "/picky" and request.headers["User-Agent"] == "Mozilla"
        body, kind = pages.get("/fresh" if is_let_in else request.path, (b"", ""))
        return web.Response(body=body, content_type=kind) if kind else web.Response(status=404)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, database=f"sqlite:///{tmp_path}/dozor.db", allow_private_networks=True)


async def test_a_check_says_what_is_wrong(base: str, settings: Settings) -> None:
    out = StringIO()
    assert await check_sources(settings, [f"{base}/{name}" for name in ("fresh", "stale", "gone")], 7, out) == 1
    fresh, stale, gone, total = out.getvalue().splitlines()
    assert fresh.startswith("ok       1 ")
    assert "cp1251" in fresh
    assert stale.startswith("FAIL")
    assert stale.endswith("nothing new")
    assert gone.endswith("there is no such page (HTTP 404)")
    assert total == "3 sources, 2 failing"
    assert await check_sources(settings, [f"{base}/stale"], 9, StringIO()) == 0


async def test_what_is_added_is_listed_checked_and_removed(base: str, settings: Settings) -> None:
    out = StringIO()
    assert await add_sources(settings, [f"{base}/fresh"], "ru/own", out) == 0
    assert out.getvalue() == f"added {base}/fresh  Вестник\n"
    listed = StringIO()
    await list_sources(settings, listed)
    assert listed.getvalue().split() == ["new", "ru/own", f"{base}/fresh", "Вестник"]
    checked = StringIO()
    assert await check_sources(settings, [], 7, checked) == 0
    assert checked.getvalue().endswith("1 sources, 0 failing\n")
    assert await remove_sources(settings, [f"{base}/fresh"], StringIO()) == 0
    assert await remove_sources(settings, [f"{base}/fresh"], StringIO()) == 1


async def test_a_check_goes_on_after_what_is_no_address_and_looks_behind_pages(base: str, settings: Settings) -> None:
    out = StringIO()
    assert await check_sources(settings, ["два слова", base + "/"], 9, out) == 1
    refused, *found, total = out.getvalue().splitlines()
    assert refused.endswith("два слова  this does not look like an address (два слова)")
    assert [line.split()[-1] for line in found] == [f"{base}/fresh", f"{base}/stale"]
    assert total == "3 sources, 1 failing"


async def test_what_is_exported_and_imported_again_is_the_same_and_what_is_a_chats_stays_its_own(
    tmp_path: Path, settings: Settings
) -> None:
    now, file = datetime(2026, 3, 1, tzinfo=UTC), tmp_path / "out.opml"
    shared = NewSource(
        "https://shared.example/feed", "Общее", "uk", "uk/власне", sites=("outlet.example", "outlet.co.uk")
    )
    async with open_storage(settings.database) as storage:
        chat = await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, now)
        await storage.share_sources([shared], now)
        await storage.add_source(NewSource("https://own.example/feed"), chat.key, now, Cause("update"))
    await export_sources(settings, str(file))
    await import_sources(settings, str(file), StringIO())
    async with open_storage(settings.database) as storage:
        known = {one.url: (one.title, one.language, one.pack, one.sites) for one in await storage.known_sources()}
    assert known == {
        "https://shared.example/feed": ("Общее", "uk", "uk/власне", ("outlet.example", "outlet.co.uk")),
        "https://own.example/feed": ("", "", None, ()),
    }


async def test_what_is_no_list_is_said_to_be_none(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "list.txt"
    file.write_text("коалиция желающих", encoding="utf-8")
    assert str(await import_sources(settings, str(file))).startswith(f"dozor: {file}: this is not a list of sources")
    file.write_text("https://one.example/feed\n@mayak_bereg\n", encoding="utf-8")
    assert await import_sources(settings, str(file), StringIO()) == 0


async def test_nothing_is_made_where_there_is_no_database(settings: Settings) -> None:
    with pytest.raises(StorageError, match="the bot makes it when it runs for the first time"):
        await remove_sources(settings, ["https://one.example/feed"])
    with pytest.raises(StorageError):
        await list_sources(settings)


async def test_a_page_with_several_feeds_is_not_guessed_at(base: str, settings: Settings) -> None:
    out = StringIO()
    assert await add_sources(settings, [base + "/"], "own", out) == 1
    assert [line.split()[0] for line in out.getvalue().splitlines()[1:]] == [f"{base}/fresh", f"{base}/stale"]
    assert await add_sources(settings, [base + "/gone", "ftp://one.example/"], "own", StringIO()) == 1


async def test_a_list_goes_in_and_out(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "in.opml"
    file.write_text(
        '<opml><body><outline text="ru"><outline text="a:b"><outline text="Один" xmlUrl="https://one.example/feed"/>'
        '</outline></outline>\n<outline text="никуда"/></body></opml>',
        encoding="utf-8",
    )
    out = StringIO()
    assert await import_sources(settings, str(file), out) == 1
    assert out.getvalue().splitlines() == ["line 2: no address: никуда", "1 sources, 1 lines left out"]
    await export_sources(settings, str(tmp_path / "out.opml"))
    (entry,) = read_opml((tmp_path / "out.opml").read_bytes()).entries
    assert (entry.url, entry.title, entry.categories) == ("https://one.example/feed", "Один", ("ru", "a b"))


async def test_what_is_named_is_looked_at_as_it_is_polled(base: str, settings: Settings) -> None:
    now, out = datetime.now(UTC), StringIO()
    async with open_storage(settings.database) as storage:
        chat = await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, now)
        await storage.add_source(NewSource(base + "/picky"), chat.key, now, Cause("update"))
        (own,) = await storage.watched_sources(chat.key)
        await storage.set_own_source(own.id, chat.key, lambda one: one, now, Cause("own"))
    key = f"{base}/picky#{own.id}"
    assert await set_source(settings, key, [SettingWish(SettingKind.AGENT, "Mozilla")], StringIO()) == 0
    assert await check_sources(settings, [key], 7, out) == 0
    assert key in out.getvalue(), "there may be two at one address"
    assert await check_sources(settings, [base + "/fresh"], 7, StringIO()) == 0
    assert await set_source(settings, key, [SettingWish(SettingKind.AGENT, "")], StringIO()) == 0
    assert await check_sources(settings, [key], 7, out) == 1


async def test_an_operator_sets_how_any_source_is_asked_for(tmp_path: Path, settings: Settings) -> None:
    now, out, file = datetime(2026, 3, 1, tzinfo=UTC), StringIO(), tmp_path / "out.opml"
    cookie = SettingWish(SettingKind.HEADER, "Cookie: session=Kl0tzk0pf")
    async with open_storage(settings.database) as storage:
        chat = await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, now)
        await storage.share_sources([NewSource("https://shared.example/feed", "Общее", pack="p")], now)
        await storage.add_source(NewSource("https://own.example/feed"), chat.key, now, Cause("update"))
        own = next(one.id for one in await storage.watched_sources(chat.key) if one.pack is None)
        await storage.set_own_source(own, chat.key, lambda one: one, now, Cause("own"))
    key = f"https://own.example/feed#{own}"
    wishes = [cookie, SettingWish(SettingKind.AGENT, "Mozilla"), SettingWish(SettingKind.ZONE, "Europe/Kyiv")]
    assert await set_source(settings, "shared.example/feed", wishes, out) == 0
    assert await set_source(settings, key, [SettingWish(SettingKind.CERTIFICATE, "any")], out) == 0
    assert await set_source(settings, key, [SettingWish(SettingKind.PAGES, "off")], out) == 0
    assert await set_source(settings, "https://shared.example/feed", [], out) == 0
    assert out.getvalue().splitlines() == [
        "https://shared.example/feed  [User-Agent: Mozilla; Cookie: •••; zone Europe/Kyiv]",
        f"{key}  [any certificate]",
        f"{key}  [any certificate; pages off]",
        "https://shared.example/feed  [User-Agent: Mozilla; Cookie: •••; zone Europe/Kyiv]",
    ]
    listed = StringIO()
    await list_sources(settings, listed)
    await export_sources(settings, str(file))
    assert "Cookie: •••" in listed.getvalue()
    assert "Kl0tzk0pf" not in listed.getvalue() + file.read_text()
    refused = await set_source(settings, key, [SettingWish(SettingKind.HEADER, "Host: Kl0tzk0pf")], out)
    assert refused == "dozor: Dozor sets this header itself: a request would not work without it"
    assert (
        await set_source(settings, "https://none.example/", [cookie], out)
        == "dozor: https://none.example/: no such source"
    )

"""Takes the pictures of the operators' page that the documentation shows, in three languages, light and dark.

    a made database ──► the real server ──► Chromium without a window ──► docs/LANGUAGE/pictures/page-*.webp

`make bench NAME=page_pictures` writes them; it needs Chromium and no network. `--folder DIRECTORY` writes all there is
to look at instead: every page, light, dark and on a phone, of an empty database, a usual one, and two in which
everything is wrong.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.console_made import Made, make
from bot.console.access import Access
from bot.console.hosts import Hosts
from bot.console.page import PARAMETERS, OperatorsPage
from bot.console.server import Console, Site
from bot.i18n import Translations
from bot.model import Language
from bot.model.console import ListenAt
from bot.model.running import Running
from bot.runtime.clock import SystemClock
from storage.sqlite.console import SqliteConsole
from tests.console.browser import Screen, Tab, installed, opened_browser

_DOCS = Path(__file__).parents[1] / "docs"
_USUAL = Made(sources=412, articles=26_000, chats=64, messages=9_000, failing=0.05)
_SCENES = {
    "empty": Made(0, 0, 0, 0),
    "usual": _USUAL,
    "broken": Made(90, failing=0.5, is_broken=True),
    "hostile": Made(60, failing=0.5, is_broken=True, is_hostile=True),
}
_PATHS = {"overview": "/", "sources": "/sources", "source": "/sources/3"}
_PATHS |= {name: f"/{name}" for name in ("hosts", "chats", "errors")}
_SCREENS = {
    "light": Screen(1_080, 770),
    "dark": Screen(1_080, 770, is_dark=True),
    "phone": Screen(360, 740, is_phone=True),
}
_STAGES = [
    "poll",
    "read",
    "ingest",
    "fan out",
    "review",
    "deliver",
    "front pages",
    "tidy",
    "forget",
    "breadth",
    "intake",
]


@asynccontextmanager
async def served(database: Path, language: Language, *, is_well: bool = True) -> AsyncIterator[str]:
    """The base address of the page of a database."""
    now = datetime.now(UTC)

    async def running() -> Running:
        return Running(
            started_at=now - timedelta(days=23, hours=4),
            version="0.1.0",
            stages=tuple(_STAGES),
            failing_stages=() if is_well else ("deliver", "read"),
            outage=None if is_well else "disk I/O error",
            telegram_failing_since=None if is_well else now - timedelta(minutes=42),
            has_rival=not is_well,
            lag_median_s=0.0004,
            lag_p99_s=0.006 if is_well else 0.9,
            lag_worst_s=0.081 if is_well else 4.2,
            longest_hold_s=0.048,
            memory_bytes=148 * 1024**2,
            database_bytes=2_400 * 1024**2,
            log_bytes=16 * 1024**2,
            disk_free_bytes=61 * 1024**3 if is_well else 212 * 1024**2,
        )

    async with SqliteConsole(str(database)) as storage:
        page = OperatorsPage(storage, running, Translations()[language], SystemClock())
        hosts, access = Hosts(ListenAt("127.0.0.1", 0), ()), Access(None, SystemClock())
        async with Console(Site(page.routes(), PARAMETERS, page.sign_in), hosts, access) as console:
            yield f"http://{console.place}"


async def take(tab: Tab, url: str, screen: Screen, to: Path, *, whole: bool) -> None:
    """Take one picture."""
    await tab.open(url, screen)
    picture = await tab.picture(to.suffix[1:], whole=whole)
    await asyncio.to_thread(to.write_bytes, picture)
    print(f"{to}: {len(picture) // 1_024} KB", flush=True)


async def take_for_documents(browser: str, database: Path) -> None:
    """The overview in each language, as a reader's system wants it."""
    async with opened_browser(browser) as tab:
        for language in Language:
            async with served(database, language) as base:
                for name in ("light", "dark"):
                    to = _DOCS / language / "pictures" / f"page-{name}.webp"
                    await take(tab, base, _SCREENS[name], to, whole=False)


async def take_all(browser: str, folder: Path, scratch: Path) -> None:
    """Everything that there is to look at, in English."""
    async with opened_browser(browser) as tab:
        for scene, made in _SCENES.items():
            database = scratch / f"{scene}.db"
            await asyncio.to_thread(make, database, made, datetime.now(UTC))
            async with served(database, Language.ENGLISH, is_well=not made.is_broken) as base:
                for page, path in _PATHS.items():
                    if page == "source" and not made.sources:
                        continue
                    for name, screen in _SCREENS.items():
                        await take(tab, base + path, screen, folder / f"{scene}-{page}-{name}.png", whole=True)
            if tab.complaints:
                raise SystemExit("\n".join(tab.complaints))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    browser = installed()
    if browser is None:
        raise SystemExit("no Chromium is installed here")
    with tempfile.TemporaryDirectory() as scratch:
        if options.folder is not None:
            options.folder.mkdir(parents=True, exist_ok=True)
            asyncio.run(take_all(browser, options.folder, Path(scratch)))
            return
        database = Path(scratch) / "usual.db"
        make(database, _USUAL, datetime.now(UTC))
        asyncio.run(take_for_documents(browser, database))


if __name__ == "__main__":
    main()

"""`dozor match` on a page of a server on loopback."""

from collections.abc import AsyncIterator
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli.match import match
from bot.config import Settings
from bot.errors import AddressRefused, FetchFailed

_PARAGRAPH = "Участники встречи в Риме говорили о помощи, о сроках и о том, кто за неё заплатит в следующем году. " * 3
_PAGE = f"""<!doctype html><html><head><title>Встреча в Риме</title></head><body><nav>Нефть Газ</nav><article>
<h1>Встреча в Риме</h1><p>{_PARAGRAPH}</p><p>{_PARAGRAPH} К коалиции желающих присоединилась Норвегия.</p>
<p>Читайте также</p><ul><li><a href="/1">Нефть подорожала после встречи</a></li></ul></article></body></html>"""


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async def handle(request: web.Request) -> web.Response:
        return web.Response(text=_PAGE, content_type="text/html", status=200 if request.path == "/page" else 404)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def _settings(folder: Path, *, is_private_allowed: bool = True) -> Settings:
    return Settings(
        _env_file=None, database=f"sqlite:///{folder / 'dozor.db'}", allow_private_networks=is_private_allowed
    )


async def test_a_page_is_read_without_its_menus_and_links_to_others(site: str, tmp_path: Path) -> None:
    out = StringIO()
    assert await match("коалиция желающих", [f"{site}/page"], _settings(tmp_path), out)
    assert "Встреча в Риме" in out.getvalue()
    assert "[коалиции желающих] присоединилась" in out.getvalue()
    assert not await match("нефть", [f"{site}/page"], _settings(tmp_path), StringIO())


async def test_a_page_that_cannot_be_had_and_one_of_a_private_network_are_refused(site: str, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed):
        await match("нефть", [f"{site}/none"], _settings(tmp_path), StringIO())
    with pytest.raises(AddressRefused):
        await match("нефть", [f"{site}/page"], _settings(tmp_path, is_private_allowed=False), StringIO())

"""Chromium without a window, driven over its own protocol (https://chromedevtools.github.io/devtools-protocol/)."""

import asyncio
import base64
import contextlib
import itertools
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_STARTED_WITHIN_S = 60.0
_ANSWERED_WITHIN_S = 60.0
_WATCHED = {"Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Audits.issueAdded"}
"""What a page that is in order never causes."""


def installed() -> str | None:
    """The path of the browser; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass(frozen=True, slots=True)
class Screen:
    """What a page is looked at on."""

    width: int
    height: int = 900
    is_dark: bool = False
    is_phone: bool = False


@dataclass
class Tab:
    """One page of the browser."""

    socket: aiohttp.ClientWebSocketResponse
    complaints: list[str] = field(default_factory=list)
    """What the browser had to say against the pages: errors, and what their policy forbids."""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _is_loaded: bool = False

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """The result of a method."""
        number = next(self._numbers)
        await self.socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            said = await self._hear()
            if said.get("id") == number:
                assert "error" not in said, said
                result: dict[str, Any] = said["result"]
                return result

    async def open(self, url: str, screen: Screen) -> None:
        """Load a page, and wait until all of it is there."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=screen.width,
            height=screen.height,
            deviceScaleFactor=1 if not screen.is_phone else 2,
            mobile=screen.is_phone,
        )
        scheme = "dark" if screen.is_dark else "light"
        await self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self._is_loaded = False
        await self.call("Page.navigate", url=url)
        while not self._is_loaded:
            await self._hear()

    async def ask(self, expression: str) -> Any:  # noqa: ANN401  as in JavaScript
        """The value of an expression in the page. The browser runs it, whatever the policy of the page is."""
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    async def picture(self, kind: str = "png", *, whole: bool = True) -> bytes:
        """A picture of the page, as "png" or "webp": of all of it, or of what fits the screen."""
        quality = {"quality": 90} if kind == "webp" else {}
        taken = await self.call("Page.captureScreenshot", captureBeyondViewport=whole, format=kind, **quality)
        return base64.b64decode(taken["data"])

    async def _hear(self) -> dict[str, Any]:
        said: dict[str, Any] = await self.socket.receive_json(timeout=_ANSWERED_WITHIN_S)
        if said.get("method") in _WATCHED:
            self.complaints.append(str(said["params"]))
        self._is_loaded |= said.get("method") == "Page.loadEventFired"
        return said


@asynccontextmanager
async def opened_browser(path: str) -> AsyncIterator[Tab]:
    """A tab of a browser of its own, which ends with the context."""
    with tempfile.TemporaryDirectory(prefix="dozor-browser", ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            *(path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
            *("--remote-debugging-port=0", f"--user-data-dir={folder}", "--disable-background-networking"),
            *("--disable-component-update", "--no-default-browser-check", "--hide-scrollbars", "about:blank"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stderr is not None
        port = await _port(process.stderr)
        unheard = asyncio.create_task(process.stderr.read())  # so that it never waits for a reader
        try:
            async with aiohttp.ClientSession() as session, _socket(session, port) as socket:
                tab = Tab(socket)
                for domain in ("Page", "Runtime", "Log", "Audits"):
                    await tab.call(f"{domain}.enable")
                yield tab
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            await unheard


@asynccontextmanager
async def _socket(session: aiohttp.ClientSession, port: int) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
        pages = [one for one in await answer.json(content_type=None) if one["type"] == "page"]
    async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
        yield socket


async def _port(said: asyncio.StreamReader) -> int:
    async with asyncio.timeout(_STARTED_WITHIN_S):
        async for line in said:
            if found := re.search(rb"listening on ws://127\.0\.0\.1:(\d+)/", line):
                return int(found[1])
    raise AssertionError("the browser ended at once")

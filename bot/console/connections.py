"""Connections within limits: so many at once, each for so long.

aiohttp waits for the head of a request for as long as a client likes. So each connection serves one request, and is cut
at its deadline, whatever has been read or written by then: neither a slow client nor many of them hold anything up.
"""

import asyncio
from collections import Counter
from http import HTTPStatus
from typing import Any, cast

from aiohttp import web

from bot.console.headers import HEADERS

LONGEST_S = 30.0
"""From the first byte to the last."""
_MOST = 128
_MOST_OF_PEER = 32
_LIMITS: dict[str, Any] = {
    "access_log": None,
    "auto_decompress": False,
    "keepalive_timeout": 10.0,
    "lingering_time": 1.0,
    "max_field_size": 4_096,
    "max_headers": 64,
    "max_line_size": 2_048,
}
"""Of a request; what unpacks is refused with the rest that nobody asked for."""


class Peers:
    """Counts the open connections."""

    def __init__(self, most: int = _MOST, most_of_peer: int = _MOST_OF_PEER, longest_s: float = LONGEST_S) -> None:
        self.longest_s = longest_s
        self._most = most
        self._most_of_peer = most_of_peer
        self._open: Counter[str] = Counter()

    def enter(self, peer: str) -> bool:
        """Whether one more may come from there; then it is counted until `leave`."""
        if self._open.total() >= self._most or self._open[peer] >= self._most_of_peer:
            return False
        self._open[peer] += 1
        return True

    def leave(self, peer: str) -> None:
        self._open[peer] -= 1
        if not self._open[peer]:
            del self._open[peer]


class Connection(web.RequestHandler):
    """One connection, and the one request on it."""

    def __init__(self, server: web.Server, peers: Peers) -> None:
        super().__init__(server, loop=asyncio.get_running_loop(), **_LIMITS)
        self._peers = peers
        self._peer: str | None = None
        """Where it comes from; None if it was turned away."""
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        stream = cast("asyncio.Transport", transport)  # uvloop's has no such class
        address = stream.get_extra_info("peername")
        peer = str(address[0]) if address else ""
        if not self._peers.enter(peer):
            stream.abort()
            return
        self._peer = peer
        self._deadline = asyncio.get_running_loop().call_later(self._peers.longest_s, stream.abort)
        super().connection_made(stream)

    def connection_lost(self, exc: BaseException | None) -> None:
        if self._peer is None:
            return
        self._peers.leave(self._peer)
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,  # noqa: ARG002  aiohttp's signature
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002  as above
    ) -> web.StreamResponse:
        """What cannot be read is answered in a word, and neither shown nor logged: it may hold the token."""
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log_exception("a request could not be answered", exc_info=exc)
        response = web.Response(status=status, text=f"{HTTPStatus(status).phrase}\n", headers=HEADERS)
        response.force_close()
        return response

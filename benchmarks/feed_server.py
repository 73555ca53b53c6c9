"""A server of feeds for benchmarks, in a process of its own: as fast as a server can be that says little.

Started with a port to listen on at loopback, or 0 for any; prints it. Every path is a feed of 20 items. A request to
`/-/VERSION/STATUS` sets what comes from now on: feeds with so many new items before the old ones, whole (200) or,
to whoever knows them, not (304).
"""

import asyncio
import sys
from collections.abc import Callable

ITEMS = 20


class State:
    """What the server answers."""

    def __init__(self, text: Callable[[int], str]) -> None:
        self._text = text
        self.version = 0
        self.honours_validators = True

    def answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1].decode()
        if path.startswith("/-/"):
            _, _, version, status = path.split("/")
            self.version, self.honours_validators = int(version), status == "304"
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        etag = f'"{self.version}"'
        if self.honours_validators and f"if-none-match: {etag}".encode() in request.lower():
            return f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode()
        body = self._feed(path).encode()
        return (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\nETag: {etag}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    def _feed(self, path: str) -> str:
        items = "".join(
            f"<item><title>Новость {number} издания {path}</title><link>https://news.example{path}/{number}</link>"
            f"<guid>{path}/{number}</guid><description>{self._text(number)}</description></item>"
            for number in range(self.version + ITEMS, self.version, -1)
        )
        return (
            f'<rss version="2.0"><channel><title>Издание {path}</title><language>ru</language>{items}</channel></rss>'
        )


class Connection(asyncio.Protocol):
    def __init__(self, state: State) -> None:
        self._state = state
        self._begun = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._begun += data
        while b"\r\n\r\n" in self._begun:
            request, _, self._begun = self._begun.partition(b"\r\n\r\n")
            self._transport.write(self._state.answer(request))


async def main(port: int) -> None:
    words = [
        "правительство",
        "обсудило",
        "бюджет",
        "страны",
        "на",
        "будущий",
        "год",
        "и",
        "отложило",
        "решение",
        "до",
        "осени",
    ]
    texts = [" ".join(words[at % 12 :] + words[: at % 12]).capitalize() + "." for at in range(ITEMS)]
    state = State(lambda number: texts[number % ITEMS] * 3)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(state), "127.0.0.1", port, backlog=4_096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))

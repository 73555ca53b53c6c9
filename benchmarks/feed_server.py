"""A server of feeds for benchmarks, in a separate process: as fast as a server of short answers can be.

    python -m benchmarks.feed_server [--certificate FILE]

Prints the port that it listens on; with a certificate, a second one for TLS. Every path
is a feed of 20 items. A request to `/-/VERSION/STATUS` sets what comes from now on: feeds with so many new items before
the old ones, whole (200) or not (304), to a client that knows them.
"""

import argparse
import asyncio
import re
import ssl
from collections.abc import Sequence
from random import Random

from benchmarks.newsprint import Newsprint
from benchmarks.stages import SEED

ITEMS = 20
_ARTICLES = 60
"""Of some 33 sentences each, three of which make an item."""
_QUERIES = 1_000
_MET_AN_ARTICLE = 11
"""So that an item meets about one of the queries."""
_SENTENCES_AN_ITEM = 3
_SENTENCE_END = re.compile(r"\.\s*")


class State:
    """What the server answers."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = sentences
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
            f"<item><title>{self._title(path, number)}</title><link>https://news.example{path}/{number}</link>"
            f"<guid>{path}/{number}</guid><pubDate>Thu, 26 Nov 2026 {number // 60 % 24:02}:{number % 60:02}:00 +0300"
            f"</pubDate><description>{self._text(path, number)}</description></item>"
            for number in range(self.version + ITEMS, self.version, -1)
        )
        return (
            f'<rss version="2.0"><channel><title>Издание {path}</title><language>ru</language>{items}</channel></rss>'
        )

    def _title(self, path: str, number: int) -> str:
        """Each its own, as stories are told apart by it."""
        return f"{self._sentence(path, number, 0)[:60]} {path[1:]} {number}"

    def _text(self, path: str, number: int) -> str:
        return ". ".join(self._sentence(path, number, place) for place in range(1, 1 + _SENTENCES_AN_ITEM)) + "."

    def _sentence(self, path: str, number: int, place: int) -> str:
        return self._sentences[(int(path[1:]) * 7919 + number * 104_729 + place * 31) % len(self._sentences)]


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


async def main(certificate: str | None) -> None:
    newsprint, chosen = Newsprint(SEED), Random(SEED)
    queries = newsprint.queries(_QUERIES)
    articles = (newsprint.article(chosen.sample(queries, _MET_AN_ARTICLE)) for _ in range(_ARTICLES))
    state = State([sentence for article in articles for sentence in _SENTENCE_END.split(article)])
    loop = asyncio.get_running_loop()
    contexts: list[ssl.SSLContext | None] = [None]
    if certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        contexts.append(tls)
    servers = [
        await loop.create_server(lambda: Connection(state), "127.0.0.1", 0, backlog=4_096, ssl=context)
        for context in contexts
    ]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--certificate", help="a file with a certificate and its key")
    asyncio.run(main(parser.parse_args().certificate))
